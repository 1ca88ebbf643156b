//! G03: another number of pilot fields than the national one.

use gouji_core::prelude::*;

use super::{behind, clause_before, has_any};
use crate::claims::stands;
use crate::vocabulary::{self, Matter};

/// 试点领域的个数不是26个.
pub(crate) struct MiscountedFields;

/// 国办发〔2019〕54号.
const FIELDS: i64 = 26;
/// Whose fields may be fewer, or which of them are meant.
const FEWER: [&str; 12] =
    ["乡", "镇", "街道", "社区", "村", "新增", "其中", "其他", "部门", "涉及", "首批", "先行"];

impl Rule for MiscountedFields {
    fn card(&self) -> Card {
        Card::info("G03", "national/miscounted-fields", "基层政务公开试点领域的个数不是26个")
            .possible()
            .basis("国办发〔2019〕54号")
            .why("县级政府要编制26个试点领域的标准目录。乡镇、街道只编制与自己有关的，可以少于26个。")
            .years(2020, 2021)
            .levels(&[Level::County])
            .bad(
                "year = 2020\nagency.level = 'county'\noverview = '编制完成25个试点领域基层政务公开标准目录。'",
                "试点领域写的是 25 个，国家规定的是 26 个，请核对",
            )
            .good("year = 2020\nagency.level = 'county'\noverview = '编制完成二十六个试点领域基层政务公开标准目录。'")
            .good("year = 2020\nagency.level = 'county'\noverview = '12个乡镇编制完成21个试点领域标准目录。'")
            .good("year = 2020\nagency.level = 'county'\noverview = '编制26个试点领域标准目录，已完成公开的有20个试点领域。'")
            .good("year = 2020\nagency.level = 'county'\noverview = '在3个重点领域扩大公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if !vocabulary::seen(report).tells_anywhere(Matter::PilotFields) {
            return;
        }
        let fields = || {
            report.claims().filter(|claim| {
                let said = behind(report, claim);
                stands(claim)
                    && claim.exactness == Exactness::Exact
                    && has_any(said.get(..3 * 14).unwrap_or(said), &["试点领域"])
                    && said.strip_prefix(['个', '大', '项']).is_some_and(|said| {
                        ["试点领域", "基层政务公开", "国家试点领域"].iter().any(|word| said.starts_with(word))
                    })
            })
        };
        if fields().any(|claim| claim.value.as_int() == Some(FIELDS)) {
            return;
        }
        let wrong = fields().find(|claim| !has_any(clause_before(report, claim), &FEWER));
        if let Some(claim) = wrong {
            let said = claim.value;
            findings.add(claim.number, format!("试点领域写的是 {said} 个，国家规定的是 {FIELDS} 个，请核对"));
        }
    }
}
