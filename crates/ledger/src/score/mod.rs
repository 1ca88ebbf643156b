//! Scores of units by an evaluator's [`Scheme`], with the evidence for every point that is taken off.
//!
//! What people settled is not taken off. A unit whose report was not read or not checked whole has no full marks by that: it
//! has no score, or one that is marked.

mod scheme;

use std::collections::{BTreeMap, HashMap};

use gouji_core::figure::Decimal;
use gouji_core::report::Date;
use gouji_engine::{sha256, today};
use serde::{Serialize, Serializer};

pub use self::scheme::{Deduction, Item, Per, Scheme, Veto, When};
use crate::error::LedgerError;
use crate::history::{Line, State, Unit};
use crate::open::Ledger;

/// The scores of a year.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scores {
    pub title: String,
    #[serde(serialize_with = "number")]
    pub full: Decimal,
    pub year: u16,
    /// The day on which decisions and delays are as they are here.
    pub day: String,
    pub basis: Basis,
    /// The highest first; those without a score last.
    pub units: Vec<Score>,
}

/// What the scores depend on: the same hashes, the same scores.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Basis {
    /// Of the scheme's file.
    pub scheme: String,
    /// The program and the packs of the last check, with their hashes; as the check itself lists them.
    pub packs: serde_json::Value,
    /// The profiles of the last check, with hashes of all that they make of their packs.
    pub profiles: serde_json::Value,
    /// Of all reports that are scored, with what their results depend on, and of all decisions.
    pub inputs: String,
}

/// A unit's score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Score {
    pub unit: String,
    pub level: Option<String>,
    pub division: Option<String>,
    /// `None` where there is no report to score.
    #[serde(serialize_with = "number_or_none")]
    pub score: Option<Decimal>,
    /// Why there is no score, or why it is not the last word; empty where it is.
    pub doubt: String,
    pub items: Vec<OfItem>,
    pub vetoes: Vec<Vetoed>,
    /// The report's file and the hash of its bytes; empty where there is none.
    pub path: String,
    pub sha256: String,
}

/// What is left of an item.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct OfItem {
    pub name: String,
    #[serde(serialize_with = "number")]
    pub full: Decimal,
    #[serde(serialize_with = "number")]
    pub score: Decimal,
    pub taken: Vec<Taken>,
}

/// Points that are taken off.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Taken {
    #[serde(serialize_with = "number")]
    pub points: Decimal,
    /// As they would be but for the limit or the group.
    #[serde(serialize_with = "number")]
    pub before: Decimal,
    /// Why there are fewer; empty where there are not.
    pub limit: String,
    pub evidence: Vec<Evidence>,
}

/// A veto that holds.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Vetoed {
    pub name: String,
    #[serde(serialize_with = "number")]
    pub score: Decimal,
    pub evidence: Vec<Evidence>,
}

/// What a point is taken off for: a finding, or a sentence about the hand-in.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Empty where it is no finding.
    pub rule: String,
    pub message: String,
    pub line: u32,
    pub fingerprint: String,
}

