//! Runs the whole pack over a fixture, as the host does.

use std::collections::BTreeMap;

use gouji_core::finding::{Findings, Found, Spot};
use gouji_core::report::{Draft, Memo, Report};
use gouji_core::{fixture, wire};

pub(crate) const COUNTY: &str = include_str!("../reports/county-2020.toml");
pub(crate) const DEPARTMENT: &str = include_str!("../reports/city-department-2023.toml");

/// What the pack says of a draft, a line a finding: `X01 错误：…`.
pub(crate) fn said(draft: &Draft) -> Vec<String> {
    let line = |(code, found): (String, Found)| {
        let severity = found.severity.expect("found() sets it");
        format!("{code} {}：{}", severity.title(), found.message)
    };
    found(draft).into_iter().map(line).collect()
}

/// What the pack finds in a draft, with the code of each finding and its severity.
fn found(draft: &Draft) -> Vec<(String, Found)> {
    let bytes = wire::encode(draft);
    let memo = Memo::default();
    let report = Report::read(&bytes).expect("just written").remembering(&memo);
    let mut all = Vec::new();
    for rule in national::PACK.rules() {
        let card = rule.card();
        if card.scope.excludes(&report).is_some()
            || card.needs.iter().any(|need| need.missing(&report).is_some())
        {
            continue;
        }
        let mut findings = Findings::default();
        rule.check(&report, &mut findings);
        for mut found in findings.into_parts().0 {
            found.severity = Some(found.severity.unwrap_or(card.severity).min(card.severity));
            all.push((card.code.clone(), found));
        }
    }
    all
}

/// The codes of all that the pack says of the printed value of a cell alone (family V), cell by cell.
pub(crate) fn said_of_cells(draft: &Draft) -> BTreeMap<String, Vec<String>> {
    let mut cells: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (code, found) in found(draft) {
        if let (Spot::Cell(cell), true) = (found.spot, code.starts_with('V')) {
            cells.entry(cell.to_string()).or_default().push(code);
        }
    }
    cells
}

/// The codes and severities of what the pack says of a fixture in which each `(from, to)` was changed.
#[track_caller]
pub(crate) fn codes(fixture: &str, changes: &[(&str, &str)]) -> Vec<String> {
    let mut changed = fixture.to_owned();
    for (from, to) in changes {
        assert!(changed.contains(from), "the fixture has no {from}");
        changed = changed.replacen(from, to, 1);
    }
    let draft = fixture::parse(&changed).unwrap_or_else(|cause| panic!("{cause}"));
    said(&draft).into_iter().map(|line| line.split('：').next().unwrap_or("").to_owned()).collect()
}
