//! XLSX (also XLSM, and ET of newer WPS): the sheets of an Office Open XML workbook.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use super::face::{Face, Font, Runs};
use super::numbers::{Look, shown};
use super::{Cell, Merge, OVERLAYS, Overlay, Room, Sheet, Shown, Wrong, document, is_sentence, position};
use crate::archive::{Archive, resolved};
use crate::budget::Budget;
use crate::document::{Document, Format, Trouble, Why};
use crate::docx::is_of_signs;
use crate::layout::is_of_figure;
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
    let Styles { faces, changes } =
        part("styles").map(|text| Styles::read(&text, budget)).unwrap_or_default();
    let (list, since_1904) =
        sheets(&xml::text(&workbook), budget).map_err(|why| Unreadable::Damaged { kind: KIND, why })?;
    let book = Book { strings, faces, changes, since_1904, budget };

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
                let path = relation.map_or("", |relation| relation.target.as_str());
                drawings(&mut archive, path, &mut sheet, budget);
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

/// What lies over a sheet: pictures, boxes with text, charts, embedded objects.
fn drawings(archive: &mut Archive, path: &str, sheet: &mut Sheet, budget: &Budget) {
    let (folder, file) = path.rsplit_once('/').unwrap_or(("", path));
    for relation in relations(archive, &format!("{folder}/_rels/{file}.rels"), folder, budget) {
        if relation.kind == "vmlDrawing"
            && let Ok(Some(bytes)) = archive.read(&relation.target)
        {
            // Of the boxes of the old kind only comments are not shown.
            let text = xml::text(&bytes);
            sheet.embedded |=
                text.matches("textbox").count() / 2 > text.matches("ObjectType=\"Note\"").count();
        }
        if relation.kind == "drawing"
            && let Ok(Some(bytes)) = archive.read(&relation.target)
        {
            // What is broken costs the drawings behind the break, which a sheet cannot do without.
            if overlays(&xml::text(&bytes), sheet, budget).is_err() && sheet.broken.is_none() {
                sheet.broken = Some("上面的图形已损坏".to_owned());
            }
        }
    }
}

fn overlays(text: &str, sheet: &mut Sheet, budget: &Budget) -> Result<(), String> {
    let mut xml = Xml::new(text, budget);
    while let Some(token) = xml.next()? {
        // Words that are tied to no place.
        sheet.embedded |= matches!(&token, Token::Text(text) if !text.trim().is_empty());
        let Token::Open(element) = token else { continue };
        if !element.name().ends_with("Anchor") || sheet.overlays.len() > OVERLAYS {
            continue;
        }
        sheet.embedded |= element.name().starts_with("absolute");
        let outside = xml.depth() - 1;
        // Columns and rows of the first and the last cell, in the order in which they are written.
        let mut places: Vec<u32> = Vec::new();
        let (mut why, mut words, mut hidden) = (Why::Overlay, String::new(), false);
        let mut in_place = false;
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Open(inner)) => {
                    in_place = matches!(inner.name(), "col" | "row");
                    match inner.name() {
                        "pic" => why = Why::Picture,
                        "graphicFrame" | "oleObj" => why = Why::Object,
                        "cNvPr" => {
                            hidden |= inner.attribute("hidden").is_some_and(|it| it == "1" || it == "true")
                        }
                        _ => {}
                    }
                }
                Some(Token::Text(text)) if in_place => places.extend(text.trim().parse::<u32>()),
                Some(Token::Text(text)) => words.push_str(text.trim()),
                Some(Token::Close) => in_place = false,
                None => break,
            }
        }
        let at = |index: usize, or: u32| places.get(index).copied().unwrap_or(or);
        let (column, row) = (at(0, 0), at(1, 0));
        let (columns, rows) = ([column, at(2, column)], [row, at(3, row)]);
        let large = rows[1].saturating_sub(rows[0]) >= 2 && columns[1] > columns[0];
        let weighty =
            if words.is_empty() { large } else { words.contains(is_of_figure) || words.chars().count() > 8 };
        if !hidden {
            sheet.overlays.push(Overlay { rows, columns, why, weighty, look: false });
        }
    }
    Ok(())
}

