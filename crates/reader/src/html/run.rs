//! The running text of a page: white space collapsed as browsers do it, and each paragraph's place in the source.

use gouji_core::cell::is_space;

use crate::document::Span;
use crate::layout::joins_closely;

/// All text of a page, and the paragraph that is being written at its end.
#[derive(Debug, Default)]
pub(super) struct Run {
    pub(super) buffer: String,
    /// Where the paragraph begins in `buffer`.
    start: usize,
    /// From the first to the last byte of the paragraph in the source.
    origin: Span,
    gap: Gap,
}

/// White space after the last character. It is written when more text follows in the same paragraph.
#[derive(Debug, Default)]
struct Gap {
    space: bool,
    line_end: bool,
    /// No-break and ideographic spaces, which do not collapse.
    kept: String,
}

impl Run {
    /// Adds text that stands at `start..end` of the source; verbatim, or a character reference.
    pub(super) fn push(&mut self, text: &str, start: usize, end: usize) {
        let body = text.trim_start_matches(is_space);
        let before = text.len() - body.len();
        if before > 0 {
            self.gap.note(&text[..before]);
        }
        if body.is_empty() {
            return;
        }
        let body = body.trim_end_matches(is_space);
        let verbatim = text.len() == end - start;
        if self.buffer.len() == self.start {
            self.origin.start = if verbatim { start + before } else { start } as u32;
        } else {
            self.fill_gap(body);
        }
        self.origin.end = if verbatim { start + before + body.len() } else { end } as u32;
        self.gap.clear();
        self.write(body);
        if before + body.len() < text.len() {
            self.gap.note(&text[before + body.len()..]);
        }
    }

    /// Whether the paragraph has no text yet.
    pub(super) fn is_empty(&self) -> bool {
        self.buffer.len() == self.start
    }

    /// Whether the paragraph's text so far ends in such a character, with nothing behind it.
    pub(super) fn ends_with(&self, is: impl Fn(char) -> bool) -> bool {
        self.buffer[self.start..].ends_with(is)
    }

    /// Ends the paragraph: its place in `buffer` and in the source, if it has any text.
    pub(super) fn take(&mut self) -> Option<(Span, Span)> {
        self.gap.clear();
        if self.buffer.len() == self.start {
            return None;
        }
        let start = std::mem::replace(&mut self.start, self.buffer.len());
        Some((start as u32..self.buffer.len() as u32, self.origin.clone()))
    }

    /// Adds text as it stands, for `<pre>`.
    pub(super) fn push_verbatim(&mut self, text: &str, start: usize, end: usize) {
        if self.buffer.len() == self.start {
            self.origin.start = start as u32;
        }
        self.origin.end = end as u32;
        self.buffer.push_str(text);
    }

    /// Writes text that begins and ends with something visible.
    fn write(&mut self, body: &str) {
        let mut rest = body;
        while let Some(at) = rest.bytes().position(|byte| byte <= b' ' && byte.is_ascii_whitespace()) {
            let (word, tail) = rest.split_at(at);
            let next = tail.trim_ascii_start();
            self.buffer.push_str(word);
            let line_end = tail[..tail.len() - next.len()].contains(['\n', '\r']);
            if !line_end || !joins_closely(&self.buffer, next) {
                self.buffer.push(' ');
            }
            rest = next;
        }
        self.buffer.push_str(rest);
    }

    fn fill_gap(&mut self, next: &str) {
        if !self.gap.kept.is_empty() {
            self.buffer.push_str(&self.gap.kept);
        } else if self.gap.space && !(self.gap.line_end && joins_closely(&self.buffer, next)) {
            self.buffer.push(' ');
        }
    }
}

impl Gap {
    fn note(&mut self, space: &str) {
        for character in space.chars() {
            match character {
                '\n' | '\r' => {
                    self.space = true;
                    self.line_end = true;
                }
                ' ' | '\t' | '\x0C' => self.space = true,
                kept => self.kept.push(kept),
            }
        }
    }

    fn clear(&mut self) {
        self.space = false;
        self.line_end = false;
        self.kept.clear();
    }
}
