//! Which of a profile's rules run on a report: worked out once for all reports that are alike in what this depends on, as
//! most reports of a season are.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use gouji_core::card::Need;
use gouji_core::declared::{Declared, Equation};
use gouji_core::form::{Edition, Level};
use gouji_core::report::Report;

use crate::ruleset::Ruleset;
use crate::solve::Solver;

/// Plans that are kept. Years, editions and levels of one profile's reports make far fewer combinations.
const KEPT: usize = 64;

/// What becomes of a rule on a report.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Off,
    NotApplicable,
    Lacking(Need),
    Run,
}

/// All of a report that the fates of rules depend on: what [`gouji_core::card::Scope::admits`], the packs' places and
/// the rules' needs look at.
#[derive(PartialEq, Eq)]
struct Circumstances {
    year: Option<u16>,
    edition: Option<Edition>,
    level: Option<Level>,
    of: Option<Level>,
    /// By rule that is for bodies of some names only: whether this one is.
    named: Vec<bool>,
    /// By pack: none of its rules is for the report.
    excluded: Vec<bool>,
    missing: [bool; NEEDS],
}

const NEEDS: usize = Need::Unknown as usize + 1;

/// What is to be done with the reports of the same circumstances. Rules are those of [`Ruleset::rules`].
pub(crate) struct Plan {
    /// Declared rules that are equations, and what solves them all together.
    pub(crate) equations: Vec<usize>,
    pub(crate) solver: Arc<Solver>,
    /// Those of them that say so where something is missing for them.
    pub(crate) across: Vec<usize>,
    /// The other declared rules.
    pub(crate) texts: Vec<usize>,
    pub(crate) coded: Vec<Coded>,
    /// Rules that apply but lack something.
    pub(crate) lacking: Vec<(usize, Need)>,
    /// How many rules run, are switched off, and do not apply.
    pub(crate) running: usize,
    pub(crate) off: usize,
    pub(crate) not_applicable: usize,
    /// Rules that another one takes the place of, and which.
    pub(crate) replaced: Vec<(usize, usize)>,
    /// Packs none of whose rules runs, of [`Ruleset::packs`]; `true` where the profiles switch all of them off.
    pub(crate) idle: Vec<(usize, bool)>,
}

/// The coded rules of a pack that run.
pub(crate) struct Coded {
    /// Of [`Ruleset::packs`].
    pub(crate) pack: usize,
    /// As the pack is asked: a byte for each of its coded rules, not 0 to run.
    pub(crate) asked: Vec<u8>,
    /// The same rules, in the order of the ruleset.
    pub(crate) rules: Vec<usize>,
}

/// The plans of a ruleset so far.
#[derive(Default)]
pub(crate) struct Plans(Mutex<Vec<(Circumstances, Arc<Plan>)>>);

impl Plans {
    /// The plan for a report.
    pub(crate) fn get(&self, ruleset: &Ruleset, report: &Report) -> Arc<Plan> {
        let circumstances = Circumstances::of(ruleset, report);
        let mut plans = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, plan)) = plans.iter().find(|(of, _)| *of == circumstances) {
            return Arc::clone(plan);
        }
        let (fates, replaced) = fates(ruleset, report, &circumstances);
        let plan = Arc::new(Plan { replaced, ..Plan::new(ruleset, &fates) });
        if plans.len() == KEPT {
            plans.remove(0);
        }
        plans.push((circumstances, Arc::clone(&plan)));
        plan
    }
}

impl Circumstances {
    fn of(ruleset: &Ruleset, report: &Report) -> Self {
        let mut missing = [false; NEEDS];
        for need in [Need::LastYear, Need::Published, Need::Children, Need::Peers, Need::Unknown] {
            missing[need as usize] = need.missing(report).is_some();
        }
        Self {
            year: report.year,
            edition: report.edition,
            level: report.agency.level,
            of: report.agency.of,
            named: ruleset.named.iter().map(|&at| admits_name(ruleset, at, report)).collect(),
            excluded: ruleset.packs.iter().map(|pack| pack.excludes(report)).collect(),
            missing,
        }
    }
}

fn admits_name(ruleset: &Ruleset, at: usize, report: &Report) -> bool {
    ruleset.card(&ruleset.rules[at]).scope.names(report.agency.name)
}

