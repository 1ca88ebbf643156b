//! A report as the template sees it: findings by rule, the worst first, and where each of them points.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use gouji_core::card::Severity;
use gouji_core::verdict::{At, Checked, Finding, TroubleOut, Verdict};
use serde::Serialize;

use super::tables::{Drawn, Marks, draw};
use crate::beside::{Head, Run, head, prose};
use crate::finding::{doubt, found, place, sentence, should_be};
use crate::phrases::{Answer, elsewhere, listed};
use crate::tally::left_out;

/// Findings of a report that are shown, each with all there is to say of it.
pub(super) const SHOWN: usize = 500;

/// Findings of a rule that are shown at once; the rest is folded.
const AT_ONCE: usize = 3;

/// Bytes of a report's prose that are shown: no report of a year is longer.
const PROSE: usize = 200_000;

/// Codes of rules in a line.
const CODES: usize = 30;

#[derive(Serialize)]
pub(super) struct View {
    /// Its number in the run, for links.
    nth: usize,
    #[serde(flatten)]
    head: Head,
    /// The only one: nothing is folded that need not be.
    alone: bool,
    troubles: Vec<Trouble>,
    tables: Vec<Drawn>,
    /// Whether each line is a heading, and its words.
    prose: Vec<(bool, Vec<Run>)>,
    /// Lines that are not shown.
    unshown: usize,
    sections: Vec<Section>,
    /// What is not shown of it, and where it is.
    left_out: String,
    not_checked: Vec<(String, String)>,
    crashed: Vec<(String, String)>,
}

#[derive(Serialize)]
pub(crate) struct Trouble {
    blocking: bool,
    message: String,
    place: String,
    quote: Option<[String; 3]>,
}

/// Findings as bad as each other.
#[derive(Serialize)]
struct Section {
    title: &'static str,
    class: &'static str,
    folded: bool,
    count: usize,
    groups: Vec<Group>,
}

/// Findings of a rule.
#[derive(Serialize)]
struct Group {
    rule: String,
    title: String,
    basis: String,
    first: Vec<Item>,
    rest: Vec<Item>,
}

#[derive(Serialize)]
pub(crate) struct Item {
    pub(crate) number: usize,
    doubt: &'static str,
    place: String,
    message: String,
    quote: Option<[String; 3]>,
    found: String,
    should_be: String,
    evidence: Vec<String>,
    also: String,
    standing: String,
}

pub(crate) const fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Warn => "warning",
        Verdict::Fail => "error",
        Verdict::Incomplete | Verdict::Unreadable => "lost",
    }
}

impl View {
    pub(super) fn of(checked: &Checked, nth: usize, alone: bool) -> Self {
        let (mut marks, mut numbered) = (Marks::default(), Vec::new());
        let (sections, shown) = sections(&checked.findings, &mut numbered);
        numbered.iter().for_each(|(number, finding)| marks.add(*number, finding));
        let seen = checked.seen.as_deref();
        let (prose, unshown) = seen.map(|seen| prose(seen, &numbered, PROSE)).unwrap_or_default();
        let left_out = match checked.findings.len() - shown {
            0 => String::new(),
            left => format!(
                "还有 {left} 条没有列出（一份报告至多列 {SHOWN} 条，重的在前）；全部在 xlsx、csv、json 格式里"
            ),
        };
        Self {
            nth,
            head: head(checked),
            alone,
            troubles: checked.trouble.iter().map(trouble).collect(),
            tables: seen.map(|seen| draw(seen, &marks)).unwrap_or_default(),
            prose,
            unshown,
            sections,
            left_out,
            not_checked: not_checked(checked),
            crashed: checked.rules.crashed.iter().map(|c| (c.rule.clone(), c.why.clone())).collect(),
        }
    }
}

