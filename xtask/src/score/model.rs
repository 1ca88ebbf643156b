//! A report before it is printed: sentences with their figures, headings, tables. Defects are put in here.

use std::collections::HashSet;

use gouji_core::form::{CellId, Edition, Table};

use super::agency::Agency;
use super::figures::Figures;
use super::phrases::Facts;

#[derive(Debug, Clone)]
pub(super) struct Report {
    pub(super) agency: Agency,
    pub(super) year: u16,
    pub(super) figures: Figures,
    pub(super) facts: Facts,
    /// Lines before the title: index number, date of issue.
    pub(super) metadata: Vec<String>,
    /// One line, or two.
    pub(super) title: Vec<String>,
    pub(super) preamble: Vec<Paragraph>,
    pub(super) parts: Vec<Part>,
    pub(super) style: Style,
    /// The phrases it is made of.
    pub(super) used: HashSet<usize>,
    /// What its sentences of the grammar count.
    pub(super) counted: Vec<&'static str>,
}

#[derive(Debug, Clone)]
pub(super) struct Part {
    /// 1 to 6, on the form.
    pub(super) number: u8,
    /// With its numeral.
    pub(super) heading: String,
    pub(super) blocks: Vec<Block>,
}

#[derive(Debug, Clone)]
pub(super) enum Block {
    Text(Paragraph),
    Table(Grid),
}

#[derive(Debug, Clone, Default)]
pub(super) struct Paragraph {
    pub(super) sentences: Vec<Sentence>,
}

#[derive(Debug, Clone)]
pub(super) struct Sentence {
    /// The section of the book it is from, or what it is for.
    pub(super) topic: &'static str,
    pub(super) pieces: Vec<Piece>,
    /// The same sentence gone wrong, where it is from the grammar.
    pub(super) wrong: Option<Box<Wrong>>,
}

/// A sentence that is not true of the report.
#[derive(Debug, Clone)]
pub(super) struct Wrong {
    /// What is wrong with it, in the words of the defects.
    pub(super) kind: &'static str,
    pub(super) text: String,
    /// The figure, or the words, that a finding must show.
    pub(super) seen: String,
    /// The one figure that makes it right again, where no other does.
    pub(super) repair: Option<String>,
}

#[derive(Debug, Clone)]
pub(super) enum Piece {
    Words(String),
    /// A fact in its place.
    Slot {
        name: String,
        value: String,
    },
}

/// An official table, row by row.
#[derive(Debug, Clone)]
pub(super) struct Grid {
    pub(super) table: Table,
    pub(super) edition: Edition,
    pub(super) rows: Vec<Row>,
    /// The number of columns of the whole, for spans.
    pub(super) width: usize,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Row {
    /// Of [`Table::rows`]; `None` for captions and headers. The row of 表四 is 0 and has the values of all three blocks.
    pub(super) line: Option<u8>,
    pub(super) labels: Vec<Label>,
    pub(super) values: Vec<String>,
}

#[derive(Debug, Clone)]
pub(super) struct Label {
    pub(super) text: String,
    pub(super) across: usize,
    pub(super) down: usize,
}

/// How a report is laid out.
#[derive(Debug, Clone)]
pub(super) struct Style {
    pub(super) layout: Layout,
    /// GB 18030 instead of UTF-8.
    pub(super) gbk: bool,
    /// Half-width punctuation throughout, as normalised copies have it.
    pub(super) narrow: bool,
    /// `收到 12 件`.
    pub(super) spaced: bool,
    /// `+3` for `3` in 本年增/减.
    pub(super) signed: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Layout {
    /// `规章 | 0 | 0 |`.
    Pipes,
    /// `| 规章 | 0 | 0 |`.
    Fenced,
    Tabs,
    /// Each cell on a line of its own.
    Lines,
    /// Each cell on a line of its own with a pipe behind it.
    PipedLines,
    Html,
    /// As word processors write it: paragraphs and spans in each cell.
    WordHtml,
}

impl Layout {
    pub(super) const ALL: [Self; 7] =
        [Self::Pipes, Self::Fenced, Self::Tabs, Self::Lines, Self::PipedLines, Self::Html, Self::WordHtml];

