//! All rules of the pack over typical reports, and rule by rule, as the host runs them: what rules share is worked out
//! once for a run.

use gouji_core::finding::Findings;
use gouji_core::report::{Memo, Report};
use gouji_core::similarity::{Sketch, common_sentences};
use gouji_core::{fixture, wire};

const COUNTY: &str = include_str!("../tests/reports/county-2020.toml");
const DEPARTMENT: &str = include_str!("../tests/reports/city-department-2023.toml");

fn main() {
    divan::main();
}

fn encoded(name: &str) -> Vec<u8> {
    let fixture = match name {
        "county-2020" => COUNTY.to_owned(),
        "city-department-2023" => DEPARTMENT.to_owned(),
        _ => wordy(),
    };
    wire::encode(&fixture::parse(&fixture).expect("a fixture of this crate"))
}

/// The county's report with 17 KB of prose more.
fn wordy() -> String {
    let mut fixture = String::new();
    for line in COUNTY.lines() {
        fixture += line;
        fixture.push('\n');
        if line.starts_with("overview = \"\"\"") {
            for number in 10..90 {
                fixture += &format!(
                    "第{number}次例会上，各科室把待公开的{number}份文件逐件过了一遍，同步定下发布时间和负责的人，\
                     会后由办公室登记，月底对照登记簿抽查。\n"
                );
            }
        }
    }
    fixture
}

/// A run of the pack, beginning with nothing known.
#[divan::bench(args = ["county-2020", "city-department-2023", "wordy"])]
fn all(bencher: divan::Bencher, name: &str) {
    let bytes = encoded(name);
    bencher.bench_local(|| run(&bytes));
}

/// Each rule alone, what it shares with others being known; the slowest are worth a look.
#[divan::bench(args = national::PACK.rules().map(|rule| rule.card().name))]
fn rule(bencher: divan::Bencher, name: &str) {
    let bytes = encoded("county-2020");
    let memo = Memo::default();
    let report = Report::read(&bytes).expect("just written").remembering(&memo);
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
    let bytes = encoded("county-2020");
    let report = Report::read(&bytes).expect("just written");
    bencher.bench_local(|| {
        let [ours, theirs] =
            [&report, &report].map(|report| Sketch::of_report(divan::black_box(report), |_| true));
        (ours.resemblance(&theirs), common_sentences(&report, &report, |_| true, 12).len())
    });
}

fn run(bytes: &[u8]) -> Findings {
    let memo = Memo::default();
    let report = Report::read(bytes).expect("just written").remembering(&memo);
    let mut findings = Findings::default();
    for rule in national::PACK.rules() {
        rule.check(divan::black_box(&report), &mut findings);
    }
    findings
}
