//! Lays the blocks of a structured format out as one plain text, a line a paragraph and a line a table row.

use gouji_core::cell::narrow;

use crate::budget::Budget;
use crate::document::{
    Block, Cell, Document, Doubt, Format, Paragraph, Picture, Row, Source, Span, Table, Trouble, Unruled, Why,
};

/// Rows or columns of one cell at most, as in pages.
const SPAN: u16 = 1000;

/// Writes a [`Document`] block by block. What a limit keeps out is said in a trouble.
pub(crate) struct Writer<'l> {
    document: Document,
    pub(crate) budget: &'l Budget<'l>,
    paragraphs: usize,
    /// The first row and source of the table being written.
    table: Option<(u32, u32)>,
    full: Option<&'static str>,
}

impl<'l> Writer<'l> {
    pub(crate) fn new(format: Format, budget: &'l Budget) -> Self {
        let document = Document { format, encoding: "UTF-8", ..Document::default() };
        Self { document, budget, paragraphs: 0, table: None, full: None }
    }

    /// A paragraph of its own, without the white space around it; nothing where it has no other characters.
    pub(crate) fn paragraph(&mut self, text: &str, source: Source) {
        let text = text.trim();
        if text.is_empty() || !self.has_room() {
            return;
        }
        self.paragraphs += 1;
        if self.paragraphs > self.budget.paragraphs {
            self.full = Some("段落");
            return;
        }
        self.begin_line();
        let origin = self.source(source);
        let span = self.write(text);
        self.document.blocks.push(Block::Paragraph(Paragraph { span, origin }));
    }

    pub(crate) fn begin_table(&mut self) {
        self.table = Some((self.document.rows.len() as u32, self.document.sources.len() as u32));
    }

    /// Begins the next row of the table.
    pub(crate) fn row(&mut self) {
        if !self.has_room() {
            return;
        }
        self.begin_line();
        let (at, cells) = (self.document.text.len() as u32, self.document.cells.len() as u32);
        self.document.rows.push(Row { span: at..at, cells: cells..cells });
    }

    /// The next cell of the row. Its line breaks and tabs become spaces, none between Chinese characters.
    pub(crate) fn cell(&mut self, text: &str, [row_span, col_span]: [u16; 2], source: Source) {
        if !self.has_room() || self.document.rows.is_empty() {
            return;
        }
        if self.document.cells.len() == self.budget.cells {
            self.full = Some("单元格");
            return;
        }
        let first = self.document.rows.last().is_some_and(|row| row.cells.is_empty());
        if !first {
            self.document.text.push_str(" | ");
        }
        let origin = self.source(source);
        let span = self.write(text.trim());
        if let Some(row) = self.document.rows.last_mut() {
            row.span.end = span.end;
            row.cells.end += 1;
        }
        let [row_span, col_span] = [row_span, col_span].map(|span| span.clamp(1, SPAN));
        self.document.cells.push(Cell { span, origin, row_span, col_span });
        if parts_figures(text) {
            self.doubt(Why::Lines, false);
        }
    }

    pub(crate) fn end_table(&mut self) {
        let Some((first, source)) = self.table.take() else { return };
        let rows = first..self.document.rows.len() as u32;
        let Some(row) = self.document.rows.get(first as usize) else { return };
        let span = row.span.start..self.document.text.len() as u32;
        let origin = source..self.document.sources.len() as u32;
        self.document.blocks.push(Block::Table(Table { span, rows, origin }));
    }

    /// The number by which [`Source::Sheet`] knows a sheet.
    pub(crate) fn sheet(&mut self, name: &str) -> u16 {
        self.document.sheets.push(name.to_owned());
        u16::try_from(self.document.sheets.len() - 1).unwrap_or(u16::MAX)
    }

    /// A picture stands here, of this width and height in points.
    pub(crate) fn picture(&mut self, size: [Option<u16>; 2], source: Source) {
        if self.document.pictures.len() == self.budget.cells {
            self.full = Some("图片");
            return;
        }
        let at = self.document.text.len() as u32;
        let origin = self.source(source);
        self.document.pictures.push(Picture { span: at..at, origin, size });
    }

