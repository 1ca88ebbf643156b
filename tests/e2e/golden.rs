//! Whole reports and what is said of them, to the letter. `UPDATE=1 cargo test` rewrites; the diff is the review.

use std::fs;
use std::path::Path;

use gouji_render::output::FORMATS;

use crate::support::{check, findings, gouji, project, report};

/// Compares with a file of the project, or writes it when `UPDATE` is set.
#[track_caller]
fn same_as(file: &Path, printed: &str) {
    if std::env::var_os("UPDATE").is_some() {
        fs::write(file, printed).unwrap();
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    assert!(
        printed == expected,
        "{} 与现在的输出不同；如果新的输出是对的，运行 UPDATE=1 cargo test\n{printed}",
        file.display()
    );
}

#[track_caller]
fn golden(name: &str, code: i32) {
    let path = format!("tests/reports/{name}.txt");
    let ran = gouji(&["check", &path, "--severity", "info"]);
    assert_eq!(ran.err, "");
    assert_eq!(ran.code, code);
    same_as(&project().join(format!("tests/golden/{name}.txt")), &ran.out);
}

#[test]
fn the_defects_of_a_real_report() {
    golden("yongshan-2020", 1);
}

/// Every format but the terminal's, whose files stand above. What differs from one build to the next is left out.
#[test]
fn every_format_of_results() {
    for format in FORMATS.iter().filter(|format| format.name != "text" && !format.binary) {
        let ran = gouji(&["check", "tests/reports/yongshan-2020.txt", "--format", format.name]);
        assert_eq!((ran.code, ran.err.as_str()), (1, ""));
        let name = format!("tests/golden/yongshan-2020.{}", format.extensions[0]);
        same_as(&project().join(name), &without_hashes(&ran.out));
    }
}

/// The text with every sha256 replaced: packs are built anew.
fn without_hashes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_inclusive(|c: char| !c.is_ascii_hexdigit()) {
        match word.trim_end_matches(|c: char| !c.is_ascii_hexdigit()) {
            hash if hash.len() == 64 => out.push_str(&word.replace(hash, "（sha256）")),
            _ => out.push_str(word),
        }
    }
    out
}

#[test]
fn clean_reports_of_both_editions_pass() {
    golden("clean-2020", 0);
    golden("clean-2023", 0);
    for (name, profiles) in
        [("clean-2020", &["national", "zhaotong-2020"][..]), ("clean-2023", &["national"])]
    {
        for profile in profiles {
            let (json, code) = check(&report(&format!("{name}.txt")), &["--profile", profile]);
            let report = &json["reports"][0];
            assert_eq!(report["verdict"], "pass", "{name} {profile}");
            assert_eq!(findings(report, &["error", "warning"]), [""; 0], "{name} {profile}");
            assert_eq!(code, 0);
        }
    }
}

#[test]
fn what_is_read_is_shown() {
    for name in ["yongshan-2020", "clean-2023"] {
        let ran = gouji(&["read", &format!("tests/reports/{name}.txt")]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        same_as(&project().join(format!("tests/golden/{name}.read.txt")), &ran.out);
    }
}

/// Where every cell comes from, and what nothing used.
#[test]
fn how_it_was_read_is_shown() {
    for name in ["yongshan-2020", "clean-2023"] {
        let path = format!("tests/reports/{name}.txt");
        let ran = gouji(&["read", "--trace", &path]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""));
        same_as(&project().join(format!("tests/golden/{name}.trace.txt")), &ran.out);

        let json = gouji(&["read", "--trace", &path, "--format", "json"]).json();
        assert_eq!(json["schema"], "gouji.trace/1");
        let total = json["tables"][1]["rows"].as_array().unwrap().iter().find(|row| row["row"] == "total");
        let total = total.unwrap();
        assert_eq!((&total["how"], &total["used"]), (&"exact".into(), &true.into()), "{total:#}");
        assert_eq!(total["cells"].as_array().unwrap().len(), 7, "{total:#}");
    }
    let wrong = gouji(&["read", "--trace", "tests/reports/clean-2023.txt", "--format", "csv"]);
    assert_eq!((wrong.code, wrong.err.contains("text 或 json")), (2, true), "{}", wrong.err);
}

