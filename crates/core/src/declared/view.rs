//! A report as the sentences of a rule see it: the figures of its tables and prose and those of the year before, and why
//! one of them is not to be had.

use std::fmt;
use std::rc::Rc;

use super::bounds::Bounds;
use super::equation::{Equation, Truth, cells};
use super::language::{Axis, Comparison, Relation, Term, What};
use super::options::Settings;
use super::said::{Read, Said};
use crate::claims::Subject;
use crate::form::{CellId, Edition, Table};
use crate::report::{CellState, Report};

pub(super) struct View<'v, 'a> {
    pub(super) report: &'v Report<'a>,
    pub(super) edition: Option<Edition>,
    pub(super) last_year: Option<Report<'a>>,
    pub(super) settings: Settings<'v>,
    /// See [`Equation::lines`].
    lines: Option<(Table, Axis)>,
    /// See [`Equation::printed`].
    printed: bool,
}

/// Why a figure is not to be had.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Why {
    NoLastYear,
    NoTables {
        last_year: bool,
    },
    NotInForm {
        title: String,
        last_year: bool,
    },
    Cell {
        cell: CellId,
        last_year: bool,
    },
    NotSaid {
        subject: Subject,
        last_year: bool,
    },
    Level,
    /// No number is printed in a cell; the rule asks only of those that are.
    NotPrinted,
    /// It may be so, or not.
    NotExact,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |last_year: bool| if last_year { "上年报告" } else { "报告" };
        match self {
            Self::NoLastYear => f.write_str("未提供上年报告"),
            Self::NoTables { last_year } => write!(f, "{}里没有认得的表格", of(*last_year)),
            Self::NotInForm { title, last_year } => write!(f, "{}的格式里没有“{title}”", of(*last_year)),
            Self::Cell { cell, last_year } => write!(f, "{}的 {cell} 没有读到数", of(*last_year)),
            Self::NotSaid { subject, last_year } => {
                write!(f, "{}的正文里没有读到“{}”的数", of(*last_year), subject.title())
            }
            Self::Level => f.write_str("机关的层级不明，不知道按哪一级的界限"),
            Self::NotPrinted => f.write_str("格里没有填数"),
            Self::NotExact => f.write_str("正文里的数不是确数，或者前后不一，比不出来"),
        }
    }
}

impl<'v, 'a> View<'v, 'a> {
    pub(super) fn new(report: &'v Report<'a>, edition: Option<Edition>, settings: Settings<'v>) -> Self {
        Self { report, edition, last_year: report.last_year(), settings, lines: None, printed: false }
    }

    /// The same for the sentences of an equation.
    pub(super) fn of(self, equation: &Equation) -> Self {
        Self { lines: equation.lines, printed: equation.printed, ..self }
    }

    /// Whether all comparisons are so: a false one settles it whatever the others are.
    pub(super) fn all(&self, comparisons: &[Comparison], line: u8) -> Truth {
        let mut all = Truth::Yes;
        for comparison in comparisons {
            match self.truth(comparison, line) {
                Truth::Yes => {}
                Truth::No => return Truth::No,
                unsettled => all = if all == Truth::Yes { unsettled } else { all },
            }
        }
        all
    }

    pub(super) fn truth(&self, comparison: &Comparison, line: u8) -> Truth {
        let sides = [&comparison.left, &comparison.right].map(|side| self.sum(side, line));
        let (left, right) = match sides {
            [Ok(left), Ok(right)] => (left, right),
            [Err(Why::NotPrinted), _] | [_, Err(Why::NotPrinted)] => return Truth::NotAsked,
            [Err(why), _] | [_, Err(why)] => return Truth::Unknown(why),
        };
        let holds = match comparison.relation {
            Relation::Equal => left.equal(right),
            Relation::NotEqual => left.equal(right).map(|equal| !equal),
            Relation::Less => left.less(right),
            Relation::Greater => right.less(left),
            Relation::AtMost => right.less(left).map(|less| !less),
            Relation::AtLeast => left.less(right).map(|less| !less),
        };
        match holds {
            Some(true) => Truth::Yes,
            Some(false) => Truth::No,
            None => Truth::Unknown(Why::NotExact),
        }
    }

    pub(super) fn sum(&self, side: &[Term], line: u8) -> Result<Bounds, Why> {
        let mut sum = Bounds::ZERO;
        let mut unknown = None;
        for term in side {
            let bounds = match self.product(term, line) {
                Ok(bounds) => bounds,
                // What is not asked is not asked, whatever else is unknown.
                Err(Why::NotPrinted) => return Err(Why::NotPrinted),
                Err(why) => {
                    unknown.get_or_insert(why);
                    continue;
                }
            };
            sum = sum.plus(if term.negative { bounds.negated() } else { bounds });
        }
        unknown.map_or(Ok(sum), Err)
    }

    fn product(&self, term: &Term, line: u8) -> Result<Bounds, Why> {
        let bounds = self.figure(term, line)?;
        match term.times {
            None => Ok(bounds),
            Some(times) => {
                let times = self.settings.micros(times, self.report).ok_or(Why::Level)?;
                Ok(bounds.times(times))
            }
        }
    }

    /// What a term comes to, its sign and what it is multiplied by aside.
    pub(super) fn figure(&self, term: &Term, line: u8) -> Result<Bounds, Why> {
        let last_year = term.what.is_of_last_year();
        let (report, edition) = match last_year {
            true => {
                let report = self.last_year.as_ref().ok_or(Why::NoLastYear)?;
                (report, report.edition)
            }
            false => (self.report, self.edition),
        };
        let title = match &term.what {
            What::Number(amount) => {
                let micros = self.settings.micros(*amount, self.report).ok_or(Why::Level)?;
                return Ok(Bounds::between(1_000_000, 1_000_000).times(micros));
            }
            What::Said { subject, last_year } => {
                let said = self.said(*subject, *last_year);
                return said
                    .map(|said| said.bounds)
                    .ok_or(Why::NotSaid { subject: *subject, last_year: *last_year });
            }
            What::Lines { title, .. } => *title,
            What::Cells { title, .. } => title,
        };
        let edition = edition.filter(|edition| *edition != Edition::Before2019);
        let edition = edition.ok_or(Why::NoTables { last_year })?;
        let mut cells = cells(term, self.lines, edition, line).peekable();
        if cells.peek().is_none() {
            return Err(Why::NotInForm { title: title.to_owned(), last_year });
        }
        let mut sum = Bounds::ZERO;
        for id in cells {
            let cell = report.cell(id);
            if self.printed && matches!(cell.state, CellState::Blank | CellState::Dash) {
                return Err(Why::NotPrinted);
            }
            let value = cell.figure().get().ok_or(Why::Cell { cell: id, last_year })?;
            sum = sum.plus(Bounds::exactly(value));
        }
        Ok(sum)
    }

    pub(super) fn said(&self, subject: Subject, last_year: bool) -> Option<Said> {
        if last_year {
            // Its prose is read for the few rules that ask.
            return Read::of(self.last_year.as_ref()?).of_subject(subject);
        }
        let read: Rc<Read> = self.report.once(Read::of);
        read.of_subject(subject)
    }
}
