//! What is counted over the reports of a run: by rule, folder and year, and what was not checked, each reason once.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use gouji_core::card::{Need, Severity};
use gouji_core::verdict::{Checked, Summary, Verdict};

use crate::finding::unit;
use crate::printable::clean;

/// The counts so far. They grow with the rules, folders and reasons, not with the reports.
#[derive(Debug, Default)]
pub(crate) struct Tally {
    /// By code.
    rules: BTreeMap<String, OfRule>,
    pub(crate) folders: BTreeMap<PathBuf, Summary>,
    /// `None` where the report does not say.
    pub(crate) years: BTreeMap<Option<u16>, Summary>,
    /// By reason.
    not_checked: BTreeMap<String, Lost>,
    /// The worst reports, in no order.
    worst: Vec<Worst>,
    reports: usize,
}

/// How many of the worst reports are kept.
const WORST: usize = 2000;

/// One of the worst reports.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Worst {
    pub(crate) verdict: Verdict,
    pub(crate) unit: String,
    pub(crate) year: Option<u16>,
    pub(crate) path: String,
    pub(crate) counts: Summary,
    /// Why it is incomplete or unreadable.
    pub(crate) trouble: Option<String>,
    /// Its number in the run, from 1.
    pub(crate) nth: usize,
}

impl Worst {
    pub(crate) fn of(checked: &Checked, nth: usize) -> Self {
        let mut counts = Summary::default();
        counts.count(checked);
        Self {
            verdict: checked.verdict,
            unit: unit(checked).into_owned(),
            year: checked.year,
            path: checked.path.to_string_lossy().into_owned(),
            counts,
            trouble: why(checked).map(str::to_owned),
            nth,
        }
    }

    /// What could not be read of it, to be added to a line.
    pub(crate) fn why(&self) -> String {
        self.trouble.as_ref().map(|why| format!("：{}", clean(why))).unwrap_or_default()
    }

    /// The worst first, then in the order of the run.
    fn order(&self) -> impl Ord + use<> {
        let Self { verdict, counts: Summary { error, warning, .. }, nth, .. } = *self;
        (Reverse((verdict, error, warning)), nth)
    }
}

/// Why a report is incomplete or unreadable, as far as that is known.
pub(crate) fn why(checked: &Checked) -> Option<&str> {
    let blocking = checked.trouble.iter().find(|trouble| trouble.blocking).map(|trouble| &trouble.message);
    blocking.or(checked.rules.crashed.first().map(|crash| &crash.why)).map(String::as_str)
}

/// What did not look at a report, with the reason and with what would have to be given: rules by their codes, and whole
/// packs.
pub(crate) fn left_out(checked: &Checked) -> impl Iterator<Item = (Cow<'_, str>, &str, Option<Need>)> {
    let rules = checked.rules.could_not_check.iter();
    let rules = rules.map(|rule| (Cow::from(rule.rule.as_str()), rule.why.as_str(), rule.need));
    let packs = checked.packs_not_run.iter();
    rules.chain(packs.map(|pack| (Cow::from(format!("规则包 {}", pack.id)), pack.why.as_str(), None)))
}

/// The verdicts that there are, with the number of reports, the worst of what a report can be blamed for first.
pub(crate) fn verdicts(summary: &Summary) -> impl Iterator<Item = (Verdict, usize)> + use<> {
    let verdicts = [
        (Verdict::Fail, summary.fail),
        (Verdict::Warn, summary.warn),
        (Verdict::Pass, summary.pass),
        (Verdict::Incomplete, summary.incomplete),
        (Verdict::Unreadable, summary.unreadable),
    ];
    verdicts.into_iter().filter(|(_, count)| *count > 0)
}

/// The findings of a rule that count.
#[derive(Debug, Default, Clone)]
pub(crate) struct OfRule {
    pub(crate) title: String,
    /// The worst.
    pub(crate) severity: Option<Severity>,
    pub(crate) findings: usize,
    pub(crate) reports: usize,
    /// The first of them: number in the run, and unit.
    pub(crate) some: Vec<(usize, String)>,
}

