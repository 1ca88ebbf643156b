//! The books of a run: which waivers did something, and what of the baseline is gone.

use std::collections::{BTreeMap, HashMap, HashSet};

use gouji_core::report::Date;
use gouji_core::verdict::{Checked, Notice, NoticeKind, Verdict};

use crate::baseline::{self, Baseline, ReportKey};
use crate::day;
use crate::position::Position;
use crate::profile::{Waiver, Whose};
use crate::rulesets::Rules;

/// Counts reports one by one, in any order.
pub struct Ledger<'s> {
    rules: &'s dyn Rules,
    today: Date,
    baseline: Option<&'s Baseline>,
    waivers: BTreeMap<Position, Watched<'s>>,
    /// By report: the fingerprints that were found, and the rules that could not look.
    reports: HashMap<ReportKey, Seen>,
    /// Something was not read: what was not found proves nothing.
    faulty: bool,
}

struct Watched<'s> {
    waiver: &'s Waiver,
    /// A report that it is for was checked, its rule included.
    due: bool,
    matched: bool,
}

#[derive(Default)]
struct Seen {
    found: HashSet<String>,
    not_checked: HashSet<String>,
    faulty: bool,
}

/// What there is to say in the end.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Closing {
    pub notices: Vec<Notice>,
    /// Findings of the baseline that are no longer there.
    pub gone: usize,
}

impl<'s> Ledger<'s> {
    /// Of reports that are checked by these rules, on that day.
    pub fn new(rules: &'s dyn Rules, today: Date, baseline: Option<&'s Baseline>) -> Self {
        Self { rules, today, baseline, waivers: BTreeMap::new(), reports: HashMap::new(), faulty: false }
    }

    pub fn count(&mut self, checked: &Checked) {
        let faulty = matches!(checked.verdict, Verdict::Incomplete | Verdict::Unreadable);
        self.faulty |= faulty;
        let key = baseline::key(checked);
        self.watch(checked, &key, faulty);
        if self.baseline.is_some_and(|baseline| !baseline.of(&key).is_empty()) {
            let seen = self.reports.entry(key).or_default();
            seen.faulty |= faulty;
            seen.found.extend(checked.findings.iter().map(|finding| finding.fingerprint.clone()));
            seen.not_checked.extend(checked.rules.could_not_check.iter().map(|rule| rule.rule.clone()));
        }
    }

    fn watch(&mut self, checked: &Checked, key: &ReportKey, faulty: bool) {
        let mut sets = self.rules.so_far().into_iter();
        let Some(set) = sets.find(|set| set.members == checked.profiles) else { return };
        let whose = Whose { agency: &key.0, year: key.1 };
        for (waiver, rule) in set.waivers.all() {
            let looked = || checked.rules.could_not_check.iter().all(|other| Some(&*other.rule) != rule);
            let watched = self.waivers.entry(waiver.at.clone()).or_insert(Watched {
                waiver,
                due: false,
                matched: false,
            });
            watched.due |= waiver.is_for(whose) && !faulty && looked();
        }
        for finding in &checked.findings {
            for waiver in set.waivers.of(whose, finding) {
                if let Some(watched) = self.waivers.get_mut(&waiver.at) {
                    watched.matched = true;
                }
            }
        }
    }

    pub fn close(self) -> Closing {
        let today = self.today;
        let mut notices = Vec::new();
        for notice in self.rules.so_far().into_iter().flat_map(|set| &set.notices) {
            if !notices.contains(notice) {
                notices.push(notice.clone());
            }
        }
        for Watched { waiver, due, matched } in self.waivers.into_values() {
            let (at, subject) = (&waiver.at, waiver.subject());
            // A fingerprint alone may be that of a report which could not be read.
            let proven = due && (waiver.agency.is_some() || !self.faulty);
            if waiver.is_expired(today) {
                let day = day::iso(waiver.expires);
                let todo = match matched {
                    true => format!("问题重新计入；请改正报告，或由 {} 确认后改期", waiver.owner),
                    false => "请删去这一节".to_owned(),
                };
                let message = format!("{at}：豁免（{subject}）已于 {day} 到期，{todo}");
                notices.push(Notice { kind: NoticeKind::WaiverExpired, message });
            } else if proven && !matched {
                let message =
                    format!("{at}：豁免（{subject}）没有对应的问题，请删去这一节，或核对所写的内容");
                notices.push(Notice { kind: NoticeKind::WaiverStale, message });
            }
        }
        let gone = |baseline: &Baseline| {
            let reports = self.reports.iter().filter(|(_, seen)| !seen.faulty);
            let gone = reports.map(|(key, seen)| {
                let entries = baseline.of(key).iter();
                let gone = entries
                    .filter(|e| !seen.found.contains(&e.fingerprint) && !seen.not_checked.contains(&e.rule));
                gone.count()
            });
            gone.sum()
        };
        Closing { notices, gone: self.baseline.map_or(0, gone) }
    }
}
