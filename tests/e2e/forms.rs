//! The same report in every form it comes in gives the same findings with the same fingerprints.

use std::fmt::Write;
use std::fs;
use std::path::Path;

use encoding_rs::GB18030;

use crate::support::{check, project, report};

/// Lines of a report, a row as its cells.
enum Line {
    Text(String),
    Row(Vec<String>),
}

/// Reads the row-per-line form; the row that the source broke in two has its blank cell back.
fn lines(text: &str) -> Vec<Line> {
    let mut lines: Vec<Line> = Vec::new();
    for line in text.lines() {
        let Some(row) = line.contains('|').then(|| line.trim()) else {
            lines.push(Line::Text(line.to_owned()));
            continue;
        };
        let cells = |row: &str| row.split('|').map(|cell| cell.trim().to_owned()).collect::<Vec<_>>();
        if let Some(rest) = row.strip_prefix('|') {
            let Some(Line::Row(before)) = lines.last_mut() else { panic!("nothing to continue") };
            before.push(String::new());
            before.extend(cells(rest.trim_end_matches('|')));
        } else {
            lines.push(Line::Row(cells(row.trim_end_matches('|'))));
        }
    }
    lines
}

/// Every row by `row`, every line of text as it is.
fn flattened(text: &str, row: impl Fn(&[String]) -> String) -> String {
    let mut out = String::new();
    for line in lines(text) {
        match line {
            Line::Text(text) => out.push_str(&text),
            Line::Row(cells) => out.push_str(&row(&cells)),
        }
        out.push('\n');
    }
    out
}

/// A page as editors of government sites make it.
fn page(text: &str, charset: &str) -> String {
    let mut out = format!(
        "<!DOCTYPE html>\n<html><head><meta charset=\"{charset}\"><title>政府信息公开年报</title>\
         <script>var t = \"<table><tr><td>1</td></tr></table>\";</script></head><body>\n\
         <div class=\"nav\"><a href=\"/\">首页</a> &gt; <a href=\"/zwgk\">政务公开</a></div><div id=\"zoom\">\n"
    );
    let mut open = false;
    for line in lines(text) {
        let row = matches!(line, Line::Row(_));
        if row != open {
            out.push_str(if row { "<table border=\"1\"><tbody>\n" } else { "</tbody></table>\n" });
            open = row;
        }
        match line {
            Line::Text(text) => {
                let _ = writeln!(
                    out,
                    "<p class=\"MsoNormal\"><span style=\"font-size:16pt\">{}</span><span>&nbsp;</span></p>",
                    text.replace('&', "&amp;")
                );
            }
            Line::Row(cells) => {
                out.push_str("<tr>");
                for cell in cells {
                    let cell = if cell.is_empty() { "&nbsp;".to_owned() } else { cell };
                    let _ = write!(out, "<td rowspan=\"1\" colspan=\"2\"><p><span>{cell}</span></p></td>");
                }
                out.push_str("</tr>\n");
            }
        }
    }
    if open {
        out.push_str("</tbody></table>\n");
    }
    out.push_str("</div><div class=\"footer\">版权所有 网站地图</div></body></html>\n");
    out
}

/// What was found, without lines and columns: rule, severity, place in the form, repair, fingerprint.
#[track_caller]
fn essence(path: &Path) -> Vec<String> {
    let (json, code) = check(path, &["--profile", "zhaotong-2020"]);
    let report = &json["reports"][0];
    assert_eq!(code, 1, "{}: {:#}", path.display(), report["trouble"]);
    let mut found: Vec<String> = report["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|f| {
            let at = &f["at"];
            format!(
                "{} {} {} {} {} {} {} {}",
                f["rule"],
                f["severity"],
                at["part"],
                at["table"],
                at["row"],
                at["col"],
                f["repair"],
                f["fingerprint"]
            )
        })
        .collect();
    found.sort();
    found
}

#[track_caller]
fn same_in_every_form(source: &Path) {
    let text = fs::read_to_string(source).unwrap();
    let expected = essence(source);
    assert!(expected.len() > 5);
    let gbk = page(&text, "gb2312");
    let gbk = GB18030.encode(&gbk).0.into_owned();
    let undeclared = GB18030.encode(&text).0.into_owned();
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("page.html", page(&text, "utf-8").into_bytes()),
        ("page-gbk.html", gbk),
        ("rows-gbk.txt", undeclared),
        ("crlf.txt", text.replace('\n', "\r\n").into_bytes()),
        (
            "cell-and-pipe-per-line.txt",
            flattened(&text, |cells| {
                cells.iter().map(|cell| format!("{cell} |")).collect::<Vec<_>>().join("\n")
            })
            .into_bytes(),
        ),
        ("cell-per-line.txt", flattened(&text, |cells| cells.join("\n")).into_bytes()),
        ("leading-pipes.txt", flattened(&text, |cells| format!("| {} |", cells.join(" | "))).into_bytes()),
        ("tabs.txt", flattened(&text, |cells| cells.join("\t")).into_bytes()),
    ];
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in forms {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        assert_eq!(essence(&path), expected, "{name}");
    }
}

#[test]
fn a_report_with_defects_in_every_form() {
    same_in_every_form(&report("yongshan-2020.txt"));
}

#[test]
fn the_audited_report_in_every_form() {
    let seed = project().join("../shared/seeds/yongshan-2020.txt");
    if !seed.exists() {
        eprintln!("没有 {}，只用 tests/reports 里的报告", seed.display());
        return;
    }
    same_in_every_form(&seed);
}

#[test]
fn places_point_into_the_source() {
    let text = fs::read_to_string(report("yongshan-2020.txt")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes) in [
        ("page.html", page(&text, "utf-8").into_bytes()),
        ("page-gbk.html", GB18030.encode(&page(&text, "gbk")).0.into_owned()),
    ] {
        let path = folder.path().join(name);
        fs::write(&path, &bytes).unwrap();
        let (json, _) = check(&path, &["--profile", "national"]);
        let findings = json["reports"][0]["findings"].as_array().unwrap().clone();
        let sum = findings.iter().find(|f| f["rule"] == "T2-11").unwrap();
        let origin = &sum["at"]["origin"];
        let start = origin["byte"].as_u64().unwrap() as usize;
        let end = start + origin["length"].as_u64().unwrap() as usize;
        assert_eq!(&bytes[start..end], b"2099000.46", "{name}");
    }
}
