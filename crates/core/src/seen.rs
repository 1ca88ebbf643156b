//! What was read of a report, its tables and its prose, for outputs that show them: no part of any contract.

use std::collections::BTreeSet;

use crate::form::{CellId, Edition, Table};
use crate::place::Place;
use crate::report::{CellState, Report};

/// The three tables as they were read, by [`Table`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seen {
    /// The form to draw them by.
    pub edition: Edition,
    grids: [Grid; 3],
    /// The lines outside the tables, from the title to the end of the last part.
    pub prose: Vec<SeenLine>,
}

/// A line of the report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenLine {
    /// As places count lines, from 1.
    pub number: u32,
    pub heading: bool,
    pub text: String,
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
        let grids = Table::ALL.map(|table| Grid::of(report, table));
        Self { edition: edition(report), grids, prose: prose(report) }
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

/// From its title, or where it begins to be one, to the end of its last part.
pub fn own(report: &Report) -> Place {
    let parts = || report.parts().map(|part| part.heading.start);
    let paragraphs = || report.paragraphs().map(|paragraph| paragraph.place.start).min();
    let start = report.title().map(|title| title.start).or_else(paragraphs);
    let start = start.into_iter().chain(parts()).min().unwrap_or(0);
    let end = report.parts().map(|part| part.body.end).max().unwrap_or(report.text.len() as u32);
    Place::new(start, end.max(start))
}

/// Where the headings of a report begin.
pub fn headings(report: &Report) -> BTreeSet<u32> {
    let title = report.title().map(|title| title.start);
    report.parts().map(|part| part.heading.start).chain(title).collect()
}

/// Where a table stands, with the rows before what was read of it, such as those that only say what follows.
pub fn table_place(report: &Report, table: Table) -> Option<Place> {
    let place = report.table_place(table)?;
    let before = report.text.get(..place.start as usize)?;
    // The rows of tables end so in the text, wherever they come from.
    let rows = before.split_inclusive('\n').rev().take_while(|line| line.trim_end().ends_with('|'));
    Some(Place::new(place.start - rows.map(|line| line.len() as u32).sum::<u32>(), place.end))
}

fn prose(report: &Report) -> Vec<SeenLine> {
    let (own, headings) = (own(report), headings(report));
    let tables: Vec<Place> = Table::ALL.into_iter().filter_map(|table| table_place(report, table)).collect();
    let (mut lines, mut start) = (Vec::new(), 0);
    for (number, text) in (1..).zip(report.text.split('\n')) {
        let place = Place::new(start, start + text.len() as u32);
        start = place.end + 1;
        let inside = own.start <= place.end && place.start < own.end;
        let table = tables.iter().any(|of| place.start < of.end && of.start < place.end);
        if inside && !table && !text.trim().is_empty() {
            let heading = headings.range(place.start..=place.end).next().is_some();
            lines.push(SeenLine { number, heading, text: text.trim_end_matches('\r').to_owned() });
        }
    }
    lines
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
