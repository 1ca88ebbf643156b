//! Where letters go: files in a folder, and a package of them.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Seek, Write};
use std::path::{Path, PathBuf};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::failure::Failure;
use crate::files;

/// Names of files, none twice.
#[derive(Default)]
pub(super) struct Names {
    /// In lower case, as some file systems have them.
    taken: HashSet<String>,
}

/// Characters that no file system minds are kept, of so many at most.
const LONGEST: usize = 60;

impl Names {
    /// `青石县教育局-2023年度-退回意见书.docx`.
    pub(super) fn of(&mut self, unit: &str, year: u16) -> String {
        let bad =
            |c: char| c.is_control() || "\\/:*?\"<>|".contains(c) || ('\u{202a}'..='\u{202e}').contains(&c);
        let unit: String = unit.trim().chars().map(|c| if bad(c) { '_' } else { c }).take(LONGEST).collect();
        let unit = match unit.trim_matches(['.', ' ']) {
            "" => "单位",
            unit => unit,
        };
        let year = if year == 0 { String::new() } else { format!("-{year}年度") };
        let name = |more: &str| format!("{unit}{year}-退回意见书{more}.docx");
        let numbered = (2..).map(|number| name(&format!("（{number}）")));
        let free = |name: &String| self.taken.insert(name.to_lowercase());
        std::iter::once(name("")).chain(numbered).find(free).unwrap_or_default()
    }
}

/// What is written to.
pub(super) struct Written {
    folder: Option<PathBuf>,
    package: Option<Package>,
}

struct Package {
    path: PathBuf,
    zip: ZipWriter<fs::File>,
}

impl Written {
    pub(super) fn begin(folder: Option<&Path>, package: Option<&Path>) -> Result<Self, Failure> {
        if let Some(folder) = folder {
            let made = fs::create_dir_all(folder);
            made.map_err(|cause| Failure::Create { name: folder.display().to_string(), cause })?;
        }
        let package = package.map(|path| {
            let file = tempfile::tempfile();
            let file = file.map_err(|cause| Failure::Create { name: path.display().to_string(), cause })?;
            Ok::<_, Failure>(Package { path: path.to_owned(), zip: ZipWriter::new(file) })
        });
        Ok(Self { folder: folder.map(Path::to_owned), package: package.transpose()? })
    }

    pub(super) fn add(&mut self, name: &str, letter: &[u8]) -> Result<(), Failure> {
        if let Some(folder) = &self.folder {
            files::write_bytes(&folder.join(name), letter)?;
        }
        let Some(package) = &mut self.package else { return Ok(()) };
        // A document is packed already.
        let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Stored);
        let added = package.zip.start_file(name, options).map_err(io::Error::other);
        let added = added.and_then(|()| package.zip.write_all(letter));
        added.map_err(|cause| Failure::Write { name: package.path.display().to_string(), cause })
    }

    /// The package appears when it is whole.
    pub(super) fn end(self) -> Result<(), Failure> {
        let Some(Package { path, zip }) = self.package else { return Ok(()) };
        let failed = |cause| Failure::Write { name: path.display().to_string(), cause };
        let mut file = zip.finish().map_err(|cause| failed(io::Error::other(cause)))?;
        file.rewind().map_err(failed)?;
        files::write_from(&path, &mut file)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_fit_for_files_and_none_is_there_twice() {
        let mut names = Names::default();
        for (unit, year, expected) in [
            ("青石县教育局", 2023, "青石县教育局-2023年度-退回意见书.docx"),
            ("青石县教育局", 2023, "青石县教育局-2023年度-退回意见书（2）.docx"),
            ("../甲/乙:", 0, "_甲_乙_-退回意见书.docx"),
            ("..", 0, "单位-退回意见书.docx"),
        ] {
            assert_eq!(names.of(unit, year), expected);
        }
        assert!(names.of(&"长".repeat(300), 2023).len() < 255);
    }
}
