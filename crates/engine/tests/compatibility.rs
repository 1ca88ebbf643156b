//! Packs of other versions: one built with the SDK of the first schema says the same as one of today, and one that says
//! more than this host knows is heard for what it knows, or refused with a sentence.

mod support;

#[path = "../../../tests/packs/frozen/rules.rs"]
mod rules;

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

use gouji_core::boundary::{PackTable, SYMBOL, Status};
use gouji_core::card::{Certainty, Severity};
use gouji_core::pack::{Manifest, Pack, Reply};
use gouji_core::wire::{SCHEMA_MINOR, encode};
use gouji_core::{fixture, verdict};
use gouji_engine::manifest::{Installed, install};
use gouji_engine::{Input, Session, conformance};
use libloading::Library;
use support::{Installation, Page};

/// The pack `frozen` as a library, built with the SDK of the first schema. The packages that it needs are those of its own
/// `Cargo.lock`: where they are not at hand, the network is.
static FROZEN: LazyLock<PathBuf> = LazyLock::new(|| {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/packs/frozen/schema-1");
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("frozen");
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let built = Command::new(cargo)
        .args(["build", "--locked", "--package", "frozen-pack"])
        .current_dir(source)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .output()
        .unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    target.join("debug").join(format!("{DLL_PREFIX}frozen_pack{DLL_SUFFIX}"))
});

/// The table of the pack of old.
#[allow(unsafe_code)]
fn frozen() -> PackTable {
    // SAFETY: the library was built by these tests; it is never unloaded, and its table is that of the first ABI.
    unsafe {
        let library = Box::leak(Box::new(Library::new(&*FROZEN).unwrap()));
        let table: *const u8 = *library.get::<*const u8>(SYMBOL).unwrap();
        let size = table.add(12).cast::<u32>().read();
        assert_eq!(size as usize, PackTable::LEAST, "it is from before packs took dictionaries");
        PackTable::copied(table, size)
    }
}

fn manifest(table: &PackTable) -> Manifest {
    rmp_serde::from_slice(&table.describe().1.answer).unwrap()
}

fn reply(table: &PackTable, report: &[u8], rules: usize) -> Reply {
    let (status, output) = table.check(report, &vec![1; rules]);
    assert_eq!(status, Status::Ok);
    rmp_serde::from_slice(&output.answer).unwrap()
}

/// The examples of every rule of some packs: reports of every kind.
fn examples(packs: &[&Pack]) -> Vec<String> {
    let cards = packs.iter().flat_map(|pack| pack.rules()).map(|rule| rule.card());
    cards.flat_map(|card| card.bad.into_iter().chain(card.good)).map(|example| example.report).collect()
}

#[test]
fn an_old_pack_says_of_every_report_what_it_would_say_today() {
    let (old, new) = (frozen(), rules::TABLE);
    let count = manifest(&old).rules.len();
    let (mut found, mut crashed) = (0, 0);
    let reports = examples(&[&national::PACK, &hubei::PACK, &huaihua::PACK, &rules::PACK]);
    for text in reports.iter().map(String::as_str).chain(["year = 2018"]) {
        let bytes = encode(&fixture::parse(text).unwrap());
        let [then, now] = [old, new].map(|table| reply(&table, &bytes, count));
        assert_eq!(then.found, now.found, "{text}");
        let rules = |reply: &Reply| reply.crashed.iter().map(|crash| crash.rule.clone()).collect::<Vec<_>>();
        assert_eq!(rules(&then), rules(&now), "{text}");
        (found, crashed) = (found + then.found.len(), crashed + then.crashed.len());
    }
    assert!(reports.len() > 800 && found > 500 && crashed > 0, "{} {found} {crashed}", reports.len());
}

#[test]
fn its_cards_are_read() {
    let (then, now) = (manifest(&frozen()), manifest(&rules::TABLE));
    assert_eq!(then.rules, now.rules);
    assert_eq!((then.schema, now.schema, then.min_schema), (1, SCHEMA_MINOR, 1));
    assert!(frozen().configure(&[]).is_none());
}

