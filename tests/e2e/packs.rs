//! Packs and profiles that are missing, broken or hostile, through the real program.

use std::fs;
use std::path::Path;

use gouji_engine::manifest;

use crate::support::{Ran, findings, gouji, gouji_at, install, library, report};

/// Checks a clean report: whatever is wrong with the installation must be seen.
fn check(home: &Path, profile: &str) -> Ran {
    let report = report("clean-2020.txt");
    gouji_at(home, &["check", report.to_str().unwrap(), "--profile", profile])
}

#[track_caller]
fn refused(home: &Path, profile: &str, code: i32, words: &[&str]) {
    let ran = check(home, profile);
    assert_eq!(ran.code, code, "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains("通过"), "{}", ran.out);
    for word in words {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
}

#[test]
fn a_required_pack_that_is_missing_or_changed() {
    let home = install();
    let packs = home.path().join("packs/national");
    let library = fs::read_dir(&packs)
        .unwrap()
        .map(|e| e.unwrap().path())
        .find(|p| p.extension().is_some_and(|e| e != "toml"))
        .unwrap();
    let bytes = fs::read(&library).unwrap();

    fs::write(&library, b"not a library").unwrap();
    refused(home.path(), "national", 3, &["national", "与它的签名不符", "被改动过"]);
    fs::remove_file(&library).unwrap();
    refused(home.path(), "national", 3, &["national"]);
    fs::write(&library, bytes).unwrap();
    assert_eq!(check(home.path(), "national").code, 0);
}

#[test]
fn profiles_with_mistakes() {
    let home = install();
    let profile = |text: &str| fs::write(home.path().join("rules/mine.toml"), text).unwrap();
    refused(home.path(), "zhaotong-2002", 2, &["您是否想写", "zhaotong-2020"]);
    profile("title = \"我的\"\npacks = [\"national\"\n");
    refused(home.path(), "mine", 2, &["mine.toml:2:20", "方括号"]);
    profile("title = \"我的\"\npacks = [\"national\"]\n[rules.\"T3-20\"]\nlevel = \"off\"\n");
    refused(home.path(), "mine", 2, &["mine.toml:3", "T3-20", "您是否想写", "T3-02"]);
    profile("title = \"我的\"\npacks = [\"nationl\"]\n");
    refused(home.path(), "mine", 3, &["nationl", "您是否想写", "national"]);
    profile("titel = \"我的\"\npacks = [\"national\"]\n");
    refused(home.path(), "mine", 2, &["mine.toml:1:1", "titel", "title"]);
}

/// The pack of the loader's tests, in one of its modes; see tests/packs/odd.
fn odd(home: &Path, mode: u8) {
    let path = library("odd_pack");
    let mut bytes = fs::read(&path).unwrap();
    let marker = b"GOUJI-ODD-MODE=";
    let places: Vec<_> =
        (0..bytes.len() - marker.len()).filter(|&at| bytes[at..].starts_with(marker)).collect();
    for at in places {
        bytes[at + marker.len()] = mode;
    }
    // The manifest is that of the well-behaved pack; only the sum is of the one that is put in its place.
    let mut installed = manifest::install(&path, &home.join("packs")).unwrap();
    let folder = home.join("packs/odd");
    fs::write(folder.join(&installed.library), &bytes).unwrap();
    installed.sha256 = manifest::sha256(&bytes);
    installed.write(&folder).unwrap();
    fs::write(home.join("rules/odd.toml"), "title = \"古怪\"\npacks = [\"national\", \"odd\"]\n").unwrap();
}

#[test]
fn a_rule_that_panics_costs_one_fault() {
    let home = install();
    odd(home.path(), b'p');
    let ran = check(home.path(), "odd");
    assert_eq!(ran.code, 3, "{}{}", ran.out, ran.err);
    assert!(!ran.out.contains("通过"), "{}", ran.out);
    assert!(ran.out.contains("ODD-02") && ran.out.contains("规则自己的毛病"), "{}", ran.out);
    // The pack's other rule was heard.
    assert!(ran.out.contains("ODD-01"), "{}", ran.out);
}

#[test]
fn a_pack_that_claims_a_code_of_another() {
    let home = install();
    odd(home.path(), b'c');
    refused(home.path(), "odd", 3, &["T3-01", "national", "odd"]);
}

#[test]
fn a_pack_that_needs_a_newer_host() {
    let home = install();
    odd(home.path(), b's');
    refused(home.path(), "odd", 3, &["odd", "9999"]);
}

#[test]
fn a_pack_of_another_abi() {
    let home = install();
    odd(home.path(), b'.');
    let folder = home.path().join("packs/odd");
    let mut installed = manifest::Installed::read(&folder).unwrap().unwrap();
    installed.abi += 1;
    installed.write(&folder).unwrap();
    refused(home.path(), "odd", 3, &["odd", "2"]);
}

#[test]
fn a_pack_costs_nothing_where_it_is_not_for() {
    let home = install();
    fs::remove_dir_all(home.path().join("packs/zhaotong-2020")).unwrap();
    fs::create_dir(home.path().join("packs/zhaotong-2020")).unwrap();
    let check = |name: &str| {
        let report = report(name);
        gouji_at(home.path(), &["check", report.to_str().unwrap(), "--format", "json"])
    };
    let elsewhere = check("clean-2023.txt");
    assert_eq!((elsewhere.code, elsewhere.err.as_str()), (0, ""));
    let packs = &elsewhere.json()["packs"];
    assert_eq!((packs.as_array().unwrap().len(), &packs[0]["id"]), (1, &"national".into()));
    // Where it is for, nothing is taken for checked.
    let there = check("yongshan-2020.txt");
    let report = &there.json()["reports"][0];
    assert_eq!((there.code, report["verdict"].as_str()), (3, Some("incomplete")));
    let said = report["trouble"][0]["message"].as_str().unwrap();
    assert!(said.starts_with("没有检查：规则包“zhaotong-2020”的文件夹"), "{said}");
}

/// A report of the suite with another agency gets that place's profile, packs and rules, and no others.
#[track_caller]
fn goes_by(name: &str, agency: [&str; 2], profile: &str, packs: &[&str], rule: Option<&str>) {
    let text = fs::read_to_string(report(name)).unwrap().replace(agency[0], agency[1]);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, text).unwrap();
    let json = gouji(&["check", path.to_str().unwrap(), "--format", "json"]).json();
    let loaded = json["packs"].as_array().unwrap().iter().map(|pack| pack["id"].as_str().unwrap());
    let report = &json["reports"][0];
    assert_eq!((report["profile"].as_str().unwrap(), loaded.collect::<Vec<_>>()), (profile, packs.to_vec()));
    let said = findings(report, &["error", "warning", "info"]);
    if let Some(rule) = rule {
        assert!(said.iter().any(|said| said == rule), "{said:?}");
    }
}

#[test]
fn each_place_has_its_own() {
    let bureau = "临河市交通运输局";
    goes_by("clean-2023.txt", [bureau, bureau], "national", &["national"], None);
    goes_by("clean-2023.txt", [bureau, "溆浦县交通运输局"], "huaihua", &["huaihua", "national"], None);
    goes_by("clean-2023.txt", [bureau, "成都市交通运输局"], "sichuan", &["national", "sichuan"], None);
    goes_by("clean-2023.txt", [bureau, "广州市交通运输局"], "national", &["national"], None);
    let county = "绥江县";
    let zhaotong = ["national", "yunnan", "zhaotong-2020"];
    goes_by("clean-2020.txt", [county, county], "zhaotong-2020", &zhaotong, None);
    goes_by("clean-2020.txt", [county, "利川市"], "hubei", &["hubei", "national"], Some("HB-03"));
    goes_by("clean-2020.txt", [county, "民勤县"], "national", &["national"], None);
}
