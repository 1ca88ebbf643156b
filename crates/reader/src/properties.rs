//! What holds for every file: no panic, spans and origins in range and in order, places in the bytes exact.

use encoding_rs::{BIG5, GB18030, GBK};
use proptest::prelude::*;

use crate::document::{Block, Document, Format, Span};
use crate::encoding::{decode, raw_offset};
use crate::read_document;
use crate::source::Limits;

/// Fragments that make pages and tables, well-formed or not.
const FRAGMENTS: [&str; 62] = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<th colspan=3>",
    "<tbody>",
    "<caption>",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<br>",
    "<pre>",
    "</pre>",
    "<h2>",
    "</h2>",
    "<span hidden>",
    "</span>",
    "<div style='display:none'>",
    "<td style=display:none>",
    "<tr hidden>",
    "<table hidden>",
    "<p hidden>",
    "<select>",
    "<option>",
    "</select>",
    "<script>",
    "</script>",
    "<title>",
    "</title>",
    "<meta name=pubdate content='2021'>",
    "<!--",
    "-->",
    "</html>",
    "<xml>",
    "&nbsp;",
    "&lt;",
    "&#x4e2d;",
    "&",
    "<",
    "</",
    "\0",
    "\u{FFFD}",
    "|",
    " | ",
    "｜",
    "\t",
    "  ",
    "\u{3000}",
    "\n",
    "\r\n",
    "\r",
    "\u{2028}",
    "0",
    "12",
    "-",
    "---",
    "规章",
    "本年新收",
    "一段正文。",
];

fn fragments() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&FRAGMENTS[..]), 0..60).prop_map(|parts| parts.concat())
}

fn small() -> Limits {
    Limits { cells: 20, paragraphs: 30, depth: 3, ..Limits::default() }
}

/// Checks everything that a document promises, against the source it was decoded from.
fn verify(document: &Document, source: &str) {
    let within = |span: &Span, text: &str| text.get(span.start as usize..span.end as usize).is_some();
    let mut last = 0;
    for block in &document.blocks {
        let (span, origin) = match block {
            Block::Paragraph(paragraph) => (&paragraph.span, &paragraph.origin),
            Block::Table(table) => (&table.span, &table.origin),
        };
        assert!(within(span, &document.text) && within(origin, source), "{block:?}");
        assert!(span.start >= last, "blocks in order");
        last = span.end;
        let Block::Table(table) = block else {
            let text = document.slice(span);
            assert_eq!(text.trim(), text);
            assert!(!text.is_empty() || document.blocks.len() > 1);
            continue;
        };
        let mut place = span.start;
        for row in document.rows_of(table) {
            assert!(row.span.start >= place && row.span.end <= span.end, "rows in order");
            assert!(!row.cells.is_empty(), "rows have cells");
            for cell in document.cells_of(row) {
                assert!(cell.span.start >= place && cell.span.end <= row.span.end, "cells in order");
                assert!(within(&cell.span, &document.text) && within(&cell.origin, source));
                assert!((1..=1000).contains(&cell.row_span) && (1..=1000).contains(&cell.col_span));
                place = cell.span.end;
                verify_text(document, &cell.span, &cell.origin, source);
            }
            place = row.span.end;
        }
    }
    for trouble in &document.troubles {
        assert!(within(&trouble.span, &document.text) && !trouble.message.ends_with('。'));
    }
    for block in &document.blocks {
        if let Block::Paragraph(paragraph) = block {
            verify_text(document, &paragraph.span, &paragraph.origin, source);
        }
    }
}

/// The text of a plain text's block is the source's; that of a page begins and ends where its origin does.
fn verify_text(document: &Document, span: &Span, origin: &Span, source: &str) {
    let text = document.slice(span);
    let found = &source[origin.start as usize..origin.end as usize];
    if document.format == Format::Text {
        // Lines that a program broke at a fixed width are put together again.
        let lines = |text: &str| text.split(char::is_whitespace).collect::<String>();
        assert!(text == found || lines(text) == lines(found), "{text:?} stands at {found:?}");
    } else if !text.is_empty() {
        let (first, last) = (text.chars().next().unwrap(), text.chars().next_back().unwrap());
        assert!(found.starts_with(first) || found.starts_with('&'), "{text:?} stands at {found:?}");
        assert!(
            found.ends_with(last) || found.ends_with(';') || found.contains('&'),
            "{text:?} stands at {found:?}"
        );
    }
}

fn read_and_verify(bytes: &[u8], limits: &Limits) {
    if let Ok(document) = read_document(bytes, limits) {
        verify(&document, &decode(bytes).text);
    }
}

/// The place of every character of `text`, encoded by `encode`, is found again.
fn verify_places(text: &str, mark: &[u8], encoding: &str, encode: impl Fn(&str) -> Vec<u8>) {
    let raw = [mark, &encode(text)].concat();
    let mut place = mark.len();
    for (offset, character) in text.char_indices() {
        assert_eq!(raw_offset(&raw, encoding, offset), place, "{character:?} at {offset} of {text:?}");
        place += encode(character.encode_utf8(&mut [0; 4])).len();
    }
    assert_eq!(raw_offset(&raw, encoding, text.len()), place);
    assert_eq!(raw_offset(&raw, encoding, text.len() + 9), place);
}

