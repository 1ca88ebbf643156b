//! The inputs that the fuzz targets keep (`tests/fuzz`), and files that are cut off, changed, locked or in no hurry.

#[path = "../../../tests/fuzz/src/promises.rs"]
pub mod promises;
#[path = "../../../tests/fuzz/src/readers.rs"]
pub mod readers;
#[path = "../../../tests/fuzz/src/recogniser.rs"]
pub mod recogniser;

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use gouji_reader::document::Document;
use gouji_reader::source::{Limits, Unreadable};
use gouji_reader::{read, read_document};
use zip::unstable::write::FileOptionsExt;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Runs a target on the inputs that are kept for it.
#[track_caller]
fn replay(target: &str, run: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fuzz/inputs").join(target);
    let mut inputs: Vec<PathBuf> =
        std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inputs.sort();
    assert!(!inputs.is_empty(), "{} holds no inputs", folder.display());
    for input in inputs {
        // A test that fails names the input.
        eprintln!("{}", input.display());
        run(&std::fs::read(&input).unwrap());
    }
}

#[test]
fn inputs_of_the_readers() {
    replay("text", readers::text);
    replay("html", readers::html);
    replay("mht", readers::mht);
    replay("docx", readers::docx);
    replay("xlsx", readers::xlsx);
    replay("xls", readers::xls);
    replay("ods", readers::ods);
    replay("pdf", readers::pdf);
    replay("ofd", readers::ofd);
    replay("ole", readers::ole);
    replay("archive", readers::archive);
    replay("encoding", readers::encoding);
}

#[test]
fn inputs_of_the_recogniser() {
    replay("recognise", recogniser::recognise);
}

/// How a format shows that a part of it is missing.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shows {
    /// It has a directory, sums or an end: every loss is seen.
    Any,
    /// It has an end: what is cut off is seen, a letter that became another is not.
    Cut,
    /// A part of it is as good as the whole.
    Nothing,
}

fn file(name: &str) -> Vec<u8> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    std::fs::read(&path).unwrap_or_else(|cause| panic!("{}: {cause}", path.display()))
}

/// A sound file of each format, small enough to be read some hundred times.
fn sound() -> Vec<(&'static str, Vec<u8>, Shows)> {
    let packed = |target: &str, usual| {
        let parts = file(&format!("../../tests/fuzz/inputs/{target}/sound"));
        readers::archive_of(&parts, usual)
    };
    let page = "<!doctype html><html><head><title>年报</title></head><body><p>一、总体情况</p><table><tr><td>规章<td>1</table></body></html>";
    let saved = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"b\"\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>一、总体情况</p><p>规章 1</p>\r\n--b--\r\n";
    vec![
        ("text", file("../../tests/reports/clean-2023.txt"), Shows::Nothing),
        ("html", page.into(), Shows::Nothing),
        ("mht", saved.into(), Shows::Cut),
        ("docx", packed("docx", "word/document.xml"), Shows::Any),
        ("xlsx", packed("xlsx", "xl/workbook.xml"), Shows::Any),
        ("ods", packed("ods", "content.xml"), Shows::Any),
        ("ofd", packed("ofd", "OFD.xml"), Shows::Any),
        ("xls", file("tests/files/report.xls"), Shows::Cut),
        ("pdf", file("tests/files/pages/plain.pdf"), Shows::Cut),
    ]
}

/// Reads a damaged file: refused in a Chinese sentence, or sound as a document; and where `shown`, with a trouble that
/// keeps it from passing unless nothing was lost.
#[track_caller]
fn check_damaged(name: &str, bytes: &[u8], whole: &Document, shown: bool) {
    match read_document(bytes, &promises::limits()) {
        Err(why) => promises::refusal_is_said(&why),
        Ok(document) => {
            promises::document_is_sound(&document, bytes);
            let said = document.troubles.iter().any(|trouble| trouble.blocking);
            let same = document.text == whole.text;
            // Of a beginning that is too short to tell, nothing is left but a few words.
            let shown = shown && document.format == whole.format;
            assert!(said || same || !shown, "{name}: something is lost without a word:\n{}", document.text);
        }
    }
}

