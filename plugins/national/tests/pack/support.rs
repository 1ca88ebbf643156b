//! Runs the whole pack over a fixture, as the host does.

use gouji_core::finding::Findings;
use gouji_core::report::{Draft, Report};
use gouji_core::{fixture, wire};

pub(crate) const COUNTY: &str = include_str!("../reports/county-2020.toml");
pub(crate) const DEPARTMENT: &str = include_str!("../reports/city-department-2023.toml");

/// What the pack says of a draft, a line a finding: `X01 错误：…`.
pub(crate) fn said(draft: &Draft) -> Vec<String> {
    let bytes = wire::encode(draft);
    let report = Report::read(&bytes).expect("just written");
    let mut said = Vec::new();
    for rule in national::PACK.rules() {
        let card = rule.card();
        if card.scope.excludes(&report).is_some()
            || card.needs.iter().any(|need| need.missing(&report).is_some())
        {
            continue;
        }
        let mut findings = Findings::default();
        rule.check(&report, &mut findings);
        for found in findings.into_parts().0 {
            let severity = found.severity.unwrap_or(card.severity).min(card.severity);
            said.push(format!("{} {}：{}", card.code, severity.title(), found.message));
        }
    }
    said
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
