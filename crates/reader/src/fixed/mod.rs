//! Formats of fixed pages (PDF, OFD): characters and ruled lines at places become tables and paragraphs.
//!
//! `sheet` is what a format's reader fills; `lattice` finds the tables by their lines, `pieces` their texts, `breaks` joins
//! them over pages; `lines` puts characters in lines and `flow` lines in paragraphs; `foot` leaves page numbers out.

mod breaks;
mod flow;
mod foot;
mod lattice;
mod lines;
mod matrix;
mod pieces;
mod seen;
mod sheet;
mod unruled;

pub(crate) use matrix::Matrix;
pub(crate) use sheet::{ASCENT, Area, Cover, Glyph, Ruling, Sheet, TINY, holds, hull, quarter};

use crate::document::{Source, Why};
use crate::layout::Writer;
use flow::{Column, Paragraph};
use pieces::{Item, Piece};

/// Writes pages out as one text.
pub(crate) fn write(writer: &mut Writer, mut sheets: Vec<Sheet>) {
    let budget = writer.budget;
    let mut pages: Vec<(f32, Vec<Item>)> = sheets
        .iter_mut()
        .map(|sheet| {
            let items = pieces::items(sheet, budget);
            (sheet.height, items)
        })
        .collect();
    foot::drop_from(&mut pages);
    let doubts: Vec<Vec<(Area, Why)>> = pages.iter().map(|(_, items)| seen::of_lines(items)).collect();
    unruled::find(&sheets, &mut pages);
    for ((_, items), doubts) in pages.iter_mut().zip(&doubts) {
        seen::in_guessed_rows(items, doubts);
    }
    let columns = columns(&sheets, &pages);
    let mut layout = Layout { writer, sheets: &sheets, paragraph: None, table: None, doubts: Vec::new() };
    for (index, ((_, items), sheet)) in pages.into_iter().zip(&sheets).enumerate() {
        let mut first = true;
        for item in items {
            if budget.is_spent() {
                break;
            }
            match item {
                Item::Line(line) => layout.line(line, sheet.number, columns[index]),
                Item::Table(piece) => layout.table(piece, first),
                Item::Picture(area) => layout.picture(area, sheet),
                Item::Doubt(_, why, weighty) => layout.doubts.push((why, weighty)),
            }
            first = false;
        }
        for trouble in &sheet.troubles {
            layout.trouble(trouble);
        }
        for note in &sheet.notes {
            layout.flush();
            layout.writer.trouble(note, false);
        }
    }
    layout.flush();
}

/// Whether a line is the row of a table that has no lines: three figures at least, far apart.
fn is_unruled_row(line: &lines::Line) -> bool {
    let is_figure = |text: &str| {
        text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
            && text.bytes().any(|byte| byte != b'.')
    };
    let figures =
        line.stretches.iter().filter(|range| line.text.get((*range).clone()).is_some_and(is_figure));
    figures.count() >= 3
}

/// By page: the column of running text. Pages with little text have that of the others.
fn columns(sheets: &[Sheet], pages: &[(f32, Vec<Item>)]) -> Vec<Column> {
    let lines = |items: &[Item]| -> Option<Column> {
        flow::column(items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line),
            _ => None,
        }))
    };
    let own: Vec<Option<Column>> = pages.iter().map(|(_, items)| lines(items)).collect();
    let usual = |width: f32| {
        sheets
            .iter()
            .zip(&own)
            .find_map(|(sheet, column)| column.filter(|_| (sheet.width - width).abs() < 1.0))
    };
    let of = |(sheet, own): (&Sheet, &Option<Column>)| {
        let usual = usual(sheet.width);
        match (*own, usual) {
            (Some(own), _) => own,
            (None, Some(usual)) => usual,
            // Nothing fills a line: then every line ends short.
            (None, None) => Column { left: 0.0, right: f32::MAX },
        }
    };
    sheets.iter().zip(&own).map(of).collect()
}

struct Layout<'w, 'l> {
    writer: &'w mut Writer<'l>,
    sheets: &'w [Sheet],
    /// What may go on: at most one of these.
    paragraph: Option<Paragraph>,
    table: Option<Piece>,
    /// Doubts about the paragraph that may go on, or beside it.
    doubts: Vec<(Why, bool)>,
}

impl Layout<'_, '_> {
    fn line(&mut self, line: lines::Line, page: u32, column: Column) {
        self.flush_table();
        let row = u32::from(is_unruled_row(&line));
        let doubts: Vec<(Why, bool)> = line.doubts.clone();
        match &mut self.paragraph {
            Some(paragraph) if paragraph.goes_on(&line, page, column) => paragraph.add(line, page, column),
            _ => {
                self.flush();
                self.paragraph = Some(Paragraph::new(line, page, column));
            }
        }
        if let Some(paragraph) = &mut self.paragraph {
            paragraph.unruled_rows += row;
        }
        self.doubts.extend(doubts);
    }

    /// A table, or a piece of one; whether it is the first on its page.
    fn table(&mut self, piece: Piece, first: bool) {
        match &mut self.table {
            Some(above) if first && breaks::goes_on(above, &piece) => breaks::join(above, piece),
            _ => {
                self.flush();
                self.table = Some(piece);
            }
        }
    }

    fn picture(&mut self, area: Area, sheet: &Sheet) {
        self.flush();
        let size = [area[2] - area[0], area[3] - area[1]].map(|length| Some(length.max(0.0) as u16));
        self.writer.picture(size, Source::Page { page: sheet.number, area: sheet.shown(area) });
    }

    /// Part of the report may be lost here.
    fn trouble(&mut self, message: &str) {
        self.flush();
        self.writer.trouble(message, true);
    }

    fn flush(&mut self) {
        if let Some(paragraph) = self.paragraph.take() {
            let source = self.source(paragraph.page, paragraph.area);
            self.writer.paragraph(&paragraph.text, source);
            if paragraph.unruled_rows > 0 {
                self.writer.unruled(paragraph.page, paragraph.unruled_rows);
            }
        }
        self.flush_table();
        for (why, weighty) in self.doubts.drain(..) {
            self.writer.doubt(why, weighty);
        }
    }

    fn flush_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        let edges = breaks::edges(&table);
        let at = |place: f32| {
            let behind = edges.partition_point(|&edge| edge <= place + 0.1);
            behind.saturating_sub(1)
        };
        self.writer.begin_table();
        for row in &table.rows {
            self.writer.row();
            for cell in row {
                let columns = at(cell.area[2]).saturating_sub(at(cell.area[0])).max(1);
                let source = Source::Page { page: cell.page, area: cell.shown };
                self.writer.cell(&cell.text, [cell.row_span, columns.min(999) as u16], source);
                for &why in &cell.doubts {
                    self.writer.doubt(why, false);
                }
            }
        }
        self.writer.end_table();
        if table.guessed {
            let page = table.rows.iter().flatten().map(|cell| cell.page).next().unwrap_or_default();
            self.writer.unruled(page, table.rows.len() as u32);
        }
    }

    fn source(&self, page: u32, area: Area) -> Source {
        let sheet = self.sheets.iter().find(|sheet| sheet.number == page);
        Source::Page { page, area: sheet.map_or([0; 4], |sheet| sheet.shown(area)) }
    }
}
