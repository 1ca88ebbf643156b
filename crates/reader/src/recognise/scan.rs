//! Walks over the pieces of a report and gathers the rows of the three tables: a label, and the values behind it up to
//! the next label, wherever the source has its borders.

mod joins;
mod worded;

use std::ops::Range;

use gouji_core::cell;
use gouji_core::figure::Decimal;
use gouji_core::form::{Applicant, DisputeResult, Edition, RequestLine, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellState, Fit, Notes};
use gouji_core::trace::How;

use crate::budget::Budget;
use crate::recognise::found::{Column, Found, Row, Scan, Value};
use crate::recognise::labels::{LABELS, Label, Sign};
use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::words::Words;

/// A text with more bytes is prose, not a label that the form does not have.
const LONG_LABEL: usize = 150;

pub(super) fn scan(text: &str, pieces: &[Piece], part_of: &[u8], budget: &Budget) -> Scan {
    let mut scanner = Scanner {
        text,
        pieces,
        part_of,
        scan: Scan { uses: vec![None; pieces.len()], ..Scan::default() },
        words: Words::default(),
        context: None,
        in_rows: false,
        of_other: false,
        header: 0..0,
        blocks: 0..0,
        block: None,
        flushed: true,
        open: None,
        recent: Vec::new(),
        block_of_context: 0,
        how: How::Exact,
    };
    for index in 0..pieces.len() {
        if budget.is_spent() {
            break;
        }
        scanner.piece(index);
    }
    scanner.close();
    scanner.scan
}

struct Scanner<'a> {
    text: &'a str,
    pieces: &'a [Piece],
    /// The part of each piece, 0 for none.
    part_of: &'a [u8],
    scan: Scan,
    words: Words,
    /// The table that the last labels belong to.
    context: Option<Table>,
    /// Rows of 表三 have begun, so that 其他 and 总计 are rows.
    in_rows: bool,
    /// Inside 其他处理 of 表三.
    of_other: bool,
    header: Range<usize>,
    blocks: Range<usize>,
    block: Option<u8>,
    /// Values came since the last label: the next label of a header begins a new one.
    flushed: bool,
    open: Option<Row>,
    /// The pieces since the last value that were labels or short texts, newest last.
    recent: Vec<Recent>,
    /// The block of the document where `context` was last confirmed.
    block_of_context: u32,
    /// How the label at hand was told.
    how: How,
}

#[derive(Debug, Clone, Copy)]
struct Recent {
    piece: usize,
    /// What was made of it.
    effect: Effect,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    Unknown,
    /// Opened a row.
    Opened,
    /// Added a column.
    Column,
    Other,
}

