//! How alike this report is to last year's and to its sisters', worked out once for the rules that ask.

use std::rc::Rc;

use gouji_core::finding::Found;
use gouji_core::prelude::*;
use gouji_core::similarity::{Sketch, common_sentences, longest};

use crate::prose;

/// Of texts with fewer runs of four characters nothing is said: a few common turns would make them alike.
const ENOUGH: usize = 60;

/// Sentences quoted in a finding.
const QUOTED: usize = 3;

/// Letters that a quoted sentence has at least.
const LEAST: usize = 12;

/// The sketches of a report: all of its prose, and part five.
struct Sketches {
    whole: Sketch,
    problems: Sketch,
}

fn sketches(report: &Report) -> Sketches {
    Sketches {
        whole: Sketch::of_report(report, is_own),
        problems: Sketch::of_report(report, |part| part == 5),
    }
}

struct Ours(Sketches);

fn ours(report: &Report) -> Rc<Ours> {
    report.once(|report| Ours(sketches(report)))
}

/// Whole per cents in common, of all prose and of part five; `None` where there is too little to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Alike {
    pub(crate) whole: Option<i64>,
    pub(crate) problems: Option<i64>,
}

/// With last year's report.
#[derive(Debug, Clone, Copy)]
struct LastYear(Option<Alike>);

/// How much of the report stands in last year's.
pub(crate) fn last_year(report: &Report) -> Option<Alike> {
    report.once(|report| LastYear(report.last_year().map(|then| compare(report, &then)))).0
}

struct Peers(Vec<Alike>);

/// How much of the report stands in those of its sisters, in the order of [`Report::peers`].
pub(crate) fn peers(report: &Report) -> Vec<Alike> {
    report.once(|report| Peers(report.peers().map(|peer| compare(report, &peer)).collect())).0.clone()
}

fn compare(report: &Report, other: &Report) -> Alike {
    let (ours, theirs) = (ours(report), sketches(other));
    Alike {
        whole: percent(&ours.0.whole, &theirs.whole),
        problems: percent(&ours.0.problems, &theirs.problems),
    }
}

fn percent(ours: &Sketch, theirs: &Sketch) -> Option<i64> {
    let enough = ours.runs() >= ENOUGH && theirs.runs() >= ENOUGH;
    enough.then(|| (ours.resemblance(theirs) * 100.0).round() as i64)
}

/// Whether a body is of the same rank: of one place there may be others too.
pub(crate) fn is_sister(report: &Report, peer: &Report) -> bool {
    (report.agency.level, report.agency.of) == (peer.agency.level, peer.agency.of)
}

/// How messages call a sister body.
pub(crate) fn name<'a>(peer: &Report<'a>) -> &'a str {
    if peer.agency.name.is_empty() { "另一个机关" } else { peer.agency.name }
}

/// The parts that a body writes itself; before part one stands what every report says.
pub(crate) fn is_own(part: u8) -> bool {
    part > 0
}

/// Adds the longest sentences that stand in both, each with its place here and its line there.
pub(crate) fn quote(found: &mut Found, report: &Report, other: &Report, wanted: impl Fn(u8) -> bool) {
    let common = common_sentences(report, other, wanted, LEAST);
    let count = common.len();
    for sentence in longest(common, QUOTED) {
        let ours = prose::shortened(report.slice(sentence.ours));
        let before = other.text.get(..sentence.theirs.start as usize).unwrap_or("");
        let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
        found.evidence(
            sentence.ours,
            format!("相同的句子（共 {count} 句）：“{ours}”，在那一份的第 {line} 行"),
        );
    }
}
