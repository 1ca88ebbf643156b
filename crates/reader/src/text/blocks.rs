//! Adds the paragraphs, rows and cells of a plain text to a document, within the limits.

use crate::document::{Block, Cell, Document, Paragraph, Row, Span, Table, Trouble};
use crate::source::Limits;

pub(super) struct Blocks<'a> {
    document: &'a mut Document,
    limits: &'a Limits,
    /// Where the rows of the open table begin.
    table: Option<u32>,
    /// Empty lines since the last line that was not empty. They become blocks when a paragraph or a new table follows.
    empty: Vec<u32>,
    /// How many blocks the document had before: empty lines do not come first.
    first: usize,
}

impl<'a> Blocks<'a> {
    pub(super) fn new(document: &'a mut Document, limits: &'a Limits) -> Self {
        let first = document.blocks.len();
        Self { document, limits, table: None, empty: Vec::new(), first }
    }

    pub(super) fn empty_line(&mut self, place: u32) {
        if self.table.is_some() || self.document.blocks.len() > self.first {
            self.empty.push(place);
        }
    }

    /// Adds a paragraph; false when that would be one too many.
    pub(super) fn paragraph(&mut self, span: Span) -> bool {
        self.close_table();
        self.flush_empty_lines();
        if self.document.blocks.len() >= self.limits.paragraphs {
            self.paragraph_limit();
            return false;
        }
        self.push_paragraph(span);
        true
    }

    /// Adds a row of `cells`; false when those would be too many.
    pub(super) fn row(&mut self, span: Span, cells: &[Span]) -> bool {
        if self.table.is_none() {
            self.flush_empty_lines();
            self.table = Some(self.document.rows.len() as u32);
        }
        self.empty.clear();
        let from = self.document.cells.len() as u32;
        self.document.rows.push(Row { span, cells: from..from });
        self.push_cells(cells)
    }

    /// Adds `cells` to the last row, which goes on to the end of `span`; false when those would be too many.
    pub(super) fn extend_row(&mut self, span: Span, cells: &[Span]) -> bool {
        let Some(row) = self.document.rows.last_mut().filter(|_| self.table.is_some()) else {
            return self.row(span, cells);
        };
        row.span.end = row.span.end.max(span.end);
        self.empty.clear();
        self.push_cells(cells)
    }

    pub(super) fn close_table(&mut self) {
        let Some(from) = self.table.take() else { return };
        let rows = from..self.document.rows.len() as u32;
        let (Some(first), Some(last)) = (self.document.rows.get(from as usize), self.document.rows.last())
        else {
            return;
        };
        let span = first.span.start..last.span.end;
        self.document.blocks.push(Block::Table(Table { span: span.clone(), rows, origin: span }));
    }

    pub(super) fn paragraph_limit(&mut self) {
        let message = format!(
            "段落（含空行）超过 {} 个，其后的内容没有读；请只检查年度报告本身",
            self.limits.paragraphs
        );
        self.stop(message);
    }

    fn push_cells(&mut self, cells: &[Span]) -> bool {
        let room = self.limits.cells.saturating_sub(self.document.cells.len());
        for span in cells.iter().take(room) {
            self.document.cells.push(Cell {
                span: span.clone(),
                origin: span.clone(),
                row_span: 1,
                col_span: 1,
            });
        }
        if let Some(row) = self.document.rows.last_mut() {
            row.cells.end = self.document.cells.len() as u32;
        }
        self.document.rows.pop_if(|row| row.cells.is_empty());
        if cells.len() > room {
            self.stop(format!("单元格超过 {} 个，其后的内容没有读；请只检查年度报告本身", self.limits.cells));
        }
        cells.len() <= room
    }

    fn flush_empty_lines(&mut self) {
        let room = self.limits.paragraphs.saturating_sub(self.document.blocks.len());
        for place in std::mem::take(&mut self.empty).into_iter().take(room) {
            self.push_paragraph(place..place);
        }
    }

    fn push_paragraph(&mut self, span: Span) {
        self.document.blocks.push(Block::Paragraph(Paragraph { span: span.clone(), origin: span }));
    }

    /// Says why reading stops, at the last place that was read.
    fn stop(&mut self, message: String) {
        self.close_table();
        let end = self.document.blocks.last().map_or(0, |block| match block {
            Block::Paragraph(paragraph) => paragraph.span.end,
            Block::Table(table) => table.span.end,
        });
        self.document.troubles.push(Trouble { message, span: end..end, blocking: true });
    }
}
