//! Labels that the source broke into pieces, and labels with mistakes.

use gouji_core::form::Table;
use gouji_core::place::Place;
use gouji_core::trace::How;

use crate::recognise::labels::LABELS;
use crate::recognise::scan::{Effect, Recent, Scanner, table_of_part};

impl Scanner<'_> {
    /// The last label and this text may be one label in two cells or lines.
    pub(super) fn joined(&mut self, index: usize) -> bool {
        // Figures behind the label would be lost.
        if self.words.ends_in_digit {
            return false;
        }
        for back in 1..=self.recent.len().min(3) {
            let first = self.recent.len() - back;
            let start = self.recent[first].piece;
            // Labels in between that did something are no pieces of a label.
            if self.recent[first + 1..].iter().any(|recent| recent.effect != Effect::Unknown) {
                return false;
            }
            self.words.read(self.pieces[start].of(self.text));
            for recent in &self.recent[first + 1..] {
                self.words.add(self.pieces[recent.piece].of(self.text));
            }
            self.words.add(self.pieces[index].of(self.text));
            let Some(label) = LABELS.exactly(&self.words).filter(|_| !self.words.is_sentence) else {
                continue;
            };
            match self.recent[first].effect {
                Effect::Opened => self.open = None,
                Effect::Column => {
                    self.scan.columns.pop();
                    self.header.end = self.scan.columns.len().max(self.header.start);
                }
                Effect::Unknown => {}
                Effect::Other => {}
            }
            for at in start..=index {
                self.scan.uses[at] = label.sign.table().or(self.context);
            }
            self.recent.truncate(first);
            let place = Place::new(self.pieces[start].start, self.pieces[index].end);
            self.label(index, label, place, How::Split);
            if let Some(last) = self.recent.last_mut() {
                last.piece = start;
            }
            return true;
        }
        false
    }

    /// A label with a small mistake, of the table at hand.
    pub(super) fn nearly(&mut self, index: usize) -> bool {
        let Some(table) = self.context.or_else(|| table_of_part(self.part_of[index])) else { return false };
        let piece = self.pieces[index];
        self.words.read(piece.of(self.text));
        if self.words.ends_in_digit {
            return false;
        }
        if let Some(label) = LABELS.nearly(&self.words, table) {
            self.label(index, label, Place::new(piece.start, piece.end), How::Near);
            return true;
        }
        let Some(&Recent { piece: before, effect: Effect::Unknown }) = self.recent.last() else {
            return false;
        };
        self.words.read(self.pieces[before].of(self.text));
        self.words.add(piece.of(self.text));
        let Some(label) = LABELS.nearly(&self.words, table) else { return false };
        self.recent.pop();
        self.scan.uses[before] = Some(table);
        self.label(index, label, Place::new(self.pieces[before].start, piece.end), How::Near);
        true
    }

    /// The texts right before a value may be the beginning of a label whose rest stands behind the values.
    pub(super) fn begun(&mut self, table: Table) -> bool {
        for back in (1..=self.recent.len().min(3)).rev() {
            let texts = &self.recent[self.recent.len() - back..];
            if texts.iter().any(|recent| recent.effect != Effect::Unknown) {
                continue;
            }
            let (first, last) = (texts[0].piece, texts[back - 1].piece);
            self.words.read(self.pieces[first].of(self.text));
            texts[1..].iter().for_each(|recent| self.words.add(self.pieces[recent.piece].of(self.text)));
            let Some(label) = LABELS.begun(&self.words, table) else { continue };
            self.recent.clear();
            self.scan.uses[first..=last].fill(Some(table));
            let place = Place::new(self.pieces[first].start, self.pieces[last].end);
            self.label(first, label, place, How::Split);
            return true;
        }
        false
    }
}
