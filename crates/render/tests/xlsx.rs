//! The workbook, read back: its rows, and what makes it good to work with.

mod common;

use std::io::{Cursor, Read};

use common::{broken, clean, notices, written};
use gouji_core::verdict::Checked;
use gouji_render::output::Options;
use zip::ZipArchive;

struct Book(ZipArchive<Cursor<Vec<u8>>>);

impl Book {
    fn of(reports: &[Checked]) -> Self {
        let bytes = written("xlsx", &Options::default(), reports, &notices());
        Self(ZipArchive::new(Cursor::new(bytes)).unwrap())
    }

    fn part(&mut self, name: &str) -> String {
        let mut text = String::new();
        self.0.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    }

    /// The words of a sheet, row by row.
    fn rows(&mut self, sheet: usize) -> Vec<Vec<String>> {
        let xml = self.part(&format!("xl/worksheets/sheet{sheet}.xml"));
        // Words stand in their cells.
        let cell = |cell: &str| match (cell.split_once("<t"), cell.split_once("<v>")) {
            (Some((_, t)), _) => between(t, ">", "</t>").to_owned(),
            (None, Some((_, v))) => v.split('<').next().unwrap().to_owned(),
            (None, None) => String::new(),
        };
        let numbers: Vec<&str> = xml.split("<row r=\"").skip(1).map(|row| between(row, "", "\"")).collect();
        let in_order: Vec<String> = (1..=numbers.len()).map(|number| number.to_string()).collect();
        assert_eq!(numbers, in_order, "a program that opens it would call it damaged");
        let rows = xml.split("<row ").skip(1).filter(|row| row.contains("<v>") || row.contains("<t"));
        rows.map(|row| row.split("<c ").skip(1).map(cell).collect()).collect()
    }
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    let (_, rest) = text.split_once(before).expect(before);
    rest.split_once(after).map_or("", |(inside, _)| inside)
}

#[test]
fn a_row_for_every_finding_the_worst_first() {
    let mut book = Book::of(&[broken(), clean("b.txt")]);
    let rows = book.rows(1);
    assert_eq!(
        rows[0][..10],
        ["单位", "位置", "问题", "原值", "应为", "结论", "意见", "规则", "级别", "依据"]
    );
    assert_eq!(rows.len(), 5);
    let severities: Vec<&str> = rows[1..].iter().map(|row| row[8].as_str()).collect();
    assert_eq!(severities, ["错误", "错误", "警告", "提示"]);
    assert_eq!(
        rows[1],
        [
            "青石县人民政府",
            "表三·总计·自然人（第54行）",
            "自然人：各项之和是 27，而总计写 0",
            "0",
            "27；或者表三·本年新收·自然人改为 0",
            "",
            "",
            "T3-02 办理结果各项之和不等于总计",
            "错误",
            "国办公开办函〔2019〕60号，表三",
            "（七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 27",
            "",
            "",
            "2020",
            "报告/a.html",
            "0123456789abcdef"
        ]
    );
}

#[test]
fn the_other_sheets() {
    let mut book = Book::of(&[broken(), clean("b.txt")]);
    let units = book.rows(2);
    assert_eq!(units[1][..8], ["检查不完整", "青石县人民政府", "2020", "2", "1", "1", "0", "3"]);
    assert_eq!(units[2][0], "通过");
    let matrix = book.rows(3);
    assert_eq!(matrix[0][1..3], ["S06 缺少第六部分", "T3-02 办理结果各项之和不等于总计"]);
    assert_eq!(matrix[1], ["青石县人民政府", "1", "1", "1", "1"]);
    let lost = book.rows(4);
    let kinds: Vec<&str> = lost.iter().map(|row| row[0].as_str()).collect();
    assert_eq!(kinds, ["类别", "未能读懂", "规则异常", "未检查", "未检查", "未检查"]);
    let notes = book.rows(5);
    assert!(notes[1][1].contains("豁免（P01）已于 2026-01-01 到期"), "{notes:?}");
}

#[test]
fn it_is_made_to_be_worked_with() {
    let mut book = Book::of(&[broken(), clean("b.txt")]);
    let sheet = book.part("xl/worksheets/sheet1.xml");
    for part in [
        "state=\"frozen\"",
        "<autoFilter ref=\"A1:P5\"/>",
        "<dataValidations count=\"1\">",
        "sqref=\"F2:F5\"",
        "<formula1>\"退回,已说明,不是问题,待定\"</formula1>",
        "paperSize=\"9\"",
        "orientation=\"landscape\"",
        "fitToHeight=\"0\"",
        "hidden=\"1\"",
    ] {
        assert!(sheet.contains(part), "{part}\n{sheet}");
    }
    let names = book.part("xl/workbook.xml");
    assert!(names.contains("问题!$1:$1") && names.contains("$A$1:$J$5"), "{names}");
}

#[test]
fn words_are_never_computed_and_never_break_the_file() {
    let mut checked = broken();
    checked.agency.name = Some("=HYPERLINK(\"http://x\",\"甲\")".to_owned());
    checked.findings[0].message = "@SUM(1)\u{1b}\u{ffff}<&>".to_owned();
    checked.findings[0].basis = "长".repeat(40_000);
    let mut book = Book::of(&[checked]);
    for sheet in 1..=5 {
        let xml = book.part(&format!("xl/worksheets/sheet{sheet}.xml"));
        assert!(!xml.contains("<f>") && !xml.contains("<hyperlink"), "{xml}");
    }
    let rows = book.rows(1);
    assert_eq!(rows[1][0], "=HYPERLINK(\"http://x\",\"甲\")");
    assert!(
        rows[1][2].starts_with("@SUM(1)␛\u{fffd}") && rows[1][2].ends_with("&lt;&amp;&gt;"),
        "{}",
        rows[1][2]
    );
    assert!(rows[1][9].ends_with("……（太长，后面没有写）"));
    assert!(book.part("xl/styles.xml").contains("quotePrefix=\"1\""));
}

#[test]
fn the_same_results_are_the_same_file() {
    let bytes = || written("xlsx", &Options::default(), &[broken()], &notices());
    assert!(bytes() == bytes());
}

#[test]
fn nothing_found_is_a_workbook_too() {
    let mut book = Book::of(&[clean("a.txt")]);
    assert_eq!(book.rows(1).len(), 1);
    assert_eq!(book.rows(2)[1][0], "通过");
    assert_eq!(Book::of(&[]).rows(2).len(), 1);
}
