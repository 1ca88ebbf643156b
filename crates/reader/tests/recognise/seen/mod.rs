//! What a person sees is what is read, or else it is said: the ways to show something else than what stands in a file.
//!
//! Each case puts something in place of the figure 41 in the first cell of 表三, or of a paragraph of part one, and tells
//! what comes of it: the figure, `_` for a blank cell, `?` for one that was not read; with `!` where that blocks.

mod docx;
mod html;
mod pages;
mod rows;
mod sheets;

use gouji_core::form::{CellId, Edition, Table};
use gouji_core::report::CellState;
use gouji_reader::source::Limits;

use crate::support::rows;

/// The figure whose place the cases take.
pub(super) const FIGURE: &str = "41";

/// The rows of the tables; every figure is 0 but the first of 表三, which is `first`.
pub(super) fn tables(first: &str) -> [Vec<Vec<String>>; 3] {
    let figure = |id: CellId| match (id.table, id.row, id.column) {
        (Table::Requests, 0, 0) => first.to_owned(),
        _ => "0".to_owned(),
    };
    Table::ALL.map(|table| rows(table, Edition::E2021, figure))
}

/// What is read of the first cell of 表三.
#[track_caller]
pub(super) fn seen(bytes: &[u8]) -> String {
    let draft = gouji_reader::read(bytes, &Limits::default()).expect("this is a report").draft;
    let cell = &draft.grids[Table::Requests as usize].cells[0];
    let figure = match cell.state {
        CellState::Number => cell.value.to_string(),
        CellState::Blank => "_".to_owned(),
        CellState::Missing => "?".to_owned(),
        CellState::Dash | CellState::Text => format!("“{}”", cell.place.of(&draft.text)),
    };
    let blocks = draft.troubles.iter().any(|trouble| trouble.blocking);
    figure + if blocks { "!" } else { "" }
}