    /// In the cell written last while a table is open, or else behind the last paragraph, a person sees something else.
    pub(crate) fn doubt(&mut self, why: Why, weighty: bool) {
        let at = self.document.text.len() as u32;
        let cell = self.table.and_then(|_| (self.document.cells.len() as u32).checked_sub(1));
        let doubt = Doubt { at, cell, why, weighty };
        if self.document.doubts.last() != Some(&doubt) {
            self.document.doubts.push(doubt);
        }
    }

    /// The same beside or between what was written.
    pub(crate) fn doubt_beside(&mut self, why: Why, weighty: bool) {
        let at = self.document.text.len() as u32;
        self.document.doubts.push(Doubt { at, cell: None, why, weighty });
    }

    /// The last block was put together without lines that part its cells.
    pub(crate) fn unruled(&mut self, page: u32, rows: u32) {
        if let Some(block) = self.document.blocks.last() {
            self.document.unruled.push(Unruled { span: block.span().clone(), page, rows });
        }
    }

    /// Something could not be read here.
    pub(crate) fn trouble(&mut self, message: impl Into<String>, blocking: bool) {
        let at = self.document.text.len() as u32;
        self.document.troubles.push(Trouble { message: message.into(), span: at..at, blocking });
    }

    /// Something is to be told of the cell written last, or of the last line outside tables: of these words of it, if it
    /// has them.
    pub(crate) fn remark(&mut self, message: &str, words: &str) {
        let document = &mut self.document;
        let end = document.text.len() as u32;
        let cell = self.table.and_then(|_| document.cells.last()).map(|cell| cell.span.clone());
        let line = || document.text.rfind('\n').map_or(0, |at| at as u32 + 1)..end;
        let whole = cell.unwrap_or_else(line);
        let start = document.slice(&whole).find(words).filter(|_| !words.is_empty());
        let span = match start {
            Some(at) => whole.start + at as u32..whole.start + (at + words.len()) as u32,
            None => whole,
        };
        document.troubles.push(Trouble { message: message.to_owned(), span, blocking: false });
    }

    /// Whether anything more is taken, and there is time for it.
    pub(crate) fn has_room(&self) -> bool {
        self.full.is_none() && !self.budget.is_spent()
    }

    pub(crate) fn finish(mut self) -> Document {
        self.end_table();
        if let Some(what) = self.full {
            let limit = if what == "段落" { self.budget.paragraphs } else { self.budget.cells };
            self.trouble(format!("{what}超过 {limit} 个，其后的内容没有读；请只检查年度报告本身"), true);
        }
        self.document
    }

    fn begin_line(&mut self) {
        if !self.document.text.is_empty() {
            self.document.text.push('\n');
        }
    }

    fn source(&mut self, source: Source) -> Span {
        let at = self.document.sources.len() as u32;
        self.document.sources.push(source);
        at..at + 1
    }

    /// Adds words to the text: on one line, since a line is a paragraph or a row.
    fn write(&mut self, text: &str) -> Span {
        let start = self.document.text.len() as u32;
        let mut lines = text.split(['\n', '\r', '\t', '\u{B}', '\u{C}', '\u{2028}', '\u{2029}']);
        self.document.text.push_str(lines.next().unwrap_or("").trim_end());
        for line in lines.map(str::trim).filter(|line| !line.is_empty()) {
            let written = &mut self.document.text;
            if written.len() > start as usize && !joins_closely(written, line) {
                written.push(' ');
            }
            written.push_str(line);
        }
        start..self.document.text.len() as u32
    }
}

/// Whether a line ends within figures: two lines are two numbers as likely as one.
fn parts_figures(text: &str) -> bool {
    let mut above = "";
    text.split(['\n', '\r', '\u{B}', '\u{2028}', '\u{2029}'])
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .any(|line| {
            std::mem::replace(&mut above, line).ends_with(is_of_figure) && line.starts_with(is_of_figure)
        })
}

/// Whether a character stands in figures.
pub(crate) fn is_of_figure(c: char) -> bool {
    narrow(c).is_ascii_digit() || matches!(narrow(c), '.' | ',')
}

/// Whether two texts are joined without a space: Chinese is written without, and a source line may end anywhere.
pub(crate) fn joins_closely(before: &str, after: &str) -> bool {
    let chinese = |character: char| {
        character >= '\u{2E80}' || matches!(character, '‘' | '’' | '“' | '”' | '—' | '…' | '·' | '①'..='⑳')
    };
    before.chars().next_back().is_some_and(chinese) && after.chars().next().is_some_and(chinese)
}
