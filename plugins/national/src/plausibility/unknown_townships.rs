//! G02: more townships that report than the prose says there are.

use gouji_core::prelude::*;

use super::{behind, clause_before, has_any};
use crate::aggregation::direct;
use crate::claims::stands;

/// 正文的乡镇数少于有报告的乡镇.
pub(crate) struct UnknownTownships;

impl Rule for UnknownTownships {
    fn card(&self) -> Card {
        Card::warning("G02", "national/unknown-townships", "正文写的乡镇个数，少于有报告的乡镇")
            .likely()
            .basis("政府信息公开条例第六条")
            .why("所辖的乡镇至少有提交了报告的那些。正文写得更少，多半是沿用了别处或往年的数。")
            .needs(Need::Children)
            .levels(&[Level::County])
            .bad(
                "agency.level = 'county'
                 overview = '全县1个乡镇全部公开了事项目录。'
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 [[children]]
                 agency = { name = '石板乡人民政府', level = 'township' }",
                "正文说全县有 1 个乡镇，给出的报告里有 2 个乡镇",
            )
            .good(
                "agency.level = 'county'
                 overview = '全县3个乡镇全部公开了事项目录。'
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 [[children]]
                 agency = { name = '石板乡人民政府', level = 'township' }",
            )
            .good(
                "agency.level = 'county'
                 overview = '抽查1个乡镇的公开栏。全县1个乡镇、1个街道全部公开了事项目录。'
                 [[children]]
                 agency = { name = '城关镇人民政府', level = 'township' }
                 [[children]]
                 agency = { name = '河滨街道办事处', level = 'township' }",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let is_town = |name: &str| !name.contains("街道") && has_any(name, &["镇", "乡"]);
        let towns = direct(report)
            .filter(|child| child.agency.level == Some(Level::Township) && is_town(child.agency.name))
            .count() as i64;
        let whole = |claim: &Claim| {
            let said = behind(report, claim);
            stands(claim)
                && claim.exactness == Exactness::Exact
                && said.strip_prefix('个').unwrap_or(said).starts_with("乡镇")
                && !said.starts_with("乡镇（街道")
                && has_any(clause_before(report, claim), &["全县", "全区", "全市", "全旗", "辖"])
        };
        let Some(claim) = report.claims().find(whole) else { return };
        if Some(claim.value) < Decimal::from_int(towns) {
            findings.add(
                claim.number,
                format!("正文说全县有 {} 个乡镇，给出的报告里有 {towns} 个乡镇", claim.value),
            );
        }
    }
}