#[test]
fn every_beginning_of_a_file() {
    for (name, bytes, shows) in sound() {
        let whole = read_document(&bytes, &promises::limits()).unwrap();
        assert!(whole.troubles.iter().all(|trouble| !trouble.blocking), "{name}: {:?}", whole.troubles);
        for length in (0..bytes.len()).step_by((bytes.len() / 150).max(1)) {
            let place = format!("{name} cut off at {length}");
            check_damaged(&place, &bytes[..length], &whole, shows != Shows::Nothing);
        }
    }
}

#[test]
fn every_bit_of_a_file() {
    for (name, bytes, shows) in sound() {
        let whole = read_document(&bytes, &promises::limits()).unwrap();
        for (turn, at) in (0..bytes.len()).step_by((bytes.len() / 200).max(1)).enumerate() {
            let mut damaged = bytes.clone();
            damaged[at] ^= 1 << (turn % 8);
            let place = format!("{name} with bit {} of byte {at} turned", turn % 8);
            check_damaged(&place, &damaged, &whole, shows == Shows::Any);
        }
    }
}

/// With no time at all, every format is refused for it, or says how far it came.
#[test]
fn time_that_runs_out_is_said() {
    let limits = Limits { time: Duration::ZERO, ..promises::limits() };
    for (name, bytes, _) in sound() {
        match read_document(&bytes, &limits) {
            Err(why) => {
                assert_eq!(why, Unreadable::TooSlow { seconds: 0 }, "{name}");
                assert!(why.to_string().contains("读取超过 0 秒"));
            }
            Ok(document) => {
                let said = |message: &str| message.starts_with("读取超过 0 秒");
                let last = document.troubles.iter().find(|trouble| said(&trouble.message));
                assert!(last.is_some_and(|trouble| trouble.blocking), "{name}: {:?}", document.troubles);
            }
        }
        assert_eq!(read(&bytes, &limits), Err(Unreadable::TooSlow { seconds: 0 }), "{name}");
    }
}

/// Reads a file in which a few bytes ask for many, with its troubles held to what is expected.
#[track_caller]
fn check_small(bytes: &[u8], limits: &Limits, most: usize, trouble: &str) {
    let document = read_document(bytes, limits).unwrap();
    assert!((1..=most).contains(&document.text.len()), "{} bytes of text", document.text.len());
    let said = document.troubles.iter().any(|said| said.blocking && said.message.contains(trouble));
    assert!(trouble.is_empty() || said, "{:?}", document.troubles);
}

#[test]
fn what_is_stored_once_is_not_read_a_thousand_times() {
    let all = Limits::default();
    let notes = format!(
        "<w:document><w:body><w:p><w:r><w:t>甲</w:t>{}</w:r></w:p></w:body></w:document>
@@ word/footnotes.xml\n<w:footnotes><w:footnote w:id='1'><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>",
        "<w:footnoteReference w:id='1'/>".repeat(1000),
        "注".repeat(1000)
    );
    check_small(&readers::archive_of(notes.as_bytes(), "word/document.xml"), &all, 4_000, "");

    let paragraph =
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:t>甲</w:t></w:r></w:p>";
    let numbers = format!(
        "<w:document><w:body>{}</w:body></w:document>\n@@ word/numbering.xml
<w:numbering><w:abstractNum w:abstractNumId='0'><w:lvl w:ilvl='0'><w:lvlText w:val='{}'/></w:lvl></w:abstractNum>
<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num></w:numbering>",
        paragraph.repeat(100),
        "a".repeat(100_000)
    );
    check_small(&readers::archive_of(numbers.as_bytes(), "word/document.xml"), &all, 30_000, "");

    let sound = String::from_utf8(file("../../tests/fuzz/inputs/xlsx/sound")).unwrap();
    let cells = format!("<row>{}</row></sheetData>", "<c t='s'><v>0</v></c>".repeat(1000));
    let texts = sound.replace("规章", &"规".repeat(1000)).replace("</sheetData>", &cells);
    let limits = Limits { text: 103_000, ..all.clone() };
    check_small(
        &readers::archive_of(texts.as_bytes(), "x"),
        &limits,
        103_000,
        "单元格里的文字超过 103000 字节",
    );

    let map = format!(
        "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfchar <61> <{}> endbfchar",
        "4E2D".repeat(1000)
    );
    let page = format!("BT /F 12 Tf 72 700 Td ({}) Tj ET\n@@ cmap\n{map}", "a".repeat(20));
    check_small(&readers::pdf_of(page.as_bytes()), &all, 20 * 32 * 3, "");
}

