//! The files of a pack, each read once: what is held against a signature or a lock is what is then used.
//!
//! They lie in `packs/<id>/` (the library and its manifest), `rules/<id>/` (declared rules) and
//! `rules/<id>/dictionaries/`; nothing in other folders belongs to a pack.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use crate::batch::{available_jobs, in_order};
use crate::home::{self, Home};
use crate::load::{self, LoadError, refuse_world_writable, replaceable_by_anybody, writable_by_anybody};
use crate::manifest::{self, Installed, sha256};
use gouji_check::about::{self, About};

/// The folders of the installation that the halves of a pack lie in.
const HALVES: [&str; 2] = ["packs", "rules"];

/// The list of a pack's files, in each half of the pack.
pub(crate) const SUMS: &str = "gouji-pack.sums";
/// The signature of [`SUMS`], beside it.
pub(crate) const SIGNATURE: &str = "gouji-pack.sums.minisig";

/// Files that one thread reads at a time.
const PORTION: usize = 32;

/// The largest file of a pack. Libraries with all their symbols have tens of megabytes.
const LARGEST: u64 = 1 << 30;

/// The files of one pack.
#[derive(Debug, Default)]
pub(crate) struct Contents {
    pub(crate) id: String,
    /// By path in the installation, with `/` between its parts.
    pub(crate) files: BTreeMap<String, Content>,
    /// The texts of [`SUMS`] and of [`SIGNATURE`], by the half of the pack that they lie with: `packs` or `rules`.
    pub(crate) sums: BTreeMap<&'static str, String>,
    pub(crate) signatures: BTreeMap<&'static str, String>,
    /// The folder of its library with links resolved; `None` for a pack without one.
    pub(crate) library_folder: Option<PathBuf>,
}

/// A file as it was read.
#[derive(Debug)]
pub(crate) struct Content {
    /// For messages, and to find what lies beside it.
    pub(crate) path: PathBuf,
    pub(crate) bytes: Cow<'static, [u8]>,
    /// Empty for what is part of the binary.
    pub(crate) sha256: String,
    /// On Windows still open for files of `packs/<id>/`, so that what is loaded is what was read.
    #[expect(dead_code, reason = "held open, which keeps others from replacing it")]
    pub(crate) file: Option<File>,
}

impl Content {
    /// A library alone.
    pub(crate) fn read_library(path: &Path) -> Result<Self, LoadError> {
        read("packs/", path)
    }

    /// The text of the file.
    pub(crate) fn text(&self) -> Result<&str, LoadError> {
        std::str::from_utf8(&self.bytes).map_err(|cause| LoadError::Unreadable {
            path: self.path.clone(),
            cause: io::Error::new(io::ErrorKind::InvalidData, cause),
        })
    }
}

impl Contents {
    /// Reads the files of a pack; `None` where the installation has none. Nothing that anybody may change is read.
    pub(crate) fn read(home: &Home, id: &str) -> Result<Option<Self>, LoadError> {
        if !home.embedded.is_empty() {
            return Ok(Self::embedded(home, id));
        }
        let library_folder = match home.packs.as_os_str().is_empty() {
            true => None,
            false => fs::canonicalize(home.packs.join(id)).ok().filter(|folder| folder.is_dir()),
        };
        let rules = home.rules.join(id);
        let mut found = Vec::new();
        if let Some(folder) = &library_folder {
            refuse_replaceable(&home.packs.join(id))?;
            found.extend(list(folder, &format!("packs/{id}"), &|_| true)?.unwrap_or_default());
        }
        let is_rule = |name: &str| name.ends_with(".toml") || name == SUMS || name == SIGNATURE;
        let declared = list(&rules, &format!("rules/{id}"), &is_rule)?;
        if let Some(declared) = declared {
            refuse_replaceable(&rules)?;
            found.extend(declared);
            let words = list(&rules.join("dictionaries"), &format!("rules/{id}/dictionaries"), &|_| true)?;
            found.extend(words.unwrap_or_default());
        } else if library_folder.is_none() {
            return Ok(None);
        }
        let mut contents = Self { id: id.to_owned(), library_folder, ..Self::default() };
        for (name, content) in read_all(&found)? {
            contents.add(name, content)?;
        }
        Ok(Some(contents))
    }

