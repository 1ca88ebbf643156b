//! Copies of Word documents: the comments are there, at their places, and nothing else is different.

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read, Write};
use std::path::Path;

use gouji_annotate::{AnnotateError, CellRepair, Comment, docx};
use gouji_core::verdict::Origin;
use gouji_reader::source::Limits;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

const DOCUMENTS: [&str; 4] =
    ["county-2020.docx", "county-2020.wps.docx", "department-2023.docx", "township-2022.docx"];

fn document(name: &str) -> Vec<u8> {
    fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/formats").join(name)).unwrap()
}

/// The parts by path, as they are packed and as they are.
fn parts(bytes: &[u8]) -> BTreeMap<String, (Vec<u8>, Vec<u8>)> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = BTreeMap::new();
    for at in 0..zip.len() {
        let (mut packed, mut plain) = (Vec::new(), Vec::new());
        zip.by_index_raw(at).unwrap().read_to_end(&mut packed).unwrap();
        let mut entry = zip.by_index(at).unwrap();
        entry.read_to_end(&mut plain).unwrap();
        parts.insert(entry.name().unwrap().to_string(), (packed, plain));
    }
    parts
}

fn text(parts: &BTreeMap<String, (Vec<u8>, Vec<u8>)>, path: &str) -> String {
    String::from_utf8(parts[path].1.clone()).unwrap()
}

fn at_paragraph(number: u32, words: &str) -> Comment {
    let origin = Origin { paragraph: Some(number), ..Origin::default() };
    Comment { origin, lines: vec![words.to_owned(), "依据 <&>".to_owned()] }
}

fn at_cell(cell: [u32; 3], words: &str) -> Comment {
    let origin = Origin { table_cell: Some(cell), ..Origin::default() };
    Comment { origin, lines: vec![words.to_owned()] }
}

/// The document without what marks the places of comments.
fn unmarked(document: &str, comments: usize) -> String {
    let mut text = document.to_owned();
    for id in 0..comments {
        for mark in [
            format!("<w:commentRangeStart w:id=\"{id}\"/>"),
            format!("<w:commentRangeEnd w:id=\"{id}\"/><w:r><w:commentReference w:id=\"{id}\"/></w:r>"),
        ] {
            assert_eq!(text.matches(&mark).count(), 1, "{mark}");
            text = text.replace(&mark, "");
        }
    }
    text
}

#[test]
fn everything_else_is_as_it_was() {
    for name in DOCUMENTS {
        let before = document(name);
        let nowhere = Comment { origin: Origin::default(), lines: vec!["全文".to_owned()] };
        let comments = [at_paragraph(2, "一"), at_paragraph(2, "二"), at_cell([1, 2, 1], "三"), nowhere];
        let after = docx(&before, &Limits::default(), &comments, &[]).unwrap().0;
        let (before, after) = (parts(&before), parts(&after));
        assert_eq!(unmarked(&text(&after, "word/document.xml"), 4), text(&before, "word/document.xml"));
        for (path, part) in &before {
            let changed = ["word/document.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"];
            if !changed.contains(&path.as_str()) {
                assert!(after[path] == *part, "{name}: {path}");
            }
        }
        // The comments, and the relations of a document that has none.
        let added: Vec<&String> = after.keys().filter(|path| !before.contains_key(*path)).collect();
        assert!(
            added.iter().all(|path| *path == "word/comments.xml" || path.ends_with(".rels")),
            "{added:?}"
        );
        let written = text(&after, "word/comments.xml");
        assert_eq!(written.matches("<w:comment ").count(), 4);
        assert!(written.contains("依据 &lt;&amp;&gt;"), "{written}");
        assert!(text(&after, "[Content_Types].xml").contains("/word/comments.xml"));
        assert!(text(&after, "word/_rels/document.xml.rels").contains("Target=\"comments.xml\""));
    }
}

/// A copy of a copy has both; the first comments keep their words.
#[test]
fn comments_that_are_there_stay() {
    let once = docx(&document(DOCUMENTS[0]), &Limits::default(), &[at_paragraph(1, "甲")], &[]).unwrap().0;
    let twice =
        docx(&once, &Limits::default(), &[at_paragraph(1, "乙"), at_paragraph(3, "丙")], &[]).unwrap().0;
    let parts = parts(&twice);
    let written = text(&parts, "word/comments.xml");
    let at = |words: &str| written.find(words).unwrap();
    assert!(at("甲") < at("乙") && at("乙") < at("丙"), "{written}");
    for id in 0..3 {
        assert_eq!(written.matches(&format!("w:id=\"{id}\"")).count(), 1);
    }
    assert_eq!(text(&parts, "[Content_Types].xml").matches("/word/comments.xml").count(), 1);
    unmarked(&text(&parts, "word/document.xml"), 3);
}

