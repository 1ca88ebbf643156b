//! What a person may see otherwise than it was read: figures of such cells are unknown, and it is said.

use std::collections::BTreeMap;

use gouji_core::form::Table;
use gouji_core::place::Place;
use gouji_core::report::{CellDraft, CellState, GridDraft, Paragraph, Part, TroubleDraft};

use crate::document::{Document, Doubt, Format, Picture, Why};

/// In points: a code to scan is narrower.
const WIDE: u16 = 300;

/// What is known of a report when its doubts are looked at.
pub(super) struct Report<'a> {
    pub(super) title: Option<Place>,
    pub(super) parts: &'a [Part],
    pub(super) paragraphs: &'a [Paragraph],
    pub(super) end: u32,
}

/// Takes the figures of doubtful cells out of the grids; the troubles that say so, and those of the text.
pub(super) fn mark(document: &Document, grids: &mut [GridDraft; 3], report: &Report) -> Vec<TroubleDraft> {
    let mut doubts = document.doubts.clone();
    doubts.extend(turned(document));
    let mut troubles = Vec::new();
    let mut rest = Vec::new();
    let mut cells = Cells::of(document, &doubts, &mut rest);
    for (table, grid) in Table::ALL.into_iter().zip(grids.iter_mut()) {
        cells.take_out(table, grid, &mut troubles);
    }
    // Of a table's other cells those with words are labels.
    let is_figure = |doubt: &Doubt| {
        let inside = grids
            .iter()
            .filter_map(|grid| grid.place)
            .any(|place| place.start <= doubt.at && doubt.at <= place.end);
        let cell = doubt.cell.and_then(|cell| document.cells.get(cell as usize));
        let words = |c: char| matches!(c, '\u{4e00}'..='\u{9fff}');
        inside && cell.is_some_and(|cell| !document.slice(&cell.span).contains(words))
    };
    rest.extend(cells.unused().map(|doubt| Doubt { weighty: doubt.weighty || is_figure(&doubt), ..doubt }));
    let (front, from, to) = report.reach(document, grids);
    let tables_shown = |doubt: &Doubt| {
        let part = report.part_at(doubt.at).map_or(0, |part| part.number);
        let table = Table::ALL.into_iter().find(|table| table.part() == part);
        doubt.why == Why::Picture && table.is_some_and(|table| grids[table as usize].place.is_none())
    };
    // Right behind the last sentence a picture or a frame may be the page's own, unless it is as large as a paragraph.
    let is_large = |doubt: &Doubt| {
        let wide = |picture: &Picture| picture.span.start == doubt.at && picture.size[0] >= Some(WIDE);
        document.pictures.iter().any(wide)
    };
    let at_edge = |doubt: &Doubt| match doubt.why {
        Why::Frame | Why::Object | Why::Field | Why::Script => false,
        Why::Picture => is_large(doubt),
        _ => true,
    };
    let reached = |doubt: &Doubt| {
        (from..to).contains(&doubt.at)
            || doubt.at == to && at_edge(doubt)
            || (front..from).contains(&doubt.at) && (doubt.why != Why::Picture || is_large(doubt))
    };
    let in_text = rest.iter().filter(|doubt| doubt.weighty && reached(doubt));
    troubles.extend(report.said(document, in_text.filter(|doubt| !tables_shown(doubt))));
    troubles
}

/// Marks that turn the direction of what follows, in any format.
fn turned(document: &Document) -> Vec<Doubt> {
    let bytes = document.text.as_bytes();
    // All of them begin with E2 80 or E2 81.
    let marks = memchr::memchr_iter(0xE2, bytes)
        .filter(|&at| matches!(bytes.get(at + 1..at + 3), Some([0x80, 0xAA..=0xAE] | [0x81, 0xA6..=0xA9])));
    let cell_at = |at: u32| {
        let behind = document.cells.partition_point(|cell| cell.span.start <= at);
        let cell = behind.checked_sub(1)?;
        (at < document.cells[cell].span.end).then_some(cell as u32)
    };
    marks
        .map(|at| Doubt { at: at as u32, cell: cell_at(at as u32), why: Why::Moved, weighty: true })
        .collect()
}

/// The doubtful cells by where they begin.
struct Cells(BTreeMap<u32, Known>);

struct Known {
    end: u32,
    doubt: Doubt,
    used: bool,
}

impl Cells {
    fn of(document: &Document, doubts: &[Doubt], rest: &mut Vec<Doubt>) -> Self {
        let mut cells: BTreeMap<u32, Known> = BTreeMap::new();
        for doubt in doubts {
            match doubt.cell.and_then(|cell| document.cells.get(cell as usize)) {
                Some(cell) => {
                    let new = Known { end: cell.span.end, doubt: doubt.clone(), used: false };
                    let known = cells.entry(cell.span.start).or_insert(new);
                    known.doubt.weighty |= doubt.weighty;
                }
                None => rest.push(doubt.clone()),
            }
        }
        Self(cells)
    }

