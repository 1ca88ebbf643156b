//! Copies with comments and repairs, through the real program: they open in other programs, and read as the files do.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::outputs::converted;
use crate::support::{check, gouji, project};

fn format(name: &str) -> PathBuf {
    project().join("tests/formats").join(name)
}

/// The fingerprints of what is found in a file.
fn prints(path: &Path) -> BTreeSet<String> {
    let (json, _) = check(path, &[]);
    let findings = json["reports"][0]["findings"].as_array().unwrap();
    findings.iter().map(|finding| finding["fingerprint"].as_str().unwrap().to_owned()).collect()
}

/// What a script says of a file; `None`, and said, where there is no Python with what it needs.
fn python(needs: &str, script: &str, file: &Path) -> Option<String> {
    let there = Command::new("python3").args(["-c", needs]).output();
    if !there.is_ok_and(|output| output.status.success()) {
        eprintln!("没有 Python，或者“{needs}”不成，跳过：{} 没有用它读一遍", file.display());
        return None;
    }
    let ran =
        Command::new("python3").args(["-c", script]).arg(file).env("PYTHONIOENCODING", "utf-8").output();
    let ran = ran.unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    Some(String::from_utf8(ran.stdout).unwrap())
}

/// Repairs of cells are changes: who reads them as accepted finds what was wrong there no more.
#[test]
fn repairs_are_tracked_changes() {
    let folder = tempfile::tempdir().unwrap();
    for (name, changes) in [("county-2020.docx", 2), ("county-2020.wps.docx", 2), ("department-2023.docx", 2)]
    {
        let (file, copy) = (format(name), folder.path().join(name));
        let ran = gouji(&["annotate", file.to_str().unwrap(), "--fix", "--output", copy.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains(&format!("条批注、{changes} 处修订已写入")), "{name}: {}", ran.err);
        let (before, after) = (prints(&file), prints(&copy));
        assert!(after.is_subset(&before), "{name}");
        // A change that nobody has accepted is told, and is a finding of none.
        assert_eq!(before.len() - after.len(), changes, "{name}");
        if let Some(pdf) = converted(&copy, "pdf") {
            assert!(pdf.starts_with(b"%PDF"));
        }
        let script = "import sys, docx\nfor c in docx.Document(sys.argv[1]).comments: print(c.author, c.text.split('\\n')[0])";
        if let Some(said) = python("import docx.document; docx.document.Document.comments", script, &copy) {
            assert!(said.lines().all(|line| line.starts_with("勾稽 【")), "{said}");
            assert!(changes == 0 || said.contains("【错误】"), "{said}");
        }
    }
    let page = folder.path().join("a.html");
    let ran = gouji(&[
        "annotate",
        format("county-2020.docx").to_str().unwrap(),
        "--fix",
        "--output",
        page.to_str().unwrap(),
    ]);
    assert_eq!((ran.code, ran.err.contains("--fix 只用于 DOCX")), (2, true), "{}", ran.err);
}

/// A workbook has comments at its cells, and a second copy has both; the first ones keep their words.
#[test]
fn workbooks_have_comments_at_cells() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["county-2020.xlsx", "county-2020.tables.xlsx", "department-2023.xlsx", "township-2022.xlsx"]
    {
        let file = format(name);
        let [once, twice] = ["once", "twice"].map(|time| folder.path().join(format!("{time}-{name}")));
        for (from, to) in [(&file, &once), (&once, &twice)] {
            let ran = gouji(&[
                "annotate",
                from.to_str().unwrap(),
                "--severity",
                "info",
                "--output",
                to.to_str().unwrap(),
            ]);
            assert!(ran.err.contains("条批注已写入"), "{}", ran.err);
        }
        for copy in [&once, &twice] {
            assert_eq!(prints(copy), prints(&file), "{name}");
        }
        if name == "county-2020.tables.xlsx"
            && let Some(pdf) = converted(&twice, "pdf")
        {
            assert!(pdf.starts_with(b"%PDF"));
        }
        let script = "import sys, openpyxl\nfor s in openpyxl.load_workbook(sys.argv[1]):\n for r in s.iter_rows():\n  for c in r:\n   \
                      if c.comment: print(s.title, c.coordinate, c.comment.text.count('【'))";
        let counts = [&once, &twice].map(|copy| python("import openpyxl", script, copy));
        if let [Some(once), Some(twice)] = counts {
            let cells = |said: &str| {
                said.lines().map(|line| line.rsplit_once(' ').unwrap().0.to_owned()).collect::<Vec<_>>()
            };
            let sum = |said: &str| {
                said.lines()
                    .map(|line| line.rsplit(' ').next().unwrap().parse::<usize>().unwrap())
                    .sum::<usize>()
            };
            assert_eq!((cells(&once), 2 * sum(&once)), (cells(&twice), sum(&twice)), "{name}");
            assert!(sum(&once) > 0 || prints(&file).is_empty(), "{name}");
        }
    }
}

