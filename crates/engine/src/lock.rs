//! `gouji.lock`, beside a profile: which packs its folder's profiles may use, in which version, and the hash of every
//! file of theirs but their signatures. What differs is refused before any code of the pack is run.
//!
//! ```toml
//! [[packs]]
//! id = "hubei"
//! version = "0.1.0"
//! [packs.files]
//! "rules/hubei/outdated-names.toml" = "…"      # paths in the installation; SHA-256
//! ```

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use gouji_check::about::version;
use gouji_check::position::{Position, Wrong};
use serde::{Deserialize, Serialize};

use crate::contents::Contents;
use crate::home::Home;
use crate::load::{LoadError, refuse_world_writable};
use crate::manifest::{broken, replace, text_of};

/// The name of the file, in the folder of the profile.
pub const FILE: &str = "gouji.lock";

const HEAD: &str = "# 由 gouji pack lock 生成，不要手改。与它不符的规则包不会载入。\n\n";

/// What a lock file says.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lock {
    #[serde(default)]
    pub packs: Vec<Locked>,
}

/// A pack as it was when it was locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Locked {
    pub id: String,
    pub version: String,
    /// SHA-256 by path in the installation, with `/` between its parts.
    pub files: BTreeMap<String, String>,
}

impl Locked {
    /// The pack as it is now, without running anything of it; `None` where there is no such pack on the disk.
    pub fn of(home: &Home, id: &str) -> Result<Option<Self>, LoadError> {
        Contents::read(home, id)?.map(|contents| Self::new(&contents)).transpose()
    }

    pub(crate) fn new(contents: &Contents) -> Result<Self, LoadError> {
        let files = contents.files.iter().map(|(path, content)| (path.clone(), content.sha256.clone()));
        Ok(Self { id: contents.id.clone(), version: contents.version()?, files: files.collect() })
    }

    /// Why the pack as it is `now` is not this one.
    fn differs(&self, now: &Self) -> Option<String> {
        if now.version != self.version {
            let (is, was) = (&now.version, &self.version);
            let older = version(is) < version(was);
            return Some(format!("版本是 {is}，{}锁定的 {was}", if older { "低于" } else { "不是" }));
        }
        let changed = self.files.iter().find_map(|(file, hash)| match now.files.get(file) {
            None => Some(format!("缺少 {file}")),
            Some(found) if found != hash => {
                Some(format!("{file} 被改动过（锁定 {}…，实际 {}…）", start(hash), start(found)))
            }
            Some(_) => None,
        });
        let added = || now.files.keys().find(|file| !self.files.contains_key(*file));
        changed.or_else(|| added().map(|file| format!("多出 {file}")))
    }
}

impl Lock {
    /// The lock in a folder; `None` where there is none.
    pub fn read(folder: &Path) -> Result<Option<Self>, LoadError> {
        let path = folder.join(FILE);
        let Some(text) = text_of(&path)? else { return Ok(None) };
        refuse_world_writable(&path)?;
        let lock = toml::from_str(&text).map_err(|error| {
            let at = Position::of_span(&path, &text, error.span());
            LoadError::BrokenLock(Wrong { at, why: broken(&error) })
        })?;
        Ok(Some(lock))
    }

    /// Puts a pack in, in place of what the lock said of it, by id.
    pub fn put(&mut self, pack: Locked) {
        self.packs.retain(|other| other.id != pack.id);
        self.packs.push(pack);
        self.packs.sort_by(|a, b| a.id.cmp(&b.id));
    }

    /// Writes the lock into a folder, all or nothing.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let text = toml::to_string(self).map_err(io::Error::other)?;
        replace(&folder.join(FILE), format!("{HEAD}{text}").as_bytes())
    }

    fn admits(&self, path: &Path, id: &str, now: Option<&Locked>) -> Result<(), LoadError> {
        let refused =
            |why: String| Err(LoadError::NotAsLocked { pack: id.to_owned(), lock: path.to_owned(), why });
        let locked = self.packs.iter().find(|pack| pack.id == id);
        match (locked, now) {
            // A pack that is not there at all is told of as for profiles without a lock.
            (None, None) => Ok(()),
            (None, Some(_)) => refused("里面没有这个规则包，它是后来加上的，或者改了名".to_owned()),
            (Some(_), None) => refused("规则包不在了".to_owned()),
            (Some(locked), Some(now)) => locked.differs(now).map_or(Ok(()), refused),
        }
    }
}

/// The locks that a run has met.
#[derive(Default)]
pub(crate) struct Locks {
    read: BTreeMap<PathBuf, Option<Lock>>,
}

impl Locks {
    /// Refuses a pack that is not as the lock beside a profile says.
    pub(crate) fn enforce(
        &mut self,
        profile: &Path,
        id: &str,
        now: Option<&Locked>,
    ) -> Result<(), LoadError> {
        let folder = folder_of(profile);
        if !self.read.contains_key(folder) {
            self.read.insert(folder.to_owned(), Lock::read(folder)?);
        }
        match self.read.get(folder) {
            Some(Some(lock)) => lock.admits(&folder.join(FILE), id, now),
            _ => Ok(()),
        }
    }
}

/// The folder that a profile's lock stands in.
pub fn folder_of(profile: &Path) -> &Path {
    profile.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn start(hash: &str) -> &str {
    hash.get(..12).unwrap_or(hash)
}
