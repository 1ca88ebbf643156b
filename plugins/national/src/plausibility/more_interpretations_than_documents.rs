//! G07: many more interpretations than documents to interpret.

use gouji_core::prelude::*;

use super::{clause_before, has_any};
use crate::claims::stands;
use crate::vocabulary::{self, Matter};

/// 政策解读比政策文件多出许多倍.
pub(crate) struct MoreInterpretationsThanDocuments;

const TIMES: Setting =
    Setting {
        rule: "G07", key: "times", default: 5, says: "政策解读超过政策文件的多少倍时提示"
    };
const LEAST: Setting =
    Setting { rule: "G07", key: "least", default: 20, says: "政策解读少于多少件时不提示" };

impl Rule for MoreInterpretationsThanDocuments {
    fn card(&self) -> Card {
        Card::info("G07", "national/more-interpretations-than-documents", "政策解读比政策文件多出许多倍")
            .possible()
            .basis("国办发〔2016〕80号")
            .why("解读是跟着文件走的，一件文件有两三种解读已经不少。多出许多倍，可能把转载的、上级的也数了进去。")
            .option(TIMES)
            .option(LEAST)
            .bad(
                "overview = '全年发布政策文件6件，政策解读138件。'",
                "政策解读 138件，政策文件只有 6件，请核对是否把转载的也计了进去",
            )
            .good("overview = '全年发布政策文件30件，政策解读138件。'")
            .good("overview = '全年发布政策文件2件，政策解读12件。'")
            .good("overview = '全年发布政策文件6件，发布和转载政策解读138件。'")
            .good("overview = '制定行政规范性文件2件，发布政策解读38件。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        const REPRINTED: [&str; 4] = ["转载", "转发", "上级", "推送"];
        if !vocabulary::seen(report).tells_anywhere(Matter::Interpretation) {
            return;
        }
        let whole = |claim: &Claim| stands(claim) && claim.role != Role::Part && claim.value > Decimal::ZERO;
        let least = Decimal::from_int(LEAST.of(report));
        let interpretations = report.claims().find(|claim| {
            whole(claim)
                && Some(claim.value) >= least
                && clause_before(report, claim).contains("政策解读")
                && !has_any(clause_before(report, claim), &REPRINTED)
        });
        let Some(interpretations) = interpretations else { return };
        let documents =
            report.claims().find(|claim| whole(claim) && clause_before(report, claim).ends_with("政策文件"));
        let Some(documents) = documents else { return };
        if i128::from(interpretations.value.micros())
            > i128::from(documents.value.micros()) * i128::from(TIMES.of(report))
        {
            findings.add(
                interpretations.number,
                format!(
                    "政策解读 {}{}，政策文件只有 {}{}，请核对是否把转载的也计了进去",
                    interpretations.value,
                    interpretations.unit.title(),
                    documents.value,
                    documents.unit.title()
                ),
            );
        }
    }
}
