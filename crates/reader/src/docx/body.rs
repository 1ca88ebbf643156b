//! The body of a Word document as a tree of paragraphs and tables.

use std::collections::HashMap;

use super::drafts::{self, Comment, Counts, Kind, Marks, Remark};
use super::numbering::{Numbering, Place};
use super::styles::{self, Look, Styles};
use crate::budget::Budget;
use crate::document::Why;
use crate::layout::is_of_figure;
use crate::xml::{Element, Token, Xml};

/// A paragraph or a table.
#[derive(Debug)]
pub(super) enum Node {
    /// Lines break where the author broke them.
    Paragraph {
        text: String,
        /// The number that is written before it.
        label: String,
        /// Where its element is open, in bytes of the main part: it, or the paragraph that holds the box with it. `None`
        /// for notes, which stand in other parts.
        at: Option<usize>,
    },
    /// A person sees something else here.
    Doubt {
        why: Why,
        weighty: bool,
    },
    /// Something to be told of what stands before it.
    Remark(Remark),
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
    /// Goes on with the cell to the left, and is not seen.
    pub(super) covered: bool,
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
    /// Pending changes, comments and hidden text.
    pub(super) marks: Counts,
    /// Comments of which the text says nowhere what they are about.
    pub(super) comments: usize,
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

/// What the main part refers to in other parts.
#[derive(Default)]
pub(super) struct Around {
    pub(super) numbering: Numbering,
    pub(super) styles: Styles,
    pub(super) notes: Notes,
    pub(super) comments: HashMap<String, Comment>,
}

/// Footnotes and endnotes by their numbers.
#[derive(Debug, Default)]
pub(super) struct Notes {
    foot: HashMap<String, Vec<Node>>,
    end: HashMap<String, Vec<Node>>,
    /// Why not all of them were read.
    broken: Option<String>,
}

/// Reads the main part.
pub(super) fn read(text: &str, around: Around, budget: &Budget) -> Body {
    let mut reader = Reader::new(text, budget);
    (reader.numbering, reader.styles) = (around.numbering, around.styles);
    (reader.notes, reader.comments) = (around.notes, around.comments);
    reader.main = true;
    let mut nodes = Vec::new();
    let broken = reader.blocks(&mut nodes).err();
    reader.seen.comments = reader.comments.len();
    Body { nodes, seen: reader.seen, broken, notes_broken: reader.notes.broken }
}

/// Whether a page's head or foot says more than a name and a number: a sentence, a table, several figures.
pub(super) fn says_something(part: &str, budget: &Budget) -> bool {
    let body = read(part, Around::default(), budget);
    let speaks = |text: &str| {
        let figures = text.split(|c: char| !is_of_figure(c)).filter(|run| !run.is_empty()).count();
        text.contains('。') || figures > 2
    };
    body.broken.is_some()
        || body.nodes.iter().any(|node| match node {
            Node::Paragraph { text, .. } => speaks(text),
            Node::Table(rows) => {
                let cells = rows.iter().flat_map(|row| &row.cells).flat_map(|cell| &cell.nodes);
                let text: String = cells
                    .filter_map(|node| {
                        if let Node::Paragraph { text, .. } = node { Some(text.as_str()) } else { None }
                    })
                    .flat_map(|text| [text, " "])
                    .collect();
                speaks(&text)
            }
            Node::Picture { .. } | Node::Doubt { .. } | Node::Remark(_) => false,
        })
}

pub(super) fn notes(foot: Option<&str>, end: Option<&str>, budget: &Budget) -> Notes {
    let mut broken = None;
    let mut read =
        |part: Option<&str>| part.map(|part| notes_of(part, &mut broken, budget)).unwrap_or_default();
    let (foot, end) = (read(foot), read(end));
    Notes { foot, end, broken }
}

fn notes_of(part: &str, broken: &mut Option<String>, budget: &Budget) -> HashMap<String, Vec<Node>> {
    let mut notes = HashMap::new();
    let mut reader = Reader::new(part, budget);
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
        notes.insert(id, nodes);
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
    styles: Styles,
    notes: Notes,
    comments: HashMap<String, Comment>,
    seen: Seen,
    /// Elements of which what programs do not know stands in the fallback.
    falls_back: Vec<usize>,
    /// Cells around what is read.
    cells: usize,
    /// Whether positions are those of the main part, and the paragraph around the box that is read.
    main: bool,
    around: Option<usize>,
    /// How the styles of the tables around it look.
    tables: Vec<Look>,
    /// What the cells around it are painted with.
    grounds: Vec<Option<u32>>,
}

/// Lengths of drawings are counted in 12700ths of a point.
fn points(units: u64) -> u16 {
    u16::try_from(units / 12_700).unwrap_or(u16::MAX)
}

/// In twentieths of a point: a row of a lower fixed height shows nothing.
const LOW: u32 = 100;
/// In twentieths of a point: an indent that leads out of the page.
const FAR: i32 = -2_000;
/// In points, width and height: a picture that may show a paragraph.
const LARGE: [u16; 2] = [150, 10];

/// What is to be seen of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shows {
    Whole,
    Sliver,
    Nothing,
}

