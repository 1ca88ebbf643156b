//! What the border to packs costs: the report's buffer, and whole checks with packs loaded against packs linked in.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::hint::black_box;
use std::path::Path;
use std::sync::LazyLock;

use divan::Bencher;
use gouji_core::form::Table;
use gouji_core::report::{Draft, Report};
use gouji_core::wire::{Encoder, encode};
use gouji_engine::{Home, Input, Session, manifest};
use gouji_reader::source::Limits;
use tempfile::TempDir;

fn main() {
    divan::main();
}

fn project() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../.."))
}

static HOME: LazyLock<TempDir> = LazyLock::new(|| {
    let home = tempfile::tempdir().expect("a temporary folder");
    let deps = std::env::current_exe().expect("a path").parent().expect("a folder").to_owned();
    for pack in ["national", "yunnan", "zhaotong_2020"] {
        manifest::install(
            &deps.join(format!("{DLL_PREFIX}gouji_{pack}{DLL_SUFFIX}")),
            &home.path().join("packs"),
        )
        .expect("cargo built the library");
    }
    home
});

/// The project's own rules; packs loaded from `packs`, or none there.
fn session(linked: bool) -> Session {
    let rules = project().join("rules");
    let packs = HOME.path().join(if linked { "none" } else { "packs" });
    let mut home = Home::at(HOME.path());
    home.rules = rules;
    home.packs = packs;
    let builtin =
        if linked { vec![national::TABLE, yunnan::TABLE, zhaotong_2020::TABLE] } else { Vec::new() };
    Session::open(home, Some("zhaotong-2020"), &builtin).expect("the project's packs and rules")
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
