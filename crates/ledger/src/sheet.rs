//! Sheets that people send: CSV in any encoding, or a workbook. What they are called and in what order they stand does not
//! matter, and neither does what stands above them.

use std::collections::BTreeMap;

use gouji_engine::folded;
use gouji_reader::document::{Document, Source, Span};
use gouji_reader::encoding;
use gouji_reader::source::Limits;

/// A row below the heading, by its number as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Row {
    pub(crate) number: u32,
    /// The sheet that it stands in, where the workbook has several such sheets; else empty.
    pub(crate) sheet: String,
    /// By column, in the order that was asked for; empty where the sheet has none.
    pub(crate) cells: Vec<String>,
}

/// The rows of a sheet below the first row that has all columns which are needed.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Sheet {
    pub(crate) rows: Vec<Row>,
    /// What was not read of the file.
    pub(crate) troubles: Vec<String>,
    /// Which columns there are, of those that were asked for.
    pub(crate) has: Vec<bool>,
}

/// A column by the names that it may have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) names: &'static [&'static str],
    pub(crate) needed: bool,
}

/// A row for every finding of a province.
const CELLS: usize = 5_000_000;
const TEXT: usize = 256 << 20;

type Cells = BTreeMap<(u16, u32), BTreeMap<u32, String>>;

impl Sheet {
    /// Reads the first sheet of a file that has such a heading. The error is a Chinese sentence without the file's name.
    pub(crate) fn read(bytes: &[u8], columns: &[Column]) -> Result<Self, String> {
        let mut sheets = Self::read_all(bytes, columns)?;
        Ok(sheets.swap_remove(0))
    }

    /// Reads every sheet of a file that has such a heading; there is one at least.
    pub(crate) fn read_all(bytes: &[u8], columns: &[Column]) -> Result<Vec<Self>, String> {
        let (cells, names, troubles) =
            if is_workbook(bytes) { of_workbook(bytes)? } else { (of_text(bytes)?, Vec::new(), Vec::new()) };
        let mut sheets: Vec<(u16, Self)> = Vec::new();
        let mut all = cells.into_iter().peekable();
        while let Some(((number, row), cells)) = all.next() {
            if sheets.last().is_some_and(|(last, _)| *last == number) {
                continue;
            }
            let Some(positions) = positions(&cells, columns) else { continue };
            let mut rows = Vec::new();
            while let Some(((_, below), cells)) = all.next_if(|((sheet, _), _)| *sheet == number) {
                rows.push((below, cells));
            }
            debug_assert!(rows.iter().all(|(below, _)| *below > row));
            sheets.push((number, Self::of_rows(rows, &positions)));
        }
        if sheets.is_empty() {
            let needed = columns.iter().filter(|column| column.needed).map(|column| column.names[0]);
            let needed: Vec<String> = needed.map(|name| format!("“{name}”")).collect();
            return Err(format!("没有找到表头：应有一行写着{}", needed.join("")));
        }
        let several = sheets.len() > 1;
        for (number, sheet) in &mut sheets {
            let name = names.get(usize::from(*number)).filter(|_| several).cloned().unwrap_or_default();
            sheet.rows.iter_mut().for_each(|row| row.sheet.clone_from(&name));
        }
        let mut sheets: Vec<Self> = sheets.into_iter().map(|(_, sheet)| sheet).collect();
        sheets[0].troubles = troubles;
        Ok(sheets)
    }

    fn of_rows(rows: Vec<(u32, BTreeMap<u32, String>)>, positions: &[Option<u32>]) -> Self {
        let rows = rows.into_iter().map(|(row, mut cells)| {
            let mut cell = |position: &Option<u32>| {
                let text = position.and_then(|position| cells.remove(&position));
                text.map(|text| text.trim().to_owned()).unwrap_or_default()
            };
            let cells = positions.iter().map(&mut cell).collect();
            Row { number: row + 1, sheet: String::new(), cells }
        });
        let rows = rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty())).collect();
        Self { rows, troubles: Vec::new(), has: positions.iter().map(Option::is_some).collect() }
    }
}

