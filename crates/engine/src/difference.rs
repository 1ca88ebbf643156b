//! What a change of a pack does to reports: the findings gained, lost and changed between two of its versions.

use std::collections::{BTreeMap, HashMap};

use gouji_core::card::Severity;
use gouji_core::finding::Repair;
use gouji_core::verdict::{Checked, Finding, Verdict};
use serde::Serialize;

use gouji_check::pack::Pack;

/// The name and version of the contract.
pub const SCHEMA: &str = "gouji.pack-diff/1";

/// Two versions of a pack, held against the same reports.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Difference {
    pub schema: &'static str,
    pub pack: String,
    pub old: Side,
    pub new: Side,
    /// Reports that both versions were run on.
    pub reports: usize,
    /// Those that neither version has a rule for.
    pub not_applicable: usize,
    /// Those for which something changes.
    pub reports_changed: usize,
    pub total: Counts,
    /// Rules that only one version has.
    pub rules_added: Vec<String>,
    pub rules_removed: Vec<String>,
    /// Those with the most changes first.
    pub by_rule: Vec<Group>,
    pub by_agency: Vec<Group>,
    /// In the order of the reports; in each, in the order of the findings, what is lost last.
    pub changes: Vec<Change>,
    /// What was not read or crashed: of these reports nothing is known.
    pub faults: Vec<Fault>,
}

/// One version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    pub version: String,
    pub sha256: String,
    pub rules: usize,
    /// Of all reports.
    pub findings: usize,
    /// Whether its code ran in processes of its own; not so for a pack without code.
    pub isolated: bool,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    pub gained: BySeverity,
    pub lost: BySeverity,
    /// By the severity that they have now.
    pub changed: BySeverity,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BySeverity {
    pub error: usize,
    pub warning: usize,
    pub info: usize,
}

/// The changes of one rule or one agency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Group {
    /// The rule's code, or the agency with the year.
    pub of: String,
    /// The rule's title; empty for an agency.
    pub title: String,
    pub reports: usize,
    pub gained: usize,
    pub lost: usize,
    pub changed: usize,
}

/// A finding that is not what it was.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Change {
    pub kind: Kind,
    pub path: String,
    pub agency: Option<String>,
    pub year: Option<u16>,
    pub rule: String,
    /// Of the plain text, from 1.
    pub line: u32,
    /// `None` for a finding that was gained.
    pub old: Option<Said>,
    /// `None` for a finding that was lost.
    pub new: Option<Said>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    Gained,
    Lost,
    Changed,
}

/// What a version says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    pub severity: Severity,
    pub message: String,
    pub repair: Option<Repair>,
    pub fingerprint: String,
}

/// Why nothing is known of a report or of a rule's word on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub path: String,
    /// `old`, `new` or `both`.
    pub version: &'static str,
    pub why: String,
}

/// What one version made of a report: as much as is compared.
#[derive(Debug, Clone, PartialEq)]
pub struct Outcome {
    path: String,
    agency: Option<String>,
    year: Option<u16>,
    findings: Vec<Kept>,
    faults: Vec<String>,
    applicable: bool,
}

#[derive(Debug, Clone, PartialEq)]
struct Kept {
    rule: String,
    at: (u32, u32, [Option<String>; 3]),
    said: Said,
}

impl Outcome {
    pub fn of(checked: &Checked) -> Self {
        let mut faults: Vec<String> =
            checked.rules.crashed.iter().map(|crash| format!("{} 崩溃：{}", crash.rule, crash.why)).collect();
        // A report that no rule is meant for is incomplete, and that is the last that is said of it. For the other packs of a
        // profile that is amiss; for a pack alone it is not.
        let unreadable = checked.verdict == Verdict::Unreadable;
        let applicable = unreadable || checked.rules.checked > 0 || !checked.rules.crashed.is_empty();
        let of_reading = checked.trouble.len() - usize::from(!applicable && !checked.trouble.is_empty());
        let blocking = checked.trouble[..of_reading].iter().filter(|trouble| trouble.blocking);
        faults.extend(blocking.map(|trouble| trouble.message.clone()));
        if unreadable && faults.is_empty() {
            faults.extend(checked.trouble.first().map(|trouble| trouble.message.clone()));
            faults.extend(faults.is_empty().then(|| checked.verdict.title().to_owned()));
        }
        Self {
            path: checked.path.display().to_string(),
            agency: checked.agency.name.clone(),
            year: checked.year,
            findings: checked.findings.iter().map(Kept::of).collect(),
            faults,
            applicable,
        }
    }

    fn whose(&self) -> String {
        match (&self.agency, self.year) {
            (Some(agency), Some(year)) => format!("{agency} {year}年"),
            (Some(agency), None) => agency.clone(),
            (None, _) => self.path.clone(),
        }
    }
}

impl Kept {
    fn of(finding: &Finding) -> Self {
        let at = &finding.at;
        Self {
            rule: finding.rule.clone(),
            at: (at.line, at.column, [at.table.clone(), at.row.clone(), at.col.clone()]),
            said: Said {
                severity: finding.severity,
                message: finding.message.clone(),
                repair: finding.repair.clone(),
                fingerprint: finding.fingerprint.clone(),
            },
        }
    }
}

