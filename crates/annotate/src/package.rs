//! A ZIP package with some of its parts replaced; the others keep their bytes as they are packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

use crate::AnnotateError;

/// The most that a part to be changed may have, in bytes.
const LARGEST: u64 = 256 << 20;

pub(crate) struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// By path: what takes the place of a part, or is added.
    changed: BTreeMap<String, String>,
}

impl<'b> Package<'b> {
    pub(crate) fn open(bytes: &'b [u8]) -> Result<Self, AnnotateError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| AnnotateError::Damaged(e.to_string()))?;
        Ok(Self { zip, changed: BTreeMap::new() })
    }

    /// A part as it is now; `None` where there is none.
    pub(crate) fn text(&mut self, path: &str) -> Result<Option<String>, AnnotateError> {
        if let Some(changed) = self.changed.get(path) {
            return Ok(Some(changed.clone()));
        }
        let Ok(entry) = self.zip.by_name(path) else { return Ok(None) };
        let mut text = String::new();
        let read = entry.take(LARGEST).read_to_string(&mut text);
        read.map_err(|cause| AnnotateError::Damaged(format!("{path}：{cause}")))?;
        Ok(Some(text))
    }

    pub(crate) fn set(&mut self, path: &str, text: String) {
        self.changed.insert(path.to_owned(), text);
    }

    /// The bytes of the package.
    pub(crate) fn finish(mut self) -> Result<Vec<u8>, AnnotateError> {
        let failed = |cause: zip::result::ZipError| AnnotateError::Write(cause.to_string());
        let mut out = ZipWriter::new(Cursor::new(Vec::new()));
        for at in 0..self.zip.len() {
            let entry = self.zip.by_index_raw(at).map_err(failed)?;
            let changed = entry.name().ok().and_then(|name| self.changed.remove_entry(&*name));
            let Some((path, text)) = changed else {
                out.raw_copy_file(entry).map_err(failed)?;
                continue;
            };
            let time = entry.last_modified().unwrap_or_default();
            write(&mut out, &path, &text, OPTIONS.last_modified_time(time))?;
        }
        for (path, text) in &self.changed {
            write(&mut out, path, text, OPTIONS)?;
        }
        Ok(out.finish().map_err(failed)?.into_inner())
    }
}

const OPTIONS: SimpleFileOptions = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);

fn write(
    out: &mut ZipWriter<Cursor<Vec<u8>>>,
    path: &str,
    text: &str,
    options: SimpleFileOptions,
) -> Result<(), AnnotateError> {
    out.start_file(path, options).map_err(|cause| AnnotateError::Write(cause.to_string()))?;
    out.write_all(text.as_bytes()).map_err(|cause| AnnotateError::Write(cause.to_string()))
}
