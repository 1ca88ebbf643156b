//! A document as one stream: paragraphs and cells in reading order, with the ends of rows as hints.

use crate::document::{Block, Document, Format, Row, Table};

/// A paragraph, a line of one, or a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Piece {
    /// Bytes of the text.
    pub(super) start: u32,
    pub(super) end: u32,
    /// Which row of which table, or which paragraph: differs from piece to piece where the source has a border.
    pub(super) row: u32,
    /// Which block of the document.
    pub(super) block: u32,
    pub(super) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A paragraph, or a cell that holds as much text as one: tables are used for layout too.
    Paragraph,
    Cell,
    /// Heading of a part.
    Heading,
}

/// A cell with more bytes than this is text, not a label or a value. The longest label of the forms has 105.
const LONG_CELL: usize = 240;

impl Piece {
    pub(super) fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    pub(super) const fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.start >= self.end
    }
}

/// All pieces of a document. Empty cells are pieces, and so are the empty lines of a plain text.
pub(super) fn of(document: &Document) -> Vec<Piece> {
    let mut pieces = Pieces {
        text: &document.text,
        list: Vec::with_capacity(document.blocks.len() + document.cells.len()),
        row: 0,
    };
    for (block, content) in (0_u32..).zip(&document.blocks) {
        match content {
            Block::Paragraph(paragraph) => {
                pieces.paragraph(paragraph.span.start, paragraph.span.end, block);
            }
            Block::Table(table) => {
                let closed = rows_end_in_pipes(document, table);
                for row in document.rows_of(table) {
                    pieces.row += 1;
                    for cell in document.cells_of(row) {
                        if (cell.span.end - cell.span.start) as usize > LONG_CELL {
                            pieces.paragraph(cell.span.start, cell.span.end, block);
                            pieces.row += 1;
                        } else {
                            pieces.push(cell.span.start, cell.span.end, block, Kind::Cell);
                        }
                    }
                    // Where rows do not end in a pipe, one that does ends in a blank cell.
                    if !closed && ends_in_pipe(document, row) {
                        pieces.push(row.span.end, row.span.end, block, Kind::Cell);
                    }
                }
            }
        }
    }
    pieces.list
}

/// Whether the pipe at the end of a row is part of how this table is drawn.
fn rows_end_in_pipes(document: &Document, table: &Table) -> bool {
    if document.format != Format::Text {
        return true;
    }
    let mut rows = document.rows_of(table).iter().filter(|row| row.cells.len() > 1);
    let (mut with, mut without) = (0, 0);
    rows.by_ref().for_each(|row| if ends_in_pipe(document, row) { with += 1 } else { without += 1 });
    with >= without
}

fn ends_in_pipe(document: &Document, row: &Row) -> bool {
    document
        .text
        .get(row.span.start as usize..row.span.end as usize)
        .is_some_and(|row| row.ends_with(['|', '｜']))
}

struct Pieces<'a> {
    text: &'a str,
    list: Vec<Piece>,
    row: u32,
}

impl Pieces<'_> {
    fn push(&mut self, start: u32, end: u32, block: u32, kind: Kind) {
        // A damaged span is read as empty rather than trusted.
        let whole = self.text.get(start as usize..end as usize);
        let end = if whole.is_some() { end } else { start };
        if self.text.is_char_boundary(start as usize) {
            self.list.push(Piece { start, end, row: self.row, block, kind });
        }
    }

    /// A paragraph, line by line.
    fn paragraph(&mut self, start: u32, end: u32, block: u32) {
        self.row += 1;
        let Some(whole) = self.text.get(start as usize..end as usize) else { return };
        if !whole.contains('\n') {
            return self.push(start, end, block, Kind::Paragraph);
        }
        for line in whole.split('\n') {
            let line = line.trim();
            if line.is_empty() {
                continue;
            }
            let at = (line.as_ptr() as usize - whole.as_ptr() as usize) as u32 + start;
            self.row += 1;
            self.push(at, at + line.len() as u32, block, Kind::Paragraph);
        }
    }
}
