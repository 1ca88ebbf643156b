//! `gouji read` and the formats that reach it: what it prints, how two files differ, packages, documents that
//! LibreOffice has to convert.

mod support;

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

const REPORT: &str = "../../tests/reports/clean-2023.txt";
/// Made by `cargo xtask fixtures`.
const FILES: &str = "../reader/tests/files";

const RULE: &str = r#"
code     = "N01"
name     = "qingshi/wrong-dispute-total"
severity = "error"
title    = "各项结果之和不等于总计"
basis    = "表四"
why      = "每一件都有一个结果。"
table    = "表四"
holds    = "结果维持 + 结果纠正 + 其他结果 + 尚未审结 = 总计"
"#;

fn gouji(words: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command.args(words).env("NO_COLOR", "1").env_remove("GOUJI_LOG").env_remove("GOUJI_SOFFICE");
    command.envs(variables.iter().copied()).stdin(Stdio::null()).output().unwrap()
}

fn file(name: &str) -> String {
    format!("{FILES}/{name}")
}

/// What is printed, with the exit status.
#[track_caller]
fn read(words: &[&str]) -> (String, i32) {
    let output = gouji(&[&["read"], words].concat(), &[]);
    let said = String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
    (said, output.status.code().unwrap())
}

/// The report with words replaced, in a folder of its own.
fn changed(changes: &[(&str, &str)]) -> (tempfile::TempDir, String) {
    let mut text = fs::read_to_string(REPORT).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("b.txt");
    fs::write(&path, text).unwrap();
    (folder, path.display().to_string())
}

#[test]
fn tables_for_a_spreadsheet() {
    let (csv, code) = read(&[&file("report.xlsx"), "--format", "csv"]);
    assert_eq!(code, 0);
    let text = read(&[REPORT, "--format", "csv"]).0;
    assert_eq!(csv, text, "a workbook and a text of the same report");
    let lines: Vec<&str> = csv.split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}表,行,本年制发件数,本年废止件数,现行有效件数");
    assert!(lines.contains(&"表三,本年新收,41,6,0,1,2,0,50"), "{csv}");
    assert!(lines.contains(&"表二,行政事业性收费,21.5"), "{csv}");
}

#[test]
fn a_page_of_what_was_understood() {
    let (_folder, path) = changed(&[("局网站专栏改版", "<script>alert(1)</script>&改版")]);
    let (html, code) = read(&[&path, "--format", "html"]);
    assert_eq!(code, 0);
    assert!(html.starts_with("<!DOCTYPE html>") && html.trim_end().ends_with("</body></html>"));
    assert!(
        !html.contains("<script>") && html.contains("&lt;script&gt;alert(1)&lt;/script&gt;&amp;改版"),
        "{html}"
    );
    assert!(html.contains("<tr><th>本年新收</th><td>41</td>"), "{html}");
    assert_eq!(html.matches("<h2>").count(), 6);
    assert_eq!(html.matches("<table>").count(), html.matches("</table>").count());
}

#[test]
fn a_report_is_the_same_in_two_formats() {
    for name in ["report.xlsx", "report.xls", "report.ods", "report.mht"] {
        let (said, code) = read(&["--diff", REPORT, &file(name)]);
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("两份报告的基本情况、各部分、三张表和正文相同"), "{said}");
    }
    let (said, code) = read(&["--diff", REPORT, &file("tables.xlsx")]);
    assert_eq!(code, 1, "{said}");
    assert!(said.contains("年度：甲 2023；乙 没有读到") && said.contains("只有甲有"), "{said}");
    assert!(!said.contains("表三"), "{said}");
}

#[test]
fn what_differs_is_listed_with_its_place() {
    let (_folder, path) = changed(&[
        ("数量 | 41 | 6", "数量 | 42 |"),
        ("五、存在的主要问题及改进情况", "五、存在的问题及改进情况"),
        ("合并栏目5个", "合并栏目6个"),
        ("2023年未收取政府信息公开信息处理费。本年度没有其他需要报告的事项。", "无。\n另有一段。"),
    ]);
    let (said, code) = read(&["--diff", REPORT, &path]);
    assert_eq!(code, 1, "{said}");
    for expected in [
        "第5部分的标题：甲 五、存在的主要问题及改进情况（第58行）；乙 五、存在的问题及改进情况（第58行）",
        "本年新收·自然人：甲 41（第28行）；乙 42（第28行）",
        "本年新收·商业企业：甲 6（第28行）；乙 空（第28行）",
        "五、存在的主要问题及改进情况，改动",
        "合并栏目5个。",
        "合并栏目6个。",
        "六、其他需要报告的事项，只有乙有\n    乙 第63行：另有一段。",
        "共 6 处不同",
    ] {
        assert!(said.contains(expected), "{expected}\n{said}");
    }
    let (again, _) = read(&[&path, "--diff", REPORT]);
    assert_eq!(again, said);
    let (said, code) = read(&["--diff", REPORT, "no-such-file.txt"]);
    assert_eq!((code, said.as_str()), (3, "gouji: 无法读取 no-such-file.txt：文件不存在\n"));
}

