//! OFD files: a report of ours, and small ones by hand.

use std::io::{Cursor, Write};
use std::path::Path;

use gouji_reader::document::{Block, Document, Format, Source};
use gouji_reader::read_document;
use gouji_reader::source::{Limits, Unreadable};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

const MAIN: &str = "<o:OFD xmlns:o='o'><o:DocBody><o:DocRoot>D/Document.xml</o:DocRoot></o:DocBody></o:OFD>";

/// An archive of these files, written as a document whose pages are `D/0.xml`, `D/1.xml` …
fn ofd(pages: &[&str], others: &[(&str, &str)]) -> Vec<u8> {
    let list: String = (0..pages.len()).map(|at| format!("<o:Page ID='{at}' BaseLoc='{at}.xml'/>")).collect();
    let root = format!(
        "<o:Document xmlns:o='o'><o:CommonData><o:PageArea><o:PhysicalBox>0 0 210 297</o:PhysicalBox></o:PageArea>
         <o:TemplatePage ID='t' BaseLoc='t.xml'/></o:CommonData><o:Pages>{list}</o:Pages></o:Document>"
    );
    let mut files = vec![("OFD.xml".to_owned(), MAIN.to_owned()), ("D/Document.xml".to_owned(), root)];
    files.extend(pages.iter().enumerate().map(|(at, page)| (format!("D/{at}.xml"), content(page))));
    files.extend(others.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn content(objects: &str) -> String {
    let (head, objects) = objects.split_once("|").unwrap_or(("", objects));
    format!("<o:Page xmlns:o='o'>{head}<o:Content><o:Layer>{objects}</o:Layer></o:Content></o:Page>")
}

fn text(boundary: &str, more: &str, code: &str, text: &str) -> String {
    format!(
        "<o:TextObject Boundary='{boundary}' Size='4' {more}><o:TextCode {code}>{text}</o:TextCode></o:TextObject>"
    )
}

#[track_caller]
fn check_bytes(bytes: &[u8], limits: &Limits, text: &str, troubles: &[&str]) -> Document {
    let document = read_document(bytes, limits).unwrap_or_else(|cause| panic!("{cause}"));
    assert_eq!(document.text, text);
    let said: Vec<&str> = document.troubles.iter().map(|trouble| trouble.message.as_str()).collect();
    assert_eq!(said.len(), troubles.len(), "{said:?}");
    for (said, expected) in said.iter().zip(troubles) {
        assert!(said.contains(expected), "{said}");
    }
    assert!(document.troubles.iter().all(|trouble| trouble.blocking));
    document
}

#[track_caller]
fn check(objects: &str, text: &str) {
    check_bytes(&ofd(&[objects], &[]), &Limits::default(), text, &[]);
}

#[test]
fn our_report_is_read_whole() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let bytes = std::fs::read(folder.join("tests/files/pages/report.ofd")).unwrap();
    let report = std::fs::read_to_string(folder.join("../../tests/reports/clean-2023.txt")).unwrap();
    let expected: Vec<&str> = report.lines().map(|line| line.trim_end_matches([' ', '|'])).collect();
    let document = read_document(&bytes, &Limits::default()).unwrap();
    assert_eq!(document.format, Format::Ofd);
    assert_eq!(document.text.lines().collect::<Vec<_>>(), expected);
    assert_eq!(document.troubles, []);
    let Some(Block::Paragraph(title)) = document.blocks.first() else { panic!("no title") };
    let Source::Page { page, area } = document.sources[title.origin.start as usize] else {
        panic!("no page")
    };
    assert_eq!((page, area[1]), (1, 74));
}

#[test]
fn characters_by_their_distances() {
    check(&text("20 20 80 6", "", "X='0' Y='4' DeltaX='g 2 4'", "总体情"), "总体情");
    check(&text("20 20 80 6", "", "X='0' Y='4' DeltaX='4 30 4'", "甲乙12"), "甲乙            12");
    check(&text("20 20 80 6", "", "X='0' Y='4'", "总计12"), "总计12");
    // Moved and made smaller by a matrix; several codes in one object.
    check(&text("20 20 80 6", "CTM='0.5 0 0 0.5 2 2'", "X='0' Y='4' DeltaX='4'", "甲乙"), "甲乙");
    let two = "<o:TextObject Boundary='20 20 80 30' Size='4'><o:TextCode X='0' Y='4'>甲</o:TextCode>
        <o:TextCode Y='20'>乙</o:TextCode></o:TextObject>";
    check(two, "甲\n乙");
    // What is set downwards, what cannot be seen, what lies slanted over the page.
    check(&text("20 20 6 80", "", "X='0' Y='4' DeltaX='0 0' DeltaY='4 4'", "三结果"), "三结果");
    check(&text("20 20 6 80", "ReadDirection='90'", "X='0' Y='4'", "三结果"), "三结果");
    let seen = text("20 20 80 6", "", "X='0' Y='4'", "甲");
    check(&format!("{seen}{}", text("20 40 80 6", "Visible='false'", "X='0' Y='4'", "乙")), "甲");
    check(
        &format!("{seen}{}", text("20 40 80 6", "CTM='0.7 0.7 -0.7 0.7 0 0'", "X='0' Y='4'", "水印")),
        "甲",
    );
}

#[test]
fn tables_by_their_lines() {
    let line = |boundary: &str, path: &str| {
        format!(
            "<o:PathObject Boundary='{boundary}'><o:AbbreviatedData>{path}</o:AbbreviatedData></o:PathObject>"
        )
    };
    let lines = [
        line("20 20 100 20", "M 0 0 L 100 0 M 0 10 L 100 10 M 0 20 L 100 20"),
        line("20 20 100 20", "M 0 0 L 0 20"),
        line("70 20 0 20", "M 0 0 L 0 20"),
        line("120 20 0 20", "M 0 0 L 0 20"),
    ]
    .concat();
    let cells = [("25 22", "甲"), ("75 22", "1"), ("25 32", "乙"), ("75 32", "2")]
        .map(|(place, words)| text(&format!("{place} 20 6"), "", "X='0' Y='4'", words))
        .concat();
    check(&format!("{lines}{cells}"), "甲 | 1\n乙 | 2");
}

#[test]
fn templates_lie_under_the_page() {
    let template = content(&text("20 20 80 6", "", "X='0' Y='4'", "上"));
    let page = format!("<o:Template TemplateID='t'/>|{}", text("20 40 80 6", "", "X='0' Y='4'", "下"));
    check_bytes(&ofd(&[&page], &[("D/t.xml", &template)]), &Limits::default(), "上\n下", &[]);
}

#[test]
fn what_is_lost_is_said() {
    let words = text("20 20 80 6", "", "X='0' Y='4'", "甲");
    let limits = Limits::default();
    let composite = format!("{words}<o:CompositeObject Boundary='0 0 9 9' ResourceID='7'/>");
    check_bytes(&ofd(&[&composite], &[]), &limits, "甲", &["1 个复合图元没有读"]);
    check_bytes(&ofd(&[&format!("{words}<o:A><o:B></o:A>")], &[]), &limits, "甲", &["第 1 页没有读完"]);
    let picture = "<o:ImageObject Boundary='0 0 210 297' ResourceID='7'/>";
    check_bytes(&ofd(&[&words, picture], &[]), &limits, "甲", &["第 2 页是图片"]);
    check_bytes(&ofd(&[&words, &words], &[]), &Limits { pages: 1, ..limits.clone() }, "甲", &["超过 1 页"]);
    check_bytes(
        &ofd(&[&words, &words], &[]),
        &Limits { operators: 12, ..limits },
        "甲",
        &["第 2 页起内容过多"],
    );
}

#[test]
fn what_cannot_be_read_says_why() {
    let refused = |bytes: &[u8]| read_document(bytes, &Limits::default()).unwrap_err();
    let picture = "<o:ImageObject Boundary='0 0 210 297' ResourceID='7'/>";
    assert_eq!(refused(&ofd(&[picture], &[])), Unreadable::Scan { pictures: 1 });
    assert_eq!(refused(&ofd(&[""], &[])), Unreadable::Blank);
    assert!(matches!(refused(&ofd(&[], &[])), Unreadable::Damaged { .. }));
    assert!(matches!(refused(&ofd(&[""], &[("Encryptions.xml", "")])), Unreadable::Encrypted { .. }));
}