impl Ledger {
    /// Scores every unit of a year by a scheme; `text` is that of its file.
    pub fn score(&self, scheme: &Scheme, text: &str, year: u16, day: Date) -> Result<Scores, LedgerError> {
        let (units, _) = self.units(year, day)?;
        let (today, mut lines) = (today::iso(day), HashMap::<String, Vec<Line>>::new());
        self.lines(None, &mut |line| {
            let there = matches!(line.state.as_str(), "open" | "unseen");
            if line.year == year && there && !line.is_settled(&today) {
                lines.entry(line.unit.clone()).or_default().push(line);
            }
        })?;
        let inputs = self.inputs(year)?;
        let mut scores: Vec<Score> = units
            .into_iter()
            .map(|unit| {
                let lines = lines.remove(&unit.name).unwrap_or_default();
                let sha256 = inputs.iter().find(|(name, ..)| *name == unit.name);
                let sha256 = sha256.map(|(_, sha256, _)| sha256.clone()).unwrap_or_default();
                Subject { unit, lines, day: &today }.score(scheme, sha256)
            })
            .collect();
        scores.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.unit.cmp(&b.unit)));
        let about = |name: &str| -> Result<serde_json::Value, LedgerError> {
            Ok(self.about(name)?.and_then(|text| serde_json::from_str(&text).ok()).unwrap_or_default())
        };
        let mut all: String =
            inputs.iter().map(|(name, sha256, basis)| format!("{name} {sha256} {basis}\n")).collect();
        for ruled in self.decisions(day)?.into_iter().filter(|ruled| ruled.year == year) {
            all += &format!("{} {} {}\n", ruled.unit, ruled.fingerprint, ruled.decision);
        }
        let basis = Basis {
            scheme: sha256(text.as_bytes()),
            packs: about("packs")?,
            profiles: about("profiles")?,
            inputs: sha256(all.as_bytes()),
        };
        Ok(Scores { title: scheme.title.clone(), full: scheme.full, year, day: today, basis, units: scores })
    }

    /// The reports that stand, with what their results depend on: unit, hash, basis.
    fn inputs(&self, year: u16) -> Result<Vec<(String, String, String)>, LedgerError> {
        let all = "SELECT u.name, lower(hex(h.sha256)), coalesce(s.basis, '') FROM standing s \
                   JOIN units u ON u.id = s.unit JOIN handins h ON h.id = s.handin WHERE s.year = ?1 ORDER BY u.key";
        self.with(|db| {
            let mut all = db.prepare(all)?;
            let all = all.query_map([year], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            all.collect()
        })
    }
}

/// A unit with what counts of its findings.
struct Subject<'a> {
    unit: Unit,
    lines: Vec<Line>,
    day: &'a str,
}

