//! Workbooks: XLSX, XLS (also ET, WPS's own ending) and ODS. Each reader yields [`Sheet`]s, sparse, of what a person sees
//! in them; `grid` lays them out as paragraphs and tables.
//!
//! Own readers rather than a crate: what is read must stay within the limits, and a workbook can claim a cell in its last
//! corner, or a formula number of four thousand million, at next to no cost to itself.

mod face;
mod grid;
mod numbers;
pub(crate) mod ods;
pub(crate) mod xls;
pub(crate) mod xlsx;

use crate::budget::Budget;
use crate::document::{Document, Format, Why};
use crate::layout::Writer;
use crate::source::Limits;

/// A sheet of a workbook, as far as it has been read.
#[derive(Debug, Default)]
struct Sheet {
    name: String,
    hidden: bool,
    /// Those that are not empty, in any order.
    cells: Vec<Cell>,
    merges: Vec<Merge>,
    /// What lies over it.
    overlays: Vec<Overlay>,
    /// Cells that are not empty and not shown, with their rows or columns; they are not read.
    hidden_cells: usize,
    /// Whether sentences are among them, or under a merge.
    hides_sentences: bool,
    /// Documents of other kinds lie in it.
    embedded: bool,
    /// Why the rest of it was not read: a Chinese phrase.
    broken: Option<String>,
}

/// Row and column from 0.
#[derive(Debug)]
struct Cell {
    row: u32,
    column: u32,
    text: String,
    wrong: Option<Wrong>,
    /// Why a person may see something else in it.
    doubt: Option<Why>,
}

/// The text of a cell, what is wrong with it, and why a person may see something else.
type Shown = (String, Option<Wrong>, Option<Why>);

/// A picture, a box or a drawing over some cells: first and last row and column, from 0.
#[derive(Debug, Clone)]
struct Overlay {
    rows: [u32; 2],
    columns: [u32; 2],
    why: Why,
    /// Whether it matters where it lies over no table.
    weighty: bool,
    /// Whether it is no thing that lies there, but a look that a condition gives.
    look: bool,
}

impl Overlay {
    fn holds(&self, row: u32, column: u32) -> bool {
        (self.rows[0]..=self.rows[1]).contains(&row) && (self.columns[0]..=self.columns[1]).contains(&column)
    }
}

impl Sheet {
    /// Leaves out a cell that is not shown.
    fn hide(&mut self, text: &str) {
        self.hidden_cells += 1;
        self.hides_sentences |= is_sentence(text);
    }
}

/// Whether a text is a sentence, as reports have them.
fn is_sentence(text: &str) -> bool {
    text.contains('。') && text.chars().count() > 8
}

/// Overlays of one sheet that are kept.
const OVERLAYS: usize = 256;

/// Why the text of a cell is not what its author meant to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Wrong {
    /// A formula that no program has computed yet.
    NotComputed,
    /// A formula that could not be computed.
    Error,
}

/// Cells merged into one: first and last row and column, from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Merge {
    rows: [u32; 2],
    columns: [u32; 2],
}

impl Merge {
    fn new(rows: [u32; 2], columns: [u32; 2]) -> Option<Self> {
        let several = rows[1] > rows[0] || columns[1] > columns[0];
        (several && rows[1] >= rows[0] && columns[1] >= columns[0]).then_some(Self { rows, columns })
    }
}

/// How much more is taken, over all sheets.
struct Room {
    left: usize,
    /// Bytes of text: a workbook stores a text once for any number of cells.
    text: usize,
    /// Whether a cell was left out, and whether for its text.
    full: bool,
    full_of_text: bool,
}

impl Room {
    fn new(limits: &Limits) -> Self {
        Self { left: limits.cells, text: limits.text, full: false, full_of_text: false }
    }

    /// Takes a cell that is not empty, as long as there is room; whether there was.
    fn take(&mut self, sheet: &mut Sheet, cell: Cell) -> bool {
        let text = cell.text.len();
        if self.left == 0 || text > self.text {
            self.full |= self.left == 0;
            self.full_of_text |= self.left > 0;
            return false;
        }
        self.left -= 1;
        self.text -= text;
        sheet.cells.push(cell);
        true
    }

