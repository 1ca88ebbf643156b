//! From what a rule points at to where a person finds it: line and column, place in the form, place in the source.

mod words;

use std::cell::OnceCell;
use std::ops::Range;

use gouji_core::finding::Spot;
use gouji_core::form::{CellId, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellState, Report};
use gouji_core::verdict::{At, Context, Origin};
use gouji_reader::Reading;
use gouji_reader::document::{Format, Source};
use gouji_reader::raw_offsets::RawOffsets;

/// Characters of an excerpt.
const EXCERPT: usize = 60;
/// Characters of a line shown on each side of a place, in lines too long to show whole.
const AROUND: usize = 100;

/// Finds places in one report.
pub(crate) struct Locator<'a> {
    report: Report<'a>,
    reading: &'a Reading,
    /// The bytes of the file.
    bytes: &'a [u8],
    /// Made when the first place is to be shown: most reports of a large run have none.
    offsets: OnceCell<RawOffsets<'a>>,
    /// The first byte of each line of the text, made when they are first asked for.
    lines: OnceCell<Vec<usize>>,
}

impl<'a> Locator<'a> {
    pub(crate) fn new(report: Report<'a>, reading: &'a Reading, bytes: &'a [u8]) -> Self {
        Self { report, reading, bytes, offsets: OnceCell::new(), lines: OnceCell::new() }
    }

    /// The place of a spot in the text, for sorting and showing.
    pub(crate) fn place(&self, spot: Spot) -> Place {
        let place = match spot {
            Spot::Cell(cell) => self.cell(cell),
            Spot::Row { table, row } => self.row(table, row),
            Spot::Table { table } => self.table(table),
            Spot::Part { part } => self.part(part),
            Spot::Text(place) => place,
            Spot::Report => self.report.title().unwrap_or_default(),
        };
        self.within(place)
    }

    pub(crate) fn at(&self, spot: Spot) -> At {
        let place = self.place(spot);
        let (line, column, line_place) = self.line(place);
        let mut at = At {
            line,
            column,
            excerpt: excerpt(place.of(self.report.text)),
            origin: self.origin(place),
            context: context(self.report.text, line_place, place),
            ..At::default()
        };
        let table = match spot {
            Spot::Cell(CellId { table, .. }) | Spot::Row { table, .. } | Spot::Table { table } => Some(table),
            _ => None,
        };
        at.table = table.map(|table| table.key().to_owned());
        at.row = match spot {
            Spot::Cell(CellId { table, row, .. }) | Spot::Row { table, row } => {
                table.rows().get(usize::from(row)).map(|label| label.key.to_owned())
            }
            _ => None,
        };
        if let Spot::Cell(cell) = spot {
            at.col = cell.column_label().map(|label| label.key.to_owned());
            // The cell that is pointed at may be missing, and its row or table shown instead.
            at.excerpt = excerpt(self.report.cell(cell).raw);
        }
        at.part = self.part_of(spot, place);
        at.in_words = self.in_words(spot, place);
        at
    }

    /// The number of the part that a spot belongs to.
    pub(crate) fn part_of(&self, spot: Spot, place: Place) -> Option<u8> {
        match spot {
            Spot::Cell(CellId { table, .. }) | Spot::Row { table, .. } | Spot::Table { table } => {
                Some(table.part())
            }
            Spot::Part { part } => Some(part),
            Spot::Report => None,
            Spot::Text(_) => {
                let around = |part: &gouji_core::report::Part| {
                    let whole = part.heading.to(part.body);
                    whole.start <= place.start && place.start < whole.end.max(whole.start + 1)
                };
                self.report.parts().find(around).map(|part| part.number).filter(|&number| number != 0)
            }
        }
    }

    fn cell(&self, cell: CellId) -> Place {
        let found = self.report.cell(cell);
        if found.state == CellState::Missing { self.row(cell.table, cell.row) } else { found.place }
    }

