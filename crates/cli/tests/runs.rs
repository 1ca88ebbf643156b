//! Runs of the program that do not depend on what is in a report: where results go, and how a run ends.

mod support;

use std::fs;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::Value;
use tempfile::TempDir;

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

/// An installation with one profile and one rule, and two files that are no reports.
fn installed() -> TempDir {
    let root = tempfile::tempdir().unwrap();
    for (file, text) in [
        ("home/rules/national.toml", "title = \"全国\"\npacks = [\"qingshi\"]\n"),
        ("home/rules/qingshi/wrong-dispute-total.toml", RULE),
        ("reports/a.txt", ""),
        ("reports/b.txt", ""),
        ("reports/page_files/style.css", "a {}"),
        ("nothing/.hidden", ""),
    ] {
        let path = root.path().join(file);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    support::instead_of_released(&root.path().join("home"), "qingshi");
    root
}

fn command(root: &Path, words: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gouji"));
    command
        .args(words.split_whitespace())
        .current_dir(root)
        .env("NO_COLOR", "1")
        .env("GOUJI_HOME", root.join("home"))
        .env_remove("GOUJI_LOG")
        .stdin(Stdio::null());
    command
}

fn gouji(root: &TempDir, words: &str) -> Output {
    command(root.path(), words).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn unreadable_files_are_said_and_end_with_3() {
    let root = installed();
    let output = gouji(&root, "check reports");
    let out = text(&output.stdout);
    assert_eq!(output.status.code(), Some(3), "{out}");
    assert_eq!(out.matches("无法读取：").count(), 2, "{out}");
    assert!(out.contains("共 2 份报告：无法读取 2；"), "{out}");
    assert!(out.contains("载入的规则包：无（没有读出要用规则包的报告）"), "{out}");
    assert!(!out.contains("通过"), "{out}");
    assert_eq!(text(&output.stderr), "没有检查：随网页保存的文件（样式、脚本、字体等） 1 个\n");
}

/// Folders as they are: what is no report is counted, and nothing is checked twice.
#[test]
fn what_lies_beside_reports_is_no_failure() {
    let root = installed();
    for name in ["Thumbs.db", "~$a.docx", "扫描.JPG", "desktop.ini"] {
        fs::write(root.path().join("reports").join(name), "x").unwrap();
    }
    let output = gouji(&root, "check reports ./reports/a.txt reports/../reports");
    assert!(text(&output.stdout).contains("共 2 份报告：无法读取 2；"), "{}", text(&output.stdout));
    let err = text(&output.stderr);
    assert_eq!(
        err,
        "没有检查：随网页保存的文件（样式、脚本、字体等） 2 个，图片和音像 2 个，临时文件和系统文件 6 个，写了不止一次的文件（只检查一次） 3 个\n"
    );
    // A picture that is named is meant.
    let output = gouji(&root, "check reports/扫描.JPG");
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stdout).contains("无法读取："), "{}", text(&output.stdout));
}

#[test]
fn one_line_a_report() {
    let root = installed();
    let output = gouji(&root, "check reports --quiet");
    assert_eq!(text(&output.stdout).lines().count(), 2);
    assert_eq!(text(&output.stderr), "");
}

#[test]
fn several_outputs_in_one_run() {
    let root = installed();
    let output = gouji(&root, "check reports --format text --format json --output all.json");
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stdout).contains("无法读取："));
    let json: Value = serde_json::from_slice(&fs::read(root.path().join("all.json")).unwrap()).unwrap();
    assert_eq!(json["reports"].as_array().map(Vec::len), Some(2));
    assert_eq!(json["summary"]["unreadable"], 2);
    let mut names: Vec<_> =
        fs::read_dir(root.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    names.sort();
    assert_eq!(names, ["all.json", "home", "nothing", "reports"], "nothing is left behind");
}

#[test]
fn only_files() {
    let root = installed();
    let output = gouji(&root, "check reports/a.txt --output all.txt --output all.json");
    assert_eq!(
        (text(&output.stdout).as_str(), text(&output.stderr).as_str()),
        ("", "结果已写入 all.txt、all.json\n")
    );
    assert!(fs::read_to_string(root.path().join("all.txt")).unwrap().contains("无法读取"));
}

