//! Files of office programs: workbooks of a ledger that are sent out, filled in, sorted, saved by other programs and taken
//! back; and older files that LibreOffice turns into newer ones.

#[path = "support/place.rs"]
mod place;
mod support;

use std::fs;
use std::io::{Cursor, Read as _, Write as _};
use std::process::Command;

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::place::{Place, with_sheet};

/// What to fill into the cells of the rows that have all these words: by the letter of the column.
type Fill<'a> = (&'a [&'a str], &'a [(&'a str, &'a str)]);

/// An entry of an archive, as text.
fn entry(workbook: &[u8], name: &str) -> String {
    let (mut archive, mut text) = (ZipArchive::new(Cursor::new(workbook)).unwrap(), String::new());
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// A sheet of a workbook with its texts in the cells, which are in a table of their own otherwise.
fn inlined(workbook: &[u8], sheet: &str) -> String {
    if !entry(workbook, "[Content_Types].xml").contains("sharedStrings") {
        return entry(workbook, sheet);
    }
    let strings = entry(workbook, "xl/sharedStrings.xml");
    let text = |si: &str| si.split("</t>").next().unwrap().split_once('>').unwrap().1.to_owned();
    let strings: Vec<String> =
        strings.split("<t").skip(1).filter(|t| t.starts_with(['>', ' '])).map(text).collect();
    let sheet = entry(workbook, sheet);
    let mut parts = sheet.split(" t=\"s\"><v>");
    let mut out = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once("</v>").unwrap();
        out +=
            &format!(" t=\"inlineStr\"><is><t>{}</t></is>{rest}", strings[number.parse::<usize>().unwrap()]);
    }
    out
}

/// The workbook with its first sheet changed.
fn changed(workbook: &[u8], change: impl Fn(&str) -> String) -> Vec<u8> {
    let first = inlined(workbook, "xl/worksheets/sheet1.xml");
    let mut archive = ZipArchive::new(Cursor::new(workbook)).unwrap();
    let mut out = ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..archive.len() {
        let mut entry = archive.by_index(at).unwrap();
        let (name, mut bytes) = (entry.name().unwrap().into_owned(), Vec::new());
        entry.read_to_end(&mut bytes).unwrap();
        if name == "xl/worksheets/sheet1.xml" {
            bytes = change(&first).into_bytes();
        }
        out.start_file(name, SimpleFileOptions::default()).unwrap();
        out.write_all(&bytes).unwrap();
    }
    out.finish().unwrap().into_inner()
}

/// The rows of a sheet's XML, from `<row` to `</row>`.
fn rows(sheet: &str) -> Vec<&str> {
    sheet.split_inclusive("</row>").filter_map(|part| part.find("<row").map(|at| &part[at..])).collect()
}

fn filled(workbook: &[u8], fills: &[Fill]) -> Vec<u8> {
    changed(workbook, |sheet| {
        let mut sheet = sheet.to_owned();
        for (words, cells) in fills {
            let row = rows(&sheet).into_iter().find(|row| words.iter().all(|word| row.contains(word)));
            let row = row.unwrap_or_else(|| panic!("no row has {words:?}")).to_owned();
            let mut new = row.clone();
            for (column, text) in *cells {
                let start = new.find(&format!("<c r=\"{column}")).expect("the cell is there");
                let end = new[start..].find("/>").map(|at| start + at + 2).unwrap();
                let number = new[start..].split('"').nth(1).unwrap().to_owned();
                let cell = match text.strip_prefix('=') {
                    Some(formula) => {
                        format!("<c r=\"{number}\" t=\"str\"><f>{formula}</f><v>退回</v></c>")
                    }
                    None => format!("<c r=\"{number}\" t=\"inlineStr\"><is><t>{text}</t></is></c>"),
                };
                new.replace_range(start..end, &cell);
            }
            sheet = sheet.replace(&row, &new);
        }
        sheet
    })
}

fn put(place: &Place, file: &str, bytes: &[u8]) {
    fs::write(place.path(file), bytes).unwrap();
}

/// A ledger with findings, and its workbook.
fn with_workbook() -> (Place, Vec<u8>) {
    let (place, _) = with_sheet();
    let ran = place.run("ledger export 问题.xlsx");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    let book = fs::read(place.path("问题.xlsx")).unwrap();
    (place, book)
}

const AN_ANSWER: Fill = (&["青山县", "N02"], &[("F", "已说明"), ("G", "原文如此"), ("I", "2027/5/1")]);

