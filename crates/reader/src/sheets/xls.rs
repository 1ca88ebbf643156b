//! XLS of Excel 97 to 2003 (BIFF8), and ET of WPS, which is the same: the records of the workbook's stream.
//!
//! Names and numbers of records are those of [MS-XLS].

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use encoding_rs::UTF_16LE;

use super::face::{Face, Font, Runs};
use super::numbers::{Look, shown};
use super::{Cell, Merge, OVERLAYS, Overlay, Room, Sheet, Shown, Wrong, document};
use crate::budget::Budget;
use crate::document::{Document, Format, Why};
use crate::docx::is_of_signs;
use crate::source::{Legacy, Unreadable};

const KIND: &str = "旧版 Excel 工作簿（XLS、ET）";

const FORMULA: u16 = 0x0006;
const EOF: u16 = 0x000A;
const DATE_1904: u16 = 0x0022;
const FILE_PASS: u16 = 0x002F;
const FONT: u16 = 0x0031;
const CONTINUE: u16 = 0x003C;
const OBJECT: u16 = 0x005D;
const COLUMNS: u16 = 0x007D;
const BOUND_SHEET: u16 = 0x0085;
const MUL_RK: u16 = 0x00BD;
const XF: u16 = 0x00E0;
const MERGE_CELLS: u16 = 0x00E5;
const DRAWING: u16 = 0x00EC;
const SST: u16 = 0x00FC;
const LABEL_SST: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const ROW: u16 = 0x0208;
const RK: u16 = 0x027E;
const WINDOW: u16 = 0x023E;
const FORMAT: u16 = 0x041E;
const BOF: u16 = 0x0809;

/// No workbook of a report has so many sheets, and each is read from where it says it begins.
const SHEETS: usize = 256;

/// Reads the stream of a workbook. What is broken behind its list of sheets is a trouble.
pub(crate) fn read(stream: &[u8], budget: &Budget) -> Result<Document, Unreadable> {
    let damaged = |why: &str| Unreadable::Damaged { kind: KIND, why: why.to_owned() };
    let mut book = Book::default();
    let mut records = Records { rest: stream };
    match records.next() {
        Some((BOF, data)) if word(data, 0) == Some(0x0600) => {}
        // Excel 95 and before have other records and a code page for their texts.
        Some((0x0009 | 0x0209 | 0x0409 | BOF, _)) => {
            return Err(Unreadable::NeedsConversion { legacy: Legacy::Workbook });
        }
        _ => return Err(damaged("开头不是工作簿")),
    }
    let list = book.globals(records)?;
    if list.is_empty() {
        return Err(damaged("里面没有工作表"));
    }
    let mut room = Room::new(budget);
    let mut sheets = Vec::new();
    for Listed { name, hidden, start } in list {
        let mut sheet = Sheet { name, hidden, ..Sheet::default() };
        match stream.get(start..) {
            Some(rest) => {
                if book.sheet(Records { rest }, &mut sheet, &mut room, budget).is_none() {
                    let why = if budget.was_spent() {
                        "读取超过时限"
                    } else {
                        "文件在这里损坏或被截断"
                    };
                    sheet.broken = Some(why.to_owned());
                }
            }
            None => sheet.broken = Some("文件里没有它的内容".to_owned()),
        }
        sheets.push(sheet);
    }
    Ok(document(Format::Xls, sheets, &room, budget))
}

/// Records one behind the other; ends where one is cut off.
#[derive(Clone)]
struct Records<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let (head, rest) = self.rest.split_at_checked(4)?;
        let (data, rest) = rest.split_at_checked(usize::from(word(head, 2)?))?;
        self.rest = rest;
        Some((word(head, 0)?, data))
    }
}

struct Listed {
    name: String,
    hidden: bool,
    /// Byte of the stream at which it begins.
    start: usize,
}

