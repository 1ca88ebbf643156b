//! A report as it was read, beside what was found in it: for a page that shows both.
//!
//! Every line of the report is there, in its order: prose with marks, the three tables as the form has them with the lines
//! that they were read from, and what stands around the report.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use gouji_core::card::Severity;
use gouji_core::form::Table;
use gouji_core::place::Place;
use gouji_core::report::Report;
use gouji_core::seen::{Seen, SeenLine, headings, own, table_place};
use gouji_core::verdict::{Checked, Finding};
use serde::Serialize;

use crate::finding::{sentence, unit};
use crate::output::html::tables::{Drawn, Mark, Marks, draw};
use crate::output::html::view::{Item, Trouble, class, item, not_checked, trouble};
use crate::phrases::{Counts, RulesCount, Whose};

/// Findings that are shown of one report, and each with a mark.
pub const SHOWN: usize = 1000;

/// What a report comes to.
#[derive(Serialize)]
pub struct Head {
    unit: String,
    path: String,
    whose: String,
    verdict: &'static str,
    class: &'static str,
    counts: String,
    rules: String,
}

/// What a report comes to.
pub fn head(checked: &Checked) -> Head {
    Head {
        unit: unit(checked).into_owned(),
        path: checked.path.to_string_lossy().into_owned(),
        whose: Whose(checked).to_string().trim().to_owned(),
        verdict: checked.verdict.title(),
        class: class(checked.verdict),
        counts: Counts::of(checked).to_string(),
        rules: RulesCount(&checked.rules).to_string(),
    }
}

/// Findings and report.
#[derive(Serialize)]
pub struct Side {
    #[serde(flatten)]
    head: Head,
    troubles: Vec<Trouble>,
    crashed: Vec<(String, String)>,
    not_checked: Vec<(String, String)>,
    notes: Vec<Note>,
    /// Findings that are not shown.
    left_out: usize,
    /// Empty where the report itself is not at hand.
    pieces: Vec<Piece>,
}

/// A finding with all there is to say of it.
#[derive(Serialize)]
pub struct Note {
    #[serde(flatten)]
    item: Item,
    fingerprint: String,
    rule: String,
    name: String,
    title: String,
    basis: String,
    severity: &'static str,
    class: &'static str,
    /// The line around the place.
    line: [String; 3],
    /// There is a mark in the report.
    placed: bool,
}

/// A piece of the report.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Piece {
    Heading(Line),
    Line(Line),
    Table {
        table: Drawn,
        /// What it was read from.
        lines: Vec<Line>,
    },
    /// What stands before and behind the report.
    Around {
        lines: Vec<Line>,
    },
}

/// A line of the text that all line numbers count in.
#[derive(Serialize)]
struct Line {
    number: usize,
    runs: Vec<Run>,
}

/// Words that the same findings are about.
#[derive(Serialize)]
pub(crate) struct Run {
    text: String,
    /// The worst first.
    marks: Vec<Mark>,
    /// Of those marks that begin here.
    first: Vec<usize>,
}

/// What is known of one finding, beside nothing: for a list.
pub fn note(finding: &Finding, number: usize) -> Note {
    let counts = finding.counts();
    Note {
        item: item(finding, number),
        fingerprint: finding.fingerprint.clone(),
        rule: finding.rule.clone(),
        name: finding.name.clone(),
        title: finding.title.clone(),
        basis: finding.basis.clone(),
        severity: if counts { finding.severity.title() } else { "不计入" },
        class: if counts { finding.severity.key() } else { "waived" },
        line: sentence(&finding.at.context).map(str::to_owned),
        placed: false,
    }
}

/// Lays findings beside the report; without one, the findings alone.
pub fn beside(checked: &Checked, report: Option<&Report>) -> Side {
    let mut findings: Vec<&Finding> = checked.findings.iter().collect();
    findings.sort_by_key(|finding| Reverse(finding.counts().then_some(finding.severity)));
    let left_out = findings.len().saturating_sub(SHOWN);
    findings.truncate(SHOWN);
    let mut notes: Vec<Note> = (1..).zip(&findings).map(|(number, finding)| note(finding, number)).collect();
    let pieces = report.map(|report| Laying::new(report, &findings).pieces()).unwrap_or_default();
    let placed = shown(&pieces);
    for note in &mut notes {
        note.placed = placed.contains(&note.item.number);
    }
    Side {
        head: head(checked),
        troubles: checked.trouble.iter().map(trouble).collect(),
        crashed: checked.rules.crashed.iter().map(|crash| (crash.rule.clone(), crash.why.clone())).collect(),
        not_checked: not_checked(checked),
        notes,
        left_out,
        pieces,
    }
}