impl Subject<'_> {
    fn score(self, scheme: &Scheme, sha256: String) -> Score {
        let items: Vec<OfItem> = scheme.items.iter().map(|item| self.item(item)).collect();
        let sum = items.iter().fold(Decimal::ZERO, |sum, item| plus(sum, item.score));
        let vetoes = scheme.vetoes.iter().filter_map(|veto| {
            let evidence = self.evidence(&veto.when);
            let Veto { name, score, .. } = veto;
            (!evidence.is_empty()).then(|| Vetoed { name: name.clone(), score: *score, evidence })
        });
        let vetoes: Vec<Vetoed> = vetoes.collect();
        let most = vetoes.iter().map(|veto| veto.score).min();
        let file = self.unit.files.last();
        let verdict = file.map_or("", |file| file.verdict.as_str());
        // Without a report only a veto gives a score: nothing was found where nothing was read.
        let (score, doubt) = match (self.unit.state, verdict) {
            (State::Missing | State::WrongYear, _) => {
                (most, format!("{}，没有可评的报告", self.unit.state.title()))
            }
            (_, "unreadable") => (most, "报告无法读取，没有评分".to_owned()),
            (_, "incomplete") => (Some(sum), "没有查完，得分只作参考".to_owned()),
            _ => (Some(sum), String::new()),
        };
        let score = score.map(|score| most.map_or(score, |most| most.min(score)));
        let path = file.map(|file| file.path.clone()).unwrap_or_default();
        let Unit { name, level, division, .. } = self.unit;
        Score { unit: name, level, division, score, doubt, items, vetoes, path, sha256 }
    }

    fn item(&self, item: &Item) -> OfItem {
        let taken = item.deductions.iter().map(|deduction| (deduction, self.taken(deduction)));
        let mut taken: Vec<(&Deduction, Taken)> =
            taken.filter(|(_, taken)| taken.before > Decimal::ZERO).collect();
        // Of a group the largest stands, the first of several.
        let mut largest: BTreeMap<&str, (Decimal, usize)> = BTreeMap::new();
        for (at, (deduction, one)) in taken.iter().enumerate() {
            let Some(group) = &deduction.group else { continue };
            let most = largest.entry(group).or_insert((one.points, at));
            if one.points > most.0 {
                *most = (one.points, at);
            }
        }
        for (at, (deduction, one)) in taken.iter_mut().enumerate() {
            let group = deduction.group.as_deref();
            if let Some(group) = group.filter(|group| largest[group].1 != at) {
                one.points = Decimal::ZERO;
                one.limit = format!("与“{group}”组里扣得更多的一项不重复扣");
            }
        }
        let sum = taken.iter().fold(Decimal::ZERO, |sum, (_, one)| plus(sum, one.points));
        let score = item.full.checked_sub(sum).unwrap_or_default().max(Decimal::ZERO);
        let taken = taken.into_iter().map(|(_, taken)| taken).collect();
        OfItem { name: item.name.clone(), full: item.full, score, taken }
    }

    fn taken(&self, deduction: &Deduction) -> Taken {
        let evidence = self.evidence(&deduction.when);
        let times = match deduction.per {
            Per::Finding => evidence.len(),
            Per::Report => evidence.len().min(1),
            Per::Rule => {
                let mut rules: Vec<&str> = evidence.iter().map(|one| one.rule.as_str()).collect();
                rules.sort_unstable();
                rules.dedup();
                rules.len()
            }
        };
        let times = Decimal::from_int(times as i64).unwrap_or_default();
        let before = deduction.points.checked_mul(times).unwrap_or_default();
        let points = deduction.most.map_or(before, |most| most.min(before));
        let limit = if points < before { format!("至多扣 {points}") } else { String::new() };
        Taken { points, before, limit, evidence }
    }

    /// What fulfils a condition; nothing where it is not fulfilled.
    fn evidence(&self, when: &When) -> Vec<Evidence> {
        let said = |message: String| vec![Evidence { message, ..Evidence::default() }];
        let file = self.unit.files.last();
        match when {
            When::Rules { rules, levels } => {
                let lines = self.lines.iter().filter(|line| {
                    let level = levels.is_empty() || levels.iter().any(|level| level.key() == line.severity);
                    level && rules.iter().any(|rule| is_of(&line.rule, rule))
                });
                lines.map(Evidence::of).collect()
            }
            When::States(states) if states.contains(&self.unit.state) => {
                said(self.unit.state.title().to_owned())
            }
            When::Verdicts(verdicts) => match file {
                Some(file) if verdicts.contains(&file.verdict) => {
                    said(format!("结论 {}：{}", file.verdict, file.path))
                }
                _ => Vec::new(),
            },
            When::Late(day) => {
                let (due, first) = (today::iso(*day), self.unit.first_day.clone());
                let late = match &first {
                    Some(first) => *first > due,
                    None => self.day > due.as_str(),
                };
                let when = first.map_or_else(|| "还没有报送".to_owned(), |first| format!("{first} 才报送"));
                if late { said(format!("{when}，期限是 {due}")) } else { Vec::new() }
            }
            When::States(_) => Vec::new(),
        }
    }
}

impl Evidence {
    fn of(line: &Line) -> Self {
        let Line { rule, message, line, fingerprint, .. } = line.clone();
        Self { rule, message, line, fingerprint }
    }
}

/// Whether a code is the one, or begins as `T3-*` says.
fn is_of(code: &str, rule: &str) -> bool {
    rule.strip_suffix('*').map_or(code == rule, |start| code.starts_with(start))
}

/// Points are few: a sum that cannot be held is none of them.
fn plus(a: Decimal, b: Decimal) -> Decimal {
    a.checked_add(b).unwrap_or(a)
}

fn number<S: Serializer>(number: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    match number.as_int() {
        Some(whole) => serializer.serialize_i64(whole),
        // The shortest text of the nearest number is the text that it came from.
        None => match number.to_string().parse::<f64>() {
            Ok(number) => serializer.serialize_f64(number),
            Err(_) => serializer.serialize_none(),
        },
    }
}

