//! The kinds of defects: what each is found by, and how it is put into a clean report.

mod cells;
mod content;
mod framing;
mod grammar;
mod parts;
mod proactive;
mod prose;
mod shape;
mod sums;
mod wording;
mod years;

use std::fmt;

use gouji_core::card::Severity;
use gouji_core::form::CellId;

use super::model::{Block, Paragraph, Report, Sentence};
use super::random::Random;

/// One kind of defect.
pub(super) struct Defect {
    /// What is wrong, in few words.
    pub(super) name: &'static str,
    /// Any of these finds it.
    pub(super) codes: &'static [&'static str],
    /// What is rightly said besides.
    pub(super) with: &'static [&'static str],
    pub(super) severity: Severity,
    pub(super) needs_last_year: bool,
    /// Puts it into a report; the second is last year's. `None` where the report cannot have it.
    pub(super) inject: fn(&mut Report, &Report, &mut Random) -> Option<Expected>,
}

impl Defect {
    const fn error(name: &'static str, codes: &'static [&'static str], inject: Inject) -> Self {
        Self { name, codes, with: &[], severity: Severity::Error, needs_last_year: false, inject }
    }

    const fn warning(name: &'static str, codes: &'static [&'static str], inject: Inject) -> Self {
        Self { severity: Severity::Warning, ..Self::error(name, codes, inject) }
    }

    const fn info(name: &'static str, codes: &'static [&'static str], inject: Inject) -> Self {
        Self { severity: Severity::Info, ..Self::error(name, codes, inject) }
    }

    const fn with(self, with: &'static [&'static str]) -> Self {
        Self { with, ..self }
    }

    const fn between_years(self) -> Self {
        Self { needs_last_year: true, ..self }
    }
}

type Inject = fn(&mut Report, &Report, &mut Random) -> Option<Expected>;

/// What a good checker says of it.
pub(super) struct Expected {
    pub(super) at: Where,
    /// What the cell should hold.
    pub(super) repair: Option<String>,
    /// The sentence that it is in, for people; empty where it is in none.
    pub(super) sentence: String,
}

pub(super) enum Where {
    Anywhere,
    /// Table, row and column by their keys.
    Cell(&'static str, String, String),
    Row(&'static str, String),
    Table(&'static str),
    Part(u8),
    /// The words, or part of them, are in the excerpt or in the message.
    Words(String),
}

impl Expected {
    fn at(at: Where) -> Option<Self> {
        Some(Self { at, repair: None, sentence: String::new() })
    }

    fn cell(cell: impl Into<CellId>) -> Option<Self> {
        Self::at(cell_place(cell.into()))
    }

    fn repaired(cell: impl Into<CellId>, repair: impl Into<String>) -> Option<Self> {
        Some(Self { repair: Some(repair.into()), ..Self::cell(cell)? })
    }

    fn row(cell: impl Into<CellId>) -> Option<Self> {
        let cell = cell.into();
        Self::at(Where::Row(cell.table.key(), cell.row_label()?.key.to_owned()))
    }

    fn words(words: impl Into<String>) -> Option<Self> {
        Self::at(Where::Words(words.into()))
    }

    /// The figure, in a sentence.
    fn figure(figure: impl Into<String>, sentence: &Sentence) -> Option<Self> {
        Some(Self { sentence: sentence.text(), ..Self::words(figure)? })
    }

    fn part(part: u8) -> Option<Self> {
        Self::at(Where::Part(part))
    }

    /// The first sentence that has the words.
    pub(super) fn find_sentence(&mut self, report: &Report) {
        if let Where::Words(words) = &self.at {
            let found = report.sentences().map(Sentence::text).find(|text| text.contains(words));
            self.sentence = found.unwrap_or_default();
        }
    }

    pub(super) fn repair_text(&self) -> String {
        self.repair.as_ref().map(|with| format!("改成 {with}，")).unwrap_or_default()
    }
}

impl fmt::Display for Where {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anywhere => f.write_str("任何地方"),
            Self::Cell(table, row, column) => write!(f, "{table} {row} {column}"),
            Self::Row(table, row) => write!(f, "{table} {row}"),
            Self::Table(table) => f.write_str(table),
            Self::Part(part) => write!(f, "第 {part} 部分"),
            Self::Words(words) => write!(f, "“{words}”"),
        }
    }
}

fn cell_place(cell: CellId) -> Where {
    let key =
        |label: Option<&gouji_core::form::Label>| label.map_or(String::new(), |label| label.key.to_owned());
    Where::Cell(cell.table.key(), key(cell.row_label()), key(cell.column_label()))
}

/// All kinds, by family.
pub(super) fn all() -> impl Iterator<Item = &'static Defect> {
    [
        sums::DEFECTS,
        cells::DEFECTS,
        proactive::DEFECTS,
        shape::DEFECTS,
        parts::DEFECTS,
        framing::DEFECTS,
        prose::DEFECTS,
        grammar::DEFECTS,
        content::DEFECTS,
        wording::DEFECTS,
        years::DEFECTS,
    ]
    .into_iter()
    .flatten()
}

/// Whether the report is of the 2021 form.
fn is_newer(report: &Report) -> bool {
    report.year >= 2021
}

/// Changes a cell to what `change` makes of its figure; returns what was there.
fn set(report: &mut Report, cell: impl Into<CellId>, change: impl FnOnce(i64) -> i64) -> Option<String> {
    let text = report.cell_mut(cell)?;
    let old = text.clone();
    *text = change(old.parse().ok()?).to_string();
    (old != *text).then_some(old)
}

/// Writes words into a cell; returns what was there.
fn write(report: &mut Report, cell: impl Into<CellId>, words: &str) -> Option<String> {
    Some(std::mem::replace(report.cell_mut(cell)?, words.to_owned()))
}

/// Adds a paragraph behind the text of a part.
fn add(report: &mut Report, part: u8, text: &str) -> Option<()> {
    let sentence = Sentence::plain("defect", text);
    report.part_mut(part)?.blocks.push(Block::Text(Paragraph::of([sentence])));
    Some(())
}

/// Adds a sentence to the end of the first paragraph of part one that has a sentence of `topic`.
fn add_after(report: &mut Report, topic: &str, text: &str) -> Option<()> {
    let part = report.part_mut(1)?;
    let paragraph =
        part.paragraphs_mut().find(|paragraph| paragraph.sentences.iter().any(|s| s.topic == topic))?;
    paragraph.sentences.push(Sentence::plain("defect", text));
    Some(())
}

/// Puts another text in the place of the first sentence of a topic; returns the old text.
fn replace(report: &mut Report, topic: &str, text: &str) -> Option<String> {
    let sentence = report.topic_mut(topic)?;
    let old = sentence.text();
    *sentence = Sentence::plain("defect", text);
    Some(old)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// The names are those of folders.
    #[test]
    fn kinds_are_many_and_have_names_of_their_own() {
        let names: HashSet<&str> = all().map(|defect| defect.name).collect();
        assert_eq!(names.len(), all().count());
        assert!(names.len() >= 90, "{}", names.len());
        assert!(names.iter().all(|name| !name.contains(['/', '\\', ' '])));
    }
}
