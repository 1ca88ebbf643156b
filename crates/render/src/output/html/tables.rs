//! The three tables, laid out as the form has them, with the cells that findings point at.

use std::collections::BTreeMap;

use gouji_core::card::Severity;
use gouji_core::form::{CellId, Table};
use gouji_core::report::CellState;
use gouji_core::seen::{Block, Seen};
use gouji_core::verdict::{At, Finding};
use serde::Serialize;

use crate::finding::should_be;
use crate::place;

/// A table as it is drawn.
#[derive(Serialize)]
pub(crate) struct Drawn {
    title: &'static str,
    /// What is to be known before its figures are believed.
    note: &'static str,
    /// Of findings on the table as a whole.
    marks: Vec<Mark>,
    rows: Vec<Vec<Square>>,
    /// What findings say of its cells.
    notes: Vec<Note>,
}

/// What a finding says of a cell, below the table.
#[derive(Clone, Serialize)]
struct Note {
    mark: Mark,
    place: String,
    should_be: String,
    /// The equations that do not hold, or else what is wrong.
    why: Vec<String>,
}

/// A cell, of the head or with a figure.
#[derive(Default, Serialize)]
struct Square {
    head: bool,
    text: String,
    class: &'static str,
    columns: usize,
    lines: usize,
    /// What should stand there.
    better: Option<String>,
    marks: Vec<Mark>,
}

/// A finding that points here, by its number in the report.
#[derive(Clone, Copy, Serialize)]
pub(crate) struct Mark {
    pub(crate) number: usize,
    pub(crate) severity: &'static str,
}

/// What findings point at.
#[derive(Default)]
pub(crate) struct Marks {
    /// By table, row and column; the latter are empty for a table or a row as a whole.
    at: BTreeMap<(String, String, String), Vec<Mark>>,
    better: BTreeMap<(String, String, String), String>,
    /// By table.
    notes: BTreeMap<String, Vec<Note>>,
}

/// Notes below a table.
const NOTES: usize = 12;

fn key(at: &At) -> Option<(String, String, String)> {
    let part = |part: &Option<String>| part.clone().unwrap_or_default();
    Some((at.table.clone()?, part(&at.row), part(&at.col)))
}

impl Drawn {
    /// The findings that it shows a place of.
    pub(crate) fn shown(&self) -> impl Iterator<Item = usize> {
        let squares = self.rows.iter().flatten().flat_map(|square| &square.marks);
        self.marks.iter().chain(squares).map(|mark| mark.number)
    }

    /// Points at the table as a whole.
    pub(crate) fn mark(&mut self, mark: Mark) {
        self.marks.push(mark);
    }
}

impl Marks {
    pub(crate) fn add(&mut self, number: usize, finding: &Finding) {
        let Some(key) = key(&finding.at) else { return };
        let severity = if finding.counts() { finding.severity } else { Severity::Info };
        if let Some(repair) = &finding.repair {
            self.better.entry(key.clone()).or_insert_with(|| repair.with.clone());
        }
        let mark = Mark { number, severity: severity.key() };
        if finding.counts() && finding.severity > Severity::Info {
            let notes = self.notes.entry(key.0.clone()).or_default();
            if notes.len() < NOTES {
                notes.push(note(mark, finding));
            }
        }
        self.at.entry(key).or_default().push(mark);
    }

    fn of(&self, table: Table, row: &str, col: &str) -> (Vec<Mark>, Option<String>) {
        let key = (table.key().to_owned(), row.to_owned(), col.to_owned());
        (self.at.get(&key).cloned().unwrap_or_default(), self.better.get(&key).cloned())
    }
}

fn note(mark: Mark, finding: &Finding) -> Note {
    let evidence: Vec<String> = finding.evidence.iter().map(|evidence| evidence.text.clone()).collect();
    Note {
        mark,
        place: place::in_form(&finding.at).unwrap_or_default(),
        should_be: should_be(finding),
        why: if evidence.is_empty() { vec![finding.message.clone()] } else { evidence },
    }
}

/// The tables of a report. One that it lacks is drawn too: empty, and said to be missing.
pub(crate) fn draw(seen: &Seen, marks: &Marks) -> Vec<Drawn> {
    Table::ALL.into_iter().map(|table| Drawing { seen, marks, table }.draw()).collect()
}

struct Drawing<'a> {
    seen: &'a Seen,
    marks: &'a Marks,
    table: Table,
}

/// How the rows of 表三 stand together on the form: what their keys begin with, and the label before them.
const GROUPS: [(&str, &str); 4] = [
    ("denied.", "（三）不予公开"),
    ("unavailable.", "（四）无法提供"),
    ("unprocessed.", "（五）不予处理"),
    ("other.", "（六）其他处理"),
];