/// How many reports a rule names.
const SOME: usize = 30;

/// Rules, and packs, that did not do their work for one reason.
#[derive(Debug, Default)]
pub(crate) struct Lost {
    pub(crate) rules: BTreeSet<String>,
    pub(crate) reports: usize,
    /// The reason is a fault of a rule or of the program, not something that the user can give.
    pub(crate) crashed: bool,
    /// What would have to be given.
    pub(crate) need: Option<Need>,
}

/// Rules and packs.
type Names<'a> = BTreeSet<Cow<'a, str>>;

impl Tally {
    pub(crate) fn count(&mut self, checked: &Checked) {
        let folder = checked.path.parent().unwrap_or(Path::new(""));
        match self.folders.get_mut(folder) {
            Some(summary) => summary.count(checked),
            None => self.folders.entry(folder.to_owned()).or_default().count(checked),
        }
        self.years.entry(checked.year).or_default().count(checked);
        self.reports += 1;
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for finding in checked.findings.iter().filter(|finding| finding.counts()) {
            let rule = self.rules.entry(finding.rule.clone()).or_default();
            if rule.title.is_empty() {
                rule.title.clone_from(&finding.title);
            }
            rule.severity = rule.severity.max(Some(finding.severity));
            rule.findings += 1;
            if seen.insert(&finding.rule) {
                rule.reports += 1;
                if rule.some.len() < SOME {
                    rule.some.push((self.reports, unit(checked).into_owned()));
                }
            }
        }
        self.lose(checked);
        self.worst.push(Worst::of(checked, self.reports));
        if self.worst.len() > 2 * WORST {
            self.worst.sort_by_key(Worst::order);
            self.worst.truncate(WORST);
        }
    }

    /// The worst reports, the worst first: so many, and no more than are kept.
    pub(crate) fn worst(&self, count: usize) -> Vec<&Worst> {
        let mut worst: Vec<&Worst> = self.worst.iter().collect();
        worst.sort_by_key(|report| report.order());
        worst.truncate(count.min(WORST));
        worst
    }

    fn lose(&mut self, checked: &Checked) {
        let mut reasons: BTreeMap<(&str, bool), (Option<Need>, Names)> = BTreeMap::new();
        for (what, why, need) in left_out(checked) {
            let (given, rules) = reasons.entry((why, false)).or_default();
            *given = given.or(need);
            rules.insert(what);
        }
        for crash in &checked.rules.crashed {
            reasons.entry((&crash.why, true)).or_default().1.insert(crash.rule.as_str().into());
        }
        for ((why, crashed), (need, rules)) in reasons {
            let lost = self.not_checked.entry(why.to_owned()).or_default();
            lost.reports += 1;
            lost.crashed |= crashed;
            lost.need = lost.need.or(need);
            for rule in rules {
                if !lost.rules.contains(rule.as_ref()) {
                    lost.rules.insert(rule.into_owned());
                }
            }
        }
    }

    /// Codes with their counts: the worst first, then those with most findings.
    pub(crate) fn rules(&self) -> Vec<(&str, &OfRule)> {
        let mut rules: Vec<(&str, &OfRule)> =
            self.rules.iter().map(|(code, rule)| (code.as_str(), rule)).collect();
        rules.sort_by_key(|(_, rule)| (Reverse(rule.severity), Reverse(rule.findings)));
        rules
    }

    /// Reasons, that of most reports first; crashes before what was only not given.
    pub(crate) fn not_checked(&self) -> Vec<(&str, &Lost)> {
        let mut reasons: Vec<(&str, &Lost)> =
            self.not_checked.iter().map(|(why, lost)| (why.as_str(), lost)).collect();
        reasons.sort_by_key(|(_, lost)| (Reverse(lost.crashed), Reverse(lost.reports)));
        reasons
    }
}
