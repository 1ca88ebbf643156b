//! Tables without borders: rows whose columns are only set apart by spaces, and whole tables inside running text.

use gouji_core::cell::{self, is_space};
use gouji_core::form::Edition;
use gouji_core::place::Place;
use gouji_core::report::CellState;
use memchr::{memchr2, memmem};

use crate::recognise::headings::Heading;
use crate::recognise::labels::LABELS;
use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::words::Words;

/// Words of each table's header that stand together in no prose.
const SIGNS: [&[&str]; 3] = [
    &["信息内容", "第二十条第"],
    &["申请人情况", "本年新收政府信息公开申请数量"],
    &["未经复议直接起诉", "尚未审结"],
];

/// A paragraph with more bytes may be running text with a table in it.
const RUNNING: usize = 100;
/// A paragraph with more bytes is no row.
const LONG_ROW: usize = 400;

/// Cuts such paragraphs at their white space, so that labels and values can be told. Returns the places of the tables
/// inside running text, by table: their digits are likely to be stuck together.
pub(super) fn cut(text: &str, pieces: &mut Vec<Piece>, headings: &[Heading]) -> [Option<Place>; 3] {
    let mut cutter = Cutter {
        text,
        words: Words::default(),
        signs: SIGNS.map(|signs| [memmem::Finder::new(signs[0]), memmem::Finder::new(signs[1])]),
        wide: memmem::Finder::new("\u{3000}"),
        places: [None; 3],
    };
    let mut row = pieces.iter().map(|piece| piece.row).max().unwrap_or(0);
    let mut cut: Option<Vec<Piece>> = None;
    let mut part = 0;
    let mut next = headings.iter();
    for (index, piece) in pieces.iter().enumerate() {
        if piece.kind == Kind::Heading {
            part = next.next().map_or(0, |heading| heading.number);
        }
        let kind = cutter.kind(piece, part);
        if kind.is_none() {
            if let Some(cut) = &mut cut {
                cut.push(*piece);
            }
            continue;
        }
        let cut = cut.get_or_insert_with(|| pieces[..index].to_vec());
        let line = piece.of(text);
        for field in line.split(is_space).filter(|field| !field.is_empty()) {
            let start = piece.start + (field.as_ptr() as usize - line.as_ptr() as usize) as u32;
            let end = start + field.len() as u32;
            if kind == Some(Kind::Paragraph) {
                row += 1;
                cut.push(Piece { start, end, row, ..*piece });
            } else {
                cut.push(Piece { start, end, kind: Kind::Cell, ..*piece });
            }
        }
    }
    if let Some(cut) = cut {
        *pieces = cut;
    }
    cutter.places
}

struct Cutter<'a> {
    text: &'a str,
    words: Words,
    signs: [[memmem::Finder<'static>; 2]; 3],
    wide: memmem::Finder<'static>,
    places: [Option<Place>; 3],
}

impl Cutter<'_> {
    /// What the fields of a paragraph are: cells of one row, or paragraphs; `None` where it stays whole.
    fn kind(&mut self, piece: &Piece, part: u8) -> Option<Kind> {
        if piece.kind != Kind::Paragraph || piece.len() < "规章 0".len() {
            return None;
        }
        let line = piece.of(self.text);
        if piece.len() <= LONG_ROW && self.has_gap(line) && self.is_row(line, part) {
            return Some(Kind::Cell);
        }
        if piece.len() > RUNNING && self.holds_table(piece, line) { Some(Kind::Paragraph) } else { None }
    }

    fn has_gap(&self, line: &str) -> bool {
        memchr2(b' ', b'\t', line.as_bytes()).is_some()
            || self.wide.find(line.as_bytes()).is_some()
            || line.contains('\u{a0}')
    }

    /// Whether the fields are labels and values.
    fn is_row(&mut self, line: &str, part: u8) -> bool {
        if line.contains('。') {
            return false;
        }
        let (mut labels, mut values, mut others) = (0, 0, 0);
        for field in line.split(is_space).filter(|field| !field.is_empty()) {
            self.words.read(field);
            if !self.words.key.is_empty() && LABELS.exactly(&self.words).is_some() {
                labels += 1;
            } else if field.len() <= 30 && !matches!(cell::parse(field).0, CellState::Text | CellState::Blank)
            {
                values += 1;
            } else {
                others += 1;
            }
        }
        let in_table = (2..=4).contains(&part);
        if in_table && values >= 5 {
            return others <= 3;
        }
        if line.contains(['，', '；']) && !line.contains("区分处理") && !line.contains("勾稽") {
            return false;
        }
        if labels >= 2 || (labels >= 1 && values >= 1) {
            return others <= labels + values;
        }
        // A row of values only, a label in pieces, or a row that the form does not have.
        in_table && values >= 3 && others <= 3
    }

    fn holds_table(&mut self, piece: &Piece, line: &str) -> bool {
        let mut any = false;
        for (place, signs) in self.places.iter_mut().zip(&self.signs) {
            if signs.iter().all(|sign| sign.find(line.as_bytes()).is_some()) {
                let here = Place::new(piece.start, piece.end);
                *place = Some(place.map_or(here, |before| before.to(here)));
                any = true;
            }
        }
        any
    }
}

/// The form that a table inside running text shows by its words.
pub(super) fn edition(text: &str, places: &[Option<Place>; 3]) -> Option<Edition> {
    let has = |place: Place, words: &[&str]| words.iter().any(|word| place.of(text).contains(word));
    places.iter().flatten().find_map(|&place| {
        let old = has(place, &["新制作数量", "上一年项目数量", "采购总金额"]);
        let new = has(place, &["制发件数", "废止件数", "现行有效件数", "逾期不补正"]);
        match (old, new) {
            (true, false) => Some(Edition::E2019),
            (false, true) => Some(Edition::E2021),
            _ => None,
        }
    })
}
