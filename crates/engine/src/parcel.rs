//! `.gjpack`: a pack in one signed file, to be handed out and installed as a whole.
//!
//! A ZIP archive. `gouji-pack.sums` lists every other entry with its SHA-256, in the form of `sha256sum`;
//! `gouji-pack.sums.minisig` is its signature, with the pack's id and version in the signed comment. Below a folder for
//! each system (`any` where the pack has no library, else such as `linux-x86_64`) lies what is installed: `rules/<id>/`,
//! `packs/<id>/`, each half with its own signed list, and the profile `rules/<id>.toml`. Nothing of the pack is run.

mod place;
mod publish;

use std::collections::{BTreeMap, BTreeSet};
use std::env::consts::{ARCH, OS};
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use zip::ZipArchive;

pub use self::place::{Listed, Placed, Removed, install, list, remove, upgrade};
pub use self::publish::{Published, Tree, publish};
use crate::contents::{SIGNATURE, SUMS};
use crate::load::LoadError;
use crate::manifest::sha256;
use crate::sign::SignError;
use crate::trust::{Key, Vouching};
use gouji_check::profile::is_pack_id;

/// How the name of the file ends.
pub const EXTENSION: &str = "gjpack";
/// The folder of what every system can use.
const ANY: &str = "any";
/// Most files in one, and their bytes together.
const FILES: usize = 10_000;
const BYTES: u64 = 512 << 20;

/// Why a pack was not published, installed or removed. Then nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ParcelError {
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error(transparent)]
    Sign(#[from] SignError),
    #[error("无法读取 {}：{}", .path.display(), crate::input::io_sentence(.cause))]
    Unreadable { path: PathBuf, cause: io::Error },
    #[error("无法写入 {}：{}", .path.display(), crate::input::io_sentence(.cause))]
    Write { path: PathBuf, cause: io::Error },
    #[error("{} 不是可以安装的规则包文件：{why}", .path.display())]
    Broken { path: PathBuf, why: String },
    #[error("{}：{why}", .path.display())]
    Untrusted { path: PathBuf, why: String },
    #[error(
        "{} 里没有本机（{OS}-{ARCH}）能用的规则包“{id}”，只有 {} 的；请向发布者要本机系统的",
        .path.display(), .has.join("、")
    )]
    OtherSystem { path: PathBuf, id: String, has: Vec<String> },
    /// What is installed stands in the way.
    #[error("{0}")]
    Refused(String),
}

/// A file as it was read: trusted, whole, and nothing of it written yet.
#[derive(Debug)]
pub(crate) struct Parcel {
    pub(crate) id: String,
    pub(crate) version: String,
    pub(crate) signer: Key,
    /// By path below the folder of this machine's system.
    pub(crate) files: BTreeMap<String, Vec<u8>>,
}

impl Parcel {
    /// Reads and verifies one.
    pub(crate) fn read(path: &Path, vouching: &Vouching) -> Result<Self, ParcelError> {
        let broken = |why: String| ParcelError::Broken { path: path.to_owned(), why };
        let mut entries = entries(path)?;
        let text = |bytes: Option<Vec<u8>>, name: &str| {
            let bytes = bytes.ok_or_else(|| broken(format!("缺少 {name}")))?;
            String::from_utf8(bytes).map_err(|_| broken(format!("{name} 不是文字")))
        };
        let sums = text(entries.remove(SUMS), SUMS)?;
        let signature = text(entries.remove(SIGNATURE), SIGNATURE)?;
        let (signer, id, version) = vouching
            .package(&sums, &signature)
            .map_err(|why| ParcelError::Untrusted { path: path.to_owned(), why })?;
        if !is_pack_id(&id) {
            return Err(broken(format!("“{id}”不能作规则包的标识")));
        }
        whole(&sums, &entries).map_err(broken)?;
        let mut systems: BTreeSet<String> = BTreeSet::new();
        for name in entries.keys() {
            let inside = name.split_once('/').filter(|(_, rest)| is_of(rest, &id));
            let (system, _) = inside.ok_or_else(|| broken(format!("{name} 不属于规则包“{id}”")))?;
            systems.insert(system.to_owned());
        }
        let here = format!("{OS}-{ARCH}");
        let Some(system) = [&*here, ANY].into_iter().find(|system| systems.contains(*system)) else {
            let has = systems.into_iter().collect();
            return Err(ParcelError::OtherSystem { path: path.to_owned(), id, has });
        };
        let prefix = format!("{system}/");
        let files = entries
            .into_iter()
            .filter_map(|(name, bytes)| Some((name.strip_prefix(&prefix)?.to_owned(), bytes)))
            .collect();
        Ok(Self { id, version, signer, files })
    }
}

