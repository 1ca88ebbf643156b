//! Lays a page out as a document: a line a paragraph, a line a row, tables that only lay out the page dissolved.

use crate::budget::Budget;
use crate::document::{Block, Cell, Document, Doubt, Paragraph, Picture, Row, Span, Table, Trouble, Why};
use crate::html::page::{Event, Notes, Page, Segment, TableShape};
use crate::layout::{is_of_figure, joins_closely};
use crate::text;

pub(super) fn write(document: &mut Document, mut page: Page<'_>, budget: &Budget) {
    document.title = page.best_title();
    document.published = page.published.take();
    document.text.reserve(page.run.buffer.len() + 4 * page.events.len());
    let mut layout = Layout { document, page: &page, budget, in_line: false };
    let mut at = 0;
    while let Some(event) = page.events.get(at) {
        at += 1;
        match event {
            Event::Paragraph { span, origin, .. } => layout.paragraph(span, origin),
            Event::Lines { span, .. } => layout.lines(span),
            Event::Table(index) => {
                let table = &page.tables[*index as usize];
                if table.is_grid {
                    layout.table(table, at);
                    at = table.end as usize + 1;
                }
            }
            Event::Picture { origin, size } => layout.picture(origin, *size),
            Event::Doubt { why, weighty } => layout.doubt(*why, *weighty, false),
            Event::Row | Event::Cell { .. } | Event::TableEnd => {}
        }
    }
    layout.report(&page.notes);
}

struct Layout<'a, 'p> {
    document: &'a mut Document,
    page: &'a Page<'p>,
    budget: &'a Budget<'a>,
    /// Whether the last line has begun. It may be empty, if it is a row of one blank cell.
    in_line: bool,
}

impl Layout<'_, '_> {
    fn end(&self) -> u32 {
        self.document.text.len() as u32
    }

    /// Begins a line and returns its place.
    fn begin_line(&mut self) -> u32 {
        if std::mem::replace(&mut self.in_line, true) {
            self.document.text.push('\n');
        }
        self.end()
    }

    fn paragraph(&mut self, span: &Span, origin: &Span) {
        let start = self.begin_line();
        self.document.text.push_str(&self.page.run.buffer[span.start as usize..span.end as usize]);
        let span = start..self.end();
        self.document.blocks.push(Block::Paragraph(Paragraph { span, origin: origin.clone() }));
    }

    fn picture(&mut self, origin: &Span, size: [Option<u16>; 2]) {
        let at = self.end();
        self.document.pictures.push(Picture { span: at..at, origin: origin.clone(), size });
    }

    fn doubt(&mut self, why: Why, weighty: bool, in_cell: bool) {
        let at = self.end();
        let cell = (self.document.cells.len() as u32).checked_sub(1).filter(|_| in_cell);
        self.document.doubts.push(Doubt { at, cell, why, weighty });
    }

    /// Reads the lines of a `<pre>` like those of a plain text, and then puts their origins right.
    fn lines(&mut self, span: &Span) {
        let start = self.begin_line();
        let text = &self.page.run.buffer[span.start as usize..span.end as usize];
        self.document.text.push_str(text);
        self.in_line = !text.ends_with('\n');
        let (blocks, cells) = (self.document.blocks.len(), self.document.cells.len());
        text::read(self.document, start as usize, self.budget);
        let segments = &self.page.segments;
        let origin = |place: &Span| {
            origin_of(segments, &(place.start - start + span.start..place.end - start + span.start))
        };
        for cell in &mut self.document.cells[cells..] {
            cell.origin = origin(&cell.span);
        }
        for block in &mut self.document.blocks[blocks..] {
            match block {
                Block::Paragraph(paragraph) => paragraph.origin = origin(&paragraph.span),
                Block::Table(table) => table.origin = origin(&table.span),
            }
        }
    }

    /// Writes the table whose content begins at event `from`: first what stands between its cells, as browsers show
    /// it, then its rows. A table in one of its cells is only more text there, or this would be no grid.
    fn table(&mut self, table: &TableShape, from: usize) {
        let events = &self.page.events[from..table.end as usize];
        let mut depth = 0;
        for event in events {
            match event {
                Event::Table(_) => depth += 1,
                Event::TableEnd => depth -= 1,
                Event::Paragraph { span, origin, loose: true } if depth == 0 => self.paragraph(span, origin),
                Event::Lines { span, loose: true } if depth == 0 => self.lines(span),
                _ => {}
            }
        }
        let first_row = self.document.rows.len() as u32;
        for event in events {
            match event {
                Event::Table(_) => depth += 1,
                Event::TableEnd => depth -= 1,
                Event::Row if depth == 0 => {
                    let start = self.begin_line();
                    let cells = self.document.cells.len() as u32;
                    self.document.rows.push(Row { span: start..start, cells: cells..cells });
                }
                Event::Cell { place, row_span, col_span } if depth == 0 => {
                    self.cell(*place, *row_span, *col_span)
                }
                Event::Paragraph { span, origin, loose } if depth > 0 || !loose => {
                    self.continue_cell(span, origin);
                }
                Event::Lines { span, loose } if depth > 0 || !loose => self.continue_cell_by_lines(span),
                Event::Picture { origin, size } => self.picture(origin, *size),
                Event::Doubt { why, weighty } => self.doubt(*why, *weighty, true),
                _ => {}
            }
        }
        let rows = first_row..self.document.rows.len() as u32;
        let start = self.document.rows.get(first_row as usize).map_or(self.end(), |row| row.span.start);
        let span = start..self.end();
        let origin = table.origin.clone();
        self.document.blocks.push(Block::Table(Table { span, rows, origin }));
    }

