//! The body of a Word document as a tree of paragraphs and tables.

use std::collections::HashMap;

use super::numbering::{Numbering, Place};
use crate::budget::Budget;
use crate::xml::{Element, Token, Xml};

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Node {
    /// Lines break where the author broke them.
    Paragraph {
        text: String,
    },
    /// Width and height in points, as far as it says.
    Picture {
        size: [Option<u16>; 2],
    },
    Table(Vec<Row>),
}

#[derive(Debug, Default)]
pub(super) struct Row {
    /// Columns of the grid that the row leaves out at its beginning.
    pub(super) before: usize,
    pub(super) cells: Vec<Cell>,
}

#[derive(Debug)]
pub(super) struct Cell {
    pub(super) nodes: Vec<Node>,
    pub(super) col_span: u16,
    pub(super) merge: Merge,
}

/// A cell's place in a vertical merge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Merge {
    None,
    First,
    Further,
}

/// What the document holds besides its text.
#[derive(Debug, Default)]
pub(super) struct Seen {
    /// Insertions and deletions that nobody has accepted or refused.
    pub(super) changes: usize,
    /// Characters of hidden text.
    pub(super) hidden: usize,
    /// Embedded documents of other kinds.
    pub(super) foreign: usize,
}

pub(super) struct Body {
    pub(super) nodes: Vec<Node>,
    pub(super) seen: Seen,
    /// Why reading stopped before the end.
    pub(super) broken: Option<String>,
    /// Why not all footnotes were read.
    pub(super) notes_broken: Option<String>,
}

/// Footnotes and endnotes by their numbers.
#[derive(Debug, Default)]
pub(super) struct Notes {
    foot: HashMap<String, Vec<String>>,
    end: HashMap<String, Vec<String>>,
    /// Why not all of them were read.
    broken: Option<String>,
}

/// Reads the main part.
pub(super) fn read(text: &str, numbering: Numbering, notes: Notes, budget: &Budget) -> Body {
    let mut reader = Reader { xml: Xml::new(text, budget), numbering, notes, seen: Seen::default() };
    let mut nodes = Vec::new();
    let broken = reader.blocks(&mut nodes).err();
    Body { nodes, seen: reader.seen, broken, notes_broken: reader.notes.broken }
}

pub(super) fn notes(foot: Option<&str>, end: Option<&str>, budget: &Budget) -> Notes {
    let mut broken = None;
    let mut read =
        |part: Option<&str>| part.map(|part| notes_of(part, &mut broken, budget)).unwrap_or_default();
    let (foot, end) = (read(foot), read(end));
    Notes { foot, end, broken }
}

fn notes_of(part: &str, broken: &mut Option<String>, budget: &Budget) -> HashMap<String, Vec<String>> {
    let mut notes = HashMap::new();
    let mut reader = Reader {
        xml: Xml::new(part, budget),
        numbering: Numbering::default(),
        notes: Notes::default(),
        seen: Seen::default(),
    };
    loop {
        let token = match reader.xml.next() {
            Ok(Some(token)) => token,
            Ok(None) => break,
            Err(why) => {
                *broken = Some(why);
                break;
            }
        };
        let Token::Open(element) = token else { continue };
        // The lines that part notes from the text are notes of a type.
        if !matches!(element.name(), "footnote" | "endnote") || element.attribute("type").is_some() {
            continue;
        }
        let Some(id) = element.attribute("id") else { continue };
        let mut nodes = Vec::new();
        let read = reader.blocks(&mut nodes);
        let lines = nodes.into_iter().filter_map(|node| match node {
            Node::Paragraph { text } => Some(text),
            _ => None,
        });
        notes.insert(id, lines.collect());
        if let Err(why) = read {
            *broken = Some(why);
            break;
        }
    }
    notes
}

struct Reader<'a> {
    xml: Xml<'a>,
    numbering: Numbering,
    notes: Notes,
    seen: Seen,
}

