//! T2-18: far more coercion than penalties.

use gouji_core::prelude::*;

use super::decisions;

/// 行政强制远多于行政处罚.
pub(crate) struct MoreCoercionThanPenalties;

const TIMES: Setting =
    Setting {
        rule: "T2-18", key: "times", default: 10, says: "行政强制达到行政处罚的多少倍时提示"
    };
const LEAST: Setting =
    Setting { rule: "T2-18", key: "least", default: 100, says: "行政强制少于多少件时不提示" };

impl Rule for MoreCoercionThanPenalties {
    fn card(&self) -> Card {
        Card::info("T2-18", "national/more-coercion-than-penalties", "行政强制远多于行政处罚")
            .possible()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表二")
            .why("强制多是为查办案件采取的措施，一般少于处罚。多出许多倍，可能填串了行。")
            .option(TIMES)
            .option(LEAST)
            .bad(
                "proactive.penalties = [12]\nproactive.coercion = [480]",
                "行政强制 480 件，行政处罚只有 12 件，请核对是否填串了行",
            )
            .bad(
                "year = 2020\nproactive.penalties = [200, 0, 0]\nproactive.coercion = [15, 0, 133]",
                "行政强制 133 件，行政处罚只有 0 件，请核对是否填串了行",
            )
            .good("proactive.penalties = [12]\nproactive.coercion = [48]")
            .good("proactive.penalties = [300]\nproactive.coercion = [480]")
            .good("proactive.penalties = ['']\nproactive.coercion = [480]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let (Some(penalties), Some(coercion)) =
            (decisions(report, ProactiveLine::Penalties), decisions(report, ProactiveLine::Coercion))
        else {
            return;
        };
        if Some(coercion) < Decimal::from_int(LEAST.of(report))
            || coercion.micros() < penalties.micros().saturating_mul(TIMES.of(report))
        {
            return;
        }
        findings.add(
            CellId::from((ProactiveLine::Coercion, ProactiveColumn::Decisions)),
            format!("行政强制 {coercion} 件，行政处罚只有 {penalties} 件，请核对是否填串了行"),
        );
    }
}
