//! Which pictures stand in the report, and which of them are most likely tables that nobody can read.

use gouji_core::form::{Edition, Table};
use gouji_core::place::Place;
use gouji_core::report::{GridDraft, Part, Picture, TroubleDraft};

use crate::document::{self, Document};

/// In points. A smaller picture is a sign, a seal or a code to scan, and no table.
const TABLE: [u16; 2] = [150, 24];
/// The first year with tables.
const FIRST_YEAR: u16 = 2019;

/// What is known of a report when its pictures are looked at.
pub(super) struct Around<'a> {
    pub(super) parts: &'a [Part],
    pub(super) grids: &'a [GridDraft; 3],
    pub(super) edition: Option<Edition>,
    pub(super) year: Option<u16>,
    /// Where the report ends.
    pub(super) end: u32,
}

/// The pictures of the report, and a trouble for each table that is one.
pub(super) fn find(document: &Document, around: &Around) -> (Vec<Picture>, Vec<TroubleDraft>) {
    let of_report = document.pictures.iter().filter(|picture| picture.span.start <= around.end);
    let pictures: Vec<Picture> = of_report
        .map(|picture| {
            let place = Place::new(picture.span.start, picture.span.end);
            let behind = around.parts.partition_point(|part| part.heading.start <= place.start);
            let part = behind.checked_sub(1).map_or(0, |at| around.parts[at].number);
            Picture { place, part, shows: around.table_of(part).filter(|_| is_large(picture)) }
        })
        .collect();
    let troubles = Table::ALL.into_iter().filter_map(|table| {
        let shown: Vec<&Picture> = pictures.iter().filter(|picture| picture.shows == Some(table)).collect();
        let first = shown.first()?;
        let count = if shown.len() > 1 { format!("（{} 张）", shown.len()) } else { String::new() };
        let message = format!(
            "{}是图片{count}，里面的数字没有读；请改用表格是文字的文件（Word 文件或网页），或逐格核对图片",
            table.title()
        );
        Some(TroubleDraft { message, place: first.place, blocking: true })
    });
    let troubles = troubles.collect();
    (pictures, troubles)
}

impl Around<'_> {
    /// The table that a picture in this part shows: the one that belongs there and was not found anywhere.
    fn table_of(&self, part: u8) -> Option<Table> {
        let older =
            self.edition == Some(Edition::Before2019) || self.year.is_some_and(|year| year < FIRST_YEAR);
        let table = Table::ALL.into_iter().find(|table| table.part() == part)?;
        (!older && self.grids[table as usize].place.is_none()).then_some(table)
    }
}

fn is_large(picture: &document::Picture) -> bool {
    picture.size.iter().zip(TABLE).all(|(side, least)| side.is_none_or(|side| side >= least))
}
