//! Plain text: lines into paragraphs, lines with separators into the rows of tables.
//!
//! Tables reach plain text in many shapes: a row a line with pipes after, between or before the cells; a cell a line
//! with a pipe after it, before it or on a line of its own; tabs; columns of spaces. Which shape a text has is decided
//! once for the whole text, by counting.

mod blocks;
mod lines;
mod wrapped;

use memchr::memmem;

use crate::budget::Budget;
use crate::document::{Document, Doubt, Picture, Span, Trouble, Why};
use crate::text::blocks::Blocks;
use crate::text::lines::{Line, Shape};

pub(crate) use crate::text::lines::{is_value, trimmed};
use crate::text::wrapped::unwrap;

/// Reads a whole text. One that was broken at a fixed width is put together first, and that is said.
pub(crate) fn read_file(document: &mut Document, source: String, budget: &Budget) {
    // Old programs ended lines with a carriage return alone; every place stays what it is.
    let source =
        if source.contains('\r') && !source.contains('\n') { source.replace('\r', "\n") } else { source };
    let Some((joined, joins)) = unwrap(&source) else {
        document.text = source;
        return read(document, 0, budget);
    };
    document.text = joined;
    document.joins = joins;
    let message = format!(
        "文本按固定宽度断行，一句话断成几行；已把断开的 {} 处接好再读，行号按接好以后的文字数",
        document.joins.len()
    );
    document.troubles.push(Trouble { message, span: 0..0, blocking: false });
    read(document, 0, budget);
    document.find_origins();
}

/// Reads `document.text` from byte `from` on, and adds its blocks. Origins are taken to be the same as places in the
/// text.
pub(crate) fn read(document: &mut Document, from: usize, budget: &Budget) {
    let text = std::mem::take(&mut document.text);
    let mut lines = Vec::new();
    let complete = lines::split(&text, from, budget.paragraphs, &mut lines);
    let style = Style::of(&text, &lines);
    let mut blocks = Blocks::new(document, budget);
    let mut reader = Reader { text: &text, lines: &lines, style, fields: Vec::new() };
    let mut stopped = false;
    for at in 0..lines.len() {
        if budget.is_spent() || !reader.line(at, &mut blocks) {
            stopped = true;
            break;
        }
    }
    blocks.close_table();
    if !complete && !stopped {
        blocks.paragraph_limit();
    }
    pictures(document, &text[from..], from);
    struck(document, &text[from..], from);
    document.text = text;
}

/// The pictures of a Markdown text: `![a name](an address)`.
fn pictures(document: &mut Document, text: &str, from: usize) {
    for at in memmem::find_iter(text.as_bytes(), "![").take(MANY_PICTURES) {
        let line = crate::source::beginning(&text[at..], LONG_NAME).lines().next().unwrap_or("");
        if let Some(address) = line.find("](")
            && let Some(end) = line[address..].find(')')
        {
            let span = (from + at) as u32..(from + at + address + end + 1) as u32;
            document.pictures.push(Picture { span: span.clone(), origin: span, size: [None; 2] });
        }
    }
}

/// What a Markdown text strikes out: `~~a few words~~`. In a cell it is no figure.
fn struck(document: &mut Document, text: &str, from: usize) {
    let mut at = 0;
    for mark in memmem::find_iter(text.as_bytes(), "~~").take(MANY_PICTURES) {
        let line = crate::source::beginning(&text[mark + 2..], LONG_NAME).lines().next().unwrap_or("");
        let words = line.find("~~").map_or("", |end| &line[..end]);
        let matters = words.contains(|c: char| c.is_ascii_digit()) || words.chars().nth(8).is_some();
        if mark >= at && matters && !words.starts_with(['~', ' ']) && !words.ends_with(' ') {
            document.doubts.push(Doubt {
                at: (from + mark) as u32,
                cell: None,
                why: Why::Struck,
                weighty: true,
            });
            at = mark + 2 + words.len() + 2;
        }
    }
}

/// A picture's name and address together are no longer, in bytes.
const LONG_NAME: usize = 4096;
/// A text with more pictures is no report.
const MANY_PICTURES: usize = 10_000;

/// How a text writes its tables.
#[derive(Debug, Clone, Copy)]
struct Style {
    /// A line with pipes holds one cell, not one row.
    cell_a_line: bool,
    /// A line that is only a pipe stands between two cells; otherwise it is a blank cell.
    lone_separates: bool,
    /// Rows do not begin with a pipe, so that a line which does may be the rest of the row above.
    joins: bool,
    /// Rows end with a pipe, so that a line which does not may go on below.
    closes: bool,
}