/// A package with a document of these paragraphs, and no more than must be.
fn small(body: &str) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let document = format!(
        "\u{feff}<x:document xmlns:x=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><x:body>{body}</x:body></x:document>"
    );
    for (path, text) in [("[Content_Types].xml", "<Types/>"), ("word/document.xml", &document)] {
        zip.start_file(path, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn unusual_documents_are_marked_too() {
    let marks = |id: usize| {
        let end = format!("<x:commentRangeEnd x:id=\"{id}\"/><x:r><x:commentReference x:id=\"{id}\"/></x:r>");
        (format!("<x:commentRangeStart x:id=\"{id}\"/>"), end)
    };
    let (a, b) = marks(0);
    for (body, number, expected) in [
        ("<x:p/>", 1, format!("<x:p>{a}{b}</x:p>")),
        ("<x:p x:k=\"1\"/>", 1, format!("<x:p x:k=\"1\">{a}{b}</x:p>")),
        ("<x:p><x:pPr><x:b/></x:pPr></x:p>", 1, format!("<x:p><x:pPr><x:b/></x:pPr>{a}{b}</x:p>")),
        ("<x:p><x:r><x:t>甲</x:t></x:r></x:p>", 1, format!("<x:p>{a}<x:r><x:t>甲</x:t></x:r>{b}</x:p>")),
        // Where there is no such paragraph: the first.
        ("<x:p/><x:p/>", 9, format!("<x:p>{a}{b}</x:p><x:p/>")),
        // Word has no comments in boxes: the paragraph that holds it.
        (
            "<x:p><x:r><x:txbxContent><x:p/></x:txbxContent></x:r></x:p>",
            2,
            format!("<x:p>{a}<x:r><x:txbxContent><x:p/></x:txbxContent></x:r>{b}</x:p>"),
        ),
    ] {
        let copy = docx(&small(body), &Limits::default(), &[at_paragraph(number, "问题")], &[]).unwrap().0;
        let parts = parts(&copy);
        let document = text(&parts, "word/document.xml");
        assert!(document.starts_with('\u{feff}'), "{body}");
        assert!(document.contains(&format!("<x:body>{expected}</x:body>")), "{body}\n{document}");
        assert!(text(&parts, "[Content_Types].xml").ends_with("</Types>"));
        assert!(text(&parts, "word/_rels/document.xml.rels").contains("comments.xml"));
    }
}

/// Whoever rejects the changes has the document as it was.
#[test]
fn rejected_changes_leave_nothing() {
    let before = document("county-2020.docx");
    let origin = Origin { table_cell: Some([1, 2, 1]), ..Origin::default() };
    let repair = |replace: &str| CellRepair {
        origin: origin.clone(),
        replace: replace.to_owned(),
        with: "别的".to_owned(),
    };
    let (after, count) = docx(&before, &Limits::default(), &[], &[repair("信息内容")]).unwrap();
    assert_eq!(count, 1);
    let (old, new) = (text(&parts(&before), "word/document.xml"), text(&parts(&after), "word/document.xml"));
    let (head, inserted) = new.split_once("<w:ins ").unwrap();
    let (words, rest) = inserted.split_once("</w:ins>").unwrap();
    assert!(words.contains("别的"));
    let mut rejected = format!("{head}{rest}").replace("w:delText", "w:t");
    while let Some((head, deleted)) = rejected.split_once("<w:del ") {
        let (_, deleted) = deleted.split_once('>').unwrap();
        rejected = format!("{head}{}", deleted.replacen("</w:del>", "", 1));
    }
    assert!(rejected == old);
    // What does not stand there is not replaced.
    let (same, count) = docx(&before, &Limits::default(), &[], &[repair("没有的字")]).unwrap();
    assert_eq!((count, text(&parts(&same), "word/document.xml") == old), (0, true));
}

#[test]
fn what_is_no_document_says_so() {
    let fails = |bytes: &[u8]| docx(bytes, &Limits::default(), &[at_paragraph(1, "甲")], &[]).unwrap_err();
    assert!(matches!(fails(b"%PDF-1.7"), AnnotateError::Unreadable(_)));
    assert!(matches!(fails(&small("<x:tbl/>")), AnnotateError::NoPlace));
    let whole = document(DOCUMENTS[0]);
    assert!(matches!(fails(&whole[..whole.len() / 2]), AnnotateError::Unreadable(_)));
    assert!(matches!(fails(&small("<x:p>")), AnnotateError::Unreadable(_)));
}
