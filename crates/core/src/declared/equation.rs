//! What two sums must be to each other: where that is asked, whether it is so, and the sentence that says it is not.

use std::fmt::Write;

use super::cap_inferred;
use super::language::{Amount, Axis, Comparison, Relation, Term, Value, What};
use super::message::Piece;
use super::options::Settings;
use super::view::{View, Why};
use crate::card::Severity;
use crate::figure::Figure;
use crate::finding::{Findings, Spot};
use crate::form::{CellId, Edition, Table};
use crate::report::Report;

/// The line of an equation that has none.
pub const NO_LINE: u8 = u8::MAX;

/// A requirement on figures. With whole rows or columns in it, it holds once for every line of the other kind: a column if
/// they are rows, a row if they are columns. Of cells and numbers in the prose alone, it holds once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Equation {
    /// The table and axis of its rows or columns.
    pub lines: Option<(Table, Axis)>,
    pub holds: Comparison,
    /// What has to be so, known and true, before `holds` is asked.
    pub when: Vec<Comparison>,
    /// The only lines it is asked of; empty for every one.
    pub only: Vec<u8>,
    /// Asked only where every cell has a number printed; a blank is else a 0.
    pub printed: bool,
    /// What a finding points at, where that is no cell.
    pub at: Option<At>,
    /// Instead of the two sides with their figures; empty for those.
    pub message: Vec<Piece>,
}

/// What a finding points at instead of a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum At {
    /// The row that it is about.
    Row,
    Table(Table),
}

/// What comes of asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Truth {
    Yes,
    No,
    /// There is nothing to ask.
    NotAsked,
    Unknown(Why),
}

impl Equation {
    /// Whether it always has to hold between cells of this year that are added and taken away: all of these together can
    /// tell which cell is wrong.
    pub fn is_solvable(&self) -> bool {
        let plain = |term: &Term| {
            let number =
                matches!(term.what, What::Number(Amount { value: Value::Number(_), per_cent: false }));
            let cells = matches!(term.what, What::Lines { .. } | What::Cells { .. });
            term.times.is_none() && (number || cells && !term.what.is_of_last_year())
        };
        self.holds.relation == Relation::Equal
            && self.when.is_empty()
            && !self.printed
            && self.at.is_none()
            && self.message.is_empty()
            && self.holds.terms().all(plain)
    }

    /// Whether it says what it could not check: what a table leaves out of its own rows and columns is told elsewhere.
    pub fn tells_unknown(&self) -> bool {
        self.terms().any(|term| match term.what {
            What::Number(_) => false,
            What::Lines { last_year, .. } => last_year,
            What::Cells { .. } | What::Said { .. } => true,
        })
    }

    pub(super) fn needs_last_year(&self) -> bool {
        self.terms().any(|term| term.what.is_of_last_year())
    }

    /// The tables of this year's report that it speaks of.
    pub fn tables(&self) -> impl Iterator<Item = Table> {
        Table::ALL.into_iter().filter(|table| {
            self.holds.terms().any(|term| match &term.what {
                What::Lines { last_year: false, .. } => self.lines.is_some_and(|(of, _)| of == *table),
                What::Cells { cells, last_year: false, .. } => cells.iter().any(|cell| cell.table == *table),
                _ => false,
            })
        })
    }

    /// The lines on which the form of that edition has every term of this year.
    pub fn lines(&self, edition: Edition) -> impl Iterator<Item = u8> {
        let count = match self.lines {
            Some((table, Axis::Rows)) => table.columns().len(),
            Some((table, Axis::Columns)) => table.rows().len(),
            None => 1,
        };
        (0..count as u8)
            .map(|line| if self.lines.is_none() { NO_LINE } else { line })
            .filter(move |line| self.only.is_empty() || self.only.contains(line))
            .filter(move |&line| {
                self.terms().all(|term| match term.what {
                    What::Lines { last_year: false, .. } => self.cells(term, edition, line).next().is_some(),
                    What::Cells { last_year: false, .. } if self.is_solvable() => {
                        self.cells(term, edition, line).next().is_some()
                    }
                    _ => true,
                })
            })
    }

    /// The cells that a term stands for on a line, in whichever year's report it is.
    pub fn cells(&self, term: &Term, edition: Edition, line: u8) -> impl Iterator<Item = CellId> {
        cells(term, self.lines, edition, line)
    }