    fn cell(&mut self, place: u32, row_span: u16, col_span: u16) {
        let Some(row) = self.document.rows.last_mut() else { return };
        if !row.cells.is_empty() {
            self.document.text.push_str(" | ");
        }
        let end = self.document.text.len() as u32;
        row.span.end = end;
        row.cells.end += 1;
        self.document.cells.push(Cell { span: end..end, origin: place..place, row_span, col_span });
    }

    /// Adds text to the last cell, whose paragraphs become one line.
    fn continue_cell(&mut self, span: &Span, origin: &Span) {
        let (Some(cell), Some(row)) = (self.document.cells.last_mut(), self.document.rows.last_mut()) else {
            return;
        };
        let written = &mut self.document.text;
        let text = &self.page.run.buffer[span.start as usize..span.end as usize];
        if cell.span.is_empty() {
            cell.origin.start = origin.start;
        }
        let parted =
            !cell.span.is_empty() && written.ends_with(is_of_figure) && text.starts_with(is_of_figure);
        if !cell.span.is_empty() && !joins_closely(written, text) {
            written.push(' ');
        }
        written.push_str(text);
        cell.span.end = written.len() as u32;
        cell.origin.end = origin.end;
        row.span.end = cell.span.end;
        if parted {
            self.doubt(Why::Lines, false, true);
        }
    }

    fn continue_cell_by_lines(&mut self, span: &Span) {
        let buffer = &self.page.run.buffer;
        let mut start = span.start;
        for line in buffer[span.start as usize..span.end as usize].split_inclusive('\n') {
            let end = start + line.len() as u32;
            let words = text::trimmed(buffer, start..end);
            if !words.is_empty() {
                self.continue_cell(&words, &origin_of(&self.page.segments, &words));
            }
            start = end;
        }
    }

    fn report(&mut self, notes: &Notes) {
        let shown = self.document.text.chars().count();
        let end = self.end();
        let mut trouble = |message: String, place: u32, blocking: bool| {
            self.document.troubles.push(Trouble { message, span: place..place, blocking });
        };
        if notes.hidden > 0 {
            let blocking = notes.hidden_table || notes.hidden > shown;
            let message = format!(
                "页面里有浏览器不显示的文字（约 {} 字），没有读；如其中有报告正文，请另存后再检查",
                notes.hidden
            );
            trouble(message, 0, blocking);
        }
        if notes.unread_sheet {
            let message =
                "页面的样式表写在地址里（data:），没有读，看不出哪些文字不显示；请另存为普通网页后再检查";
            trouble(message.to_owned(), 0, true);
        }
        if notes.too_deep {
            let message =
                format!("表格嵌套超过 {} 层，更深的表格按段落读取；请核对这些表格", self.budget.depth);
            trouble(message, end, true);
        }
        if notes.too_many_cells {
            let message =
                format!("单元格超过 {} 个，其后的内容没有读；请只检查年度报告本身", self.budget.cells);
            trouble(message, end, true);
        }
        if notes.too_many_paragraphs {
            let message =
                format!("段落超过 {} 个，其后的内容没有读；请只检查年度报告本身", self.budget.paragraphs);
            trouble(message, end, true);
        }
        if notes.ends_in_tag {
            let message = "页面在一个标签、注释或脚本中间结束，可能不完整；请重新下载后再检查".to_owned();
            trouble(message, end, true);
        }
        if notes.ends_in_table {
            let message = "页面在一个表格中间结束，可能不完整；请重新下载后再检查".to_owned();
            trouble(message, end, true);
        }
    }
}

/// The place in the source of a place in the buffer that was put together from `segments`.
fn origin_of(segments: &[Segment], place: &Span) -> Span {
    let segment = |at: u32| {
        let index = segments.partition_point(|segment| segment.at <= at).saturating_sub(1);
        let next = segments.get(index + 1).map_or(u32::MAX, |segment| segment.at);
        segments.get(index).map(|segment| (segment, next))
    };
    let Some((first, _)) = segment(place.start) else { return 0..0 };
    let start = (first.origin.start + (place.start - first.at)).min(first.origin.end);
    if place.is_empty() {
        return start..start;
    }
    let Some((last, next)) = segment(place.end - 1) else { return start..start };
    let end = if next == place.end { last.origin.end } else { last.origin.start + (place.end - last.at) };
    start..end.clamp(start, last.origin.end.max(start))
}
