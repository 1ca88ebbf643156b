//! F08: rows with more or fewer values than the form has columns.

use gouji_core::prelude::*;
use gouji_core::report::ExtraKind;

use super::{Shows, edition_of, listed, shown_by_proactive};
use crate::doubt;

/// 一行的格数与格式不符.
pub(crate) struct WrongCellCount;

impl Rule for WrongCellCount {
    fn card(&self) -> Card {
        Card::error("F08", "national/wrong-cell-count", "一行的格数与格式不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("少一格或多一格，后面的数就对错了栏。")
            .years(2019, 9999)
            .bad("found.requests.carried_in = 6", "“上年结转”一行应有 7 格，实有 6 格")
            .bad("found.disputes.litigation_after_reconsideration = 4", "表四应有 15 格，实有 14 格")
            .bad(
                "found.requests = { new = 8, carried_in = 8, granted = 8, total = 8 }",
                "表三有 4 行的格数不是 7 格：本年新收 8 格、上年结转 8 格、予以公开 8 格、总计 8 格",
            )
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(edition) = edition_of(report) else { return };
        for table in [Table::Proactive, Table::Requests] {
            check_rows(report, table, edition, findings);
        }
        // 表四 prints its three blocks in one row.
        let blocks = || (0..DisputeKind::ALL.len() as u8).map(|row| report.line(Table::Disputes, row));
        if !blocks().all(|block| block.present) {
            return;
        }
        let count: u32 = blocks().map(|block| u32::from(block.found)).sum();
        if count != 15 {
            let message = format!("表四应有 15 格，实有 {count} 格");
            let found = findings.add(Spot::table(Table::Disputes), message);
            doubt::if_inferred(found, report, Table::Disputes);
        }
    }
}

fn check_rows(report: &Report, table: Table, edition: Edition, findings: &mut Findings) {
    let extra_column = report.extras().any(|extra| extra.table == table && extra.kind == ExtraKind::Column);
    let wrong = || {
        (0_u8..).zip(table.rows()).zip(report.lines(table)).filter_map(|((row, label), line)| {
            let expected = table.expected_columns(edition, row).len();
            // Of one value more for a column too many F07 says enough.
            let wrong = usize::from(line.found) != expected
                && !(extra_column && usize::from(line.found) == expected + 1);
            (line.present && expected > 0 && wrong).then_some((row, label.title, expected, line.found))
        })
    };
    let count = wrong().count();
    if count == 0 || (table == Table::Proactive && shown_by_proactive(report) == Shows::Both) {
        return;
    }
    if count > 3 {
        let rows: Vec<String> = wrong().map(|(_, title, _, found)| format!("{title} {found} 格")).collect();
        let rows = listed(rows.iter().map(String::as_str));
        let message = match table {
            Table::Requests => format!("表三有 {count} 行的格数不是 7 格：{rows}"),
            _ => format!("{}有 {count} 行的格数与格式不符：{rows}", table.title()),
        };
        doubt::if_inferred(findings.add(Spot::table(table), message), report, table);
        return;
    }
    for (row, title, expected, found) in wrong() {
        let message = format!("“{title}”一行应有 {expected} 格，实有 {found} 格");
        doubt::if_inferred(findings.add(Spot::row(table, row), message), report, table);
    }
}
