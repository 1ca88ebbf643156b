//! Archives whose bytes depend on nothing but the files in them: no owners, no times but the one given, sorted names.

use std::fs;
use std::io::{Cursor, Write};
use std::path::Path;

use anyhow::{Context, Result};
use flate2::write::GzEncoder;
use flate2::{Compression, GzBuilder};

/// What goes into an archive: a file under a name with `/`, sorted.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum What {
    Folder,
    File {
        bytes: Vec<u8>,
        executable: bool,
    },
    /// A symbolic link, with what it points to.
    Link(String),
}

impl Entry {
    pub(crate) fn file(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), what: What::File { bytes: bytes.into(), executable: false } }
    }

    pub(crate) fn program(name: impl Into<String>, bytes: impl Into<Vec<u8>>) -> Self {
        Self { name: name.into(), what: What::File { bytes: bytes.into(), executable: true } }
    }
}

/// The files below a folder with their bytes, named from `prefix` on.
pub(crate) fn files(folder: &Path, prefix: &str) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for entry in folder.read_dir().with_context(|| format!("读取 {}", folder.display()))? {
        let entry = entry?;
        let name = format!("{prefix}/{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            entries.extend(files(&entry.path(), &name)?);
        } else {
            let bytes = fs::read(entry.path()).with_context(|| format!("读取 {}", entry.path().display()))?;
            entries.push(Entry::file(name, bytes));
        }
    }
    Ok(entries)
}

/// Adds the folders in which the entries lie, and sorts all.
fn whole(entries: &[Entry]) -> Vec<Entry> {
    let mut all = entries.to_vec();
    for entry in entries {
        let mut name = entry.name.as_str();
        while let Some((folder, _)) = name.rsplit_once('/') {
            all.push(Entry { name: format!("{folder}/"), what: What::Folder });
            name = folder;
        }
    }
    all.sort();
    all.dedup();
    all
}

/// `time` is in seconds since 1970.
pub(crate) fn tar_gz(entries: &[Entry], time: u64) -> Result<Vec<u8>> {
    // The header of gzip has a time and a system of its own: neither is told.
    let gzip: GzEncoder<Vec<u8>> =
        GzBuilder::new().mtime(0).operating_system(255).write(Vec::new(), Compression::best());
    let mut tar = tar::Builder::new(gzip);
    for entry in whole(entries) {
        let mut header = tar::Header::new_gnu();
        header.set_mtime(time);
        header.set_uid(0);
        header.set_gid(0);
        header.set_username("root")?;
        header.set_groupname("root")?;
        match &entry.what {
            What::Folder => {
                header.set_entry_type(tar::EntryType::Directory);
                header.set_mode(0o755);
                header.set_size(0);
                tar.append_data(&mut header, &entry.name, std::io::empty())?;
            }
            What::File { bytes, executable } => {
                header.set_mode(if *executable { 0o755 } else { 0o644 });
                header.set_size(bytes.len() as u64);
                tar.append_data(&mut header, &entry.name, bytes.as_slice())?;
            }
            What::Link(to) => {
                header.set_entry_type(tar::EntryType::Symlink);
                header.set_mode(0o777);
                header.set_size(0);
                tar.append_link(&mut header, &entry.name, to)?;
            }
        }
    }
    Ok(tar.into_inner()?.finish()?)
}

/// For Windows. The time that the format can hold begins in 1980 and is not needed: it is that day for all.
pub(crate) fn zip(entries: &[Entry]) -> Result<Vec<u8>> {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default()
        .compression_method(zip::CompressionMethod::Deflated)
        .last_modified_time(zip::DateTime::default());
    let mut sorted = entries.to_vec();
    sorted.sort();
    for entry in sorted {
        if let What::File { bytes, executable } = &entry.what {
            let options = options.unix_permissions(if *executable { 0o755 } else { 0o644 });
            zip.start_file(&entry.name, options)?;
            zip.write_all(bytes)?;
        }
    }
    Ok(zip.finish()?.into_inner())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    fn entries() -> Vec<Entry> {
        vec![
            Entry::file("gouji/rules/national/规则.toml", "b"),
            Entry::program("gouji/gouji", "a"),
            Entry { name: "gouji/link".to_owned(), what: What::Link("gouji".to_owned()) },
        ]
    }

    #[test]
    fn order_does_not_matter() {
        let mut turned = entries();
        turned.reverse();
        assert_eq!(tar_gz(&entries(), 7).unwrap(), tar_gz(&turned, 7).unwrap());
        assert_eq!(zip(&entries()).unwrap(), zip(&turned).unwrap());
    }

    #[test]
    fn an_archive_says_names_modes_and_one_time() {
        let bytes = tar_gz(&entries(), 1_700_000_000).unwrap();
        assert_eq!(bytes[4..8], [0; 4], "gzip tells no time");
        let mut tar = tar::Archive::new(GzDecoder::new(bytes.as_slice()));
        let mut seen = Vec::new();
        for entry in tar.entries().unwrap() {
            let entry = entry.unwrap();
            let header = entry.header();
            assert_eq!(header.mtime().unwrap(), 1_700_000_000);
            assert_eq!((header.uid().unwrap(), header.gid().unwrap()), (0, 0));
            seen.push(format!("{:o} {}", header.mode().unwrap(), entry.path().unwrap().display()));
        }
        assert_eq!(
            seen,
            [
                "755 gouji/",
                "755 gouji/gouji",
                "777 gouji/link",
                "755 gouji/rules/",
                "755 gouji/rules/national/",
                "644 gouji/rules/national/规则.toml"
            ]
        );
    }

    #[test]
    fn files_come_with_what_is_in_them() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir_all(folder.path().join("a/b")).unwrap();
        fs::write(folder.path().join("a/b/c.txt"), "c").unwrap();
        assert_eq!(files(folder.path(), "x").unwrap(), [Entry::file("x/a/b/c.txt", "c")]);
    }

    #[test]
    fn a_zip_can_be_read_again() {
        let mut zip = zip::ZipArchive::new(Cursor::new(zip(&entries()).unwrap())).unwrap();
        let mut text = String::new();
        zip.by_name("gouji/rules/national/规则.toml").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "b");
    }
}
