//! V05: a count that is not whole.

use gouji_core::prelude::*;

use super::{Holds, is_change, is_money};
use crate::doubt;

/// 件数不是整数.
pub(crate) struct FractionalCount;

impl Rule for FractionalCount {
    fn card(&self) -> Card {
        Card::error("V05", "national/fractional-count", "件数不是整数")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("除了金额，表里的数都是一件一件数出来的。")
            .bad("requests.new = ['2.5', 0, 0, 0, 0, 0, 3]", "本年新收·自然人是“2.5”，件数应为整数")
            .good("requests.new = ['-2.5', 0, 0, 0, 0, 0, 3]")
            .good("proactive.fees = ['0.092']")
            .good("requests.new = [3, 0, 0, 0, 0, 0, 3]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            if !Holds::of(report, table).has(Holds::FRACTION) {
                continue;
            }
            for cell in report.printed(table) {
                // A number below 0 is wrong in any case: V04.
                let wrong =
                    |number: Decimal| !number.is_integer() && (!number.is_negative() || is_change(cell.id));
                if cell.number().is_some_and(wrong) && !is_money(cell.id) {
                    let message = format!("{}是“{}”，件数应为整数", super::name(cell.id), cell.raw.trim());
                    doubt::if_inferred(findings.add(cell.id, message), report, table);
                }
            }
        }
    }
}