/// What the cells of all sheets refer to.
#[derive(Default)]
struct Book {
    strings: Vec<Runs>,
    /// By number of the style.
    faces: Vec<Face>,
    since_1904: bool,
}

impl Book {
    /// The sheets that are listed.
    fn globals(&mut self, mut records: Records) -> Result<Vec<Listed>, Unreadable> {
        let mut list = Vec::new();
        let mut written: HashMap<u16, (Look, Rc<str>)> = HashMap::new();
        let mut styles: Vec<(u16, usize, bool)> = Vec::new();
        let mut fonts: Vec<Font> = Vec::new();
        while let Some((kind, data)) = records.next() {
            match kind {
                EOF => break,
                FILE_PASS => return Err(Unreadable::Encrypted { kind: KIND }),
                DATE_1904 => self.since_1904 = word(data, 0) == Some(1),
                FONT => fonts.push(font(data)),
                XF => {
                    let filled = long(data, 14).is_some_and(|borders| borders >> 26 != 0);
                    styles.push((word(data, 2).unwrap_or(0), word(data, 0).unwrap_or(0).into(), filled));
                }
                FORMAT => {
                    if let (Some(id), Some(code)) = (word(data, 0), text(data, 2)) {
                        written.insert(id, (Look::written(&code), code.into()));
                    }
                }
                // Kind 0 is a sheet with cells; the others are charts and macros.
                BOUND_SHEET if list.len() < SHEETS && data.get(5) == Some(&0) => {
                    let start = long(data, 0).unwrap_or(u32::MAX) as usize;
                    let hidden = data[4] & 3 != 0;
                    let count = data.get(6).copied().unwrap_or(0).into();
                    let name = data.get(7..).and_then(|rest| characters(rest, count)).unwrap_or_default();
                    list.push(Listed { name, hidden, start });
                }
                SST => {
                    let mut parts = vec![data];
                    while let Some((CONTINUE, data)) = records.clone().next() {
                        parts.push(data);
                        records.next();
                    }
                    self.strings = Strings { parts, part: 0, at: 8, fonts: &fonts }.read();
                }
                _ => {}
            }
        }
        let face = |&(id, at, filled): &(u16, usize, bool)| {
            let (look, code) = match written.get(&id) {
                Some((look, code)) => (*look, Some(Rc::clone(code))),
                None => (Look::builtin(u32::from(id)), None),
            };
            // What a cell is filled with is not looked up: it is not white.
            let ground = filled.then_some([0x80; 3]);
            let font = font_at(&fonts, at).and_then(|font| font.doubt(ground));
            Face { look, code, font }
        };
        self.faces = styles.iter().map(face).collect();
        Ok(list)
    }