impl Row {
    /// Adds a cell; one that only goes on with the last one widens it.
    fn add(&mut self, cell: Cell) {
        match self.cells.last_mut() {
            Some(last) if cell.covered => last.col_span = last.col_span.saturating_add(cell.col_span),
            _ => self.cells.push(cell),
        }
    }
}

/// Whether programs of today know what an alternative requires: extensions of Word's own, and of drawings.
fn is_known(choice: &Element) -> bool {
    let required = choice.attribute("Requires").unwrap_or_default();
    required.split_whitespace().all(|prefix| {
        let stem = prefix.trim_end_matches(|c: char| c.is_ascii_digit());
        matches!(
            stem,
            "w" | "wp"
                | "wps"
                | "wpg"
                | "wpc"
                | "wpi"
                | "a"
                | "v"
                | "o"
                | "aink"
                | "am"
                | "cx"
                | "c"
                | "pic"
                | "wne"
                | "m"
        ) || prefix.starts_with("w1")
    })
}

/// Whether a drawing is a chart or a diagram, whose words stand in parts of their own.
fn is_drawn(kind: &str) -> bool {
    ["chart", "diagram", "ole"].iter().any(|word| kind.contains(word))
}

fn is_on(element: &Element, attribute: &str) -> bool {
    element.attribute(attribute).is_some_and(|value| matches!(&*value, "1" | "true" | "on"))
}

/// Whether a text is a sentence, as reports have them.
fn is_sentence(text: &str) -> bool {
    text.contains('。') && text.chars().count() > 8
}

/// Whether a text says something that a report may say: words with a figure among them.
fn speaks(text: &str) -> bool {
    text.contains(is_of_figure) && text.chars().filter(|c| matches!(c, '\u{4e00}'..='\u{9fff}')).count() > 3
}

/// Width and height in points of a shape of the old kind: `width:415.3pt;height:60pt`.
fn styled_size(element: &Element) -> Option<[Option<u16>; 2]> {
    let style = element.attribute("style")?;
    Some(["width", "height"].map(|side| {
        let rules = style.split(';').filter_map(|rule| rule.split_once(':'));
        let (_, length) = rules.into_iter().find(|(name, _)| name.trim() == side)?;
        let figure: f32 = length.trim().strip_suffix("pt")?.parse().ok()?;
        Some(figure as u16)
    }))
}

/// Whether the style of a shape of the old kind hides it.
fn is_veiled(element: &Element) -> bool {
    element.attribute("style").is_some_and(|style| {
        style.split(';').any(|rule| {
            let (name, value) = rule.split_once(':').unwrap_or_default();
            name.trim() == "visibility" && value.trim() == "hidden"
        })
    })
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
    /// How runs look of which nothing is said, and the run at hand.
    look: Look,
    run: Look,
    /// The last text was raised, and ends in a figure.
    raised: bool,
    /// How large the drawing at hand is, and how deep it stands.
    size: [Option<u16>; 2],
    drawing: usize,
    marks: Marks,
}

impl Paragraph {
    fn doubt(&mut self, why: Why, weighty: bool) {
        self.behind.push(Node::Doubt { why, weighty });
    }

    /// A text is not shown.
    fn hidden(&mut self, text: &str) {
        self.marks.hidden(text);
        if is_sentence(text) || speaks(text) {
            self.doubt(Why::Hidden, true);
        }
    }

