//! Reports with nothing to object to stay without objection, whatever rule looks at them.

use gouji_core::card::Severity;
use gouji_core::finding::Findings;
use gouji_core::report::Report;
use gouji_core::{fixture, wire};

/// What the pack says of a report, a line a finding: code, severity, message.
fn said(fixture: &str) -> Vec<(Severity, String)> {
    let bytes = wire::encode(&fixture::parse(fixture).expect("a fixture"));
    let report = Report::read(&bytes).expect("just written");
    let mut said = Vec::new();
    for rule in national::PACK.rules {
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
            said.push((severity, format!("{} {}：{}", card.code, severity.title(), found.message)));
        }
    }
    said
}

#[track_caller]
fn check(fixture: &str, expected: &[&str]) {
    let said: Vec<String> = said(fixture).into_iter().map(|(_, line)| line).collect();
    assert_eq!(said, expected, "\n{}", said.join("\n"));
}

#[test]
fn a_clean_county_report_of_2020() {
    check(include_str!("reports/county-2020.toml"), &[]);
}

#[test]
fn a_clean_city_department_report_of_2023() {
    check(include_str!("reports/city-department-2023.toml"), &[]);
}
