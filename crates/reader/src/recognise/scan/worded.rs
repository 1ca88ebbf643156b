//! Cells of a table that hold words where a number belongs: 不适用, 见附件, the letter O.

use gouji_core::form::Table;

use crate::recognise::found::Found;
use crate::recognise::labels::LABELS;
use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::scan::{Scanner, plain_number};
use crate::recognise::words::{Numeral, Words};

/// What a cell holds instead of a number has no more bytes.
const LONG_WORDS: usize = 30;
/// And no more where it might be a label in a line of its own.
const SHORT_WORDS: usize = 12;
/// The cells of 表四, and of one block of it.
const WHOLE: usize = 15;
const BLOCK: usize = 5;

impl Scanner<'_> {
    /// Whether a text that is no label stands for a value: with the cells behind it, the row has just as many as the form.
    pub(super) fn stands_for_a_value(&self, index: usize) -> bool {
        let piece = self.pieces[index];
        if !may_stand_in_a_cell(piece.of(self.text)) {
            return false;
        }
        let Some(open) = &self.open else {
            let under_header = self.context == Some(Table::Disputes) && !self.header.is_empty();
            return under_header && self.begins_row_of_values(index);
        };
        if !matches!(open.found, Found::Row(_) | Found::Disputes) {
            return false;
        }
        let values = self.scan.values[open.values.start..].iter().filter(|value| !value.soft).count();
        let width = match self.scan.blocks[open.blocks.clone()].len() {
            1 if open.table == Table::Disputes => BLOCK,
            _ => self.width(open),
        };
        let row =
            self.scan.values[open.values.start..].last().map_or(self.pieces[open.piece].row, |last| last.row);
        let beside = row == piece.row;
        let run = self.run_of_cells(index, beside);
        // A row of the source may end in cells that are nothing.
        let filled = run.iter().rposition(|piece| !piece.is_empty()).map_or(0, |last| last + 1);
        if values + run.len() != width && !(beside && values + filled == width) {
            return false;
        }
        // The first text below a label may be one that the form does not have.
        beside || values > 0 || piece.len() <= SHORT_WORDS
    }

    /// Whether from here on the source has a row of 表四, which has no label before it: its cells hold numbers, nothing, or
    /// now and then a word. Where each cell has its line, a whole row of them is asked for.
    pub(super) fn begins_row_of_values(&self, index: usize) -> bool {
        let row = self.pieces[index].row;
        let a_line_each = self.pieces.get(index + 1).is_some_and(|next| next.row != row);
        let run = self.run_of_cells(index, !a_line_each);
        let of_row = self.pieces[index..].iter().take_while(|piece| piece.row == row).count();
        if !a_line_each && run.len() != of_row {
            return false;
        }
        let words = run.iter().filter(|piece| !is_figure(piece.of(self.text))).count();
        if words == 0 {
            return run.len() >= if a_line_each { WHOLE } else { BLOCK };
        }
        words * 2 < run.len() && (run.len() == WHOLE || !a_line_each && run.len() == BLOCK)
    }

    /// The pieces from here on that may be cells with values, up to a label or a longer text; `in_row`: to the end of the
    /// source's row.
    fn run_of_cells(&self, index: usize, in_row: bool) -> &[Piece] {
        let row = self.pieces[index].row;
        let mut words = Words::default();
        let is_cell = |piece: &&Piece| {
            let text = piece.of(self.text);
            if in_row && piece.row != row || piece.kind == Kind::Heading {
                return false;
            }
            if piece.is_empty() {
                return piece.kind == Kind::Cell;
            }
            plain_number(text) || {
                words.read(text);
                may_stand_in_a_cell(text) && (words.key.is_empty() || LABELS.exactly(&words).is_none())
            }
        };
        let length = self.pieces[index..].iter().take(2 * WHOLE).take_while(is_cell).count();
        &self.pieces[index..index + length]
    }
}

fn is_figure(text: &str) -> bool {
    text.is_empty() || plain_number(text)
}

/// Few words, and none that begin a label: 1.属于国家秘密.
fn may_stand_in_a_cell(text: &str) -> bool {
    text.len() <= LONG_WORDS && !text.contains(['。', '；', '：', ':']) && Numeral::before(text).is_none()
}