/// Compares what two versions of a pack made of the same reports, in the same order.
pub fn compare(old: (&Pack, &[Outcome]), new: (&Pack, &[Outcome])) -> Difference {
    let mut changes = Vec::new();
    let mut faults = Vec::new();
    let mut agencies: BTreeMap<String, Group> = BTreeMap::new();
    let mut rules: BTreeMap<String, Group> = BTreeMap::new();
    let (mut reports_changed, mut not_applicable) = (0, 0);
    for (before, after) in old.1.iter().zip(new.1) {
        faults.extend(faults_of(before, after));
        not_applicable += usize::from(!before.applicable && !after.applicable);
        let found = changes_of(before, after);
        if found.is_empty() {
            continue;
        }
        reports_changed += 1;
        count(agencies.entry(after.whose()).or_insert_with(|| Group::new(after.whose())), found.iter());
        let mut by_rule: BTreeMap<&str, Vec<&Change>> = BTreeMap::new();
        found.iter().for_each(|change| by_rule.entry(&change.rule).or_default().push(change));
        for (rule, found) in by_rule {
            count(rules.entry(rule.to_owned()).or_insert_with(|| Group::new(rule.to_owned())), found);
        }
        changes.extend(found);
    }
    for group in rules.values_mut() {
        group.title = title(new.0, &group.of).or_else(|| title(old.0, &group.of)).unwrap_or_default();
    }
    let only = |pack: &Pack, other: &Pack| {
        let codes = pack.rules.iter().map(|rule| rule.card.code.clone());
        codes.filter(|code| title(other, code).is_none()).collect()
    };
    Difference {
        schema: SCHEMA,
        pack: new.0.id.clone(),
        old: Side::new(old),
        new: Side::new(new),
        reports: new.1.len(),
        not_applicable,
        reports_changed,
        total: Counts::of(&changes),
        rules_added: only(new.0, old.0),
        rules_removed: only(old.0, new.0),
        by_rule: most_first(rules),
        by_agency: most_first(agencies),
        changes,
        faults,
    }
}

impl Difference {
    /// Whether the two versions say the same of every report.
    pub fn is_none(&self) -> bool {
        self.changes.is_empty()
    }
}

impl Side {
    fn new((pack, outcomes): (&Pack, &[Outcome])) -> Self {
        Self {
            version: pack.version.clone(),
            sha256: pack.sha256.clone(),
            rules: pack.rules.len(),
            findings: outcomes.iter().map(|outcome| outcome.findings.len()).sum(),
            isolated: pack.enforced().is_some(),
        }
    }
}

impl Counts {
    fn of(changes: &[Change]) -> Self {
        let mut counts = Self::default();
        for change in changes {
            let by = match change.kind {
                Kind::Gained => &mut counts.gained,
                Kind::Lost => &mut counts.lost,
                Kind::Changed => &mut counts.changed,
            };
            let said = change.new.as_ref().or(change.old.as_ref());
            match said.map(|said| said.severity) {
                Some(Severity::Error) => by.error += 1,
                Some(Severity::Warning) => by.warning += 1,
                Some(Severity::Info) | None => by.info += 1,
            }
        }
        counts
    }
}

impl BySeverity {
    pub fn all(self) -> usize {
        self.error + self.warning + self.info
    }
}

impl Group {
    fn new(of: String) -> Self {
        Self { of, title: String::new(), reports: 0, gained: 0, lost: 0, changed: 0 }
    }

    pub fn all(&self) -> usize {
        self.gained + self.lost + self.changed
    }
}

/// Adds what changes in one report.
fn count<'a>(group: &mut Group, changes: impl IntoIterator<Item = &'a Change>) {
    group.reports += 1;
    for change in changes {
        *match change.kind {
            Kind::Gained => &mut group.gained,
            Kind::Lost => &mut group.lost,
            Kind::Changed => &mut group.changed,
        } += 1;
    }
}

fn most_first(groups: BTreeMap<String, Group>) -> Vec<Group> {
    let mut groups: Vec<Group> = groups.into_values().collect();
    groups.sort_by_key(|group| std::cmp::Reverse(group.all()));
    groups
}

fn title(pack: &Pack, code: &str) -> Option<String> {
    pack.rules.iter().map(|rule| &rule.card).find(|card| card.code == code).map(|card| card.title.clone())
}

/// What is amiss for both versions is said once.
fn faults_of(before: &Outcome, after: &Outcome) -> Vec<Fault> {
    let fault = |version, why: &String| Fault { path: after.path.clone(), version, why: why.clone() };
    let old = before.faults.iter().map(|why| match after.faults.contains(why) {
        true => fault("both", why),
        false => fault("old", why),
    });
    let new = after.faults.iter().filter(|why| !before.faults.contains(why));
    old.chain(new.map(|why| fault("new", why))).collect()
}

