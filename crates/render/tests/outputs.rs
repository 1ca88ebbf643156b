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
fn the_guide_names_every_format() {
    let guide = include_str!("../../../docs/outputs.md");
    for format in FORMATS {
        let extensions: Vec<String> = format.extensions.iter().map(|e| format!("`.{e}`")).collect();
        // Of several extensions the first is the usual one.
        let row = format!("| `{}` | {}", format.name, extensions[0]);
        assert!(guide.contains(&row), "{row}");
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
        ,,,,未检查,,规则包 guangdong-2022,,,只用于2022年度（3 份报告）,,,,,,
        ,,,,未检查,,M04,,,不知道发布日期（2 份报告）,,,,,,
        ,,,,未检查,,Y01、Y02,,,未提供上年报告（2 份报告）,,,,,,
        ,,,,注意,,,,,rules/x.toml:3:1：豁免（P01）已于 2026-01-01 到期，请删去这一节,,,,,,
    "#]]
    .assert_eq(&text.replace('\r', ""));
}

#[test]
fn results_for_code_hosts() {
    let reports = [broken(), waived(), clean("b.txt")];
    let sarif: Value = serde_json::from_str(&text("sarif", &reports)).unwrap();
    let run = &sarif["runs"][0];
    assert_eq!((&sarif["version"], sarif["runs"].as_array().unwrap().len()), (&json!("2.1.0"), 1));
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), 8);
    for result in results {
        // Every result leads to its rule, and all of them say whether they count.
        let rule = &run["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(result["ruleId"], rule["id"]);
        assert!(rule["help"]["text"].as_str().unwrap().contains("gouji explain"));
        assert!(result["suppressions"].is_array());
        assert_eq!(result["partialFingerprints"]["gouji/v1"], "0123456789abcdef");
    }
    assert_eq!(results[4]["suppressions"][0]["status"], "accepted");
    let first = &results[0]["locations"][0];
    assert_eq!(first["physicalLocation"]["artifactLocation"]["uri"], "%E6%8A%A5%E5%91%8A/a.html");
    assert_eq!(first["physicalLocation"]["region"]["byteOffset"], 8123);
    assert_eq!(first["logicalLocations"][0]["fullyQualifiedName"], "表三·总计·自然人（第54行）");
    let run = &run["invocations"][0];
    assert_eq!(run["executionSuccessful"], false);
    let levels: Vec<&str> = run["toolExecutionNotifications"]
        .as_array()
        .unwrap()
        .iter()
        .map(|notification| notification["level"].as_str().unwrap())
        .collect();
    assert_eq!(levels, ["error", "error", "error", "error", "note", "note", "note", "warning"]);
    assert_eq!(text("sarif", &[clean("b.txt")]).matches("\"executionSuccessful\":true").count(), 1);
}

#[test]
fn results_as_tests() {
    let mut evil = clean("<&\">.txt");
    evil.verdict = gouji_core::verdict::Verdict::Incomplete;
    expect![[r#"
        <?xml version="1.0" encoding="UTF-8"?><testsuites name="gouji">
        <testsuite name="报告/a.html" tests="5" failures="2" errors="2" skipped="1">
         <testcase classname="青石县人民政府" name="未能读懂 第70行">
          <error message="表四只读到 12 个数，应有 15 个，请核对原文" type="未能读懂"></error>
         </testcase>
         <testcase classname="青石县人民政府" name="规则异常 T2-07">
          <error message="除以零（rules.rs:12）" type="规则异常"></error>
         </testcase>
         <testcase classname="青石县人民政府" name="T3-02 表三·总计·自然人（第54行）：办理结果各项之和不等于总计">
          <skipped message="已豁免：已在网站更正（县政府办公室，至 2027-03-31）"></skipped>
         </testcase>
         <testcase classname="青石县人民政府" name="P01 一、总体情况（第12行）：正文数字与表格不一致">
          <failure message="正文写 15 件，表三的新收总计是 27 件" type="警告">原文：2020年，全县共受理政府信息公开申请15件，其中自然人申请12件、法人或其他组织申请3件，均已按期办结。</failure>
         </testcase>
         <testcase classname="青石县人民政府" name="S06 六、其他需要报告的事项：缺少第六部分">
          <failure message="报告没有“六、其他需要报告的事项”" type="错误"></failure>
         </testcase>
        </testsuite>
        <testsuite name="b.txt" tests="1" failures="0" errors="0" skipped="0">
         <testcase classname="青石县人民政府" name="通过"/>
        </testsuite>
        <testsuite name="&lt;&amp;&quot;&gt;.txt" tests="1" failures="0" errors="1" skipped="0">
         <testcase classname="青石县人民政府" name="检查不完整">
          <error message="检查不完整" type="检查不完整"></error>
         </testcase>
        </testsuite>
        <testsuite name="关于这次检查" tests="4" failures="0" errors="0" skipped="4">
         <testcase classname="gouji" name="未检查 规则包 guangdong-2022">
          <skipped message="只用于2022年度（3 份报告）"></skipped>
         </testcase>
         <testcase classname="gouji" name="未检查 M04">
          <skipped message="不知道发布日期（1 份报告）"></skipped>
         </testcase>
         <testcase classname="gouji" name="未检查 Y01、Y02">
          <skipped message="未提供上年报告（1 份报告）"></skipped>
         </testcase>
         <testcase classname="gouji" name="注意">
          <skipped message="rules/x.toml:3:1：豁免（P01）已于 2026-01-01 到期，请删去这一节"></skipped>
         </testcase>
        </testsuite>
        </testsuites>
    "#]]
    .assert_eq(&text("junit", &[waived(), clean("b.txt"), evil]));
}

#[test]
fn results_as_a_message() {
    expect![[r#"
        ## 年报检查：检查不完整 1

        共 1 份报告；错误 2，警告 1，提示 1

        ### 青石县人民政府：检查不完整

        报告/a.html

        - **没有查完**：表四只读到 12 个数，应有 15 个，请核对原文
        - **错误 T3-02** 表三·总计·自然人（第54行）：自然人：各项之和是 27，而总计写 0；应为 **27；或者表三·本年新收·自然人改为 0**（原 0）
        - **错误 S06** 六、其他需要报告的事项：报告没有“六、其他需要报告的事项”
        - **警告 P01**（很可能） 一、总体情况（第12行）：正文写 15 件，表三的新收总计是 27 件
        - 另有 1 条较轻的没有列出

        <details><summary>没有检查的，和为什么</summary>

        - 规则异常：除以零（rules.rs:12）（1 份报告）：T2-07
        - 不知道发布日期（1 份报告）：M04
        - 只用于2022年度（1 份报告）：规则包 guangdong-2022
        - 未提供上年报告（1 份报告）：Y01、Y02

        </details>

        > 注意：rules/x.toml:3:1：豁免（P01）已于 2026-01-01 到期，请删去这一节
    "#]]
    .assert_eq(&text("markdown", &[broken()]));
    let mut many = vec![waived(); 300];
    many.push(clean("b.txt"));
    let text = text("markdown", &many);
    assert!(text.len() < 60_000, "{}", text.len());
    assert!(text.contains("只列最差的 50 份") && text.contains("份报告的问题没有列出"), "{text}");
}
