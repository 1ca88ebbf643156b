//! Lines of a plain text: where they end, which separators they have, and the cells between those.

use gouji_core::cell::is_space;

use crate::document::Span;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Nothing but white space.
    Empty,
    /// No separators.
    Plain,
    /// A pipe and nothing else.
    Lone,
    Pipes,
    Tabs,
    /// At least three values, set apart by runs of spaces.
    Columns,
    /// The rule under the header of a Markdown or drawn table.
    Rule,
}

/// So many tabs behind a label are blank cells, and so many without one.
const BLANK_CELLS: usize = 3;
const BLANK_ROW: usize = 6;

/// A line without white space at either end; tabs, which may stand for blank cells, are kept if the line has `Tabs`.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) shape: Shape,
}

/// Splits `text[from..]` into at most `most` lines; false if there are more.
pub(super) fn split(text: &str, from: usize, most: usize, lines: &mut Vec<Line>) -> bool {
    let bytes = text.as_bytes();
    let mut start = from;
    let mut seen = Seen::default();
    let mut at = from;
    while at < bytes.len() {
        if !NOTED[usize::from(bytes[at])] {
            at += 1;
            continue;
        }
        let width = match bytes[at] {
            b'\n' | 0x0B | 0x0C => 1,
            b'\r' => 1 + usize::from(bytes.get(at + 1) == Some(&b'\n')),
            // U+2028 and U+2029, the line and paragraph separators.
            0xE2 if bytes[at..].starts_with(b"\xE2\x80\xA8") || bytes[at..].starts_with(b"\xE2\x80\xA9") => 3,
            byte => {
                seen.note(byte, &bytes[at..]);
                at += 1;
                continue;
            }
        };
        if lines.len() == most {
            return false;
        }
        lines.push(line(text, start, at, seen));
        at += width;
        start = at;
        seen = Seen::default();
    }
    if start < bytes.len() {
        if lines.len() == most {
            return false;
        }
        lines.push(line(text, start, bytes.len(), seen));
    }
    true
}

/// The bytes that end a line, stand between cells, or begin a character that does.
const NOTED: [bool; 256] = {
    let mut noted = [false; 256];
    let bytes = b"\t\n\x0B\x0C\r |\xC2\xE2\xE3\xEF";
    let mut at = 0;
    while at < bytes.len() {
        noted[bytes[at] as usize] = true;
        at += 1;
    }
    noted
};

/// Which separators a line may have: a cheap look, so that prose costs nothing more.
#[derive(Debug, Default, Clone, Copy)]
struct Seen {
    pipe: bool,
    tab: bool,
    wide_space: bool,
}

impl Seen {
    fn note(&mut self, byte: u8, rest: &[u8]) {
        match byte {
            b'|' => self.pipe = true,
            b'\t' => self.tab = true,
            b' ' => self.wide_space |= rest.get(1) == Some(&b' '),
            0xC2 => self.wide_space |= rest.get(1) == Some(&0xA0),
            0xE3 => self.wide_space |= rest.starts_with("\u{3000}".as_bytes()),
            0xEF => self.pipe |= rest.starts_with("｜".as_bytes()),
            _ => {}
        }
    }
}

fn line(text: &str, start: usize, end: usize, seen: Seen) -> Line {
    let span = trimmed(text, start as u32..end as u32);
    let content = &text[span.start as usize..span.end as usize];
    // Nothing but tabs, or a label and nothing but tabs: a row of blank cells.
    let blank_cells = seen.tab && {
        let label = text[start..end].trim_end_matches('\t');
        end - start - label.len() >= if label.is_empty() { BLANK_ROW } else { BLANK_CELLS }
    };
    if blank_cells && !seen.pipe {
        return Line { start: start as u32, end: end as u32, shape: Shape::Tabs };
    }
    let shape = if content.is_empty() {
        Shape::Empty
    } else if is_rule(content) {
        Shape::Rule
    } else if seen.pipe {
        if content.chars().next().is_some_and(is_pipe) && content.chars().nth(1).is_none() {
            Shape::Lone
        } else {
            Shape::Pipes
        }
    } else if seen.tab && is_tabbed(content) {
        // Tabs at the ends are blank cells.
        return Line { start: start as u32, end: end as u32, shape: Shape::Tabs };
    } else if seen.wide_space && columns(content).filter(|field| is_value(field)).nth(2).is_some() {
        Shape::Columns
    } else {
        Shape::Plain
    };
    Line { start: span.start, end: span.end, shape }
}

impl Line {
    pub(super) fn span(&self) -> Span {
        self.start..self.end
    }

