//! Runs a profile's rules on one report: which apply, what they find, and which of them failed.

use std::collections::BTreeSet;

use gouji_core::boundary::{Status, caught};
use gouji_core::card::Need;
use gouji_core::declared::{Declared, Scan};
use gouji_core::figure::Decimal;
use gouji_core::finding::{Findings, Found, Repair};
use gouji_core::form::CellId;
use gouji_core::pack::Reply;
use gouji_core::report::Report;
use gouji_core::rule::Rule;
use gouji_core::verdict::{Crash, NotChecked, RulesRun};

use crate::load::status_sentence;
use crate::ruleset::{Pack, Ruleset};
use crate::solve::Solved;

/// What the rules say of a report.
#[derive(Default)]
pub(crate) struct Outcome {
    pub(crate) stated: Vec<Stated>,
    pub(crate) rules: RulesRun,
}

/// A finding as stated, with what only the solver of equations knows.
pub(crate) struct Stated {
    /// Of [`Ruleset::rules`].
    pub(crate) rule: usize,
    pub(crate) found: Found,
    /// Other cells that could be changed instead.
    pub(crate) alternatives: Vec<(CellId, Repair)>,
    /// Ways to repair the tables, the finding's own first.
    pub(crate) repairs: Vec<Vec<(CellId, Decimal)>>,
}

impl Stated {
    fn by_rule(rule: usize, found: Found) -> Self {
        Self { rule, found, alternatives: Vec::new(), repairs: Vec::new() }
    }
}

/// What becomes of a rule on a report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Off,
    NotApplicable,
    Lacking(Need),
    Run,
}

/// Why other reports are missing that were to be held against a report.
#[derive(Debug, Default)]
pub(crate) struct Lacking {
    pub(crate) last_year: Option<String>,
    pub(crate) children: Option<String>,
    pub(crate) peers: Option<String>,
}

impl Lacking {
    fn why(&self, need: Need) -> Option<&str> {
        match need {
            Need::LastYear => self.last_year.as_deref(),
            Need::Children => self.children.as_deref(),
            Need::Peers => self.peers.as_deref(),
            Need::Published | Need::Unknown => None,
        }
    }
}

/// Runs every rule that applies. `report` is the view of `bytes`; `lacking` says why other reports are missing, where
/// that is known better than the rule's card knows it.
pub(crate) fn run(ruleset: &Ruleset, report: &Report, bytes: &[u8], lacking: &Lacking) -> Outcome {
    run_by(ruleset, report, bytes, lacking, &fates(ruleset, report))
}

/// Runs only some rules, by their places in the ruleset, of those that apply.
pub(crate) fn run_some(ruleset: &Ruleset, report: &Report, bytes: &[u8], some: &BTreeSet<usize>) -> Outcome {
    let mut fates = fates(ruleset, report);
    for (at, fate) in fates.iter_mut().enumerate() {
        if !some.contains(&at) {
            *fate = Fate::NotApplicable;
        }
    }
    run_by(ruleset, report, bytes, &Lacking::default(), &fates)
}

fn run_by(ruleset: &Ruleset, report: &Report, bytes: &[u8], lacking: &Lacking, fates: &[Fate]) -> Outcome {
    let mut runner = Runner { ruleset, report, outcome: Outcome::default(), failed: BTreeSet::new() };
    runner.run_declared(fates);
    for (at, pack) in ruleset.packs.iter().enumerate() {
        runner.run_coded(at, pack, bytes, fates);
    }

    let Runner { mut outcome, failed, .. } = runner;
    for (at, (rule, fate)) in ruleset.rules.iter().zip(fates).enumerate() {
        match *fate {
            Fate::Off => outcome.rules.off += 1,
            Fate::NotApplicable => outcome.rules.not_applicable += 1,
            Fate::Run if failed.contains(&at) => {}
            Fate::Run => outcome.rules.checked += 1,
            Fate::Lacking(need) => {
                let said = need.missing(report).unwrap_or_default();
                let why = lacking.why(need).unwrap_or(said);
                let rule = ruleset.card(rule).code.clone();
                outcome.rules.could_not_check.push(NotChecked { rule, why: why.to_owned() });
            }
        }
    }
    outcome
}

/// One for each of the ruleset's rules.
fn fates(ruleset: &Ruleset, report: &Report) -> Vec<Fate> {
    let excluded: Vec<bool> = ruleset.packs.iter().map(|pack| pack.excludes(report)).collect();
    let mut missing = [None; Need::Unknown as usize + 1];
    let mut fates: Vec<Fate> = ruleset
        .rules
        .iter()
        .map(|rule| {
            let card = ruleset.card(rule);
            if rule.severity.is_none() {
                Fate::Off
            } else if excluded[rule.pack] || !card.scope.admits(report) {
                Fate::NotApplicable
            } else {
                let lacking = card.needs.iter().find(|need| {
                    // Many rules need the same few things.
                    *missing[**need as usize].get_or_insert_with(|| need.missing(report).is_some())
                });
                lacking.map_or(Fate::Run, |need| Fate::Lacking(*need))
            }
        })
        .collect();
    // A rule gives way only to one that really runs in its place.
    for (at, rule) in ruleset.rules.iter().enumerate() {
        if rule.replaced_by.iter().any(|&by| fates[by] == Fate::Run) {
            fates[at] = Fate::NotApplicable;
        }
    }
    fates
}

