//! What is no report, or a broken one: a clear sentence, the right exit status, and never 通过.

use std::fs;
use std::path::Path;

use crate::support::{check, gouji, gouji_at, install, report, sign};

/// Checks a file with these bytes: the verdict, the exit status, and words that its troubles must hold.
#[track_caller]
fn bad(name: &str, bytes: &[u8], verdict: &str, code: i32, words: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    fs::write(&path, bytes).unwrap();
    expect(&path, verdict, code, words);
}

#[track_caller]
fn expect(path: &Path, verdict: &str, code: i32, words: &str) {
    let (json, ended) = check(path, &[]);
    let report = &json["reports"][0];
    let said = report["trouble"]
        .as_array()
        .unwrap()
        .iter()
        .map(|trouble| trouble["message"].as_str().unwrap())
        .collect::<Vec<_>>()
        .join("\n");
    assert_eq!(report["verdict"], verdict, "{said}");
    assert_eq!(ended, code, "{said}");
    assert!(said.contains(words), "{said}");
    let text = gouji(&["check", path.to_str().unwrap()]);
    assert_eq!(text.code, code);
    assert!(!text.out.contains("通过"), "{}", text.out);
}

fn clean() -> String {
    fs::read_to_string(report("clean-2023.txt")).unwrap()
}

#[test]
fn files_that_are_no_reports() {
    bad("empty.txt", b"", "unreadable", 3, "空");
    bad("blank.txt", "\n \u{3000}\n".as_bytes(), "unreadable", 3, "");
    bad("binary.txt", &[0, 1, 2, 0, 255, 254, 7, 0, 9, 200, 0, 0, 1, 3].repeat(100), "unreadable", 3, "");
    bad("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "unreadable", 3, "PDF");
    bad("draft.docx", b"PK\x03\x04\x14\x00\x06\x00\x08\x00", "unreadable", 3, "");
    bad(
        "letter.txt",
        "关于召开会议的通知\n各单位：\n定于下周开会。\n".as_bytes(),
        "unreadable",
        3,
        "没有找到",
    );
}

#[test]
fn paths_that_cannot_be_read() {
    expect(Path::new("/nowhere/report.txt"), "unreadable", 3, "不存在");
    // Reading it fails for every user, root included.
    #[cfg(target_os = "linux")]
    expect(Path::new("/proc/self/mem"), "unreadable", 3, "");
}

#[test]
fn too_large() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.txt");
    fs::File::create(&path).unwrap().set_len(200 << 20).unwrap();
    expect(&path, "unreadable", 3, "200");
}

#[test]
fn a_million_cells() {
    let table =
        format!("<table>{}</table>", "<tr><td>0</td><td>0</td><td>0</td><td>0</td></tr>".repeat(250_000));
    bad(
        "cells.html",
        format!("<html><body><p>一、总体情况</p>{table}</body></html>").as_bytes(),
        "incomplete",
        3,
        "格",
    );
}

#[test]
fn nesting_a_hundred_thousand_deep() {
    let deep = |tag: &str| format!("<html><body>{}{}", format!("<{tag}>").repeat(100_000), clean());
    bad("tables.html", deep("table><tr><td").as_bytes(), "incomplete", 3, "嵌套");
    // Other elements may nest at will: there is no tree to overflow.
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("divs.html");
    fs::write(&path, deep("div")).unwrap();
    let (json, code) = check(&path, &[]);
    assert!([0, 1, 3].contains(&code), "{json:#}");
}

#[test]
fn broken_reports() {
    let clean = clean();
    // A page that ends inside a table.
    let page = clean.lines().map(|line| match line.contains('|') {
        true => format!("<table><tr><td>{}</td></tr>", line.trim_end_matches('|').replace('|', "</td><td>")),
        false => format!("<p>{line}</p>"),
    });
    let page = page.take(60).collect::<Vec<_>>().join("\n");
    bad("cut.html", &page.as_bytes()[..page.len() - 12], "incomplete", 3, "");
    bad("two.txt", format!("{clean}\n{clean}").as_bytes(), "incomplete", 3, "不止一份");
    let mut bytes = clean.clone().into_bytes();
    let at = clean.find("网站发布").unwrap();
    bytes[at] = 0xff;
    bad("utf8.txt", &bytes, "incomplete", 3, "");
    let unlabelled = clean
        .lines()
        .map(|line| match line.rfind(|c: char| c > '\u{ff}').filter(|_| line.ends_with("| 0 |")) {
            Some(at) => {
                line[at..].trim_start_matches(|c: char| c > '\u{ff}').trim_start_matches(" |").to_owned()
            }
            None => line.to_owned(),
        })
        .collect::<Vec<_>>()
        .join("\n");
    assert_ne!(unlabelled, clean);
    bad("labels.txt", unlabelled.as_bytes(), "incomplete", 3, "");
}

#[test]
fn a_wrong_year_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("year.txt");
    fs::write(&path, clean().replacen("2023年政府", "2022年政府", 1)).unwrap();
    let (json, code) = check(&path, &[]);
    assert_eq!(code, 1);
    let rules = crate::support::findings(&json["reports"][0], &["error"]);
    assert_eq!(rules, ["M04"]);
}

