//! Word documents, written by hand as Word, WPS and LibreOffice write them.

use std::io::{Cursor, Write};

use gouji_reader::document::{Block, Document, Source};
use gouji_reader::read_document;
use gouji_reader::source::{Limits, Unreadable};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// An archive of these files.
fn package(files: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn document_xml(body: &str) -> String {
    format!("<?xml version='1.0'?><w:document xmlns:w='w' xmlns:mc='mc'><w:body>{body}</w:body></w:document>")
}

/// A document with this body, and these other parts under `word/`.
#[track_caller]
fn read_with(body: &str, parts: &[(&str, &str)]) -> Document {
    let body = document_xml(body);
    let paths: Vec<String> = parts.iter().map(|(name, _)| format!("word/{name}")).collect();
    let mut files = vec![("word/document.xml", body.as_str())];
    files.extend(paths.iter().map(String::as_str).zip(parts.iter().map(|(_, text)| *text)));
    read_document(&package(&files), &Limits::default()).unwrap_or_else(|cause| panic!("{cause}"))
}

fn p(text: &str) -> String {
    format!("<w:p><w:r><w:t xml:space='preserve'>{text}</w:t></w:r></w:p>")
}

/// Holds the text and the troubles of a body to what is expected.
#[track_caller]
fn check(body: &str, text: &str, troubles: &[&str]) {
    let document = read_with(body, &[]);
    assert_eq!(document.text, text);
    let said: Vec<&str> = document.troubles.iter().map(|trouble| trouble.message.as_str()).collect();
    assert_eq!(said.len(), troubles.len(), "{said:?}");
    for (said, expected) in said.iter().zip(troubles) {
        assert!(said.contains(expected), "{said}");
    }
}

#[test]
fn paragraphs_and_what_stands_in_them() {
    check(&(p("一、总体情况") + &p("  ") + &p("全年公开 12 条。")), "一、总体情况\n全年公开 12 条。", &[]);
    check("<w:p><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t><w:tab/><w:t>丙</w:t></w:r></w:p>", "甲\n乙丙", &[]);
    check("<w:p><w:r><w:t>a&lt;b&#20013;&amp;</w:t></w:r></w:p>", "a<b中&", &[]);
    // The result of a field, not its instructions.
    check(
        "<w:p><w:r><w:fldChar w:fldCharType='begin'/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>
         <w:r><w:fldChar w:fldCharType='separate'/></w:r><w:r><w:t>3</w:t></w:r>
         <w:r><w:fldChar w:fldCharType='end'/></w:r><w:r><w:t>页</w:t></w:r></w:p>",
        "3页",
        &[],
    );
    // Content controls are only wrappings.
    check(
        &format!(
            "<w:sdt><w:sdtPr><w:alias w:val='x'/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>",
            p("甲")
        ),
        "甲",
        &[],
    );
}

#[test]
fn pending_changes_are_read_as_accepted() {
    check(
        "<w:p><w:r><w:t>收到</w:t></w:r><w:del w:author='张三'><w:r><w:delText>12</w:delText></w:r></w:del>
         <w:ins w:author='张三'><w:r><w:t>13</w:t></w:r></w:ins><w:r><w:t>件</w:t></w:r></w:p>",
        "收到13件",
        &["张三的修订，没有接受或拒绝：原文“收到12件”，修订后“收到13件”"],
    );
    // Several in one paragraph, one each, and those of others.
    check(
        "<w:p><w:ins w:author='甲'><w:r><w:t>全年</w:t></w:r></w:ins><w:r><w:t>收到</w:t></w:r>
         <w:del w:author='乙'><w:r><w:delText>约</w:delText></w:r></w:del><w:r><w:t>12件</w:t></w:r></w:p>",
        "全年收到12件",
        &[
            "甲的修订，没有接受或拒绝：原文“收到12件”，修订后“全年收到12件”",
            "乙的修订，没有接受或拒绝：原文“全年收到约12件”",
        ],
    );
    // Whole paragraphs.
    check(
        &format!(
            "{}<w:del w:author='甲'>{}</w:del><w:ins w:author='甲'>{}</w:ins>",
            p("一"),
            p("二"),
            p("三")
        ),
        "一\n三",
        &["原文“二”，修订后（没有）", "原文（没有），修订后“三”"],
    );
    check(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>
         <w:tr><w:trPr><w:del/></w:trPr><w:tc><w:p><w:r><w:t>乙</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "甲 | ",
        &["未署名的修订，没有接受或拒绝：原文“一行：乙”，修订后（没有）"],
    );
}

#[test]
fn hidden_text_is_said_not_read() {
    check(
        "<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>内部</w:t></w:r>
         <w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>公开</w:t></w:r></w:p>",
        "公开",
        &["隐藏文字“内部”，没有读"],
    );
}

#[test]
fn marks_are_told_where_they_stand() {
    let cell = |inside: &str| format!("<w:tc><w:p>{inside}</w:p></w:tc>");
    let body = format!(
        "{}<w:p><w:r><w:t>共</w:t></w:r><w:commentRangeStart w:id='7'/><w:r><w:t>12件</w:t></w:r><w:commentRangeEnd w:id='7'/>
         <w:r><w:commentReference w:id='7'/></w:r></w:p><w:tbl><w:tr>{}{}</w:tr></w:tbl>",
        p("一"),
        cell("<w:r><w:t>总计</w:t></w:r>"),
        cell("<w:del w:author='甲'><w:r><w:delText>3</w:delText></w:r></w:del><w:ins w:author='甲'><w:r><w:t>4</w:t></w:r></w:ins>"),
    );
    let comments = "<w:comments><w:comment w:id='7' w:author='李四'><w:p><w:r><w:t>请核对</w:t></w:r></w:p></w:comment></w:comments>";
    let document = read_with(&body, &[("comments.xml", comments)]);
    assert_eq!(document.text, "一\n共12件\n总计 | 4");
    let told: Vec<_> = document
        .troubles
        .iter()
        .map(|it| (it.message.as_str(), document.slice(&it.span), it.blocking))
        .collect();
    assert_eq!(
        told,
        [
            ("这里有李四的批注“请核对”；定稿前请删除批注", "12件", false),
            ("这里有甲的修订，没有接受或拒绝：原文“3”，修订后“4”；按修订后的检查，定稿前请处理", "4", false),
        ]
    );
}

#[test]
fn text_boxes_stand_behind_their_paragraph_and_once() {
    let text_box = format!("<w:txbxContent>{}</w:txbxContent>", p("框内"));
    check(
        &format!(
            "<w:p><w:r><mc:AlternateContent><mc:Choice>{text_box}</mc:Choice><mc:Fallback>{text_box}</mc:Fallback>
             </mc:AlternateContent><w:t>框外</w:t></w:r></w:p>"
        ),
        "框外\n框内",
        &[],
    );
}

#[test]
fn merged_cells_keep_their_spans() {
    let cell =
        |properties: &str, text: &str| format!("<w:tc><w:tcPr>{properties}</w:tcPr>{}</w:tc>", p(text));
    let body = format!(
        "<w:tbl><w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell("<w:vMerge w:val='restart'/>", "甲"),
        cell("<w:gridSpan w:val='2'/>", "乙"),
        cell("<w:vMerge/>", ""),
        cell("", "1"),
        cell("", "2"),
        cell("", "丙"),
        cell("", "3"),
        cell("", ""),
    );
    let document = read_with(&body, &[]);
    assert_eq!(document.text, "甲 | 乙\n1 | 2\n丙 | 3 | ");
    let spans: Vec<_> = document.cells.iter().map(|cell| (cell.row_span, cell.col_span)).collect();
    assert_eq!(spans, [(2, 1), (1, 2), (1, 1), (1, 1), (1, 1), (1, 1), (1, 1)]);
    let origin = &document.cells[2].origin;
    assert_eq!(document.sources[origin.start as usize], Source::Cell { table: 1, row: 2, cell: 2 });
}

#[test]
fn a_table_that_only_frames_others_is_none() {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>", p("本年新收"), p("3"));
    let document =
        read_with(&format!("<w:tbl><w:tr><w:tc>{}{inner}</w:tc></w:tr></w:tbl>", p("三、收到")), &[]);
    assert_eq!(document.text, "三、收到\n本年新收 | 3");
    assert!(matches!(document.blocks[..], [Block::Paragraph(_), Block::Table(_)]));
}

#[test]
fn generated_numbers_are_text() {
    let numbering =
        "<w:numbering xmlns:w='w'><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:start w:val='1'/>
        <w:numFmt w:val='chineseCountingThousand'/><w:lvlText w:val='%1、'/></w:lvl></w:abstractNum>
        <w:num w:numId='2'><w:abstractNumId w:val='0'/></w:num></w:numbering>";
    let heading = |text: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val='0'/><w:numId w:val='2'/></w:numPr></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"
        )
    };
    let body = heading("总体情况")
        + "<w:p><w:pPr><w:numPr><w:numId w:val='2'/></w:numPr></w:pPr></w:p>"
        + &heading("主动公开");
    let document = read_with(&body, &[("numbering.xml", numbering)]);
    assert_eq!(document.text, "一、总体情况\n二、主动公开");
}