    /// The one cell of this year that a side consists of, if it does.
    pub fn lone(&self, side: &[Term], edition: Edition, line: u8) -> Option<CellId> {
        let [term] = side else { return None };
        if term.negative || term.times.is_some() || term.what.is_of_last_year() {
            return None;
        }
        let mut cells = self.cells(term, edition, line);
        match (cells.next(), cells.next()) {
            (Some(cell), None) => Some(cell),
            _ => None,
        }
    }

    /// What a term comes to, its sign aside: for the solver, which has cells of this year only.
    pub fn figure(&self, term: &Term, report: &Report, edition: Edition, line: u8) -> Figure {
        match term.what {
            What::Number(Amount { value: Value::Number(number), .. }) => Figure::known(number),
            What::Number(_) | What::Said { .. } => Figure::UNKNOWN,
            What::Lines { .. } | What::Cells { .. } => {
                self.cells(term, edition, line).map(|cell| report.figure(cell)).sum()
            }
        }
    }

    /// What a finding points at: the row or table that the rule names; else the first cell that is a side of its own, or
    /// the first cell of all.
    pub fn spot(&self, edition: Edition, line: u8) -> Option<Spot> {
        let Comparison { left, right, .. } = &self.holds;
        match (self.at, self.lines) {
            (Some(At::Table(table)), _) => return Some(Spot::table(table)),
            (Some(At::Row), Some((table, Axis::Columns))) => return Some(Spot::row(table, line)),
            (Some(At::Row), _) | (None, _) => {}
        }
        let of_this_year = |term: &&Term| !term.what.is_of_last_year();
        let cell = self.lone(left, edition, line).or_else(|| self.lone(right, edition, line)).or_else(|| {
            self.holds.terms().filter(of_this_year).find_map(|term| self.cells(term, edition, line).next())
        });
        let cell = cell?;
        Some(if self.at == Some(At::Row) { Spot::row(cell.table, cell.row) } else { cell.into() })
    }

