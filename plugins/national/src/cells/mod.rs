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

/// What the cells of a table hold, as a set of bits: a rule looks at the cells only where there is what it looks for.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Holds(u16);

impl Holds {
    pub(crate) const NUMBER: Self = Self(1);
    pub(crate) const BLANK: Self = Self(1 << 1);
    pub(crate) const DASH: Self = Self(1 << 2);
    pub(crate) const TEXT: Self = Self(1 << 3);
    /// A number other than 0.
    pub(crate) const COUNT: Self = Self(1 << 4);
    /// A number below 0.
    pub(crate) const NEGATIVE: Self = Self(1 << 5);
    /// A number that is not whole.
    pub(crate) const FRACTION: Self = Self(1 << 6);
    /// A cell that is printed with something of [`Notes`].
    pub(crate) const NOTED: Self = Self(1 << 7);

    /// What a table of the report holds; worked out once for all rules.
    pub(crate) fn of(report: &Report, table: Table) -> Self {
        report.once(|report| AllHold(Table::ALL.map(|table| Self::read(report, table)))).0[table as usize]
    }

    pub(crate) const fn has(self, what: Self) -> bool {
        self.0 & what.0 != 0
    }

    fn read(report: &Report, table: Table) -> Self {
        let bit = |is: bool, bit: Self| if is { bit.0 } else { 0 };
        let all = report.printed(table).fold(0, |all, cell| {
            let state = match (cell.state, cell.number()) {
                (_, Some(number)) => {
                    Self::NUMBER.0
                        | bit(number != Decimal::ZERO, Self::COUNT)
                        | bit(number.is_negative(), Self::NEGATIVE)
                        | bit(!number.is_integer(), Self::FRACTION)
                }
                (CellState::Blank, _) => Self::BLANK.0,
                (CellState::Dash, _) => Self::DASH.0,
                (CellState::Text, _) => Self::TEXT.0,
                _ => 0,
            };
            all | state | bit(cell.notes != Notes::default(), Self::NOTED)
        });
        Self(all)
    }
}

/// By [`Table`].
struct AllHold([Holds; 3]);

/// Whether a table prints cells, and no number in any of them; at least one cell is blank.
pub(crate) fn is_blank_table(report: &Report, table: Table) -> bool {
    let holds = Holds::of(report, table);
    holds.has(Holds::BLANK) && !holds.has(Holds::NUMBER) && !holds.has(Holds::TEXT)
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

/// What a cell should be by the sum of its row (表三, 表四), where every other cell of the row has a number.
pub(crate) fn by_its_row(report: &Report, id: CellId) -> Option<Decimal> {
    if id.table == Table::Proactive {
        return None;
    }
    let last = id.table.columns().len() as u8 - 1;
    let figure = |column| report.cell(CellId { column, ..id }).number();
    let others = (0..last).filter(|column| *column != id.column);
    let sum = others.map(figure).try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part?))?;
    let value = if id.column == last { sum } else { figure(last)?.checked_sub(sum)? };
    (value.is_integer() && !value.is_negative()).then_some(value)
}

/// The cells by name, the first six of them.
pub(crate) fn names(cells: &[Cell]) -> String {
    let mut text = cells.iter().take(6).map(|cell| name(cell.id)).collect::<Vec<_>>().join("、");
    if cells.len() > 6 {
        text.push_str(" 等");
    }
    text
}

/// The cells of a table that `wanted` picks, all of which hold `what`.
pub(crate) fn picked<'a>(
    report: &Report<'a>,
    table: Table,
    what: Holds,
    wanted: impl Fn(&Cell) -> bool,
) -> Vec<Cell<'a>> {
    match Holds::of(report, table).has(what) {
        true => report.printed(table).filter(wanted).collect(),
        false => Vec::new(),
    }
}