fn utf16(text: &str, little: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        read_and_verify(&bytes, &Limits::default());
    }

    #[test]
    fn any_text(text in "[\\PC\r\n\t|｜ ]{0,200}") {
        read_and_verify(text.as_bytes(), &Limits::default());
    }

    #[test]
    fn any_page(text in fragments()) {
        read_and_verify(text.as_bytes(), &Limits::default());
        read_and_verify(format!("<p>{text}").as_bytes(), &small());
        read_and_verify(format!("<pre>{text}").as_bytes(), &small());
    }

    #[test]
    fn any_lines(text in "([规章0-9|｜\t \u{3000}-]{0,12}(\n|\r\n|\u{2028})){0,20}") {
        read_and_verify(text.as_bytes(), &Limits::default());
        read_and_verify(text.as_bytes(), &small());
    }

    #[test]
    fn damaged_pages(text in fragments(), at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = GB18030.encode(&text).0.into_owned();
        if !bytes.is_empty() {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        read_and_verify(&bytes, &Limits::default());
    }

    #[test]
    fn places_in_the_bytes(text in "[一-龥a-z0-9，。“”·€\u{20000}-\u{20010}\r\n]{0,60}") {
        verify_places(&text, b"", "UTF-8", |text| text.as_bytes().to_vec());
        verify_places(&text, b"\xEF\xBB\xBF", "UTF-8", |text| text.as_bytes().to_vec());
        verify_places(&text, b"", "gb18030", |text| GB18030.encode(text).0.into_owned());
        verify_places(&text, b"", "UTF-16LE", |text| utf16(text, true));
        verify_places(&text, b"\xFE\xFF", "UTF-16BE", |text| utf16(text, false));
    }

    #[test]
    fn places_in_big5(text in "[一丁七三不中主年度報告機關資訊公開a-z\n]{0,60}") {
        verify_places(&text, b"", "Big5", |text| BIG5.encode(text).0.into_owned());
    }

    #[test]
    fn places_in_damaged_bytes(bytes in prop::collection::vec(any::<u8>(), 0..100), offset in 0..400_usize) {
        for encoding in ["UTF-8", "gb18030", "Big5", "UTF-16LE", "windows-1252", "unknown"] {
            prop_assert!(raw_offset(&bytes, encoding, offset) <= bytes.len());
        }
    }
}

const REPORT: &str =
    "某某县2020年政府信息公开工作年度报告\n一、总体情况\n全年主动公开政府信息316条，收到申请12件。\n";

#[track_caller]
fn check_encoding(bytes: &[u8], encoding: &str, text: &str) {
    let document = read_document(bytes, &Limits::default()).unwrap();
    assert_eq!((document.encoding, document.troubles.as_slice()), (encoding, &[][..]));
    assert!(document.text.contains(text), "{}", document.text);
}

#[test]
fn encodings_are_told() {
    let part = "全年主动公开政府信息316条";
    check_encoding(REPORT.as_bytes(), "UTF-8", part);
    check_encoding(&[b"\xEF\xBB\xBF", REPORT.as_bytes()].concat(), "UTF-8", part);
    check_encoding(&GBK.encode(REPORT).0, "gb18030", part);
    check_encoding(&GBK.encode("全年公开情况").0, "gb18030", "公开");
    check_encoding(&GBK.encode("发文十二件，收文八件").0, "gb18030", "发文十二件");
    check_encoding(&BIG5.encode("某縣政府資訊").0, "Big5", "資訊");
    check_encoding(&BIG5.encode("主動公開").0, "Big5", "公開");
    check_encoding(&GBK.encode("无").0, "gb18030", "无");
    check_encoding(&utf16(REPORT, true), "UTF-16LE", part);
    check_encoding(&utf16(REPORT, false), "UTF-16BE", part);
    check_encoding(&[b"\xFF\xFE", utf16(REPORT, true).as_slice()].concat(), "UTF-16LE", part);
    check_encoding(&[b"\xFE\xFF", utf16(REPORT, false).as_slice()].concat(), "UTF-16BE", part);
    for meta in ["<meta charset=gb2312>", "<META http-equiv=x content='text/html; charset=GBK'>"] {
        let page = format!("<html><head><!-- <meta charset=big5> -->{meta}</head><p>{REPORT}𠀀</p>");
        check_encoding(&GB18030.encode(&page).0, "gb18030", part);
    }
    let page = "<html><meta charset='big5'><p>某縣政府資訊公開工作年度報告</p>";
    check_encoding(&BIG5.encode(page).0, "Big5", "資訊公開");
    // The template's default, left standing.
    let page = format!("<html><meta charset=iso-8859-1><p>{REPORT}</p>");
    check_encoding(&GBK.encode(&page).0, "gb18030", part);
    let page = format!("<html><meta charset=utf-8><p>{REPORT}</p>");
    check_encoding(&GBK.encode(&page).0, "gb18030", part);
}

#[test]
fn damaged_utf8_stays_utf8() {
    let mut bytes = format!("<meta charset=gbk><p>{}", REPORT.repeat(3)).into_bytes();
    bytes.truncate(bytes.len() - 2);
    bytes[100] = 0xFF;
    let document = read_document(&bytes, &Limits::default()).unwrap();
    assert_eq!(document.encoding, "UTF-8");
    assert!(document.troubles.iter().all(|trouble| trouble.blocking) && document.troubles.len() == 2);
}

#[test]
fn places_after_damage() {
    // A broken sequence in GBK gives the space after it back, and in UTF-8 ends where the next one begins.
    assert_eq!(raw_offset(b"\xC4 \xC4\xEA", "gb18030", 3), 1);
    assert_eq!(raw_offset(b"\xC4 \xC4\xEA", "gb18030", 4), 2);
    assert_eq!(raw_offset(b"\xE5\xB9\xE5\xB9\xB4b", "UTF-8", 3), 2);
    assert_eq!(raw_offset(b"\xE5\xB9\xE5\xB9\xB4b", "UTF-8", 6), 5);
}
