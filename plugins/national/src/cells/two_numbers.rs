//! V09: two numbers in one cell.

use gouji_core::prelude::*;

use super::{Holds, is_change, names, picked};
use crate::doubt;

/// 一格里写了两个数.
pub(crate) struct TwoNumbers;

impl Rule for TwoNumbers {
    fn card(&self) -> Card {
        Card::error("V09", "national/two-numbers", "一格里写了两个数")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("每一格只填一个数。写了两个，汇总时不知道用哪一个；要说明的话写在正文里。")
            .bad(
                "requests.new = ['12/15', 0, 0, 0, 0, 0, 12]",
                "本年新收·自然人写的是“12/15”，有两个数，应只填一个；要说明的写在正文里",
            )
            .bad(
                "proactive.penalties = ['36（含简易程序20）']",
                "行政处罚·处理决定数量写的是“36（含简易程序20）”，有两个数，应只填一个；要说明的写在正文里",
            )
            .bad(
                "requests.new = ['3 4', '1-2', '1、1', '5;6', 0, 0, 12]",
                "表三有 4 格写了两个数（如“3 4”），每格应只填一个：本年新收·自然人、本年新收·商业企业、本年新收·科研机构、本年新收·社会公益组织",
            )
            .good("requests.new = [12, 0, 0, 0, 0, 0, 12]\nproactive.fees = ['1,234.56']")
            .good("requests.new = ['约20', '见附件1', '12,34', '2 7 0', 0, 0, 20]")
            .good("year = 2020\nproactive.licensing = [45, '+(2) -(1)', 530]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let cells = picked(report, table, Holds::TEXT, has_two_numbers);
            let Some(first) = cells.first() else { continue };
            if cells.len() > 3 {
                let (title, count, raw) = (table.title(), cells.len(), first.raw.trim());
                let message =
                    format!("{title}有 {count} 格写了两个数（如“{raw}”），每格应只填一个：{}", names(&cells));
                doubt::if_inferred(findings.add(first.id, message), report, table);
                continue;
            }
            for cell in &cells {
                let message = format!(
                    "{}写的是“{}”，有两个数，应只填一个；要说明的写在正文里",
                    super::name(cell.id),
                    cell.raw.trim()
                );
                doubt::if_inferred(findings.add(cell.id, message), report, table);
            }
        }
    }
}

/// `12/15`, `36（含20）`: a number and another beside it, and few words. `见附件1` is words, `2 7 0` may be anything,
/// and `+(2) -(1)` says what changed.
pub(super) fn has_two_numbers(cell: &Cell) -> bool {
    if cell.state != CellState::Text || is_change(cell.id) || cell.raw.len() > 60 {
        return false;
    }
    let raw = cell.raw.trim();
    if !raw.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    let numbers =
        raw.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').filter(|run| !run.is_empty());
    let words = raw.chars().filter(|c| c.is_alphabetic()).count();
    numbers.count() == 2 && words <= 6
}
