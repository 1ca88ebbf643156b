//! Packs that are not as their profile's lock says are refused before any of their code runs.

mod support;

use std::fs;

use gouji_engine::lock::{Lock, Locked};
use gouji_engine::sign::Secret;
use support::{Installation, TOTALS, odd_library};

/// An installation with the packs `odd`, which has a library, and `hubei`, which has none; all of it locked.
fn locked() -> Installation {
    let installation = Installation::empty().with_odd(b'.');
    installation.rule("hubei.toml", "packs = ['hubei']\n");
    installation.rule("hubei/pack.toml", "id = 'hubei'\nversion = '0.2.0'\n");
    installation.rule("hubei/wrong-row-total.toml", &TOTALS.replace("national/", "hubei/"));
    installation.rule("hubei/dictionaries/names.tsv", "甲\t乙\n");
    let mut lock = Lock::default();
    for id in ["odd", "hubei"] {
        lock.put(Locked::of(&installation.home(), id).unwrap().unwrap());
    }
    lock.write(&installation.path("rules")).unwrap();
    installation
}

/// After a change the profile `name` is refused with these words.
#[track_caller]
fn refused(name: &str, change: impl Fn(&Installation), expected: &str) {
    let installation = locked();
    assert!(installation.open(name).is_ok(), "as it was locked");
    change(&installation);
    let (exit, said) = installation.refusal(Some(name));
    let expected = format!(
        "规则包“{name}”与锁定文件 HOME/rules/gouji.lock 不符：{expected}；确认可信后，用 gouji pack lock 重新锁定"
    );
    let said = match said.split_once("（锁定 ") {
        Some((before, rest)) => format!("{before}{}", rest.split_once('）').unwrap().1),
        None => said,
    };
    assert_eq!((exit, said), (3, expected));
}

#[test]
fn whatever_was_changed_is_refused() {
    refused(
        "odd",
        |installation| {
            // The library that is loaded must not change under its users: another one takes its name. In mode `d` it
            // would complain as soon as it is asked anything.
            fs::remove_file(installation.path("packs/odd").join(support::library_name())).unwrap();
            installation.install("odd", &odd_library(b'd'));
        },
        "packs/odd/gouji-pack.toml 被改动过",
    );
    refused(
        "hubei",
        |i| i.rule("hubei/wrong-row-total.toml", "code = 'H'"),
        "rules/hubei/wrong-row-total.toml 被改动过",
    );
    refused(
        "hubei",
        |i| i.rule("hubei/dictionaries/names.tsv", "丙\n"),
        "rules/hubei/dictionaries/names.tsv 被改动过",
    );
    refused("hubei", |i| i.rule("hubei/one-more.toml", ""), "多出 rules/hubei/one-more.toml");
    refused(
        "hubei",
        |i| i.rule("hubei/dictionaries/one-more.tsv", ""),
        "多出 rules/hubei/dictionaries/one-more.tsv",
    );
    refused(
        "hubei",
        |i| fs::remove_file(i.path("rules/hubei/wrong-row-total.toml")).unwrap(),
        "缺少 rules/hubei/wrong-row-total.toml",
    );
    refused("hubei", |i| fs::remove_dir_all(i.path("rules/hubei")).unwrap(), "规则包不在了");
}

#[test]
fn other_versions_are_refused() {
    let version = |version: &str| format!("id = 'hubei'\nversion = '{version}'\n");
    refused("hubei", |i| i.rule("hubei/pack.toml", &version("0.1.9")), "版本是 0.1.9，低于锁定的 0.2.0");
    refused("hubei", |i| i.rule("hubei/pack.toml", &version("0.10.0")), "版本是 0.10.0，不是锁定的 0.2.0");
}

#[test]
fn another_name_is_another_pack() {
    let installation = locked();
    fs::rename(installation.path("rules/hubei"), installation.path("rules/hunan")).unwrap();
    installation.rule("hunan/pack.toml", "id = 'hunan'\n");
    installation.rule("hubei.toml", "packs = ['hunan']\n");
    let (exit, said) = installation.refusal(Some("hubei"));
    assert!(said.contains("里面没有这个规则包，它是后来加上的，或者改了名"), "{said}");
    assert_eq!(exit, 3);
}

#[test]
fn a_profile_elsewhere_is_held_to_the_lock_of_what_it_builds_on() {
    let installation = locked();
    fs::write(installation.path("mine.toml"), "extends = 'hubei'\n").unwrap();
    let mine = installation.path("mine.toml").to_str().unwrap().to_owned();
    assert!(installation.open(&mine).is_ok());
    installation.rule("hubei/one-more.toml", "");
    let (exit, said) = installation.refusal(Some(&mine));
    assert!(said.contains("多出 rules/hubei/one-more.toml"), "{said}");
    assert_eq!(exit, 3);
}

#[test]
fn to_sign_a_pack_again_is_no_change() {
    let installation = locked();
    let secret = Secret::generate().unwrap();
    for id in ["odd", "hubei"] {
        secret.sign(&installation.home(), id).unwrap().unwrap();
        assert!(installation.open(id).is_ok(), "{id}");
    }
}

#[test]
fn a_broken_lock_locks() {
    let installation = locked();
    installation.rule("gouji.lock", "[[packs]]\nid = 1\n");
    let (exit, said) = installation.refusal(Some("hubei"));
    assert!(said.starts_with("锁定文件有误：HOME/rules/gouji.lock:"), "{said}");
    assert_eq!(exit, 3);
}
