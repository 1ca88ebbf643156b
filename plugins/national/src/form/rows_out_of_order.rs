//! F10: the form's rows in another order.

use gouji_core::prelude::*;

/// 表格的行序与格式不符.
pub(crate) struct RowsOutOfOrder;

impl Rule for RowsOutOfOrder {
    fn card(&self) -> Card {
        Card::info("F10", "national/rows-out-of-order", "表格的行序与格式不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("统一格式的行序是固定的，按行汇总时换了位置就会加错。")
            .years(2019, 9999)
            .bad("first.requests = 'total'", "表三的“本年新收”应排在“总计”之前")
            .bad("first.proactive = 'penalties'", "表二的“规章”应排在“行政处罚”之前")
            .good("")
            .good("first.requests = 'total'\ninferred = ['requests']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in [Table::Proactive, Table::Requests] {
            if report.table_place(table).is_none() || report.is_inferred(table) {
                continue;
            }
            let printed = || {
                let rows = (0_u8..).zip(table.rows()).zip(report.lines(table));
                rows.filter_map(|((row, label), line)| {
                    (line.present && !line.label.is_empty()).then_some((row, line.label.start, label.title))
                })
            };
            // A row that stands before one that the form has above it.
            let moved = printed().zip(printed().skip(1)).find(|(above, below)| below.1 < above.1);
            let Some((_, (row, start, title))) = moved else { continue };
            let Some((.., above)) = printed().find(|(_, other, _)| *other > start) else { continue };
            findings.add(Spot::row(table, row), format!("{}的“{above}”应排在“{title}”之前", table.title()));
        }
    }
}