    fn embedded(home: &Home, id: &str) -> Option<Self> {
        let files = home.embedded.iter().filter(|(path, _)| {
            path.split_once('/').is_some_and(|(first, rest)| {
                let inside = rest.strip_prefix("dictionaries/").unwrap_or(rest);
                first == id && !inside.contains('/') && (inside.len() < rest.len() || rest.ends_with(".toml"))
            })
        });
        let files: BTreeMap<String, Content> = files
            .map(|&(path, text)| {
                let bytes = Cow::Borrowed(text.as_bytes());
                let content =
                    Content { path: home.rules.join(path), bytes, sha256: String::new(), file: None };
                (format!("rules/{path}"), content)
            })
            .collect();
        (!files.is_empty()).then(|| Self { id: id.to_owned(), files, ..Self::default() })
    }

    fn add(&mut self, name: String, content: Content) -> Result<(), LoadError> {
        let half = HALVES.into_iter().find(|half| name.starts_with(half)).unwrap_or_default();
        match name.strip_prefix(&format!("{half}/{}/", self.id)) {
            Some(SUMS) => drop(self.sums.insert(half, content.text()?.to_owned())),
            Some(SIGNATURE) => drop(self.signatures.insert(half, content.text()?.to_owned())),
            _ => drop(self.files.insert(name, content)),
        }
        Ok(())
    }

    /// The halves that the pack has: `packs` where it has a library, `rules` where it has anything there.
    pub(crate) fn halves(&self) -> Vec<&'static str> {
        let has = |half: &&str| match *half {
            "packs" => self.library_folder.is_some(),
            half => self.files.keys().any(|path| path.starts_with(half)),
        };
        HALVES.into_iter().filter(has).collect()
    }

    /// The list of the pack's files and its signature, which every half has and has alike, or none has; else a Chinese
    /// sentence.
    pub(crate) fn listed(&self) -> Result<(Option<&str>, Option<&str>), String> {
        Ok((self.alike(SUMS, &self.sums)?, self.alike(SIGNATURE, &self.signatures)?))
    }

    fn alike<'a>(
        &self,
        file: &str,
        texts: &'a BTreeMap<&'static str, String>,
    ) -> Result<Option<&'a str>, String> {
        let Some(first) = texts.values().next() else { return Ok(None) };
        let id = &self.id;
        for half in self.halves() {
            match texts.get(half) {
                None => return Err(format!("缺少 {half}/{id}/{file}")),
                Some(text) if text != first => {
                    return Err(format!("packs/{id} 和 rules/{id} 里的 {file} 不一样"));
                }
                Some(_) => {}
            }
        }
        Ok(Some(first))
    }

    /// Of all files, by name and hash. What is part of the binary has no hash, and needs none.
    pub(crate) fn digest(&self) -> String {
        let files = self.files.iter().map(|(path, content)| format!("{} {path}\n", content.sha256));
        sha256(files.collect::<String>().as_bytes())
    }

    /// A file of `rules/<id>/`, by its path there.
    pub(crate) fn of_rules(&self, path: &str) -> Option<&Content> {
        self.files.get(&format!("rules/{}/{path}", self.id))
    }

    /// A file of `packs/<id>/`.
    pub(crate) fn of_library(&self, name: &str) -> Option<&Content> {
        self.files.get(&format!("packs/{}/{name}", self.id))
    }

    /// The manifest of its library, and the folder that it stands in; `None` for a pack without one.
    pub(crate) fn installed(&self) -> Result<Option<(&Path, Installed)>, LoadError> {
        let Some(folder) = &self.library_folder else { return Ok(None) };
        let Some(manifest) = self.of_library(manifest::FILE) else {
            return Err(LoadError::NoManifest { pack: self.id.clone(), folder: folder.clone() });
        };
        let installed = Installed::parse(folder, manifest.text()?)?;
        if installed.id != self.id {
            return Err(load::other(&self.id, "标识", &self.id, &installed.id));
        }
        Ok(Some((folder, installed)))
    }

    /// What a pack without a library says of itself; `None` where it says nothing.
    pub(crate) fn about(&self) -> Result<Option<About>, LoadError> {
        let about = self.of_rules(about::FILE);
        about.map(|about| Ok(About::parse(&self.id, &about.path, about.text()?)?)).transpose()
    }

    /// The version that the pack's own files say, if they say any.
    pub(crate) fn said_version(&self) -> Result<Option<String>, LoadError> {
        let said = match self.installed()? {
            Some((_, installed)) => installed.version,
            None => self.about()?.unwrap_or_default().version,
        };
        Ok(Some(said).filter(|said| !said.is_empty()))
    }

    /// The pack's version: a pack that says nothing has that of the program.
    pub(crate) fn version(&self) -> Result<String, LoadError> {
        Ok(self.said_version()?.unwrap_or_else(|| env!("CARGO_PKG_VERSION").to_owned()))
    }

    /// The TOML files of `rules/<id>/`, sorted by name, each with its name.
    pub(crate) fn rules(&self) -> impl Iterator<Item = (&str, &Content)> {
        let folder = format!("rules/{}/", self.id);
        self.files.iter().filter_map(move |(path, content)| {
            let name = path.strip_prefix(&folder)?;
            (name.ends_with(".toml") && !name.contains('/')).then_some((name, content))
        })
    }

    /// Whether a path of [`Contents::files`] is that of a dictionary.
    pub(crate) fn is_dictionary(&self, path: &str) -> bool {
        path.strip_prefix("rules/")
            .and_then(|rest| rest.strip_prefix(self.id.as_str()))
            .is_some_and(|rest| rest.starts_with("/dictionaries/"))
    }
}

