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

/// The same with two columns of 表三 exchanged, heads and figures: it is read by its heads, which is a guess.
fn exchanged(text: &str) -> String {
    let line = |line: &str| {
        let mut cells: Vec<&str> = line.trim_end_matches(" |").split(" | ").collect();
        let figures = cells.iter().rev().take_while(|cell| cell.trim().parse::<u32>().is_ok()).count();
        let head = cells.iter().position(|cell| *cell == "商业企业");
        match head.or((figures == 7).then(|| cells.len() - 6)) {
            Some(at) if cells.len() > at + 1 => {
                cells.swap(at, at + 1);
                cells.join(" | ")
            }
            _ => line.to_owned(),
        }
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn what_was_read_by_a_guess_is_a_warning_at_most() {
    let installation = Installation::new();
    let checked = check(&installation, exchanged(&WRONG.text()));
    assert!(checked.trouble.iter().all(|trouble| !trouble.blocking), "{checked:?}");
    assert_eq!(checked.findings.iter().map(|found| found.severity).collect::<Vec<_>>(), [Severity::Warning]);
    assert_eq!(checked.verdict, Verdict::Warn);
}

#[test]
fn what_a_guess_bears_out_is_a_warning_at_most() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let session = gouji_engine::Session::of(gouji_engine::Home::at(&root))
        .profile("national")
        .linked(&[national::TABLE])
        .open()
        .unwrap();
    let text = include_str!("../../../tests/reports/clean-2023.txt");
    let (_, disputes) = text.split_once("四、政府信息公开行政复议").unwrap();
    let wrong = text.replace("新收政府信息公开申请50件", "新收政府信息公开申请52件");
    let severity = |text: String| {
        let checked = session.check(&Input::Stdin(text.into_bytes()), None);
        let found = checked.findings.iter().find(|found| found.rule == "X01").map(|found| found.severity);
        found.unwrap_or_else(|| panic!("{checked:?}"))
    };
    assert_eq!(severity(wrong.clone()), Severity::Error);
    // The sentence is read for sure, the table that it is held against is not.
    let requests = wrong.strip_suffix(disputes).unwrap();
    assert_eq!(severity(exchanged(requests) + "\n" + disputes), Severity::Warning);
}

#[test]
fn rules_are_chosen_for_each_report_of_its_own() {
    let installation = Installation::new();
    let rule = support::TOTALS.replace("table = ", "years = [2021, 2100]\ntable = ");
    installation.rule("national/wrong-row-total.toml", &rule);
    let session = installation.open("national").unwrap();
    let count = |year: u16| {
        let text = Page { year, ..WRONG }.text();
        session.check(&Input::Stdin(text.into_bytes()), None).findings.len()
    };
    assert_eq!([2020, 2021, 2020, 2021].map(count), [0, 1, 0, 1]);
}
