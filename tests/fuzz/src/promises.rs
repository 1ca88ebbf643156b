//! What holds for every file, whatever is in it, besides that reading ends and does not panic.

use std::ops::Range;

use gouji_core::place::Place;
use gouji_core::report::{Draft, Report};
use gouji_reader::document::{Block, Document, Source, Span};
use gouji_reader::encoding;
use gouji_reader::source::{Limits, Unreadable};

/// Small enough that no input takes long, large enough that reports fit.
pub fn limits() -> Limits {
    Limits {
        bytes: 1 << 20,
        text: 1 << 20,
        paragraphs: 3_000,
        cells: 2_000,
        depth: 8,
        entries: 64,
        inflated: 4 << 20,
        pages: 12,
        operators: 100_000,
        ..Limits::default()
    }
}

/// Reads a file twice and checks what comes of it. The document, where there is one.
pub fn read(bytes: &[u8]) -> Option<Document> {
    let limits = limits();
    let read = gouji_reader::read_document(bytes, &limits);
    assert_eq!(read, gouji_reader::read_document(bytes, &limits), "reading twice gives the same");
    match read {
        Ok(document) => {
            document_is_sound(&document, bytes);
            assert!(document.cells.len() <= limits.cells);
            Some(document)
        }
        Err(why) => {
            refusal_is_said(&why);
            None
        }
    }
}

/// A refusal is a Chinese sentence without its full stop.
pub fn refusal_is_said(why: &Unreadable) {
    is_sentence(&why.to_string());
}

pub fn document_is_sound(document: &Document, bytes: &[u8]) {
    let text = document.text.as_str();
    let source = document.sources.is_empty().then(|| encoding::text(bytes));
    let is_origin = |origin: &Span| match &source {
        // The origins of a page inside a file are places of the page.
        Some(_) if document.format == gouji_reader::document::Format::Mht => origin.start <= origin.end,
        Some(source) => source.get(range(origin)).is_some(),
        None => origin.start <= origin.end && origin.end as usize <= document.sources.len(),
    };
    let mut last = 0;
    for block in &document.blocks {
        let (span, origin) = match block {
            Block::Paragraph(paragraph) => (&paragraph.span, &paragraph.origin),
            Block::Table(table) => (&table.span, &table.origin),
        };
        assert!(text.get(range(span)).is_some() && is_origin(origin), "{block:?}");
        assert!(span.start >= last, "blocks stand in order: {block:?} behind {last}");
        last = span.end;
        let Block::Table(table) = block else {
            assert_eq!(text[range(span)].trim(), &text[range(span)], "paragraphs are trimmed");
            continue;
        };
        assert!(table.rows.start <= table.rows.end && table.rows.end as usize <= document.rows.len());
        let mut place = span.start;
        for row in document.rows_of(table) {
            assert!(place <= row.span.start && row.span.end <= span.end, "rows stand in order");
            assert!(row.cells.start <= row.cells.end && row.cells.end as usize <= document.cells.len());
            for cell in document.cells_of(row) {
                assert!(place <= cell.span.start && cell.span.end <= row.span.end, "cells stand in order");
                assert!(text.get(range(&cell.span)).is_some() && is_origin(&cell.origin), "{cell:?}");
                assert!(
                    (1..=1000).contains(&cell.row_span) && (1..=1000).contains(&cell.col_span),
                    "{cell:?}"
                );
                place = cell.span.end;
            }
            place = row.span.end;
        }
    }
    for trouble in &document.troubles {
        assert!(text.get(range(&trouble.span)).is_some(), "{trouble:?}");
        is_sentence(&trouble.message);
    }
    let mut last = 0;
    for picture in &document.pictures {
        assert!(text.get(range(&picture.span)).is_some() && is_origin(&picture.origin), "{picture:?}");
        assert!(last <= picture.span.start, "pictures stand in order");
        last = picture.span.start;
    }
    for source in &document.sources {
        match *source {
            Source::Sheet { sheet, .. } => assert!(usize::from(sheet) < document.sheets.len()),
            Source::Page { page, area: [left, top, right, bottom] } => {
                assert!(page >= 1 && left <= right && top <= bottom, "{source:?}");
            }
            Source::Paragraph(number) => assert!(number >= 1),
            Source::Cell { table, row, cell } => assert!(table >= 1 && row >= 1 && cell >= 1),
        }
    }
}

/// Every place of a draft is one of its text, and packs can read what is encoded of it.
pub fn draft_is_sound(draft: &Draft) {
    let check = |place: Place| {
        assert!(place.start <= place.end && draft.text.get(place.range()).is_some(), "{place:?}");
    };
    draft.title.into_iter().chain(draft.contact).for_each(check);
    draft.period.iter().for_each(|period| check(period.place));
    draft.composition.iter().for_each(|composition| check(composition.place));
    draft.parts.iter().for_each(|part| [part.heading, part.body].into_iter().for_each(check));
    draft.paragraphs.iter().for_each(|paragraph| check(paragraph.place));
    draft.extras.iter().for_each(|extra| check(extra.place));
    for trouble in &draft.troubles {
        check(trouble.place);
        is_sentence(&trouble.message);
    }
    for claim in &draft.claims {
        [claim.number, claim.sentence, claim.label].into_iter().for_each(check);
    }
    for grid in &draft.grids {
        grid.place.into_iter().for_each(check);
        grid.cells.iter().for_each(|cell| check(cell.place));
        grid.lines.iter().for_each(|line| [line.whole, line.label].into_iter().for_each(check));
    }
    let encoded = gouji_core::wire::encode(draft);
    let report = Report::read(&encoded).expect("what is encoded can be read");
    assert_eq!(report.claims().count(), draft.claims.len());
}

fn is_sentence(message: &str) {
    assert!(message.chars().any(|c| ('\u{4E00}'..='\u{9FFF}').contains(&c)), "{message:?}");
    assert!(!message.ends_with('。'), "{message:?}");
}

fn range(span: &Span) -> Range<usize> {
    span.start as usize..span.end as usize
}