/// The findings that have a mark.
fn shown(pieces: &[Piece]) -> BTreeSet<usize> {
    let mut shown = BTreeSet::new();
    for piece in pieces {
        let lines = match piece {
            Piece::Heading(line) | Piece::Line(line) => std::slice::from_ref(line),
            Piece::Table { table, lines } => {
                shown.extend(table.shown());
                lines
            }
            Piece::Around { lines } => lines,
        };
        shown.extend(lines.iter().flat_map(|line| &line.runs).flat_map(|run| &run.first).copied());
    }
    shown
}

/// A finding's words in a line: its bytes there, and its mark.
struct Spot {
    start: usize,
    end: usize,
    mark: Mark,
}

/// The report while it is laid out.
struct Laying<'a> {
    report: &'a Report<'a>,
    /// Where each table stands, and the table until its place has come.
    tables: Vec<(Place, Option<Drawn>)>,
    /// Tables that the report lacks.
    lacking: Vec<Drawn>,
    /// By line, from 1.
    spots: BTreeMap<usize, Vec<Spot>>,
    /// Where headings begin.
    headings: BTreeSet<u32>,
    /// Of the report itself, without what stands around it.
    own: Place,
}

impl<'a> Laying<'a> {
    fn new(report: &'a Report<'a>, findings: &[&Finding]) -> Self {
        let mut marks = Marks::default();
        for (number, finding) in (1..).zip(findings) {
            marks.add(number, finding);
        }
        let (mut tables, mut lacking, mut in_tables) = (Vec::new(), Vec::new(), BTreeSet::new());
        for (table, mut drawn) in Table::ALL.into_iter().zip(draw(&Seen::of(report), &marks)) {
            let shown: BTreeSet<usize> = drawn.shown().collect();
            let of_table = |finding: &Finding| finding.at.table.as_deref() == Some(table.key());
            for (number, finding) in (1..).zip(findings).filter(|(_, finding)| of_table(finding)) {
                // A row or column that is not drawn.
                if !shown.contains(&number) {
                    drawn.mark(Mark { number, severity: finding.severity.key() });
                }
            }
            in_tables.extend(drawn.shown());
            match table_place(report, table) {
                Some(place) => tables.push((place, Some(drawn))),
                None => lacking.push(drawn),
            }
        }
        let lines: Vec<&str> = report.text.lines().collect();
        let mut spots: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
        for (number, finding) in (1..).zip(findings).filter(|(number, _)| !in_tables.contains(number)) {
            let at = finding.at.line as usize;
            let Some(line) = at.checked_sub(1).and_then(|at| lines.get(at)) else { continue };
            spots.entry(at).or_default().push(spot(line, finding, number));
        }
        Self { report, tables, lacking, spots, headings: headings(report), own: own(report) }
    }

    fn pieces(mut self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        // Which piece each table became.
        let mut became = vec![0; self.tables.len()];
        let mut start = 0;
        for (number, text) in (1..).zip(self.report.text.split('\n')) {
            let place = Place::new(start, start + text.len() as u32);
            start = place.end + 1;
            let table = self.tables.iter().position(|(of, _)| place.start < of.end && of.start < place.end);
            if text.trim().is_empty() {
                continue;
            }
            let spots = self.spots.remove(&number).unwrap_or_default();
            let line = Line { number, runs: runs(text.trim_end_matches('\r'), &spots) };
            let Some(at) = table else {
                self.add(line, place, &mut pieces);
                continue;
            };
            if let Some(table) = self.tables[at].1.take() {
                became[at] = pieces.len();
                pieces.push(Piece::Table { table, lines: Vec::new() });
            }
            if let Some(Piece::Table { lines, .. }) = pieces.get_mut(became[at]) {
                lines.push(line);
            }
        }
        pieces.extend(self.lacking.into_iter().map(|table| Piece::Table { table, lines: Vec::new() }));
        pieces
    }