#[test]
fn a_workbook_comes_back_and_the_next_one_has_what_was_decided() {
    let (place, book) = with_workbook();
    put(
        &place,
        "back.xlsx",
        &filled(&book, &[AN_ANSWER, (&["白水县", "N02"], &[("F", "退回"), ("H", "王五")])]),
    );
    let dry = place.run("ledger import back.xlsx --by 李四 --dry-run");
    assert!(dry.code == 0 && dry.err.contains("将导入 2 个决定"), "{}", dry.err);
    assert_eq!(place.run("ledger decisions").out, "没有决定\n");
    let ran = place.run("ledger import back.xlsx --by 李四");
    assert!(
        ran.code == 0 && ran.err.contains("已导入 2 个决定；与台账相同 0 行，没有填 2 行"),
        "{}",
        ran.err
    );
    let decisions = place.run("ledger decisions").out;
    assert!(decisions.contains("已说明：原文如此（2027-03-01，李四，至 2027-05-01）【有效】"), "{decisions}");
    assert!(decisions.contains("退回：（2027-03-01，王五）【有效】"), "{decisions}");
    place.run("ledger export 再.xlsx");
    let again = fs::read(place.path("再.xlsx")).unwrap();
    changed(&again, |sheet| {
        let all = rows(sheet);
        let row = all.iter().find(|row| row.contains("原文如此")).expect("the decision is in it");
        assert!(row.contains("2027-05-01") && row.contains("已说明：原文如此（李四"), "{row}");
        sheet.to_owned()
    });
    let ran = place.run("ledger import 再.xlsx");
    assert!(ran.code == 0 && ran.err.contains("已导入 0 个决定；与台账相同 2 行"), "{}", ran.err);
    // Filtered and sorted: rows are hidden, and stand the other way round.
    let place = with_sheet().0;
    place.run("ledger export 问题.xlsx");
    let book = filled(&fs::read(place.path("问题.xlsx")).unwrap(), &[AN_ANSWER]);
    let hidden = changed(&book, |sheet| {
        let mut all: Vec<String> = rows(sheet).into_iter().map(str::to_owned).collect();
        let (start, end) = (sheet.find("<row").unwrap(), sheet.rfind("</row>").unwrap() + 6);
        all[1..].reverse();
        let all = all.iter().zip(1..).map(|(row, number)| {
            let old = row.split('"').nth(1).unwrap();
            let row = row.replacen("<row ", "<row hidden=\"1\" ", usize::from(number > 1));
            let row = row.replace(&format!("<row r=\"{old}\""), &format!("<row r=\"{number}\""));
            ('A'..='T')
                .fold(row, |row, c| row.replace(&format!("r=\"{c}{old}\""), &format!("r=\"{c}{number}\"")))
        });
        format!("{}{}{}", &sheet[..start], all.collect::<String>(), &sheet[end..])
    });
    put(&place, "back.xlsx", &hidden);
    let ran = place.run("ledger import back.xlsx");
    assert!(ran.code == 0 && ran.err.contains("已导入 1 个决定"), "{}", ran.err);
}

#[test]
fn several_reviewers_send_theirs() {
    let (place, book) = with_workbook();
    put(&place, "甲.xlsx", &filled(&book, &[AN_ANSWER]));
    put(&place, "乙.xlsx", &filled(&book, &[AN_ANSWER, (&["白水县", "N02"], &[("F", "待定")])]));
    let ran = place.run("ledger import 甲.xlsx 乙.xlsx --dry-run");
    assert!(ran.code == 0 && ran.err.contains("将导入 2 个决定；与台账相同 1 行"), "{}", ran.err);
    // They do not agree: neither is taken, and each is told where the other one is.
    put(&place, "丙.xlsx", &filled(&book, &[(&["青山县", "N02"], &[("F", "退回")])]));
    let ran = place.run("ledger import 甲.xlsx 丙.xlsx");
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("已导入 0 个决定") && ran.err.contains("没有导入 2 行"), "{}", ran.err);
    let [one, other] = ["甲.xlsx 第 ", "丙.xlsx 第 "];
    let told = |first: &str, second: &str| {
        ran.err.lines().any(|line| {
            line.contains(first) && line.split("：与").nth(1).is_some_and(|rest| rest.starts_with(second))
        })
    };
    assert!(
        told(one, other) && told(other, one) && ran.err.contains("是同一个问题，写的却不一样"),
        "{}",
        ran.err
    );
    assert_eq!(place.run("ledger decisions").out, "没有决定\n");
}

