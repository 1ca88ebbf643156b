//! XLS of Excel 97 to 2003 (BIFF8), and ET of WPS, which is the same: the records of the workbook's stream.
//!
//! Names and numbers of records are those of [MS-XLS].

use std::collections::HashMap;

use encoding_rs::UTF_16LE;

use super::numbers::{Look, shown};
use super::{Cell, Merge, Room, Sheet, Wrong, document};
use crate::budget::Budget;
use crate::document::{Document, Format};
use crate::source::{Legacy, Unreadable};

const KIND: &str = "旧版 Excel 工作簿（XLS、ET）";

const FORMULA: u16 = 0x0006;
const EOF: u16 = 0x000A;
const DATE_1904: u16 = 0x0022;
const FILE_PASS: u16 = 0x002F;
const CONTINUE: u16 = 0x003C;
const BOUND_SHEET: u16 = 0x0085;
const MUL_RK: u16 = 0x00BD;
const XF: u16 = 0x00E0;
const MERGE_CELLS: u16 = 0x00E5;
const SST: u16 = 0x00FC;
const LABEL_SST: u16 = 0x00FD;
const NUMBER: u16 = 0x0203;
const LABEL: u16 = 0x0204;
const BOOL_ERR: u16 = 0x0205;
const STRING: u16 = 0x0207;
const ROW: u16 = 0x0208;
const RK: u16 = 0x027E;
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
    strings: Vec<String>,
    /// By number of the style.
    looks: Vec<Look>,
    since_1904: bool,
}

impl Book {
    /// The sheets that are listed.
    fn globals(&mut self, mut records: Records) -> Result<Vec<Listed>, Unreadable> {
        let mut list = Vec::new();
        let mut written: HashMap<u16, Look> = HashMap::new();
        let mut styles = Vec::new();
        while let Some((kind, data)) = records.next() {
            match kind {
                EOF => break,
                FILE_PASS => return Err(Unreadable::Encrypted { kind: KIND }),
                DATE_1904 => self.since_1904 = word(data, 0) == Some(1),
                XF => styles.push(word(data, 2).unwrap_or(0)),
                FORMAT => {
                    if let (Some(id), Some(code)) = (word(data, 0), text(data, 2)) {
                        written.insert(id, Look::written(&code));
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
                    self.strings = Strings { parts, part: 0, at: 8 }.read();
                }
                _ => {}
            }
        }
        let look = |id: &u16| written.get(id).copied().unwrap_or_else(|| Look::builtin(u32::from(*id)));
        self.looks = styles.iter().map(look).collect();
        Ok(list)
    }

    /// Reads the cells of a sheet; `None` where it ends before its end.
    fn sheet(&self, mut records: Records, sheet: &mut Sheet, room: &mut Room, budget: &Budget) -> Option<()> {
        let (BOF, _) = records.next()? else { return None };
        // Charts on the sheet have records like cells.
        let mut inside = 0_usize;
        // The cell whose formula yields the text that comes next.
        let mut awaited = None;
        loop {
            if budget.is_spent() {
                return None;
            }
            let (kind, data) = records.next()?;
            match kind {
                BOF => inside += 1,
                EOF if inside == 0 => return Some(()),
                EOF => inside -= 1,
                _ if inside > 0 => {}
                MERGE_CELLS => {
                    for range in data.get(2..)?.chunks_exact(8) {
                        let [top, bottom, left, right] =
                            [0, 2, 4, 6].map(|at| word(range, at).map(u32::from));
                        room.merge(sheet, Merge::new([top?, bottom?], [left?, right?]));
                    }
                }
                ROW if data.get(12).is_some_and(|flags| flags & 0x20 != 0) => sheet.hidden_rows += 1,
                MUL_RK => {
                    let (row, first) = (word(data, 0)?, word(data, 2)?);
                    let cells = data.get(4..data.len().checked_sub(2)?)?;
                    for (column, cell) in (u32::from(first)..).zip(cells.chunks_exact(6)) {
                        let text = self.number(rk(long(cell, 2)?), word(cell, 0)?);
                        room.take(sheet, Cell { row: row.into(), column, text, wrong: None });
                    }
                }
                STRING => {
                    if let Some((row, column)) = awaited.take() {
                        let text = text(data, 0)?;
                        put(sheet, room, row, column, text, None);
                    }
                }
                LABEL_SST | LABEL | NUMBER | RK | BOOL_ERR | FORMULA => {
                    let (row, column, style) = (word(data, 0)?, word(data, 2)?, word(data, 4)?);
                    let (text, wrong) = match kind {
                        LABEL_SST => (self.strings.get(long(data, 6)? as usize)?.clone(), None),
                        LABEL => (text(data, 6)?, None),
                        NUMBER => (self.number(double(data, 6)?, style), None),
                        RK => (self.number(rk(long(data, 6)?), style), None),
                        BOOL_ERR if *data.get(7)? == 0 => (truth(*data.get(6)?), None),
                        BOOL_ERR => (error(*data.get(6)?), Some(Wrong::Error)),
                        _ => match data.get(6..14)? {
                            [0, .., 0xFF, 0xFF] => {
                                awaited = Some((row, column));
                                continue;
                            }
                            [1, _, value, .., 0xFF, 0xFF] => (truth(*value), None),
                            [2, _, code, .., 0xFF, 0xFF] => (error(*code), Some(Wrong::Error)),
                            [_, .., 0xFF, 0xFF] => continue,
                            _ => (self.number(double(data, 6)?, style), None),
                        },
                    };
                    put(sheet, room, row, column, text, wrong);
                }
                _ => {}
            }
        }
    }

    fn number(&self, value: f64, style: u16) -> String {
        let look = self.looks.get(usize::from(style)).copied().unwrap_or_default();
        shown(value, look, self.since_1904)
    }
}

fn put(sheet: &mut Sheet, room: &mut Room, row: u16, column: u16, text: String, wrong: Option<Wrong>) {
    if !text.trim().is_empty() {
        room.take(sheet, Cell { row: row.into(), column: column.into(), text, wrong });
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
    parts: Vec<&'a [u8]>,
    part: usize,
    at: usize,
}

impl Strings<'_> {
    /// All of them, as far as they are whole.
    fn read(mut self) -> Vec<String> {
        let mut strings = Vec::new();
        while let Some(string) = self.string() {
            strings.push(string);
        }
        strings
    }

    fn string(&mut self) -> Option<String> {
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
        self.skip(runs.checked_add(extension)?)?;
        Some(text)
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
