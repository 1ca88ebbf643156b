//! A sheet that grows row by row below a head that stays in sight.

use rust_xlsxwriter::{
    Color, Format, FormatAlign, FormatBorder, IgnoreError, Workbook, Worksheet, XlsxError,
};

use unicode_width::UnicodeWidthStr;

use crate::printable::clean;

/// A column and its width, in characters.
#[derive(Clone, Copy)]
pub(super) struct Column {
    title: &'static str,
    width: u8,
    kind: Kind,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Words,
    /// Words that no row is made higher for.
    Aside,
    Counts,
    Hidden,
}

impl Column {
    pub(super) const fn new(title: &'static str, width: u8) -> Self {
        Self { title, width, kind: Kind::Words }
    }

    /// Words that are looked up, not read through.
    pub(super) const fn aside(title: &'static str, width: u8) -> Self {
        Self { title, width, kind: Kind::Aside }
    }

    /// Numbers to sort by and to add up.
    pub(super) const fn counts(title: &'static str, width: u8) -> Self {
        Self { title, width, kind: Kind::Counts }
    }

    pub(super) const fn hidden(title: &'static str) -> Self {
        Self { title, width: 18, kind: Kind::Hidden }
    }
}

/// How cells look.
pub(super) struct Styles {
    pub(super) head: Format,
    pub(super) plain: Format,
    /// Of words that begin as a formula does: they stay words also when somebody edits the cell.
    quoted: Format,
    /// By what stands in the cell.
    colored: [(&'static str, Format); 7],
}

impl Default for Styles {
    fn default() -> Self {
        let plain = Format::new()
            .set_text_wrap()
            .set_align(FormatAlign::Top)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0xC8CCD2));
        let colored = [
            ("错误", 0xB3261E),
            ("有错误", 0xB3261E),
            ("警告", 0x9A6700),
            ("有警告", 0x9A6700),
            ("通过", 0x1F7A3D),
            ("检查不完整", 0x7B2D8E),
            ("无法读取", 0x7B2D8E),
        ];
        Self {
            head: plain.clone().set_bold().set_background_color(Color::RGB(0xE8ECF2)),
            quoted: plain.clone().set_quote_prefix(),
            colored: colored
                .map(|(text, color)| (text, plain.clone().set_bold().set_font_color(Color::RGB(color)))),
            plain,
        }
    }
}

/// Points of a line, and the most lines of a row: what is longer is read in the cell.
const LINE: f64 = 15.0;
const LINES: usize = 12;

/// The height of a row, in points, for texts in columns so wide: not every program works it out by itself.
pub(super) fn height<'a>(cells: impl Iterator<Item = (&'a str, u8)>, least: usize) -> f64 {
    // A character of Chinese is as wide as two figures; words are not cut, so that a line is seldom full.
    let lines = |(text, width): (&str, u8)| (text.width() + 1).div_ceil(usize::from(width.max(2)) - 1);
    LINE * cells.map(lines).max().unwrap_or(1).clamp(least, LINES) as f64
}

/// The most characters of a cell.
const LONGEST: usize = 32_000;

impl Styles {
    /// Writes a text, whatever it is, as a text.
    pub(super) fn write(
        &self,
        sheet: &mut Worksheet,
        row: u32,
        at: u16,
        text: &str,
    ) -> Result<(), XlsxError> {
        let mut text = clean(text.trim()).into_owned();
        if let Some((end, _)) = text.char_indices().nth(LONGEST) {
            text.truncate(end);
            text.push_str("……（太长，后面没有写）");
        }
        let format = match text.chars().next() {
            Some('=' | '+' | '-' | '@') => &self.quoted,
            _ => {
                self.colored.iter().find(|(known, _)| *known == text).map_or(&self.plain, |(_, color)| color)
            }
        };
        sheet.write_string_with_format(row, at, text, format).map(drop)
    }
}