#[test]
fn what_is_not_certain_is_not_taken() {
    let (place, book) = with_workbook();
    let refused = |book: &[u8], expected: &str| {
        put(&place, "back.xlsx", book);
        let ran = place.run("ledger import back.xlsx");
        assert!(ran.code >= 2 && ran.err.contains(expected), "{}", ran.err);
        assert_eq!(place.run("ledger decisions").out, "没有决定\n");
    };
    let fill = |text: &str| filled(&book, &[(&["青山县", "N02"], &[("F", text)])]);
    refused(
        &fill("=HYPERLINK(\"http://a/\",\"退回\")"),
        "“结论”是公式（=HYPERLINK(\"http://a/\",\"退回\")），没有采用；请直接写文字",
    );
    refused(&fill("=B3"), "“结论”是公式（=B3）");
    refused(&fill("同意"), "决定“同意”不认识");
    // A fingerprint that somebody edited.
    let print = place::fingerprint(&place, "青山", "N02");
    let edited = changed(&fill("退回"), |sheet| sheet.replace(&print, "0123456789abcdef"));
    refused(&edited, "台账里没有指纹为 0123456789abcdef 的问题");
    refused(&changed(&fill("退回"), |sheet| sheet.replace(&print, "第一条")), "“第一条”不是指纹");
    // Another ledger's, with the same findings.
    let other = with_workbook().1;
    refused(&filled(&other, &[AN_ANSWER]), "这一行是从另一本台账导出的");
    refused(&book[..book.len() / 2], "back.xlsx");
    refused(b"PK\x05\x06", "back.xlsx");
}

/// A workbook with these rows in its first sheet, as other programs write them.
fn workbook(rows: &[&[&str]]) -> Vec<u8> {
    let cells = |row: &&[&str]| {
        let cells = row.iter().map(|text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>"));
        format!("<row>{}</row>", cells.collect::<String>())
    };
    let all = rows.iter().map(cells).collect::<String>();
    let (_, book) = with_workbook();
    changed(&book, |sheet| {
        let (start, end) = (sheet.find("<row").unwrap(), sheet.rfind("</row>").unwrap() + 6);
        format!("{}{all}{}", &sheet[..start], &sheet[end..])
    })
}

#[test]
fn a_roster_may_be_a_workbook() {
    let (place, _) = with_sheet();
    let roster: [&[&str]; 4] = [
        &["2020年度应报送单位", ""],
        &["序号", "单位名称", "层级", "上级"],
        &["1", "青山县人民政府", "县", ""],
        &["2", "金沙县人民政府", "县级", ""],
    ];
    put(&place, "名册.xlsx", &workbook(&roster));
    let ran = place.run("ledger roster 名册.xlsx");
    assert!(ran.code == 0 && ran.err.contains("名册有 2 个单位"), "{}", ran.err);
    assert!(place.run("ledger units").out.contains("金沙县人民政府"));
    let wrong: [&[&str]; 3] = [&["单位", "上级"], &["甲县", "乙市"], &["甲县", ""]];
    put(&place, "名册.xlsx", &workbook(&wrong));
    let ran = place.run("ledger roster 名册.xlsx");
    assert_eq!(ran.code, 2);
    assert!(
        ran.err.contains("第 3 行的“甲县”与第 2 行重复") && ran.err.contains("第 2 行的上级“乙市”不在名册里"),
        "{}",
        ran.err
    );
    // Units without a report are in the workbook of the ledger.
    place.run("ledger export 问题.xlsx");
    let units = inlined(&fs::read(place.path("问题.xlsx")).unwrap(), "xl/worksheets/sheet2.xml");
    let row = rows(&units).into_iter().find(|row| row.contains("金沙县人民政府")).expect("it is there");
    assert!(row.contains("未报送"), "{row}");
}

#[test]
fn what_libreoffice_saved_is_taken() {
    if !Command::new("soffice").arg("--version").output().is_ok_and(|output| output.status.success()) {
        eprintln!("这台机器没有 LibreOffice，没有测");
        return;
    }
    let (place, book) = with_workbook();
    put(&place, "back.xlsx", &filled(&book, &[AN_ANSWER, (&["白水县", "N02"], &[("F", "退回")])]));
    fs::create_dir(place.path("saved")).unwrap();
    for kind in ["xlsx", "ods"] {
        let mut soffice = Command::new("soffice");
        soffice.arg(format!("-env:UserInstallation=file://{}", place.path("profile").display()));
        soffice.args(["--headless", "--norestore", "--convert-to", kind, "--outdir"]);
        soffice.arg(place.path("saved")).arg(place.path("back.xlsx")).output().unwrap();
        let ran = place.run(&format!("ledger import saved/back.{kind} --dry-run"));
        assert!(
            ran.code == 0 && ran.err.contains("将导入 2 个决定；与台账相同 0 行，没有填 2 行"),
            "{kind}: {}",
            ran.err
        );
        assert!(ran.out.contains("青山县人民政府 N02 记为“已说明”：原文如此"), "{}", ran.out);
    }
}

/// As many rows as a sheet can have.
#[test]
#[ignore = "a minute and a gigabyte"]
fn a_sheet_with_all_rows_there_are_is_answered() {
    let (place, _) = with_sheet();
    let print = place::fingerprint(&place, "青山", "N02");
    let head: &[&str] = &["单位", "年度", "指纹", "结论", "意见", "备注"];
    let row: &[&str] = &["青山县人民政府", "2020", &print, "退回", "改", ""];
    let mut rows = vec![head];
    rows.resize(1_048_576, row);
    // The same row over and over packs as only bombs do.
    put(&place, "bomb.xlsx", &workbook(&rows));
    let ran = place.run("ledger import bomb.xlsx");
    assert!(ran.code != 0 && ran.err.contains("解压后超过上限"), "{}", ran.err);
    assert!(place.run("ledger decisions").out.contains("没有决定"));
    let mut seed = 1_u64;
    let notes: Vec<String> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        format!("{seed:016x}")
    })
    .take(rows.len())
    .collect();
    let of_note = |note: &'_ str| ["青山县人民政府", "2020", &print, "退回", "改", note].map(str::to_owned);
    let rows: Vec<[String; 6]> =
        std::iter::once(["单位", "年度", "指纹", "结论", "意见", "备注"].map(str::to_owned))
            .chain(notes.iter().skip(1).map(|note| of_note(note)))
            .collect();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().map(String::as_str).collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    put(&place, "back.xlsx", &workbook(&rows));
    let ran = place.run("ledger import back.xlsx");
    if ran.err.contains("读取超过 60 秒，没有读完") {
        // A program without optimisation, or a busy machine: nothing is taken.
        assert!(place.run("ledger decisions").out.contains("没有决定"));
    } else {
        assert!(ran.code == 3 && ran.err.contains("单元格超过 5000000 个，其后的内容没有读"), "{}", ran.err);
        assert!(ran.err.contains("已导入 1 个决定"), "{}", ran.err);
    }
}

