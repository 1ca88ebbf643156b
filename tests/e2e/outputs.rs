//! Files that people open in other programs, through the real program.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::support::{check, gouji, project};

/// A file that LibreOffice has made of another; `None`, and said, where there is no LibreOffice.
pub(crate) fn converted(file: &Path, kind: &str) -> Option<Vec<u8>> {
    let folder = file.parent().unwrap();
    let profile = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let ran = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", kind, "--outdir"])
        .args([folder, file])
        .output();
    match ran {
        Err(_) => {
            eprintln!("没有 LibreOffice，跳过：{} 没有转换成 {kind} 来核对", file.display());
            None
        }
        Ok(output) => {
            let made = file.with_extension(kind.split(':').next().unwrap());
            Some(fs::read(made).unwrap_or_else(|cause| panic!("{cause}\n{output:?}")))
        }
    }
}

/// LibreOffice reads the workbook's findings as they are in the CSV.
#[test]
fn a_workbook_opens() {
    let folder = tempfile::tempdir().unwrap();
    let [book, list] = ["all.xlsx", "list.csv"].map(|name| folder.path().join(name));
    let ran = gouji(&[
        "check",
        "tests/reports/yongshan-2020.txt",
        "--output",
        book.to_str().unwrap(),
        "--output",
        list.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 1, "{}", ran.err);
    assert!(fs::read(&book).unwrap().starts_with(b"PK"));
    let list = fs::read_to_string(list).unwrap();
    let findings = list.lines().filter(|line| line.starts_with("永善县人民政府")).count();
    let Some(read) = converted(&book, "csv:Text - txt - csv (StarCalc):44,34,76") else { return };
    let read = String::from_utf8(read).unwrap();
    assert!(read.starts_with("单位,位置,问题,原值,应为,结论,意见,规则,级别,依据,"), "{read}");
    assert_eq!(read.lines().filter(|line| line.starts_with("永善县人民政府")).count(), findings);
    assert!(read.contains(",0,27,,,T3-02 "), "{read}");
}

/// The clerk's own file with comments: it opens, and says the same when it is read again.
#[test]
fn a_marked_copy_reads_as_the_file_does() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["county-2020.docx", "county-2020.wps.docx", "department-2023.docx", "township-2022.docx"] {
        let (file, copy) = (project().join("tests/formats").join(name), folder.path().join(name));
        let before = fs::read(&file).unwrap();
        let ran = gouji(&["annotate", file.to_str().unwrap(), "--output", copy.to_str().unwrap()]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.err.contains("条批注已写入"), "{}", ran.err);
        assert!(fs::read(&file).unwrap() == before);
        let prints = |path: &Path| {
            let (json, _) = check(path, &[]);
            let findings = json["reports"][0]["findings"].as_array().unwrap().clone();
            findings.iter().map(|finding| finding["fingerprint"].clone()).collect::<Vec<_>>()
        };
        assert_eq!(prints(&file), prints(&copy), "{name}");
    }
    let copy = folder.path().join("department-2023.docx");
    let same = gouji(&["annotate", copy.to_str().unwrap(), "--output", copy.to_str().unwrap()]);
    assert_eq!((same.code, same.err.contains("原来的文件")), (2, true), "{}", same.err);
    let text = gouji(&["annotate", "tests/reports/clean-2023.txt", "--output", copy.to_str().unwrap()]);
    assert_eq!((text.code, text.err.contains("批注写在网页里")), (2, true), "{}", text.err);
    if let Some(pdf) = converted(&copy, "pdf") {
        assert!(pdf.starts_with(b"%PDF"));
    }
}