    fn at(&mut self, place: Place) -> Option<&mut Known> {
        let (_, known) = self.0.range_mut(..=place.start).next_back()?;
        (place.start <= known.end).then_some(known)
    }

    fn take_out(&mut self, table: Table, grid: &mut GridDraft, troubles: &mut Vec<TroubleDraft>) {
        let width = table.columns().len();
        let mut said: Vec<(Why, TroubleDraft, usize)> = Vec::new();
        for (index, cell) in grid.cells.iter_mut().enumerate() {
            if cell.state == CellState::Missing {
                continue;
            }
            let place = cell.place;
            let Some(known) = self.at(place) else { continue };
            known.used = true;
            let why = known.doubt.why;
            *cell = CellDraft { state: CellState::Missing, place, ..CellDraft::default() };
            match said.iter_mut().find(|(known, ..)| *known == why) {
                Some((_, _, count)) => *count += 1,
                None => {
                    let row = table.rows().get(index / width).map_or("", |label| label.title);
                    let column = table.columns().get(index % width).map_or("", |label| label.title);
                    let message = format!("{}的“{row}·{column}”", table.title());
                    said.push((why, TroubleDraft { message, place, blocking: true }, 1));
                }
            }
        }
        for (why, mut trouble, count) in said {
            let cells = if count > 1 { format!("等 {count} 格") } else { "一格".to_owned() };
            let what = why.phrase();
            trouble.message += &format!(
                "{cells}里有{what}，看到的数字可能不是读到的，没有读；请对照原表核对，或改用把数字直接写在格里的文件"
            );
            troubles.push(trouble);
        }
    }

    /// Those that hold no figure of the forms.
    fn unused(self) -> impl Iterator<Item = Doubt> {
        self.0.into_values().filter(|known| !known.used).map(|known| known.doubt)
    }
}

impl Report<'_> {
    /// From where to where the report reaches for sure: what stands before its first sentence or behind its last one is
    /// likely to be the page's.
    /// Before that, where it has no sentence above its first part, its preamble may be what is not read.
    fn reach(&self, document: &Document, grids: &[GridDraft; 3]) -> (u32, u32, u32) {
        let first = self.parts.first().map_or(0, |part| part.heading.start);
        let sentences =
            self.paragraphs.iter().filter(|paragraph| paragraph.place.of(&document.text).contains('。'));
        let places: Vec<Place> = sentences.map(|paragraph| paragraph.place).collect();
        let from = places.iter().map(|place| place.start).fold(first, u32::min);
        let last = places.iter().map(|place| place.end).max().unwrap_or(0);
        let tables = grids.iter().filter_map(|grid| grid.place).map(|place| place.end);
        let last = tables.fold(last, u32::max);
        let heading = self.parts.last().map_or(0, |part| part.heading.end);
        // Only pages on the web have something of their own behind the report.
        let alone = !matches!(document.format, Format::Html | Format::Mht);
        let preamble = places.iter().any(|place| place.start < first);
        let title = self.title.map_or(from, |title| title.end).min(from);
        let front = if preamble && !alone { from } else { title };
        (front, from, if alone || heading >= last { self.end.saturating_add(1) } else { last })
    }

    fn part_at(&self, at: u32) -> Option<&Part> {
        let behind = self.parts.partition_point(|part| part.heading.start <= at);
        self.parts.get(behind.checked_sub(1)?)
    }

    /// One trouble for each kind in each part.
    fn said<'d>(&self, document: &Document, doubts: impl Iterator<Item = &'d Doubt>) -> Vec<TroubleDraft> {
        let mut said: Vec<(u32, Why, TroubleDraft, usize)> = Vec::new();
        for doubt in doubts {
            let part = self.part_at(doubt.at);
            let start = part.map_or(0, |part| part.heading.start);
            if let Some((.., count)) = said.iter_mut().find(|(at, why, ..)| (*at, *why) == (start, doubt.why))
            {
                *count += 1;
                continue;
            }
            let whole = part.map_or("报告的开头", |part| part.heading.of(&document.text));
            let name: String = whole.chars().take(24).collect();
            let message = if part.is_some() { format!("“{name}”") } else { name };
            let trouble = TroubleDraft { message, place: Place::new(doubt.at, doubt.at), blocking: true };
            said.push((start, doubt.why, trouble, 1));
        }
        let finished = |(_, why, mut trouble, count): (u32, Why, TroubleDraft, usize)| {
            let what = why.phrase();
            let count = if count > 1 { format!(" {count} 处") } else { String::new() };
            trouble.message +=
                &format!("里有{count}{what}，没有读；如其中有报告的文字或数字，请改为直接写出的文字后再检查");
            trouble
        };
        said.into_iter().map(finished).collect()
    }
}
