//! ODS: the sheets of an OpenDocument workbook.

use std::collections::HashMap;

use super::face::{Font, Runs};
use super::numbers::plain;
use super::{Cell, Merge, Overlay, Room, Sheet, Shown, Wrong, document, is_sentence};
use crate::archive::Archive;
use crate::budget::Budget;
use crate::document::{Document, Format, Why};
use crate::docx::is_of_signs;
use crate::layout::is_of_figure;
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
    let usual = archive.read("styles.xml")?.unwrap_or_default();
    let mut styles = HashMap::new();
    // What is broken costs the looks behind the break.
    let _ =
        Styles { xml: Xml::new(&xml::text(&usual), budget), known: &mut styles, name: String::new() }.read();
    let _ = Styles { xml: Xml::new(&content, budget), known: &mut styles, name: String::new() }.read();
    let mut reader = Reader {
        xml: Xml::new(&content, budget),
        styles,
        room: Room::new(budget),
        weighty: false,
        every: budget.hidden,
    };
    let mut sheets = Vec::new();
    if let Err(why) = reader.sheets(&mut sheets) {
        match sheets.last_mut() {
            Some(sheet) => sheet.broken = Some(why),
            None => return Err(Unreadable::Damaged { kind: KIND, why }),
        }
    }
    Ok(document(Format::Ods, sheets, &reader.room, budget))
}

/// What a style says of what is seen.
#[derive(Debug, Clone, Default)]
struct Style {
    font: Font,
    ground: Option<[u8; 3]>,
    /// Sheets, rows and columns of it are not shown.
    hidden: bool,
    /// Numbers are written in another way, or under a condition; or the style of numbers that it names does so.
    odd: bool,
    numbers: Option<String>,
}

/// Reads the styles of a part.
struct Styles<'a, 's> {
    xml: Xml<'a>,
    known: &'s mut HashMap<String, Style>,
    name: String,
}

impl Styles<'_, '_> {
    fn read(mut self) -> Result<(), String> {
        let mut in_literal = false;
        while let Some(token) = self.xml.next()? {
            let element = match token {
                Token::Open(element) => element,
                Token::Text(text) if in_literal => {
                    let odd =
                        text.contains(|c: char| c.is_numeric() || "一二三四五六七八九十百千万亿".contains(c));
                    self.known.entry(self.name.clone()).or_default().odd |= odd;
                    continue;
                }
                Token::Text(_) => continue,
                Token::Close => {
                    in_literal = false;
                    continue;
                }
            };
            in_literal = element.name() == "text" && element.attribute("style-name").is_none();
            if matches!(element.name(), "body" | "spreadsheet") {
                return Ok(());
            }
            self.take(&element);
        }
        Ok(())
    }

    fn take(&mut self, element: &Element) {
        let value = |name: &str| element.attribute(name);
        match element.name() {
            "style" => {
                self.name = value("name").unwrap_or_default();
                let base = value("parent-style-name").and_then(|parent| self.known.get(&parent).cloned());
                let mut style = base.unwrap_or_default();
                style.numbers = value("data-style-name").or(style.numbers);
                self.known.insert(self.name.clone(), style);
                return;
            }
            name if name.ends_with("-style") => {
                if let Some(name) = value("name") {
                    self.name = name;
                }
                let odd = value("transliteration-format").is_some_and(|format| format != "1");
                self.known.entry(self.name.clone()).or_default().odd |= odd;
                return;
            }
            _ => {}
        }
        let Some(style) = self.known.get_mut(&self.name) else { return };
        let nothing = |length: Option<String>| {
            let digits = length.map(|length| length.trim_end_matches(char::is_alphabetic).to_owned());
            digits.and_then(|digits| digits.parse::<f32>().ok()).is_some_and(|size| size < 0.02)
        };
        match element.name() {
            "table-properties" => style.hidden |= value("display").is_some_and(|shown| shown == "false"),
            "table-row-properties" => style.hidden |= nothing(value("row-height")),
            "table-column-properties" => style.hidden |= nothing(value("column-width")),
            "table-cell-properties" => style.ground = value("background-color").and_then(|color| hex(&color)),
            "text-properties" => {
                let font = &mut style.font;
                font.color = value("color").and_then(|color| hex(&color)).or(font.color);
                font.size = value("font-size")
                    .and_then(|size| size.trim_end_matches("pt").parse().ok())
                    .or(font.size);
                font.struck |= value("text-line-through-style").is_some_and(|line| line != "none");
                font.gone |= value("display").is_some_and(|display| display == "none");
                font.signs |= value("font-name").is_some_and(|name| is_of_signs(&name));
                font.raised |= value("text-position").is_some_and(|place| !place.starts_with("0%"));
            }
            "map" => style.odd = true,
            "number" | "scientific-number" | "fraction" => {
                style.odd |=
                    element.name() != "number" || value("display-factor").is_some_and(|by| by != "1");
            }
            _ => {}
        }
    }
}

