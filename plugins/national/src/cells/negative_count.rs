//! V04: a count below zero.

use gouji_core::prelude::*;

use super::is_change;
use crate::doubt;

/// 件数小于 0.
pub(crate) struct NegativeCount;

impl Rule for NegativeCount {
    fn card(&self) -> Card {
        Card::error("V04", "national/negative-count", "件数或金额是负数")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("除了2019年格式的“本年增/减”，表里的数都是件数、项数或金额，不会小于 0。")
            .bad("requests.total = [-3, 0, 0, 0, 0, 0, 3]", "总计·自然人是“-3”，不会小于 0")
            .good("year = 2020\nproactive.penalties = [9, -3, 20]")
            .good("requests.total = [3, 0, 0, 0, 0, 0, 3]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            for cell in report.printed(table) {
                if cell.number().is_some_and(Decimal::is_negative) && !is_change(cell.id) {
                    let message = format!("{}是“{}”，不会小于 0", super::name(cell.id), cell.raw.trim());
                    doubt::if_inferred(findings.add(cell.id, message), report, table);
                }
            }
        }
    }
}