    fn row(&self, table: Table, row: u8) -> Place {
        let line = self.report.line(table, row);
        if !line.present {
            // Where it belongs: behind the row before it.
            let before = (0..row).rev().find(|before| self.report.line(table, *before).present);
            return before.map_or_else(|| self.table(table), |before| self.row(table, before));
        }
        if line.label.is_empty() { self.first_line(line.whole) } else { line.label }
    }

    fn table(&self, table: Table) -> Place {
        match self.report.table_place(table) {
            Some(place) => self.first_line(place),
            None => self.part(table.part()),
        }
    }

    /// A part that is not there is missed at the end of the text.
    fn part(&self, part: u8) -> Place {
        let end = self.report.text.trim_end().len() as u32;
        self.report.part(part).map_or(Place::new(end, end), |part| {
            if part.heading.is_empty() { self.first_line(part.body) } else { part.heading }
        })
    }

    /// The first line of a place that has more than one.
    fn first_line(&self, place: Place) -> Place {
        let place = self.within(place);
        let text = place.of(self.report.text);
        let blank = text.len() - text.trim_start().len();
        let line = text.trim_start().lines().next().unwrap_or("").trim_end();
        let start = place.start as usize + blank;
        Place::from(start..start + line.len())
    }

    /// The place as far as it is one of the text: packs may say anything.
    fn within(&self, place: Place) -> Place {
        let text = self.report.text;
        let floor = |at: u32| {
            (0..=text.len().min(at as usize)).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
        };
        let start = floor(place.start);
        Place::from(start..floor(place.end).max(start))
    }

    /// Line and column, both from 1, and the place of the line.
    fn line(&self, place: Place) -> (u32, u32, Place) {
        let at = place.start as usize;
        let breaks = || memchr::memchr_iter(b'\n', self.report.text.as_bytes()).map(|at| at + 1);
        let lines = self.lines.get_or_init(|| std::iter::once(0).chain(breaks()).collect());
        let number = lines.partition_point(|&start| start <= at);
        let start = lines[number - 1];
        let end = lines.get(number).map_or(self.report.text.len(), |next| next - 1);
        let column = self.report.text[start..at].chars().count() + 1;
        (number as u32, column as u32, Place::from(start..end))
    }

    fn origin(&self, place: Place) -> Origin {
        let decoded: Range<u32> = self.reading.origin(place);
        let document = &self.reading.document;
        let format = document.format.key().to_owned();
        if !document.sources.is_empty() {
            let sources = document.sources.get(decoded.start as usize..decoded.end as usize);
            return Origin { format, ..of_sources(sources.unwrap_or_default(), &document.sheets) };
        }
        if document.format == Format::Mht {
            // Bytes of the page inside the file, which stand nowhere in the file as they are.
            let [byte, end] = [decoded.start, decoded.end].map(u64::from);
            return Origin { format, byte: Some(byte), length: Some(end - byte), ..Origin::default() };
        }
        let offsets = self.offsets.get_or_init(|| match document.verbatim {
            true => RawOffsets::verbatim(self.bytes),
            false => RawOffsets::new(self.bytes, document.encoding),
        });
        let [byte, end] = [decoded.start, decoded.end].map(|at| offsets.at(at as usize) as u64);
        let length = Some(end.saturating_sub(byte));
        Origin { format, byte: Some(byte), length, ..Origin::default() }
    }
}

/// The first of several places, with as much of its page as those of them take that are on it.
fn of_sources(sources: &[Source], sheets: &[String]) -> Origin {
    let Some(first) = sources.first() else { return Origin::default() };
    match *first {
        Source::Paragraph(number) => Origin { paragraph: Some(number), ..Origin::default() },
        Source::Cell { table, row, cell } => {
            Origin { table_cell: Some([table, row, cell]), ..Origin::default() }
        }
        Source::Sheet { sheet, row, column } => Origin {
            sheet: sheets.get(usize::from(sheet)).cloned(),
            cell: Some(format!("{}{}", column_letters(column), row + 1)),
            ..Origin::default()
        },
        Source::Page { page: first, area } => {
            let mut whole = area;
            for source in sources {
                if let Source::Page { page, area: [left, top, right, bottom] } = *source
                    && page == first
                {
                    whole =
                        [whole[0].min(left), whole[1].min(top), whole[2].max(right), whole[3].max(bottom)];
                }
            }
            Origin { page: Some(first), area: Some(whole), ..Origin::default() }
        }
    }
}