/// A sheet of a workbook, by its number, and how far it is written.
pub(super) struct Sheet {
    number: usize,
    columns: &'static [Column],
    /// The most rows below the head.
    most: usize,
    /// Lines that every row has room for.
    least: usize,
    rows: usize,
    /// The last row has a height of its own.
    high: bool,
    /// Rows that did not fit.
    pub(super) left_out: usize,
}

impl Sheet {
    pub(super) fn new(number: usize, columns: &'static [Column], most: usize) -> Self {
        Self { number, columns, most, least: 1, rows: 0, high: false, left_out: 0 }
    }

    /// With rows of so many lines at least. The writer of workbooks keeps hundreds of bytes for every row with a height of
    /// its own: of a long sheet those should be few.
    pub(super) fn of_lines(self, least: usize) -> Self {
        Self { least, ..self }
    }

    /// How many columns there are as far as that one.
    pub(super) fn columns_to(&self, title: &str) -> usize {
        let at = self.columns.iter().position(|column| column.title == title);
        at.map_or(self.columns.len(), |at| at + 1)
    }

    /// Writes the head.
    pub(super) fn begin(&self, book: &mut Workbook, styles: &Styles) -> Result<(), XlsxError> {
        let sheet = book.worksheet_from_index(self.number)?;
        for (at, column) in (0..).zip(self.columns) {
            sheet.set_column_width(at, column.width)?;
            if column.kind == Kind::Hidden {
                sheet.set_column_hidden(at)?;
            }
            sheet.write_string_with_format(0, at, column.title, &styles.head)?;
        }
        if self.least > 1 {
            sheet.set_default_row_height(LINE * self.least as f64);
        }
        sheet.set_freeze_panes(1, 0)?.set_repeat_rows(0, 0)?;
        Ok(())
    }

    /// Writes a row, or counts it where the sheet is full.
    pub(super) fn row<const N: usize>(
        &mut self,
        book: &mut Workbook,
        styles: &Styles,
        cells: [String; N],
    ) -> Result<(), XlsxError> {
        if self.rows == self.most {
            self.left_out += 1;
            return Ok(());
        }
        self.rows += 1;
        let row = self.rows as u32;
        let sheet = book.worksheet_from_index(self.number)?;
        // Not of a head that nothing follows: it would be the last row, see below.
        if self.least > 1 && row == 1 {
            sheet.set_row_height(0, LINE)?;
        }
        let seen = cells.iter().zip(self.columns).filter(|(_, column)| column.kind == Kind::Words);
        let height = height(seen.map(|(cell, column)| (cell.as_str(), column.width)), self.least);
        self.high = height > LINE * self.least as f64 && self.rows < self.most;
        if self.high {
            sheet.set_row_height(row, height)?;
        }
        for ((at, cell), column) in (0..).zip(&cells).zip(self.columns) {
            match cell.parse::<u32>() {
                Ok(count) if column.kind == Kind::Counts => {
                    sheet.write_number_with_format(row, at, count, &styles.plain)?;
                }
                _ => styles.write(sheet, row, at, cell)?,
            }
        }
        Ok(())
    }

    /// Sets what is filtered and printed, the first columns of it; the number of the last row.
    pub(super) fn end(&self, book: &mut Workbook, printed: usize) -> Result<u32, XlsxError> {
        let sheet = book.worksheet_from_index(self.number)?;
        let (last, columns) = (self.rows as u32, self.columns.len() as u16);
        if self.high {
            // rust_xlsxwriter 0.102 writes a last row with a height twice, which Excel takes for damage: so it is not the last.
            sheet.write_blank(last + 1, 0, &Format::new())?;
        }
        sheet.set_print_area(0, 0, last, printed as u16 - 1)?;
        if last > 0 {
            sheet.autofilter(0, 0, last, columns - 1)?;
            // Figures are written as the report has them.
            sheet.ignore_error_range(1, 0, last, columns - 1, IgnoreError::NumberStoredAsText)?;
        }
        Ok(last)
    }
}
