//! XLSX (also XLSM, and ET of newer WPS): the sheets of an Office Open XML workbook.

use std::collections::HashMap;

use super::numbers::{Look, shown};
use super::{Cell, Merge, Room, Sheet, Wrong, document, position};
use crate::archive::Archive;
use crate::budget::Budget;
use crate::document::{Document, Format, Trouble};
use crate::source::Unreadable;
use crate::xml::{self, Element, Token, Xml};

const KIND: &str = " Excel 工作簿（XLSX）";

/// Reads a workbook. What is broken behind its list of sheets is a trouble.
pub(crate) fn read(mut archive: Archive, budget: &Budget) -> Result<Document, Unreadable> {
    let path = relations(&mut archive, "_rels/.rels", "", budget)
        .into_iter()
        .find(|relation| relation.kind == "officeDocument")
        .map_or_else(|| "xl/workbook.xml".to_owned(), |relation| relation.target);
    let Some(workbook) = archive.read(&path)? else {
        return Err(Unreadable::Damaged { kind: KIND, why: format!("缺少 {path}") });
    };
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", &path));
    let related = relations(&mut archive, &format!("{folder}/_rels/{file}.rels"), folder, budget);
    let mut lost: Vec<&str> = Vec::new();
    let mut part = |kind: &str| {
        let relation = related.iter().find(|relation| relation.kind == kind)?;
        let bytes = archive.read(&relation.target).ok().flatten();
        if bytes.is_none() {
            lost.push(&relation.target);
        }
        bytes.map(|bytes| xml::text(&bytes).into_owned())
    };
    let strings = part("sharedStrings").map(|text| strings(&text, budget)).unwrap_or_default();
    let looks = part("styles").map(|text| looks(&text, budget)).unwrap_or_default();
    let (list, since_1904) =
        sheets(&xml::text(&workbook), budget).map_err(|why| Unreadable::Damaged { kind: KIND, why })?;
    let book = Book { strings, looks, since_1904, budget };

    let mut room = Room::new(budget);
    let mut sheets = Vec::new();
    for Listed { name, hidden, id } in list {
        let mut sheet = Sheet { name, hidden, ..Sheet::default() };
        let relation = related.iter().find(|relation| relation.id == id);
        // A chart on a sheet of its own has no cells.
        if relation.is_some_and(|relation| relation.kind != "worksheet") {
            continue;
        }
        let bytes = relation.map(|relation| archive.read(&relation.target));
        match bytes {
            Some(Ok(Some(bytes))) => {
                if let Err(why) = book.sheet(&xml::text(&bytes), &mut sheet, &mut room) {
                    sheet.broken = Some(why);
                }
            }
            Some(Err(limit @ Unreadable::Inflates { .. })) => return Err(limit),
            Some(Err(why)) => sheet.broken = Some(why.to_string()),
            Some(Ok(None)) | None => sheet.broken = Some("文件里没有它的内容".to_owned()),
        }
        sheets.push(sheet);
    }
    let mut document = document(Format::Xlsx, sheets, &room, budget);
    if !lost.is_empty() {
        let end = document.text.len() as u32;
        let names = lost.join("、");
        let message =
            format!("工作簿里的 {names} 缺失或已损坏，文字、日期可能读得不对；请重新下载或重新导出后再检查");
        document.troubles.push(Trouble { message, span: end..end, blocking: true });
    }
    Ok(document)
}

/// What one part of the package says of another.
struct Relation {
    id: String,
    /// The last word of its type.
    kind: String,
    /// The path in the package.
    target: String,
}

fn relations(archive: &mut Archive, path: &str, folder: &str, budget: &Budget) -> Vec<Relation> {
    let Ok(Some(bytes)) = archive.read(path.trim_start_matches('/')) else { return Vec::new() };
    let text = xml::text(&bytes);
    let mut xml = Xml::new(&text, budget);
    let mut relations = Vec::new();
    while let Ok(Some(token)) = xml.next() {
        let Token::Open(element) = token else { continue };
        let (Some(id), Some(kind), Some(target)) =
            (element.attribute("Id"), element.attribute("Type"), element.attribute("Target"))
        else {
            continue;
        };
        let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
        relations.push(Relation { id, kind, target: resolved(folder, &target) });
    }
    relations
}

/// A path seen from a folder of the package.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

struct Listed {
    name: String,
    hidden: bool,
    id: String,
}

/// The sheets in order, and whether days count from 1904.
fn sheets(text: &str, budget: &Budget) -> Result<(Vec<Listed>, bool), String> {
    let mut xml = Xml::new(text, budget);
    let (mut list, mut since_1904) = (Vec::new(), false);
    while let Some(token) = xml.next()? {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "workbookPr" => {
                since_1904 =
                    element.attribute("date1904").is_some_and(|value| value == "1" || value == "true");
            }
            "sheet" => list.push(Listed {
                name: element.attribute("name").unwrap_or_default(),
                hidden: element.attribute("state").is_some_and(|state| state != "visible"),
                id: element.attribute("id").unwrap_or_default(),
            }),
            _ => {}
        }
    }
    Ok((list, since_1904))
}

/// The texts that cells share. What is behind a break is lost, and missed where a cell asks for it.
fn strings(text: &str, budget: &Budget) -> Vec<String> {
    let mut xml = Xml::new(text, budget);
    let mut strings = Vec::new();
    while let Ok(Some(token)) = xml.next() {
        if matches!(&token, Token::Open(element) if element.name() == "si") {
            let Ok(string) = rich(&mut xml) else { break };
            strings.push(string);
        }
    }
    strings
}

