//! All equalities of the official tables over one report, solved together.
//!
//! One wrong cell breaks every equation that it stands in. Instead of a finding for each, the report gets one for each
//! *cause*: the fewest cells which, changed, satisfy every equation of the connected system, those that held included.
//! Of repairs with as few cells, one that fills blank cells goes first, then one that changes totals; those that are still
//! equally good are all given. A cell whose text is no number, or that is missing, is unknown: the equations it stands in
//! break nothing, and no repair touches it.
//!
//! [`Solver::new`] does once what depends on the rules only; on a report whose equations hold, [`Solver::solve`] reads its
//! cells, adds them up and is done.

mod causes;
mod hints;
mod say;
mod search;
mod system;

use gouji_core::declared::Declared;
use gouji_core::figure::Decimal;
use gouji_core::finding::{Found, Repair};
use gouji_core::form::{CellId, Edition};
use gouji_core::report::Report;

use self::system::System;

/// A cause, as a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solved {
    /// With `rule`, `also`, the equations as evidence, and a repair where there is one.
    pub found: Found,
    /// Other single cells which, changed instead, would do as well; also said in the message.
    pub alternatives: Vec<(CellId, Repair)>,
    /// The cells and the values that satisfy all equations; the first way is the finding's own. None where nothing does.
    pub repairs: Vec<Vec<(CellId, Decimal)>>,
}

/// Equalities, made ready for both editions of the form.
#[derive(Debug, Clone)]
pub struct Solver {
    rules: Vec<Declared>,
    systems: [System; 2],
}

impl Solver {
    /// Of these rules it takes the unconditional equalities; [`Declared::equality`].
    pub fn new<'r>(rules: impl IntoIterator<Item = &'r Declared>) -> Self {
        let mut rules: Vec<Declared> =
            rules.into_iter().filter(|rule| rule.equality().is_some()).cloned().collect();
        // So that everything below that takes the first takes the first by code.
        rules.sort_by(|a, b| a.card.code.cmp(&b.card.code));
        let systems = [Edition::E2019, Edition::E2021].map(|edition| System::new(&rules, edition));
        Self { rules, systems }
    }

    /// What is wrong with the report's tables, in the order of the form. Rules that the report is out of the scope of are
    /// left out.
    pub fn solve(&self, report: &Report) -> Vec<Solved> {
        let system = match report.edition {
            Some(Edition::E2019) => &self.systems[0],
            Some(Edition::E2021) => &self.systems[1],
            Some(Edition::Before2019) | None => return Vec::new(),
        };
        let values = system.read(report);
        if system.holds(&values) {
            return Vec::new();
        }
        causes::find(self, system, values, report)
    }
}

/// [`Solver::solve`] for rules that are used once.
pub fn solve(rules: &[&Declared], report: &Report) -> Vec<Solved> {
    Solver::new(rules.iter().copied()).solve(report)
}

/// A cell and the value it should have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Change {
    cell: u16,
    /// Millionths.
    to: i64,
}

impl Change {
    fn value(self) -> Decimal {
        Decimal::from_micros(self.to)
    }
}

#[cfg(test)]
mod tests;
