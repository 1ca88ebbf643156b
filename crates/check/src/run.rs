//! Runs a profile's rules on one report: which apply, what they find, and which of them failed.

use std::collections::BTreeSet;
use std::sync::Arc;

use gouji_core::boundary::{Status, caught};
use gouji_core::card::Need;
use gouji_core::declared::Scan;
use gouji_core::figure::Decimal;
use gouji_core::finding::{Findings, Found, Repair};
use gouji_core::form::CellId;
use gouji_core::pack::Reply;
use gouji_core::report::Report;
use gouji_core::rule::Rule;
use gouji_core::verdict::{Crash, NotChecked, Replaced, RulesRun};

use crate::code::{Answered, Ticket, status_sentence};
use crate::crew::Crew;
use crate::plan::{Coded, Plan};
use crate::ruleset::Ruleset;
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
    /// By a declared rule that looks at words alone: whatever stands in the tables, it says the same.
    pub(crate) of_words: bool,
}

impl Stated {
    fn by_rule(rule: usize, found: Found) -> Self {
        Self { rule, found, alternatives: Vec::new(), repairs: Vec::new(), of_words: false }
    }
}

/// Why other reports are missing that were to be held against a report.
#[derive(Debug, Default)]
pub struct Lacking {
    pub last_year: Option<String>,
    pub children: Option<String>,
    pub peers: Option<String>,
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

/// The time that rules are at work, for whoever listens: the benchmark `share` does.
fn at_work() -> tracing::Span {
    tracing::trace_span!("rules")
}

/// The rules of a plan at work on one report, step by step, so that the same step can be taken for many reports.
pub(crate) struct Run<'r, 's> {
    ruleset: &'s Ruleset,
    plan: Arc<Plan>,
    pub(crate) report: Report<'r>,
    /// What `report` is the view of.
    bytes: &'r [u8],
    /// One for each of the plan's packs.
    tickets: Vec<Ticket>,
    outcome: Outcome,
    /// Rules that were to run and did not come through.
    failed: BTreeSet<usize>,
    /// Declared rules that something was missing for, and what.
    unchecked: Vec<(usize, String)>,
}

impl<'r, 's> Run<'r, 's> {
    /// Has the packs begin that can work while this thread does something else, once [`Crew::go`] is said.
    pub(crate) fn begin(
        crew: &mut Crew<'s>,
        ruleset: &'s Ruleset,
        plan: Arc<Plan>,
        (report, bytes): (Report<'r>, &'r [u8]),
    ) -> Self {
        let begin = |coded: &Coded| match &ruleset.packs[coded.pack].code {
            Some(code) => crew.begin(code.as_ref(), bytes, &coded.asked),
            None => Ticket::Later,
        };
        let tickets = plan.coded.iter().map(begin).collect();
        let (outcome, failed) = (Outcome::default(), BTreeSet::new());
        Self { ruleset, plan, report, bytes, tickets, outcome, failed, unchecked: Vec::new() }
    }

    /// What is run.
    pub(crate) fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// How many packs there are to ask.
    pub(crate) fn packs(&self) -> usize {
        self.plan.coded.len()
    }

    /// Takes in what the nth of the packs says of the report.
    pub(crate) fn ask(&mut self, crew: &mut Crew<'s>, nth: usize) {
        let _at_work = at_work().entered();
        let plan = Arc::clone(&self.plan);
        let (Some(coded), Some(ticket)) = (plan.coded.get(nth), self.tickets.get(nth)) else { return };
        let Some(code) = &self.ruleset.packs[coded.pack].code else { return };
        let answered = crew.answer(code.as_ref(), *ticket, self.bytes, &coded.asked);
        self.take_in(coded, answered);
    }

    /// What the rules say, once the declared rules have run and every pack was asked. `lacking` says why other reports are
    /// missing, where that is known better than a rule's card knows it.
    pub(crate) fn outcome(self, lacking: &Lacking) -> Outcome {
        let Self { ruleset, plan, report, mut outcome, failed, mut unchecked, .. } = self;
        // A rule that found something is not one that could not be checked.
        let found: BTreeSet<usize> = outcome.stated.iter().map(|stated| stated.rule).collect();
        unchecked.retain(|(at, _)| !found.contains(at));
        outcome.rules.off = plan.off;
        outcome.rules.not_applicable = plan.not_applicable;
        outcome.rules.checked = plan.running - failed.len() - unchecked.len();
        let code = |at: usize| ruleset.card(&ruleset.rules[at]).code.clone();
        for &(rule, by) in &plan.replaced {
            outcome.rules.replaced.push(Replaced { rule: code(rule), by: code(by) });
        }
        for &(at, need) in &plan.lacking {
            let (why, need) = match lacking.why(need) {
                Some(why) => (why, None),
                None => (need.missing(&report).unwrap_or_default(), Some(need)),
            };
            outcome.rules.could_not_check.push(NotChecked { rule: code(at), why: why.to_owned(), need });
        }
        unchecked.sort_unstable();
        for (at, why) in unchecked {
            outcome.rules.could_not_check.push(NotChecked { rule: code(at), why, need: None });
        }
        outcome
    }