#[test]
fn an_existing_file_stays_until_the_new_one_is_whole() {
    let root = installed();
    fs::write(root.path().join("all.json"), "old").unwrap();
    let output = gouji(&root, "check nirgends/ --profile nobody --output all.json");
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(fs::read_to_string(root.path().join("all.json")).unwrap(), "old");
    gouji(&root, "check reports --output all.json");
    assert!(fs::read_to_string(root.path().join("all.json")).unwrap().starts_with("{\n  \"schema\""));
}

#[test]
fn json_on_the_standard_output_is_alone_there() {
    let root = installed();
    let output = gouji(&root, "check reports --format json -v");
    serde_json::from_slice::<Value>(&output.stdout).unwrap();
    assert!(text(&output.stderr).contains("准备完毕"));
}

#[test]
fn the_same_whatever_the_number_of_threads() {
    let root = installed();
    let one = gouji(&root, "check reports --format json --jobs 1").stdout;
    assert_eq!(gouji(&root, "check reports --format json --jobs 4").stdout, one);
}

#[test]
fn a_reader_that_has_had_enough_is_not_told_so() {
    let root = installed();
    let mut child =
        command(root.path(), "check reports").stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    let said = text(&output.stderr);
    assert!(!said.contains("panicked") && !said.contains("无法写入"), "{said}");
}

#[test]
fn the_standard_input_is_a_report_too() {
    let root = installed();
    let output = gouji(&root, "check - --quiet");
    assert!(text(&output.stdout).starts_with("无法读取  -  "), "{}", text(&output.stdout));
}

#[track_caller]
fn fails(words: &str, code: i32, said: &str) {
    let output = gouji(&installed(), words);
    let error = text(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(code), &[][..]), "{error}");
    assert!(error.contains(said), "{error}");
}

#[test]
fn what_cannot_begin_says_why() {
    fails("check nothing", 2, "nothing 里没有可以检查的文件");
    fails("check reports --profile natoinal", 2, "您是否想写“national”？");
    fails("check reports --home nothing", 2, "--home 指定的 nothing 里没有 rules 文件夹");
    fails("check reports --previous nirgends", 2, "找不到上年报告 nirgends");
    fails("check reports --output a.exe", 2, "从扩展名也看不出格式");
    fails("check reports --output nirgends/a.json", 2, "无法建立 nirgends/a.json：文件夹不存在");
    fails("check reports --output reports --format json", 2, "无法建立 reports：这是文件夹，不是文件");
    fails("explain N1", 2, "您是否想写“N01”？");
    fails("read reports", 3, "一次读一份报告");
    fails("read nirgends.txt", 3, "无法读取 nirgends.txt：文件不存在");
    fails("read reports/a.txt", 3, "无法读取 reports/a.txt：");
}

#[test]
fn a_log_level_that_is_none_is_refused() {
    let root = installed();
    let output = command(root.path(), "packs").env("GOUJI_LOG", "gouji=laut").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).contains("GOUJI_LOG 的值“gouji=laut”不对"), "{}", text(&output.stderr));
}

#[test]
fn rules_and_profiles_can_be_looked_up() {
    let root = installed();
    let shows = |words: &str, said: &str| {
        let output = gouji(&root, words);
        assert_eq!(output.status.code(), Some(0), "{words}: {}", text(&output.stderr));
        assert!(text(&output.stdout).contains(said), "{words}: {}", text(&output.stdout));
    };
    shows("rules", "N01  错误  各项结果之和不等于总计");
    shows("rules --format markdown", "| N01 | 错误 |");
    shows("rules --format json --profile national", "\"code\": \"N01\"");
    shows("explain n01", "名称：qingshi/wrong-dispute-total");
    shows("explain qingshi/wrong-dispute-total", "级别：错误，确定");
    shows("packs", "qingshi 0.1.0");
    shows("packs -v", "sha256 ");
    shows("profiles", "national  全国");
}

