//! All rules of the pack over a typical report, rule by rule as the host runs them.

use gouji_core::finding::Findings;
use gouji_core::report::Report;
use gouji_core::similarity::{Sketch, common_sentences};
use gouji_core::{fixture, wire};

const COUNTY: &str = include_str!("../tests/reports/county-2020.toml");
const DEPARTMENT: &str = include_str!("../tests/reports/city-department-2023.toml");

fn main() {
    divan::main();
}

#[divan::bench(args = ["county-2020", "city-department-2023"])]
fn all(bencher: divan::Bencher, name: &str) {
    let fixture = if name == "county-2020" { COUNTY } else { DEPARTMENT };
    let bytes = wire::encode(&fixture::parse(fixture).expect("a fixture of this crate"));
    bencher.bench_local(|| run(&bytes));
}

/// Each rule alone, the slowest of which are worth a look.
#[divan::bench(args = national::PACK.rules().map(|rule| rule.card().name))]
fn rule(bencher: divan::Bencher, name: &str) {
    let bytes = wire::encode(&fixture::parse(COUNTY).expect("a fixture of this crate"));
    let report = Report::read(&bytes).expect("just written");
    let rule = national::PACK.rules().find(|rule| rule.card().name == name).expect("a rule of the pack");
    bencher.bench_local(|| {
        let mut findings = Findings::default();
        rule.check(divan::black_box(&report), &mut findings);
        findings
    });
}

/// What comparing with last year's report, or with a sister's, adds.
#[divan::bench]
fn pair(bencher: divan::Bencher) {
    let bytes = wire::encode(&fixture::parse(COUNTY).expect("a fixture of this crate"));
    let report = Report::read(&bytes).expect("just written");
    bencher.bench_local(|| {
        let [ours, theirs] =
            [&report, &report].map(|report| Sketch::of_report(divan::black_box(report), |_| true));
        (ours.resemblance(&theirs), common_sentences(&report, &report, |_| true, 12).len())
    });
}

fn run(bytes: &[u8]) -> Findings {
    let report = Report::read(bytes).expect("just written");
    let mut findings = Findings::default();
    for rule in national::PACK.rules() {
        rule.check(divan::black_box(&report), &mut findings);
    }
    findings
}