fn number_or_none<S: Serializer>(one: &Option<Decimal>, serializer: S) -> Result<S::Ok, S::Error> {
    match one {
        Some(one) => number(one, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn line(rule: &str, severity: &str) -> Line {
        let text = String::new;
        Line {
            unit: "甲县".to_owned(),
            year: 2023,
            fingerprint: format!("{rule}{severity}"),
            rule: rule.to_owned(),
            severity: severity.to_owned(),
            title: text(),
            message: format!("{rule} 的问题"),
            line: 3,
            path: text(),
            state: "open".to_owned(),
            since: text(),
            decision: text(),
            why: text(),
            owner: text(),
            until: text(),
            lapsed: text(),
            number: None,
        }
    }

    fn unit(state: State, verdict: &str, first_day: Option<&str>) -> Unit {
        let file = crate::history::File {
            path: "a.txt".to_owned(),
            day: "2027-03-01".to_owned(),
            verdict: verdict.to_owned(),
            printed: None,
        };
        Unit {
            name: "甲县".to_owned(),
            level: None,
            division: None,
            listed: true,
            state,
            files: if state == State::Missing { Vec::new() } else { vec![file] },
            other_years: Vec::new(),
            errors: 0,
            warnings: 0,
            infos: 0,
            settled: 0,
            mended: 0,
            handed_in: 1,
            first_day: first_day.map(str::to_owned),
        }
    }

    const SCHEME: &str = "full = 100\n[[items]]\nname = '表'\nfull = 40\n\
        [[items.deduct]]\nrules = ['T3-*']\nlevels = ['error']\npoints = 7.5\nmost = 20\n\
        [[items.deduct]]\nrules = ['T3-02']\npoints = 5\nper = 'report'\ngroup = '表三'\n\
        [[items.deduct]]\nrules = ['A01']\npoints = 6\ngroup = '表三'\n\
        [[items]]\nname = '报送'\nfull = 60\n[[items.deduct]]\nlate = 2027-03-31\npoints = 10\n\
        [[items.deduct]]\nrules = ['W*']\npoints = 1\nper = 'rule'\n\
        [[veto]]\nname = '照抄上年'\nrules = ['Y05']\nscore = 59\n\
        [[veto]]\nname = '未报送'\nstates = ['missing']\nscore = 0\n";

    #[track_caller]
    fn score(unit: Unit, lines: &[Line]) -> Score {
        let scheme = Scheme::parse(Path::new("s.toml"), SCHEME).unwrap();
        Subject { unit, lines: lines.to_vec(), day: "2027-05-01" }.score(&scheme, String::new())
    }

    #[track_caller]
    fn check(lines: &[Line], expected: &str) {
        let unit = unit(State::HandedIn, "fail", Some("2027-03-01"));
        let score = score(unit, lines);
        let items: Vec<String> = score.items.iter().map(|item| item.score.to_string()).collect();
        assert_eq!(format!("{}={}", items.join("+"), score.score.unwrap()), expected);
    }

    #[test]
    fn points_are_taken_off_with_limits_and_groups() {
        check(&[], "40+60=100");
        check(&[line("T3-01", "error")], "32.5+60=92.5");
        check(&[line("T3-01", "warning")], "40+60=100");
        // No more than 20.
        check(&[line("T3-01", "error"), line("T3-03", "error"), line("T3-04", "error")], "20+60=80");
        // Of 5 and 6 the 6.
        check(&[line("T3-02", "warning"), line("T3-02", "info"), line("A01", "warning")], "34+60=94");
        check(&[line("T3-02", "warning"), line("T3-02", "info")], "35+60=95");
        // Two findings of one rule count once.
        check(&[line("W01", "info"), line("W01", "warning"), line("W02", "info")], "40+58=98");
        // A veto.
        check(&[line("Y05", "warning")], "40+60=59");
    }

    #[test]
    fn what_was_not_read_has_no_full_marks() {
        let late = score(unit(State::HandedIn, "pass", Some("2027-04-02")), &[]);
        assert_eq!(late.score, Decimal::from_int(90));
        assert_eq!(late.items[1].taken[0].evidence[0].message, "2027-04-02 才报送，期限是 2027-03-31");
        let missing = score(unit(State::Missing, "", None), &[]);
        assert_eq!((missing.score, missing.vetoes.len()), (Some(Decimal::ZERO), 1));
        let wrong = score(unit(State::WrongYear, "pass", None), &[]);
        assert_eq!((wrong.score, wrong.doubt.as_str()), (None, "年度不对，没有可评的报告"));
        let part = score(unit(State::HandedIn, "incomplete", Some("2027-03-01")), &[]);
        assert_eq!((part.score, part.doubt.as_str()), (Decimal::from_int(100), "没有查完，得分只作参考"));
    }
}
