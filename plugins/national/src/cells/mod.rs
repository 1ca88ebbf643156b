//! What stands in the cells of the official tables.

mod blank_cells;
mod blank_table;
mod dashes_for_zero;
mod fractional_count;
mod negative_count;
mod not_a_number;
mod two_numbers;
mod unit_in_cell;
mod untidy_number;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &blank_cells::BlankCells,
    &dashes_for_zero::DashesForZero,
    &not_a_number::NotANumber,
    &two_numbers::TwoNumbers,
    &negative_count::NegativeCount,
    &fractional_count::FractionalCount,
    &unit_in_cell::UnitInCell,
    &untidy_number::UntidyNumber,
    &blank_table::BlankTable,
];

/// Whether a table prints cells, and no number in any of them; at least one cell is blank.
pub(crate) fn is_blank_table(report: &Report, table: Table) -> bool {
    let mut blank = false;
    for cell in report.printed(table) {
        match cell.state {
            CellState::Blank => blank = true,
            CellState::Dash | CellState::Missing => {}
            CellState::Number | CellState::Text => return false,
        }
    }
    blank
}

/// Whether a cell holds money, which may have places behind the point.
pub(crate) fn is_money(id: CellId) -> bool {
    id.table == Table::Proactive && id.column == ProactiveColumn::Amount as u8
}

/// Whether a cell holds a change, which may have a sign.
pub(crate) fn is_change(id: CellId) -> bool {
    id.table == Table::Proactive && id.column == ProactiveColumn::Change as u8
}

/// `上年结转·自然人`: a cell by row and column, its table being known.
pub(crate) fn name(id: CellId) -> String {
    let row = id.row_label().map_or("？", |label| label.title);
    let column = id.column_label().map_or("？", |label| label.title);
    format!("{row}·{column}")
}

/// The cells by name, the first six of them.
pub(crate) fn names(cells: &[Cell]) -> String {
    let mut text = cells.iter().take(6).map(|cell| name(cell.id)).collect::<Vec<_>>().join("、");
    if cells.len() > 6 {
        text.push_str(" 等");
    }
    text
}

/// The cells of a table that `wanted` picks; allocates only when there is one.
pub(crate) fn picked<'a>(report: &Report<'a>, table: Table, wanted: impl Fn(&Cell) -> bool) -> Vec<Cell<'a>> {
    report.printed(table).filter(wanted).collect()
}
