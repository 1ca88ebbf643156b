//! Checks the files of a folder again and again, with the released packs linked in: what to run under a profiler.
//!
//! `many FOLDER TIMES` prints the fastest and the middle time of the processor for a report, in microseconds.
#![allow(clippy::print_stdout, reason = "a tool for people at a terminal")]

use std::path::Path;

use gouji_engine::{Beside, Home, Input, Session};
use rustix::time::{ClockId, clock_gettime};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments.next().expect("many FOLDER TIMES");
    let times: usize = arguments.next().and_then(|times| times.parse().ok()).expect("many FOLDER TIMES");
    let mut files: Vec<_> = std::fs::read_dir(&folder)
        .unwrap_or_else(|cause| panic!("{folder}: {cause}"))
        .map(|entry| entry.expect("a folder that can be opened can be listed").path())
        .collect();
    files.sort();
    let inputs: Vec<Input> =
        files.iter().map(|path| Input::Stdin(std::fs::read(path).expect("the file can be read"))).collect();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let session = Session::of(Home::at(&root)).linked(gouji_official::TABLES).open();
    let session = session.expect("the project's rules are whole");
    let mut spent: Vec<f64> = (0..times)
        .map(|_| {
            let began = processor();
            let mut findings = 0;
            session
                .check_all(&inputs, Beside::default(), 1, &mut |checked| findings += checked.findings.len());
            std::hint::black_box(findings);
            (processor() - began) * 1e6 / inputs.len() as f64
        })
        .collect();
    spent.sort_by(f64::total_cmp);
    println!("{:.1} {:.1}", spent[0], spent[spent.len() / 2]);
}

/// The time of the processor so far, in seconds.
fn processor() -> f64 {
    let time = clock_gettime(ClockId::ProcessCPUTime);
    time.tv_sec as f64 + time.tv_nsec as f64 / 1e9
}
