//! What a letter says: from the books of the ledger on a unit's report of a year.

use std::cmp::Reverse;
use std::collections::HashMap;

use gouji_core::card::Severity;
use gouji_core::report::Date;
use gouji_core::seen::Seen;
use gouji_core::verdict::Finding;
use gouji_engine::today;
use gouji_ledger::{As, Case, Line};
use gouji_render::finding::{doubt, found, place, should_be};

use crate::excerpt::{TablePart, excerpt};

/// A letter to a unit about its report of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Letter {
    pub unit: String,
    /// `2023`; empty where the report does not say.
    pub year: String,
    /// The name of the file.
    pub file: String,
    /// `2027年3月31日`, as all days here.
    pub handed_in: String,
    /// How often it handed in.
    pub times: usize,
    pub verdict: String,
    /// Who writes.
    pub office: String,
    pub due: String,
    pub day: String,
    /// What is to be mended, the worst first.
    pub issues: Vec<Issue>,
    /// What was mended since last time.
    pub mended: Vec<Mended>,
    /// What could not be read, so that nobody knows whether it is right.
    pub unread: Vec<Unread>,
    pub tables: Vec<TablePart>,
    /// Why there are no tables, where there should be.
    pub no_tables: String,
    pub counts: Counts,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Counts {
    pub errors: usize,
    pub warnings: usize,
    /// Since last time: still there, and new.
    pub left: usize,
    pub new: usize,
}

/// Something that is to be mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Issue {
    pub severity: String,
    pub place: String,
    pub message: String,
    pub found: String,
    pub should_be: String,
    /// The equations or sentences that show it.
    pub evidence: String,
    pub basis: String,
    pub rule: String,
    /// Empty where it is certain.
    pub doubt: String,
    /// What it was last time; empty where there was none.
    pub state: String,
    /// What the reviewer wrote.
    pub opinion: String,
}

/// Something that was mended.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mended {
    pub severity: String,
    pub rule: String,
    pub message: String,
    pub day: String,
}

/// Something that could not be read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Unread {
    pub place: String,
    pub message: String,
}

/// What is wanted of letters.
#[derive(Debug, Clone)]
pub struct Asked {
    /// Findings below it are written only if somebody decided to send them back.
    pub floor: Severity,
    /// Only what somebody decided to send back.
    pub only_sent_back: bool,
    pub office: String,
    pub due: Option<Date>,
    pub day: Date,
}

/// The letter of a unit's year; `None` where there is nothing to send back. `seen` are the tables of the report, or why
/// there are none.
pub fn of(case: &Case, seen: &mut dyn FnMut() -> Result<Seen, String>, asked: &Asked) -> Option<Letter> {
    let lines: HashMap<&str, &Line> =
        case.lines.iter().map(|line| (line.fingerprint.as_str(), line)).collect();
    let mut found: Vec<(&Finding, Option<&Line>)> = case
        .checked
        .findings
        .iter()
        .map(|finding| (finding, lines.get(finding.fingerprint.as_str()).copied()))
        .filter(|(finding, line)| is_wanted(finding.severity, *line, asked))
        .collect();
    found.sort_by_key(|(finding, _)| Reverse(finding.severity));
    let mut issues: Vec<Issue> =
        found.iter().map(|(finding, line)| issue(case, finding, *line, asked)).collect();
    issues.extend(unseen(case, asked));
    let unread: Vec<Unread> = unread(case);
    if issues.is_empty() && unread.is_empty() {
        return None;
    }
    let findings: Vec<&Finding> = found.iter().map(|(finding, _)| *finding).collect();
    let (tables, no_tables) = match findings.iter().any(|finding| finding.at.table.is_some()) {
        false => (Vec::new(), String::new()),
        true => match seen() {
            Ok(seen) => (excerpt(&seen, &findings), String::new()),
            Err(why) => (Vec::new(), why),
        },
    };
    let of = |severity: Severity| issues.iter().filter(|issue| issue.severity == severity.title()).count();
    let mended = mended(case);
    let is = |state: &str| issues.iter().filter(|issue| issue.state == state).count();
    let counts = Counts {
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        left: is(LEFT),
        new: issues.iter().filter(|issue| !issue.state.is_empty()).count() - is(LEFT),
    };
    Some(Letter {
        unit: case.unit.clone(),
        year: if case.year == 0 { String::new() } else { case.year.to_string() },
        file: case.checked.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        handed_in: today::parse(&case.day).map(said).unwrap_or_default(),
        times: case.handed_in as usize,
        verdict: case.checked.verdict.title().to_owned(),
        office: asked.office.clone(),
        due: asked.due.map(said).unwrap_or_default(),
        day: said(asked.day),
        issues,
        mended,
        unread,
        tables,
        no_tables,
        counts,
    })
}