impl Style {
    fn of(text: &str, lines: &[Line]) -> Self {
        let (mut piped, mut lone, mut begin, mut end, mut single) = (0, 0, 0, 0, 0);
        for line in lines {
            match line.shape {
                Shape::Lone => lone += 1,
                Shape::Pipes => {
                    piped += 1;
                    begin += usize::from(line.begins(text));
                    end += usize::from(line.ends(text));
                    single += usize::from(line.inner_pipes(text) == 0);
                }
                _ => {}
            }
        }
        let cell_a_line = lone > piped || single * 2 > piped;
        Self {
            cell_a_line,
            // Where pipes close cells of their own lines too, many blank cells are only a blank table.
            lone_separates: lone > piped * 4,
            joins: !cell_a_line && begin * 2 < piped,
            closes: end * 2 > piped,
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    lines: &'a [Line],
    style: Style,
    /// The cells of the line at hand.
    fields: Vec<Span>,
}

impl Reader<'_> {
    /// Reads one line; false when a limit stops the reading.
    fn line(&mut self, at: usize, blocks: &mut Blocks) -> bool {
        let line = &self.lines[at];
        self.fields.clear();
        match line.shape {
            Shape::Empty => {
                blocks.empty_line(line.start);
                true
            }
            // The rule under a Markdown header says nothing and ends nothing.
            Shape::Rule => true,
            Shape::Plain if self.is_cell(at) => {
                self.fields.push(line.span());
                blocks.row(line.span(), &self.fields)
            }
            Shape::Plain => blocks.paragraph(line.span()),
            Shape::Lone if self.style.lone_separates => {
                let again = self.before(at).is_some_and(|before| before.shape == Shape::Lone);
                !again || self.blank_row(line.start, blocks)
            }
            // The pipe of a cell whose words stand on the line above.
            Shape::Lone if self.closes_cell_above(at) => true,
            Shape::Lone if self.style.joins && self.goes_on(at) => {
                self.fields.push(line.start..line.start);
                blocks.extend_row(line.span(), &self.fields)
            }
            Shape::Lone => self.blank_row(line.start, blocks),
            Shape::Pipes => {
                lines::split_pipes(self.text, line.span(), &mut self.fields);
                if !self.goes_on(at) {
                    return blocks.row(line.span(), &self.fields);
                }
                if self.before(at).is_some_and(|before| before.ends(self.text)) {
                    self.fields.insert(0, line.start..line.start);
                }
                blocks.extend_row(line.span(), &self.fields)
            }
            Shape::Tabs => {
                lines::split_tabs(self.text, line, &mut self.fields);
                blocks.row(line.span(), &self.fields)
            }
            Shape::Columns => {
                lines::split_columns(self.text, line.span(), &mut self.fields);
                blocks.row(line.span(), &self.fields)
            }
        }
    }

    /// Whether cells here end in a pipe, and this line is the one of the cell that the line above holds without it.
    fn closes_cell_above(&self, at: usize) -> bool {
        let lone = self.lines.get(at).is_some_and(|line| line.shape == Shape::Lone);
        let plain = at.checked_sub(1).is_some_and(|above| self.lines[above].shape == Shape::Plain);
        let a_line_each = |next: &Line| {
            next.shape == Shape::Pipes
                && next.inner_pipes(self.text) == 0
                && next.first_field_is_value(self.text)
        };
        lone && plain
            && self.style.closes
            && (self.style.cell_a_line || self.after(at).is_some_and(a_line_each))
    }

    fn blank_row(&mut self, place: u32, blocks: &mut Blocks) -> bool {
        self.fields.push(place..place);
        blocks.row(place..place, &self.fields)
    }

    /// Whether the line continues the row above: it begins with a pipe although rows here do not, what follows is
    /// values, and the line above is the beginning of a row that is not complete.
    fn goes_on(&self, at: usize) -> bool {
        let line = &self.lines[at];
        self.style.joins
            && line.begins(self.text)
            && line.first_field_is_value(self.text)
            && self.before(at).is_some_and(|before| match before.shape {
                Shape::Pipes if before.begins(self.text) => false,
                Shape::Pipes => before.ends(self.text) || self.style.closes,
                // A blank cell that is a line of its own; whether it continues a row was decided there.
                Shape::Lone => true,
                Shape::Plain => self.is_cell_above_values(before, line),
                _ => false,
            })
    }

    /// Whether a line without separators is a cell of the table around it.
    fn is_cell(&self, at: usize) -> bool {
        let line = &self.lines[at];
        let (before, after) = (self.before(at), self.after(at));
        if self.style.cell_a_line {
            return if self.style.lone_separates {
                after.is_some_and(|after| after.shape == Shape::Lone)
                    || (before.is_some_and(|before| before.shape == Shape::Lone) && line.is_value(self.text))
            } else {
                after.is_some_and(|after| after.shape == Shape::Pipes && after.begins(self.text))
                    || self.closes_cell_above(at + 1)
                    || (before.is_some_and(|before| before.shape == Shape::Pipes) && line.is_value(self.text))
            };
        }
        self.closes_cell_above(at + 1)
            || self.style.joins
                && after
                    .is_some_and(|after| after.begins(self.text) && self.is_cell_above_values(line, after))
    }

    /// Whether `label` is a row's first cell, and its values, all of them, stand on the line below.
    fn is_cell_above_values(&self, label: &Line, values: &Line) -> bool {
        label.shape == Shape::Plain
            && values.shape == Shape::Pipes
            && values.inner_pipes(self.text) > 0
            && values.all_fields_are_values(self.text)
    }

    /// The nearest line above that is not empty.
    fn before(&self, at: usize) -> Option<&Line> {
        self.lines[..at].iter().rev().find(|line| line.shape != Shape::Empty)
    }

    /// The nearest line below that is not empty.
    fn after(&self, at: usize) -> Option<&Line> {
        self.lines[at + 1..].iter().find(|line| line.shape != Shape::Empty)
    }
}