/// `A` for column 0, `AA` for column 26.
fn column_letters(column: u32) -> String {
    let mut left = column;
    let mut letters = Vec::new();
    loop {
        letters.push(char::from(b'A' + (left % 26) as u8));
        match left / 26 {
            0 => return letters.into_iter().rev().collect(),
            more => left = more - 1,
        }
    }
}

/// Words on one line, cut where they are many.
fn excerpt(text: &str) -> String {
    let mut words = String::with_capacity(text.len().min(3 * (EXCERPT + 1)));
    let mut left = EXCERPT;
    for word in text.split_whitespace() {
        let gap = usize::from(!words.is_empty());
        let fits = word.char_indices().nth(left.saturating_sub(gap)).map_or(word.len(), |(end, _)| end);
        if gap > 0 && left > 0 {
            words.push(' ');
        }
        words.push_str(&word[..fits]);
        if fits < word.len() || gap > left {
            words.push('…');
            return words;
        }
        left -= gap + word[..fits].chars().count();
    }
    words
}

/// The line around a place, or as much of it as can be shown; a place of several lines ends with the first.
fn context(text: &str, line: Place, place: Place) -> Context {
    let (start, end) = (place.start as usize, place.end.min(line.end).max(place.start) as usize);
    let line = line.range();
    let line_end = line.start + text[line.clone()].trim_end_matches('\r').len();
    let end = end.min(line_end).max(start);
    let left = text[line.start..start]
        .char_indices()
        .rev()
        .nth(AROUND - 1)
        .map_or(line.start, |(at, _)| line.start + at);
    // A place longer than the window is shown by its beginning.
    let end = text[start..end].char_indices().nth(AROUND).map_or(end, |(at, _)| start + at);
    let rest = text.get(end..line_end).unwrap_or("");
    let right = rest.char_indices().nth(AROUND).map_or(line_end.max(end), |(at, _)| end + at);
    let (before, after) = (if left > line.start { "…" } else { "" }, if right < line_end { "…" } else { "" });
    Context {
        line: format!("{before}{}{after}", &text[left..right]),
        start: before.len() + start - left,
        end: before.len() + end - left,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_context(text: &str, line: (u32, u32), place: (u32, u32), shown: &str, marked: &str) {
        let context = context(text, Place::new(line.0, line.1), Place::new(place.0, place.1));
        assert_eq!((context.line.as_str(), &context.line[context.start..context.end]), (shown, marked));
    }

    #[test]
    fn a_line_is_shown_around_a_place() {
        check_context("甲乙\n丙丁", (0, 6), (3, 6), "甲乙", "乙");
        check_context("甲乙\n丙丁", (0, 6), (3, 10), "甲乙", "乙");
        check_context("甲乙\r\n丙", (0, 7), (6, 7), "甲乙", "");
        check_context("甲乙\n", (7, 7), (7, 7), "", "");
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let text = format!("{}甲{}", "零".repeat(500), "一".repeat(500));
        let end = text.len() as u32;
        let shown = format!("…{}甲{}…", "零".repeat(AROUND), "一".repeat(AROUND));
        check_context(&text, (0, end), (1500, 1503), &shown, "甲");
        check_context(
            &text,
            (0, end),
            (0, end),
            &format!("{}…", "零".repeat(2 * AROUND)),
            &"零".repeat(AROUND),
        );
    }

    #[test]
    fn excerpts_are_one_short_line() {
        assert_eq!(excerpt(" 甲\n  乙 "), "甲 乙");
        assert_eq!(excerpt(&"长".repeat(100)), format!("{}…", "长".repeat(60)));
        assert_eq!(excerpt(""), "");
    }
}
