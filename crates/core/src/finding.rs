//! What a rule says: a place and a message. The host stamps on the rest.

use serde::de::{DeserializeOwned, Deserializer, IgnoredAny};
use serde::{Deserialize, Serialize};

use crate::card::{Certainty, Severity};
use crate::form::{CellId, Table};
use crate::place::Place;

/// What a finding points at, in the terms of the form; the host turns it into line, column and origin.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "at", rename_all = "lowercase")]
pub enum Spot {
    Cell(CellId),
    Row {
        table: Table,
        row: u8,
    },
    Table {
        table: Table,
    },
    /// A part as a whole, present or not: 1 to 6.
    Part {
        part: u8,
    },
    Text(Place),
    /// The report as a whole, and whatever a newer pack points at that this host does not know.
    #[default]
    #[serde(other)]
    Report,
}

impl From<CellId> for Spot {
    fn from(cell: CellId) -> Self {
        Self::Cell(cell)
    }
}

impl From<Place> for Spot {
    fn from(place: Place) -> Self {
        Self::Text(place)
    }
}

impl Spot {
    pub const fn part(part: u8) -> Self {
        Self::Part { part }
    }

    pub const fn table(table: Table) -> Self {
        Self::Table { table }
    }

    pub const fn row(table: Table, row: u8) -> Self {
        Self::Row { table, row }
    }
}

/// A line that shows why: an equation with its figures, a sentence, a cell.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evidence {
    pub text: String,
    #[serde(default)]
    pub spot: Spot,
}

/// What would be right.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repair {
    /// The text that stands there now; empty for a blank cell.
    pub replace: String,
    pub with: String,
}

/// One finding as a rule states it.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Found {
    /// The rule's code; stamped on by whoever runs the rule.
    pub rule: String,
    pub spot: Spot,
    /// What is wrong, both figures, and what would be right. One line, without a full stop at its end.
    pub message: String,
    /// Where it differs from the card's: never above it. What a newer pack says that this host does not know is left to
    /// the card.
    #[serde(deserialize_with = "if_known", skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    #[serde(deserialize_with = "if_known", skip_serializing_if = "Option::is_none")]
    pub certainty: Option<Certainty>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub evidence: Vec<Evidence>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub repair: Option<Repair>,
    /// Codes of other rules that are broken by the same cause.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<String>,
}

/// `None` for a value that this version does not know.
fn if_known<'de, D: Deserializer<'de>, T: DeserializeOwned>(from: D) -> Result<Option<T>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Said<T> {
        Known(T),
        Unknown(IgnoredAny),
    }
    Ok(match Option::<Said<T>>::deserialize(from)? {
        Some(Said::Known(value)) => Some(value),
        Some(Said::Unknown(_)) | None => None,
    })
}

impl Found {
    pub fn evidence(&mut self, spot: impl Into<Spot>, text: impl Into<String>) -> &mut Self {
        self.evidence.push(Evidence { text: text.into(), spot: spot.into() });
        self
    }

    /// Less bad than the card says, in this case.
    pub fn at_most(&mut self, severity: Severity) -> &mut Self {
        self.severity = Some(severity);
        self
    }

    pub fn certainty(&mut self, certainty: Certainty) -> &mut Self {
        self.certainty = Some(certainty);
        self
    }

    pub fn repair(&mut self, replace: impl Into<String>, with: impl Into<String>) -> &mut Self {
        self.repair = Some(Repair { replace: replace.into(), with: with.into() });
        self
    }
}

/// Where a rule puts what it finds.
#[derive(Debug, Default)]
pub struct Findings {
    found: Vec<Found>,
    log: Vec<String>,
    /// How many there were beyond [`Findings::MOST`], and where the last of them was put.
    more: usize,
    beyond: Found,
    /// Why the rule could not check all that it asks for.
    unchecked: Option<String>,
}

impl Findings {
    /// Findings of one rule in one report that are listed one by one; of more it is said how many.
    pub const MOST: usize = 500;
    /// Lines of the log that are kept.
    const LINES: usize = 10_000;

    /// Adds a finding. Severity, certainty and legal basis come from the rule's card.
    pub fn add(&mut self, spot: impl Into<Spot>, message: impl Into<String>) -> &mut Found {
        let found = Found { spot: spot.into(), message: message.into(), ..Found::default() };
        let at = self.found.len();
        if at == Self::MOST {
            self.more += 1;
            self.beyond = found;
            return &mut self.beyond;
        }
        self.found.push(found);
        &mut self.found[at]
    }

    /// A line for the host's log (`gouji -v`), for whoever writes the rule.
    pub fn log(&mut self, line: impl Into<String>) {
        if self.log.len() < Self::LINES {
            self.log.push(line.into());
        }
    }

    pub fn is_empty(&self) -> bool {
        self.found.is_empty()
    }

    /// Says why something that a declared rule asks for could not be checked; the first reason stands.
    pub(crate) fn could_not_check(&mut self, why: impl Into<String>) {
        self.unchecked.get_or_insert_with(|| why.into());
    }

    /// Why the rule could not check all that it asks for, in Chinese; `None` where it could.
    pub fn unchecked(&self) -> Option<&str> {
        self.unchecked.as_deref()
    }

    /// What was found and logged so far, in the order of adding.
    pub fn into_parts(mut self) -> (Vec<Found>, Vec<String>) {
        if let (more @ 1.., Some(last)) = (self.more, self.found.last_mut()) {
            last.evidence(Spot::Report, format!("同样的问题另有 {more} 处，没有一一列出"));
        }
        (self.found, self.log)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_more_than_can_be_listed_the_number_is_said() {
        for (added, listed, said) in [
            (0, 0, None),
            (Findings::MOST, Findings::MOST, None),
            (Findings::MOST + 7, Findings::MOST, Some("同样的问题另有 7 处，没有一一列出")),
        ] {
            let mut findings = Findings::default();
            for at in 0..added {
                findings.add(Spot::Report, at.to_string()).repair("1", "2");
            }
            let (found, _) = findings.into_parts();
            assert_eq!(found.len(), listed);
            let evidence = found.last().and_then(|last| last.evidence.first()).map(|said| said.text.as_str());
            assert_eq!(evidence, said);
        }
    }
}