    /// Reads the cells of a sheet; `None` where it ends before its end.
    fn sheet(&self, mut records: Records, sheet: &mut Sheet, room: &mut Room, budget: &Budget) -> Option<()> {
        let (BOF, _) = records.next()? else { return None };
        // Charts on the sheet have records like cells.
        let mut inside = 0_usize;
        // The cell whose formula yields the text that comes next.
        let mut awaited = None;
        let (mut rows, mut columns): (HashSet<u16>, Vec<[u16; 2]>) = (HashSet::new(), Vec::new());
        let mut place = None;
        let mut zeros = true;
        loop {
            if budget.is_spent() {
                return None;
            }
            let (kind, data) = records.next()?;
            match kind {
                BOF => inside += 1,
                EOF if inside == 0 => {
                    let (shown, gone): (Vec<Cell>, Vec<Cell>) =
                        std::mem::take(&mut sheet.cells).into_iter().partition(|cell| {
                            let column = columns.iter().any(|[first, last]| {
                                (u32::from(*first)..=u32::from(*last)).contains(&cell.column)
                            });
                            !column && !u16::try_from(cell.row).is_ok_and(|row| rows.contains(&row))
                        });
                    sheet.cells = shown;
                    if !zeros {
                        sheet.cells.retain(|cell| cell.text != "0");
                    }
                    gone.iter().for_each(|cell| sheet.hide(&cell.text));
                    return Some(());
                }
                WINDOW if inside == 0 => {
                    let flags = word(data, 0)?;
                    zeros = flags & 0x10 != 0;
                    if flags & 1 != 0 {
                        sheet.broken = Some("显示的是公式，不是结果".to_owned());
                    }
                }
                EOF => inside -= 1,
                _ if inside > 0 => {}
                MERGE_CELLS => {
                    for range in data.get(2..)?.chunks_exact(8) {
                        let [top, bottom, left, right] =
                            [0, 2, 4, 6].map(|at| word(range, at).map(u32::from));
                        room.merge(sheet, Merge::new([top?, bottom?], [left?, right?]));
                    }
                }
                ROW if data.get(12)? & 0x20 != 0 || word(data, 6)? & 0x7FFF == 0 => {
                    _ = rows.insert(word(data, 0)?)
                }
                COLUMNS if word(data, 4)? == 0 || data.get(8)? & 1 != 0 => {
                    columns.push([word(data, 0)?, word(data, 2)?]);
                }
                DRAWING => place = anchor(data).or(place),
                OBJECT => {
                    if let (Some([rows, columns]), Some(why)) = (place.take(), object(data))
                        && sheet.overlays.len() <= OVERLAYS
                    {
                        let large = rows[1].saturating_sub(rows[0]) >= 2 && columns[1] > columns[0];
                        let weighty = large || word(data, 4) == Some(6);
                        sheet.overlays.push(Overlay { rows, columns, why, weighty, look: false });
                    }
                }
                MUL_RK => {
                    let (row, first) = (word(data, 0)?, word(data, 2)?);
                    let cells = data.get(4..data.len().checked_sub(2)?)?;
                    for (column, cell) in (u32::from(first)..).zip(cells.chunks_exact(6)) {
                        let (text, doubt) = self.number(rk(long(cell, 2)?), word(cell, 0)?);
                        room.take(sheet, Cell { row: row.into(), column, text, wrong: None, doubt });
                    }
                }
                STRING => {
                    if let Some((row, column)) = awaited.take() {
                        let text = text(data, 0)?;
                        put(sheet, room, row, column, (text, None, None));
                    }
                }
                LABEL_SST | LABEL | NUMBER | RK | BOOL_ERR | FORMULA => {
                    let (row, column, style) = (word(data, 0)?, word(data, 2)?, word(data, 4)?);
                    let face = self.faces.get(usize::from(style));
                    let of_text = face.and_then(Face::doubt_of_text);
                    let number = |value| {
                        let (text, doubt) = self.number(value, style);
                        (text, None, doubt)
                    };
                    let shown = match kind {
                        LABEL_SST => {
                            let runs = self.strings.get(long(data, 6)? as usize)?;
                            (runs.text.clone(), None, of_text.or(runs.doubt))
                        }
                        LABEL => (text(data, 6)?, None, of_text),
                        NUMBER => number(double(data, 6)?),
                        RK => number(rk(long(data, 6)?)),
                        BOOL_ERR if *data.get(7)? == 0 => (truth(*data.get(6)?), None, None),
                        BOOL_ERR => (error(*data.get(6)?), Some(Wrong::Error), None),
                        _ => match data.get(6..14)? {
                            [0, .., 0xFF, 0xFF] => {
                                awaited = Some((row, column));
                                continue;
                            }
                            [1, _, value, .., 0xFF, 0xFF] => (truth(*value), None, None),
                            [2, _, code, .., 0xFF, 0xFF] => (error(*code), Some(Wrong::Error), None),
                            [_, .., 0xFF, 0xFF] => continue,
                            _ => number(double(data, 6)?),
                        },
                    };
                    put(sheet, room, row, column, shown);
                }
                _ => {}
            }
        }
    }