    fn content<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start as usize..self.end as usize]
    }

    pub(super) fn begins(&self, text: &str) -> bool {
        matches!(self.shape, Shape::Pipes | Shape::Lone) && self.content(text).starts_with(is_pipe)
    }

    pub(super) fn ends(&self, text: &str) -> bool {
        matches!(self.shape, Shape::Pipes | Shape::Lone) && self.content(text).ends_with(is_pipe)
    }

    /// How many pipes stand between cells.
    pub(super) fn inner_pipes(&self, text: &str) -> usize {
        fields(self.content(text)).count().saturating_sub(1)
    }

    /// Whether the first cell that is not blank holds a value, or all are blank.
    pub(super) fn first_field_is_value(&self, text: &str) -> bool {
        fields(self.content(text)).find(|field| !field.is_empty()).is_none_or(is_value)
    }

    pub(super) fn all_fields_are_values(&self, text: &str) -> bool {
        fields(self.content(text)).all(|field| field.is_empty() || is_value(field))
    }

    pub(super) fn is_value(&self, text: &str) -> bool {
        is_value(self.content(text))
    }
}

/// The cells of a line with pipes. A pipe at either end of the line makes no cell.
pub(super) fn split_pipes(text: &str, line: Span, cells: &mut Vec<Span>) {
    push_all(text, fields(&text[line.start as usize..line.end as usize]), cells);
}

/// The cells of a line with tabs: always one more than there are tabs.
pub(super) fn split_tabs(text: &str, line: &Line, cells: &mut Vec<Span>) {
    push_all(text, line.content(text).split('\t').map(trim), cells);
}

/// The cells of a line whose columns are set apart by runs of spaces.
pub(super) fn split_columns(text: &str, line: Span, cells: &mut Vec<Span>) {
    push_all(text, columns(&text[line.start as usize..line.end as usize]), cells);
}

/// Whether `field` is what stands in a cell for a figure: a number, perhaps with sign, unit or sign word, or a dash.
pub(crate) fn is_value(field: &str) -> bool {
    if field.is_empty() || field.len() > 48 {
        return false;
    }
    let digits = |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c);
    let sign = |c: char| "+-－＋—–―/／\\*↑↓±()（）增减新少无".contains(c);
    let point = |c: char| ".,，．%％ 元万件个".contains(c);
    let mut any = false;
    for character in field.chars() {
        any |= digits(character) || sign(character);
        if !digits(character) && !sign(character) && !point(character) {
            return false;
        }
    }
    any
}

/// `span` without white space at either end; if there is nothing else, the empty span at its start.
pub(crate) fn trimmed(text: &str, span: Span) -> Span {
    let whole = &text[span.start as usize..span.end as usize];
    let end = span.start + whole.trim_end_matches(is_space).len() as u32;
    let start = span.end - whole.trim_start_matches(is_space).len() as u32;
    start.min(end)..end
}

fn trim(field: &str) -> &str {
    let rest = field.trim_end_matches(is_space);
    rest.trim_start_matches(is_space)
}

fn is_pipe(character: char) -> bool {
    matches!(character, '|' | '｜')
}

/// What stands between pipes.
fn fields(line: &str) -> impl Iterator<Item = &str> {
    let inner = line.strip_prefix(is_pipe).unwrap_or(line);
    let inner = inner.strip_suffix(is_pipe).unwrap_or(inner);
    inner.split(is_pipe).map(trim)
}

/// What stands between runs of two spaces or more.
fn columns(line: &str) -> impl Iterator<Item = &str> {
    let mut rest = line;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let mut gap = None;
        for (at, character) in rest.char_indices() {
            match gap {
                _ if !is_space(character) => gap = None,
                None => gap = Some(at),
                Some(start) => {
                    let field = &rest[..start];
                    rest = rest[at..].trim_start_matches(is_space);
                    return Some(field);
                }
            }
        }
        Some(std::mem::take(&mut rest))
    })
}

/// A tab after an item number, as word processors write it, does not make a table.
fn is_tabbed(content: &str) -> bool {
    let Some((item, rest)) = content.split_once('\t') else { return false };
    let is_item =
        item.chars().count() <= 6 && item.trim_end().ends_with(['、', '.', '．', ')', '）', '·', '•']);
    !is_item || rest.contains('\t')
}

/// `|---|:--:|`, `+----+----+`. A single dash may be a value, so a rule has three.
fn is_rule(content: &str) -> bool {
    let bytes = content.as_bytes();
    matches!(bytes[0], b'|' | b'+' | b'-' | b':')
        && bytes.iter().all(|byte| b"|+-=: \t".contains(byte))
        && bytes.iter().any(|byte| b"|+".contains(byte))
        && content.contains("---")
}

/// The places of `parts`, which are slices of `text`, in order.
fn push_all<'a>(text: &str, parts: impl Iterator<Item = &'a str>, cells: &mut Vec<Span>) {
    cells.extend(parts.map(|part| {
        let start = (part.as_ptr() as usize - text.as_ptr() as usize) as u32;
        start..start + part.len() as u32
    }));
}