/// Findings of the same fingerprint are the same one; of the others, those of the same rule at the same place.
fn changes_of(before: &Outcome, after: &Outcome) -> Vec<Change> {
    let mut left: Vec<Option<&Kept>> = before.findings.iter().map(Some).collect();
    let mut partners: Vec<Option<&Kept>> = vec![None; after.findings.len()];
    let mut by_fingerprint: HashMap<&str, usize> = HashMap::new();
    for (at, kept) in before.findings.iter().enumerate() {
        by_fingerprint.insert(&kept.said.fingerprint, at);
    }
    for (partner, kept) in partners.iter_mut().zip(&after.findings) {
        let at = by_fingerprint.get(kept.said.fingerprint.as_str());
        *partner = at.and_then(|&at| left[at].take());
    }
    for (partner, kept) in partners.iter_mut().zip(&after.findings).filter(|(partner, _)| partner.is_none()) {
        let same = |old: &Option<&Kept>| old.is_some_and(|old| old.rule == kept.rule && old.at == kept.at);
        *partner = left.iter().position(same).and_then(|at| left[at].take());
    }
    let change = |kind, kept: &Kept, old: Option<&Kept>, new: Option<&Kept>| Change {
        kind,
        path: after.path.clone(),
        agency: after.agency.clone(),
        year: after.year,
        rule: kept.rule.clone(),
        line: kept.at.0,
        old: old.map(|old| old.said.clone()),
        new: new.map(|new| new.said.clone()),
    };
    let mut changes = Vec::new();
    for (partner, kept) in partners.into_iter().zip(&after.findings) {
        match partner {
            None => changes.push(change(Kind::Gained, kept, None, Some(kept))),
            Some(old) if old.rule != kept.rule || !old.said.says_the_same(&kept.said) => {
                changes.push(change(Kind::Changed, kept, Some(old), Some(kept)));
            }
            Some(_) => {}
        }
    }
    changes.extend(left.into_iter().flatten().map(|old| change(Kind::Lost, old, Some(old), None)));
    changes
}

impl Said {
    fn says_the_same(&self, other: &Self) -> bool {
        self.severity == other.severity && self.message == other.message && self.repair == other.repair
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `rule severity line message fingerprint` each.
    fn outcome(findings: &[(&str, Severity, u32, &str, &str)]) -> Outcome {
        let findings = findings.iter().map(|&(rule, severity, line, message, fingerprint)| Kept {
            rule: rule.to_owned(),
            at: (line, 1, [None, None, None]),
            said: Said {
                severity,
                message: message.to_owned(),
                repair: None,
                fingerprint: fingerprint.to_owned(),
            },
        });
        Outcome {
            path: "a.txt".to_owned(),
            agency: None,
            year: None,
            findings: findings.collect(),
            faults: Vec::new(),
            applicable: true,
        }
    }

    #[track_caller]
    fn check(
        old: &[(&str, Severity, u32, &str, &str)],
        new: &[(&str, Severity, u32, &str, &str)],
        expected: &[(Kind, &str)],
    ) {
        let found = changes_of(&outcome(old), &outcome(new));
        let found: Vec<_> = found.iter().map(|change| (change.kind, change.rule.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn faults_are_said_once() {
        let with = |faults: &[&str]| Outcome {
            faults: faults.iter().map(|why| (*why).to_owned()).collect(),
            ..outcome(&[])
        };
        let said = faults_of(&with(&["甲", "乙"]), &with(&["乙", "丙"]));
        let said: Vec<_> = said.iter().map(|fault| (fault.version, fault.why.as_str())).collect();
        assert_eq!(said, [("old", "甲"), ("both", "乙"), ("new", "丙")]);
    }

    #[test]
    fn findings_are_paired() {
        use Severity::{Error, Warning};
        let first = ("H-01", Error, 3, "三", "a");
        check(&[first], &[first], &[]);
        check(&[], &[first], &[(Kind::Gained, "H-01")]);
        check(&[first], &[], &[(Kind::Lost, "H-01")]);
        check(&[first], &[("H-01", Warning, 3, "三", "a")], &[(Kind::Changed, "H-01")]);
        check(&[first], &[("H-01", Error, 3, "四", "a")], &[(Kind::Changed, "H-01")]);
        // Another fingerprint at the same place.
        check(&[first], &[("H-01", Error, 3, "四", "b")], &[(Kind::Changed, "H-01")]);
        // Elsewhere it is another one.
        let expected = [(Kind::Gained, "H-01"), (Kind::Lost, "H-01")];
        check(&[first], &[("H-01", Error, 4, "四", "b")], &expected);
        check(&[first], &[("H-02", Error, 3, "三", "b")], &[(Kind::Gained, "H-02"), (Kind::Lost, "H-01")]);
        // Each has one partner.
        check(&[first], &[first, ("H-01", Error, 3, "三", "b")], &[(Kind::Gained, "H-01")]);
        check(
            &[first, ("H-01", Error, 3, "三", "b")],
            &[("H-01", Error, 3, "三", "b")],
            &[(Kind::Lost, "H-01")],
        );
    }
}