/// The text of the element that was opened last, without the pinyin above it.
fn rich(xml: &mut Xml) -> Result<String, String> {
    let outside = xml.depth() - 1;
    let mut text = String::new();
    while xml.depth() > outside {
        match xml.next()? {
            Some(Token::Open(element)) if element.name() == "rPh" => xml.skip()?,
            Some(Token::Text(more)) => text.push_str(&more),
            Some(_) => {}
            None => break,
        }
    }
    Ok(unescaped(text))
}

/// Excel writes characters that XML does not carry as `_x000D_`.
fn unescaped(text: String) -> String {
    if text.contains("_x000D_") { text.replace("_x000D_", "") } else { text }
}

/// How the cells of each style look.
fn looks(text: &str, budget: &Budget) -> Vec<Look> {
    let mut xml = Xml::new(text, budget);
    let mut written: HashMap<u32, Look> = HashMap::new();
    let mut looks = Vec::new();
    let mut of_cells = false;
    while let Ok(Some(token)) = xml.next() {
        let Token::Open(element) = token else { continue };
        match element.name() {
            "numFmt" => {
                if let (Some(id), Some(code)) = (element.number("numFmtId"), element.attribute("formatCode"))
                {
                    written.insert(id, Look::written(&code));
                }
            }
            "cellXfs" => of_cells = true,
            "cellStyles" | "dxfs" => of_cells = false,
            "xf" if of_cells => {
                let id = element.number("numFmtId").unwrap_or(0);
                looks.push(written.get(&id).copied().unwrap_or_else(|| Look::builtin(id)));
            }
            _ => {}
        }
    }
    looks
}

/// What the cells of all sheets refer to.
struct Book<'b> {
    strings: Vec<String>,
    looks: Vec<Look>,
    since_1904: bool,
    budget: &'b Budget<'b>,
}

impl Book<'_> {
    fn sheet(&self, text: &str, sheet: &mut Sheet, room: &mut Room) -> Result<(), String> {
        let mut xml = Xml::new(text, self.budget);
        // Rows and cells need not say where they stand: then they follow those before.
        let (mut row, mut column) = (0, 0);
        let mut next_row = 0;
        let mut hidden = false;
        while let Some(token) = xml.next()? {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "row" => {
                    row = element.number::<u32>("r").map_or(next_row, |number| number.saturating_sub(1));
                    next_row = row.saturating_add(1);
                    column = 0;
                    hidden = element.attribute("hidden").is_some_and(|value| value == "1" || value == "true");
                }
                "c" => {
                    let place = element.attribute("r").and_then(|place| position(&place));
                    let (row, at) = place.unwrap_or((row, column));
                    column = at.saturating_add(1);
                    if let Some((text, wrong)) = self.cell(&element, &mut xml)? {
                        if !room.take(sheet, Cell { row, column: at, text, wrong }) {
                            return Ok(());
                        }
                        sheet.hidden_rows += usize::from(std::mem::take(&mut hidden));
                    }
                }
                "mergeCell" => {
                    let range = element.attribute("ref").unwrap_or_default();
                    if let Some((first, last)) = range.split_once(':')
                        && let (Some(first), Some(last)) = (position(first), position(last))
                    {
                        room.merge(sheet, Merge::new([first.0, last.0], [first.1, last.1]));
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// The text of the cell that was opened last; `None` where it is empty.
    fn cell(&self, cell: &Element, xml: &mut Xml) -> Result<Option<(String, Option<Wrong>)>, String> {
        let kind = cell.attribute("t").unwrap_or_default();
        let style: usize = cell.number("s").unwrap_or(0);
        let outside = xml.depth() - 1;
        let (mut value, mut inline, mut formula) = (None, None, false);
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Open(element)) => match element.name() {
                    "v" => value = Some(rich(xml)?),
                    "is" => inline = Some(rich(xml)?),
                    "f" => {
                        formula = true;
                        xml.skip()?;
                    }
                    _ => xml.skip()?,
                },
                Some(_) => {}
                None => break,
            }
        }
        let value = value.filter(|value| !value.trim().is_empty());
        let text = match (kind.as_str(), value) {
            ("inlineStr", value) => inline.or(value).unwrap_or_default(),
            // A text that a formula yields may be empty.
            ("str", None) if formula => return Ok(None),
            (_, None) if formula => return Ok(Some((String::new(), Some(Wrong::NotComputed)))),
            (_, None) => return Ok(None),
            ("s", Some(index)) => {
                match index.trim().parse().ok().and_then(|index: usize| self.strings.get(index)) {
                    Some(text) => text.clone(),
                    None => return Err("缺少单元格里的文字".to_owned()),
                }
            }
            ("e", Some(error)) => return Ok(Some((error, Some(Wrong::Error)))),
            ("b", Some(value)) => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            ("str" | "d", Some(text)) => text,
            (_, Some(number)) => match number.trim().parse() {
                Ok(value) => {
                    shown(value, self.looks.get(style).copied().unwrap_or_default(), self.since_1904)
                }
                Err(_) => number,
            },
        };
        Ok((!text.trim().is_empty()).then_some((text, None)))
    }
}