#[test]
fn notes_are_read_and_comments_are_said() {
    let notes = format!(
        "<w:footnotes xmlns:w='w'><w:footnote w:id='1'>{}</w:footnote></w:footnotes>",
        p("含上年结转")
    );
    let comments = "<w:comments xmlns:w='w'><w:comment w:id='0'/><w:comment w:id='1'/></w:comments>";
    let body = "<w:p><w:r><w:t>收到 5 件</w:t><w:footnoteReference w:id='1'/></w:r></w:p>";
    let document = read_with(body, &[("footnotes.xml", &notes), ("comments.xml", comments)]);
    assert_eq!(document.text, "收到 5 件\n含上年结转");
    assert!(document.troubles[0].message.contains("还有 2 条不在正文里的批注"));
}

#[test]
fn pictures_are_remembered() {
    let document =
        read_with(&(p("四、") + "<w:p><w:r><w:drawing><a:blip/></w:drawing></w:r></w:p>" + &p("五、")), &[]);
    assert_eq!(document.pictures.len(), 1);
    assert_eq!((document.pictures[0].span.clone(), document.pictures[0].size), (6..6, [None; 2]));
}

#[test]
fn broken_documents_give_what_could_be_read() {
    let whole = document_xml(&(p("一、总体情况") + &p("余下的部分")));
    let cut = &whole[..whole.find("余下").unwrap()];
    let document = read_document(&package(&[("word/document.xml", cut)]), &Limits::default()).unwrap();
    assert_eq!(document.text, "一、总体情况");
    assert!(document.troubles[0].blocking && document.troubles[0].message.contains("没有读完"));
}