/// Other formats become a page with everything that was read, and a note for everything that was found.
#[test]
fn other_formats_become_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("copy.html");
    for name in
        ["county-2020.pdf", "county-2020.ofd", "county-2020.txt", "county-2020.html", "county-2020.docx"]
    {
        let ran = gouji(&["annotate", format(name).to_str().unwrap(), "--output", page.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let html = fs::read_to_string(&page).unwrap();
        let notes = html.matches("<aside class=").count();
        assert!(ran.err.contains(&format!("{notes} 条批注已写入")) && notes > 3, "{name}: {}", ran.err);
        assert!(
            html.contains("<td class=\"error\"><mark class=\"error\">0</mark><a class=\"error\"")
                && html.contains("原值 0，应为 1"),
            "{name}\n{html}"
        );
        assert!(!html.contains("<script"), "{name}");
    }
    let other = folder.path().join("copy.docx");
    for (name, why) in [("county-2020.pdf", "批注写在网页里"), ("county-2020.xlsx", "这是 Excel 工作簿")]
    {
        let ran = gouji(&["annotate", format(name).to_str().unwrap(), "--output", other.to_str().unwrap()]);
        assert_eq!((ran.code, ran.err.contains(why), other.exists()), (2, true, false), "{}", ran.err);
    }
}

#[test]
fn what_is_broken_has_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    for (name, ending) in
        [("county-2020.docx", "docx"), ("county-2020.xlsx", "xlsx"), ("county-2020.pdf", "html")]
    {
        let whole = fs::read(format(name)).unwrap();
        let (half, copy) = (folder.path().join(name), folder.path().join(format!("copy.{ending}")));
        fs::write(&half, &whole[..whole.len() / 3]).unwrap();
        let ran = gouji(&["annotate", half.to_str().unwrap(), "--output", copy.to_str().unwrap()]);
        assert_eq!((ran.code, copy.exists()), (3, false), "{name}: {}", ran.err);
        assert!(ran.err.contains("无法读取") && ran.err.contains("请"), "{name}: {}", ran.err);
    }
}

/// A package with a part in it twice is not whole: a copy with one of them would look as if it were.
#[test]
fn a_copy_is_never_better_than_the_file() {
    let folder = tempfile::tempdir().unwrap();
    let [twice, copy] = ["twice.docx", "copy.docx"].map(|name| folder.path().join(name));
    let mut bytes = fs::read(format("county-2020.docx")).unwrap();
    // The same length, so that the package stays one: a part gets the name of the document.
    let (part, name) = (b"word/settings.xml", b"word/document.xml");
    let places = bytes.windows(part.len()).enumerate().filter(|(_, at)| at == part).map(|(at, _)| at);
    let places: Vec<usize> = places.collect();
    assert_eq!(places.len(), 2, "before the part, and in the list at the end");
    places.iter().for_each(|&at| bytes[at..at + name.len()].copy_from_slice(name));
    fs::write(&twice, &bytes).unwrap();
    let ran = gouji(&["annotate", twice.to_str().unwrap(), "--output", copy.to_str().unwrap()]);
    assert_eq!((ran.code, copy.exists()), (3, false), "{}", ran.err);
}

