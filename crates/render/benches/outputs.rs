//! What it takes to write a hundred thousand findings in each format.

#[path = "../tests/common/mod.rs"]
mod common;

use divan::{Bencher, black_box};
use gouji_core::verdict::Checked;
use gouji_render::output::Options;

fn main() {
    divan::main();
}

const REPORTS: usize = 5_000;
const FINDINGS: usize = 20;

/// Reports with words of their own, as those of a season have.
fn reports() -> Vec<Checked> {
    let like = common::broken();
    let report = |nth: usize| {
        let mut checked = like.clone();
        checked.path = format!("2023年报/第{}批/单位{nth}.docx", nth / 100).into();
        checked.agency.name = Some(format!("青石县第{nth}局"));
        let findings = like.findings.iter().cycle().take(FINDINGS).enumerate().map(|(at, finding)| {
            let mut finding = finding.clone();
            finding.message = format!("{}（第{nth}份第{at}处）", finding.message);
            finding.fingerprint = format!("{:016x}", nth * FINDINGS + at);
            finding
        });
        checked.findings = findings.collect();
        checked
    };
    (0..REPORTS).map(report).collect()
}

#[divan::bench(args = ["text", "json", "jsonl", "csv", "html", "xlsx", "markdown", "sarif", "junit"], sample_count = 3)]
fn hundred_thousand_findings(bencher: Bencher, format: &str) {
    let reports = reports();
    bencher.bench_local(|| common::written(format, &Options::default(), black_box(&reports), &[]).len());
}
