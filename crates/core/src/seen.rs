//! What was read of a report's tables, for outputs that draw them: no part of any contract.

use crate::form::{CellId, Edition, Table};
use crate::report::{CellState, Report};

/// The three tables as they were read, by [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The form to draw them by.
    pub edition: Edition,
    grids: [Grid; 3],
}

/// One of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grid {
    /// The report has it.
    pub found: bool,
    /// Read by guess.
    pub inferred: bool,
    /// Runs of rows with the same columns, in the order of the form: those that the form has, and what else is printed.
    pub blocks: Vec<Block>,
    cells: Vec<SeenCell>,
}

/// Rows with the same columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub rows: Vec<u8>,
    pub columns: Vec<u8>,
}

/// A cell as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenCell {
    pub state: CellState,
    pub raw: String,
}

impl Seen {
    /// What a report has.
    pub fn of(report: &Report) -> Self {
        Self { edition: edition(report), grids: Table::ALL.map(|table| Grid::of(report, table)) }
    }

    pub fn grid(&self, table: Table) -> &Grid {
        &self.grids[table as usize]
    }

    pub fn cell(&self, id: CellId) -> &SeenCell {
        &self.grid(id.table).cells[id.index()]
    }
}

impl Grid {
    fn of(report: &Report, table: Table) -> Self {
        let ids = (0..table.rows().len() as u8).flat_map(|row| {
            (0..table.columns().len() as u8).map(move |column| CellId { table, row, column })
        });
        let cells = ids.map(|id| {
            let cell = report.cell(id);
            SeenCell { state: cell.state, raw: cell.raw.trim().to_owned() }
        });
        Self {
            found: report.table_place(table).is_some(),
            inferred: report.is_inferred(table),
            blocks: blocks(report, table),
            cells: cells.collect(),
        }
    }
}

/// The form to show tables by: the report's own, else the one that was due.
pub fn edition(report: &Report) -> Edition {
    report
        .edition
        .or(report.year.map(Edition::due))
        .filter(|edition| *edition != Edition::Before2019)
        .unwrap_or(Edition::E2021)
}

/// The columns of a row that the form has, and those that the report prints though the form does not.
pub fn columns(report: &Report, table: Table, row: u8) -> Vec<u8> {
    let expected = table.expected_columns(edition(report), row);
    let printed = |&column: &u8| report.cell(CellId { table, row, column }).state != CellState::Missing;
    let all = 0..table.columns().len() as u8;
    all.filter(|column| expected.contains(column) || printed(column)).collect()
}

/// The rows that a table has to show, those with the same columns together: the rows of 表二 have different ones.
pub fn blocks(report: &Report, table: Table) -> Vec<Block> {
    let edition = edition(report);
    let mut blocks: Vec<Block> = Vec::new();
    for row in 0..table.rows().len() as u8 {
        if table.expected_columns(edition, row).is_empty() && !report.line(table, row).present {
            continue;
        }
        let columns = columns(report, table, row);
        match blocks.last_mut().filter(|last| last.columns == columns) {
            Some(block) => block.rows.push(row),
            None => blocks.push(Block { rows: vec![row], columns }),
        }
    }
    blocks
}