/// Refuses a pack's folder that anybody may put another one in place of: by the folder that it is in, the one that this
/// is in, and the one where it really is when a link leads there.
fn refuse_replaceable(folder: &Path) -> Result<(), LoadError> {
    let mut above: Vec<PathBuf> = folder.ancestors().skip(1).take(2).map(Path::to_owned).collect();
    let real = fs::canonicalize(folder);
    let real = real.map_err(|cause| LoadError::Unreadable { path: folder.to_owned(), cause })?;
    above.extend(real.parent().map(Path::to_owned));
    for folder in above.iter().filter(|folder| !folder.as_os_str().is_empty()) {
        let metadata = fs::metadata(folder);
        let metadata = metadata.map_err(|cause| LoadError::Unreadable { path: folder.clone(), cause })?;
        if replaceable_by_anybody(&metadata) {
            return Err(LoadError::WorldWritable { path: folder.clone() });
        }
    }
    Ok(())
}

/// The files directly in a folder that are wanted, hidden ones aside: path in the installation, path on the disk.
/// `None` where there is no such folder.
fn list(
    folder: &Path,
    shown: &str,
    wanted: &dyn Fn(&str) -> bool,
) -> Result<Option<Vec<(String, PathBuf)>>, LoadError> {
    let files = home::files(folder);
    let files = files.map_err(|cause| LoadError::Unreadable { path: folder.to_owned(), cause })?;
    let Some(files) = files else { return Ok(None) };
    refuse_world_writable(folder)?;
    let files = files.into_iter().filter(|(name, _)| wanted(name));
    Ok(Some(files.map(|(name, path)| (format!("{shown}/{name}"), path)).collect()))
}

fn read_all(found: &[(String, PathBuf)]) -> Result<Vec<(String, Content)>, LoadError> {
    let read = |files: &&[(String, PathBuf)]| -> Result<Vec<_>, LoadError> {
        files.iter().map(|(name, path)| Ok((name.clone(), read(name, path)?))).collect()
    };
    let portions: Vec<_> = found.chunks(PORTION).collect();
    let mut results = Vec::with_capacity(portions.len());
    in_order(&portions, available_jobs().min(portions.len()), read, &mut |result| results.push(result));
    let mut all = Vec::with_capacity(found.len());
    for result in results {
        all.extend(result?);
    }
    Ok(all)
}

/// Looks at a file, reads it and hashes it through one and the same handle.
fn read(name: &str, path: &Path) -> Result<Content, LoadError> {
    let unreadable = |cause| LoadError::Unreadable { path: path.to_owned(), cause };
    // To open a pipe would wait for whoever writes into it.
    if !fs::metadata(path).map_err(unreadable)?.is_file() {
        return Err(unreadable(io::Error::new(io::ErrorKind::InvalidInput, "不是普通的文件")));
    }
    let mut file = open(path).map_err(unreadable)?;
    let metadata = file.metadata().map_err(unreadable)?;
    if writable_by_anybody(&metadata) {
        return Err(LoadError::WorldWritable { path: path.to_owned() });
    }
    if metadata.len() > LARGEST {
        return Err(unreadable(io::Error::new(io::ErrorKind::FileTooLarge, "超过 1 GiB")));
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    Read::by_ref(&mut file).take(LARGEST).read_to_end(&mut bytes).map_err(unreadable)?;
    let sha256 = sha256(&bytes);
    let file = (cfg!(windows) && name.starts_with("packs/")).then_some(file);
    Ok(Content { path: path.to_owned(), bytes: bytes.into(), sha256, file })
}

/// On Windows nobody can change, rename or delete the file as long as it is open.
#[cfg(windows)]
fn open(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt;
    const FILE_SHARE_READ: u32 = 1;
    fs::OpenOptions::new().read(true).share_mode(FILE_SHARE_READ).open(path)
}

#[cfg(not(windows))]
fn open(path: &Path) -> io::Result<File> {
    File::open(path)
}