impl Scanner<'_> {
    fn piece(&mut self, index: usize) {
        let piece = self.pieces[index];
        if piece.kind == Kind::Heading {
            self.close();
            self.context = None;
            self.of_other = false;
            self.in_rows = false;
            return;
        }
        let text = piece.of(self.text);
        if text.is_empty() {
            return self.value(index, blank(&piece));
        }
        if plain_number(text) {
            let (state, number, notes) = cell::parse(text);
            return self.value(index, value(&piece, (state, number, notes)));
        }
        if text.len() <= LONG_LABEL {
            self.words.read(text);
            if !self.words.key.is_empty()
                && !self.words.is_sentence
                && let Some(label) = LABELS.exactly(&self.words)
            {
                if !self.words.ends_in_digit {
                    return self.label(index, label, Place::new(piece.start, piece.end), How::Exact);
                }
                return self.label_with_values(index, label);
            }
        }
        if text.len() <= 48 {
            let parsed = cell::parse(text);
            if parsed.0 != CellState::Text && parsed.0 != CellState::Blank {
                return self.value(index, value(&piece, parsed));
            }
        }
        // Digits without a word, such as two numbers in one cell.
        if text.len() <= 48 && self.words.key.is_empty() && self.words.ends_in_digit && !is_page_number(text)
        {
            return self.value(index, value(&piece, cell::parse(text)));
        }
        self.text_piece(index);
    }

    /// A text that is no label of the forms as it stands.
    fn text_piece(&mut self, index: usize) {
        let piece = self.pieces[index];
        let text = piece.of(self.text);
        if is_page_number(text) {
            return;
        }
        if text.len() > LONG_LABEL || self.words.is_sentence {
            return self.prose(index);
        }
        // Behind the values of its own row a text is a value.
        if let Some(open) = &self.open
            && let Some(last) = self.scan.values[open.values.start..].last()
            && last.row == piece.row
            && piece.kind == Kind::Cell
        {
            let parsed = cell::parse(text);
            return self.value(index, value(&piece, parsed));
        }
        if self.joined(index) || self.nearly(index) {
            return;
        }
        if self.stands_for_a_value(index) {
            return self.value(index, value(&piece, cell::parse(text)));
        }
        if let Some(open) = &self.open {
            let values = self.scan.values.len() - open.values.start;
            let numeric = text.len() <= 24 && text.contains(|c: char| c.is_ascii_digit());
            // `约300` right behind its label, in a row of the source that holds nothing else before it.
            let beside = piece.kind == Kind::Cell && self.pieces[open.piece].row == piece.row;
            // Or in a line of its own right behind the label, or behind the values so far.
            let next = index > 0 && self.scan.uses[index - 1] == Some(open.table) && is_worded(text);
            if (values == 0 && beside || values < self.width(open) && next)
                && matches!(open.found, Found::Row(_))
                && is_rough(text)
            {
                let parsed = cell::parse(text);
                return self.value(index, value(&piece, parsed));
            }
            if piece.kind == Kind::Paragraph && values > 0 && values < self.width(open) && numeric {
                let parsed = cell::parse(text);
                return self.value(index, value(&piece, parsed));
            }
        }
        self.recent.push(Recent { piece: index, effect: Effect::Unknown });
    }

    /// A sentence ends what was open. Inside a table of the source the context stays.
    fn prose(&mut self, index: usize) {
        self.close();
        self.recent.clear();
        if self.pieces[index].block != self.block_of_context {
            self.context = None;
        }
    }

    fn label(&mut self, index: usize, label: Label, place: Place, how: How) {
        self.how = how;
        let piece = self.pieces[index];
        let sign = self.resolve(label.sign, index);
        let Some(table) = sign.table().or(self.context) else {
            self.recent.push(Recent { piece: index, effect: Effect::Unknown });
            return;
        };
        if let Some(edition) = label.edition {
            self.scan.evidence[usize::from(edition == Edition::E2021)] += 1;
        }
        if self.context != Some(table) {
            self.close();
            self.new_header();
            self.in_rows = false;
            self.of_other = false;
            self.context = Some(table);
        }
        self.block_of_context = piece.block;
        self.scan.uses[index] = Some(table);
        let effect = self.apply(index, sign, label.fit, table, place);
        self.recent.push(Recent { piece: index, effect });
    }

    /// 其他, 总计 and 其他处理 by where they stand.
    fn resolve(&self, sign: Sign, index: usize) -> Sign {
        let context = self.context.or_else(|| table_of_part(self.part_of[index]));
        match (sign, context) {
            // A number before it is a row's, also behind a head that the next page repeats.
            (Sign::Other, Some(Table::Requests))
                if self.of_other && (self.in_rows || self.words.ordinal == 3) =>
            {
                Sign::Row(Table::Requests, RequestLine::OtherReason as u8)
            }
            (Sign::Other, Some(Table::Requests)) if !self.in_rows => {
                Sign::Column(Table::Requests, Applicant::Other as u8)
            }
            (Sign::Total, Some(Table::Requests)) if self.in_rows || self.words.ordinal > 0 => {
                Sign::Row(Table::Requests, RequestLine::Total as u8)
            }
            (Sign::Total, Some(Table::Requests)) => Sign::Column(Table::Requests, Applicant::Total as u8),
            (Sign::Total, Some(Table::Disputes)) => Sign::Column(Table::Disputes, DisputeResult::Total as u8),
            _ => sign,
        }
    }

    fn apply(&mut self, index: usize, sign: Sign, fit: Fit, table: Table, place: Place) -> Effect {
        match sign {
            Sign::Row(_, row) => {
                self.of_other = table == Table::Requests
                    && (row == RequestLine::Other as u8
                        || row == RequestLine::NoCorrection as u8
                        || row == RequestLine::NoPayment as u8
                        || row == RequestLine::OtherReason as u8);
                self.open(index, table, Found::Row(row), fit, place);
                Effect::Opened
            }
            Sign::OtherHandling => {
                self.of_other = true;
                self.open(index, table, Found::Row(RequestLine::Other as u8), fit, place);
                Effect::Opened
            }
            Sign::Group => {
                self.of_other = false;
                self.in_rows = true;
                self.open(index, table, Found::Group, fit, place);
                Effect::Opened
            }
            Sign::SubTotal if table == Table::Proactive || self.in_rows => {
                self.open(index, table, Found::SubTotal, fit, place);
                Effect::Opened
            }
            Sign::Column(_, column) => {
                self.scan.named[table as usize] += 1;
                let row = self.pieces[index].row;
                self.column(Column { table, id: Some(column), place, sub_total: false, row });
                Effect::Column
            }
            Sign::SubTotal => {
                let row = self.pieces[index].row;
                self.column(Column { table, id: None, place, sub_total: true, row });
                Effect::Column
            }
            Sign::Block(block) => {
                self.close();
                if self.flushed {
                    self.new_header();
                }
                self.scan.blocks.push(block);
                self.blocks.end = self.scan.blocks.len();
                self.block = Some(block);
                Effect::Other
            }
            Sign::Band => {
                self.close();
                self.new_header();
                Effect::Other
            }
            // 其他 or 总计 where the table has no such thing.
            Sign::Other | Sign::Total => {
                self.open(index, table, Found::Unknown, fit, place);
                Effect::Opened
            }
            Sign::Caption(_) => {
                self.close();
                Effect::Other
            }
        }
    }

    fn column(&mut self, column: Column) {
        self.close();
        // A header after rows is a new band of 表二, or the header again on the next page.
        if self.flushed || (column.table == Table::Requests && self.in_rows) {
            self.new_header();
        }
        self.in_rows = false;
        // Only behind a column, or behind 信息内容, can an unknown text be a column.
        if !self.header.is_empty() || column.table == Table::Proactive {
            self.stray_columns(column.table, column.row);
        }
        self.recent.clear();
        self.scan.columns.push(column);
        self.header.end = self.scan.columns.len();
    }

    /// Short texts among the columns of a header are columns that the form does not have.
    fn stray_columns(&mut self, table: Table, row: u32) {
        for recent in std::mem::take(&mut self.recent) {
            let piece = self.pieces[recent.piece];
            if recent.effect == Effect::Unknown && piece.kind == Kind::Cell && piece.row == row {
                self.scan.uses[recent.piece] = Some(table);
                let place = Place::new(piece.start, piece.end);
                self.scan.columns.push(Column { table, id: None, place, sub_total: false, row });
                self.header.end = self.scan.columns.len();
            }
        }
    }

    fn new_header(&mut self) {
        let columns = self.scan.columns.len();
        self.header = columns..columns;
        let blocks = self.scan.blocks.len();
        self.blocks = blocks..blocks;
        self.flushed = false;
    }

    fn open(&mut self, index: usize, table: Table, found: Found, fit: Fit, label: Place) {
        self.close();
        if let Some(&Column { table: of, row, .. }) = self.scan.columns[self.header.clone()].last()
            && of == table
            && !self.flushed
        {
            self.stray_columns(table, row);
        }
        self.in_rows |= matches!(found, Found::Row(_));
        let values = self.scan.values.len();
        self.open = Some(Row {
            table,
            found,
            label,
            fit,
            how: self.how,
            values: values..values,
            header: self.header.clone(),
            blocks: self.blocks.clone(),
            block: self.block,
            glued: false,
            at_home: self.part_of[index] == table.part(),
            piece: index,
            in_cell: self.pieces[index].kind == Kind::Cell,
        });
    }

    /// How many values a row has, as far as the header tells.
    fn width(&self, row: &Row) -> usize {
        let named = row.header.len();
        match row.table {
            Table::Requests => named.max(7),
            Table::Proactive if named > 0 => named,
            Table::Proactive => 3,
            Table::Disputes => 15,
        }
    }

    fn value(&mut self, index: usize, value: Value) {
        let piece = self.pieces[index];
        let filled = value.state != CellState::Blank;
        // A short text right before a value is the label of a row that the form does not have, unless it stands in the
        // row of a label that is still without values.
        if filled
            && let Some(&Recent { piece: before, effect: Effect::Unknown }) = self.recent.last()
            && let Some(table) = self.context.or_else(|| table_of_part(self.part_of[index]))
            && table != Table::Disputes
        {
            let other = Found::Row(RequestLine::Other as u8);
            let noise = self.open.as_ref().is_some_and(|open| {
                matches!(open.found, Found::Row(_))
                    && (table, open.found) != (Table::Requests, other)
                    && self.scan.values.len() == open.values.start
                    && self.pieces[open.piece].row == self.pieces[before].row
            });
            if !noise && !self.begun(table) && self.context.is_some() {
                let label = Place::new(self.pieces[before].start, self.pieces[before].end);
                self.scan.uses[before] = Some(table);
                self.open(before, table, Found::Unknown, Fit::Own, label);
            }
        }
        if let Some(open) = &self.open
            && let Some(last) = self.scan.values[open.values.start..].last()
            && last.row != piece.row
            && !value.soft
            && self.scan.values[open.values.start..].iter().filter(|value| !value.soft).count()
                >= self.width(open)
            && !self.is_one_too_many(open, index)
        {
            self.close();
        }
        if self.open.is_none() {
            let table = self.context.or_else(|| table_of_part(self.part_of[index]));
            let Some(table) = table else { return };
            let under_header = table == Table::Disputes
                && self.context == Some(table)
                && (self.header.len() + self.blocks.len() > 0 || self.block.is_some());
            let begins = filled || (under_header && self.begins_row_of_values(index));
            if !begins {
                return;
            }
            let found = if under_header { Found::Disputes } else { Found::Orphan };
            self.open(index, table, found, Fit::Official, Place::new(value.place.start, value.place.start));
        }
        if filled {
            self.recent.clear();
            self.flushed = true;
        }
        self.scan.uses[index] = self.open.as_ref().map(|open| open.table);
        self.scan.values.push(value);
    }

    /// Whether a zero behind a full row of 表三 is a value too many of that row: no page has the number 0.
    fn is_one_too_many(&self, open: &Row, index: usize) -> bool {
        let full = self.scan.values.len() - open.values.start == self.width(open);
        let follows = index > 0 && self.scan.uses[index - 1] == Some(Table::Requests);
        full && follows
            && open.table == Table::Requests
            && matches!(open.found, Found::Row(_))
            && self.pieces[index].of(self.text) == "0"
            // Not the first of a row that lost its label.
            && self.pieces.get(index + 1).is_some_and(|next| {
                let text = next.of(self.text);
                !text.is_empty() && !plain_number(text)
            })
    }

    /// `行政许可 53` or `规章 0 0 0` in one piece, or digits that are stuck together.
    fn label_with_values(&mut self, index: usize, label: Label) {
        let piece = self.pieces[index];
        let text = piece.of(self.text);
        let is_figure = |c: char| {
            cell::is_space(c) || cell::narrow(c).is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | '/')
        };
        let cut = text.trim_end_matches(is_figure).len();
        let (name, figures) = text.split_at(cut);
        let spaced = figures.starts_with(cell::is_space);
        self.label(index, label, Place::new(piece.start, piece.start + name.len() as u32), How::Together);
        let Some(open) = &self.open else { return };
        let width = self.width(open);
        let fields = figures.split_whitespace().count();
        if fields == width || (fields == 1 && spaced && self.one_value(open)) {
            for field in figures.split_whitespace() {
                let start = piece.start + (field.as_ptr() as usize - text.as_ptr() as usize) as u32;
                let place = Place::new(start, start + field.len() as u32);
                let (state, number, notes) = cell::parse(field);
                self.value(index, Value { place, state, number, notes, soft: false, row: piece.row });
            }
            return;
        }
        if let Some(open) = &mut self.open {
            open.glued = true;
        }
        self.close();
    }

    /// Whether a row of 表二 may have a single value: unless the header says otherwise.
    fn one_value(&self, row: &Row) -> bool {
        row.table == Table::Proactive
            && (row.header.len() == 1
                || (row.header.is_empty() && matches!(row.found, Found::Row(2 | 4..=6))))
    }

    fn close(&mut self) {
        let Some(mut row) = self.open.take() else { return };
        row.values.end = self.scan.values.len();
        self.scan.rows.push(row);
    }
}