/// A program in its place that takes half a report for each of many files, and says how often it was started.
#[test]
#[cfg(unix)]
fn older_files_are_converted_together() {
    use std::os::unix::fs::PermissionsExt;
    let place = Place::new();
    let path = |name: &str| place.path(name);
    fs::create_dir(path("in")).unwrap();
    for at in 0..6 {
        fs::write(path(&format!("in/{at}.rtf")), format!("{{\\rtf1 {at}}}")).unwrap();
    }
    let template = fs::canonicalize("../../tests/formats/county-2020.docx").unwrap();
    let script = format!(
        "#!/bin/sh\nout= files=\nwhile [ $# -gt 0 ]; do case $1 in --version) echo LibreOffice 1.0; exit;;\n\
         --outdir) out=$2; shift;; *.rtf) files=\"$files $1\";; esac; shift; done\n\
         echo $files >> {log}\nmkdir -p $out\nfor file in $files; do grep -q BAD $file && exit 1\n\
         cp {template} $out/$(basename $file .rtf).docx; done\n",
        log = path("log").display(),
        template = template.display(),
    );
    fs::write(path("soffice"), script).unwrap();
    fs::set_permissions(path("soffice"), fs::Permissions::from_mode(0o755)).unwrap();
    let program = path("soffice").display().to_string();
    let run = || {
        let _ = fs::remove_file(path("log"));
        let mut command = place.command("check in --format json --jobs 2", "2027-03-01");
        let output = command.env("GOUJI_SOFFICE", &program).output().unwrap();
        let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let read = |report: &&serde_json::Value| report["agency"]["name"].is_string();
        let read = json["reports"].as_array().unwrap().iter().filter(read).count();
        let runs = fs::read_to_string(path("log")).unwrap();
        (read, runs.lines().map(|line| line.split(' ').count()).collect::<Vec<_>>())
    };
    assert_eq!(run(), (6, vec![6]));
    // One that the program stumbles over takes no other along, and is tried once by itself.
    fs::write(path("in/2.rtf"), "{\\rtf1 BAD}").unwrap();
    assert_eq!(run(), (5, vec![6, 3, 1]));
}