/// Lengths of drawings are counted in 12700ths of a point.
fn points(units: u64) -> u16 {
    u16::try_from(units / 12_700).unwrap_or(u16::MAX)
}

type Result<T> = std::result::Result<T, String>;

/// A paragraph while it is read.
#[derive(Default)]
struct Paragraph {
    text: String,
    /// What stands behind it: notes, text boxes, pictures.
    behind: Vec<Node>,
    /// Fields inside fields, each in its instructions (not in its result)?
    fields: Vec<bool>,
    /// The run is hidden.
    hidden: bool,
    /// How large the drawing at hand is.
    size: [Option<u16>; 2],
}

impl Reader<'_> {
    /// Hands each element inside the one that was opened last to `take`, and those inside it too unless `take` reads on.
    fn each(&mut self, mut take: impl FnMut(&mut Self, &Element) -> Result<()>) -> Result<()> {
        let outside = self.xml.depth();
        while let Some(token) = self.xml.next()? {
            match token {
                Token::Open(element) => take(self, &element)?,
                Token::Close if self.xml.depth() < outside => break,
                _ => {}
            }
        }
        Ok(())
    }

    /// The paragraphs and tables of the element that was opened last.
    fn blocks(&mut self, into: &mut Vec<Node>) -> Result<()> {
        self.each(|reader, element| reader.block(element, into))
    }

    /// What may stand in the body, in a cell and in a text box alike.
    fn block(&mut self, element: &Element, into: &mut Vec<Node>) -> Result<()> {
        match element.name() {
            "p" => self.paragraph(into),
            "tbl" => {
                let table = self.table()?;
                into.push(Node::Table(table));
                Ok(())
            }
            "altChunk" => {
                self.seen.foreign += 1;
                Ok(())
            }
            "sectPr" => self.xml.skip(),
            _ => self.change(element),
        }
    }

    /// Pending changes, as if they were accepted; and what says the same once more, or nothing.
    fn change(&mut self, element: &Element) -> Result<()> {
        match element.name() {
            "del" | "moveFrom" => {
                self.seen.changes += 1;
                self.xml.skip()
            }
            "ins" | "moveTo" => {
                self.seen.changes += 1;
                Ok(())
            }
            "Fallback" | "sdtPr" => self.xml.skip(),
            _ => Ok(()),
        }
    }

    fn table(&mut self) -> Result<Vec<Row>> {
        let mut rows: Vec<Row> = Vec::new();
        self.each(|reader, element| {
            match element.name() {
                "tr" => rows.push(Row::default()),
                "gridBefore" => {
                    let before = element.number("val").unwrap_or(0);
                    if let Some(row) = rows.last_mut() {
                        row.before = before;
                    }
                }
                // A row that is deleted by a pending change says so in its properties.
                "trPr" if reader.is_deleted_row()? => {
                    rows.pop();
                    reader.leave_row()?;
                }
                "tc" => {
                    let cell = reader.cell()?;
                    if let Some(row) = rows.last_mut() {
                        row.cells.push(cell);
                    }
                }
                "tblPr" | "tblGrid" => reader.xml.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(rows)
    }

    /// Reads a row's properties.
    fn is_deleted_row(&mut self) -> Result<bool> {
        let mut deleted = false;
        self.each(|reader, element| {
            deleted |= element.name() == "del";
            reader.seen.changes += usize::from(matches!(element.name(), "del" | "ins"));
            Ok(())
        })?;
        Ok(deleted)
    }

    /// Reads on to the end of the row whose properties were read last.
    fn leave_row(&mut self) -> Result<()> {
        let row = self.xml.depth();
        while self.xml.depth() >= row && self.xml.next()?.is_some() {}
        Ok(())
    }

    fn cell(&mut self) -> Result<Cell> {
        let mut cell = Cell { nodes: Vec::new(), col_span: 1, merge: Merge::None };
        self.each(|reader, element| {
            match element.name() {
                "gridSpan" => cell.col_span = element.number("val").unwrap_or(1).clamp(1, 1000),
                "vMerge" => {
                    cell.merge = match element.attribute("val").as_deref() {
                        Some("restart") => Merge::First,
                        _ => Merge::Further,
                    };
                }
                _ => reader.block(element, &mut cell.nodes)?,
            }
            Ok(())
        })?;
        Ok(cell)
    }

    fn paragraph(&mut self, into: &mut Vec<Node>) -> Result<()> {
        let mut paragraph = Paragraph::default();
        let mut place = Place::default();
        self.each(|reader, element| {
            match element.name() {
                "pPr" => place = reader.properties()?,
                "rPr" => paragraph.hidden = reader.is_hidden()?,
                "r" => paragraph.hidden = false,
                "t" => {
                    let text = reader.text()?;
                    if paragraph.hidden {
                        reader.seen.hidden += text.chars().count();
                    } else if !paragraph.fields.contains(&true) {
                        paragraph.text.push_str(&text);
                    }
                }
                "tab" | "ptab" => paragraph.text.push('\t'),
                "br" if element.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                    paragraph.text.push('\n');
                }
                "cr" => paragraph.text.push('\n'),
                "noBreakHyphen" => paragraph.text.push('-'),
                "sym" => paragraph.text.push('□'),
                "fldChar" => match element.attribute("fldCharType").as_deref() {
                    Some("begin") => paragraph.fields.push(true),
                    Some("separate") => {
                        if let Some(field) = paragraph.fields.last_mut() {
                            *field = false;
                        }
                    }
                    _ => drop(paragraph.fields.pop()),
                },
                name @ ("footnoteReference" | "endnoteReference") => {
                    let notes = &mut reader.notes;
                    let notes = if name == "footnoteReference" { &mut notes.foot } else { &mut notes.end };
                    // Each once: a note that a million references name would fill the memory.
                    let lines = element.attribute("id").and_then(|id| notes.remove(&id));
                    let nodes = lines.into_iter().flatten();
                    paragraph.behind.extend(nodes.map(|text| Node::Paragraph { text }));
                }
                "txbxContent" => reader.blocks(&mut paragraph.behind)?,
                "drawing" | "pict" | "object" => paragraph.size = [None; 2],
                "extent" => paragraph.size = ["cx", "cy"].map(|side| element.number(side).map(points)),
                "blip" | "imagedata" => paragraph.behind.push(Node::Picture { size: paragraph.size }),
                "instrText" | "delText" => reader.xml.skip()?,
                _ => reader.change(element)?,
            }
            Ok(())
        })?;
        let label =
            if paragraph.text.trim().is_empty() { String::new() } else { self.numbering.label(&place) };
        into.push(Node::Paragraph { text: label + &paragraph.text });
        into.append(&mut paragraph.behind);
        Ok(())
    }

    /// A paragraph's style and place in a list.
    fn properties(&mut self) -> Result<Place> {
        let mut place = Place::default();
        self.each(|reader, element| {
            match element.name() {
                "pStyle" => place.style = element.attribute("val"),
                "numId" => place.list = element.attribute("val"),
                "ilvl" => place.level = element.number("val"),
                // The mark at the paragraph's end has properties of its own, and the past has others.
                "rPr" | "pPrChange" | "sectPr" => reader.xml.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(place)
    }

    /// Whether a run's properties hide it.
    fn is_hidden(&mut self) -> Result<bool> {
        let mut hidden = false;
        self.each(|reader, element| {
            match element.name() {
                "vanish" => {
                    let off = element
                        .attribute("val")
                        .is_some_and(|value| matches!(&*value, "0" | "false" | "off"));
                    hidden = !off;
                }
                "rPrChange" => reader.xml.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(hidden)
    }

    /// The text of the element that was opened last.
    fn text(&mut self) -> Result<String> {
        let outside = self.xml.depth();
        let mut text = String::new();
        while let Some(token) = self.xml.next()? {
            match token {
                Token::Text(piece) => text.push_str(&piece),
                Token::Close if self.xml.depth() < outside => break,
                _ => {}
            }
        }
        Ok(text)
    }
}
