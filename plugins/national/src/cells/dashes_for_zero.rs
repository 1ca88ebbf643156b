//! V02: `/`, `-` or 无 where a number is wanted.

use gouji_core::prelude::*;

use super::{Holds, by_its_row, is_blank_table, names, picked};

/// 用“/”“-”“无”代替 0.
pub(crate) struct DashesForZero;

impl Rule for DashesForZero {
    fn card(&self) -> Card {
        Card::warning("V02", "national/dashes-for-zero", "表格用“/”“-”“无”代替数字")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("表里要填数，没有的填 0，汇总时才不会漏。")
            .bad(
                "requests.new = [1, '/', '/', 0, 0, 0, 1]",
                "表三有 2 格写的是“/”，没有的应填 0：本年新收·商业企业、本年新收·科研机构",
            )
            .bad(
                "disputes.reconsideration = ['无', 0, 0, 0, 0]",
                "表四有 1 格写的是“无”，没有的应填 0：行政复议·结果维持",
            )
            .good("requests.new = [1, 0, 0, 0, 0, 0, 1]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let dashes = picked(report, table, Holds::DASH, |cell| cell.state == CellState::Dash);
            let Some(first) = dashes.first() else { continue };
            if is_blank_table(report, table) {
                continue;
            }
            let message = format!(
                "{}有 {} 格写的是“{}”，没有的应填 0：{}",
                table.title(),
                dashes.len(),
                first.raw.trim(),
                names(&dashes)
            );
            let found = findings.add(first.id, message);
            if dashes.len() == 1 && by_its_row(report, first.id) == Some(Decimal::ZERO) {
                found.repair(first.raw.trim(), "0");
            }
        }
    }
}