fn table_of_part(part: u8) -> Option<Table> {
    Table::ALL.into_iter().find(|table| table.part() == part)
}

fn blank(piece: &Piece) -> Value {
    let soft = piece.kind == Kind::Paragraph;
    let place = Place::new(piece.start, piece.end);
    Value { place, state: CellState::Blank, number: Decimal::ZERO, notes: Notes(0), soft, row: piece.row }
}

fn value(piece: &Piece, (state, number, notes): (CellState, Decimal, Notes)) -> Value {
    Value { place: Place::new(piece.start, piece.end), state, number, notes, soft: false, row: piece.row }
}

pub(super) fn plain_number(text: &str) -> bool {
    text.len() <= 18 && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// A number with a word to it, such as `约300` or `300余件`; `1.` begins a label.
fn is_rough(text: &str) -> bool {
    let is_digit = |c: char| cell::narrow(c).is_ascii_digit();
    let rough = text.trim_start_matches(['约', '近', '超', '逾']).trim_start();
    let after = rough.trim_start_matches(is_digit);
    text.len() <= 24
        && rough.starts_with(is_digit)
        && !after.starts_with(['.', '．', '、'])
        && (rough.len() < text.len() || after.chars().count() <= 3)
}

/// Whether a number says itself that it is rough: `约300`, `300余件`.
fn is_worded(text: &str) -> bool {
    text.starts_with(['约', '近', '超', '逾']) || text.contains(['余', '多']) || text.contains("左右")
}

/// `-4-`, `— 4 —`, `第4页`, which a page break leaves in the middle of a table.
fn is_page_number(text: &str) -> bool {
    if text.len() > 24 {
        return false;
    }
    let is_digit = |c: char| cell::narrow(c).is_ascii_digit();
    let inner = text.trim_matches(|c: char| cell::is_space(c) || cell::narrow(c) == '-');
    let dashed = inner.len() + 2 <= text.len()
        && cell::narrow(text.chars().next().unwrap_or(' ')) == '-'
        && cell::narrow(text.chars().next_back().unwrap_or(' ')) == '-'
        && !inner.is_empty()
        && inner.chars().all(is_digit);
    let worded = text.starts_with('第')
        && text.contains('页')
        && text.chars().all(|c| is_digit(c) || cell::is_space(c) || "第页共/，,".contains(c));
    dashed || worded
}
