//! The rows of the tables that findings are about, with the cells that are wrong.

use std::collections::{BTreeMap, BTreeSet};

use gouji_core::form::{CellId, Table};
use gouji_core::report::CellState;
use gouji_core::seen::{Block, Seen};
use gouji_core::verdict::{At, Finding};

/// Rows of a table that have the same columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TablePart {
    pub title: String,
    pub heads: Vec<String>,
    pub rows: Vec<TableRow>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableRow {
    pub label: String,
    /// Something is wrong with the row as a whole.
    pub wrong: bool,
    pub cells: Vec<TableCell>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableCell {
    pub text: String,
    pub wrong: bool,
    /// What should stand there.
    pub better: String,
}

/// By row and column; the column is empty for a row as a whole.
type Marks<'f> = BTreeMap<(&'f str, &'f str), &'f str>;

/// Of each table the rows that findings and what shows them point at.
pub(crate) fn excerpt(seen: &Seen, findings: &[&Finding]) -> Vec<TablePart> {
    Table::ALL.into_iter().flat_map(|table| of_table(seen, table, findings)).collect()
}

fn of_table(seen: &Seen, table: Table, findings: &[&Finding]) -> Vec<TablePart> {
    let (mut marks, mut rows) = (Marks::new(), BTreeSet::new());
    let here = |at: &At| at.table.as_deref() == Some(table.key());
    for finding in findings {
        if let (true, Some(row)) = (here(&finding.at), finding.at.row.as_deref()) {
            let better = finding.repair.as_ref().map_or("", |repair| repair.with.as_str());
            let known = marks.entry((row, finding.at.col.as_deref().unwrap_or_default())).or_default();
            if known.is_empty() {
                *known = better;
            }
            rows.insert(row);
        }
        let shown = finding.evidence.iter().map(|evidence| &evidence.at).filter(|at| here(at));
        rows.extend(shown.filter_map(|at| at.row.as_deref()));
    }
    if marks.is_empty() {
        return Vec::new();
    }
    let part = |block: &Block| {
        let key = |row: u8| table.rows()[usize::from(row)].key;
        let shown: Vec<u8> = block.rows.iter().copied().filter(|&row| rows.contains(key(row))).collect();
        let titles =
            block.columns.iter().map(|&column| table.columns()[usize::from(column)].title.to_owned());
        let of_row = |&row: &u8| TableRow {
            label: table.rows()[usize::from(row)].title.to_owned(),
            wrong: marks.contains_key(&(key(row), "")),
            cells: block
                .columns
                .iter()
                .map(|&column| cell(seen, CellId { table, row, column }, &marks))
                .collect(),
        };
        TablePart {
            title: table.title().to_owned(),
            heads: titles.collect(),
            rows: shown.iter().map(of_row).collect(),
        }
    };
    let parts = seen.grid(table).blocks.iter().map(part);
    parts.filter(|part| !part.rows.is_empty()).collect()
}

fn cell(seen: &Seen, id: CellId, marks: &Marks) -> TableCell {
    let [row, column] = [id.row_label(), id.column_label()].map(|label| label.map_or("", |label| label.key));
    let mark = marks.get(&(row, column));
    let cell = seen.cell(id);
    let text = match cell.state {
        CellState::Missing => "缺",
        CellState::Blank => "空",
        _ => &cell.raw,
    };
    TableCell {
        text: text.to_owned(),
        wrong: mark.is_some(),
        better: mark.map_or("", |better| *better).to_owned(),
    }
}
