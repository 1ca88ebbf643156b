//! How often memory is asked for: `cargo bench -p gouji-engine --bench allocations`.
//!
//! Each run checks a hundred reports, one behind the other in one thread, so that what is told of allocations (and of how
//! often they grow) is a hundred times that of one report after warm-up. The counts are the same however busy the machine is.

use std::path::Path;

use divan::{AllocProfiler, Bencher};
use gouji_engine::{Beside, Home, Input, Session};

#[global_allocator]
static COUNTED: AllocProfiler = AllocProfiler::system();

const REPORTS: usize = 100;

fn main() {
    divan::main();
}

#[divan::bench(args = ["clean-2020.txt", "clean-2023.txt", "yongshan-2020.txt"], sample_count = 5)]
fn hundred_texts(bencher: Bencher, name: &str) {
    hundred(bencher, &Path::new("tests/reports").join(name));
}

#[divan::bench(sample_count = 5)]
fn hundred_pages(bencher: Bencher) {
    hundred(bencher, Path::new("tests/formats/department-2023.html"));
}

fn hundred(bencher: Bencher, report: &Path) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let bytes = std::fs::read(root.join(report)).expect("the report is one of the tests'");
    let inputs: Vec<Input> = (0..REPORTS).map(|_| Input::Stdin(bytes.clone())).collect();
    let session = Session::of(Home::at(&root))
        .linked(gouji_official::TABLES)
        .open()
        .expect("the project's rules are whole");
    let check = || {
        let mut findings = 0;
        session.check_all(&inputs, Beside::default(), 1, &mut |checked| findings += checked.findings.len());
        findings
    };
    check();
    bencher.bench_local(check);
}
