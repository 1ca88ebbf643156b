//! The same report in every format gives the same findings with the same fingerprints.
//!
//! The files stand in `tests/formats`. `cargo xtask fixtures` makes them out of the texts there, with programs that are not
//! ours; how, is told in `xtask/fixtures/formats.py`. A workbook that holds a whole report has its prose in cells; one
//! with the tables only is held to what the tables alone can tell.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use crate::support::{check, project};

/// What every report comes in, besides its text.
const FORMATS: &[&str] = &[
    "html",
    "mht",
    "docx",
    "wps.docx",
    "xlsx",
    "tables.xlsx",
    "xls",
    "ods",
    "pdf",
    "plain.pdf",
    "ofd",
    "plain.ofd",
    "doc",
];

/// Formats that LibreOffice has to convert first.
const LEGACY: &[&str] = &["doc", "odt", "rtf"];

/// What a file does not have in common with its text, by the codes of the rules in order, and why it cannot.
struct Difference {
    files: &'static [&'static str],
    lacks: &'static [&'static str],
    adds: &'static [&'static str],
    why: &'static str,
}

const DIFFERENCES: &[Difference] = &[
    Difference {
        files: &["department-2023.html", "department-2023.mht"],
        lacks: &["S04"],
        adds: &["S04"],
        why: "LibreOffice writes numbers that Word generates as <ol>: the page shows 5. and no longer 五、, so what the \
              finding quotes is another heading",
    },
    Difference {
        files: &["department-2023.tables.xlsx"],
        lacks: &["M14", "P01", "S04", "X02", "X07"],
        adds: &["S01"],
        why: "without the prose there are no parts, no claims and no announced count",
    },
    Difference {
        files: &["county-2020.tables.xlsx"],
        lacks: &["M09", "M18", "P03", "S13"],
        adds: &["S01"],
        why: "as above",
    },
    Difference {
        files: &["township-2022.tables.xlsx"],
        lacks: &["C06", "C31", "M09", "M20", "P07", "S02", "T2-01", "T2-17"],
        adds: &["S01"],
        why: "as above; and without a title nobody knows that it is a township's, which T2-01 and T2-17 are about",
    },
];

/// Rule, fingerprint and severity of each finding.
type Findings = BTreeSet<(String, String, String)>;

fn report(file: &str) -> Value {
    let (json, _) = check(&project().join("tests/formats").join(file), &[]);
    json["reports"][0].clone()
}

fn findings(report: &Value) -> Findings {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let findings = report["findings"].as_array().unwrap().iter();
    findings.map(|f| (text(&f["rule"]), text(&f["fingerprint"]), text(&f["severity"]))).collect()
}

fn rules<'a>(findings: impl Iterator<Item = &'a (String, String, String)>) -> Vec<&'a str> {
    findings.map(|finding| finding.0.as_str()).collect()
}

/// Holds a file to the findings of its text.
#[track_caller]
fn same(file: &str, expected: &Findings) {
    /// A conversion has a time limit of its own, and on a busy machine several at once might come to it.
    static CONVERSION: Mutex<()> = Mutex::new(());
    let legacy = LEGACY.iter().any(|ending| file.ends_with(&format!(".{ending}")));
    let turn = legacy.then(|| CONVERSION.lock().unwrap_or_else(PoisonError::into_inner));
    let report = report(file);
    drop(turn);
    let said = report["trouble"].to_string();
    if legacy && !has_libreoffice() {
        assert_eq!(report["verdict"], "unreadable", "{file}");
        assert!(said.contains("请安装 LibreOffice"), "{file}: {said}");
        eprintln!("{file}：这台机器没有 LibreOffice，只核对了提示");
        return;
    }
    assert_eq!(report["verdict"], "fail", "{file}: {said}");
    let found = findings(&report);
    let (lacks, adds) = (rules(expected.difference(&found)), rules(found.difference(expected)));
    let known = DIFFERENCES.iter().find(|difference| difference.files.contains(&file));
    let (may_lack, may_add, why) = known.map_or((&[][..], &[][..], ""), |d| (d.lacks, d.adds, d.why));
    assert_eq!((&lacks[..], &adds[..]), (may_lack, may_add), "{file} lacks and adds; {why}\n{report:#}");
}

fn has_libreoffice() -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::var_os("GOUJI_SOFFICE").is_some()
        || std::env::split_paths(&path).any(|folder| {
            ["soffice", "libreoffice", "soffice.com"].iter().any(|name| folder.join(name).is_file())
        })
}

/// `defects`: the rules that the report was written to break.
#[track_caller]
fn same_in_every_format(name: &str, level: &str, defects: &[&str], more: &[&str]) {
    let text = report(&format!("{name}.txt"));
    assert_eq!(text["agency"]["level"], level, "{name}");
    let expected = findings(&text);
    let broken = rules(expected.iter());
    for rule in defects {
        assert!(broken.contains(rule), "{name}: {rule} is not among {broken:?}");
    }
    for format in FORMATS.iter().chain(more) {
        same(&format!("{name}.{format}"), &expected);
    }
}

#[test]
fn a_department_of_a_province() {
    let defects = ["M14", "P01", "S04", "T3-03", "T4-01", "V06", "X02", "X07"];
    same_in_every_format("department-2023", "department", &defects, &[]);
}

#[test]
fn a_county_on_the_form_of_2019() {
    let defects = ["F09", "M09", "P03", "S13", "T2-02", "T2-04", "T2-09", "T3-02", "T4-02", "V01", "V02"];
    same_in_every_format("county-2020", "county", &defects, &[]);
}

#[test]
fn a_township() {
    let defects = ["C31", "M09", "P07", "S02", "T2-01", "T2-15", "T3-01"];
    same_in_every_format("township-2022", "township", &defects, &["odt", "rtf"]);
}

/// A difference that is gone is taken off the list.
#[test]
fn the_list_of_differences_names_files_that_are_compared() {
    for file in DIFFERENCES.iter().flat_map(|difference| difference.files) {
        let (name, format) = file.split_once('.').unwrap();
        assert!(FORMATS.contains(&format), "{file}");
        assert!(["department-2023", "county-2020", "township-2022"].contains(&name), "{file}");
    }
}