/// The texts that cells share. What is behind a break is lost, and missed where a cell asks for it.
fn strings(text: &str, budget: &Budget) -> Vec<Runs> {
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
fn rich(xml: &mut Xml) -> Result<Runs, String> {
    let outside = xml.depth() - 1;
    let mut runs = Runs::default();
    let mut font = Font::default();
    while xml.depth() > outside {
        match xml.next()? {
            Some(Token::Open(element)) => match element.name() {
                "rPh" => xml.skip()?,
                "r" => font = Font::default(),
                _ => take(&mut font, &element),
            },
            Some(Token::Text(more)) => runs.add(&unescaped(more.into_owned()), &font),
            Some(Token::Close) => {}
            None => break,
        }
    }
    Ok(runs)
}

/// Takes in one property of a font.
fn take(font: &mut Font, element: &Element) {
    let value = || element.attribute("val");
    let on = || !value().is_some_and(|value| matches!(&*value, "0" | "false"));
    match element.name() {
        "strike" => font.struck = on(),
        "vertAlign" => font.raised = value().is_some_and(|value| value != "baseline"),
        "sz" => font.size = element.number("val"),
        "color" => font.color = color(element),
        "name" | "rFont" => font.signs = value().is_some_and(|name| is_of_signs(&name)),
        _ => {}
    }
}

/// A colour that is written out, or black or white of the theme.
fn color(element: &Element) -> Option<[u8; 3]> {
    let tint: f32 = element.number("tint").unwrap_or(0.0);
    let tinted = |channel: u8| {
        let channel = f32::from(channel);
        if tint < 0.0 { channel * (1.0 + tint) } else { channel + (255.0 - channel) * tint }.clamp(0.0, 255.0)
            as u8
    };
    if let Some(theme) = element.number::<u8>("theme") {
        return match theme {
            0 => Some([tinted(255); 3]),
            1 => Some([tinted(0); 3]),
            // Of the others what is left where next to nothing is left of them.
            _ if tint > 0.95 => Some([255; 3]),
            _ => None,
        };
    }
    match element.number::<u8>("indexed") {
        Some(1 | 9) => return Some([255; 3]),
        Some(0 | 8 | 64) => return Some([0; 3]),
        _ => {}
    }
    let value = element.attribute("rgb")?;
    let hex = value.get(value.len().checked_sub(6)?..)?;
    let channel = |at: usize| u8::from_str_radix(hex.get(at..at + 2)?, 16).ok();
    Some([channel(0)?, channel(2)?, channel(4)?].map(tinted))
}

/// Excel writes characters that XML does not carry as `_x000D_`.
fn unescaped(text: String) -> String {
    if text.contains("_x000D_") { text.replace("_x000D_", "") } else { text }
}

/// How cells look.
#[derive(Default)]
struct Styles {
    faces: Vec<Face>,
    /// Of the looks that conditions may give: whether each changes what is seen.
    changes: Vec<bool>,
}

impl Styles {
    fn read(text: &str, budget: &Budget) -> Self {
        let mut xml = Xml::new(text, budget);
        let mut written: HashMap<u32, (Look, Rc<str>)> = HashMap::new();
        let (mut fonts, mut grounds): (Vec<Font>, Vec<Option<[u8; 3]>>) = (Vec::new(), Vec::new());
        let mut styles = Self::default();
        let mut section = String::new();
        // The colour of print of the look that a condition gives, where it says one.
        let mut ink: Option<[u8; 3]> = None;
        while let Ok(Some(token)) = xml.next() {
            let Token::Open(element) = token else { continue };
            let name = element.name();
            if matches!(
                name,
                "fonts" | "fills" | "cellXfs" | "cellStyleXfs" | "cellStyles" | "dxfs" | "numFmts"
            ) {
                name.clone_into(&mut section);
                continue;
            }
            match (section.as_str(), name) {
                ("numFmts", "numFmt") => {
                    if let (Some(id), Some(code)) =
                        (element.number("numFmtId"), element.attribute("formatCode"))
                    {
                        written.insert(id, (Look::written(&code), code.into()));
                    }
                }
                ("fonts", "font") => fonts.push(Font::default()),
                ("fonts", _) => {
                    if let Some(font) = fonts.last_mut() {
                        take(font, &element);
                    }
                }
                ("fills", "fill") => grounds.push(None),
                ("fills", "fgColor") => {
                    if let Some(ground) = grounds.last_mut() {
                        // What is not known is not white.
                        *ground = color(&element).or(Some([0x80; 3]));
                    }
                }
                ("cellXfs", "xf") => {
                    let at = |key: &str| element.number::<usize>(key).unwrap_or(0);
                    let id = element.number("numFmtId").unwrap_or(0);
                    let ground = grounds.get(at("fillId")).copied().flatten();
                    let font = fonts.get(at("fontId")).and_then(|font| font.doubt(ground));
                    let (look, code) = match written.get(&id) {
                        Some((look, code)) => (*look, Some(Rc::clone(code))),
                        None => (Look::builtin(id), None),
                    };
                    styles.faces.push(Face { look, code, font });
                }
                // As often as there is room for it.
                ("cellXfs", "alignment")
                    if element.attribute("horizontal").is_some_and(|how| how == "fill")
                        || element.number::<u32>("indent").is_some_and(|indent| indent > DEEP) =>
                {
                    if let Some(face) = styles.faces.last_mut() {
                        face.font = face.font.or(Some(Why::Format));
                    }
                }
                ("dxfs", "dxf") => {
                    styles.changes.push(false);
                    ink = None;
                }
                ("dxfs", "bgColor") => {
                    let same = ink.zip(color(&element)).is_some_and(|(ink, ground)| {
                        ink.iter().zip(ground).all(|(one, other): (&u8, u8)| one.abs_diff(other) < 0x18)
                    });
                    if let (true, Some(changes)) = (same, styles.changes.last_mut()) {
                        *changes = true;
                    }
                }
                ("dxfs", "numFmt" | "strike" | "color" | "sz") => {
                    if let Some(changes) = styles.changes.last_mut() {
                        let pale =
                            color(&element).is_some_and(|color| color.iter().all(|&channel| channel > 0xE0));
                        *changes |= name != "color" || pale;
                        ink = ink.or(color(&element).filter(|_| name == "color"));
                    }
                }
                _ => {}
            }
        }
        styles
    }
}

/// What the cells of all sheets refer to.
struct Book<'b> {
    strings: Vec<Runs>,
    faces: Vec<Face>,
    changes: Vec<bool>,
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
        let mut view = View { zeros: true, formulas: false };
        let mut columns: Vec<[u32; 2]> = Vec::new();
        let (mut rows, mut aside): (HashSet<u32>, Vec<Cell>) = (HashSet::new(), Vec::new());
        let mut ranges = String::new();
        let (mut widths, mut width): (Vec<(std::ops::Range<u32>, f32)>, Option<f32>) = (Vec::new(), None);
        while let Some(token) = xml.next()? {
            let Token::Open(element) = token else { continue };
            let is =
                |name: &str| element.attribute(name).is_some_and(|value| value == "1" || value == "true");
            match element.name() {
                "sheetFormatPr" => {
                    let low = element.number::<f32>("defaultRowHeight").is_some_and(|height| height < LOW);
                    if is("zeroHeight") || low && is("customHeight") {
                        sheet.broken = Some("各行默认是隐藏的".to_owned());
                    }
                    width = element.number("defaultColWidth");
                }
                "sheetView" => {
                    view.zeros = !element.attribute("showZeros").is_some_and(|it| it == "0" || it == "false");
                    view.formulas = is("showFormulas");
                }
                "col" => {
                    let narrow = element.number::<f32>("width").is_some_and(|width| width < NARROW);
                    if let (Some(wide), Some(first), Some(last)) = (
                        element.number::<f32>("width"),
                        element.number::<u32>("min"),
                        element.number::<u32>("max"),
                    ) && widths.len() < OVERLAYS
                    {
                        widths.push((first.saturating_sub(1)..last, wide));
                    }
                    if let (true, Some(first), Some(last)) =
                        (is("hidden") || narrow, element.number::<u32>("min"), element.number::<u32>("max"))
                    {
                        columns.push([first.saturating_sub(1), last.saturating_sub(1)]);
                    }
                }
                "row" => {
                    row = element.number::<u32>("r").map_or(next_row, |number| number.saturating_sub(1));
                    next_row = row.saturating_add(1);
                    column = 0;
                    hidden = is("hidden") || element.number::<f32>("ht").is_some_and(|height| height < LOW);
                    if hidden {
                        rows.insert(row);
                    }
                }
                "c" => {
                    let place = element.attribute("r").and_then(|place| position(&place));
                    let (row, at) = place.unwrap_or((row, column));
                    column = at.saturating_add(1);
                    let Some((shown, lost)) = self.cell(&element, &mut xml, &view)? else { continue };
                    let (text, wrong, doubt) = shown;
                    if let (true, None, Some(why)) = (text.is_empty(), wrong, doubt) {
                        // Nothing of the cell is read, and something is seen of it.
                        let (rows, columns) = ([row, row], [at, at]);
                        sheet.overlays.push(Overlay { rows, columns, why, weighty: lost, look: false });
                        continue;
                    }
                    let unseen = hidden || is_in(&columns, at);
                    if unseen && !self.budget.hidden {
                        // A cell that is merged with one that is seen is seen itself: merges stand behind all cells.
                        if aside.len() < self.budget.cells {
                            aside.push(Cell { row, column: at, text, wrong, doubt });
                        } else {
                            sheet.hide(&text);
                        }
                    } else if !room.take(sheet, Cell { row, column: at, text, wrong, doubt }) {
                        return Ok(());
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
                // Looks that hold under a condition: nobody works it out here.
                "conditionalFormatting" => ranges = element.attribute("sqref").unwrap_or_default(),
                "cfRule" => {
                    let look = element.number::<usize>("dxfId").and_then(|id| self.changes.get(id));
                    if look == Some(&true) {
                        cover(sheet, &ranges, Why::Format);
                    }
                }
                "iconSet" | "dataBar" if element.attribute("showValue").is_some_and(|shown| shown == "0") => {
                    cover(sheet, &ranges, Why::Faint);
                }
                "oleObject" => sheet.embedded = true,
                "oddHeader" | "oddFooter" | "evenHeader" | "evenFooter" | "firstHeader" | "firstFooter" => {
                    let words = rich(&mut xml)?.text;
                    sheet.embedded |= is_sentence(&words);
                }
                _ => {}
            }
        }
        uncover(sheet, aside, room, &rows, &columns);
        let room = |column: u32| {
            widths.iter().find(|(columns, _)| columns.contains(&column)).map(|(_, wide)| *wide).or(width)
        };
        squeeze(sheet, room);
        Ok(())
    }

    /// The text of the cell that was opened last, and whether what was left out of it matters; `None` where it is empty.
    fn cell(&self, cell: &Element, xml: &mut Xml, view: &View) -> Result<Option<(Shown, bool)>, String> {
        let kind = cell.attribute("t").unwrap_or_default();
        let style: usize = cell.number("s").unwrap_or(0);
        let outside = xml.depth() - 1;
        let (mut value, mut inline, mut formula, mut written) = (None, None, false, None);
        while xml.depth() > outside {
            match xml.next()? {
                Some(Token::Open(element)) => match element.name() {
                    "v" => value = Some(rich(xml)?),
                    "is" => inline = Some(rich(xml)?),
                    // Who reads every cell as it is stored reads what is written, and not what some program made of it.
                    "f" if self.budget.hidden => written = Some(format!("={}", rich(xml)?.text)),
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
        if let Some(written) = written {
            return Ok(Some(((written, None, None), false)));
        }
        let value = value.map(|value: Runs| value.text).filter(|value| !value.trim().is_empty());
        let plain = Face::default();
        let face = self.faces.get(style).unwrap_or(&plain);
        let mut doubt = face.doubt_of_text();
        let mut lost = false;
        let text = match (kind.as_str(), value) {
            ("inlineStr", value) => match inline {
                Some(Runs { text, doubt: own, lost: some, .. }) => {
                    doubt = doubt.or(own);
                    lost = some;
                    text
                }
                None => value.unwrap_or_default(),
            },
            // A text that a formula yields may be empty.
            ("str", None) if formula => return Ok(None),
            (_, None) if formula => {
                return Ok(Some(((String::new(), Some(Wrong::NotComputed), None), false)));
            }
            (_, None) => return Ok(None),
            ("s", Some(index)) => {
                match index.trim().parse().ok().and_then(|index: usize| self.strings.get(index)) {
                    Some(Runs { text, doubt: own, lost: some, .. }) => {
                        doubt = doubt.or(*own);
                        lost = *some;
                        text.clone()
                    }
                    None => return Err("缺少单元格里的文字".to_owned()),
                }
            }
            ("e", Some(error)) => return Ok(Some(((error, Some(Wrong::Error), None), false))),
            ("b", Some(value)) => if value.trim() == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            ("str" | "d", Some(text)) => text,
            (_, Some(number)) => match number.trim().parse() {
                Ok(value) if value == 0.0 && !view.zeros => return Ok(None),
                Ok(value) => {
                    doubt = face.doubt_of_number(value);
                    shown(value, face.look, self.since_1904)
                }
                Err(_) => number,
            },
        };
        if formula && view.formulas {
            doubt = doubt.or(Some(Why::Format));
        }
        let blank = text.trim().is_empty();
        let text = if blank { String::new() } else { text };
        Ok((!blank || lost).then_some(((text, None, doubt), lost)))
    }
}

fn is_in(columns: &[[u32; 2]], column: u32) -> bool {
    columns.iter().any(|[first, last]| (*first..=*last).contains(&column))
}

/// Takes in the cells of hidden rows and columns that are merged with rows and columns that are seen; the others are
/// hidden.
fn uncover(sheet: &mut Sheet, cells: Vec<Cell>, room: &mut Room, rows: &HashSet<u32>, columns: &[[u32; 2]]) {
    if cells.is_empty() {
        return;
    }
    let merged: HashMap<(u32, u32), Merge> =
        sheet.merges.iter().map(|merge| ((merge.rows[0], merge.columns[0]), *merge)).collect();
    for cell in cells {
        let seen = merged.get(&(cell.row, cell.column)).is_some_and(|merge| {
            let (mut down, mut across) = (merge.rows[0]..=merge.rows[1], merge.columns[0]..=merge.columns[1]);
            down.any(|row| !rows.contains(&row)) && across.any(|column| !is_in(columns, column))
        });
        if !seen {
            sheet.hide(&cell.text);
        } else if !room.take(sheet, cell) {
            return;
        }
    }
}

/// Doubts figures for which their columns have no room: as far as no merge gives them more.
fn squeeze(sheet: &mut Sheet, room: impl Fn(u32) -> Option<f32>) {
    let Sheet { cells, merges, .. } = sheet;
    let merged: HashSet<(u32, u32)> = merges.iter().map(|merge| (merge.rows[0], merge.columns[0])).collect();
    for cell in cells.iter_mut().filter(|cell| cell.text.chars().all(is_of_figure)) {
        let tight = room(cell.column).is_some_and(|wide| {
            cell.text.len() as f32 * 0.9 > wide.max(0.5) && cell.text.len() as f32 > wide + 0.5
        });
        if tight && !merged.contains(&(cell.row, cell.column)) {
            cell.doubt = cell.doubt.or(Some(Why::Format));
        }
    }
}

/// What a sheet shows of its cells.
struct View {
    zeros: bool,
    formulas: bool,
}

/// A deeper indent leaves no room in a column of figures.
const DEEP: u32 = 12;
/// In characters and in points: nothing is seen of narrower columns and lower rows.
const NARROW: f32 = 0.6;
const LOW: f32 = 2.0;

/// Doubts the cells of some ranges: `B2:C9 E4`.
fn cover(sheet: &mut Sheet, ranges: &str, why: Why) {
    for range in ranges.split_ascii_whitespace().take(OVERLAYS) {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        if let (Some(first), Some(last)) = (position(first), position(last)) {
            let (rows, columns) = ([first.0, last.0], [first.1, last.1]);
            sheet.overlays.push(Overlay { rows, columns, why, weighty: false, look: true });
        }
    }
}
