//! An equation over one table: where it holds, whether it does, and the sentence that says it does not.

use std::fmt::Write;

use super::language::{Axis, Comparison, Relation, Term, What};
use crate::figure::Figure;
use crate::form::{CellId, Edition, Table};
use crate::report::Report;

/// A requirement on a table, once for every line (a column if its terms are rows, a row if they are columns).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    pub table: Table,
    pub axis: Axis,
    pub holds: Comparison,
    /// What has to be so, known and true, before `holds` is asked.
    pub when: Vec<Comparison>,
    /// The only lines it is asked of; empty for every one.
    pub only: Vec<u8>,
}

impl Equation {
    pub fn is_unconditional_equality(&self) -> bool {
        self.holds.relation == Relation::Equal && self.when.is_empty()
    }

    /// The lines on which the form of that edition has every term.
    pub fn lines(&self, edition: Edition) -> impl Iterator<Item = u8> {
        let count = match self.axis {
            Axis::Rows => self.table.columns().len(),
            Axis::Columns => self.table.rows().len(),
        };
        (0..count as u8).filter(move |&line| {
            (self.only.is_empty() || self.only.contains(&line))
                && self.terms().all(|term| match term.what {
                    What::Number(_) => true,
                    What::Lines { .. } => self.cells(term, edition, line).next().is_some(),
                })
        })
    }

    /// The cells that a term stands for on a line.
    pub fn cells(&self, term: &Term, edition: Edition, line: u8) -> impl Iterator<Item = CellId> {
        let Self { table, axis, .. } = *self;
        let lines = match &term.what {
            What::Number(_) => &[],
            What::Lines { lines, .. } => &lines[..],
        };
        lines.iter().filter_map(move |&index| {
            let (row, column) = if axis == Axis::Rows { (index, line) } else { (line, index) };
            table.expects(edition, row, column).then_some(CellId { table, row, column })
        })
    }

    /// The one cell that a side consists of, if it does.
    pub fn lone(&self, side: &[Term], edition: Edition, line: u8) -> Option<CellId> {
        let [term] = side else { return None };
        let mut cells = self.cells(term, edition, line);
        match (term.negative, cells.next(), cells.next()) {
            (false, Some(cell), None) => Some(cell),
            _ => None,
        }
    }

    /// Known to be broken; what is unknown breaks nothing.
    pub fn is_broken(&self, report: &Report, edition: Edition, line: u8) -> bool {
        self.when.iter().all(|when| self.is(when, report, edition, line) == Some(true))
            && self.is(&self.holds, report, edition, line) == Some(false)
    }

    fn is(&self, comparison: &Comparison, report: &Report, edition: Edition, line: u8) -> Option<bool> {
        let left = self.sum(&comparison.left, report, edition, line).get()?;
        let right = self.sum(&comparison.right, report, edition, line).get()?;
        Some(match comparison.relation {
            Relation::Equal => left == right,
            Relation::NotEqual => left != right,
            Relation::Less => left < right,
            Relation::Greater => left > right,
            Relation::AtMost => left <= right,
            Relation::AtLeast => left >= right,
        })
    }

    fn sum(&self, side: &[Term], report: &Report, edition: Edition, line: u8) -> Figure {
        side.iter().fold(Figure::ZERO, |sum, term| {
            let figure = self.figure(term, report, edition, line);
            if term.negative { sum - figure } else { sum + figure }
        })
    }

    /// What a term comes to, its sign aside.
    pub fn figure(&self, term: &Term, report: &Report, edition: Edition, line: u8) -> Figure {
        match term.what {
            What::Number(number) => number.into(),
            What::Lines { .. } => self.cells(term, edition, line).map(|cell| report.figure(cell)).sum(),
        }
    }

    /// What a finding points at: the first cell that is a side of its own, else the first cell.
    pub fn spot(&self, edition: Edition, line: u8) -> CellId {
        let Comparison { left, right, .. } = &self.holds;
        self.lone(left, edition, line)
            .or_else(|| self.lone(right, edition, line))
            .or_else(|| left.iter().chain(right).find_map(|term| self.cells(term, edition, line).next()))
            .unwrap_or(CellId { table: self.table, row: 0, column: 0 })
    }

    /// The broken equation with its figures: `自然人：本年新收 27 ＋ 上年结转 0 ＝ 27，而总计 0 ＋ 结转下年度 0 ＝ 0`.
    pub fn message(&self, report: &Report, edition: Edition, line: u8) -> String {
        let Comparison { left, relation, right } = &self.holds;
        let mut message = format!("{}：", self.line_title(line));
        self.write_side(&mut message, left, report, edition, line);
        let number = matches!(right[..], [Term { what: What::Number(_), .. }]);
        message.push_str(match relation {
            Relation::Equal if number => "，应为",
            Relation::Equal => "，而",
            Relation::NotEqual => "，不应等于",
            Relation::Less => "，应小于",
            Relation::Greater => "，应大于",
            Relation::AtMost => "，应不大于",
            Relation::AtLeast => "，应不小于",
        });
        if number {
            message.push(' ');
        }
        self.write_side(&mut message, right, report, edition, line);
        message
    }

    /// The row or column that an instance is about.
    pub fn line_title(&self, line: u8) -> &'static str {
        let labels = match self.axis {
            Axis::Rows => self.table.columns(),
            Axis::Columns => self.table.rows(),
        };
        labels.get(usize::from(line)).map_or("？", |label| label.title)
    }

    fn write_side(&self, into: &mut String, side: &[Term], report: &Report, edition: Edition, line: u8) {
        for (at, term) in side.iter().enumerate() {
            into.push_str(match (term.negative, at) {
                (true, 0) => "－ ",
                (true, _) => " － ",
                (false, 0) => "",
                (false, _) => " ＋ ",
            });
            if let What::Lines { title, .. } = term.what {
                into.push_str(title);
                into.push(' ');
            }
            push(into, self.figure(term, report, edition, line));
        }
        if side.len() > 1 || side.iter().any(|term| term.negative) {
            into.push_str(" ＝ ");
            push(into, self.sum(side, report, edition, line));
        }
    }

    fn terms(&self) -> impl Iterator<Item = &Term> {
        std::iter::once(&self.holds)
            .chain(&self.when)
            .flat_map(|comparison| comparison.left.iter().chain(&comparison.right))
    }
}

fn push(into: &mut String, figure: Figure) {
    write!(into, "{figure}").expect("writing to a string cannot fail");
}
