//! Declared rules: requirements that need no code, one TOML file each.
//!
//! A file holds the rule's card and one of four things: what figures must be to each other (`holds`), evidence that the
//! prose must show (`[mentions]`), words that should not stand (`[wording]`), or things that must come one after another
//! (`[order]`). See [`parse`] for the keys and [`language`] for what `holds` and `when` may say. Nothing here loops, calls or fails at checking: what is wrong with a file is
//! said when it is parsed, with line and column.
//!
//! A rule on its own ([`Rule::check`]) looks for its phrases one by one; a [`Scanner`] finds those of all rules together,
//! and its rules then say the same.

mod bounds;
pub mod dictionary;
pub mod equation;
mod file;
mod keys;
mod kinds;
pub mod language;
mod limits;
pub mod lint;
pub mod message;
pub mod options;
pub mod order;
mod places;
mod reference;
mod said;
mod sentence;
mod sightings;
pub mod text;
mod view;
mod words;

pub use equation::Equation;
pub use file::{parse, parse_with};
pub use keys::DeclaredError;
pub use options::Choice;
pub use order::Order;
pub use reference::reference;
pub use sightings::{Phrase, Scan, Scanner};
pub use text::{Mentions, Wording, Wrong};

use crate::card::{Card, Severity};
use crate::finding::{Findings, Found};
use crate::form::Table;
use crate::report::Report;
use crate::rule::Rule;
use equation::{NO_LINE, Truth};
use language::Comparison;
use options::Settings;
use sightings::{Nothing, OneByOne, Sightings};
use view::View;

/// A rule that a TOML file declares.
#[derive(Debug, Clone)]
pub struct Declared {
    pub card: Card,
    pub kind: Kind,
    /// What has to be so, known and true, before a rule on words is asked; [`Equation::when`] for an equation.
    pub when: Vec<Comparison>,
    /// Numbers that a profile may set otherwise.
    pub options: Vec<Choice>,
}

/// What a declared rule asks for.
#[derive(Debug, Clone)]
pub enum Kind {
    Equation(Equation),
    Mentions(Mentions),
    Wording(Wording),
    Order(Order),
}

impl Declared {
    /// The equation, when it is one that always has to hold between cells, so that all of them together can tell which
    /// cell is wrong: those are solved together, not checked one by one.
    pub fn equality(&self) -> Option<&Equation> {
        match &self.kind {
            Kind::Equation(equation) if equation.is_solvable() => Some(equation),
            _ => None,
        }
    }

    /// Why an equation could not be asked of a report, if so: for those that are solved together with others.
    pub fn unchecked(&self, report: &Report) -> Option<String> {
        match &self.kind {
            Kind::Equation(equation) => equation.unknown(&self.view(report)),
            _ => None,
        }
    }

    fn settings(&self) -> Settings<'_> {
        Settings { rule: &self.card.code, options: &self.options }
    }

    fn view<'v, 'a>(&'v self, report: &'v Report<'a>) -> View<'v, 'a> {
        let view = View::new(report, report.edition, self.settings());
        match &self.kind {
            Kind::Equation(equation) => view.of(equation),
            _ => view,
        }
    }

    /// Of an equality this finds every broken instance, without saying which cell is to blame.
    fn check_with(&self, sightings: &impl Sightings, report: &Report, findings: &mut Findings) {
        if let Kind::Equation(equation) = &self.kind {
            return equation.check(&self.view(report), self.card.severity, findings);
        }
        if !self.when.is_empty() {
            match self.view(report).all(&self.when, NO_LINE) {
                Truth::Yes => {}
                Truth::No | Truth::NotAsked => return,
                Truth::Unknown(why) => return findings.could_not_check(why.to_string()),
            }
        }
        match &self.kind {
            Kind::Mentions(mentions) => mentions.check(sightings, report, self.settings(), findings),
            Kind::Wording(wording) => wording.check(sightings, report, findings),
            Kind::Order(order) => order.check(sightings, report, findings),
            Kind::Equation(_) => {}
        }
    }
}

impl Kind {
    /// Whether the rule looks at words alone.
    pub fn is_of_words(&self) -> bool {
        !matches!(self, Self::Equation(_))
    }

    /// The phrases that the rule looks for, in the order of their numbers.
    fn phrases(&self) -> Vec<&Phrase> {
        match self {
            Self::Equation(_) => Vec::new(),
            Self::Mentions(mentions) => mentions.groups.iter().flatten().collect(),
            Self::Order(order) => order.groups().iter().flatten().collect(),
            Self::Wording(wording) => {
                let find = wording.find.iter().map(|wrong| &wrong.phrase);
                find.chain(&wording.except).chain(&wording.unless).chain(&wording.near).collect()
            }
        }
    }

    fn number_phrases(&mut self) {
        let phrases: Vec<&mut Phrase> = match self {
            Self::Equation(_) => Vec::new(),
            Self::Mentions(mentions) => mentions.groups.iter_mut().flatten().collect(),
            Self::Order(order) => order.groups_mut().iter_mut().flatten().collect(),
            Self::Wording(wording) => {
                let find = wording.find.iter_mut().map(|wrong| &mut wrong.phrase);
                find.chain(&mut wording.except).chain(&mut wording.unless).chain(&mut wording.near).collect()
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

    /// The rule on its own.
    fn check(&self, report: &Report, findings: &mut Findings) {
        match &self.kind {
            Kind::Equation(_) => self.check_with(&Nothing, report, findings),
            _ => self.check_with(&OneByOne::new(report), report, findings),
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