#[test]
fn a_folder_of_good_and_bad() {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(folder.path().join(name), bytes).unwrap();
    put("1-good.txt", clean().as_bytes());
    put("2-bad.txt", &fs::read(report("yongshan-2020.txt")).unwrap());
    put("3-empty.txt", b"");
    put("4-binary.txt", &[0, 159, 146, 150, 0, 1].repeat(50));
    #[cfg(unix)]
    std::os::unix::fs::symlink("/proc/self/mem", folder.path().join("5-unreadable.txt")).unwrap();
    #[cfg(not(unix))]
    put("5-unreadable.txt", b"");
    let (json, code) = check(folder.path(), &[]);
    let verdicts: Vec<_> =
        json["reports"].as_array().unwrap().iter().map(|r| r["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["pass", "fail", "unreadable", "unreadable", "unreadable"]);
    assert_eq!(code, 3);
    assert_eq!(json["summary"]["reports"], 5);
    assert_eq!(json["summary"]["unreadable"], 3);
    let text = gouji(&["check", folder.path().to_str().unwrap()]);
    for name in ["1-good", "2-bad", "3-empty", "4-binary", "5-unreadable"] {
        assert!(text.out.contains(name), "{name}: {}", text.out);
    }
}

/// The clean report with another beginning.
fn with_title(lines: &str) -> String {
    let clean = clean();
    let (title, rest) = clean.split_once('\n').unwrap();
    assert!(title.ends_with("2023年政府信息公开工作年度报告"));
    format!("{}{rest}", lines.replace("标题", title))
}

#[test]
fn titles_that_are_missing_or_too_many() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.txt");
    // Whose report it is the text says too; what it does not say is not made up.
    fs::write(&path, with_title("")).unwrap();
    let (json, _) = check(&path, &[]);
    let untitled = &json["reports"][0];
    assert_eq!(untitled["agency"]["name"], "临河市交通运输局");
    assert!(crate::support::findings(untitled, &["error", "warning", "info"]).contains(&"M01".to_owned()));

    let bare = with_title("").replace("临河市交通运输局", "本机关").replace("2023年", "今年");
    fs::write(&path, bare).unwrap();
    let (json, _) = check(&path, &[]);
    let unknown = &json["reports"][0];
    assert_eq!(
        (&unknown["agency"]["name"], &unknown["year"]),
        (&serde_json::Value::Null, &serde_json::Value::Null)
    );

    let two = "开头有两个标题，机关或年度不同";
    bad(
        "years.txt",
        with_title("标题\n临河市交通运输局2022年政府信息公开工作年度报告\n").as_bytes(),
        "incomplete",
        3,
        two,
    );
    bad(
        "organs.txt",
        with_title("标题\n乙市丙县财政局2023年政府信息公开工作年度报告\n").as_bytes(),
        "incomplete",
        3,
        two,
    );
    // The same twice is one.
    fs::write(&path, with_title("标题\n标题\n")).unwrap();
    assert_eq!(check(&path, &[]).0["reports"][0]["verdict"], "pass");
}

#[test]
fn a_year_to_come() {
    let text = clean().replace("2023", "2098");
    bad("future.txt", text.as_bytes(), "incomplete", 3, "报告年度是2098年，现在是");
}

#[test]
fn a_thousand_headings() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("headings.txt");
    let many: String = (0..1000).map(|n| format!("{}、总体情况\n", ["一", "二", "三"][n % 3])).collect();
    for (text, agency) in
        [(clean() + &many, serde_json::json!("临河市交通运输局")), (many.clone(), serde_json::Value::Null)]
    {
        fs::write(&path, text).unwrap();
        let (json, code) = check(&path, &[]);
        let report = &json["reports"][0];
        assert_ne!(report["verdict"], "pass");
        assert!([0, 1, 3].contains(&code), "{report:#}");
        assert_eq!(report["agency"]["name"], agency);
        // One finding for what stands a thousand times.
        assert!(report["findings"].as_array().unwrap().len() < 30, "{report:#}");
    }
}

/// A register that somebody changed, and signed: its line is named, and nothing is checked without it.
#[test]
fn a_register_with_a_mistake() {
    let entry = |columns: &[&str]| columns.join("\t");
    for (line, said) in [
        (
            entry(&["notice", "某某通知", "", "2019-13-01", "2019", "", "", "通知正文"]),
            "日期应为 2019、2019-04 或 2019-04-03",
        ),
        (entry(&["notice", "某某通知", "", "2019年", "2019", "", "", "通知正文"]), "日期应为"),
        (entry(&["notice", "某某通知", "", "2019", "2020", "2019", "", "通知正文"]), "起止颠倒"),
        (entry(&["notice", "某某通知", "", "2019", "二〇一九", "", "", "通知正文"]), "应为年份"),
        (entry(&["notice", "某某通知", "", "2019", "2019", "", "通知正文"]), "应有八列"),
        (entry(&["letter", "某某通知", "", "2019", "2019", "", "", "通知正文"]), "类别应为"),
    ] {
        let home = install();
        let path = home.path().join("packs/national/dictionaries/citations.tsv");
        let path =
            if path.exists() { path } else { home.path().join("rules/national/dictionaries/citations.tsv") };
        let text = fs::read_to_string(&path).unwrap() + &line + "\n";
        fs::write(&path, &text).unwrap();
        sign(home.path());
        let ran = gouji_at(home.path(), &["check", "tests/reports/clean-2023.txt"]);
        let all = format!("{}{}", ran.out, ran.err);
        assert_eq!(ran.code, 3, "{all}");
        let number = format!("第 {} 行", text.lines().count());
        for words in ["citations.tsv", said, &number] {
            assert!(all.contains(words), "{words}: {all}");
        }
        assert!(!all.contains("通过"), "{all}");
    }
}