    /// Adds the text of the run at hand, as far as it is seen.
    fn write(&mut self, text: &str) {
        let run = self.run;
        let words = text.trim();
        if run.vanish == Some(true) {
            return self.hidden(text);
        }
        if words.is_empty() {
            return self.text.push_str(text);
        }
        let figures = words.chars().filter(|&c| is_of_figure(c)).count();
        let matters = figures > 0 || words.chars().count() > 8;
        if self.fields.contains(&true) {
            // Between the beginning of a field and its result stands what it computes; text has no place there.
            return self.doubt(Why::Field, matters);
        }
        if std::mem::take(&mut self.raised) && run.raised != Some(true) && words.starts_with(is_of_figure) {
            self.doubt(Why::Raised, true);
        }
        if run.is_pale() || run.tiny == Some(true) {
            self.doubt(Why::Faint, matters);
        }
        if run.signs == Some(true) && words.contains(|c: char| c.is_ascii_digit()) {
            self.doubt(Why::Signs, true);
        }
        if run.moved == Some(true) {
            self.doubt(Why::Moved, figures > 1);
        }
        if run.struck == Some(true) {
            return self.doubt(Why::Struck, matters);
        }
        if run.raised == Some(true) {
            let behind_figure = self.text.ends_with(is_of_figure);
            self.raised = words.ends_with(is_of_figure);
            if !self.text.trim().is_empty() {
                self.doubt(Why::Raised, false);
            }
            if behind_figure {
                return;
            }
        }
        self.text.push_str(text);
    }
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, budget: &'a Budget<'a>) -> Self {
        Self {
            xml: Xml::new(text, budget),
            numbering: Numbering::default(),
            styles: Styles::default(),
            notes: Notes::default(),
            comments: HashMap::new(),
            seen: Seen::default(),
            falls_back: Vec::new(),
            cells: 0,
            main: false,
            around: None,
            tables: Vec::new(),
            grounds: Vec::new(),
        }
    }

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
                if self.cells > 0 {
                    into.push(Node::Doubt { why: Why::Object, weighty: false });
                }
                Ok(())
            }
            "subDoc" => {
                into.push(Node::Doubt { why: Why::Frame, weighty: true });
                Ok(())
            }
            "sectPr" => self.xml.skip(),
            // Pending changes of whole paragraphs are read as if they were accepted.
            "del" | "moveFrom" => {
                let author = drafts::author(element);
                let old = self.passed_over(self.xml.depth())?;
                into.extend(self.deleted(&old).map(|(why, weighty)| Node::Doubt { why, weighty }));
                self.tell_change(&old, "", &author, into);
                Ok(())
            }
            "ins" | "moveTo" => {
                let (author, from) = (drafts::author(element), into.len());
                self.blocks(into)?;
                let new: String = into[from..]
                    .iter()
                    .map(|node| if let Node::Paragraph { text, .. } = node { text.as_str() } else { "" })
                    .collect();
                if self.cells > 0 {
                    into.push(Node::Doubt { why: Why::Changed, weighty: false });
                }
                self.tell_change("", &new, &author, into);
                Ok(())
            }
            _ => {
                let doubt = self.alternative(element)?;
                into.extend(doubt.map(|(why, weighty)| Node::Doubt { why, weighty }));
                Ok(())
            }
        }
    }

    /// What a person may see where this was deleted and nobody has accepted it, and whether it matters outside of tables.
    fn deleted(&self, old: &str) -> Option<(Why, bool)> {
        let in_cell = self.cells > 0 && old.contains(is_of_figure);
        let matters = is_sentence(old) || self.cells == 0 && speaks(old);
        (in_cell || matters).then_some((Why::Changed, matters))
    }

    fn tell_change(&mut self, old: &str, new: &str, author: &str, into: &mut Vec<Node>) {
        let something = !old.trim().is_empty() || !new.trim().is_empty();
        if something && self.seen.marks.tells(Kind::Change) {
            into.push(Node::Remark(drafts::change(old, new, author)));
        }
    }

    /// What says the same once more, or nothing. What a person may see there, and whether it matters outside of tables.
    fn alternative(&mut self, element: &Element) -> Result<Option<(Why, bool)>> {
        match element.name() {
            // What programs of today do not know they show by its fallback.
            "Choice" if !is_known(element) => {
                self.falls_back.push(self.xml.depth());
                let text = self.passed_over(self.xml.depth())?;
                let speaks = is_sentence(&text) || self.cells > 0 && text.contains(is_of_figure);
                return Ok(speaks.then_some((Why::Object, true)));
            }
            "Fallback" => match self.falls_back.last() {
                Some(depth) if *depth == self.xml.depth() => drop(self.falls_back.pop()),
                _ => self.xml.skip()?,
            },
            "sdtPr" => self.xml.skip()?,
            _ => {}
        }
        Ok(None)
    }

    /// Reads on behind the end of the element that was opened at a depth; the text in it.
    fn passed_over(&mut self, depth: usize) -> Result<String> {
        let mut passed = String::new();
        while self.xml.depth() >= depth {
            match self.xml.next()? {
                Some(Token::Text(text)) => passed.push_str(&text),
                Some(_) => {}
                None => break,
            }
        }
        Ok(passed)
    }

    fn table(&mut self) -> Result<Vec<Row>> {
        let mut rows: Vec<Row> = Vec::new();
        // A row too low to be seen; a table beside its page.
        let (mut sliver, mut away) = (false, false);
        // Of rows that are not there any more.
        let mut told: Vec<Node> = Vec::new();
        self.tables.push(Look::default());
        let read = self.each(|reader, element| {
            match element.name() {
                "tr" => {
                    sliver = false;
                    rows.push(Row::default());
                }
                "gridBefore" => {
                    let before = element.number("val").unwrap_or(0);
                    if let Some(row) = rows.last_mut() {
                        row.before = before;
                    }
                }
                "trPr" => {
                    let (shows, changed) = reader.shows_row()?;
                    sliver = shows == Shows::Sliver;
                    if shows == Shows::Nothing {
                        rows.pop();
                        reader.leave_row(changed, &mut told)?;
                    } else if let Some(author) = changed {
                        reader.tell_change("", "这一行", &author, &mut told);
                    }
                }
                "tc" => {
                    let mut cell = reader.cell()?;
                    if sliver || away {
                        cell.nodes.push(Node::Doubt { why: Why::Faint, weighty: false });
                    }
                    cell.nodes.append(&mut told);
                    if let Some(row) = rows.last_mut() {
                        row.add(cell);
                    }
                }
                "tblpPr" | "tblInd" => {
                    let sides = ["tblpX", "tblpY", "w"];
                    away |=
                        sides.iter().any(|side| element.number::<i32>(side).is_some_and(|twips| twips < FAR));
                }
                "tblStyle" => {
                    let style = element.attribute("val");
                    if let Some(table) = reader.tables.last_mut() {
                        *table = reader.styles.of(style.as_deref());
                    }
                }
                "tblGrid" | "tblPrChange" => reader.xml.skip()?,
                _ => {}
            }
            Ok(())
        });
        self.tables.pop();
        let last = rows.iter_mut().rev().find_map(|row| row.cells.last_mut());
        if let Some(last) = last {
            last.nodes.append(&mut told);
        }
        read.map(|()| rows)
    }

    /// What a row's properties leave to be seen of it, and by whom it was added or deleted: one that a pending change
    /// deletes, or that is hidden, is not seen.
    fn shows_row(&mut self) -> Result<(Shows, Option<String>)> {
        let mut shows = Shows::Whole;
        let mut changed = None;
        self.each(|_, element| {
            let on =
                || !element.attribute("val").is_some_and(|value| matches!(&*value, "0" | "false" | "off"));
            match element.name() {
                "del" => {
                    changed = Some(drafts::author(element));
                    shows = Shows::Nothing;
                }
                "ins" => changed = Some(drafts::author(element)),
                "hidden" if on() => shows = Shows::Nothing,
                "trHeight" if element.attribute("hRule").is_some_and(|rule| rule == "exact") => {
                    let low = element.number::<u32>("val").is_some_and(|twips| twips < LOW);
                    shows = if low && shows == Shows::Whole { Shows::Sliver } else { shows };
                }
                _ => {}
            }
            Ok(())
        })?;
        Ok((shows, changed))
    }

    /// Reads on to the end of the row whose properties were read last, which somebody deleted or hid.
    fn leave_row(&mut self, deleted_by: Option<String>, told: &mut Vec<Node>) -> Result<()> {
        let row = self.xml.depth();
        let mut words = String::new();
        while self.xml.depth() >= row {
            match self.xml.next()? {
                Some(Token::Text(text)) => words.push_str(&text),
                Some(Token::Open(element)) if element.name() == "tc" => words.push(' '),
                Some(_) => {}
                None => break,
            }
        }
        match deleted_by {
            Some(author) => self.tell_change(&format!("一行：{}", words.trim()), "", &author, told),
            None if self.seen.marks.tells(Kind::Hidden) => {
                told.push(Node::Remark(drafts::hidden_row(&words)));
            }
            None => {}
        }
        Ok(())
    }

    fn cell(&mut self) -> Result<Cell> {
        let mut cell = Cell { nodes: Vec::new(), col_span: 1, merge: Merge::None, covered: false };
        self.cells += 1;
        self.grounds.push(None);
        let read = self.each(|reader, element| {
            match element.name() {
                "gridSpan" => cell.col_span = element.number("val").unwrap_or(1).clamp(1, 1000),
                "vMerge" => {
                    cell.merge = match element.attribute("val").as_deref() {
                        Some("restart") => Merge::First,
                        _ => Merge::Further,
                    };
                }
                "hMerge" => {
                    cell.covered = element.attribute("val").as_deref() != Some("restart");
                }
                "shd" => {
                    if let Some(cell) = reader.grounds.last_mut() {
                        *cell = styles::ground(element);
                    }
                }
                "cellDel" | "cellIns" | "cellMerge" => {
                    reader.tell_change("", "这一格", &drafts::author(element), &mut cell.nodes);
                    cell.nodes.push(Node::Doubt { why: Why::Changed, weighty: false });
                }
                _ => reader.block(element, &mut cell.nodes)?,
            }
            Ok(())
        });
        self.cells -= 1;
        self.grounds.pop();
        read.map(|()| cell)
    }

    fn paragraph(&mut self, into: &mut Vec<Node>) -> Result<()> {
        let mut paragraph = Paragraph::default();
        let mut place = Place::default();
        let table = self.tables.last().copied().unwrap_or_default();
        let ground = self.grounds.last().copied().flatten();
        // What is painted nearest is what it stands on.
        let around = Look { ground: ground.or(table.ground), ..table };
        paragraph.look = self.styles.of_paragraph(None, around);
        let open = self.xml.depth();
        let at = self.around.or(self.main.then(|| self.xml.position()));
        self.each(|reader, element| {
            if element.name() == "pPr" {
                place = reader.properties()?;
                paragraph.look = reader.styles.of_paragraph(place.style.as_deref(), around);
                paragraph.look.ground = place.ground.or(paragraph.look.ground);
                if place.low {
                    paragraph.look.tiny = Some(true);
                }
                return Ok(());
            }
            reader.inline(element, &mut paragraph, at)
        })?;
        self.falls_back.retain(|depth| *depth < open);
        let is_blank = paragraph.text.trim().is_empty();
        // In a cell a number may stand before nothing, as the figure that is meant.
        let mut label =
            if is_blank && self.cells == 0 { String::new() } else { self.numbering.label(&place) };
        if is_blank {
            if label.contains(is_of_figure) {
                paragraph.doubt(Why::Generated, false);
            }
            label.clear();
        }
        let marks = std::mem::take(&mut paragraph.marks);
        let remarks = marks.remarks(&paragraph.text, &mut self.seen.marks);
        into.push(Node::Paragraph { text: paragraph.text, label, at });
        into.extend(remarks.into_iter().map(Node::Remark));
        into.append(&mut paragraph.behind);
        Ok(())
    }

    /// One element inside a paragraph that stands, or whose box stands, at `at`.
    fn inline(&mut self, element: &Element, paragraph: &mut Paragraph, at: Option<usize>) -> Result<()> {
        match element.name() {
            "rPr" => paragraph.run = self.run(paragraph.look)?,
            "r" => paragraph.run = paragraph.look,
            "t" => {
                let text = self.text()?;
                paragraph.write(&text);
            }
            "tab" | "ptab" => paragraph.text.push('\t'),
            "br" if element.attribute("type").is_none_or(|kind| kind == "textWrapping") => {
                paragraph.text.push('\n');
            }
            "cr" => paragraph.text.push('\n'),
            "noBreakHyphen" => paragraph.text.push('-'),
            "sym" => {
                paragraph.text.push('□');
                paragraph.doubt(Why::Generated, false);
            }
            "fldChar" if is_on(element, "dirty") && self.cells > 0 => {
                paragraph.doubt(Why::Field, false);
                paragraph.fields.push(true);
            }
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
                let notes = &mut self.notes;
                let notes = if name == "footnoteReference" { &mut notes.foot } else { &mut notes.end };
                // Each once: a note that a million references name would fill the memory.
                let nodes = element.attribute("id").and_then(|id| notes.remove(&id));
                if self.cells > 0 {
                    paragraph.doubt(Why::Raised, false);
                }
                paragraph.behind.extend(nodes.into_iter().flatten());
            }
            "txbxContent" => {
                if self.cells > 0 {
                    paragraph.doubt(Why::Overlay, false);
                }
                let around = std::mem::replace(&mut self.around, at);
                let read = self.blocks(&mut paragraph.behind);
                self.around = around;
                read?;
            }
            "drawing" | "pict" | "object" => {
                paragraph.size = [None; 2];
                paragraph.drawing = self.xml.depth();
                if element.name() == "object" {
                    paragraph.doubt(Why::Object, true);
                }
            }
            "anchor" | "docPr"
                if element.attribute("hidden").is_some_and(|it| it == "1" || it == "true")
                    && paragraph.drawing > 0 =>
            {
                let text = self.passed_over(paragraph.drawing)?;
                paragraph.hidden(&text);
            }
            "shape" | "rect" | "group" | "roundrect" | "oval" if is_veiled(element) => {
                let text = self.passed_over(self.xml.depth())?;
                paragraph.hidden(&text);
            }
            "contentPart" => paragraph.doubt(Why::Object, true),
            "graphicData" if element.attribute("uri").is_some_and(|uri| is_drawn(&uri)) => {
                paragraph.doubt(Why::Object, true);
            }
            // A shape over what stands in the cell.
            "rect" | "roundrect" | "oval" | "wsp" | "ink" if self.cells > 0 => {
                paragraph.doubt(Why::Overlay, false);
            }
            "ink" => paragraph.doubt(Why::Object, true),
            "phant" if self.cells > 0 => paragraph.doubt(Why::Faint, false),
            "textpath" => paragraph.doubt(Why::Object, true),
            "control" | "ddList" => paragraph.doubt(Why::Field, true),
            "ffData" if self.cells > 0 => paragraph.doubt(Why::Field, false),
            "extent" => paragraph.size = ["cx", "cy"].map(|side| element.number(side).map(points)),
            "blip" | "imagedata" => {
                let size = paragraph.size;
                paragraph.behind.push(Node::Picture { size });
                let large = size.iter().zip(LARGE).all(|(side, least)| side.is_none_or(|side| side >= least));
                paragraph.doubt(Why::Picture, large);
            }
            "rt" => {
                let text = self.passed_over(self.xml.depth())?;
                paragraph.doubt(Why::Raised, is_sentence(&text));
            }
            "bdo" => paragraph.doubt(Why::Moved, true),
            "dir" if element.attribute("val").is_some_and(|it| it == "rtl") => {
                paragraph.doubt(Why::Moved, false);
            }
            // Of formulas: what stands above or below something.
            "den" | "sup" | "sub" => paragraph.doubt(Why::Raised, true),
            "dataBinding" => paragraph.doubt(Why::Field, false),
            "subDoc" => paragraph.doubt(Why::Frame, true),
            "sdtPr" => {}
            "del" | "moveFrom" => {
                let old = self.passed_over(self.xml.depth())?;
                if let Some((why, weighty)) = self.deleted(&old) {
                    paragraph.doubt(why, weighty);
                }
                paragraph.marks.deleted(paragraph.text.len(), old, drafts::author(element));
            }
            "ins" | "moveTo" => {
                let start = paragraph.text.len();
                self.each(|reader, element| reader.inline(element, paragraph, at))?;
                if self.cells > 0 {
                    paragraph.doubt(Why::Changed, false);
                }
                paragraph.marks.inserted(start..paragraph.text.len(), drafts::author(element));
            }
            "commentRangeStart" => {
                paragraph.marks.begins(element.attribute("id"), paragraph.text.len());
            }
            "commentReference" => {
                let id = element.attribute("id").unwrap_or_default();
                if let Some(comment) = self.comments.remove(&id) {
                    paragraph.marks.comment(&id, comment, paragraph.text.len());
                }
            }
            "instrText" | "delText" => {
                let text = self.passed_over(self.xml.depth())?;
                if is_sentence(&text) {
                    paragraph.doubt(Why::Hidden, true);
                }
                self.field(&text, paragraph);
            }
            "fldSimple" => {
                let instruction = element.attribute("instr").unwrap_or_default();
                self.field(&instruction, paragraph);
                if is_on(element, "dirty") && self.cells > 0 {
                    paragraph.doubt(Why::Field, false);
                }
            }
            "pgNum" => paragraph.doubt(Why::Field, false),
            "shape" => paragraph.size = styled_size(element).unwrap_or(paragraph.size),
            _ => {
                if let Some((why, weighty)) = self.alternative(element)? {
                    paragraph.doubt(why, weighty);
                }
            }
        }
        Ok(())
    }

    /// A paragraph's style and place in a list.
    fn properties(&mut self) -> Result<Place> {
        let mut place = Place::default();
        self.each(|reader, element| {
            match element.name() {
                "pStyle" => place.style = element.attribute("val"),
                "shd" => place.ground = styles::ground(element),
                "numId" => place.list = element.attribute("val"),
                "ilvl" => place.level = element.number("val"),
                // Beside the page, or wherever a frame stands.
                "ind" => {
                    let sides = ["left", "start", "right", "end"];
                    place.low |=
                        sides.iter().any(|side| element.number::<i32>(side).is_some_and(|twips| twips < FAR));
                }
                "framePr" => place.low |= reader.cells > 0,
                "spacing" => {
                    let exact = element.attribute("lineRule").is_some_and(|rule| rule == "exact");
                    place.low |= exact && element.number::<u32>("line").is_some_and(|twips| twips < LOW);
                }
                // The mark at the paragraph's end has properties of its own, and the past has others.
                "rPr" | "pPrChange" | "sectPr" => reader.xml.skip()?,
                _ => {}
            }
            Ok(())
        })?;
        Ok(place)
    }

    /// How a run looks by its properties, its style and those of its paragraph.
    fn run(&mut self, paragraph: Look) -> Result<Look> {
        let mut own = Look::default();
        let mut style = None;
        self.each(|reader, element| {
            match element.name() {
                "rStyle" => style = element.attribute("val"),
                "rPrChange" | "textOutline" | "glow" | "shadow" | "reflection" | "props3d" | "scene3d" => {
                    reader.xml.skip()?;
                }
                _ => own.take(element),
            }
            Ok(())
        })?;
        let styled = self.styles.of(style.as_deref());
        // Two styles that hide show: each turns the other round.
        let both = |one: Option<bool>, other: Option<bool>| one.map(|one| one ^ (other == Some(true)));
        let vanish = own.vanish.or(both(styled.vanish, paragraph.vanish));
        let struck = own.struck.or(both(styled.struck, paragraph.struck));
        Ok(Look { vanish, struck, ..own }.or(styled).or(paragraph))
    }

    /// A field by what it is told to do: some show what is written there and not what they yield.
    fn field(&self, instruction: &str, paragraph: &mut Paragraph) {
        let mut words = instruction.split_whitespace();
        let name = words.next().unwrap_or_default().to_ascii_uppercase();
        if matches!(name.as_str(), "EQ" | "MACROBUTTON" | "GOTOBUTTON" | "ADVANCE" | "SYMBOL") {
            // A figure in a ring is written like that.
            let figures = instruction.chars().filter(char::is_ascii_digit).count();
            paragraph.doubt(Why::Field, name != "ADVANCE" && figures > 1 && self.cells == 0);
        }
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