#[test]
fn a_text_that_is_too_long_is_refused() {
    let limits = Limits { text: 20, ..Limits::default() };
    for (name, bytes, _) in sound() {
        match read_document(&bytes, &limits) {
            Err(why) => {
                assert!(matches!(why, Unreadable::TooMuchText { limit: 20, .. }), "{name}: {why}");
                assert!(why.to_string().contains("超过上限 20 字节"), "{why}");
            }
            Ok(document) => {
                let said = document.troubles.iter().any(|said| said.message.contains("文字超过 20 字节"));
                assert!(said && name == "xls", "{name}: {:?}", document.troubles);
            }
        }
    }
}

#[track_caller]
fn check_locked(name: &str, bytes: &[u8]) {
    let why = read_document(bytes, &Limits::default()).expect_err(name);
    assert!(matches!(why, Unreadable::Encrypted { .. }), "{name}: {why}");
    assert!(why.to_string().contains("加了密码"), "{name}: {why}");
}

#[test]
fn files_with_a_password_say_so() {
    // What Word and Excel write instead of the archive.
    let mut office = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    office.create_stream("/EncryptionInfo").unwrap().write_all(&[4, 0, 4, 0]).unwrap();
    office.create_stream("/EncryptedPackage").unwrap().write_all(&[0; 64]).unwrap();
    check_locked("docx, xlsx", &office.into_inner().into_inner());

    let mut word = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    word.create_stream("/WordDocument")
        .unwrap()
        .write_all(&[0xEC, 0xA5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1])
        .unwrap();
    check_locked("doc", &word.into_inner().into_inner());

    let mut excel = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
    let start = [0x09, 0x08, 4, 0, 0, 6, 5, 0];
    let locked = [0x2F, 0, 2, 0, 1, 0];
    excel.create_stream("/Workbook").unwrap().write_all(&[&start[..], &locked].concat()).unwrap();
    check_locked("xls", &excel.into_inner().into_inner());

    let kind = "application/vnd.oasis.opendocument.spreadsheet";
    let sheets = format!("{kind}\n@@ META-INF/manifest.xml\n<m:encryption-data/>\n@@ content.xml\nx");
    check_locked("ods", &readers::archive_of(sheets.as_bytes(), "mimetype"));
    check_locked("ofd", &readers::archive_of(b"<o/>\n@@ Encryptions.xml\n<o/>", "OFD.xml"));
    check_locked("pdf", &locked_pdf());

    // Archives whose entries are locked, whatever they are.
    for name in ["word/document.xml", "xl/workbook.xml", "OFD.xml", "mimetype"] {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        zip.start_file(name, options.with_deprecated_encryption(b"secret").unwrap()).unwrap();
        zip.write_all(b"<a/>").unwrap();
        check_locked(name, &zip.finish().unwrap().into_inner());
    }
}

/// Our PDF, locked with a user's password as a program locks it.
fn locked_pdf() -> Vec<u8> {
    use lopdf::{EncryptionState, EncryptionVersion, Object, Permissions, StringFormat};
    let mut pdf = lopdf::Document::load_mem(&file("tests/files/pages/plain.pdf")).unwrap();
    let id = Object::String(b"0123456789012345".to_vec(), StringFormat::Literal);
    pdf.trailer.set("ID", Object::Array(vec![id.clone(), id]));
    let version = EncryptionVersion::V2 {
        document: &pdf,
        owner_password: "owner",
        user_password: "user",
        key_length: 128,
        permissions: Permissions::all(),
    };
    let state = EncryptionState::try_from(version).unwrap();
    pdf.encrypt(&state).unwrap();
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn archives_that_unpack_to_more_than_their_size_allows_are_refused() {
    // A hundred times the file, and 32 MB at least.
    let page = format!("<w:document><w:body><w:p>{}</w:p></w:body></w:document>", " ".repeat(40 << 20));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    zip.write_all(page.as_bytes()).unwrap();
    let bytes = zip.finish().unwrap().into_inner();
    let why = read_document(&bytes, &Limits::default()).unwrap_err();
    assert_eq!(why, Unreadable::Inflates { kind: " Word 文档（DOCX）", limit: 32 << 20 });
    assert!(
        read_document(&bytes, &Limits { ratio: 1200, ..Limits::default() })
            .is_err_and(|why| why == Unreadable::Blank)
    );
}