impl Drawing<'_> {
    fn draw(&self) -> Drawn {
        let grid = self.seen.grid(self.table);
        let title = match self.table {
            Table::Proactive => "表二　主动公开政府信息情况",
            Table::Requests => "表三　收到和处理政府信息公开申请情况（单位：件）",
            Table::Disputes => "表四　政府信息公开行政复议、行政诉讼情况（单位：件）",
        };
        let note = match (grid.found, grid.inferred) {
            (false, _) => "没有读到这张表",
            (true, true) => "没有框线或排版混乱，按位置推测读出，请核对原文",
            (true, false) => "",
        };
        let rows = match (grid.found, self.table) {
            (false, _) => Vec::new(),
            (true, Table::Disputes) => self.side_by_side(&grid.blocks),
            (true, _) => {
                let columns = grid.blocks.iter().map(|block| block.columns.len()).max().unwrap_or(0);
                grid.blocks.iter().flat_map(|block| self.block(block, columns)).collect()
            }
        };
        let notes = self.marks.notes.get(self.table.key()).cloned().unwrap_or_default();
        Drawn { title, note, marks: self.marks.of(self.table, "", "").0, rows, notes }
    }

    /// A row of titles, then the rows, as wide as so many columns.
    fn block(&self, block: &Block, columns: usize) -> Vec<Vec<Square>> {
        let table = self.table;
        let mut rows = Vec::new();
        let mut titles = vec![self.head(if table == Table::Requests { "项目" } else { "信息内容" })];
        titles[0].columns = 2;
        titles.extend(
            block.columns.iter().map(|&column| self.head(table.columns()[usize::from(column)].title)),
        );
        rows.push(titles);
        let mut group = "";
        for (at, &row) in block.rows.iter().enumerate() {
            let key = table.rows()[usize::from(row)].key;
            let (label, size) = self.group(&block.rows[at..]);
            let mut squares = Vec::new();
            if label.is_empty() {
                squares.push(Square { columns: 2, ..self.row_head(row) });
            } else {
                if label != group {
                    squares.push(Square { lines: size, ..self.head(label) });
                }
                squares.push(self.row_head(row));
            }
            group = label;
            squares.extend(block.columns.iter().map(|&column| self.cell(row, column, key)));
            rows.push(squares);
        }
        let left = columns - block.columns.len();
        rows.iter_mut().filter_map(|row| row.last_mut()).for_each(|last| last.columns += left);
        rows
    }

    /// The label of the group that the first of some rows is in, and how many of them are.
    fn group(&self, rows: &[u8]) -> (&'static str, usize) {
        let key = |row: u8| self.table.rows()[usize::from(row)].key;
        let first = rows.first().map_or("", |&row| key(row));
        let of = |(prefix, _): &&(&str, &str)| first.starts_with(prefix);
        let Some((prefix, label)) = GROUPS.iter().find(of).filter(|_| self.table == Table::Requests) else {
            return ("", 1);
        };
        (label, rows.iter().take_while(|&&row| key(row).starts_with(prefix)).count())
    }

    /// As 表四 is printed: the rows beside each other.
    fn side_by_side(&self, blocks: &[Block]) -> Vec<Vec<Square>> {
        let mut rows: [Vec<Square>; 3] = Default::default();
        for block in blocks {
            for &row in &block.rows {
                let key = self.table.rows()[usize::from(row)].key;
                rows[0].push(Square { columns: block.columns.len(), class: "column", ..self.row_head(row) });
                for &column in &block.columns {
                    rows[1].push(self.column_head(column));
                    rows[2].push(self.cell(row, column, key));
                }
            }
        }
        rows.into()
    }

    fn head(&self, text: &str) -> Square {
        Square { head: true, text: text.to_owned(), columns: 1, lines: 1, ..Square::default() }
    }

    fn column_head(&self, column: u8) -> Square {
        Square { class: "column", ..self.head(self.table.columns()[usize::from(column)].title) }
    }

    fn row_head(&self, row: u8) -> Square {
        let label = &self.table.rows()[usize::from(row)];
        let text = if self.table == Table::Requests { label.printed } else { label.title };
        Square { marks: self.marks.of(self.table, label.key, "").0, ..self.head(text) }
    }

    fn cell(&self, row: u8, column: u8, row_key: &str) -> Square {
        let seen = self.seen.cell(CellId { table: self.table, row, column });
        let col = self.table.columns()[usize::from(column)].key;
        let (marks, better) = self.marks.of(self.table, row_key, col);
        let (text, class) = match seen.state {
            CellState::Missing => ("缺".to_owned(), "lost"),
            CellState::Blank => ("空".to_owned(), "blank"),
            _ => (seen.raw.clone(), ""),
        };
        Square { text, class, columns: 1, lines: 1, better, marks, ..Square::default() }
    }
}
