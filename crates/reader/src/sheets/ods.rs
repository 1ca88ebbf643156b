//! ODS: the sheets of an OpenDocument workbook.

use std::collections::HashSet;

use super::numbers::plain;
use super::{Cell, Merge, Room, Sheet, Wrong, document};
use crate::archive::Archive;
use crate::budget::Budget;
use crate::document::{Document, Format};
use crate::source::Unreadable;
use crate::xml::{self, Element, Token, Xml};

const KIND: &str = " OpenDocument 工作簿（ODS）";
/// Rows and columns beyond which no program shows anything.
const EDGE: u32 = 1 << 20;

/// Reads a workbook. What is broken behind the beginning of its content is a trouble.
pub(crate) fn read(mut archive: Archive, budget: &Budget) -> Result<Document, Unreadable> {
    let manifest = archive.read("META-INF/manifest.xml")?.unwrap_or_default();
    if xml::text(&manifest).contains("encryption-data") {
        return Err(Unreadable::Encrypted { kind: KIND });
    }
    let Some(content) = archive.read("content.xml")? else {
        return Err(Unreadable::Damaged { kind: KIND, why: "缺少 content.xml".to_owned() });
    };
    let content = xml::text(&content);
    let mut reader =
        Reader { xml: Xml::new(&content, budget), hidden: HashSet::new(), room: Room::new(budget) };
    let mut sheets = Vec::new();
    if let Err(why) = reader.sheets(&mut sheets) {
        match sheets.last_mut() {
            Some(sheet) => sheet.broken = Some(why),
            None => return Err(Unreadable::Damaged { kind: KIND, why }),
        }
    }
    Ok(document(Format::Ods, sheets, &reader.room, budget))
}

struct Reader<'a> {
    xml: Xml<'a>,
    /// Styles of sheets that are not shown.
    hidden: HashSet<String>,
    room: Room,
}

impl Reader<'_> {
    fn sheets(&mut self, sheets: &mut Vec<Sheet>) -> Result<(), String> {
        let mut style = String::new();
        while let Some(token) = self.xml.next()? {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "style" => style = element.attribute("name").unwrap_or_default(),
                "table-properties" if element.attribute("display").is_some_and(|shown| shown == "false") => {
                    self.hidden.insert(style.clone());
                }
                "table" => {
                    let style = element.attribute("style-name").unwrap_or_default();
                    sheets.push(Sheet {
                        name: element.attribute("name").unwrap_or_default(),
                        hidden: self.hidden.contains(&style),
                        ..Sheet::default()
                    });
                    if let Some(sheet) = sheets.last_mut() {
                        self.sheet(sheet)?;
                    }
                }
                // What the author deleted while changes were recorded, and pictures.
                "tracked-changes" | "shapes" => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    fn sheet(&mut self, sheet: &mut Sheet) -> Result<(), String> {
        let outside = self.xml.depth() - 1;
        let mut row = 0_u32;
        while self.xml.depth() > outside {
            let Some(token) = self.xml.next()? else { break };
            let Token::Open(element) = token else { continue };
            match element.name() {
                "table-row" => {
                    let copies = repeated(&element, "number-rows-repeated");
                    let hidden = element.attribute("visibility").is_some_and(|how| how != "visible");
                    let first = sheet.cells.len();
                    self.row(sheet, row)?;
                    sheet.hidden_rows += usize::from(hidden && sheet.cells.len() > first);
                    self.repeat(sheet, first, row, copies);
                    row = row.saturating_add(copies);
                }
                "shapes" | "forms" => self.xml.skip()?,
                _ => {}
            }
        }
        Ok(())
    }

    /// Writes a row that stands for several ones out.
    fn repeat(&mut self, sheet: &mut Sheet, first: usize, row: u32, repeated: u32) {
        let last = sheet.cells.len();
        for further in 1..if last > first { repeated } else { 0 } {
            for at in first..last {
                let Cell { column, ref text, wrong, .. } = sheet.cells[at];
                let cell = Cell { row: row.saturating_add(further), column, text: text.clone(), wrong };
                if !self.room.take(sheet, cell) {
                    return;
                }
            }
        }
    }

    fn row(&mut self, sheet: &mut Sheet, row: u32) -> Result<(), String> {
        let outside = self.xml.depth() - 1;
        let mut column = 0_u32;
        while self.xml.depth() > outside {
            let Some(token) = self.xml.next()? else { break };
            let Token::Open(element) = token else { continue };
            match element.name() {
                "table-cell" => {
                    let copies = repeated(&element, "number-columns-repeated");
                    let rows = repeated(&element, "number-rows-spanned");
                    let columns = repeated(&element, "number-columns-spanned");
                    let end = |first: u32, count: u32| [first, first.saturating_add(count - 1).min(EDGE)];
                    self.room.merge(sheet, Merge::new(end(row, rows), end(column, columns)));
                    if let Some((text, wrong)) = self.cell(&element)? {
                        for at in column..column.saturating_add(copies) {
                            let cell = Cell { row, column: at, text: text.clone(), wrong };
                            if !self.room.take(sheet, cell) {
                                return Ok(());
                            }
                        }
                    }
                    column = column.saturating_add(copies);
                }
                "covered-table-cell" => {
                    column = column.saturating_add(repeated(&element, "number-columns-repeated"));
                    self.xml.skip()?;
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The text of the cell that was opened last; `None` where it is empty.
    fn cell(&mut self, cell: &Element) -> Result<Option<(String, Option<Wrong>)>, String> {
        let kind = cell.attribute("value-type");
        let value: Option<f64> = cell.number("value");
        let formula = cell.attribute("formula").is_some();
        let printed = self.text()?;
        if formula && is_error(&printed) {
            return Ok(Some((printed, Some(Wrong::Error))));
        }
        let text = match (kind.as_deref(), value) {
            // A format may round what is printed; the figure is the value.
            (Some("float" | "currency"), Some(value)) => plain(value),
            (None, _) if formula && printed.is_empty() => {
                return Ok(Some((String::new(), Some(Wrong::NotComputed))));
            }
            _ => printed,
        };
        Ok((!text.trim().is_empty()).then_some((text, None)))
    }

    /// The paragraphs of the cell that was opened last, a line each, without comments on it.
    fn text(&mut self) -> Result<String, String> {
        let outside = self.xml.depth() - 1;
        let mut text = String::new();
        let (mut paragraphs, mut inside) = (0, 0);
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Some(Token::Open(element)) => match element.name() {
                    "annotation" | "frame" | "table" => self.xml.skip()?,
                    "p" | "h" => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        inside = self.xml.depth();
                    }
                    "s" => text.push(' '),
                    "tab" => text.push('\t'),
                    "line-break" => text.push('\n'),
                    _ => {}
                },
                // White space between paragraphs is the file's own.
                Some(Token::Text(more)) if inside > 0 => text.push_str(&more),
                Some(Token::Close) if self.xml.depth() < inside => inside = 0,
                Some(_) => {}
                None => break,
            }
        }
        Ok(text)
    }
}

fn repeated(element: &Element, name: &str) -> u32 {
    element.number(name).unwrap_or(1).clamp(1, EDGE)
}

/// `#DIV/0!`, `Err:502`.
fn is_error(printed: &str) -> bool {
    let named = printed.strip_prefix('#').is_some_and(|name| {
        !name.is_empty() && name.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '/' | '0' | '!' | '?'))
    });
    named || printed.strip_prefix("Err:").is_some_and(|code| code.chars().all(|c| c.is_ascii_digit()))
}
