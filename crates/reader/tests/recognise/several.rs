//! Several reports in one file: the first is read, the others are named, and nothing is mixed.

use gouji_core::form::{Edition, PARTS};
use gouji_core::report::Draft;

use crate::support::{heading, laid_out, numbered, piped, read};

const FIRST: &str = "石桥县人民政府2022年政府信息公开工作年度报告";

fn first() -> String {
    laid_out(Edition::E2021, piped, numbered)
}

/// Another body's report of another year and form.
fn other() -> String {
    laid_out(Edition::E2019, piped, |id| (7 + id.column).to_string())
        .replace(FIRST, "石桥县水务局2020年政府信息公开工作年度报告")
        .replace("全县运转正常", "收到申请93件")
}

/// The first report alone.
fn alone() -> Draft {
    read(&first())
}

/// What stands behind the first report is another of which nothing is read.
#[track_caller]
fn check_apart(behind: &str, reports: usize) {
    let draft = read(&format!("{}{behind}", first()));
    let alone = alone();
    assert_eq!(draft.grids, alone.grids);
    assert_eq!((draft.parts.len(), draft.paragraphs, draft.claims), (6, alone.paragraphs, alone.claims));
    assert_eq!((draft.agency, draft.year, draft.edition), (alone.agency, alone.year, alone.edition));
    let [trouble] = draft.troubles.as_slice() else { panic!("{:?}", draft.troubles) };
    assert!(trouble.blocking);
    assert!(trouble.message.starts_with(&format!("文件里有不止一份年度报告（第 1 行起“{FIRST}”，第 ")));
    assert_eq!(trouble.message.matches(" 行起“").count(), reports);
    assert!(trouble.message.contains(behind.lines().next().unwrap()), "{}", trouble.message);
    assert_eq!(trouble.place.start as usize, first().len());
}

/// All is one report.
#[track_caller]
fn check_one(source: &str) {
    let draft = read(source);
    assert_eq!(
        draft.grids.each_ref().map(|grid| grid
            .cells
            .iter()
            .filter(|cell| cell.value.to_string() != "0")
            .count()),
        alone().grids.each_ref().map(|grid| grid
            .cells
            .iter()
            .filter(|cell| cell.value.to_string() != "0")
            .count())
    );
    assert!(draft.parts.len() == 6 && draft.troubles.is_empty(), "{:?}", draft.troubles);
}

#[test]
fn whole_reports() {
    check_apart(&other(), 2);
    check_apart(&format!("{}{}", other(), first().replace("2022年", "2021年")), 3);
    check_apart(&first().replace("2022年", "2021年"), 2);
}

#[test]
fn reports_in_part() {
    let other = other();
    let without = |numbers: &[u8]| {
        let mut part = 0;
        let kept = other.lines().filter(|line| {
            part =
                (1..=6).find(|&number| line.contains(PARTS[usize::from(number) - 1].heading)).unwrap_or(part);
            !numbers.contains(&part)
        });
        kept.collect::<Vec<_>>().join("\n")
    };
    check_apart(&without(&[3, 4, 5, 6]), 2);
    check_apart(&without(&[1, 5, 6]), 2);
    // Headings without numbers, prose without tables, tables without headings.
    let bare = (1..=6).fold(other.clone(), |text, number| {
        text.replace(&heading(number), PARTS[usize::from(number) - 1].heading)
    });
    check_apart(&bare, 2);
    let prose: Vec<&str> = other.lines().filter(|line| !line.contains('|')).collect();
    check_apart(&prose.join("\n"), 2);
    let tables: Vec<&str> =
        other.lines().filter(|line| line.contains("报告") || line.contains('|')).collect();
    check_apart(&tables.join("\n"), 2);
}

#[test]
fn titles_within_one_report() {
    // A running head, links below the report, the title above a table of contents and again above the text.
    check_one(&first().replace("问题不少。", &format!("问题不少。\n{FIRST}\n改进也不少。")));
    check_one(&format!("{}附件\n石桥县人民政府2021年政府信息公开工作年度报告\n", first()));
    let contents: Vec<String> = (1..=6).map(heading).collect();
    check_one(&format!("{FIRST}\n目录\n{}\n{}", contents.join("\n"), first()));
}
