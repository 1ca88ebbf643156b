//! Workbooks: comments at cells, of the kind that every program shows. A sheet that has some keeps them.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use gouji_reader::source::Limits;
use quick_xml::Reader;
use quick_xml::events::Event;

use crate::package::Package;
use crate::parts::{Relations, appended, declare, declare_ending, elements, root_prefix, value};
use crate::xml::escaped;
use crate::{AUTHOR, AnnotateError, Comment, same};

const COMMENTS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments";
const DRAWING: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/vmlDrawing";
const RELATIONSHIPS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const COMMENTS_TYPE: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml";
const DRAWING_TYPE: &str = "application/vnd.openxmlformats-officedocument.vmlDrawing";
const NAMESPACE: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// What may stand behind the place of a sheet's comments.
const BEHIND: [&str; 8] = [
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
];

/// The most characters of a comment.
const LONGEST: usize = 30_000;

/// A copy of a workbook with comments, several at one cell together. What has no cell stands in the first one.
///
/// # Errors
/// When the workbook is broken, or has no sheet.
pub fn xlsx(bytes: &[u8], comments: &[Comment]) -> Result<Vec<u8>, AnnotateError> {
    let mut package = Package::open(bytes)?;
    let sheets = sheets(&mut package)?;
    let first = sheets.first().ok_or(AnnotateError::NoSheet)?;
    // By sheet and cell.
    let mut at: BTreeMap<&str, BTreeMap<(u32, u32), Vec<&Comment>>> = BTreeMap::new();
    for comment in comments {
        let named =
            comment.origin.sheet.as_ref().and_then(|name| sheets.iter().find(|sheet| sheet.name == *name));
        let cell = comment.origin.cell.as_deref().and_then(position);
        let (sheet, cell) = match (named, cell) {
            (Some(sheet), Some(cell)) => (sheet, cell),
            _ => (first, (0, 0)),
        };
        at.entry(&sheet.path).or_default().entry(cell).or_default().push(comment);
    }
    for (number, (sheet, cells)) in at.into_iter().enumerate() {
        mark(&mut package, sheet, number + 1, &cells)?;
    }
    let copy = package.finish()?;
    same(bytes, &copy, &Limits::default())?;
    Ok(copy)
}

struct Sheet {
    name: String,
    path: String,
}

/// The sheets with cells, in order.
fn sheets(package: &mut Package) -> Result<Vec<Sheet>, AnnotateError> {
    let root = Relations::of(package, "")?;
    let workbook = root.target("/officeDocument").unwrap_or_else(|| "xl/workbook.xml".to_owned());
    let text = package.text(&workbook)?.ok_or_else(|| AnnotateError::Damaged(format!("缺少 {workbook}")))?;
    let related = Relations::of(package, &workbook)?;
    let id = |of: &[(String, String)]| {
        let id = of.iter().find(|(name, _)| name.ends_with(":id"));
        id.map_or(String::new(), |(_, id)| id.clone())
    };
    let listed = elements(&text).into_iter().filter(|of| !value(of, "sheetId").is_empty());
    let sheets = listed.filter_map(|of| {
        let path = related.by_id(&id(&of))?;
        Some(Sheet { name: value(&of, "name").to_owned(), path })
    });
    // A chart on a sheet of its own has no cells.
    Ok(sheets.filter(|sheet| !sheet.path.contains("chartsheets/")).collect())
}

