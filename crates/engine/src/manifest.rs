//! `packs/<id>/gouji-pack.toml`: what a pack's library is, readable without loading it.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

pub use gouji_check::hash::sha256;
use gouji_check::position::{Position, Wrong, complaint};
use gouji_check::profile::is_pack_id;
use gouji_core::boundary::ABI;
use gouji_core::pack::Manifest;
use serde::{Deserialize, Serialize};

use crate::isolate::Isolation;
use crate::load::{self, LoadError};
use crate::plain;

/// The name of the file, in the folder of the pack.
pub const FILE: &str = "gouji-pack.toml";

/// A pack's library as installed. Keys that a newer version adds are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Installed {
    pub id: String,
    pub version: String,
    pub title: String,
    /// GB/T 2260 division code; empty for the nation.
    #[serde(default)]
    pub place: String,
    /// Keys of levels; empty for all.
    #[serde(default)]
    pub levels: Vec<String>,
    /// First and last report year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub years: Option<[u16; 2]>,
    /// The number of the border that it was built for.
    pub abi: u32,
    /// The least minor version of the report schema that it can do with, and the one that it was built with.
    pub schema: [u16; 2],
    /// The name of the library's file, in the same folder.
    pub library: String,
    /// Of the library.
    pub sha256: String,
    #[serde(default)]
    pub rules: Vec<InstalledRule>,
}

/// A rule, for lists.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstalledRule {
    pub code: String,
    pub name: String,
    pub title: String,
    pub severity: String,
    #[serde(default)]
    pub basis: String,
}

/// The text of a file of the installation; `None` where there is none.
pub(crate) fn text_of(path: &Path) -> Result<Option<String>, LoadError> {
    match plain::text(path) {
        Ok(text) => Ok(Some(text)),
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(cause) => Err(LoadError::Unreadable { path: path.to_owned(), cause }),
    }
}

/// Why a built library could not be installed as a pack.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    #[error(transparent)]
    Load(#[from] LoadError),
    #[error("无法写入 {}", .path.display())]
    Write { path: PathBuf, source: io::Error },
    #[error("{} 没有文件名", .0.display())]
    NoName(PathBuf),
    #[error("规则包自称的“{0}”不能作标识：应由小写字母、数字和连字符组成")]
    BadId(String),
}

impl Installed {
    /// The manifest of a library that says `manifest` of itself.
    pub fn new(manifest: &Manifest, library: &str, sha256: String) -> Self {
        Self {
            id: manifest.id.clone(),
            version: manifest.version.clone(),
            title: manifest.title.clone(),
            place: manifest.place.clone(),
            levels: manifest.levels.iter().map(|level| level.key().to_owned()).collect(),
            years: manifest.years.map(|(from, to)| [from, to]),
            abi: ABI,
            schema: [manifest.min_schema, manifest.schema],
            library: library.to_owned(),
            sha256,
            rules: manifest
                .rules
                .iter()
                .map(|card| InstalledRule {
                    code: card.code.clone(),
                    name: card.name.clone(),
                    title: card.title.clone(),
                    severity: card.severity.key().to_owned(),
                    basis: card.basis.clone(),
                })
                .collect(),
        }
    }

    /// Reads `<folder>/gouji-pack.toml`; `None` where there is none.
    pub fn read(folder: &Path) -> Result<Option<Self>, LoadError> {
        text_of(&folder.join(FILE))?.map(|text| Self::parse(folder, &text)).transpose()
    }

    /// From the text of `<folder>/gouji-pack.toml`.
    pub(crate) fn parse(folder: &Path, text: &str) -> Result<Self, LoadError> {
        let path = folder.join(FILE);
        let wrong = |at, why| LoadError::BrokenManifest(Wrong { at, why });
        let installed: Self = toml::from_str(text)
            .map_err(|error| wrong(Position::of_span(&path, text, error.span()), broken(&error)))?;
        let wrong = |why: String| wrong(Position::new(&path, text, 0), why);
        if folder.file_name().is_none_or(|name| name != installed.id.as_str()) || !is_pack_id(&installed.id) {
            return Err(wrong(format!("标识“{}”应与所在文件夹同名", installed.id)));
        }
        // A library elsewhere would not be covered by the checks of this folder.
        if Path::new(&installed.library).file_name().is_none_or(|name| name != installed.library.as_str()) {
            return Err(wrong(format!("library 应为本文件夹里的文件名，现在是“{}”", installed.library)));
        }
        Ok(installed)
    }

    /// Writes `<folder>/gouji-pack.toml`, all or nothing.
    pub fn write(&self, folder: &Path) -> io::Result<()> {
        let text = toml::to_string(self).map_err(io::Error::other)?;
        replace(&folder.join(FILE), text.as_bytes())
    }
}

/// What is wrong with a file that is TOML but not the manifest or lock that it should be.
pub(crate) fn broken(error: &toml::de::Error) -> String {
    let message = error.message();
    match message.strip_prefix("missing field ") {
        Some(field) => format!("没有写 {}", field.trim_matches('`')),
        None if message.starts_with("unknown field") => format!("有不认识的键（{message}）"),
        None if message.starts_with("invalid type") => format!("值的类型不对（{message}）"),
        None => complaint(error),
    }
}

/// Makes a pack of a built library: asks it what it is, and writes `<into>/<id>/` with a copy of it and its manifest.
///
/// The library's code is run: it must be one that the caller has built or trusts.
pub fn install(library: &Path, into: &Path) -> Result<Installed, InstallError> {
    install_with(library, into, &Isolation::default())
}

/// The same, the library being asked in a process of its own if `isolation` says so of one that nobody has signed.
pub fn install_with(library: &Path, into: &Path, isolation: &Isolation) -> Result<Installed, InstallError> {
    let name = library.file_name().ok_or_else(|| InstallError::NoName(library.to_owned()))?;
    let (said, bytes) = load::unlisted(library, isolation.takes(false).then_some(isolation))?;
    // It becomes the name of a folder.
    if !is_pack_id(&said.manifest.id) {
        return Err(InstallError::BadId(said.manifest.id));
    }
    let installed = Installed::new(&said.manifest, &name.to_string_lossy(), said.sha256);
    let folder = into.join(&installed.id);
    let write =
        |path: PathBuf, result: io::Result<()>| result.map_err(|source| InstallError::Write { path, source });
    write(folder.clone(), fs::create_dir_all(&folder))?;
    write(folder.join(name), replace(&folder.join(name), &bytes))?;
    write(folder.join(FILE), installed.write(&folder))?;
    Ok(installed)
}

/// Puts a file in place of another in one step: a library that is in use must not change under its users.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut temporary = path.as_os_str().to_owned();
    temporary.push(format!(".{}.new", std::process::id()));
    let temporary = PathBuf::from(temporary);
    let written = fs::File::create(&temporary).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    let result = written.and_then(|()| fs::rename(&temporary, path));
    if result.is_err() {
        // The error that matters is the first one.
        let _ = fs::remove_file(&temporary);
    }
    result
}
