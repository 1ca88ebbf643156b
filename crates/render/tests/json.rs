//! `gouji.check/1`: what is written holds to the published schema, and to the names that other programs rely on.

mod common;

use common::schema::validate;
use common::{broken, clean, notices, waived};
use gouji_core::verdict::{Check, Checked};
use gouji_render::output::Options;
use gouji_render::schema;
use serde_json::{Value, json};

fn written(reports: &[Checked]) -> String {
    String::from_utf8(common::written("json", &Options::default(), reports, &notices())).unwrap()
}

#[test]
fn streaming_writes_what_the_types_say() {
    for reports in [vec![], vec![clean("a.txt")], vec![broken(), waived(), clean("b.txt")]] {
        let text = written(&reports);
        let check: Check = serde_json::from_str(&text).unwrap();
        assert_eq!(serde_json::to_string_pretty(&check).unwrap() + "\n", text);
        assert_eq!(check.reports.len(), reports.len());
    }
}

/// The contract `gouji.check/1` by example, with a value for every key: all of it must come through under these names.
#[test]
fn the_names_are_those_of_the_contract() {
    let check: Value = serde_json::from_str(&written(&[waived()])).unwrap();
    let keys = |at: &str| {
        let object = check.pointer(at).and_then(Value::as_object);
        object.map(|object| object.keys().cloned().collect::<Vec<_>>().join(" ")).unwrap_or_default()
    };
    let contract = [
        ("", "notices packs profile reports schema summary tool"),
        ("/notices/0", "kind message"),
        ("/tool", "name version"),
        ("/packs/0", "id isolated kind rules sha256 signed_by trust version"),
        (
            "/reports/0",
            "agency edition findings packs packs_not_run path profile profiles rules sha256 trouble verdict year",
        ),
        ("/reports/0/packs_not_run/0", "id why"),
        ("/reports/0/agency", "division level name of"),
        (
            "/reports/0/findings/0",
            "also alternatives at basis certainty evidence fingerprint known message name pack repair rule severity title waived",
        ),
        ("/reports/0/findings/0/waived", "expires owner reason"),
        ("/reports/0/findings/0/at", "col column excerpt line origin part row table"),
        ("/reports/0/findings/0/at/origin", "byte format length"),
        ("/reports/0/findings/0/evidence/0", "at text"),
        ("/reports/0/findings/0/repair", "replace with"),
        ("/reports/0/findings/0/alternatives/0", "at repair"),
        ("/reports/0/rules", "checked could_not_check crashed not_applicable off replaced"),
        ("/reports/0/rules/replaced/0", "by rule"),
        ("/reports/0/rules/could_not_check/0", "need rule why"),
        ("/reports/0/rules/crashed/0", "rule why"),
        ("/reports/0/trouble/0", "at blocking message"),
        ("/summary", "error fail gone incomplete info known pass reports unreadable waived warn warning"),
    ];
    for (at, expected) in contract {
        let mut names: Vec<String> = keys(at).split(' ').map(str::to_owned).collect();
        names.sort();
        assert_eq!(names.join(" "), expected, "{at}");
    }
    assert_eq!(check["schema"], "gouji.check/1");
    assert_eq!(check["reports"][0]["verdict"], "incomplete");
    assert_eq!(check["reports"][0]["findings"][0]["severity"], "error");
    assert_eq!(check["reports"][0]["findings"][0]["certainty"], "certain");
    assert_eq!(check["reports"][0]["findings"][2]["repair"], Value::Null);
    assert_eq!(check["packs"][1]["kind"], "rules");
    assert_eq!(check["packs"][1]["trust"], "signed");
}

#[test]
fn output_holds_to_the_schema() {
    let schema: Value = serde_json::from_str(schema::CHECK).unwrap();
    let check: Value = serde_json::from_str(&written(&[broken(), waived(), clean("b.txt")])).unwrap();
    let faults = validate(&schema, &check);
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn the_schema_refuses_what_is_wrong() {
    let schema: Value = serde_json::from_str(schema::CHECK).unwrap();
    let check: Value = serde_json::from_str(&written(&[broken()])).unwrap();
    for (at, wrong) in [
        ("/schema", json!("gouji.check/2")),
        ("/reports/0/verdict", json!("通过")),
        ("/reports/0/year", json!("2020")),
        ("/reports/0/findings/0/severity", json!("fatal")),
        ("/reports/0/findings/0/at", json!({})),
        ("/summary/reports", json!(-1)),
        (
            "/packs/0",
            json!({"id": "x", "version": "", "rules": 1, "kind": "plugin", "sha256": "", "more": 1}),
        ),
    ] {
        let mut check = check.clone();
        *check.pointer_mut(at).unwrap() = wrong;
        assert!(!validate(&schema, &check).is_empty(), "{at}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_name_that_is_no_text_does_not_stop_the_rest() {
    use std::os::unix::ffi::OsStringExt;
    let mut report = clean("");
    report.path = std::ffi::OsString::from_vec(b"\xb1\xa8.txt".to_vec()).into();
    assert!(written(&[report]).contains("\u{fffd}.txt"));
}
