//! The conformance suite, over packs that keep to it and packs that do not; and what a pack without a library says of
//! itself.

mod support;

use std::fs;

use gouji_core::form::Level;
use gouji_engine::conformance::{self, Examination, Outcome};
use gouji_engine::{Home, Session};
use support::{Installation, TOTALS, odd_library, write};

/// What is broken, a line each.
fn broken(examination: &Examination) -> String {
    let mut lines = Vec::new();
    for check in &examination.checks {
        if let Outcome::Broken(faults) = &check.outcome {
            lines.push(check.title.to_owned());
            lines.extend(faults.iter().map(|fault| format!("  {fault}")));
        }
    }
    lines.join("\n")
}

#[test]
fn the_official_packs_keep_to_it() {
    for table in gouji_official::TABLES {
        let pack = conformance::open_builtin(*table).unwrap();
        let examination = conformance::examine(&pack);
        assert_eq!(broken(&examination), "", "{}", pack.id);
        assert!(examination.is_passed());
    }
}

#[test]
fn rules_without_a_library_keep_to_it() {
    let home = Home::at(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."));
    let ids = home.pack_names();
    for id in &ids {
        let pack = conformance::open(&home, id).unwrap().unwrap();
        assert_eq!(broken(&conformance::examine(&pack)), "", "{id}");
    }
    assert!(ids.iter().any(|id| id == "wuwei-2025") && ids.len() >= 10, "{ids:?}");
}

/// Whoever made them, packs without code say of themselves what and whose they are.
#[test]
fn official_packs_without_a_library_say_who_they_are() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    for id in Home::at(&root).pack_names() {
        let coded = root.join("plugins").join(&id).is_dir();
        let says = root.join("rules").join(&id).join("pack.toml").is_file();
        assert!(coded != says, "{id}");
    }
}

/// The odd pack in a mode, as a file of its own.
#[track_caller]
fn odd(mode: u8, expected: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("odd.so");
    write(&path, odd_library(mode));
    let pack = conformance::open_library(&path).unwrap();
    let said = broken(&conformance::examine(&pack));
    match expected {
        "" => assert_eq!(said, ""),
        _ => assert!(said.contains(expected), "{expected}\n{said}"),
    }
}

#[test]
fn every_way_to_break_it_is_seen() {
    odd(b'p', "ODD-02 崩溃：规则自己的毛病");
    odd(b'f', "规则包报告失败");
    odd(b'u', "规则包返回了不认识的状态 77");
    odd(b'a', "回答已损坏");
    odd(b'e', "回答已损坏");
    odd(b'o', "回答过长");
    odd(b'w', "级别高于卡片");
    odd(b'w', "没有请它检查，却有回答");
}

#[test]
fn examples_and_cards_are_held_to_their_word() {
    let installation = Installation::empty();
    installation.rule("hubei/wrong-row-total.toml", &TOTALS.replace("national/", "hubei/"));
    let pack = conformance::open(&installation.home(), "hubei").unwrap().unwrap();
    let examination = conformance::examine(&pack);
    assert!(
        broken(&examination).contains("T3-01 的 bad 示例：应报\n测试\n实报\n"),
        "{}",
        broken(&examination)
    );
    assert_eq!((examination.coverage[0].bad, examination.coverage[0].good), (1, 1));

    let (without, _) = TOTALS.split_once("[[good]]").unwrap();
    installation.rule("hubei/wrong-row-total.toml", &without.replace("national/", "hubei/"));
    let pack = conformance::open(&installation.home(), "hubei").unwrap().unwrap();
    assert!(broken(&conformance::examine(&pack)).contains("T3-01：没有 good 示例"));
}

#[test]
fn a_pack_without_a_library_says_what_it_is() {
    let installation = Installation::new();
    installation.rule("hubei.toml", "packs = ['hubei']");
    installation.rule("hubei/wrong-row-total.toml", &TOTALS.replace("national/", "hubei/"));
    let before = installation.open("hubei").unwrap().header().packs[0].sha256.clone();
    installation.rule(
        "hubei/pack.toml",
        "id = 'hubei'\ntitle = '湖北省规则'\nversion = '1.2.3'\nplace = '42'\nlevels = ['city']\nyears = [2022, 2023]\n",
    );
    let session = installation.open("hubei").unwrap();
    let pack = &session.packs()[0];
    assert_eq!(
        (pack.title.as_str(), pack.version.as_str(), pack.place.as_str()),
        ("湖北省规则", "1.2.3", "42")
    );
    assert_eq!((&pack.scope.levels[..], pack.scope.years), (&[Level::City][..], Some((2022, 2023))));
    assert_eq!(pack.rules.len(), 1);
    assert_ne!(pack.sha256, before, "the file is one of those that the hash is of");

    installation.rule("hubei/pack.toml", "id = 'hubei'\nplaces = '42'\n");
    let said = installation.refusal(Some("hubei"));
    let expected = "规则包的 pack.toml 有误：HOME/rules/hubei/pack.toml:2:1：不认识的键“places”，您是否想写“place”？；可用的键：id、title、version、place、levels、years";
    assert_eq!(said, (3, expected.to_owned()));
}

#[test]
fn a_library_says_what_it_is_itself() {
    let installation = Installation::new().with_odd(b'.');
    fs::create_dir_all(installation.path("rules/odd")).unwrap();
    installation.rule("odd/pack.toml", "id = 'odd'\n");
    let said = "规则包“odd”有动态库，由动态库说明自己；请删去 HOME/rules/odd/pack.toml";
    assert_eq!(installation.refusal(Some("odd")), (3, said.to_owned()));
    assert!(Session::of(installation.home()).profile("national").open().is_ok());
}