/// `2027年3月31日`.
fn said(date: Date) -> String {
    format!("{}年{}月{}日", date.year, date.month, date.day)
}

/// The decision that stands on the day of the letter.
fn decision(line: Option<&Line>, asked: &Asked) -> Option<As> {
    let line = line.filter(|line| line.lapsed.is_empty())?;
    let over = !line.until.is_empty() && line.until < today::iso(asked.day);
    As::named(&line.decision).filter(|_| !over)
}

fn is_wanted(severity: Severity, line: Option<&Line>, asked: &Asked) -> bool {
    match decision(line, asked) {
        Some(As::SentBack) => true,
        Some(decision) if decision.settles() => false,
        _ => !asked.only_sent_back && severity >= asked.floor,
    }
}

/// What a finding was last time.
const LEFT: &str = "上次已指出";

fn state(case: &Case, fingerprint: &str) -> &'static str {
    match case.news.get(fingerprint).map(String::as_str) {
        _ if case.handed_in < 2 => "",
        Some("changed") => "改后仍有问题",
        Some("back") => "再次出现",
        Some(_) => "新发现",
        None => LEFT,
    }
}

fn issue(case: &Case, finding: &Finding, line: Option<&Line>, asked: &Asked) -> Issue {
    let fix = should_be(finding);
    let words = match found(finding) {
        "" if !fix.is_empty() => "空",
        words => words,
    };
    // What the message says already is no evidence of its own.
    let evidence = finding.evidence.iter().map(|evidence| evidence.text.trim());
    let evidence: Vec<&str> = evidence.filter(|text| !finding.message.contains(text)).collect();
    let opinion = decision(line, asked).and(line).map(|line| line.why.clone());
    Issue {
        severity: finding.severity.title().to_owned(),
        place: place(&finding.at),
        message: finding.message.clone(),
        found: shortened(words),
        should_be: fix,
        evidence: evidence.join("；"),
        basis: finding.basis.clone(),
        rule: finding.rule.clone(),
        doubt: doubt(finding.certainty).to_owned(),
        state: state(case, &finding.fingerprint).to_owned(),
        opinion: opinion.unwrap_or_default(),
    }
}

/// What is longer is found by its beginning.
const LONGEST: usize = 24;

fn shortened(words: &str) -> String {
    match words.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &words[..end]),
        None => words.to_owned(),
    }
}

/// What was wrong last time, and could not be looked for again.
fn unseen<'a>(case: &'a Case, asked: &'a Asked) -> impl Iterator<Item = Issue> + 'a {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    case.lines.iter().filter(|line| line.state == "unseen").filter_map(move |line| {
        let severity = severities.into_iter().find(|severity| severity.key() == line.severity)?;
        is_wanted(severity, Some(line), asked).then(|| Issue {
            severity: severity.title().to_owned(),
            place: "上次报送的报告".to_owned(),
            message: line.message.clone(),
            rule: line.rule.clone(),
            state: "未能复查".to_owned(),
            opinion: decision(Some(line), asked).map(|_| line.why.clone()).unwrap_or_default(),
            ..Issue::default()
        })
    })
}

fn mended(case: &Case) -> Vec<Mended> {
    let since_last_time =
        |line: &&Line| case.news.get(&line.fingerprint).is_some_and(|kind| kind == "mended");
    let severity = |key: &str| match key {
        "error" => Severity::Error.title(),
        "warning" => Severity::Warning.title(),
        _ => Severity::Info.title(),
    };
    let mended = case.lines.iter().filter(since_last_time);
    mended
        .map(|line| Mended {
            severity: severity(&line.severity).to_owned(),
            rule: line.rule.clone(),
            message: line.message.clone(),
            day: today::parse(&line.since).map(said).unwrap_or_default(),
        })
        .collect()
}

fn unread(case: &Case) -> Vec<Unread> {
    let lost = case.checked.trouble.iter().filter(|trouble| trouble.blocking);
    let lost = lost.map(|trouble| Unread {
        place: if trouble.at.line == 0 { String::new() } else { place(&trouble.at) },
        message: trouble.message.clone(),
    });
    lost.collect()
}
