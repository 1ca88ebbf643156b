//! A target for each format. Inputs of the packed formats are written so that a person (and a fuzzer) can change them:
//! their parts in clear, packed here. What begins as the format itself does is read as it is.

use std::io::{Cursor, Write};

use gouji_reader::encoding as codes;
use gouji_reader::raw_offsets::RawOffsets;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::promises;

pub fn text(input: &[u8]) {
    promises::read(input);
}

pub fn html(input: &[u8]) {
    promises::read(input);
}

pub fn mht(input: &[u8]) {
    promises::read(input);
}

pub fn docx(input: &[u8]) {
    promises::read(&archive_of(input, "word/document.xml"));
}

pub fn xlsx(input: &[u8]) {
    promises::read(&archive_of(input, "xl/worksheets/sheet1.xml"));
}

pub fn ods(input: &[u8]) {
    promises::read(&archive_of(input, "content.xml"));
}

pub fn ofd(input: &[u8]) {
    promises::read(&archive_of(input, "OFD.xml"));
}

/// Archives as they come: what is wrong with their own structure.
pub fn archive(input: &[u8]) {
    promises::read(input);
}

/// The workbook's stream, put into a compound file.
pub fn xls(input: &[u8]) {
    if input.starts_with(OLE) {
        return drop(promises::read(input));
    }
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).expect("memory can be written to");
    let mut stream = file.create_stream("/Workbook").expect("the name is free");
    stream.write_all(input).expect("memory can be written to");
    drop(stream);
    promises::read(&file.into_inner().into_inner());
}

/// Compound files as they come.
pub fn ole(input: &[u8]) {
    let mark = if input.starts_with(OLE) { &[][..] } else { OLE };
    promises::read(&[mark, input].concat());
}

pub fn pdf(input: &[u8]) {
    promises::read(&pdf_of(input));
}

/// A file of the content of its only page, its only font (the parts `font`, entries of the dictionary, and `cmap`, its
/// map to Unicode) and its only form; the file itself, where it is one.
pub fn pdf_of(input: &[u8]) -> Vec<u8> {
    if input.starts_with(b"%PDF-") {
        return input.to_vec();
    }
    let parts = parts(input, "content");
    let part = |name: &str| parts.iter().find(|(known, _)| known == name).map(|&(_, part)| part);
    let stream = |bytes: &[u8]| {
        [format!("<</Length {}>>stream\n", bytes.len()).as_bytes(), bytes, b"\nendstream"].concat()
    };
    let font = part("font").unwrap_or(b"/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding");
    let page = b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>/XObject<</X 7 0 R>>>>>>";
    let mut form = stream(part("form").unwrap_or_default());
    form.splice(2..2, *b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 7 0 R>>>>");
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        page.to_vec(),
        stream(part("content").unwrap_or_default()),
        [b"<</Type/Font/ToUnicode 6 0 R", font, b">>"].concat(),
        stream(part("cmap").unwrap_or_default()),
        form,
    ];
    let mut file = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (number, object) in (1..).zip(&objects) {
        places.push(file.len());
        file.extend(format!("{number} 0 obj\n").bytes().chain(object.iter().copied()).chain(*b"\nendobj\n"));
    }
    let start = file.len();
    file.extend(format!("xref\n0 {}\n0000000000 65535 f \n", objects.len() + 1).bytes());
    file.extend(places.iter().flat_map(|place| format!("{place:010} 00000 n \n").into_bytes()));
    let end = format!("trailer<</Root 1 0 R/Size {}>>\nstartxref\n{start}\n%%EOF", objects.len() + 1);
    file.extend(end.bytes());
    file
}

/// Which encoding, and where places of the text stand in the bytes. The first two bytes choose a place.
pub fn encoding(input: &[u8]) {
    let Some((&[high, low], bytes)) = input.split_first_chunk() else { return };
    let text = codes::text(bytes);
    let offset = usize::from(u16::from_be_bytes([high, low]));
    for name in ["UTF-8", "gb18030", "Big5", "UTF-16LE", "UTF-16BE", "windows-1252"] {
        let offsets = RawOffsets::new(bytes, name);
        for offset in [0, offset, offset.min(text.len()), text.len()] {
            let place = codes::raw_offset(bytes, name, offset);
            assert!(place <= bytes.len(), "{name}");
            assert_eq!(offsets.at(offset), place, "{name} at {offset}");
        }
    }
}

const OLE: &[u8] = &[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];

/// An archive of the parts that an input holds; the archive itself, where it is one. The first part has the usual name.
pub fn archive_of(input: &[u8], usual: &str) -> Vec<u8> {
    if input.starts_with(b"PK") {
        return input.to_vec();
    }
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, part) in parts(input, usual) {
        // A name that was there before is refused, and so is one that is too long.
        if zip.start_file(name, options).is_ok() {
            zip.write_all(part).expect("memory can be written to");
        }
    }
    zip.finish().expect("memory can be written to").into_inner()
}

/// `@@ name` on a line of its own begins a part; what stands above the first is a part too.
fn parts<'i>(input: &'i [u8], usual: &str) -> Vec<(String, &'i [u8])> {
    let mut parts = Vec::new();
    let mut name = usual.to_owned();
    let (mut start, mut at) = (0, 0);
    for line in input.split_inclusive(|&byte| byte == b'\n') {
        if let Some(said) = line.strip_prefix(b"@@ ") {
            parts.push((name, &input[start..at]));
            name = String::from_utf8_lossy(said).trim().to_owned();
            start = at + line.len();
        }
        at += line.len();
    }
    parts.push((name, &input[start..]));
    parts.retain(|(_, part)| !part.is_empty());
    parts
}