impl Row {
    /// As people find it.
    pub(crate) fn at(&self) -> String {
        let sheet =
            if self.sheet.is_empty() { String::new() } else { format!("工作表“{}”", self.sheet) };
        format!("{sheet}第 {} 行", self.number)
    }
}

/// XLSX and ODS are archives; XLS is of the older kind.
fn is_workbook(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0])
}

/// Where the columns are, in a row that has all of those that are needed.
fn positions(row: &BTreeMap<u32, String>, columns: &[Column]) -> Option<Vec<Option<u32>>> {
    let find = |column: &Column| {
        let named = |name: &&str| row.iter().find(|(_, text)| folded(text) == *name).map(|(&at, _)| at);
        column.names.iter().find_map(named)
    };
    let positions: Vec<Option<u32>> = columns.iter().map(find).collect();
    let whole = positions.iter().zip(columns).all(|(at, column)| at.is_some() || !column.needed);
    whole.then_some(positions)
}

fn of_text(bytes: &[u8]) -> Result<Cells, String> {
    let text = encoding::text(bytes);
    // Lines are counted by the parser, which takes the end of one for the beginning of the next where it is two characters.
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let first = text.lines().next().unwrap_or_default();
    let delimiter = if first.contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new();
    let mut reader =
        reader.has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes());
    let mut cells = Cells::new();
    for record in reader.records() {
        let record = record.map_err(|error| format!("不是 CSV（{error}）"))?;
        let line = record.position().map_or(0, |position| position.line());
        let row = record.iter().enumerate().map(|(at, text)| (at as u32, text.to_owned())).collect();
        cells.insert((0, (line.max(1) - 1) as u32), row);
    }
    Ok(cells)
}

/// The cells, the names of the sheets, and what was not read.
fn of_workbook(bytes: &[u8]) -> Result<(Cells, Vec<String>, Vec<String>), String> {
    let limits = Limits { hidden: true, cells: CELLS, text: TEXT, ..Limits::default() };
    let document = gouji_reader::read_document(bytes, &limits).map_err(|why| why.to_string())?;
    let mut cells = Cells::new();
    let mut add = |span: &Span, origin: &Span| {
        if let Some(Source::Sheet { sheet, row, column }) = document.sources.get(origin.start as usize) {
            let text = document.text[span.start as usize..span.end as usize].to_owned();
            cells.entry((*sheet, *row)).or_default().insert(*column, text);
        }
    };
    document.cells.iter().for_each(|cell| add(&cell.span, &cell.origin));
    for block in &document.blocks {
        if let gouji_reader::document::Block::Paragraph(paragraph) = block {
            add(&paragraph.span, &paragraph.origin);
        }
    }
    Ok((cells, document.sheets.clone(), troubles(&document)))
}

/// Of what was not read. Looks of cells and hidden sheets do not matter here.
fn troubles(document: &Document) -> Vec<String> {
    let lost = document.troubles.iter().filter(|trouble| trouble.blocking);
    lost.map(|trouble| trouble.message.replace("请只检查年度报告本身", "请分成几个文件")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: [Column; 2] =
        [Column { names: &["单位", "机关名称"], needed: true }, Column { names: &["别名"], needed: false }];

    #[track_caller]
    fn rows(bytes: &[u8]) -> Vec<(u32, String)> {
        let sheet = Sheet::read(bytes, &COLUMNS).unwrap();
        sheet.rows.into_iter().map(|row| (row.number, row.cells.join("|"))).collect()
    }

    #[test]
    fn the_heading_is_found_wherever_it_is() {
        let expected = [(2, "甲县|甲".to_owned()), (3, "乙县|".to_owned())];
        assert_eq!(rows("单位,别名\r\n甲县,甲\r\n乙县,\r\n".as_bytes()), expected);
        assert_eq!(rows("\u{feff}别名\t 机关名称 \n甲\t甲县\n\t乙县\n".as_bytes()), expected);
        assert_eq!(
            rows("2023年度名册,,\n\n序号,单位,区划\n1,\"甲,县\",53\n".as_bytes()),
            [(4, "甲,县|".to_owned())]
        );
        let wrong = Sheet::read("名字\n甲县\n".as_bytes(), &COLUMNS).unwrap_err();
        assert_eq!(wrong, "没有找到表头：应有一行写着“单位”");
    }
}