    /// A line outside the tables.
    fn add(&self, line: Line, place: Place, pieces: &mut Vec<Piece>) {
        if self.own.start <= place.end && place.start < self.own.end {
            let heading = self.headings.range(place.start..=place.end).next().is_some();
            pieces.push(if heading { Piece::Heading(line) } else { Piece::Line(line) });
            return;
        }
        match pieces.last_mut() {
            Some(Piece::Around { lines }) => lines.push(line),
            _ => pieces.push(Piece::Around { lines: vec![line] }),
        }
    }
}

/// The lines of a report's prose, each with its heading, and with the marks of findings by their numbers: as much as `room`
/// bytes, and how many lines are left out.
pub(crate) fn prose(
    seen: &Seen,
    numbered: &[(usize, &Finding)],
    room: usize,
) -> (Vec<(bool, Vec<Run>)>, usize) {
    let mut spots: BTreeMap<u32, Vec<Spot>> = BTreeMap::new();
    let lines: BTreeMap<u32, &str> =
        seen.prose.iter().map(|line| (line.number, line.text.as_str())).collect();
    for (number, finding) in numbered {
        if let Some(text) = lines.get(&finding.at.line) {
            spots.entry(finding.at.line).or_default().push(spot(text, finding, *number));
        }
    }
    let mut taken = 0;
    let fits = |line: &&SeenLine| {
        taken += line.text.len();
        taken <= room
    };
    let shown: Vec<_> = seen
        .prose
        .iter()
        .take_while(fits)
        .map(|line| (line.heading, runs(&line.text, spots.get(&line.number).map_or(&[][..], Vec::as_slice))))
        .collect();
    let left = seen.prose.len() - shown.len();
    (shown, left)
}

/// Where a finding's words stand in their line; the whole line where it names none.
fn spot(line: &str, finding: &Finding, number: usize) -> Spot {
    let severity = if finding.counts() { finding.severity } else { Severity::Info };
    let mark = Mark { number, severity: severity.key() };
    let (at, context) = (&finding.at, &finding.at.context);
    let start =
        line.char_indices().nth(at.column.saturating_sub(1) as usize).map_or(line.len(), |(at, _)| at);
    let end = start + context.end.saturating_sub(context.start);
    // A line as another reading had it, or as another file has it, is not cut in the middle of a character.
    if start < end && line.get(start..end).is_some() {
        return Spot { start, end, mark };
    }
    Spot { start: line.len() - line.trim_start().len(), end: line.trim_end().len(), mark }
}

/// A line cut where marks begin and end.
fn runs(line: &str, spots: &[Spot]) -> Vec<Run> {
    let cuts: BTreeSet<usize> =
        spots.iter().flat_map(|spot| [spot.start, spot.end]).chain([0, line.len()]).collect();
    let cuts: Vec<usize> = cuts.into_iter().collect();
    let run = |cut: &[usize]| {
        let over = spots.iter().filter(|spot| spot.start <= cut[0] && cut[1] <= spot.end);
        let first = over.clone().filter(|spot| spot.start == cut[0]).map(|spot| spot.mark.number);
        Run {
            text: line[cut[0]..cut[1]].to_owned(),
            first: first.collect(),
            marks: over.map(|spot| spot.mark).collect(),
        }
    };
    cuts.windows(2).map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(line: &str, spots: &[(usize, &str)], expected: &str) {
        let spot = |&(number, words): &(usize, &str)| {
            let start = line.find(words).unwrap();
            Spot { start, end: start + words.len(), mark: Mark { number, severity: "error" } }
        };
        let spots: Vec<Spot> = spots.iter().map(spot).collect();
        let numbers = |numbers: &mut dyn Iterator<Item = usize>| {
            numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(",")
        };
        let shown = runs(line, &spots).into_iter().map(|run| match run.marks.is_empty() {
            true => run.text,
            false => format!(
                "[{}|{}|{}]",
                run.text,
                numbers(&mut run.marks.iter().map(|mark| mark.number)),
                numbers(&mut run.first.iter().copied())
            ),
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn lines_are_cut_at_marks() {
        check("收到申请27件", &[], "收到申请27件");
        check("收到申请27件", &[(1, "27")], "收到申请[27|1|1]件");
        check("收到申请27件", &[(1, "申请27"), (2, "27件")], "收到[申请|1|1][27|1,2|2][件|2|]");
        check("收到", &[(3, "收到"), (4, "收到")], "[收到|3,4|3,4]");
        check("", &[], "");
    }
}
