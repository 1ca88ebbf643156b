//! F05: rows of the form that a table does not have.

use gouji_core::prelude::*;

use super::{Shows, THREE_ROWS, edition_of, listed, other_handling_rows, shown_by_proactive};
use crate::doubt;

/// 表格缺行.
pub(crate) struct MissingRows;

impl Rule for MissingRows {
    fn card(&self) -> Card {
        Card::error("F05", "national/missing-rows", "表格缺少格式规定的行")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("统一格式的每一行都要有，没有发生的填 0，不能把行删掉。")
            .years(2019, 9999)
            .bad("requests.granted = 'missing'\nrequests.total = 'missing'", "表三缺 2 行：予以公开、总计")
            .bad("year = 2020\nproactive.procurement = 'missing'", "表二缺 1 行：政府集中采购")
            .bad("requests.other.no_payment = 'missing'", "表三缺 1 行：逾期未按收费通知要求缴纳费用")
            .good("")
            .good("requests = 'missing'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(edition) = edition_of(report) else { return };
        for table in Table::ALL {
            if report.table_place(table).is_none() {
                continue;
            }
            let rows = || 0..table.rows().len() as u8;
            let missing = |row: &u8| {
                !table.expected_columns(edition, *row).is_empty() && !report.line(table, *row).present
            };
            let Some(first) = rows().find(missing) else { continue };
            // A table without any row of the form was not understood: the reader says so.
            if !rows().any(|row| report.line(table, row).present) || is_of_both(report, table) {
                continue;
            }
            let elsewhere =
                |row: &u8| table == Table::Requests && said_by_other_handling(report, edition, *row);
            let names = || (first..rows().end).filter(missing).filter(|row| !elsewhere(row));
            let count = names().count();
            if count == 0 {
                continue;
            }
            let titles = listed(names().map(|row| table.rows()[usize::from(row)].title));
            let place = names().next().map_or(Spot::table(table), |row| Spot::row(table, row));
            let found = findings.add(place, format!("{}缺 {count} 行：{titles}", table.title()));
            doubt::if_inferred(found, report, table);
            doubt::if_incomplete(found, report);
        }
    }
}

fn is_of_both(report: &Report, table: Table) -> bool {
    table == Table::Proactive && shown_by_proactive(report) == Shows::Both
}

/// One row for three, or three for one, is the matter of F12.
fn said_by_other_handling(report: &Report, edition: Edition, row: u8) -> bool {
    let (one, three) = other_handling_rows(report);
    match edition {
        Edition::E2021 => one && three == 0 && THREE_ROWS.iter().any(|&other| other as u8 == row),
        _ => three > 0 && row == RequestLine::Other as u8,
    }
}
