//! A cause in words: the finding with its message, evidence, repair and alternatives.

use gouji_core::card::Severity;
use gouji_core::finding::{Evidence, Found, Repair};
use gouji_core::report::{CellState, Report};

use super::causes::Cause;
use super::hints::hint;
use super::system::{System, id, is_blank};
use super::{Change, Solved, Solver};

/// More cells than this are counted in a message, not listed.
const MOST_LISTED: usize = 4;

/// Words for the causes of one report.
pub(super) struct Speaker<'s> {
    pub(super) solver: &'s Solver,
    pub(super) system: &'s System,
    pub(super) report: &'s Report<'s>,
}

impl Speaker<'_> {
    /// The cause as a finding, and the cell that it is sorted by.
    pub(super) fn say(&self, cause: &Cause) -> (u16, Solved) {
        let evidence: Vec<Evidence> = cause.broken.iter().map(|&at| self.evidence(at)).collect();
        let first = cause.options.first().map_or(&[][..], Vec::as_slice);
        let rule = self.rule(cause, first);
        let code = &self.solver.rules[rule].card.code;
        let mut also: Vec<String> = cause
            .broken
            .iter()
            .map(|&at| &self.solver.rules[usize::from(self.system.instances[at].rule)].card.code)
            .filter(|other| *other != code)
            .cloned()
            .collect();
        also.sort_unstable();
        also.dedup();

        let own = cause
            .broken
            .iter()
            .position(|&at| usize::from(self.system.instances[at].rule) == rule)
            .unwrap_or(0);
        let mut found = Found { rule: code.clone(), also, ..Found::default() };
        let (cell, message) = match first.first() {
            Some(change) => {
                found.spot = id(change.cell).into();
                found.repair = Some(self.repair(*change));
                (change.cell, self.message(cause, &evidence[own].text))
            }
            None => {
                found.spot = evidence[own].spot;
                let cell =
                    self.system.instances[cause.broken[own]].terms.first().map_or(0, |(cell, _)| *cell);
                (cell, unexplained(&evidence, own))
            }
        };
        found.message = message;
        // A finding that is its only equation need not say it twice.
        if evidence.len() > 1 || !found.message.starts_with(&evidence[0].text) {
            found.evidence = evidence;
        }
        if self.report.is_inferred(id(cell).table) {
            found.at_most(self.solver.rules[rule].card.severity.min(Severity::Warning));
        }
        let alternatives = cause
            .options
            .iter()
            .skip(1)
            .filter_map(|option| match option[..] {
                [change] => Some((id(change.cell), self.repair(change))),
                _ => None,
            })
            .collect();
        let cells =
            |option: &Vec<Change>| option.iter().map(|change| (id(change.cell), change.value())).collect();
        let repairs = cause.options.iter().map(cells).collect();
        (cell, Solved { found, alternatives, repairs })
    }

    fn evidence(&self, at: usize) -> Evidence {
        let instance = &self.system.instances[at];
        let equation = self.solver.rules[usize::from(instance.rule)]
            .equality()
            .expect("the solver keeps equalities only");
        let edition = self.system.edition;
        Evidence {
            text: equation.message(self.report, edition, instance.line),
            spot: equation.spot(edition, instance.line).unwrap_or_default(),
        }
    }

    /// The rule whose total the repaired cell is, else the first.
    fn rule(&self, cause: &Cause, option: &[Change]) -> usize {
        let rule = |&at: &usize| usize::from(self.system.instances[at].rule);
        let is_total = |&&at: &&usize| {
            option.first().is_some_and(|change| self.system.instances[at].lone.contains(&change.cell))
        };
        cause
            .broken
            .iter()
            .filter(is_total)
            .map(rule)
            .min()
            .or_else(|| cause.broken.iter().map(rule).min())
            .expect("a cause has a broken equation")
    }

    fn repair(&self, change: Change) -> Repair {
        let cell = self.report.cell(id(change.cell));
        let blank = cell.state == CellState::Blank;
        Repair {
            replace: if blank { String::new() } else { cell.raw.to_owned() },
            with: change.value().to_string(),
        }
    }

    fn message(&self, cause: &Cause, equation: &str) -> String {
        let first = &cause.options[0];
        let hint = hint(self.solver, self.system, self.report, &cause.broken, first);
        let filled = first.iter().all(|change| is_blank(self.report, change.cell));
        let mut message = match &first[..] {
            // That an equation is broken is certain; which of its cells is wrong takes a second equation to tell.
            [change] if cause.broken.len() == 1 && !filled => {
                format!("{equation}；如其余各格无误，{}应为 {}", id(change.cell), change.value())
            }
            several if cause.broken.len() < 2 * several.len() && !filled && hint.is_none() => {
                format!("{equation}；可能是{}", self.list(several))
            }
            certain => self.list(certain),
        };
        for option in &cause.options[1..] {
            message.push_str("；也可能是");
            message.push_str(&self.list(option));
        }
        if let Some(hint) = hint {
            message.push_str(&format!("（{hint}）"));
        }
        message
    }

    fn list(&self, option: &[Change]) -> String {
        let said = |change: &Change| {
            let cell = self.report.cell(id(change.cell));
            let to = change.value();
            match cell.state {
                CellState::Blank => format!("{}是空白，应为 {to}", cell.id),
                CellState::Dash => format!("{}写的是“{}”，应为 {to}", cell.id, cell.raw),
                _ => format!("{}写的是 {}，应为 {to}", cell.id, cell.raw),
            }
        };
        let listed = option.iter().take(MOST_LISTED).map(said).collect::<Vec<_>>().join("；");
        if option.len() > MOST_LISTED { format!("{listed}；共 {} 格", option.len()) } else { listed }
    }
}

/// What is said where no cell can be named.
fn unexplained(evidence: &[Evidence], own: usize) -> String {
    let first = &evidence[own].text;
    match evidence.len() {
        1 => first.clone(),
        count => format!("{first}；与此相连的共有 {count} 个等式不成立，不能断定错在哪一格"),
    }
}
