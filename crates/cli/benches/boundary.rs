//! What the border to packs costs: the report's buffer, and whole checks with packs loaded against packs linked in.
//!
//! `cargo bench -p gouji --bench boundary` ends with a table, taken in one run by turns, so that other work on the machine
//! does harm to both sides alike: packs as libraries against the same packs linked in (at most 1.1 times), and the loading
//! of all official packs (more than ten, in less than 20 ms).
#![allow(clippy::print_stdout, reason = "a tool for people at a terminal")]

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;
use std::time::{Duration, Instant};

use divan::Bencher;
use gouji_core::boundary::PackTable;
use gouji_core::form::Table;
use gouji_core::report::{Draft, Report};
use gouji_core::wire::{Encoder, encode};
use gouji_engine::{Home, Input, Session, manifest};
use gouji_reader::source::Limits;
use tempfile::TempDir;

fn main() {
    divan::main();
    let asked = std::env::args().skip(1).any(|argument| !argument.starts_with('-'));
    if !asked {
        table();
    }
    // Nothing else removes what a static holds; where libraries that are loaded cannot be removed it stays.
    let _ = std::fs::remove_dir_all(HOME.path());
}

fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

static HOME: LazyLock<TempDir> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a temporary folder");
    let deps = std::env::current_exe().expect("a path").parent().expect("a folder").to_owned();
    for name in gouji_official::LIBRARIES {
        let library = deps.join(format!("{DLL_PREFIX}{name}{DLL_SUFFIX}"));
        manifest::install(&library, &home.path().join("packs")).expect("cargo built the library");
    }
    home
});

/// The project's own rules; packs loaded from `packs`, or none there.
fn home(linked: bool) -> Home {
    let mut home = Home::at(HOME.path());
    home.rules = project().join("rules");
    home.packs = HOME.path().join(if linked { "none" } else { "packs" });
    home
}

fn linked_packs(linked: bool) -> Vec<PackTable> {
    if linked { gouji_official::TABLES.to_vec() } else { Vec::new() }
}

fn session(linked: bool) -> Session {
    Session::of(home(linked))
        .profile("zhaotong-2020")
        .linked(&linked_packs(linked))
        .open()
        .expect("the project's packs and rules")
}

/// Every profile and every pack of the project.
fn all_packs(linked: bool) -> Session {
    Session::of(home(linked)).linked(&linked_packs(linked)).open().expect("the project's packs and rules")
}

fn draft(name: &str) -> Draft {
    let bytes = std::fs::read(project().join("tests/reports").join(name)).expect("a report of the tests");
    gouji_reader::read(&bytes, &Limits::default()).expect("a report").draft
}

const REPORTS: [&str; 2] = ["clean-2020.txt", "yongshan-2020.txt"];

/// A whole check of one file: read, recognised, all rules; packs as libraries.
#[divan::bench(args = REPORTS)]
fn check_loaded(bencher: Bencher, name: &str) {
    let session = session(false);
    let input = Input::File(project().join("tests/reports").join(name));
    bencher.bench_local(|| session.check(black_box(&input), None));
}

/// The same with the packs linked in.
#[divan::bench(args = REPORTS)]
fn check_linked(bencher: Bencher, name: &str) {
    let session = session(true);
    let input = Input::File(project().join("tests/reports").join(name));
    bencher.bench_local(|| session.check(black_box(&input), None));
}

/// Every official pack, as libraries where they have code: what `gouji packs` takes.
#[divan::bench]
fn load_all(bencher: Bencher) {
    bencher.bench_local(|| all_packs(false));
}

/// Of which reading and recognising.
#[divan::bench(args = REPORTS)]
fn read(bencher: Bencher, name: &str) {
    let bytes = std::fs::read(project().join("tests/reports").join(name)).expect("a report of the tests");
    bencher.bench_local(|| gouji_reader::read(black_box(&bytes), &Limits::default()));
}