#[test]
fn the_index_of_rules_is_fresh() {
    let ran = gouji(&["rules", "--format", "markdown", "--link", "../docs/rules"]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    same_as(&project().join("rules/README.md"), &ran.out);
}

/// One finding for the broken total cell, with all its codes and its repair.
#[test]
fn one_cause_is_one_finding() {
    let (json, code) = check(&report("yongshan-2020.txt"), &["--profile", "zhaotong-2020"]);
    let report = &json["reports"][0];
    assert_eq!((code, report["verdict"].as_str().unwrap()), (1, "fail"));
    assert_eq!(findings(report, &["error"]), ["P01", "T3-02"]);
    let total = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == "T3-02").unwrap();
    assert_eq!(total["also"], serde_json::json!(["T3-01", "T3-03"]));
    assert_eq!(total["repair"], serde_json::json!({"replace": "0", "with": "27"}));
    assert_eq!(
        (&total["at"]["table"], &total["at"]["row"], &total["at"]["col"]),
        (&"requests".into(), &"total".into(), &"natural_person".into())
    );
    let blanks: Vec<_> =
        findings(report, &["error", "warning"]).into_iter().filter(|f| f == "V01" || f == "F08").collect();
    assert_eq!(blanks, ["V01"]);
}

/// The audited report itself, where it lies beside the project: ../shared/domain/seed-findings.md.
#[test]
fn the_audited_report() {
    let seed = project().join("../shared/seeds/yongshan-2020.txt");
    if !seed.exists() {
        eprintln!("没有 {}，只用 tests/reports 里的报告", seed.display());
        return;
    }
    let (json, code) = check(&seed, &["--profile", "zhaotong-2020"]);
    let report = &json["reports"][0];
    assert_eq!((code, report["verdict"].as_str().unwrap()), (1, "fail"));
    assert_eq!(findings(report, &["error"]), ["P01", "T3-02"]);
    let at = |rule: &str| {
        let finding = report["findings"].as_array().unwrap().iter().find(|f| f["rule"] == rule).unwrap();
        finding["at"]["line"].as_u64().unwrap()
    };
    assert_eq!((at("P01"), at("T3-02")), (6, 54));
    assert!((33..=34).contains(&at("V01")));
    assert_eq!(findings(report, &["warning"]), ["ZT20-15", "P14", "T2-03", "T2-09", "T2-04", "V01", "C23"]);
    assert_eq!(report["agency"]["division"], "530625");
}

#[test]
fn the_order_does_not_depend_on_jobs() {
    let folder = project().join("tests/reports");
    let runs = ["1", "2", "4"].map(|jobs| check(&folder, &["--jobs", jobs]));
    assert_eq!(runs[0], runs[1]);
    assert_eq!(runs[0], runs[2]);
}

#[test]
fn last_years_report_is_compared() {
    let folder = tempfile::tempdir().unwrap();
    let last_year =
        fs::read_to_string(report("clean-2020.txt")).unwrap().replace("2020年", "2019年").replace(
            "四、结转下年度继续办理 | 2 | 0 | 0 | 0 | 0 | 0 | 2 |",
            "四、结转下年度继续办理 | 4 | 0 | 0 | 0 | 0 | 0 | 4 |",
        );
    fs::write(folder.path().join("2019.txt"), last_year).unwrap();
    let (json, code) = check(&report("clean-2020.txt"), &["--previous", folder.path().to_str().unwrap()]);
    // The made-up year differs in one cell only: its 表二 is this year's.
    assert_eq!(findings(&json["reports"][0], &["error"]), ["Y04", "Y01"]);
    assert_eq!(code, 1);
}
