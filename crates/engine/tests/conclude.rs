//! From what rules state to what users read: severity, certainty, and what could not be read, by way of reports.

mod support;

use gouji_core::card::Severity;
use gouji_core::verdict::{Checked, Verdict};
use gouji_engine::Input;
use support::{Installation, Page};

const WRONG: Page = Page { new: ["3", "0", "0", "0", "0", "0", "4"], ..Page::CLEAN };

fn check(installation: &Installation, text: String) -> Checked {
    installation.open("national").unwrap().check(&Input::Stdin(text.into_bytes()), None)
}

/// The row 本年新收, without the lines of a table: its figures run together.
fn glued(page: &Page) -> String {
    let lines = page.text();
    let numbers = |line: &str| line.contains(" | ") && !line.starts_with("项目");
    let line = |line: &str| match numbers(line) {
        true => line.replacen(" | ", " ", 1).replace(" | ", ""),
        false => line.to_owned(),
    };
    lines.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_table_that_was_guessed_caps_the_severity() {
    let installation = Installation::new();
    let sure = check(&installation, WRONG.text());
    assert_eq!(sure.findings.iter().map(|found| found.severity).collect::<Vec<_>>(), [Severity::Error]);
    assert_eq!(sure.verdict, Verdict::Fail);
    let guessed = check(&installation, glued(&WRONG));
    assert!(guessed.findings.iter().all(|found| found.severity <= Severity::Warning), "{guessed:?}");
    assert!(guessed.verdict == Verdict::Incomplete || !guessed.findings.is_empty(), "{guessed:?}");
}

#[test]
fn troubles_stand_in_the_result() {
    let installation = Installation::new();
    // A row that stands twice with other figures: one of them was not read.
    let text = Page::CLEAN.text();
    let row = text.lines().find(|line| line.contains("本年新收")).unwrap();
    let text = text.replace(row, &format!("{row}\n{}", row.replace('3', "5")));
    let checked = check(&installation, text);
    assert_eq!(checked.verdict, Verdict::Incomplete, "{checked:?}");
    assert!(checked.trouble.iter().any(|trouble| trouble.blocking && trouble.at.line > 0), "{checked:?}");
    let lines: Vec<u32> = checked.trouble.iter().map(|trouble| trouble.at.line).collect();
    assert!(lines.is_sorted(), "{lines:?}");
}

#[test]
fn what_is_only_possible_is_at_most_a_warning() {
    let installation = Installation::new();
    let rule =
        support::TOTALS.replace("severity = \"error\"", "severity = \"error\"\ncertainty = \"possible\"");
    installation.rule("national/wrong-row-total.toml", &rule);
    let checked = check(&installation, WRONG.text());
    assert_eq!(checked.findings[0].severity, Severity::Warning);
    assert_eq!(checked.verdict, Verdict::Warn);
    installation.rule("national.toml", "packs = ['national']\n[rules.'T3-01']\nlevel = 'info'");
    assert_eq!(check(&installation, WRONG.text()).verdict, Verdict::Pass);
}
