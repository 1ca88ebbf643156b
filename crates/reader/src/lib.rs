//! Reads an annual report in any supported format: bytes to [`Document`], document to [`Draft`].
//!
//! Nothing behind this crate knows what format a report came in, except to point at places: [`Reading::origin`].

pub mod document;
pub mod encoding;
pub mod raw_offsets;
pub mod recognise;
pub mod source;

mod archive;
mod budget;
mod docx;
mod fixed;
mod html;
mod layout;
mod mht;
mod ofd;
mod ole;
mod pdf;
mod sheets;
mod text;
mod xml;

#[cfg(test)]
mod document_tests;
#[cfg(test)]
mod properties;

pub use archive::resolved;
pub use docx::{Places, places as docx_places};

use std::ops::Range;

use gouji_core::place::Place;
use gouji_core::report::Draft;
use gouji_core::trace::Trace;

use crate::budget::Budget;
use crate::document::{Block, Document, Picture};
use crate::source::{Limits, Unreadable};

/// A report with the document it was read from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    pub document: Document,
    pub draft: Draft,
}

/// Reads a report. What could not be read stands in [`Draft::troubles`].
///
/// # Errors
/// When nothing can be read ([`read_document`]), and when what was read is no annual report: it has none of the parts
/// and none of the tables, or time ran out before one was found.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Reading, Unreadable> {
    let budget = Budget::new(limits);
    let document = source::read(bytes, &budget)?;
    let draft = recognise::recognise_within(&document, &budget);
    if recognise::is_report(&draft) {
        return Ok(Reading { document, draft });
    }
    Err(if budget.was_spent() { budget.too_slow() } else { Unreadable::NoReport })
}

/// Reads a file into paragraphs and tables. The format and the encoding are told by the content alone.
///
/// A file that can be opened never fails to parse: what could not be read stands in `Document::troubles`.
///
/// # Errors
/// Only when nothing can be read: an empty or oversized file, a binary format, no text at all.
pub fn read_document(bytes: &[u8], limits: &Limits) -> Result<Document, Unreadable> {
    source::read(bytes, &Budget::new(limits))
}

impl Reading {
    /// How it was recognised: recognises it once more.
    pub fn trace(&self) -> Trace<Place> {
        recognise::trace(&self.document)
    }

    /// Where a place of the text stands in the decoded source: the bytes of the paragraphs or cells that hold it. In a
    /// plain text they are the place itself, line breaks that were taken out aside. In a format that is no text they are
    /// entries of [`Document::sources`].
    pub fn origin(&self, place: Place) -> Range<u32> {
        if self.document.format == document::Format::Text {
            return self.document.in_source(&(place.start..place.end));
        }
        if let Some(picture) = self.picture_at(place) {
            return picture.origin.clone();
        }
        let first = self.origin_at(place.start);
        let last = self.origin_at(place.end.saturating_sub(1).max(place.start));
        first.start.min(last.start)..first.end.max(last.end)
    }

    /// Where a place of the text stands in the file: bytes of `raw`, which are those that were read. Takes as long as
    /// decoding the file. Of a page within a file (MHT) it is bytes of the page.
    pub fn origin_in_file(&self, place: Place, raw: &[u8]) -> Range<u64> {
        let origin = self.origin(place);
        if self.document.format == document::Format::Mht {
            return origin.start.into()..origin.end.into();
        }
        let offset = |at: u32| encoding::raw_offset(raw, self.document.encoding, at as usize) as u64;
        offset(origin.start)..offset(origin.end)
    }

    /// The first picture at an empty place.
    fn picture_at(&self, place: Place) -> Option<&Picture> {
        let pictures = &self.document.pictures;
        let at = pictures.partition_point(|picture| picture.span.start < place.start);
        pictures.get(at).filter(|picture| place.is_empty() && picture.span.start == place.start)
    }

    /// The origin of the paragraph or cell that holds byte `at` of the text, or of the last one before it.
    fn origin_at(&self, at: u32) -> Range<u32> {
        let document = &self.document;
        let behind = document.blocks.partition_point(|block| block.span().start <= at);
        let Some(block) = behind.checked_sub(1).and_then(|index| document.blocks.get(index)) else {
            return 0..0;
        };
        let table = match block {
            Block::Paragraph(paragraph) => return paragraph.origin.clone(),
            Block::Table(table) => table,
        };
        let rows = document.rows_of(table);
        let Some(row) = rows[..rows.partition_point(|row| row.span.start <= at)].last() else {
            return table.origin.clone();
        };
        let cells = document.cells_of(row);
        let cell = cells[..cells.partition_point(|cell| cell.span.start <= at)].last();
        cell.map_or(table.origin.clone(), |cell| cell.origin.clone())
    }
}

impl Block {
    fn span(&self) -> &document::Span {
        match self {
            Self::Paragraph(paragraph) => &paragraph.span,
            Self::Table(table) => &table.span,
        }
    }
}