/// A result that would take the place of what it was made of is not written, by whatever name the file goes.
#[test]
fn nothing_is_written_over_what_is_read() {
    let root = installed();
    let path = |name: &str| root.path().join(name);
    let report = "一、总体情况\n";
    for name in ["reports/a.txt", "last/last.txt"] {
        fs::create_dir_all(path(name).parent().unwrap()).unwrap();
        fs::write(path(name), report).unwrap();
    }
    fs::write(path("p.toml"), "extends = 'national'\n").unwrap();
    fs::hard_link(path("reports/a.txt"), path("hard.txt")).unwrap();
    #[cfg(unix)]
    std::os::unix::fs::symlink(path("reports"), path("linked")).unwrap();
    for words in [
        "check reports --output reports/a.txt",
        "check reports/a.txt --output ./reports/../reports/a.txt",
        "check reports --output hard.txt",
        #[cfg(unix)]
        "check reports --output linked/a.txt",
        "check reports --profile ./p.toml --format json --output p.toml",
        "baseline reports --output reports/a.txt",
    ] {
        let output = gouji(&root, words);
        assert_eq!(output.status.code(), Some(2), "{words}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains("结果会盖掉它"), "{words}: {}", text(&output.stderr));
    }
    assert_eq!(fs::read_to_string(path("reports/a.txt")).unwrap(), report);
    // An older result may be replaced, and a device written to.
    fs::write(path("out.json"), "{}").unwrap();
    assert_ne!(gouji(&root, "check reports --output out.json").status.code(), Some(2));
    #[cfg(unix)]
    assert_ne!(gouji(&root, "check reports --format json --output /dev/null").status.code(), Some(2));
}

/// Nobody waits for a pipe or a device that stands where a file should.
#[cfg(unix)]
#[test]
fn what_would_be_waited_for_is_refused() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let root = installed();
    let path = |name: &str| root.path().join(name);
    let pipe = |name: &str| assert!(Command::new("mkfifo").arg(path(name)).status().unwrap().success());
    pipe("reports/pipe.txt");
    symlink("/dev/zero", path("reports/zero.txt")).unwrap();
    // What looks ordinary, and keeps whoever reads it waiting: in a folder, and in a pack.
    symlink("/proc/kmsg", path("reports/kernel.txt")).unwrap();
    let output = gouji(&root, "check reports --format json");
    let said = text(&output.stdout);
    assert_eq!(said.matches("不是普通文件，没有读取").count(), 2, "{said}");
    let results: Value = serde_json::from_str(&said).unwrap();
    let kernel = results["reports"]
        .as_array()
        .unwrap()
        .iter()
        .find(|report| report["path"].as_str().is_some_and(|path| path.ends_with("kernel.txt")));
    assert!(kernel.is_some_and(|report| report["verdict"] == "unreadable"), "{said}");
    fs::remove_file(path("reports/kernel.txt")).unwrap();

    let refused = |words: &str, code: i32, said: &str| {
        let output = gouji(&root, words);
        assert_eq!(output.status.code(), Some(code), "{words}: {}", text(&output.stderr));
        assert!(text(&output.stderr).contains(said), "{words}: {}", text(&output.stderr));
    };
    // One that is named, too: nobody may ever write into it.
    pipe("named.txt");
    let output = gouji(&root, "check named.txt --format json");
    assert_eq!(output.status.code(), Some(3));
    assert!(text(&output.stdout).contains("这是管道"), "{}", text(&output.stdout));
    pipe("p.toml");
    refused("check reports --profile ./p.toml", 2, "不是普通的文件");
    fs::remove_file(path("p.toml")).unwrap();
    fs::write(path("p.toml"), "extends = 'national'\n").unwrap();
    fs::set_permissions(path("p.toml"), fs::Permissions::from_mode(0o666)).unwrap();
    refused("check reports --profile ./p.toml", 3, "p.toml 任何人都可以改写");
    symlink(path("none"), path("home/rules/gouji.lock")).unwrap();
    refused("check reports --profile national", 3, "链接指向的文件不存在");
    fs::remove_file(path("home/rules/gouji.lock")).unwrap();
    pipe("home/rules/gouji.lock");
    refused("check reports --profile national", 3, "不是普通的文件");
}
