//! ZIP archives, which the office formats are: their entries, within limits.

use std::io::{Cursor, Read};

use memchr::memmem;
use zip::ZipArchive;
use zip::result::ZipError;

use crate::source::{Limits, Unreadable};

/// The kind of an archive that is no document.
pub(crate) const PLAIN: &str = " ZIP 压缩包";

pub(crate) struct Archive<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    kind: &'static str,
    twins: bool,
    /// Bytes that may still come out of it.
    left: u64,
    limit: u64,
}

impl<'b> Archive<'b> {
    pub(crate) fn open(bytes: &'b [u8], limits: &Limits) -> Result<Self, Unreadable> {
        let kind = kind(bytes);
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|cause| damaged(kind, &cause))?;
        if zip.len() > limits.entries {
            return Err(Unreadable::TooManyEntries { kind, count: zip.len(), limit: limits.entries });
        }
        let limit = limits.unpacked(bytes.len());
        let twins = listed(bytes).is_some_and(|listed| listed > zip.len());
        Ok(Self { zip, kind, twins, left: limit, limit })
    }

    /// What it seems to be, for messages.
    pub(crate) fn kind(&self) -> &'static str {
        self.kind
    }

    /// Whether several entries have one name, of which programs take one or the other.
    pub(crate) fn has_twins(&self) -> bool {
        // Of entries of one name the last is kept here.
        let mut names: Vec<String> = self.names().map(|name| name.to_ascii_lowercase()).collect();
        names.sort_unstable();
        self.twins || names.windows(2).any(|two| two[0] == two[1])
    }

    /// Whether there is an entry whose path begins so.
    pub(crate) fn has(&self, start: &str) -> bool {
        self.zip.file_names().flatten().any(|name| name.starts_with(start))
    }

    /// The names of the files in it.
    pub(crate) fn names(&self) -> impl Iterator<Item = String> {
        self.zip.file_names().flatten().filter(|name| !name.ends_with('/')).map(|name| name.to_string())
    }

    /// The bytes of an entry; `None` where there is no such entry.
    ///
    /// # Errors
    /// When the entry is encrypted or damaged, or when it unpacks to more than the limits allow.
    pub(crate) fn read(&mut self, name: &str) -> Result<Option<Vec<u8>>, Unreadable> {
        let kind = self.kind;
        let entry = match self.zip.by_name(name) {
            Ok(entry) => entry,
            Err(ZipError::FileNotFound) => return Ok(None),
            Err(cause) => return Err(damaged(kind, &cause)),
        };
        // What an entry says of its size is not believed: reading stops at the limit.
        let mut bytes = Vec::with_capacity(entry.size().min(1 << 20) as usize);
        let read = entry.take(self.left + 1).read_to_end(&mut bytes);
        if bytes.len() as u64 > self.left {
            return Err(Unreadable::Inflates { kind, limit: self.limit });
        }
        read.map_err(|cause| Unreadable::Damaged { kind, why: format!("{name}：{cause}") })?;
        self.left -= bytes.len() as u64;
        Ok(Some(bytes))
    }
}

/// How many entries the archive says it has, unless they are too many for the old record at its end.
fn listed(bytes: &[u8]) -> Option<usize> {
    let end = memmem::rfind(bytes, b"PK\x05\x06")?;
    let count = bytes.get(end + 10..end + 12)?;
    let count = u16::from_le_bytes([count[0], count[1]]);
    (count != u16::MAX).then_some(usize::from(count))
}

/// What an archive seems to be, by the names that stand in it in clear.
fn kind(bytes: &[u8]) -> &'static str {
    let has = |needle: &[u8]| memmem::find(bytes, needle).is_some();
    match () {
        () if has(b"word/document") => " Word 文档（DOCX）",
        () if has(b"xl/workbook") => " Excel 工作簿（XLSX）",
        () if has(b"ppt/presentation") => " PowerPoint 文稿（PPTX）",
        () if has(b"OFD.xml") => " OFD 版式文件",
        () if has(b"opendocument") => " OpenDocument 文档",
        () => PLAIN,
    }
}

fn damaged(kind: &'static str, cause: &ZipError) -> Unreadable {
    match cause {
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unreadable::Encrypted { kind },
        cause => Unreadable::Damaged { kind, why: cause.to_string() },
    }
}

/// A path seen from a folder of the package.
pub fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(path.pop()),
            "." | "" => {}
            step => path.push(step),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_seen_from_folders() {
        for (folder, target, expected) in [
            ("xl/worksheets", "../comments1.xml", "xl/comments1.xml"),
            ("xl", "/xl/a.xml", "xl/a.xml"),
            ("", "word/./a.xml", "word/a.xml"),
        ] {
            assert_eq!(resolved(folder, target), expected);
        }
    }
}
