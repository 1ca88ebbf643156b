//! T2-06: decisions, but no items that they could be made on.

use gouji_core::prelude::*;

use super::{ITEM_LINES, items};

/// 没有事项却有处理决定.
pub(crate) struct DecisionsWithoutItems;

impl Rule for DecisionsWithoutItems {
    fn card(&self) -> Card {
        Card::warning("T2-06", "national/decisions-without-items", "没有事项却有处理决定")
            .likely()
            .basis("国办公开办函〔2019〕60号，附件表二")
            .why("处理决定是就许可、处罚等事项作出的。事项数是 0，决定却不是 0，总有一个没填对。")
            .years(2019, 2020)
            .bad(
                "year = 2020\nproactive.penalties = [0, 0, 114]",
                "行政处罚的上一年项目数量和本年增/减都是 0，处理决定数量却是 114",
            )
            .good("year = 2020\nproactive.penalties = [0, 5, 114]\nproactive.licensing = [0, 0, 0]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.edition == Some(Edition::E2021) {
            return;
        }
        for line in ITEM_LINES {
            let Some([Decimal::ZERO, Decimal::ZERO, decisions]) = items(report, line) else { continue };
            if decisions > Decimal::ZERO {
                findings.add(
                    Spot::row(Table::Proactive, line as u8),
                    format!(
                        "{}的上一年项目数量和本年增/减都是 0，处理决定数量却是 {decisions}",
                        line.title()
                    ),
                );
            }
        }
    }
}