    pub(super) fn is_html(self) -> bool {
        matches!(self, Self::Html | Self::WordHtml)
    }
}

impl Sentence {
    pub(super) fn plain(topic: &'static str, text: impl Into<String>) -> Self {
        Self { topic, pieces: vec![Piece::Words(text.into())], wrong: None }
    }

    pub(super) fn text(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Words(words) => words.clone(),
            Piece::Slot { value, .. } => value.clone(),
        };
        self.pieces.iter().map(piece).collect()
    }

    pub(super) fn value_mut(&mut self, slot: &str) -> Option<&mut String> {
        self.pieces.iter_mut().find_map(|piece| match piece {
            Piece::Slot { name, value } if name == slot => Some(value),
            _ => None,
        })
    }

    pub(super) fn slot(&self, slot: &str) -> Option<&str> {
        self.pieces.iter().find_map(|piece| match piece {
            Piece::Slot { name, value } if name == slot => Some(value.as_str()),
            _ => None,
        })
    }
}

impl Paragraph {
    pub(super) fn of(sentences: impl IntoIterator<Item = Sentence>) -> Self {
        Self { sentences: sentences.into_iter().collect() }
    }

    pub(super) fn text(&self) -> String {
        self.sentences.iter().map(Sentence::text).collect()
    }
}

impl Part {
    pub(super) fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Text(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }

    pub(super) fn paragraphs_mut(&mut self) -> impl Iterator<Item = &mut Paragraph> {
        self.blocks.iter_mut().filter_map(|block| match block {
            Block::Text(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }
}

impl Grid {
    /// The printed value of a cell.
    pub(super) fn value_mut(&mut self, cell: CellId) -> Option<&mut String> {
        let (line, at) = match self.table {
            Table::Disputes => (0, usize::from(cell.row) * 5 + usize::from(cell.column)),
            _ => {
                let columns = self.table.expected_columns(self.edition, cell.row);
                (cell.row, columns.iter().position(|column| *column == cell.column)?)
            }
        };
        self.row_mut(line)?.values.get_mut(at)
    }

    pub(super) fn row_mut(&mut self, line: u8) -> Option<&mut Row> {
        self.rows.iter_mut().find(|row| row.line == Some(line))
    }
}

impl Report {
    pub(super) fn part(&self, number: u8) -> Option<&Part> {
        self.parts.iter().find(|part| part.number == number)
    }

    pub(super) fn part_mut(&mut self, number: u8) -> Option<&mut Part> {
        self.parts.iter_mut().find(|part| part.number == number)
    }

    pub(super) fn grid_mut(&mut self, table: Table) -> Option<&mut Grid> {
        self.parts.iter_mut().flat_map(|part| &mut part.blocks).find_map(|block| match block {
            Block::Table(grid) if grid.table == table => Some(grid),
            _ => None,
        })
    }

    pub(super) fn cell_mut(&mut self, cell: impl Into<CellId>) -> Option<&mut String> {
        let cell = cell.into();
        self.grid_mut(cell.table)?.value_mut(cell)
    }

    /// All sentences, those before part one first.
    pub(super) fn sentences(&self) -> impl Iterator<Item = &Sentence> {
        let parts = self.parts.iter().flat_map(Part::paragraphs);
        self.preamble.iter().chain(parts).flat_map(|paragraph| &paragraph.sentences)
    }

    pub(super) fn sentences_mut(&mut self) -> impl Iterator<Item = &mut Sentence> {
        let parts = self.parts.iter_mut().flat_map(Part::paragraphs_mut);
        self.preamble.iter_mut().chain(parts).flat_map(|paragraph| &mut paragraph.sentences)
    }

    /// The first sentence of a topic.
    pub(super) fn topic_mut(&mut self, topic: &str) -> Option<&mut Sentence> {
        self.sentences_mut().find(|sentence| sentence.topic == topic)
    }
}
