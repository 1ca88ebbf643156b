//! What a terminal shows of a check, colours aside.

mod common;

use common::{at, broken, clean, finding, header, notices, waived, written};
use expect_test::{Expect, expect};
use gouji_core::card::Severity;
use gouji_core::verdict::{At, Checked, Summary, Verdict};
use gouji_render::output::{End, Format, Options};
use unicode_width::UnicodeWidthStr;

/// What is written for one report.
fn report(checked: &Checked, options: &Options) -> String {
    let mut out = Vec::new();
    let mut text = (Format::named("text").unwrap().new)(options);
    text.report(checked, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What is written when all reports are there.
fn ending(summary: &Summary, options: &Options) -> String {
    let mut out = Vec::new();
    let mut text = (Format::named("text").unwrap().new)(options);
    text.finish(&End { header: &header(), notices: &[], summary }, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[track_caller]
fn check(checked: &Checked, options: &Options, expected: Expect) {
    expected.assert_eq(&report(checked, options));
}

#[test]
fn everything_at_once() {
    check(
        &broken(),
        &Options::default(),
        expect![[r#"
            报告/a.html  青石县人民政府，2020年度，国办公开办函〔2019〕60号格式，配置 national

            错误[T3-02] 办理结果各项之和不等于总计
              --> 报告/a.html:54:9  表三·总计·自然人
               |
            54 | （七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 27
               |              ^
               = 自然人：各项之和是 27，而总计写 0
               = 予以公开 25 ＋ 部分公开 2 ＝ 27，而总计 0
               = 本年新收 27 ＝ 27，而总计 0（第31行）
               = 改为 27（原 0）
               = 或者：表三·本年新收·自然人（第31行）改为 0（原 27）
               = 依据：国办公开办函〔2019〕60号，表三
               = 同因：T3-01、T3-03

            警告[P01] 正文数字与表格不一致（很可能）
              --> 报告/a.html:12:12  一、总体情况
               |
            12 | 　　2020年，全县共受理政府信息公开申请15件，其中自然人申请12件、法人或其他组织申请3件，均已按期办结。
               |                   ^^^^^^^^^^^^^^^^^^^^^^^^
               = 正文写 15 件，表三的新收总计是 27 件

            错误[S06] 缺少第六部分
             --> 报告/a.html  六、其他需要报告的事项
              = 报告没有“六、其他需要报告的事项”

            未能读懂 表四只读到 12 个数，应有 15 个，请核对原文
              --> 报告/a.html:70:1
               |
            70 | 0 | 0 | 0 | 1
               | ^^^^^^^^^^^^^

            未检查 Y01、Y02：未提供上年报告
            未检查 M04：不知道发布日期
            未检查 规则包 guangdong-2022：只用于2022年度
            规则异常 T2-07：除以零（rules.rs:12）
            另有 1 条提示
            检查不完整：错误 2，警告 1，提示 1；规则已查 90，不适用 20（其中由别的规则代替 1），停用 2，未检查 3，异常 1
        "#]],
    );
}

#[test]
fn nothing_wrong() {
    check(
        &clean("a.txt"),
        &Options::default(),
        expect![[r#"
            a.txt  青石县人民政府，2020年度，国办公开办函〔2019〕60号格式，配置 national

            未检查 规则包 guangdong-2022：只用于2022年度
            通过：错误 0，警告 0，提示 0；规则已查 96，不适用 20
        "#]],
    );
}

#[test]
fn infos_on_request() {
    let mut checked = broken();
    checked.findings.drain(..3);
    checked.trouble.clear();
    let options = Options { floor: Severity::Info, ..Options::default() };
    check(
        &checked,
        &options,
        expect![[r#"
            报告/a.html  青石县人民政府，2020年度，国办公开办函〔2019〕60号格式，配置 national

            提示[W01] 标点不规范
             --> 报告/a.html:9:3
              |
            9 | 总体情况
              |     ^^^^
              = 句末没有句号

            未检查 Y01、Y02：未提供上年报告
            未检查 M04：不知道发布日期
            未检查 规则包 guangdong-2022：只用于2022年度
            规则异常 T2-07：除以零（rules.rs:12）
            检查不完整：错误 0，警告 0，提示 1；规则已查 90，不适用 20（其中由别的规则代替 1），停用 2，未检查 3，异常 1
        "#]],
    );
}

/// What is said of what is not listed, and the line that sums up.
#[track_caller]
fn counted(checked: &Checked, options: &Options, expected: &str) {
    let shown = report(checked, options);
    let lines: Vec<&str> = shown.lines().collect();
    let end = lines.iter().position(|line| line.starts_with("规则异常")).expect("there is a crash");
    let said = lines[end + 1..].join("\n");
    assert_eq!(said.split("；规则").next().unwrap(), expected);
}

#[test]
fn what_is_not_listed_is_counted() {
    let all = |floor| Options { floor, ..Options::default() };
    counted(&broken(), &all(Severity::Error), "另有 1 条警告、1 条提示\n检查不完整：错误 2，警告 1，提示 1");
    counted(&broken(), &all(Severity::Info), "检查不完整：错误 2，警告 1，提示 1");
    let mut warned = broken();
    warned.findings.pop();
    counted(&warned, &all(Severity::Error), "另有 1 条警告\n检查不完整：错误 2，警告 1，提示 0");
    let mut excused = waived();
    excused.findings[2].known = true;
    counted(
        &excused,
        &all(Severity::Warning),
        "另有 1 条提示\n已豁免 1 条\n\
         基线中已有 1 条\n检查不完整：错误 0，警告 1，提示 1，已豁免 1，基线中已有 1",
    );
    counted(
        &excused,
        &Options { waived: true, ..Options::default() },
        "另有 1 条提示\n已豁免 1 条\n基线中已有 1 条\n\
         检查不完整：错误 0，警告 1，提示 1，已豁免 1，基线中已有 1",
    );
}

#[test]
fn what_is_waived_is_shown_on_request() {
    let mut excused = waived();
    excused.findings[2].known = true;
    let shown = report(&excused, &Options::default());
    assert!(!shown.contains("T3-02]") && !shown.contains("S06]"), "{shown}");
    for options in [
        Options { waived: true, ..Options::default() },
        Options { floor: Severity::Info, ..Options::default() },
    ] {
        let shown = report(&excused, &options);
        assert!(shown.contains("错误[T3-02] 办理结果各项之和不等于总计（已豁免）"), "{shown}");
        assert!(shown.contains(" = 豁免：已在网站更正（县政府办公室，至 2027-03-31）"), "{shown}");
        assert!(shown.contains("错误[S06] 缺少第六部分（基线中已有）"), "{shown}");
    }
}

#[test]
fn one_line_a_report() {
    let options = Options { quiet: true, ..Options::default() };
    check(
        &broken(),
        &options,
        expect![[r#"
            检查不完整  报告/a.html  错误 2，警告 1，提示 1，未能读懂 1，未检查 3，规则异常 1：表四只读到 12 个数，应有 15 个，请核对原文
        "#]],
    );
    check(
        &clean("a.txt"),
        &options,
        expect![[r#"
        通过  a.txt  错误 0，警告 0，提示 0
    "#]],
    );
}

#[test]
fn the_worst_is_shown_when_there_is_too_much() {
    let mut checked = clean("a.txt");
    checked.verdict = Verdict::Fail;
    let severities = [Severity::Warning, Severity::Error, Severity::Warning, Severity::Error];
    checked.findings = (1..)
        .zip(severities)
        .map(|(number, severity)| {
            finding(&format!("A0{number}"), severity, "某处不对", "不对", At::default())
        })
        .collect();
    let options = Options { limit: 3, ..Options::default() };
    check(
        &checked,
        &options,
        expect![[r#"
            a.txt  青石县人民政府，2020年度，国办公开办函〔2019〕60号格式，配置 national

            警告[A01] 某处不对
             --> a.txt
              = 不对

            错误[A02] 某处不对
             --> a.txt
              = 不对

            错误[A04] 某处不对
             --> a.txt
              = 不对

            仅显示前 3 条，共 4 条

            未检查 规则包 guangdong-2022：只用于2022年度
            有错误：错误 2，警告 2，提示 0；规则已查 96，不适用 20
        "#]],
    );
}

#[test]
fn an_unreadable_file() {
    let mut checked = clean("扫描件.pdf");
    checked.verdict = Verdict::Unreadable;
    checked.rules.checked = 0;
    checked.rules.not_applicable = 0;
    checked.trouble = broken().trouble;
    checked.trouble[0].message = "不支持 PDF 文件，请另存为网页或纯文本".to_owned();
    checked.trouble[0].at = At::default();
    check(
        &checked,
        &Options::default(),
        expect![[r#"
            扫描件.pdf

            未能读懂 不支持 PDF 文件，请另存为网页或纯文本

            未检查 规则包 guangdong-2022：只用于2022年度
            无法读取：错误 0，警告 0，提示 0；规则已查 0，不适用 0
        "#]],
    );
}

/// The line of the report and the carets under it, of the only finding.
fn snippet(line: &str, excerpt: &str, width: usize) -> (String, String) {
    let mut checked = clean("a.txt");
    checked.findings = vec![finding("A01", Severity::Error, "不对", "不对", at(54, line, excerpt))];
    let shown = report(&checked, &Options { width, ..Options::default() });
    let mut lines = shown.lines().skip_while(|line| !line.starts_with("54 | "));
    let source = lines.next().expect("the line is shown").to_owned();
    (source, lines.next().expect("the carets follow").to_owned())
}

/// The carets stand exactly under the excerpt, counted in columns of the terminal.
#[track_caller]
fn aligned(line: &str, excerpt: &str, width: usize) {
    let (source, carets) = snippet(line, excerpt, width);
    let start = source.find(excerpt).expect("the excerpt is shown");
    let caret = carets.find('^').expect("there are carets");
    assert_eq!(carets[..caret].width(), source[..start].width(), "\n{source}\n{carets}");
    assert_eq!(carets.matches('^').count(), excerpt.width(), "\n{source}\n{carets}");
    assert!(source.width() <= width, "{} columns\n{source}", source.width());
}

#[test]
fn carets_stand_under_full_width_characters() {
    aligned("（七）总计 | 0 | 27", "27", 120);
    aligned("共收到申请１５件，办结率100％。", "１５件", 120);
    aligned("①…—·“引号”后面", "后面", 120);
    aligned("\u{feff}\u{200b}\u{3000}开头", "开头", 120);
    aligned("生僻字𠮷𡈽之后", "之后", 120);
}

#[test]
fn long_lines_are_cut_around_the_place() {
    let long: String = (0..120).map(|n| format!("第{n:03}句，")).collect();
    assert_eq!(long.chars().count(), 720);
    for excerpt in ["第000句", "第005句", "第060句", "第118句", "第119句"] {
        aligned(&long, excerpt, 100);
    }
    // A place longer than the terminal is cut too.
    let (source, carets) = snippet(&long, &long, 100);
    assert!(source.width() <= 100, "{} columns\n{source}", source.width());
    assert!(source.ends_with("…"), "{source}");
    assert!(carets.width() < source.width(), "\n{source}\n{carets}");
}

#[test]
fn a_blank_cell_gets_one_caret() {
    let mut place = at(54, "（七）总计 |  | 27", "27");
    let blank = "（七）总计 | ".len();
    (place.context.start, place.context.end) = (blank, blank);
    let mut checked = clean("a.txt");
    checked.findings = vec![finding("A01", Severity::Error, "空白", "没有填写", place)];
    let shown = report(&checked, &Options::default());
    assert_eq!(shown.matches('^').count(), 1, "{shown}");
}

#[test]
fn hostile_text_is_shown_not_obeyed() {
    let mut checked = clean("\u{1b}]0;x\u{7}.txt");
    checked.agency.name = Some("\u{1b}[2J".to_owned());
    checked.findings = vec![finding(
        "A\u{1b}01",
        Severity::Error,
        "\u{9b}1m",
        "换\n行",
        at(3, "甲\u{1b}[31m乙\u{9b}0m丙", "乙"),
    )];
    let shown = report(&checked, &Options::default());
    assert!(!shown.contains(|c: char| c.is_control() && c != '\n'), "{shown:?}");
    assert!(shown.contains("换␊行"), "{shown}");
    let at = &mut checked.findings[0].at.context;
    (at.start, at.end) = (1, 900);
    report(&checked, &Options::default());
}

#[test]
fn colours_only_when_asked_for() {
    let options = Options { color: true, ..Options::default() };
    assert!(report(&broken(), &options).contains('\u{1b}'));
    assert!(!report(&broken(), &Options::default()).contains('\u{1b}'));
}

#[test]
fn the_run_in_the_end() {
    let summary = |reports: &[Checked]| {
        let mut summary = Summary::default();
        reports.iter().for_each(|report| summary.count(report));
        ending(&summary, &Options::default())
    };
    expect![[r#"
        载入的规则包：national 0.1.0（120 条规则）、yunnan 0.1.0（8 条规则）；配置：按报告自动选择
    "#]]
    .assert_eq(&summary(&[broken()]));
    expect![[r#"

        共 3 份报告：通过 2，检查不完整 1；错误 2，警告 1，提示 1
        载入的规则包：national 0.1.0（120 条规则）、yunnan 0.1.0（8 条规则）；配置：按报告自动选择
    "#]]
    .assert_eq(&summary(&[broken(), clean("b.txt"), clean("c.txt")]));
    expect![[r#"

        没有检查任何报告
        载入的规则包：national 0.1.0（120 条规则）、yunnan 0.1.0（8 条规则）；配置：按报告自动选择
    "#]]
    .assert_eq(&summary(&[]));
}

#[test]
fn what_is_gone_from_the_baseline_is_said() {
    let summary = Summary { reports: 1, gone: 3, ..Summary::default() };
    let said = ending(&summary, &Options::default());
    assert_eq!(said.lines().next(), Some("基线中的问题，已消除 3 条"));
}

#[test]
fn only_a_pass_is_called_one() {
    for verdict in [Verdict::Warn, Verdict::Fail, Verdict::Incomplete, Verdict::Unreadable] {
        for quiet in [false, true] {
            let checked = Checked { verdict, ..broken() };
            let options = Options { quiet, ..Options::default() };
            let mut summary = Summary::default();
            summary.count(&checked);
            summary.count(&checked);
            let shown = report(&checked, &options) + &ending(&summary, &options);
            assert!(!shown.contains("通过"), "{shown}");
        }
    }
}

/// What many reports come to: the worst of them, folders, rules, and every reason once.
#[test]
fn many_reports_are_summed_up() {
    let mut unreadable = clean("乙/坏.pdf");
    unreadable.verdict = Verdict::Unreadable;
    unreadable.trouble = broken().trouble;
    unreadable.trouble[0].message = "这是扫描件，没有文字".to_owned();
    let reports = [clean("甲/a.txt"), broken(), unreadable, broken()];
    let shown = |quiet| {
        let options = Options { many: true, quiet, ..Options::default() };
        String::from_utf8(written("text", &options, &reports, &notices())).unwrap()
    };
    let [quiet, full] = [true, false].map(shown);
    expect![[r#"
        通过  甲/a.txt  错误 0，警告 0，提示 0
        检查不完整  报告/a.html  错误 2，警告 1，提示 1，未能读懂 1，未检查 3，规则异常 1：表四只读到 12 个数，应有 15 个，请核对原文
        无法读取  乙/坏.pdf  错误 0，警告 0，提示 0，未能读懂 1：这是扫描件，没有文字
        检查不完整  报告/a.html  错误 2，警告 1，提示 1，未能读懂 1，未检查 3，规则异常 1：表四只读到 12 个数，应有 15 个，请核对原文

        最差的报告
          无法读取  乙/坏.pdf  错误 0，警告 0，提示 0：这是扫描件，没有文字
          检查不完整  报告/a.html  错误 2，警告 1，提示 1：表四只读到 12 个数，应有 15 个，请核对原文
          检查不完整  报告/a.html  错误 2，警告 1，提示 1：表四只读到 12 个数，应有 15 个，请核对原文

        各文件夹
          报告  2 份：检查不完整 2
          乙  1 份：无法读取 1
          甲  1 份：通过 1

        各规则（错误在前，多的在前）
          错误[S06] 缺少第六部分：2 条，在 2 份报告里
          错误[T3-02] 办理结果各项之和不等于总计：2 条，在 2 份报告里
          警告[P01] 正文数字与表格不一致：2 条，在 2 份报告里
          提示[W01] 标点不规范：2 条，在 2 份报告里

        没有检查的
          规则异常 T2-07：除以零（rules.rs:12）（2 份报告）
          规则包 guangdong-2022：只用于2022年度（4 份报告）
          M04：不知道发布日期（2 份报告）
          Y01、Y02：未提供上年报告（2 份报告）

        共 4 份报告：通过 1，检查不完整 2，无法读取 1；错误 4，警告 2，提示 2
    "#]]
    .assert_eq(&quiet);
    assert_eq!(full.matches("未提供上年报告").count(), 1, "{full}");
    assert!(full.ends_with("已于 2026-01-01 到期，请删去这一节\n"), "{full}");
}