/// Cells are put right in a new file, and nothing else is.
#[test]
fn texts_and_pages_are_put_right() {
    let folder = tempfile::tempdir().unwrap();
    let report = project().join("tests/reports/yongshan-2020.txt");
    let shown = gouji(&["fix", report.to_str().unwrap()]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    // A cell that was blank, and one that is wrong.
    let expected = "第 34 行\n- | 0 | 0 | 0 | 0 | 0 | 0\n+ 0 | 0 | 0 | 0 | 0 | 0 | 0\n第 54 行\n- （七）总计 | 0 | 0 | 0 | 0 | 0 | 0 | 27 |\n+ （七）总计 | 27 | 0 | 0 | 0 | 0 | 0 | 27 |\n";
    assert_eq!(shown.out, expected);
    assert!(
        shown.err.contains("可以改 2 处（加 --output 写成新文件）；改后：有错误，错误 1"),
        "{}",
        shown.err
    );
    for (name, before, after) in
        [("county-2020.html", ">0</font>", ">1</font>"), ("county-2020.txt", "0", "1")]
    {
        let (file, copy) = (format(name), folder.path().join(name));
        let ran = gouji(&["fix", file.to_str().unwrap(), "--output", copy.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let [old, new] = [&file, &copy].map(|path| fs::read_to_string(path).unwrap());
        let differ: Vec<(&str, &str)> =
            old.lines().zip(new.lines()).filter(|(old, new)| old != new).collect();
        // A cell that was blank, and one that is wrong.
        let [(blank, zero), (wrong, right)] = differ[..] else { panic!("{name}: {differ:?}") };
        assert!(
            wrong.contains(before) && right.contains(after) && wrong.len() == right.len(),
            "{name}: {differ:?}"
        );
        assert_eq!(zero.matches('0').count(), blank.matches('0').count() + 1, "{name}: {differ:?}");
        assert!(prints(&copy).len() < prints(&file).len());
    }
    // A row that is shifted takes several cells: one of them is not changed alone.
    let shifted = folder.path().join("shifted.txt");
    let text = fs::read_to_string(&report).unwrap();
    let moved = text.replacen("（一）予以公开 | 27 | 0 |", "（一）予以公开 | 0 | 27 |", 1);
    assert_ne!(moved, text);
    fs::write(&shifted, moved).unwrap();
    let ran = gouji(&["fix", shifted.to_str().unwrap()]);
    assert_eq!((ran.code, ran.out.contains("予以公开")), (0, false), "{}{}", ran.out, ran.err);
    // Prose only when it is asked for.
    let prose = folder.path().join("prose.txt");
    let ran = gouji(&["fix", report.to_str().unwrap(), "--prose", "--output", prose.to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let fixed = fs::read_to_string(&prose).unwrap();
    assert!(fixed.lines().zip(text.lines()).filter(|(new, old)| new != old).count() >= 1, "{}", ran.out);
}

#[test]
fn what_is_not_to_be_changed_is_not() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own.txt");
    fs::copy(project().join("tests/reports/yongshan-2020.txt"), &own).unwrap();
    let before = fs::read(&own).unwrap();
    let ran = gouji(&["fix", own.to_str().unwrap(), "--output", own.to_str().unwrap()]);
    assert_eq!((ran.code, ran.err.contains("请换一个文件名")), (2, true), "{}", ran.err);
    assert!(fs::read(&own).unwrap() == before);
    let word = gouji(&["fix", format("county-2020.docx").to_str().unwrap()]);
    assert_eq!((word.code, word.err.contains("gouji annotate --fix")), (2, true), "{}", word.err);
    let clean = gouji(&["fix", "tests/reports/clean-2023.txt"]);
    assert_eq!((clean.code, clean.out.as_str()), (0, ""));
    assert!(clean.err.contains("没有可以改的：通过"), "{}", clean.err);
}