/// An archive with these files, and the folder that it is in.
fn package(files: &[(&str, Vec<u8>)]) -> (tempfile::TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("pkg.zip");
    let mut zip = zip::ZipWriter::new(fs::File::create(&path).unwrap());
    for (name, bytes) in files {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap();
    (folder, path)
}

#[test]
fn the_reports_in_a_package_are_read_one_by_one() {
    let report = fs::read(REPORT).unwrap();
    let inner = package(&[("x.txt", report.clone())]);
    let (_folder, path) = package(&[
        ("局/年报.txt", report),
        ("年报.xlsx", fs::read(file("report.xlsx")).unwrap()),
        ("页_files/a.css", b"a".to_vec()),
        ("__MACOSX/._年报.xlsx", b"x".to_vec()),
        ("内层.zip", fs::read(&inner.1).unwrap()),
    ]);
    let path = path.display().to_string();
    let home = tempfile::tempdir().unwrap();
    fs::create_dir_all(home.path().join("rules/qingshi")).unwrap();
    fs::write(home.path().join("rules/national.toml"), "title = \"全国\"\npacks = [\"qingshi\"]\n").unwrap();
    fs::write(home.path().join("rules/qingshi/wrong-dispute-total.toml"), RULE).unwrap();
    support::instead_of_released(home.path(), "qingshi");
    let output =
        gouji(&["check", &path, "--format", "json", "--home", &home.path().display().to_string()], &[]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|_| panic!("{}", String::from_utf8_lossy(&output.stderr)));
    let reports: Vec<(String, bool)> = json["reports"]
        .as_array()
        .unwrap()
        .iter()
        .map(|report| (report["path"].as_str().unwrap().replace(&path, ""), report["year"] == 2023))
        .collect();
    let expected = [("/内层.zip", false), ("/局/年报.txt", true), ("/年报.xlsx", true)];
    assert_eq!(reports, expected.map(|(path, read)| (path.to_owned(), read)));
    assert!(
        json["reports"][0]["trouble"][0]["message"]
            .as_str()
            .unwrap()
            .contains("压缩包，里面有 1 个文件（x.txt）")
    );

    let (said, code) = read(&[&format!("{path}/局/年报.txt")]);
    assert_eq!(code, 0, "{said}");
    let (said, code) = read(&[&path]);
    assert!(code == 3 && said.contains("里面有 3 个文件；gouji read 一次读一份"), "{said}");
    let (said, code) = read(&[&format!("{path}/没有.txt")]);
    assert!(code == 3 && said.contains("文件不存在"), "{said}");

    let (_folder, path) = package(&[("../外面.txt", b"x".to_vec())]);
    let (said, code) = read(&[&path.display().to_string()]);
    assert!(code == 3 && said.contains("路径指向压缩包以外"), "{said}");
}

/// LibreOffice, where the system has it.
fn office() -> Option<PathBuf> {
    let found = std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join("soffice"))
        .find(|program| program.is_file());
    if found.is_none() {
        eprintln!("没有安装 LibreOffice，这项测试什么也没有做");
    }
    found
}

#[test]
fn legacy_documents_are_converted() {
    if office().is_none() {
        return;
    }
    for (name, kind) in [
        ("short.doc", "旧版 Word 文档（DOC、WPS）"),
        ("short.rtf", "RTF 文档"),
        ("short.odt", "OpenDocument 文档（ODT）"),
    ] {
        let (said, code) = read(&[&file(name)]);
        assert_eq!(code, 0, "{said}");
        assert!(
            said.contains(&format!("{kind}，由 LibreOffice")) && said.contains("转换为 DOCX 后读取"),
            "{said}"
        );
        let (diff, _) = read(&["--diff", REPORT, &file(name)]);
        // The short report lacks rows of 表三; all that it has is the same.
        let differing = |line: &&str| line.starts_with("  ") && !line.contains("没有这一格");
        assert_eq!(diff.lines().filter(differing).collect::<Vec<_>>(), Vec::<&str>::new(), "{name}: {diff}");
    }
}

#[test]
fn what_to_install_is_said() {
    let said = |variables: &[(&str, &str)]| {
        let output = gouji(&["read", &file("short.doc")], variables);
        assert_eq!(output.status.code(), Some(3));
        String::from_utf8(output.stderr).unwrap()
    };
    let nowhere = said(&[("PATH", "/nowhere:.:")]);
    if !Path::new("/Applications/LibreOffice.app").exists() && !cfg!(windows) {
        assert!(nowhere.contains("请安装 LibreOffice"), "{nowhere}");
    }
    let wrong = said(&[("GOUJI_SOFFICE", "soffice")]);
    assert!(wrong.contains("应写 soffice 的完整路径"), "{wrong}");
}

/// A program in its place that makes nothing, or rubbish.
#[test]
#[cfg(unix)]
fn a_conversion_that_fails_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let folder = tempfile::tempdir().unwrap();
    let program = folder.path().join("soffice");
    let check = |script: &str, expected: &str| {
        fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        let output =
            gouji(&["read", &file("short.doc")], &[("GOUJI_SOFFICE", &program.display().to_string())]);
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(output.status.code() == Some(3) && said.contains(expected), "{said}");
    };
    check("exit 1", "没有转换出文件");
    check("mkdir -p out && echo rubbish > out/report.docx", "转换后无法读取");
}