    /// The equations all together; then the other declared rules, their phrases found in one pass.
    pub(crate) fn check_declared(&mut self) {
        let _at_work = at_work().entered();
        let (ruleset, plan) = (self.ruleset, Arc::clone(&self.plan));
        match caught(|| plan.solver.solve(&self.report)) {
            Ok(solved) => {
                for solved in solved {
                    let Some(rule) = ruleset.by_code(&solved.found.rule) else { continue };
                    let Solved { found, alternatives, repairs } = solved;
                    let stated = Stated { alternatives, repairs, ..Stated::by_rule(rule, found) };
                    self.outcome.stated.push(stated);
                }
            }
            // What each equation says by itself is still worth having.
            Err(why) => {
                self.crash("勾稽求解".to_owned(), why);
                plan.equations.iter().for_each(|at| self.check(*at, None));
            }
        }
        for &at in &plan.across {
            let declared = ruleset.body(&ruleset.rules[at]).declared.as_ref();
            match caught(|| declared.and_then(|rule| rule.unchecked(&self.report))) {
                Ok(why) => self.unchecked.extend(why.map(|why| (at, why))),
                Err(why) => self.crash(ruleset.card(&ruleset.rules[at]).code.clone(), why),
            }
        }
        if plan.texts.is_empty() {
            return;
        }
        let scan = match caught(|| ruleset.scanner.scan(&self.report)) {
            Ok(scan) => Some(scan),
            Err(why) => {
                self.crash("查找字样".to_owned(), why);
                None
            }
        };
        plan.texts.iter().for_each(|at| self.check(*at, scan.as_ref()));
    }

    /// A declared rule, by what the scan found or by itself.
    fn check(&mut self, at: usize, scan: Option<&Scan>) {
        let ruleset = self.ruleset;
        let Some(rule) = &ruleset.body(&ruleset.rules[at]).declared else { return };
        let found = caught(|| {
            let mut findings = Findings::default();
            match scan {
                Some(scan) => scan.check(at, rule, &self.report, &mut findings),
                None => rule.check(&self.report, &mut findings),
            }
            let unchecked = findings.unchecked().map(str::to_owned);
            (findings.into_parts(), unchecked)
        });
        match found {
            Ok(((found, log), unchecked)) => {
                self.unchecked.extend(unchecked.map(|why| (at, why)));
                log.iter().for_each(|line| tracing::debug!(rule = rule.card.code, "{line}"));
                for mut found in found {
                    found.rule.clone_from(&rule.card.code);
                    let of_words = rule.kind.is_of_words();
                    self.outcome.stated.push(Stated { of_words, ..Stated::by_rule(at, found) });
                }
            }
            Err(why) => {
                self.failed.insert(at);
                self.crash(rule.card.code.clone(), why);
            }
        }
    }

    /// What a pack answered, across the border.
    fn take_in(&mut self, coded: &Coded, answered: Answered) {
        let pack = &self.ruleset.packs[coded.pack];
        let (status, output) = match answered {
            Ok(answered) => answered,
            Err(ended) => {
                self.failed.extend(&coded.rules);
                return self.crash(pack.id.clone(), ended);
            }
        };
        output.log.iter().for_each(|line| tracing::debug!(pack = pack.id, "{line}"));
        let reply = if output.flooded {
            Err("回答过长，没有采用".to_owned())
        } else if status != Status::Ok {
            Err(status_sentence(status))
        } else {
            Reply::take(&output.answer).map_err(|why| why.to_string())
        };
        let reply = match reply {
            Ok(reply) => reply,
            Err(why) => {
                self.failed.extend(&coded.rules);
                return self.crash(pack.id.clone(), why);
            }
        };
        let asked = |at: &usize| coded.rules.binary_search(at).is_ok();
        let mut strangers = BTreeSet::new();
        for found in reply.found {
            match self.ruleset.by_code(&found.rule).filter(asked) {
                Some(rule) => self.outcome.stated.push(Stated::by_rule(rule, found)),
                None => drop(strangers.insert(found.rule)),
            }
        }
        for stranger in strangers {
            self.crash(pack.id.clone(), format!("回答了没有请它检查的规则“{stranger}”"));
        }
        for crashed in reply.crashed {
            match self.ruleset.by_code(&crashed.rule).filter(asked) {
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
