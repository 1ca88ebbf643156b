//! Tables inside running text: a page whose cells lost their borders, all on one line.

use gouji_core::cell::is_space;
use gouji_core::form::Edition;
use gouji_core::place::Place;
use memchr::memmem;

use crate::recognise::pieces::{Kind, Piece};

/// Words of each table's header that stand together in no prose.
const SIGNS: [&[&str]; 3] = [
    &["信息内容", "第二十条第"],
    &["申请人情况", "本年新收政府信息公开申请数量"],
    &["未经复议直接起诉", "尚未审结"],
];

/// A paragraph with fewer bytes is looked at as it is.
const RUNNING: usize = 150;

/// Cuts paragraphs that hold a table at their white space, so that what is set apart can be read. Returns the places of
/// those tables, by table.
pub(super) fn cut(text: &str, pieces: &mut Vec<Piece>) -> [Option<Place>; 3] {
    let mut places = [None; 3];
    let holds = |piece: &Piece| piece.kind == Kind::Paragraph && piece.len() > RUNNING;
    let mut found: Vec<usize> = Vec::new();
    for (index, piece) in pieces.iter().enumerate().filter(|(_, piece)| holds(piece)) {
        let line = piece.of(text).as_bytes();
        for (place, signs) in places.iter_mut().zip(SIGNS) {
            let all = signs.iter().all(|sign| memmem::find(line, sign.as_bytes()).is_some());
            if all {
                let here = Place::new(piece.start, piece.end);
                *place = Some(place.map_or(here, |before: Place| before.to(here)));
                found.push(index);
            }
        }
    }
    found.dedup();
    if found.is_empty() {
        return places;
    }
    let mut row = pieces.iter().map(|piece| piece.row).max().unwrap_or(0);
    let mut cut = Vec::with_capacity(pieces.len() * 2);
    for (index, piece) in pieces.drain(..).enumerate() {
        if !found.contains(&index) {
            cut.push(piece);
            continue;
        }
        let line = piece.of(text);
        for field in line.split(is_space).filter(|field| !field.is_empty()) {
            let start = piece.start + (field.as_ptr() as usize - line.as_ptr() as usize) as u32;
            row += 1;
            cut.push(Piece { start, end: start + field.len() as u32, row, ..piece });
        }
    }
    *pieces = cut;
    places
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