/// The findings, the worst first, each rule's together; and how many of them there are.
fn sections<'f>(findings: &'f [Finding], numbered: &mut Vec<(usize, &'f Finding)>) -> (Vec<Section>, usize) {
    let rank = |finding: &Finding| if finding.counts() { Some(finding.severity) } else { None };
    let mut sorted: Vec<&Finding> = findings.iter().collect();
    sorted.sort_by_key(|finding| Reverse(rank(finding)));
    sorted.truncate(SHOWN);
    let mut sections = Vec::new();
    for rank in [Some(Severity::Error), Some(Severity::Warning), Some(Severity::Info), None] {
        let ranked: Vec<&Finding> =
            sorted.iter().copied().filter(|f| f.counts().then_some(f.severity) == rank).collect();
        if ranked.is_empty() {
            continue;
        }
        // Of each rule, in the order in which they come first.
        let mut groups: Vec<(&str, Vec<&Finding>)> = Vec::new();
        let mut known: BTreeMap<&str, usize> = BTreeMap::new();
        for finding in &ranked {
            let at = *known.entry(&finding.rule).or_insert_with(|| {
                groups.push((&finding.rule, Vec::new()));
                groups.len() - 1
            });
            groups[at].1.push(finding);
        }
        let groups = groups.into_iter().map(|(_, findings)| group(&findings, numbered)).collect();
        sections.push(Section {
            title: rank.map_or("不计入结论（已豁免或基线中已有）", Severity::title),
            class: rank.map_or("waived", Severity::key),
            folded: rank.is_none_or(|rank| rank == Severity::Info),
            count: ranked.len(),
            groups,
        });
    }
    (sections, sorted.len())
}

fn group<'f>(findings: &[&'f Finding], numbered: &mut Vec<(usize, &'f Finding)>) -> Group {
    let mut items: Vec<Item> = findings
        .iter()
        .map(|finding| {
            numbered.push((numbered.len() + 1, finding));
            item(finding, numbered.len())
        })
        .collect();
    let rest = items.split_off(items.len().min(AT_ONCE));
    let Finding { rule, title, basis, .. } = findings[0];
    Group { rule: rule.clone(), title: title.clone(), basis: basis.clone(), first: items, rest }
}

pub(crate) fn item(finding: &Finding, number: usize) -> Item {
    let quote = quote(&finding.at);
    // The sentence that is quoted already is no reason of its own.
    let said = quote.as_ref().map(|quote| quote.concat()).unwrap_or_default();
    let evidence = finding.evidence.iter().filter(|evidence| !said.contains(evidence.text.trim()));
    let evidence = evidence.map(|e| format!("{}{}", e.text, elsewhere(&e.at, &finding.at)));
    let standing = match &finding.waived {
        Some(waived) => format!("已豁免：{}", Answer(waived)),
        None if finding.known => "基线中已有".to_owned(),
        None => String::new(),
    };
    let fix = should_be(finding);
    Item {
        number,
        doubt: doubt(finding.certainty),
        place: place(&finding.at),
        message: finding.message.clone(),
        quote,
        found: if fix.is_empty() { String::new() } else { shown(found(finding)) },
        should_be: fix,
        evidence: evidence.collect(),
        also: finding.also.join("、"),
        standing,
    }
}

/// A blank cell is seen to be one.
fn shown(found: &str) -> String {
    if found.is_empty() { "（空）".to_owned() } else { found.to_owned() }
}

/// The sentence around a place; nothing where the table beside it shows the place.
fn quote(at: &At) -> Option<[String; 3]> {
    let quote = sentence(&at.context).map(str::to_owned);
    let seen = at.col.is_some() || quote.iter().all(|part| part.trim().is_empty());
    (!seen).then_some(quote)
}

pub(crate) fn trouble(trouble: &TroubleOut) -> Trouble {
    Trouble {
        blocking: trouble.blocking,
        message: trouble.message.clone(),
        place: if trouble.at.line == 0 { String::new() } else { place(&trouble.at) },
        quote: quote(&trouble.at),
    }
}

/// Rules and packs that could not be checked, by reason.
pub(crate) fn not_checked(checked: &Checked) -> Vec<(String, String)> {
    let mut reasons: BTreeMap<&str, Vec<Cow<str>>> = BTreeMap::new();
    for (what, why, _) in left_out(checked) {
        reasons.entry(why).or_default().push(what);
    }
    let listed = |codes: Vec<Cow<str>>| listed(codes.iter().map(Cow::as_ref), CODES);
    reasons.into_iter().map(|(why, codes)| (why.to_owned(), listed(codes))).collect()
}