/// The draft as a buffer.
#[divan::bench]
fn wire_encode(bencher: Bencher) {
    let draft = draft("yongshan-2020.txt");
    let mut encoder = Encoder::default();
    bencher.bench_local(|| black_box(encoder.encode(black_box(&draft)).len()));
}

/// The buffer verified.
#[divan::bench]
fn wire_verify(bencher: Bencher) {
    let bytes = encode(&draft("yongshan-2020.txt"));
    bencher.bench_local(|| Report::read(black_box(&bytes)).map(|report| report.year));
}

/// The buffer verified, and every cell, paragraph and claim read from it.
#[divan::bench]
fn wire_verify_and_walk(bencher: Bencher) {
    let bytes = encode(&draft("yongshan-2020.txt"));
    bencher.bench_local(|| {
        let report = Report::read(black_box(&bytes)).expect("just written");
        let cells: usize =
            Table::ALL.into_iter().flat_map(|table| report.cells(table)).map(|c| c.raw.len()).sum();
        let prose: usize = report.paragraphs().map(|p| report.slice(p.place).len()).sum();
        let claims: i64 = report.claims().map(|claim| claim.value.micros()).sum();
        (cells, prose, claims)
    });
}

/// The times of two things done by turns.
fn by_turns<A, B>(
    rounds: usize,
    mut first: impl FnMut() -> A,
    mut second: impl FnMut() -> B,
) -> [Vec<Duration>; 2] {
    fn time<T>(run: impl FnOnce() -> T) -> Duration {
        let started = Instant::now();
        black_box(run());
        started.elapsed()
    }
    let mut times = [Vec::new(), Vec::new()];
    for round in 0..rounds {
        // Which of the two comes first changes, too.
        let (one, other) = if round % 2 == 0 {
            let one = time(&mut first);
            (one, time(&mut second))
        } else {
            let other = time(&mut second);
            (time(&mut first), other)
        };
        times[0].push(one);
        times[1].push(other);
    }
    times.iter_mut().for_each(|times| times.sort());
    times
}

fn table() {
    const ROUNDS: usize = 1500;
    let millis = |time: Duration| time.as_secs_f64() * 1e3;
    println!("\n                         as libraries   linked in   times   (fastest; median in brackets)");
    let (loaded, linked) = (session(false), session(true));
    for name in REPORTS {
        let input = Input::File(project().join("tests/reports").join(name));
        let [a, b] = by_turns(ROUNDS, || loaded.check(&input, None), || linked.check(&input, None));
        let ratio = |at: usize| a[at].as_secs_f64() / b[at].as_secs_f64();
        println!(
            "check {name:18} {:9.3} ms {:8.3} ms  {:6.3}   ({:.3} ms, {:.3} ms, {:.3})",
            millis(a[0]),
            millis(b[0]),
            ratio(0),
            millis(a[ROUNDS / 2]),
            millis(b[ROUNDS / 2]),
            ratio(ROUNDS / 2),
        );
    }
    const LOADS: usize = 60;
    let [a, b] = by_turns(LOADS, || all_packs(false), || all_packs(true));
    let session = all_packs(false);
    println!(
        "load {:2} packs, {:2} profiles {:8.3} ms {:8.3} ms           ({:.3} ms, {:.3} ms)",
        session.packs().len(),
        session.rulesets().len(),
        millis(a[0]),
        millis(b[0]),
        millis(a[LOADS / 2]),
        millis(b[LOADS / 2]),
    );
    let input = Input::File(project().join("tests/reports/yongshan-2020.txt"));
    let on_demand = || {
        let session = Session::of(home(false)).on_demand().open().expect("the project's profiles");
        session.check(&input, None)
    };
    let [a, b] = by_turns(LOADS, on_demand, || all_packs(false).check(&input, None));
    println!(
        "open and check one report: packs on demand {:.3} ms, all packs {:.3} ms ({:.3} ms, {:.3} ms)",
        millis(a[0]),
        millis(b[0]),
        millis(a[LOADS / 2]),
        millis(b[LOADS / 2]),
    );
}
