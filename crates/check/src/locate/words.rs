//! Places in words that a clerk finds them by: part, paragraph and words to search for, or table, row and column.

use gouji_core::finding::Spot;
use gouji_core::form::{CellId, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellState, ParagraphKind, Report};

use super::Locator;

/// So many characters are searched for, and so many at most where fewer are found in other places too.
const SEARCHED: usize = 8;
const LONGEST: usize = 30;

impl Locator<'_> {
    /// The place of a spot in words; empty where it has none.
    pub(super) fn in_words(&self, spot: Spot, place: Place) -> String {
        let report = &self.report;
        match spot {
            Spot::Cell(cell) => {
                let row = self.row_in_words(cell.table, cell.row);
                let column = cell.column_label().map_or("", |label| label.title);
                format!("{row}，{column}")
            }
            Spot::Row { table, row } => self.row_in_words(table, row),
            Spot::Table { table } if report.table_place(table).is_some() => table.title().to_owned(),
            Spot::Table { table } => part_in_words(table.part()),
            Spot::Part { part } if report.part(part).is_some() => part_in_words(part),
            Spot::Report if report.title().is_some() => "标题".to_owned(),
            Spot::Part { .. } | Spot::Report => String::new(),
            Spot::Text(_) => match self.cell_at(place) {
                Some(cell) => self.in_words(Spot::Cell(cell), place),
                None => self.text_in_words(place),
            },
        }
    }

    /// The spot of a place of the text: a cell, where it is one or stands in one.
    pub(crate) fn spot_at(&self, place: Place) -> Spot {
        self.cell_at(place).map_or(Spot::Text(place), Spot::Cell)
    }

    fn cell_at(&self, place: Place) -> Option<CellId> {
        let holds = |cell: Place| !place.is_empty() && cell.contains(place);
        let tables =
            Table::ALL.into_iter().filter(|&table| self.report.table_place(table).is_some_and(holds));
        let mut cells = tables.flat_map(|table| {
            let [rows, columns] = [table.rows().len(), table.columns().len()].map(|count| count as u8);
            (0..rows).flat_map(move |row| (0..columns).map(move |column| CellId { table, row, column }))
        });
        cells.find(|&cell| {
            let found = self.report.cell(cell);
            found.state != CellState::Missing && holds(found.place)
        })
    }

    /// `表三，（七）总计`; of a row that is missing, where it belongs.
    fn row_in_words(&self, table: Table, row: u8) -> String {
        let printed = |row: u8| {
            let label = self.report.line(table, row).label.of(self.report.text);
            let words = label.split_whitespace().collect::<String>();
            let official = table.rows().get(usize::from(row)).map_or("", |label| label.title);
            if words.is_empty() || words.chars().count() > LONGEST { official.to_owned() } else { words }
        };
        if self.report.line(table, row).present {
            return format!("{}，{}", table.title(), printed(row));
        }
        match (0..row).rev().find(|&before| self.report.line(table, before).present) {
            Some(before) => format!("{}，“{}”一行之后", table.title(), printed(before)),
            None => format!("{}的第一行之前", table.title()),
        }
    }

    fn text_in_words(&self, place: Place) -> String {
        let report = &self.report;
        let words = self.searched(place);
        let quoted = if words.is_empty() { String::new() } else { format!("，“{words}”") };
        if report.title().is_some_and(|title| title.start <= place.start && place.start < title.end) {
            return format!("标题{quoted}");
        }
        let Some((paragraph, number)) = numbered(report, place) else {
            return match self.part_of(Spot::Text(place), place) {
                Some(part) => format!("{}{quoted}", part_in_words(part)),
                None => quoted.trim_start_matches('，').to_owned(),
            };
        };
        let part = part_in_words(paragraph);
        match number {
            0 => format!("{part}的标题{quoted}"),
            number => format!("{part}，第{number}段{quoted}"),
        }
    }

    /// Words of the line of a place, from its beginning on, that stand nowhere else if that can be.
    fn searched(&self, place: Place) -> &str {
        let text = self.report.text;
        let (_, _, line) = self.line(place);
        let whole = line.of(text).trim_end();
        let (from, end) =
            ((place.start - line.start) as usize, place.end.saturating_sub(line.start) as usize);
        let (Some(before), Some(inside)) =
            (whole.get(..from), whole.get(from..end.min(whole.len()).max(from)))
        else {
            return "";
        };
        let (mut start, mut end) =
            (from, from + inside.char_indices().nth(LONGEST).map_or(inside.len(), |(at, _)| at));
        let mut left = before.char_indices().rev();
        let mut right = whole[end..]
            .char_indices()
            .map(|(at, c)| end + at + c.len_utf8())
            .collect::<Vec<_>>()
            .into_iter();
        loop {
            let words = &whole[start..end];
            let count = words.chars().count();
            let enough =
                count >= SEARCHED && memchr::memmem::find_iter(text.as_bytes(), words).nth(1).is_none();
            if enough || count >= LONGEST {
                return words.trim();
            }
            // By turns to the right and to the left.
            let further = if count % 2 == 0 { right.next() } else { None };
            match (further, left.next()) {
                (Some(at), _) => end = at,
                (None, Some((at, _))) => start = at,
                (None, None) => match right.next() {
                    Some(at) => end = at,
                    None => return words.trim(),
                },
            }
        }
    }
}

/// The part of a paragraph and its number there, from 1; 0 for a heading.
fn numbered(report: &Report, place: Place) -> Option<(u8, usize)> {
    let mut counts = [0; 8];
    for paragraph in report.paragraphs() {
        if paragraph.place.start > place.start {
            break;
        }
        let count = &mut counts[usize::from(paragraph.part & 7)];
        let heading = paragraph.kind == ParagraphKind::Heading;
        *count += usize::from(!heading);
        if place.start <= paragraph.place.end {
            return Some((paragraph.part, if heading { 0 } else { *count }));
        }
    }
    None
}

fn part_in_words(part: u8) -> String {
    match usize::from(part).checked_sub(1).and_then(|at| "一二三四五六".chars().nth(at)) {
        Some(numeral) => format!("第{numeral}部分"),
        None => "正文之前".to_owned(),
    }
}
