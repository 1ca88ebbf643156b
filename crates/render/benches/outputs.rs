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

/// A report with words of its own, as those of a season have.
fn report(like: &Checked, nth: usize) -> Checked {
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
}

#[divan::bench(args = ["text", "json", "jsonl", "csv", "html", "xlsx", "markdown", "sarif", "junit"], sample_count = 3)]
fn hundred_thousand_findings(bencher: Bencher, format: &str) {
    let like = common::broken();
    let reports: Vec<Checked> = (0..REPORTS).map(|nth| report(&like, nth)).collect();
    bencher.bench_local(|| common::written(format, &Options::default(), black_box(&reports), &[]).len());
}

/// The same as a run does it, one report after the other, to a file: what it takes of memory is the output's own. Run it
/// alone, and it says how much at most.
#[divan::bench(args = ["html", "xlsx"], sample_count = 1, sample_size = 1)]
fn one_after_the_other(bencher: Bencher, format: &str) {
    let like = common::broken();
    bencher.bench_local(|| {
        let mut file = tempfile::tempfile().unwrap();
        let each = &mut (0..REPORTS).map(|nth| report(&like, nth));
        common::write(format, &Options::default(), each, &[], &mut file);
    });
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    eprintln!("{format}：{}", status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or_default());
}
