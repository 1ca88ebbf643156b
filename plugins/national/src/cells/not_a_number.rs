//! V03: words in a number cell.

use gouji_core::prelude::*;

use super::two_numbers::has_two_numbers;
use super::{Holds, by_its_row, is_change, is_money, names, picked};
use crate::doubt;

/// 格里不是数字.
pub(crate) struct NotANumber;

impl Rule for NotANumber {
    fn card(&self) -> Card {
        Card::error("V03", "national/not-a-number", "格里写的不是数字")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("每一格只填一个准确的数：不写约数，不写“见附件”。")
            .bad(
                "requests.new = ['约20', 0, 0, 0, 0, 0, 20]",
                "本年新收·自然人写的是“约20”，应填一个准确的数；按本行其余各格应为 20",
            )
            .bad("requests.new = ['约20', '', 0, 0, 0, 0, 20]", "本年新收·自然人写的是“约20”，应填一个准确的数")
            .bad(
                "disputes.reconsideration = ['见附件', '见附件', '见附件', '见附件', '见附件']",
                "表四有 5 格写的不是数字（如“见附件”）：行政复议·结果维持、行政复议·结果纠正、行政复议·其他结果、行政复议·尚未审结、行政复议·总计",
            )
            .good("requests.new = [20, 0, 0, 0, 0, 0, 20]")
            .good("year = 2020\nproactive.licensing = [45, '增8', 53]")
            .good("requests.new = ['', '/', 0, 0, 0, 0, 20]")
            .good("requests.new = ['12/15', 0, 0, 0, 0, 0, 12]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let is_words = |cell: &Cell| cell.state == CellState::Text && !has_two_numbers(cell);
            let words = picked(report, table, Holds::TEXT, is_words);
            let Some(first) = words.first() else { continue };
            if words.len() > 3 {
                let (title, count, raw) = (table.title(), words.len(), first.raw.trim());
                let message = format!("{title}有 {count} 格写的不是数字（如“{raw}”）：{}", names(&words));
                doubt::if_inferred(findings.add(first.id, message), report, table);
                continue;
            }
            for cell in &words {
                let raw = cell.raw.trim();
                let right = by_its_row(report, cell.id);
                let by_row = right.map(|right| format!("；按本行其余各格应为 {right}")).unwrap_or_default();
                let message = format!("{}写的是“{raw}”，应填一个准确的数{by_row}", super::name(cell.id));
                let found = findings.add(cell.id, message);
                if let Some(right) = right {
                    found.repair(raw, right.to_string());
                }
                // `+(2) -(1)`, `12.5万`: what is meant can be told, the form does not forbid it.
                if is_change(cell.id) || is_money(cell.id) {
                    found.at_most(Severity::Warning);
                }
                doubt::if_inferred(found, report, table);
            }
        }
    }
}