    fn number(&self, value: f64, style: u16) -> (String, Option<Why>) {
        let plain = Face::default();
        let face = self.faces.get(usize::from(style)).unwrap_or(&plain);
        (shown(value, face.look, self.since_1904), face.doubt_of_number(value))
    }
}

fn put(sheet: &mut Sheet, room: &mut Room, row: u16, column: u16, (text, wrong, doubt): Shown) {
    if !text.trim().is_empty() {
        room.take(sheet, Cell { row: row.into(), column: column.into(), text, wrong, doubt });
    }
}

fn font(data: &[u8]) -> Font {
    let color = match word(data, 4) {
        Some(1 | 9) => Some([255; 3]),
        _ => None,
    };
    Font {
        struck: word(data, 2).is_some_and(|flags| flags & 8 != 0),
        raised: word(data, 8).is_some_and(|escapement| escapement != 0),
        size: word(data, 0).map(|twentieths| f32::from(twentieths) / 20.0),
        color,
        signs: name(data).is_some_and(|name| is_of_signs(&name)),
        gone: false,
    }
}

/// The name of a font: its length in characters, whether these have two bytes, and they.
fn name(data: &[u8]) -> Option<String> {
    let (length, wide) = (usize::from(*data.get(14)?), data.get(15)? & 1 != 0);
    let bytes = data.get(16..)?;
    let units = bytes.chunks(if wide { 2 } else { 1 }).take(length);
    Some(units.map(|unit| char::from(unit[0])).collect())
}

/// A font by its number: there is none of number four.
fn font_at(fonts: &[Font], number: usize) -> Option<&Font> {
    fonts.get(if number > 4 { number - 1 } else { number })
}

