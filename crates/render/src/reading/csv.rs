//! The three tables for a spreadsheet, row by row.

use gouji_core::form::{CellId, Table};
use gouji_core::report::{CellState, Report};
use gouji_core::seen::{Block, blocks};

use crate::comma::{MARK, harmless, row};
use crate::printable::clean;

use super::{column_title, row_title};

/// The tables that a report has, each run of rows with the same columns below a line that names them: table, row, then
/// the columns. Cells that were not read are 缺, blank ones are empty.
pub fn csv(report: &Report) -> String {
    let mut out = String::from(MARK);
    for table in Table::ALL.into_iter().filter(|&table| report.table_place(table).is_some()) {
        for Block { rows, columns } in blocks(report, table) {
            let titles = columns.iter().map(|&column| column_title(table, column).to_owned());
            row(&mut out, ["表".to_owned(), "行".to_owned()].into_iter().chain(titles));
            for line in rows {
                let values = columns.iter().map(|&column| value(report, CellId { table, row: line, column }));
                let head = [table.title().to_owned(), row_title(table, line).to_owned()];
                row(&mut out, head.into_iter().chain(values));
            }
        }
    }
    out
}

/// The number where there is one, else the words.
fn value(report: &Report, id: CellId) -> String {
    let cell = report.cell(id);
    match (cell.state, cell.number()) {
        (CellState::Missing, _) => "缺".to_owned(),
        (_, Some(number)) => number.to_string(),
        _ => harmless(clean(cell.raw.trim()).into_owned()),
    }
}