#[test]
fn entities_expand_to_nothing() {
    let bomb = "<!DOCTYPE d [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>
        <w:document xmlns:w='w'><w:body><w:p><w:r><w:t>甲&b;&x;乙</w:t></w:r></w:p></w:body></w:document>";
    let document = read_document(&package(&[("word/document.xml", bomb)]), &Limits::default()).unwrap();
    assert_eq!(document.text, "甲\u{FFFD}\u{FFFD}乙");
}

#[test]
fn limits_are_said() {
    let refused = |limits: Limits, body: &str| {
        read_document(&package(&[("word/document.xml", &document_xml(body))]), &limits).unwrap_err()
    };
    let long = p("甲").repeat(1000);
    assert!(matches!(
        refused(Limits { inflated: 2000, ..Limits::default() }, &long),
        Unreadable::Inflates { .. }
    ));
    assert!(matches!(
        refused(Limits { entries: 0, ..Limits::default() }, &long),
        Unreadable::TooManyEntries { .. }
    ));
    let limits = Limits { paragraphs: 3, ..Limits::default() };
    let document = read_document(&package(&[("word/document.xml", &document_xml(&long))]), &limits).unwrap();
    assert_eq!(document.blocks.len(), 3);
    assert!(document.troubles[0].blocking && document.troubles[0].message.contains("段落超过 3 个"));
    // Nesting: a document can be made of nothing else.
    let deep = "<w:sdt>".repeat(5000);
    let document = read_with(&(p("甲") + &deep), &[]);
    assert!(document.troubles[0].message.contains("嵌套超过"), "{:?}", document.troubles);
}
