//! What the walk over a document found of its tables: rows of values, not yet told apart by columns.

use std::ops::Range;

use gouji_core::figure::Decimal;
use gouji_core::form::Table;
use gouji_core::place::Place;
use gouji_core::report::{CellState, Fit, Notes};
use gouji_core::trace::How;

/// A cell that is no label.
#[derive(Debug, Clone, Copy)]
pub(super) struct Value {
    pub(super) place: Place,
    pub(super) state: CellState,
    pub(super) number: Decimal,
    pub(super) notes: Notes,
    /// An empty line of a plain text, which may be a blank cell or nothing.
    pub(super) soft: bool,
    /// Where the source has its borders.
    pub(super) row: u32,
}

/// A column that a header names; `None` for one that the form does not have.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) table: Table,
    pub(super) id: Option<u8>,
    pub(super) place: Place,
    pub(super) sub_total: bool,
    /// Where the source has its borders.
    pub(super) row: u32,
}

/// What a row is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Row(u8),
    /// Values behind a label that has none on the form: a sub-total of its rows.
    Group,
    SubTotal,
    /// A label that the form does not have.
    Unknown,
    /// Values of 表四 under its headers.
    Disputes,
    /// Values without any label.
    Orphan,
}

/// A row of a table as found: its values are not yet told apart by columns.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) table: Table,
    pub(super) found: Found,
    pub(super) label: Place,
    pub(super) fit: Fit,
    /// How the label was told.
    pub(super) how: How,
    /// Of [`Scan::values`].
    pub(super) values: Range<usize>,
    /// The header that holds for it, of [`Scan::columns`].
    pub(super) header: Range<usize>,
    /// Of 表四: the blocks named since the last values, of [`Scan::blocks`], and the one that was named last.
    pub(super) blocks: Range<usize>,
    pub(super) block: Option<u8>,
    /// The digits of its values are stuck together.
    pub(super) glued: bool,
    /// It stands in the part that its table belongs to.
    pub(super) at_home: bool,
    /// The first piece of the row.
    pub(super) piece: usize,
    /// That piece is a cell of a table.
    pub(super) in_cell: bool,
}

/// All that was found, in reading order.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) rows: Vec<Row>,
    pub(super) values: Vec<Value>,
    pub(super) columns: Vec<Column>,
    pub(super) blocks: Vec<u8>,
    /// For each piece, the table that it is a label or a value of.
    pub(super) uses: Vec<Option<Table>>,
    /// Labels that only one form prints: how many of 2019, how many of 2021.
    pub(super) evidence: [u16; 2],
    /// Headers of columns that the forms have, by table.
    pub(super) named: [u16; 3],
}
