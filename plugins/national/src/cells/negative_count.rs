//! V04: a count below zero.

use gouji_core::prelude::*;

use super::{Holds, is_change};
use crate::doubt;

/// 件数小于 0.
pub(crate) struct NegativeCount;

impl Rule for NegativeCount {
    fn card(&self) -> Card {
        Card::error("V04", "national/negative-count", "件数或金额是负数")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("除了2019年格式的“本年增/减”，表里的数都是件数、项数或金额，不会小于 0。")
            .bad("requests.total = [5, -2, 0, 0, 0, 0, 3]", "总计·商业企业是“-2”，不会小于 0")
            .bad("disputes.reconsideration = [3, -1, 0, 1, 5]", "行政复议·结果纠正是“-1”，不会小于 0，应为 1")
            .good("year = 2020\nproactive.penalties = [9, -3, 20]")
            // The equations say that it should be 3.
            .good("requests.total = [-3, 1, 0, 0, 0, 0, 4]")
            .good("requests.total = [3, 0, 0, 0, 0, 0, 3]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            if !Holds::of(report, table).has(Holds::NEGATIVE) {
                continue;
            }
            for cell in report.printed(table) {
                let Some(number) = cell.number().filter(|number| number.is_negative()) else { continue };
                let slip = is_slip_of_sign(report, cell.id, number);
                // Two equations over a cell of 表三 name it themselves.
                if is_change(cell.id) || (slip && table == Table::Requests) {
                    continue;
                }
                let raw = cell.raw.trim();
                let right = if slip { format!("，应为 {}", number.abs()) } else { String::new() };
                let message = format!("{}是“{raw}”，不会小于 0{right}", super::name(cell.id));
                let found = findings.add(cell.id, message);
                if slip {
                    found.repair(raw, number.abs().to_string());
                }
                doubt::if_inferred(found, report, table);
            }
        }
    }
}

/// Whether its row adds up with the number above 0: then the equations name the cell and what it should be.
fn is_slip_of_sign(report: &Report, id: CellId, number: Decimal) -> bool {
    if id.table == Table::Proactive {
        return false;
    }
    let last = id.table.columns().len() as u8 - 1;
    let figure = |column| match column == id.column {
        true => Figure::known(number.abs()),
        false => report.figure(CellId { column, ..id }),
    };
    let parts: Figure = (0..last).map(figure).sum();
    parts.get().is_some() && parts == figure(last)
}