    /// The row or column that an instance is about.
    pub fn line_title(&self, line: u8) -> &'static str {
        let labels = match self.lines {
            Some((table, Axis::Rows)) => table.columns(),
            Some((table, Axis::Columns)) => table.rows(),
            None => &[],
        };
        labels.get(usize::from(line)).map_or("", |label| label.title)
    }

    /// The broken equation with its figures: `自然人：本年新收 27 ＋ 上年结转 0 ＝ 27，而总计 0 ＋ 结转下年度 0 ＝ 0`; for
    /// the solver, whose equations have no options.
    pub fn message(&self, report: &Report, edition: Edition, line: u8) -> String {
        self.said(&View::new(report, Some(edition), Settings::NONE).of(self), line)
    }

    pub(super) fn said(&self, view: &View, line: u8) -> String {
        if !self.message.is_empty() {
            return self
                .message
                .iter()
                .map(|piece| piece.filled(self.line_title(line), view, line))
                .collect();
        }
        let Comparison { left, relation, right } = &self.holds;
        let mut message = match self.lines {
            Some(_) => format!("{}：", self.line_title(line)),
            None => String::new(),
        };
        self.write_side(&mut message, left, view, line);
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
        // Before a digit.
        if number || right.first().is_some_and(|term| term.times.is_some() && !term.negative) {
            message.push(' ');
        }
        self.write_side(&mut message, right, view, line);
        message
    }

    fn write_side(&self, into: &mut String, side: &[Term], view: &View, line: u8) {
        for (at, term) in side.iter().enumerate() {
            into.push_str(match (term.negative, at) {
                (true, 0) => "－ ",
                (true, _) => " － ",
                (false, 0) => "",
                (false, _) => " ＋ ",
            });
            if let Some(times) = term.times {
                push(into, format_args!("{} × ", view.settings.printed(times, view.report)));
            }
            if term.what.is_of_last_year() {
                into.push_str("上年报告的");
            }
            match &term.what {
                What::Number(amount) => {
                    into.push_str(&view.settings.printed(*amount, view.report));
                    continue;
                }
                What::Lines { title, .. } => into.push_str(title),
                What::Cells { title, .. } => into.push_str(title),
                What::Said { subject, .. } => push(into, format_args!("正文的“{}”", subject.title())),
            }
            match view.figure(term, line) {
                Ok(bounds) => push(into, format_args!(" {bounds}")),
                Err(_) => into.push_str(" ？"),
            }
        }
        if side.len() > 1 || side.iter().any(|term| term.negative || term.times.is_some()) {
            match view.sum(side, line) {
                Ok(bounds) => push(into, format_args!(" ＝ {bounds}")),
                Err(_) => into.push_str(" ＝ ？"),
            }
        }
    }

    fn terms(&self) -> impl Iterator<Item = &Term> {
        std::iter::once(&self.holds).chain(&self.when).flat_map(Comparison::terms)
    }

    /// Adds a finding for every line on which it is known to be broken, and says why it could not be asked.
    pub(super) fn check(&self, view: &View, severity: Severity, findings: &mut Findings) {
        let mut unknown = None;
        for line in self.lines_of(view) {
            match self.instance(view, line) {
                Truth::No => self.find(view, line, severity, findings),
                Truth::Unknown(why) => unknown = unknown.or(Some(why)),
                Truth::Yes | Truth::NotAsked => {}
            }
        }
        if let Some(why) = unknown.filter(|_| self.tells_unknown()) {
            findings.could_not_check(why.to_string());
        }
    }

    /// Why it could not be asked, if so.
    pub(super) fn unknown(&self, view: &View) -> Option<String> {
        if !self.tells_unknown() {
            return None;
        }
        let mut lines = self.lines_of(view);
        lines.find_map(|line| match self.instance(view, line) {
            Truth::Unknown(why) => Some(why.to_string()),
            _ => None,
        })
    }

    fn lines_of(&self, view: &View) -> impl Iterator<Item = u8> {
        // Without lines it is asked in any case: what is missing is then told.
        let once = self.lines.is_none().then_some(NO_LINE);
        let edition = view.edition.filter(|_| self.lines.is_some());
        once.into_iter().chain(edition.into_iter().flat_map(|edition| self.lines(edition)))
    }

    fn instance(&self, view: &View, line: u8) -> Truth {
        match view.all(&self.when, line) {
            Truth::Yes => view.truth(&self.holds, line),
            Truth::No | Truth::NotAsked => Truth::NotAsked,
            Truth::Unknown(why) => Truth::Unknown(why),
        }
    }

    fn find(&self, view: &View, line: u8, severity: Severity, findings: &mut Findings) {
        let said = self.holds.terms().filter_map(|term| match term.what {
            What::Said { subject, last_year } => Some((term, last_year, view.said(subject, last_year)?)),
            _ => None,
        });
        let said: Vec<_> = said.collect();
        let of_prose = said.iter().find(|(_, last_year, _)| !last_year);
        let cell = view.edition.and_then(|edition| self.spot(edition, line));
        let spot = match (self.at, of_prose) {
            (None, Some((_, _, said))) => said.place.into(),
            _ => cell.unwrap_or_default(),
        };
        let found = findings.add(spot, self.said(view, line));
        if let (true, Some(Spot::Cell(cell))) = (matches!(spot, Spot::Text(_)), cell) {
            found.evidence(cell, format!("{cell}：{}", view.report.figure(cell)));
        }
        if said.iter().any(|(_, _, said)| said.doubtful) {
            found.at_most(severity.min(Severity::Warning));
        }
        let reports = [Some(*view.report), view.last_year.filter(|_| self.needs_last_year())];
        for report in reports.into_iter().flatten() {
            self.tables().for_each(|table| cap_inferred(&report, table, severity, found));
        }
    }
}

/// See [`Equation::cells`].
pub(super) fn cells(
    term: &Term,
    of: Option<(Table, Axis)>,
    edition: Edition,
    line: u8,
) -> impl Iterator<Item = CellId> {
    let (lines, cells) = match &term.what {
        What::Lines { lines, .. } => (&lines[..], &[][..]),
        What::Cells { cells, .. } => (&[][..], &cells[..]),
        What::Number(_) | What::Said { .. } => (&[][..], &[][..]),
    };
    let on_line = lines.iter().filter_map(move |&index| {
        let (table, axis) = of?;
        let (row, column) = if axis == Axis::Rows { (index, line) } else { (line, index) };
        Some(CellId { table, row, column })
    });
    on_line
        .chain(cells.iter().copied())
        .filter(move |cell| cell.table.expects(edition, cell.row, cell.column))
}

fn push(into: &mut String, what: std::fmt::Arguments) {
    into.write_fmt(what).expect("writing to a string cannot fail");
}