/// Row and column, from 0, of a cell such as `B5`.
fn position(cell: &str) -> Option<(u32, u32)> {
    let digits = cell.find(|c: char| c.is_ascii_digit())?;
    let (letters, row) = cell.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        letter
            .is_ascii_uppercase()
            .then(|| column.checked_mul(26)?.checked_add(u32::from(letter - b'A') + 1))?
    })?;
    Some((row.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}

/// `B5`, from row and column.
fn named((row, column): (u32, u32)) -> String {
    let mut left = column + 1;
    let mut letters = Vec::new();
    while left > 0 {
        letters.push(char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    format!("{}{}", letters.iter().rev().collect::<String>(), row + 1)
}

type Cells<'c> = BTreeMap<(u32, u32), Vec<&'c Comment>>;

/// Adds comments to a sheet.
fn mark(package: &mut Package, sheet: &str, number: usize, cells: &Cells) -> Result<(), AnnotateError> {
    let missing = |path: &str| AnnotateError::Damaged(format!("缺少 {path}"));
    let xml = package.text(sheet)?.ok_or_else(|| missing(sheet))?;
    let mut related = Relations::of(package, sheet)?;
    let new = |package: &Package, stem: &str, ending: &str| {
        let names = package.names();
        let free = |path: &String| !names.iter().any(|name| name.eq_ignore_ascii_case(path));
        (number..).map(|n| format!("xl/{stem}{n}.{ending}")).find(free).unwrap_or_default()
    };

    let (path, text) = match related.target("/comments") {
        Some(path) => {
            let text = package.text(&path)?.ok_or_else(|| missing(&path))?;
            (path, text)
        }
        None => {
            let path = new(package, "comments-gouji", "xml");
            related.add(package, COMMENTS, &path)?;
            declare(package, &path, COMMENTS_TYPE)?;
            (
                path,
                format!(
                    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<comments xmlns=\"{NAMESPACE}\"><authors></authors><commentList></commentList></comments>"
                ),
            )
        }
    };
    let (text, added) = with_comments(&text, cells)?;
    package.set(&path, text);

    match related.target("/vmlDrawing") {
        Some(path) => {
            let text = package.text(&path)?.ok_or_else(|| missing(&path))?;
            package.set(&path, appended(&text, &shapes(&added, number))?);
        }
        None => {
            let path = new(package, "drawings/vmlDrawing-gouji", "vml");
            let id = related.add(package, DRAWING, &path)?;
            declare_ending(package, "vml", DRAWING_TYPE)?;
            package.set(&path, appended(EMPTY_DRAWING, &shapes(&added, number))?);
            package.set(sheet, with_drawing(&xml, &id)?);
        }
    }
    Ok(())
}

/// The comments with more of them, and the cells that had none. One at a cell that has one is written below it.
fn with_comments(text: &str, cells: &Cells) -> Result<(String, Vec<(u32, u32)>), AnnotateError> {
    let x = root_prefix(text);
    let broken = || AnnotateError::Damaged("批注的部件不完整".to_owned());
    let mut text = text.to_owned();
    let authors =
        text.matches(&format!("<{x}author>")).count() + text.matches(&format!("<{x}author/>")).count();
    insert_before(&mut text, &format!("</{x}authors>"), &format!("<{x}author>{AUTHOR}</{x}author>"))
        .ok_or_else(broken)?;
    let mut added = Vec::new();
    for (&cell, comments) in cells {
        let lines: Vec<&str> =
            comments.iter().flat_map(|comment| comment.lines.iter().map(String::as_str)).collect();
        let mut words = lines.join("\n");
        if let Some((end, _)) = words.char_indices().nth(LONGEST) {
            words.truncate(end);
            words.push_str("……（太长，后面没有写）");
        }
        // Lines are lines here.
        let words: String = words.split('\n').map(escaped).collect::<Vec<_>>().join("\n");
        let run = format!("<{x}r><{x}t xml:space=\"preserve\">{words}</{x}t></{x}r>");
        let here = format!(" ref=\"{}\"", named(cell));
        let Some(known) = text.find(&here) else {
            let comment =
                format!("<{x}comment{here} authorId=\"{authors}\"><{x}text>{run}</{x}text></{x}comment>");
            insert_before(&mut text, &format!("</{x}commentList>"), &comment).ok_or_else(broken)?;
            added.push(cell);
            continue;
        };
        let end = text[known..].find(&format!("</{x}text>")).ok_or_else(broken)?;
        let below = run.replace("preserve\">", "preserve\">\n");
        text.insert_str(known + end, &below);
    }
    Ok((text, added))
}

/// An empty list may be one tag.
fn insert_before(text: &mut String, end: &str, more: &str) -> Option<()> {
    let name = end.trim_start_matches("</").trim_end_matches('>');
    let empty = format!("<{name}/>");
    if let Some(at) = text.find(&empty) {
        text.replace_range(at..at + empty.len(), &format!("<{name}>{more}</{name}>"));
        return Some(());
    }
    let at = text.rfind(end)?;
    text.insert_str(at, more);
    Some(())
}

/// The sheet with the word of where its comments are drawn.
fn with_drawing(xml: &str, id: &str) -> Result<String, AnnotateError> {
    let x = root_prefix(xml);
    let mut reader = Reader::from_str(xml);
    let mut depth = 0;
    loop {
        let before = reader.buffer_position() as usize;
        let event = reader.read_event().map_err(|cause| AnnotateError::Damaged(cause.to_string()))?;
        let at = match event {
            Event::Start(element) => {
                depth += 1;
                (depth == 2 && BEHIND.contains(&element.local_name().into_inner())).then_some(before)
            }
            Event::Empty(element) => {
                (depth == 1 && BEHIND.contains(&element.local_name().into_inner())).then_some(before)
            }
            Event::End(_) => {
                depth -= 1;
                (depth == 0).then_some(before)
            }
            Event::Eof => return Err(AnnotateError::Damaged("工作表不完整".to_owned())),
            _ => None,
        };
        if let Some(at) = at {
            let drawing = format!("<{x}legacyDrawing xmlns:r=\"{RELATIONSHIPS}\" r:id=\"{id}\"/>");
            return Ok(format!("{}{drawing}{}", &xml[..at], &xml[at..]));
        }
    }
}

const EMPTY_DRAWING: &str = "<xml xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><o:shapelayout v:ext=\"edit\"><o:idmap v:ext=\"edit\" data=\"1\"/></o:shapelayout>\
<v:shapetype id=\"_x0000_t202\" coordsize=\"21600,21600\" o:spt=\"202\" path=\"m,l,21600r21600,l21600,xe\"><v:stroke joinstyle=\"miter\"/>\
<v:path gradientshapeok=\"t\" o:connecttype=\"rect\"/></v:shapetype></xml>";

/// The boxes in which the comments of cells are shown, hidden until somebody points at the cell.
fn shapes(cells: &[(u32, u32)], number: usize) -> String {
    let mut shapes = String::new();
    for (nth, &(row, column)) in cells.iter().enumerate() {
        // Writing to a string does not fail.
        let _ = write!(
            shapes,
            "<v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" xmlns:o=\"urn:schemas-microsoft-com:office:office\" \
             xmlns:x=\"urn:schemas-microsoft-com:office:excel\" id=\"_gouji_{number}_{nth}\" type=\"#_x0000_t202\" \
             style=\"position:absolute;width:260pt;height:120pt;z-index:{z};visibility:hidden\" fillcolor=\"#ffffe1\" o:insetmode=\"auto\">\
             <v:fill color2=\"#ffffe1\"/><v:path o:connecttype=\"none\"/><v:textbox><div style=\"text-align:left\"></div></v:textbox>\
             <x:ClientData ObjectType=\"Note\"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{left}, 15, {top}, 2, {right}, 15, {bottom}, 4</x:Anchor>\
             <x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>",
            z = nth + 1,
            left = column + 1,
            top = row.saturating_sub(1),
            right = column + 5,
            bottom = row + 7,
        );
    }
    shapes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_have_names() {
        for (cell, place) in [("A1", (0, 0)), ("Z3", (2, 25)), ("AA10", (9, 26)), ("XFD1", (0, 16_383))] {
            assert_eq!(position(cell), Some(place));
            assert_eq!(named(place), cell);
        }
        for wrong in ["", "A", "1", "A0", "a1", "AAAAAAAA1"] {
            assert_eq!(position(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn the_drawing_has_its_place_among_what_a_sheet_has() {
        for (xml, before) in [
            ("<worksheet><sheetData/><tableParts><extLst/></tableParts></worksheet>", "<tableParts>"),
            ("<x:worksheet><x:sheetData><x:extLst/></x:sheetData></x:worksheet>", "</x:worksheet>"),
            ("<worksheet><sheetData/><picture/></worksheet>", "<picture/>"),
        ] {
            let marked = with_drawing(xml, "rId9").unwrap();
            let at = marked.find("legacyDrawing ").unwrap();
            assert!(marked[at..].contains(&format!("r:id=\"rId9\"/>{before}")), "{marked}");
        }
        assert!(with_drawing("<worksheet>", "rId9").is_err());
    }
}
