//! Compound files (OLE), which the office formats before 2007 are, and encrypted newer ones: what is in one.

use std::io::{Cursor, Read};

use cfb::CompoundFile;
use memchr::memmem;

use crate::source::{Legacy, Limits, Unreadable};

const KIND: &str = "旧版 Office 文档";
const WORKBOOK: &str = "旧版 Excel 工作簿（XLS、ET）";

/// What a compound file turns out to be.
pub(crate) enum Ole {
    /// The workbook's stream, of Excel 97 and later.
    Workbook(Vec<u8>),
    /// Something that an office program has to turn into a newer format.
    Legacy(Legacy),
    /// Nothing that holds a report, so called.
    Other(&'static str),
}

/// Opens a compound file.
///
/// # Errors
/// When it is damaged, or encrypted.
pub(crate) fn open(bytes: &[u8], limits: &Limits) -> Result<Ole, Unreadable> {
    let damaged = |cause: std::io::Error| Unreadable::Damaged { kind: kind(bytes), why: cause.to_string() };
    let mut file = CompoundFile::open(Cursor::new(bytes)).map_err(damaged)?;
    if file.is_stream("/EncryptedPackage") {
        return Err(Unreadable::Encrypted { kind: " Office 文档（DOCX、XLSX 等）" });
    }
    if file.is_stream("/WordDocument") {
        // The ninth bit of the word at 10 says that the text is encrypted.
        let head = stream(&mut file, "/WordDocument", 12).map_err(damaged)?;
        if head.get(11).is_some_and(|flags| flags & 1 == 1) {
            return Err(Unreadable::Encrypted { kind: Legacy::Doc.kind() });
        }
        return Ok(Ole::Legacy(Legacy::Doc));
    }
    for name in ["/Workbook", "/WORKBOOK", "/Book"] {
        if file.is_stream(name) {
            // A stream cannot be longer than the file, unless its chain goes in circles.
            let most = limits.bytes.min(bytes.len() as u64);
            return stream(&mut file, name, most).map(Ole::Workbook).map_err(damaged);
        }
    }
    let powerpoint = file.is_stream("/PowerPoint Document");
    Ok(Ole::Other(if powerpoint { "旧版 PowerPoint 文稿（PPT）" } else { KIND }))
}

/// What a damaged file seems to be, by the names that stand in it.
fn kind(bytes: &[u8]) -> &'static str {
    let has = |name: &str| {
        let wide: Vec<u8> = name.bytes().flat_map(|byte| [byte, 0]).collect();
        memmem::find(bytes, &wide).is_some()
    };
    match () {
        () if has("WordDocument") => Legacy::Doc.kind(),
        () if has("Workbook") || has("Book") => WORKBOOK,
        () => KIND,
    }
}

/// The first bytes of a stream.
fn stream(file: &mut CompoundFile<Cursor<&[u8]>>, name: &str, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.open_stream(name)?.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}
