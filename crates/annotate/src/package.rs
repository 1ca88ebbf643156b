//! A ZIP package with some of its parts replaced; the others keep their bytes as they are packed.

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

/// The most that a part to be changed may have, in bytes.
const LARGEST: u64 = 256 << 20;

/// What went wrong with a package.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// In a word.
    #[error("{0}")]
    Damaged(String),
    #[error("{0}")]
    Write(String),
}

/// A package, and what is to be different in it.
#[derive(Debug)]
pub struct Package<'b> {
    zip: ZipArchive<Cursor<&'b [u8]>>,
    /// By path: what takes the place of a part, or is added.
    changed: BTreeMap<String, String>,
}

impl<'b> Package<'b> {
    /// # Errors
    /// When it is none, or broken.
    pub fn open(bytes: &'b [u8]) -> Result<Self, PackageError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|e| PackageError::Damaged(e.to_string()))?;
        Ok(Self { zip, changed: BTreeMap::new() })
    }

    /// The paths of its parts.
    pub fn names(&self) -> Vec<String> {
        self.zip.file_names().filter_map(|name| name.ok().map(|name| name.into_owned())).collect()
    }

    /// A part as it is now; `None` where there is none.
    ///
    /// # Errors
    /// When it is broken, or no text.
    pub fn text(&mut self, path: &str) -> Result<Option<String>, PackageError> {
        if let Some(changed) = self.changed.get(path) {
            return Ok(Some(changed.clone()));
        }
        let Ok(entry) = self.zip.by_name(path) else { return Ok(None) };
        let mut text = String::new();
        let read = entry.take(LARGEST).read_to_string(&mut text);
        read.map_err(|cause| PackageError::Damaged(format!("{path}：{cause}")))?;
        Ok(Some(text))
    }

    /// Puts a text in the place of a part, or adds it.
    pub fn set(&mut self, path: &str, text: String) {
        self.changed.insert(path.to_owned(), text);
    }

    /// The bytes of the package.
    ///
    /// # Errors
    /// When something is broken that was not looked at before.
    pub fn finish(mut self) -> Result<Vec<u8>, PackageError> {
        let failed = |cause: zip::result::ZipError| PackageError::Write(cause.to_string());
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
) -> Result<(), PackageError> {
    out.start_file(path, options).map_err(|cause| PackageError::Write(cause.to_string()))?;
    out.write_all(text.as_bytes()).map_err(|cause| PackageError::Write(cause.to_string()))
}
