//! Files that people open in other programs, through the real program.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

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

/// What the standard (OASIS SARIF 2.1.0, section 3) lets stand in an object: all names that we use of it, and those of them
/// that it requires. Its schema takes no others.
const SARIF: [(&str, &[&str], &[&str]); 14] = [
    ("log", &["$schema", "version", "runs"], &["version", "runs"]),
    (
        "run",
        &["tool", "invocations", "results", "columnKind", "language", "properties", "artifacts"],
        &["tool"],
    ),
    ("tool", &["driver"], &["driver"]),
    ("driver", &["name", "version", "language", "rules", "informationUri"], &["name"]),
    ("rules", &["id", "name", "shortDescription", "help", "defaultConfiguration"], &["id"]),
    ("defaultConfiguration", &["level"], &[]),
    (
        "results",
        &[
            "ruleId",
            "ruleIndex",
            "level",
            "message",
            "locations",
            "relatedLocations",
            "partialFingerprints",
            "suppressions",
            "properties",
        ],
        &["message"],
    ),
    ("suppressions", &["kind", "status", "justification"], &["kind"]),
    ("locations", &["id", "physicalLocation", "logicalLocations", "message"], &[]),
    ("physicalLocation", &["artifactLocation", "region"], &[]),
    (
        "region",
        &["startLine", "startColumn", "endLine", "endColumn", "byteOffset", "byteLength", "snippet"],
        &[],
    ),
    ("logicalLocations", &["fullyQualifiedName"], &[]),
    ("invocations", &["executionSuccessful", "toolExecutionNotifications"], &["executionSuccessful"]),
    ("toolExecutionNotifications", &["level", "message", "locations"], &["message"]),
];

/// Holds an object, and all in it, to that.
fn hold(kind: &str, value: &Value) {
    match value {
        Value::Array(all) => all.iter().for_each(|one| hold(kind, one)),
        Value::Object(fields) => {
            let kind = if kind == "relatedLocations" { "locations" } else { kind };
            if let Some((_, names, required)) = SARIF.iter().find(|(name, ..)| *name == kind) {
                let strange = fields.keys().find(|name| !names.contains(&name.as_str()));
                assert_eq!(strange, None, "{kind}: {value}");
                assert!(required.iter().all(|name| fields.contains_key(*name)), "{kind}: {value}");
            }
            // Bags of properties are our own.
            let inside = fields.iter().filter(|(name, _)| !name.ends_with("roperties"));
            inside.for_each(|(name, value)| hold(name, value));
        }
        Value::String(word) if kind == "level" => {
            assert!(["none", "note", "warning", "error"].contains(&word.as_str()), "{word}");
        }
        Value::Number(number) => {
            let least = if ["ruleIndex", "byteOffset", "byteLength"].contains(&kind) { 0 } else { 1 };
            assert!(number.as_u64().is_some_and(|number| number >= least), "{kind}: {number}");
        }
        _ => {}
    }
}

/// SARIF is what the standard says. With its schema in a file that GOUJI_SARIF_SCHEMA names (sarif-schema-2.1.0.json) and
/// Python's jsonschema, by the schema as well.
#[test]
fn sarif_is_valid() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("a.sarif");
    let ran = gouji(&[
        "check",
        "tests/reports/yongshan-2020.txt",
        "tests/formats/county-2020.docx",
        "tests/formats/county-2020.html",
        "Cargo.toml",
        "--output",
        file.to_str().unwrap(),
    ]);
    assert_eq!(ran.code, 3, "{}", ran.err);
    let sarif: Value = serde_json::from_slice(&fs::read(&file).unwrap()).unwrap();
    assert_eq!((&sarif["version"], sarif["runs"].as_array().unwrap().len()), (&Value::from("2.1.0"), 1));
    assert!(sarif["runs"][0]["results"].as_array().unwrap().len() > 20);
    hold("log", &sarif);
    let Some(schema) = std::env::var_os("GOUJI_SARIF_SCHEMA") else {
        eprintln!("没有 GOUJI_SARIF_SCHEMA，跳过：没有用 SARIF 的 JSON Schema 核对");
        return;
    };
    let script = "import json, sys, jsonschema\njsonschema.validate(json.load(open(sys.argv[1])), json.load(open(sys.argv[2])))";
    let ran = Command::new("python3").args(["-c", script]).arg(&file).arg(schema).output().unwrap();
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}
