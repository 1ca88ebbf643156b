//! V07: full-width digits, thousands separators, white space inside numbers.

use gouji_core::prelude::*;

use super::{Holds, names, picked};

/// 数字写得不规范.
pub(crate) struct UntidyNumber;

impl Rule for UntidyNumber {
    fn card(&self) -> Card {
        Card::info("V07", "national/untidy-number", "表格里的数字有全角字符、千位分隔符或空格")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("上级汇总时这样的数要人工改，容易错。")
            .bad(
                "requests.new = ['１２', 0, 0, 0, 0, 0, '12']\nrequests.total = ['1,012', 0, 0, 0, 0, 0, 1012]",
                "表三有 2 格的数字宜写成不带逗号和空格的半角数字（如“１２”）：本年新收·自然人、总计·自然人",
            )
            .good("requests.new = [1012, 0, 0, 0, 0, 0, 1012]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        const UNTIDY: u8 = Notes::FULL_WIDTH.0 | Notes::SEPARATORS.0 | Notes::INNER_SPACE.0;
        for table in Table::ALL {
            let is_untidy = |cell: &Cell| cell.state == CellState::Number && cell.notes.0 & UNTIDY != 0;
            let untidy = picked(report, table, Holds::NOTED, is_untidy);
            let Some(first) = untidy.first() else { continue };
            let message = format!(
                "{}有 {} 格的数字宜写成不带逗号和空格的半角数字（如“{}”）：{}",
                table.title(),
                untidy.len(),
                first.raw.trim(),
                names(&untidy)
            );
            let found = findings.add(first.id, message);
            if let ([cell], Some(number)) = (untidy.as_slice(), first.number()) {
                found.repair(cell.raw.trim(), number.to_string());
            }
        }
    }
}
