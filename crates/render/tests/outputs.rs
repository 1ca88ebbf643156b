//! The formats for programs and spreadsheets: every finding, what was not read or checked, and what is to be said of the run.

mod common;

use common::schema::validate;
use common::{broken, clean, notices, waived, written};
use expect_test::expect;
use gouji_core::verdict::Checked;
use gouji_render::output::{FORMATS, Options};
use gouji_render::schema;
use serde_json::{Value, json};

fn text(format: &str, reports: &[Checked]) -> String {
    String::from_utf8(written(format, &Options::default(), reports, &notices())).unwrap()
}

#[test]
fn every_format_says_what_is_to_be_said_of_the_run() {
    for format in FORMATS.iter().filter(|format| !format.binary) {
        let text = text(format.name, &[broken()]);
        assert!(text.contains("豁免（P01）已于 2026-01-01 到期"), "{}\n{text}", format.name);
        assert!(text.contains("除以零"), "{}\n{text}", format.name);
        assert!(text.contains("不知道发布日期"), "{}\n{text}", format.name);
    }
}

#[test]
fn a_line_for_every_report() {
    let schema: Value = serde_json::from_str(&schema::lines()).unwrap();
    let text = text("jsonl", &[broken(), waived(), clean("b.txt")]);
    let lines: Vec<Value> = text.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let kinds: Vec<&str> = lines.iter().map(|line| line["kind"].as_str().unwrap()).collect();
    assert_eq!(kinds, ["begin", "report", "report", "report", "end"]);
    for line in &lines {
        assert_eq!(validate(&schema, line), [""; 0], "{line}");
        let mut wrong = line.clone();
        wrong["kind"] = json!("line");
        assert_ne!(validate(&schema, &wrong), [""; 0], "{line}");
    }
    let mut report = lines[1].clone();
    report.as_object_mut().unwrap().remove("kind");
    assert_eq!(report, serde_json::to_value(broken()).unwrap());
}

#[test]
fn findings_as_rows() {
    let mut formula = broken();
    formula.path = "=HYPERLINK(\"http://x\").txt".into();
    formula.findings.truncate(1);
    formula.findings[0].message = "-2+3+cmd|' /C calc'!A0".to_owned();
    let text = text("csv", &[broken(), clean("b.txt"), formula]);
    assert!(text.starts_with('\u{feff}'));
    assert!(text.lines().all(|line| !line.contains(",=") && !line.contains(",-2")), "{text}");
    expect![[r#"
        ﻿单位,年度,文件,结论,级别,把握,规则,位置,问题,说明,原值,应为,依据,所在句子,豁免,指纹
        青石县人民政府,2020,报告/a.html,检查不完整,错误,,T3-02,表三·总计·自然人（第54行）,办理结果各项之和不等于总计,自然人：各项之和是 27，而总计写 0,0,27；或者表三·本年新收·自然人改为 0,国办公开办函〔2019〕60号，表三,（七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 27,,0123456789abcdef
        青石县人民政府,2020,报告/a.html,检查不完整,警告,很可能,P01,一、总体情况（第12行）,正文数字与表格不一致,正文写 15 件，表三的新收总计是 27 件,受理政府信息公开申请15件,,,2020年，全县共受理政府信息公开申请15件，其中自然人申请12件、法人或其他组织申请3件，均已按期办结。,,0123456789abcdef
        青石县人民政府,2020,报告/a.html,检查不完整,错误,,S06,六、其他需要报告的事项,缺少第六部分,报告没有“六、其他需要报告的事项”,,,,,,0123456789abcdef
        青石县人民政府,2020,报告/a.html,检查不完整,提示,,W01,第9行,标点不规范,句末没有句号,情况,,,总体情况,,0123456789abcdef
        青石县人民政府,2020,报告/a.html,检查不完整,未能读懂,,,第70行,,表四只读到 12 个数，应有 15 个，请核对原文,,,,,,
        青石县人民政府,2020,报告/a.html,检查不完整,规则异常,,T2-07,,,除以零（rules.rs:12）,,,,,,
        青石县人民政府,2020,"'=HYPERLINK(""http://x"").txt",检查不完整,错误,,T3-02,表三·总计·自然人（第54行）,办理结果各项之和不等于总计,'-2+3+cmd|' /C calc'!A0,0,27；或者表三·本年新收·自然人改为 0,国办公开办函〔2019〕60号，表三,（七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 27,,0123456789abcdef
        青石县人民政府,2020,"'=HYPERLINK(""http://x"").txt",检查不完整,未能读懂,,,第70行,,表四只读到 12 个数，应有 15 个，请核对原文,,,,,,
        青石县人民政府,2020,"'=HYPERLINK(""http://x"").txt",检查不完整,规则异常,,T2-07,,,除以零（rules.rs:12）,,,,,,
        ,,,,未检查,,M04,,,不知道发布日期（2 份报告）,,,,,,
        ,,,,未检查,,Y01、Y02,,,未提供上年报告（用 --previous 指定文件或文件夹）（2 份报告）,,,,,,
        ,,,,注意,,,,,rules/x.toml:3:1：豁免（P01）已于 2026-01-01 到期，请删去这一节,,,,,,
    "#]]
    .assert_eq(&text.replace('\r', ""));
}