#[test]
fn it_keeps_to_the_suite_of_today() {
    let examination = conformance::examine(&conformance::open_library(&FROZEN).unwrap());
    assert!(examination.is_passed(), "{examination:?}");
}

fn checked(session: &Session, page: &Page) -> verdict::Checked {
    session.check(&Input::Stdin(page.text().into_bytes()), None)
}

#[test]
fn a_whole_run_with_an_old_pack_is_that_of_a_new_one() {
    let installation = Installation::empty();
    installation.rule("frozen.toml", "packs = ['frozen']");
    let installed = install(&FROZEN, &installation.path("packs")).unwrap();
    assert_eq!((installed.schema, installed.id.as_str()), ([1, 1], "frozen"));
    let then = installation.open("frozen").unwrap();
    let now = Session::of(installation.home()).profile("frozen").linked(&[rules::TABLE]).open().unwrap();
    for page in [Page::CLEAN, Page { new: ["3", "0", "0", "0", "0", "0", "4"], ..Page::CLEAN }] {
        let (then, now) = (checked(&then, &page), checked(&now, &page));
        assert_eq!(then.findings, now.findings);
        assert!(then.rules.crashed.is_empty() && then.rules.checked > 2, "{:?}", then.rules);
    }
}

/// The library of the pack `later` in a mode; see tests/packs/later.
fn later(mode: u8) -> Vec<u8> {
    let deps = std::env::current_exe().unwrap().parent().unwrap().to_owned();
    let mut library = fs::read(deps.join(format!("{DLL_PREFIX}later_pack{DLL_SUFFIX}"))).unwrap();
    let marker = b"GOUJI-LATER-MODE=";
    let places: Vec<usize> =
        library.windows(marker.len()).enumerate().filter(|(_, w)| *w == marker).map(|(at, _)| at).collect();
    assert!(!places.is_empty(), "the marker was optimised away");
    places.into_iter().for_each(|at| library[at + marker.len()] = mode);
    library
}

/// An installation with the profile and pack `later`.
fn with_later(mode: u8) -> Installation {
    let installation = Installation::empty();
    installation.rule("later.toml", "packs = ['later']");
    installation.install("later", &later(mode));
    installation
}

#[test]
fn what_a_later_pack_says_besides_is_passed_over() {
    let session = with_later(b'.').open("later").unwrap();
    let checked = checked(&session, &Page::CLEAN);
    let [finding] = &checked.findings[..] else { panic!("{:?}", checked.findings) };
    // Levels that nobody knows are those of the card, and a place that nobody knows is the report.
    assert_eq!((finding.rule.as_str(), finding.severity), ("LATER-01", Severity::Warning));
    assert_eq!(finding.certainty, Certainty::Certain);
    assert_eq!((finding.at.part, finding.evidence.len()), (None, 1));
    // A rule that needs what this host does not have is not passed, it is not checked.
    let [not_checked] = &checked.rules.could_not_check[..] else { panic!("{:?}", checked.rules) };
    assert_eq!(
        (not_checked.rule.as_str(), not_checked.why.as_str()),
        ("LATER-02", "需要本版本不认识的资料，请升级")
    );
    assert!(checked.rules.crashed.is_empty(), "{:?}", checked.rules.crashed);
}

/// The pack is refused with these words, in which `LIB` stands for the library's path.
#[track_caller]
fn refused(mode: u8, expected: &str) {
    let installation = with_later(mode);
    let library = Installed::read(&installation.path("packs/later")).unwrap().unwrap().library;
    let (exit, said) = installation.refusal(Some("later"));
    let said = said.replace(&format!("HOME/packs/later/{library}"), "LIB");
    assert_eq!((exit, said.as_str()), (3, expected));
}

#[test]
fn a_later_pack_that_needs_more_is_refused_for_that() {
    // Whatever else it says that cannot be read.
    refused(
        b'l',
        &format!("规则包“later”需要第 9999 版报告数据，本程序提供第 {SCHEMA_MINOR} 版，请升级 gouji"),
    );
    refused(
        b'v',
        "规则包 LIB 没能说明自己是什么：回答已损坏（unknown variant `fatal`, expected one of `info`, `warning`, `error`）",
    );
}