/// One for each of the ruleset's rules; and those that gave way to another one.
fn fates(
    ruleset: &Ruleset,
    report: &Report,
    circumstances: &Circumstances,
) -> (Vec<Fate>, Vec<(usize, usize)>) {
    let mut fates: Vec<Fate> = ruleset
        .rules
        .iter()
        .map(|rule| {
            let card = ruleset.card(rule);
            if rule.severity.is_none() {
                Fate::Off
            } else if circumstances.excluded[rule.pack] || !card.scope.admits(report) {
                Fate::NotApplicable
            } else {
                let lacking = card.needs.iter().find(|need| circumstances.missing[**need as usize]);
                lacking.map_or(Fate::Run, |need| Fate::Lacking(*need))
            }
        })
        .collect();
    // A rule gives way only to one that really runs in its place.
    let mut replaced = Vec::new();
    for (at, rule) in ruleset.rules.iter().enumerate() {
        let by = rule.replaced_by.iter().find(|&&by| fates[by] == Fate::Run);
        if let (Some(&by), Fate::Run | Fate::Lacking(_)) = (by, fates[at]) {
            replaced.push((at, by));
            fates[at] = Fate::NotApplicable;
        }
    }
    (fates, replaced)
}

impl Plan {
    /// The same as far as only some of its rules are asked for.
    pub(crate) fn of_some(&self, ruleset: &Ruleset, some: &BTreeSet<usize>) -> Self {
        let only = |rules: &[usize]| rules.iter().copied().filter(|at| some.contains(at)).collect::<Vec<_>>();
        let (equations, texts) = (only(&self.equations), only(&self.texts));
        let mut coded: Vec<Coded> = Vec::new();
        for of_all in &self.coded {
            let rules = only(&of_all.rules);
            let mut asked = vec![0; of_all.asked.len()];
            rules.iter().for_each(|&at| asked[ruleset.rules[at].rule] = 1);
            if !rules.is_empty() {
                coded.push(Coded { pack: of_all.pack, asked, rules });
            }
        }
        let solver = ruleset.solver(&equations);
        let running = some.len();
        Self {
            equations,
            solver,
            across: Vec::new(),
            texts,
            coded,
            lacking: Vec::new(),
            running,
            off: 0,
            not_applicable: 0,
            replaced: Vec::new(),
            idle: Vec::new(),
        }
    }

    fn new(ruleset: &Ruleset, fates: &[Fate]) -> Self {
        let (mut equations, mut texts, mut lacking) = (Vec::new(), Vec::new(), Vec::new());
        let (mut running, mut off, mut not_applicable) = (0, 0, 0);
        let mut coded: Vec<Coded> = (0..ruleset.packs.len())
            .map(|pack| Coded { pack, asked: vec![0; ruleset.packs[pack].coded], rules: Vec::new() })
            .collect();
        for (at, (rule, fate)) in ruleset.rules.iter().zip(fates).enumerate() {
            match *fate {
                Fate::Off => off += 1,
                Fate::NotApplicable => not_applicable += 1,
                Fate::Lacking(need) => lacking.push((at, need)),
                Fate::Run => {
                    running += 1;
                    match &ruleset.body(rule).declared {
                        Some(declared) if declared.equality().is_some() => equations.push(at),
                        Some(_) => texts.push(at),
                        None => {
                            let coded = &mut coded[rule.pack];
                            coded.asked[rule.rule] = 1;
                            coded.rules.push(at);
                        }
                    }
                }
            }
        }
        coded.retain(|coded| !coded.rules.is_empty());
        let solver = ruleset.solver(&equations);
        let tells = |at: &usize| {
            let declared = ruleset.body(&ruleset.rules[*at]).declared.as_ref();
            declared.and_then(Declared::equality).is_some_and(Equation::tells_unknown)
        };
        let across = equations.iter().copied().filter(tells).collect();
        let (replaced, idle) = (Vec::new(), idle(ruleset, fates));
        Self {
            equations,
            solver,
            across,
            texts,
            coded,
            lacking,
            running,
            off,
            not_applicable,
            replaced,
            idle,
        }
    }
}

fn idle(ruleset: &Ruleset, fates: &[Fate]) -> Vec<(usize, bool)> {
    let of = |pack: usize| {
        let fates = ruleset.rules.iter().zip(fates).filter(move |(rule, _)| rule.pack == pack);
        fates.map(|(_, fate)| *fate)
    };
    let idle = (0..ruleset.packs.len())
        .filter(|&pack| !of(pack).any(|fate| matches!(fate, Fate::Run | Fate::Lacking(_))));
    idle.map(|pack| (pack, of(pack).all(|fate| fate == Fate::Off))).collect()
}
