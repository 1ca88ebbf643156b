//! What isolation costs a batch of 5,000 reports, against the same packs in this process: `cargo bench -p gouji --bench
//! isolate`. Both in one run and by turns, so that other work on the machine harms them alike; the fastest of each is
//! compared. The reports are short texts, of which reading takes least: the cost of isolation shows most.
#![allow(clippy::print_stdout, reason = "a tool for people at a terminal")]

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use gouji_engine::isolate::{Isolation, Mode};
use gouji_engine::{Beside, Home, Input, Session, available_jobs, manifest};
use tempfile::TempDir;

const REPORTS: usize = 5_000;
const ROUNDS: usize = 5;

fn main() {
    let home = installation();
    let worker = PathBuf::from(env!("CARGO_BIN_EXE_gouji"));
    let isolation = Isolation::by(Mode::Always, worker, vec!["pack-worker".into()]);
    let [here, apart] = [Isolation::default(), isolation].map(|isolation| {
        let started = Instant::now();
        let home = Home { rules: project().join("rules"), ..Home::at(home.path()) };
        let session = Session::of(home).profile("zhaotong-2020").isolation(isolation).open();
        (session.expect("the project's rules and packs are whole"), started.elapsed())
    });
    println!("opened in {:.1?} with packs in this process, in {:.1?} with packs apart", here.1, apart.1);
    for name in ["clean-2020.txt", "yongshan-2020.txt"] {
        let text = std::fs::read(project().join("tests/reports").join(name)).expect("a report of the tests");
        let inputs: Vec<Input> = (0..REPORTS).map(|_| Input::Stdin(text.clone())).collect();
        for jobs in [1, available_jobs()] {
            let mut fastest = [Duration::MAX; 2];
            for _ in 0..ROUNDS {
                for (at, session) in [&here.0, &apart.0].into_iter().enumerate() {
                    fastest[at] = fastest[at].min(time(session, &inputs, jobs));
                }
            }
            println!(
                "{name}, {REPORTS} reports, {jobs} threads: {:.2?} here, {:.2?} apart, {:.2} times",
                fastest[0],
                fastest[1],
                fastest[1].as_secs_f64() / fastest[0].as_secs_f64()
            );
        }
    }
}

fn time(session: &Session, inputs: &[Input], jobs: usize) -> Duration {
    let started = Instant::now();
    let mut findings = 0;
    session.check_all(inputs, Beside::default(), jobs, &mut |checked| {
        assert!(checked.rules.crashed.is_empty(), "{:?}", checked.rules.crashed);
        findings += checked.findings.len();
    });
    std::hint::black_box(findings);
    started.elapsed()
}

fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

fn installation() -> TempDir {
    let home = tempfile::tempdir().expect("a temporary folder");
    let deps = std::env::current_exe().expect("a path").parent().expect("a folder").to_owned();
    for pack in ["national", "yunnan", "zhaotong_2020"] {
        let library = deps.join(format!("{DLL_PREFIX}gouji_{pack}{DLL_SUFFIX}"));
        manifest::install(&library, &home.path().join("packs")).expect("cargo built the library");
    }
    home
}
