//! Real reports, where the folder with them lies beside the project: what is found in them stays found, and nothing else.

use std::path::PathBuf;

use serde_json::Value;

use crate::support::{check, findings, project};

/// One file of the corpus as it is checked; `None` where it is not at hand.
fn checked(name: &str) -> Option<Value> {
    let path: PathBuf = project().join("../shared/corpus").join(name);
    if !path.exists() {
        eprintln!("没有 {}，跳过", path.display());
        return None;
    }
    Some(check(&path, &[]).0["reports"][0].clone())
}

/// The verdict, and the rules of the errors and of the warnings.
#[track_caller]
fn expect(name: &str, verdict: &str, errors: &[&str], warnings: &[&str]) {
    let Some(report) = checked(name) else { return };
    assert_eq!(findings(&report, &["error"]), errors, "{name}: errors\n{report:#}");
    assert_eq!(findings(&report, &["warning"]), warnings, "{name}: warnings\n{report:#}");
    assert_eq!(report["verdict"], verdict, "{name}: {}", report["trouble"]);
}

#[test]
fn files_with_text() {
    expect("huaian-city-2024.pdf", "warn", &[], &["C06"]);
    expect("hongze-district-2023.pdf", "fail", &["F12", "T4-01", "T4-03"], &["C06"]);
}

#[test]
fn an_empty_form_is_no_clean_report() {
    expect("official-template-2021.docx", "fail", &["V08", "V08", "V08", "C20"], &["S09"]);
}

/// What rests on tables that were put together again is never an error.
#[test]
fn cells_that_are_glued_together() {
    for name in ["pingtan-2022.txt", "pingtan-2023.txt"] {
        let Some(report) = checked(name) else { return };
        let trouble = report["trouble"].to_string();
        assert!(trouble.contains("是按各行各列的勾稽关系拆开的"), "{name}: {trouble}");
        let findings = report["findings"].as_array().unwrap();
        let on_tables = findings.iter().filter(|finding| finding["at"]["table"].is_string());
        for finding in on_tables {
            assert_ne!(finding["severity"], "error", "{name}: {finding:#}");
        }
    }
}