/// `#ffffff`.
fn hex(color: &str) -> Option<[u8; 3]> {
    let hex = color.strip_prefix('#').filter(|hex| hex.len() == 6)?;
    let channel = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?])
}

struct Reader<'a> {
    xml: Xml<'a>,
    styles: HashMap<String, Style>,
    room: Room,
    /// Whether what the last cell shows besides its text matters outside of tables too.
    weighty: bool,
    /// Also what is hidden, and formulas as they are written.
    every: bool,
}

impl Reader<'_> {
    fn sheets(&mut self, sheets: &mut Vec<Sheet>) -> Result<(), String> {
        while let Some(token) = self.xml.next()? {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "table" => {
                    sheets.push(Sheet {
                        name: element.attribute("name").unwrap_or_default(),
                        hidden: self.hides(&element),
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
        let mut column = 0_u32;
        let mut hidden_columns: Vec<[u32; 2]> = Vec::new();
        while self.xml.depth() > outside {
            let Some(token) = self.xml.next()? else { break };
            let Token::Open(element) = token else { continue };
            match element.name() {
                "table-column" => {
                    let copies = repeated(&element, "number-columns-repeated");
                    if self.hides(&element) {
                        hidden_columns.push([column, column.saturating_add(copies - 1)]);
                    }
                    column = column.saturating_add(copies);
                }
                "table-row" => {
                    let copies = repeated(&element, "number-rows-repeated");
                    let hidden = self.hides(&element);
                    let first = sheet.cells.len();
                    self.row(sheet, row)?;
                    let is_hidden = |cell: &Cell| {
                        hidden
                            || hidden_columns
                                .iter()
                                .any(|[first, last]| (*first..=*last).contains(&cell.column))
                    };
                    let (gone, kept): (Vec<Cell>, Vec<Cell>) =
                        sheet.cells.drain(first..).partition(is_hidden);
                    sheet.cells.extend(kept);
                    gone.iter().for_each(|cell| sheet.hide(&cell.text));
                    self.repeat(sheet, first, row, copies);
                    row = row.saturating_add(copies);
                }
                "shapes" => {
                    let words = self.text(&Font::default())?.0.text;
                    if words.chars().any(char::is_alphanumeric) {
                        // Where it lies nobody can tell without laying the sheet out.
                        sheet.embedded = true;
                    }
                }
                "forms" => self.xml.skip()?,
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
                let Cell { column, ref text, wrong, doubt, .. } = sheet.cells[at];
                let cell =
                    Cell { row: row.saturating_add(further), column, text: text.clone(), wrong, doubt };
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
                    if let Some((text, wrong, doubt)) = self.cell(&element)? {
                        if text.is_empty() && doubt.is_some() && wrong.is_none() {
                            // A blank cell with something in it that is no text.
                            let (rows, columns) = ([row, row], [column, column]);
                            let why = doubt.unwrap_or(Why::Object);
                            let weighty = self.weighty;
                            sheet.overlays.push(Overlay { rows, columns, why, weighty, look: false });
                            column = column.saturating_add(copies);
                            continue;
                        }
                        for at in column..column.saturating_add(copies) {
                            let cell = Cell { row, column: at, text: text.clone(), wrong, doubt };
                            if !self.room.take(sheet, cell) {
                                return Ok(());
                            }
                        }
                    }
                    column = column.saturating_add(copies);
                }
                "covered-table-cell" => {
                    column = column.saturating_add(repeated(&element, "number-columns-repeated"));
                    let words = self.text(&Font::default())?.0.text;
                    if is_sentence(&words) {
                        sheet.hide(&words);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a sheet, a row or a column is not shown.
    fn hides(&self, element: &Element) -> bool {
        let style = element.attribute("style-name").and_then(|name| self.styles.get(&name));
        let how = element.attribute("visibility");
        !self.every && (style.is_some_and(|style| style.hidden) || how.is_some_and(|how| how != "visible"))
    }

    /// The text of the cell that was opened last, what is wrong with it, and why a person may see something else; `None`
    /// where it is empty.
    fn cell(&mut self, cell: &Element) -> Result<Option<Shown>, String> {
        let kind = cell.attribute("value-type");
        let value: Option<f64> = cell.number("value");
        let formula = cell.attribute("formula").is_some();
        let style =
            cell.attribute("style-name").and_then(|name| self.styles.get(&name).cloned()).unwrap_or_default();
        let ground = style.ground;
        let odd = style.odd
            || style
                .numbers
                .as_ref()
                .and_then(|name| self.styles.get(name))
                .is_some_and(|numbers| numbers.odd);
        let (runs, other) = self.text(&Font { struck: false, color: None, ..style.font })?;
        self.weighty |= runs.lost;
        if let Some(written) = cell.attribute("formula").filter(|_| self.every) {
            // `of:=HYPERLINK(…)`: what is written, and not what some program made of it.
            let written = written.find('=').map_or_else(String::new, |at| written[at..].to_owned());
            return Ok(Some((written, None, None)));
        }
        let (printed, mut doubt) = (runs.text, other.or(runs.doubt).or(style.font.doubt(ground)));
        if formula && is_error(&printed) {
            return Ok(Some((printed, Some(Wrong::Error), None)));
        }
        let text = match (kind.as_deref(), value) {
            // A format may round what is printed; the figure is the value.
            (Some("float" | "currency"), Some(value)) => {
                let same =
                    figure(&printed).is_none_or(|shown| (shown - value).abs() < 1e-9 * value.abs().max(1.0));
                if odd || !same || printed.trim().is_empty() {
                    doubt = doubt.or(Some(Why::Format));
                }
                plain(value)
            }
            (None, _) if formula && printed.is_empty() => {
                return Ok(Some((String::new(), Some(Wrong::NotComputed), None)));
            }
            (Some("string"), _)
                if cell.attribute("string-value").is_some_and(|value| value.trim() != printed.trim()) =>
            {
                doubt = doubt.or(Some(Why::Format));
                printed
            }
            _ => printed,
        };
        Ok((!text.trim().is_empty() || doubt.is_some()).then_some((text, None, doubt)))
    }

    /// The paragraphs of the cell that was opened last, a line each, without comments on it; and what else is seen in it.
    fn text(&mut self, font: &Font) -> Result<(Runs, Option<Why>), String> {
        let outside = self.xml.depth() - 1;
        let mut runs = Runs::default();
        let mut other = None;
        self.weighty = false;
        // The depths at which stretches of another look end.
        let mut fonts: Vec<(usize, Font)> = vec![(0, *font)];
        let (mut paragraphs, mut inside) = (0, 0);
        while self.xml.depth() > outside {
            match self.xml.next()? {
                Some(Token::Open(element)) => match element.name() {
                    "annotation" => {
                        if element.attribute("display").is_some_and(|shown| shown == "true") {
                            other = Some(Why::Overlay);
                        }
                        self.xml.skip()?;
                    }
                    // Its words are shown where a condition is not met.
                    "hidden-text" | "conditional-text" | "hidden-paragraph" => {
                        let words = element.attribute("string-value").unwrap_or_default();
                        if is_sentence(&words) || words.contains(is_of_figure) {
                            other = Some(Why::Field);
                            self.weighty |= is_sentence(&words);
                        }
                    }
                    "ruby-text" | "note" => {
                        other = Some(Why::Raised);
                        self.xml.skip()?;
                    }
                    "frame" | "table" | "custom-shape" | "g" | "control" => {
                        other = Some(Why::Overlay);
                        self.weighty |= is_large(&element);
                        let outside = self.xml.depth() - 1;
                        while self.xml.depth() > outside {
                            match self.xml.next()? {
                                Some(Token::Text(words)) => {
                                    self.weighty |= words.contains(is_of_figure) || is_sentence(&words);
                                }
                                Some(_) => {}
                                None => break,
                            }
                        }
                    }
                    "p" | "h" => {
                        if paragraphs > 0 {
                            runs.text.push('\n');
                        }
                        paragraphs += 1;
                        inside = self.xml.depth();
                    }
                    "span" => {
                        let style = element.attribute("style-name").and_then(|name| self.styles.get(&name));
                        let font = style.map_or(*font, |style| style.font);
                        fonts.push((self.xml.depth(), font));
                    }
                    "s" => runs.text.push(' '),
                    "tab" => runs.text.push('\t'),
                    "line-break" => runs.text.push('\n'),
                    _ => {}
                },
                // White space between paragraphs is the file's own.
                Some(Token::Text(more)) if inside > 0 => {
                    runs.add(&more, fonts.last().map_or(font, |(_, font)| font));
                }
                Some(Token::Close) => {
                    let depth = self.xml.depth();
                    fonts.retain(|(at, _)| *at <= depth);
                    inside = if depth < inside { 0 } else { inside };
                }
                Some(_) => {}
                None => break,
            }
        }
        Ok((runs, other))
    }
}

/// Whether a picture or a box is as large as a paragraph, or may be.
fn is_large(element: &Element) -> bool {
    let sides = [("width", 50.0), ("height", 8.0)].map(|(name, least)| {
        let length = element.attribute(name).unwrap_or_default();
        let digits = length.trim_end_matches(char::is_alphabetic);
        let by = match &length[digits.len()..] {
            "cm" => 10.0,
            "in" => 25.4,
            "pt" => 0.353,
            _ => 1.0,
        };
        digits.parse::<f32>().map_or(true, |figure| figure * by >= least)
    });
    sides == [true, true]
}

/// The number that a cell shows, where it shows one: without its unit and what parts thousands.
fn figure(printed: &str) -> Option<f64> {
    let plain: String = printed.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    plain.parse().ok()
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
