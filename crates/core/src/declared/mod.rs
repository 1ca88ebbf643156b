//! Declared rules: requirements that need no code, one TOML file each.
//!
//! A file holds the rule's card and one of three things: an equation over an official table (`table`, `holds`), evidence
//! that the prose must show (`[mentions]`), or words that should not stand (`[wording]`). See [`parse`] for the keys and
//! [`language`] for what `holds` may say. Nothing here loops, calls or fails at checking: what is wrong with a file is
//! said when it is parsed, with line and column.
//!
//! A rule on its own ([`Rule::check`]) looks for its phrases one by one; a [`Scanner`] finds those of all rules together,
//! and its rules then say the same.

pub mod dictionary;
pub mod equation;
mod file;
mod keys;
pub mod language;
mod limits;
mod places;
mod sentence;
mod sightings;
pub mod text;

pub use equation::Equation;
pub use file::{parse, parse_with};
pub use keys::DeclaredError;
pub use sightings::{Phrase, Scan, Scanner};
pub use text::{Mentions, Wording, Wrong};

use crate::card::{Card, Severity};
use crate::finding::{Findings, Found};
use crate::form::Table;
use crate::report::Report;
use crate::rule::Rule;
use sightings::OneByOne;

/// A rule that a TOML file declares.
#[derive(Debug, Clone)]
pub struct Declared {
    pub card: Card,
    pub kind: Kind,
}

/// What a declared rule asks for.
#[derive(Debug, Clone)]
pub enum Kind {
    Equation(Equation),
    Mentions(Mentions),
    Wording(Wording),
}

impl Declared {
    /// The equation, when it is one that always has to hold, so that all of them together can tell which cell is wrong:
    /// those are solved together, not checked one by one.
    pub fn equality(&self) -> Option<&Equation> {
        match &self.kind {
            Kind::Equation(equation) if equation.is_unconditional_equality() => Some(equation),
            _ => None,
        }
    }
}

impl Kind {
    /// The phrases that the rule looks for, in the order of their numbers.
    fn phrases(&self) -> Vec<&Phrase> {
        match self {
            Self::Equation(_) => Vec::new(),
            Self::Mentions(mentions) => mentions.groups.iter().flatten().collect(),
            Self::Wording(wording) => {
                let find = wording.find.iter().map(|wrong| &wrong.phrase);
                find.chain(&wording.except).chain(&wording.unless).collect()
            }
        }
    }

    fn number_phrases(&mut self) {
        let phrases: Vec<&mut Phrase> = match self {
            Self::Equation(_) => Vec::new(),
            Self::Mentions(mentions) => mentions.groups.iter_mut().flatten().collect(),
            Self::Wording(wording) => {
                let find = wording.find.iter_mut().map(|wrong| &mut wrong.phrase);
                find.chain(&mut wording.except).chain(&mut wording.unless).collect()
            }
        };
        for (number, phrase) in (0..).zip(phrases) {
            phrase.number = number;
        }
    }
}

impl Rule for Declared {
    fn card(&self) -> Card {
        self.card.clone()
    }

    /// The rule on its own. Of an equality this finds every broken instance, without saying which cell is to blame.
    fn check(&self, report: &Report, findings: &mut Findings) {
        match &self.kind {
            Kind::Equation(equation) => self.check_equation(equation, report, findings),
            Kind::Mentions(mentions) => mentions.check(&OneByOne::new(report), report, findings),
            Kind::Wording(wording) => wording.check(&OneByOne::new(report), report, findings),
        }
    }
}

impl Declared {
    fn check_equation(&self, equation: &Equation, report: &Report, findings: &mut Findings) {
        let Some(edition) = report.edition else { return };
        for line in equation.lines(edition) {
            if equation.is_broken(report, edition, line) {
                let cell = equation.spot(edition, line);
                let found = findings.add(cell, equation.message(report, edition, line));
                cap_inferred(report, equation.table, self.card.severity, found);
            }
        }
    }
}

/// What depends on a table that was read by guess is at most a warning.
pub fn cap_inferred(report: &Report, table: Table, severity: Severity, found: &mut Found) {
    if report.is_inferred(table) {
        found.at_most(severity.min(Severity::Warning));
    }
}

/// The name most like `name` among `names`, if one is so like it that it may be what was meant.
pub(crate) fn nearest<'n>(name: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    names
        .into_iter()
        .map(|candidate| (strsim::osa_distance(name, candidate), candidate))
        .filter(|(distance, candidate)| distance * 2 <= name.chars().count().max(candidate.chars().count()))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

/// `，是不是“总计”？`, or nothing.
pub(crate) fn suggestion(nearest: Option<&str>) -> String {
    nearest.map_or_else(String::new, |name| format!("，是不是“{name}”？"))
}

#[cfg(test)]
mod tests;
