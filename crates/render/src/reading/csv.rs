//! The three tables for a spreadsheet, row by row.

use gouji_core::form::{CellId, Table};
use gouji_core::report::{CellState, Report};

use super::{column_title, groups, row_title};
use crate::printable::clean;

/// The tables that a report has, each run of rows with the same columns below a line that names them: table, row, then
/// the columns. Cells that were not read are 缺, blank ones are empty.
///
/// Begins with a byte order mark, without which Excel takes Chinese for something else; lines end as RFC 4180 has it.
pub fn csv(report: &Report) -> String {
    let mut out = String::from("\u{feff}");
    for table in Table::ALL.into_iter().filter(|&table| report.table_place(table).is_some()) {
        for (rows, columns) in groups(report, table) {
            let titles = columns.iter().map(|&column| column_title(table, column).to_owned());
            line(&mut out, ["表".to_owned(), "行".to_owned()].into_iter().chain(titles));
            for row in rows {
                let values = columns.iter().map(|&column| value(report, CellId { table, row, column }));
                let head = [table.title().to_owned(), row_title(table, row).to_owned()];
                line(&mut out, head.into_iter().chain(values));
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

/// A spreadsheet computes what begins as a formula does.
fn harmless(text: String) -> String {
    let mut characters = text.chars();
    let formula = match characters.next() {
        Some('=' | '+' | '@') => true,
        Some('-') => characters.next().is_some_and(|c| !c.is_ascii_digit() && c != '-'),
        _ => false,
    };
    if formula { format!("'{text}") } else { text }
}

fn line(out: &mut String, fields: impl Iterator<Item = String>) {
    for (at, field) in fields.enumerate() {
        if at > 0 {
            out.push(',');
        }
        if field.contains([',', '"', '\n', '\r']) {
            out.push_str(&format!("\"{}\"", field.replace('"', "\"\"")));
        } else {
            out.push_str(&field);
        }
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_quoted_and_never_computed() {
        let mut out = String::new();
        line(&mut out, ["甲", "a,b", "说“\"”", ""].into_iter().map(str::to_owned));
        assert_eq!(out, "甲,\"a,b\",\"说“\"\"”\",\r\n");
        for (text, expected) in [
            ("=1+1", "'=1+1"),
            ("-3", "-3"),
            ("-", "-"),
            ("--", "--"),
            ("-A1", "'-A1"),
            ("@x", "'@x"),
            ("无", "无"),
        ] {
            assert_eq!(harmless(text.to_owned()), expected);
        }
    }
}
