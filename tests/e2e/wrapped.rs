//! Texts whose lines a program broke at a fixed width say the same as the texts themselves.

use std::fs;

use serde_json::Value;

use crate::support::{check, project};

/// Every line outside tables broken at so many columns, a Chinese character taking two.
fn broken(text: &str, most: usize) -> String {
    let mut out = String::new();
    for line in text.lines() {
        let mut width = 0;
        for c in line.chars() {
            let own = if c.is_ascii() { 1 } else { 2 };
            if width + own > most && !line.contains('|') && !"，。；：、）”".contains(c) {
                out.push('\n');
                width = 0;
            }
            out.push(c);
            width += own;
        }
        out.push('\n');
    }
    out
}

fn fingerprints(report: &Value) -> Vec<&str> {
    let findings = report["findings"].as_array().unwrap();
    let mut all: Vec<&str> = findings.iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
    all.sort_unstable();
    all
}

#[test]
fn a_text_broken_at_any_width_has_the_same_findings() {
    let folder = tempfile::tempdir().unwrap();
    for entry in project().join("tests/reports").read_dir().unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "txt") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let whole = check(&path, &[]).0;
        for most in [40, 48, 60, 72, 76, 80] {
            let file = folder.path().join("broken.txt");
            fs::write(&file, broken(&text, most)).unwrap();
            let report = &check(&file, &[]).0["reports"][0];
            let name = path.display();
            assert_eq!(fingerprints(report), fingerprints(&whole["reports"][0]), "{name} {most}");
            assert_eq!(report["verdict"], whole["reports"][0]["verdict"], "{name} {most}");
            let said = report["trouble"].to_string();
            assert!(said.contains("断行"), "{name} {most}: {said}");
        }
    }
}

/// Where a finding stands in the file is the place of its words there, line breaks and all.
#[test]
fn places_are_those_of_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let text = fs::read_to_string(project().join("tests/reports/yongshan-2020.txt")).unwrap();
    let text = broken(&text, 40);
    let file = folder.path().join("broken.txt");
    fs::write(&file, &text).unwrap();
    let report = &check(&file, &[]).0["reports"][0];
    let mut seen = 0;
    for finding in report["findings"].as_array().unwrap() {
        let (at, excerpt) = (&finding["at"], finding["at"]["excerpt"].as_str().unwrap());
        let (Some(byte), Some(length)) = (at["origin"]["byte"].as_u64(), at["origin"]["length"].as_u64())
        else {
            continue;
        };
        let words = &text[byte as usize..(byte + length) as usize];
        let plain = |words: &str| words.split_whitespace().collect::<String>();
        if !excerpt.is_empty() && !excerpt.ends_with('…') && at["col"].is_null() {
            assert_eq!(plain(words), plain(excerpt), "{finding:#}");
            seen += 1;
        }
    }
    assert!(seen > 3, "{report:#}");
}