/// Whether a path in the installation belongs to a pack or is the profile of its name.
fn is_of(path: &str, id: &str) -> bool {
    let below = |half: &str| path.strip_prefix(half).is_some_and(|rest| !rest.is_empty());
    below(&format!("rules/{id}/")) || below(&format!("packs/{id}/")) || path == format!("rules/{id}.toml")
}

/// What the entries hold, by name; one that leads out of the file, or too much of them, is refused.
fn entries(path: &Path) -> Result<BTreeMap<String, Vec<u8>>, ParcelError> {
    let broken = |why: String| ParcelError::Broken { path: path.to_owned(), why };
    let unreadable = |cause| ParcelError::Unreadable { path: path.to_owned(), cause };
    let file = crate::plain::open(path).map_err(unreadable)?;
    let mut zip: ZipArchive<BufReader<File>> = ZipArchive::new(BufReader::new(file))
        .map_err(|_| broken("文件不完整，或者不是 gouji pack publish 写出的；请重新取一份".to_owned()))?;
    if zip.len() > FILES {
        return Err(broken(format!("里面有 {} 个文件，至多 {FILES} 个", zip.len())));
    }
    let mut entries = BTreeMap::new();
    let mut left = BYTES;
    for at in 0..zip.len() {
        let entry = zip.by_index(at).map_err(|_| broken("文件已损坏；请重新取一份".to_owned()))?;
        let name = entry.name().map_err(|_| broken("里面有读不懂的文件名".to_owned()))?.into_owned();
        if !is_inside(&name) || !entry.is_file() {
            return Err(broken(format!("里面的“{}”指向文件夹以外，可能是恶意文件", name.escape_debug())));
        }
        let mut bytes = Vec::new();
        // What an entry says of its size is not believed.
        let read = entry.take(left + 1).read_to_end(&mut bytes);
        let read = read.map_err(|_| broken(format!("{name} 已损坏；请重新取一份")))? as u64;
        left = left.checked_sub(read).ok_or_else(|| broken(format!("解开超过 {} MiB", BYTES >> 20)))?;
        if entries.insert(name.clone(), bytes).is_some() {
            return Err(broken(format!("{name} 写了两次")));
        }
    }
    Ok(entries)
}

/// Whether a path stays where it is put, on every system.
fn is_inside(name: &str) -> bool {
    let fits = |step: &str| {
        !step.is_empty()
            && !step.starts_with('.')
            && !step.ends_with(['.', ' '])
            && !step.contains(|c: char| c.is_control() || "\\:*?\"<>|".contains(c))
    };
    name.len() < 300 && name.split('/').all(fits)
}

/// Holds the entries against their list.
fn whole(sums: &str, entries: &BTreeMap<String, Vec<u8>>) -> Result<(), String> {
    let mut listed = BTreeSet::new();
    for line in sums.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (hash, name) = line.split_once("  ").ok_or_else(|| format!("{SUMS} 里有读不懂的行"))?;
        match entries.get(name) {
            None => return Err(format!("缺少 {name}")),
            Some(bytes) if !sha256(bytes).eq_ignore_ascii_case(hash) => {
                return Err(format!("{name} 被改动过"));
            }
            Some(_) => listed.insert(name),
        };
    }
    match entries.keys().find(|name| !listed.contains(name.as_str())) {
        Some(name) => Err(format!("多出 {name}")),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_inside() {
        for name in ["any/rules/a/b.toml", "linux-x86_64/packs/a/liba.so"] {
            assert!(is_inside(name), "{name}");
        }
        for name in ["../a", "a/../b", "/a", "a//b", "a/", "a\\b", "C:/a", "a/.b", "a\0b", "a. /b", "."] {
            assert!(!is_inside(name), "{name:?}");
        }
        assert!(is_of("rules/a/b.toml", "a") && is_of("rules/a.toml", "a") && is_of("packs/a/c", "a"));
        assert!(!is_of("rules/ab/c.toml", "a") && !is_of("keys/a.pub", "a") && !is_of("rules/a/", "a"));
    }
}