/// A text whose looks change behind so many characters each.
fn in_runs(text: String, runs: &[(usize, usize)], fonts: &[Font]) -> Runs {
    if runs.is_empty() {
        return Runs::of(text);
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let mut put = Runs::default();
    let mut font = Font::default();
    let mut from = 0;
    let ends = runs.iter().map(|(at, _)| *at).chain([units.len()]);
    for (index, end) in ends.enumerate() {
        let end = end.clamp(from, units.len());
        put.add(&String::from_utf16_lossy(&units[from..end]), &font);
        from = end;
        if let Some((_, number)) = runs.get(index) {
            font = font_at(fonts, *number).copied().unwrap_or_default();
        }
    }
    put
}

/// Rows and columns that a shape lies over.
fn anchor(data: &[u8]) -> Option<[[u32; 2]; 2]> {
    // The record of its place: version 0, type F010, of 18 bytes.
    let at = memchr::memmem::rfind(data, &[0, 0, 0x10, 0xF0, 0x12, 0, 0, 0])? + 8;
    let place = |offset: usize| word(data, at + offset).map(u32::from);
    Some([[place(6)?, place(14)?], [place(2)?, place(10)?]])
}

/// What an object is; `None` for comments, which are not shown, and for what only helps to fill in.
fn object(data: &[u8]) -> Option<Why> {
    match word(data, 4)? {
        0x08 => Some(Why::Picture),
        0x05 => Some(Why::Object),
        0x00..=0x04 | 0x06 | 0x07 | 0x09 | 0x1E => Some(Why::Overlay),
        _ => None,
    }
}

fn truth(value: u8) -> String {
    if value == 0 { "FALSE" } else { "TRUE" }.to_owned()
}

fn error(code: u8) -> String {
    match code {
        0x00 => "#NULL!",
        0x07 => "#DIV/0!",
        0x0F => "#VALUE!",
        0x17 => "#REF!",
        0x1D => "#NAME?",
        0x24 => "#NUM!",
        _ => "#N/A",
    }
    .to_owned()
}

/// A number in 30 bits: an integer or the upper part of a double, maybe times 100.
fn rk(bits: u32) -> f64 {
    let value = match bits & 2 {
        0 => f64::from_bits(u64::from(bits & !3) << 32),
        _ => f64::from(bits as i32 >> 2),
    };
    if bits & 1 == 1 { value / 100.0 } else { value }
}

fn word(data: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

fn long(data: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

fn double(data: &[u8], at: usize) -> Option<f64> {
    Some(f64::from_le_bytes(*data.get(at..)?.first_chunk()?))
}

/// A text with its length before it, as it stands in a record of its own.
fn text(data: &[u8], at: usize) -> Option<String> {
    characters(data.get(at + 2..)?, word(data, at)?.into())
}

/// So many characters behind the byte that says how wide they are.
fn characters(data: &[u8], count: usize) -> Option<String> {
    let (&flags, rest) = data.split_first()?;
    let wide = flags & 1 == 1;
    Some(decoded(rest.get(..if wide { 2 * count } else { count })?, wide))
}

/// Narrow characters are the first 256 of Unicode.
fn decoded(bytes: &[u8], wide: bool) -> String {
    if wide {
        UTF_16LE.decode_without_bom_handling(bytes).0.into_owned()
    } else {
        bytes.iter().map(|&byte| char::from(byte)).collect()
    }
}

/// The texts that cells share, over as many records as they take.
struct Strings<'a> {
    fonts: &'a [Font],
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl Strings<'_> {
    /// All of them, as far as they are whole.
    fn read(mut self) -> Vec<Runs> {
        let mut strings = Vec::new();
        while let Some(string) = self.string() {
            strings.push(string);
        }
        strings
    }

    fn string(&mut self) -> Option<Runs> {
        // The head of a text stands in one record; a text may begin with the next one.
        if self.at >= self.parts.get(self.part)?.len() {
            (self.part, self.at) = (self.part + 1, 0);
        }
        let head = self.parts.get(self.part)?.get(self.at..)?;
        let (mut count, flags) = (usize::from(word(head, 0)?), *head.get(2)?);
        let mut used = 3;
        let (mut runs, mut extension) = (0, 0);
        if flags & 8 != 0 {
            runs = 4 * usize::from(word(head, used)?);
            used += 2;
        }
        if flags & 4 != 0 {
            extension = long(head, used)? as usize;
            used += 4;
        }
        self.at += used;

        let mut wide = flags & 1 == 1;
        let mut text = String::new();
        while count > 0 {
            let rest = self.parts.get(self.part)?.get(self.at..)?;
            if rest.is_empty() {
                // A text that goes on in the next record says again how wide it is.
                self.part += 1;
                wide = self.parts.get(self.part)?.first()? & 1 == 1;
                self.at = 1;
                continue;
            }
            let width = if wide { 2 } else { 1 };
            let here = count.min(rest.len() / width);
            if here == 0 {
                return None;
            }
            text.push_str(&decoded(&rest[..here * width], wide));
            self.at += here * width;
            count -= here;
        }
        let runs = self.runs(runs / 4)?;
        self.skip(extension)?;
        Some(in_runs(text, &runs, self.fonts))
    }

    /// Where the looks of a text change, and to which font.
    fn runs(&mut self, count: usize) -> Option<Vec<(usize, usize)>> {
        let mut runs = Vec::new();
        for _ in 0..count {
            let mut bytes = [0; 4];
            for byte in &mut bytes {
                if self.at >= self.parts.get(self.part)?.len() {
                    (self.part, self.at) = (self.part + 1, 0);
                }
                *byte = *self.parts.get(self.part)?.get(self.at)?;
                self.at += 1;
            }
            runs.push((word(&bytes, 0)?.into(), word(&bytes, 2)?.into()));
        }
        Some(runs)
    }

    /// Passes bytes over, over as many records as they take.
    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            let left = self.parts.get(self.part)?.len().saturating_sub(self.at);
            let here = count.min(left);
            self.at += here;
            count -= here;
            if count > 0 {
                (self.part, self.at) = (self.part + 1, 0);
            }
        }
        Some(())
    }
}