struct Runner<'a> {
    ruleset: &'a Ruleset,
    report: &'a Report<'a>,
    outcome: Outcome,
    /// Rules that were to run and did not come through.
    failed: BTreeSet<usize>,
}

impl Runner<'_> {
    /// The equations all together; then the other declared rules, their phrases found in one pass.
    fn run_declared(&mut self, fates: &[Fate]) {
        let ruleset = self.ruleset;
        let rules = ruleset.rules.iter().zip(fates).enumerate().filter(|(_, (_, fate))| **fate == Fate::Run);
        let declared = rules.filter_map(|(at, (rule, _))| Some((at, ruleset.body(rule).declared.as_ref()?)));
        let (equations, others): (Vec<_>, Vec<_>) = declared.partition(|(_, rule)| rule.equality().is_some());
        let all: Vec<usize> = equations.iter().map(|(at, _)| *at).collect();
        match caught(|| ruleset.solver(&all).solve(self.report)) {
            Ok(solved) => {
                for solved in solved {
                    let Some(rule) = ruleset.by_code(&solved.found.rule) else { continue };
                    let Solved { found, alternatives, repairs } = solved;
                    self.outcome.stated.push(Stated { rule, found, alternatives, repairs });
                }
            }
            // What each equation says by itself is still worth having.
            Err(why) => {
                self.crash("勾稽求解".to_owned(), why);
                equations.into_iter().for_each(|(at, rule)| self.check(at, rule, None));
            }
        }
        if others.is_empty() {
            return;
        }
        let scan = match caught(|| ruleset.scanner.scan(self.report)) {
            Ok(scan) => Some(scan),
            Err(why) => {
                self.crash("查找字样".to_owned(), why);
                None
            }
        };
        others.into_iter().for_each(|(at, rule)| self.check(at, rule, scan.as_ref()));
    }

    /// A declared rule, by what the scan found or by itself.
    fn check(&mut self, at: usize, rule: &Declared, scan: Option<&Scan>) {
        let found = caught(|| {
            let mut findings = Findings::default();
            match scan {
                Some(scan) => scan.check(at, rule, self.report, &mut findings),
                None => rule.check(self.report, &mut findings),
            }
            findings.into_parts()
        });
        match found {
            Ok((found, log)) => {
                log.iter().for_each(|line| tracing::debug!(rule = rule.card.code, "{line}"));
                for mut found in found {
                    found.rule.clone_from(&rule.card.code);
                    self.outcome.stated.push(Stated::by_rule(at, found));
                }
            }
            Err(why) => {
                self.failed.insert(at);
                self.crash(rule.card.code.clone(), why);
            }
        }
    }

    /// A pack's coded rules, across the border.
    fn run_coded(&mut self, pack_at: usize, pack: &Pack, bytes: &[u8], fates: &[Fate]) {
        let Some(table) = pack.table else { return };
        // By place in the pack: the rule's place in the ruleset, if it is to run.
        let mut asked: Vec<Option<usize>> = vec![None; pack.coded];
        for (at, rule) in self.ruleset.rules.iter().enumerate() {
            if rule.pack == pack_at && rule.rule < pack.coded && fates[at] == Fate::Run {
                asked[rule.rule] = Some(at);
            }
        }
        if asked.iter().all(Option::is_none) {
            return;
        }
        let mask: Vec<u8> = asked.iter().map(|asked| u8::from(asked.is_some())).collect();
        let (status, output) = table.check(bytes, &mask);
        output.log.iter().for_each(|line| tracing::debug!(pack = pack.id, "{line}"));
        let reply = if output.flooded {
            Err("回答过长，没有采用".to_owned())
        } else if status != Status::Ok {
            Err(status_sentence(status))
        } else {
            rmp_serde::from_slice::<Reply>(&output.answer).map_err(|cause| format!("回答已损坏（{cause}）"))
        };
        let reply = match reply {
            Ok(reply) => reply,
            Err(why) => {
                self.failed.extend(asked.iter().flatten());
                return self.crash(pack.id.clone(), why);
            }
        };
        let asked: BTreeSet<usize> = asked.into_iter().flatten().collect();
        let mut strangers = BTreeSet::new();
        for found in reply.found {
            match self.ruleset.by_code(&found.rule).filter(|at| asked.contains(at)) {
                Some(rule) => self.outcome.stated.push(Stated::by_rule(rule, found)),
                None => drop(strangers.insert(found.rule)),
            }
        }
        for stranger in strangers {
            self.crash(pack.id.clone(), format!("回答了没有请它检查的规则“{stranger}”"));
        }
        for crashed in reply.crashed {
            match self.ruleset.by_code(&crashed.rule).filter(|at| asked.contains(at)) {
                Some(at) => {
                    self.failed.insert(at);
                    self.crash(crashed.rule, crashed.message);
                }
                None => self.crash(pack.id.clone(), crashed.message),
            }
        }
    }

    fn crash(&mut self, rule: String, why: String) {
        tracing::warn!(rule, why, "规则没有完成检查");
        self.outcome.rules.crashed.push(Crash { rule, why });
    }
}
