//! Packages: ZIP archives with a report in each entry, as agencies hand them in. An entry is named by a path through the
//! archive, `pkg.zip/2023年报.docx`, wherever a file is.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{BufReader, Read};
use std::path::{Component, Path, PathBuf};

use gouji_reader::source::{Limits, Unreadable};
use zip::ZipArchive;
use zip::result::ZipError;

use crate::input::io_sentence;
use crate::passed::PassedKind;
use crate::plain;

type Zip = ZipArchive<BufReader<File>>;

/// Most entries of a package.
const ENTRIES: usize = 10_000;

/// The paths of what is in a package, in order of their names; `None` where a file is none. The formats of office
/// programs are archives too, but no packages.
pub(crate) fn entries(path: &Path) -> Option<Result<Vec<PathBuf>, String>> {
    let mut head = [0; 4];
    // What is read of a pipe is gone.
    plain::open(path).ok()?.read_exact(&mut head).ok()?;
    if head != *b"PK\x03\x04" {
        return None;
    }
    let mut zip = open(path)?;
    if zip.len() > ENTRIES {
        let many = Unreadable::TooManyEntries { kind: " ZIP 压缩包", count: zip.len(), limit: ENTRIES };
        return Some(Err(many.to_string()));
    }
    let names: Vec<Option<PathBuf>> = (0..zip.len()).filter_map(|at| name(&mut zip, at)).collect();
    let office = |name: &Option<PathBuf>| {
        let name = name.as_deref().and_then(Path::to_str).unwrap_or_default();
        name == "[Content_Types].xml" || name == "mimetype" || name == "OFD.xml" || name.starts_with("word/")
    };
    if names.iter().any(office) {
        return None;
    }
    if names.iter().any(Option::is_none) {
        return Some(Err("压缩包里有文件的路径指向压缩包以外，可能是恶意文件；请确认它的来源".to_owned()));
    }
    let mut names: Vec<PathBuf> = names.into_iter().flatten().filter(|name| is_meant(name)).collect();
    names.sort();
    names.dedup();
    if names.is_empty() {
        return Some(Err("这是压缩包，里面没有文件；请重新打包后再检查".to_owned()));
    }
    Some(Ok(names.into_iter().map(|name| path.join(name)).collect()))
}

/// The bytes of an entry that a path names; `None` where no file on the way to it is an archive.
pub(crate) fn read(path: &Path, limits: &Limits) -> Option<Result<Vec<u8>, String>> {
    let package = path.ancestors().skip(1).find(|folder| folder.is_file())?;
    let wanted = path.strip_prefix(package).ok()?;
    let mut zip = open(package)?;
    let at =
        (0..zip.len().min(ENTRIES)).find(|&at| name(&mut zip, at).flatten().as_deref() == Some(wanted))?;
    let entry = match zip.by_index(at) {
        Ok(entry) => entry,
        Err(ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED)) => {
            return Some(Err("压缩包加了密码，无法读取；请去掉密码，或解压后再检查".to_owned()));
        }
        Err(cause) => return Some(Err(format!("压缩包已损坏（{cause}）；请重新打包后再检查"))),
    };
    let mut bytes = Vec::new();
    // What an entry says of its size is not believed; the reader says how large is too large.
    Some(match entry.take(limits.bytes.saturating_add(1)).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(cause) => Err(format!("压缩包已损坏（{}）；请重新打包后再检查", io_sentence(&cause))),
    })
}

fn open(path: &Path) -> Option<Zip> {
    ZipArchive::new(BufReader::new(File::open(path).ok()?)).ok()
}

/// The path of an entry, `Some(None)` where it leads out of the archive; `None` for folders.
fn name(zip: &mut Zip, at: usize) -> Option<Option<PathBuf>> {
    let entry = zip.by_index_raw(at).ok()?;
    if entry.is_dir() {
        return None;
    }
    // Windows in Chinese writes names in its own encoding and does not say so.
    let name = gouji_reader::encoding::text(entry.name_raw());
    let path = PathBuf::from(name.replace('\\', "/"));
    let inside = path.components().all(|step| matches!(step, Component::Normal(_)));
    Some(inside.then_some(path))
}

/// Whether anybody means a file when naming its package: not what systems and browsers leave beside files.
fn is_meant(name: &Path) -> bool {
    let hidden = |step: &OsStr| step.to_string_lossy().starts_with('.') || step == "__MACOSX";
    PassedKind::of(name).is_none() && !name.iter().any(hidden)
}