    /// The same for a merge: no sheet has more of them than cells.
    fn merge(&mut self, sheet: &mut Sheet, merge: Option<Merge>) {
        let Some(merge) = merge else { return };
        if self.left == 0 {
            self.full = true;
            return;
        }
        self.left -= 1;
        sheet.merges.push(merge);
    }
}

/// Lays all sheets out, one below the other.
fn document(format: Format, sheets: Vec<Sheet>, room: &Room, budget: &Budget) -> Document {
    let mut writer = Writer::new(format, budget);
    for sheet in sheets {
        let number = writer.sheet(&sheet.name);
        if sheet.hidden {
            if !sheet.cells.is_empty() {
                let message =
                    format!("工作表“{}”是隐藏的，没有读；如果它属于报告，请取消隐藏后再检查", sheet.name);
                let speaks = sheet.cells.iter().any(|cell| is_sentence(&cell.text));
                writer.trouble(message, speaks);
            }
            continue;
        }
        let Sheet { name, hidden_cells, broken, .. } = &sheet;
        let (hidden_cells, broken, name) = (*hidden_cells, broken.clone(), name.clone());
        let crowded = sheet.overlays.len() > OVERLAYS;
        let embedded = sheet.embedded;
        let hides_sentences = sheet.hides_sentences;
        grid::lay(&mut writer, number, sheet);
        if hidden_cells > 0 {
            let message = format!(
                "工作表“{name}”里有 {hidden_cells} 格在隐藏的行或列里，没有读；如属于报告，请取消隐藏后再检查"
            );
            writer.trouble(message, hides_sentences);
        }
        if embedded {
            let message = format!("工作表“{name}”里嵌有别的文件（对象），没有读；请把内容写在格里后再检查");
            writer.trouble(message, true);
        }
        if crowded {
            let message = format!("工作表“{name}”上的图形太多，不能确定盖住了哪些格；请删去图形后再检查");
            writer.trouble(message, true);
        }
        if let Some(why) = broken {
            let message = format!("工作表“{name}”没有读完：{why}；请重新导出后再检查");
            writer.trouble(message, true);
        }
    }
    if room.full {
        let limit = budget.cells;
        writer.trouble(format!("单元格超过 {limit} 个，其后的内容没有读；请只检查年度报告本身"), true);
    }
    if room.full_of_text {
        let limit = budget.text;
        writer.trouble(
            format!("单元格里的文字超过 {limit} 字节，其后的内容没有读；请只检查年度报告本身"),
            true,
        );
    }
    writer.finish()
}

/// `B5` for row 4 and column 1.
fn address(row: u32, column: u32) -> String {
    let mut letters = Vec::new();
    let mut left = column;
    loop {
        letters.push(char::from(b'A' + (left % 26) as u8));
        match left / 26 {
            0 => break,
            more => left = more - 1,
        }
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", u64::from(row) + 1)
}

/// Row and column of `B5`, from 0.
fn position(address: &str) -> Option<(u32, u32)> {
    let address = address.trim();
    let digits = address.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = address.split_at(digits);
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    let mut column = 0;
    for letter in letters.bytes() {
        if !letter.is_ascii_alphabetic() {
            return None;
        }
        column = column * 26 + u32::from(letter.to_ascii_uppercase() - b'A') + 1;
    }
    let row: u32 = row.parse().ok()?;
    Some((row.checked_sub(1)?, column - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        for (text, place) in
            [("A1", (0, 0)), ("B5", (4, 1)), ("AA10", (9, 26)), ("XFD1048576", (1_048_575, 16_383))]
        {
            assert_eq!(position(text), Some(place));
            assert_eq!(address(place.0, place.1), text);
        }
        for text in ["", "A", "1", "A0", "ABCD1", "A-1", "Ａ1", "A99999999999"] {
            assert_eq!(position(text), None, "{text}");
        }
    }
}
