//! Whom a pack comes from: told from its files alone, before any code of it runs.
//!
//! A publisher signs the list of all files of a pack, `gouji-pack.sums`, with ed25519 in the format of minisign:
//! `gouji-pack.sums.minisig` beside it. The pack's id and version stand in the signed ("trusted") comment, so that the
//! signature of one pack or version does not pass for that of another. Whether the key is a trusted one the
//! installation says (`keys/*.pub`), or a profile (`[keys]`).
//!
//! Dictionaries are words that an office may change. A changed one is no longer what the publisher has signed: it is
//! told of, and the rest of the pack stays trusted. Anything else that differs from the list is refused.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gouji_check::profile::Profile;
pub use gouji_check::trust::{Key, Policy, Trust};
use gouji_check::trust::{key_id, public_key};
use minisign_verify::{PublicKey, Signature};

use crate::contents::{Contents, SIGNATURE, SUMS};
use crate::home::Home;
use crate::listing;
use crate::load::{LoadError, refuse_world_writable};
use crate::released::ReleasedPack;

/// The keys that an installation and its profiles trust, and what becomes of packs that none of them has signed.
#[derive(Debug, Default)]
pub(crate) struct Vouching {
    keys: Vec<(Key, PublicKey)>,
    policy: Policy,
    /// Where keys are looked for, for messages.
    folder: PathBuf,
}

/// The most bytes that the file of a key may have; those of minisign have about a hundred.
const LARGEST: u64 = 4096;

impl Vouching {
    /// Of the folder of keys alone; signatures that do not hold are told of by whoever asks.
    pub(crate) fn lenient(keys: &Path) -> Result<Self, LoadError> {
        Ok(Self { keys: read_keys(keys)?, policy: Policy::Off, folder: keys.to_owned() })
    }

    /// Of the folder of keys and of all profiles of a run; of their policies the strictest stands.
    pub(crate) fn new(keys: &Path, profiles: &[Profile]) -> Result<Self, LoadError> {
        let mut vouching = Self::lenient(keys)?;
        for profile in profiles {
            vouching.keys.extend(profile.keys.iter().map(|key| (key.key.clone(), key.public.clone())));
        }
        vouching.policy = profiles.iter().filter_map(|profile| profile.signature).max().unwrap_or_default();
        Ok(vouching)
    }

    /// The keys of further files are trusted too.
    pub(crate) fn and(mut self, more: &[PathBuf]) -> Result<Self, LoadError> {
        for path in more {
            self.keys.push(read_key(path)?);
        }
        Ok(self)
    }

    /// Who of those that are trusted has signed the list of a package, and the id and version that it is of.
    pub(crate) fn package(&self, sums: &str, signature: &str) -> Result<(Key, String, String), String> {
        let broken = || format!("{SIGNATURE} 已损坏，不是 minisign 的签名");
        let id = signature.lines().nth(1).and_then(key_id).ok_or_else(broken)?;
        let signature = Signature::decode(signature).map_err(|_| broken())?;
        let mut known = self.keys.iter().filter(|(key, _)| key.id == id).peekable();
        if known.peek().is_none() {
            let folder = self.folder.display();
            return Err(format!(
                "签名的密钥 {id} 不在可信之列；从别的渠道核对公钥以后，放进 {folder}，或在安装时指明"
            ));
        }
        let signed = known.find(|(_, public)| public.verify(sums.as_bytes(), &signature, false).is_ok());
        let Some((key, _)) = signed else {
            return Err(format!("{SUMS} 与签名不符，被改动过，或者不是密钥 {id} 签的；请向发布者核实"));
        };
        let words =
            word(signature.trusted_comment(), PACKAGE).zip(word(signature.trusted_comment(), "version"));
        let (pack, version) = words.ok_or_else(|| format!("{SIGNATURE} 不是规则包文件的签名"))?;
        Ok((key.clone(), pack.to_owned(), version.to_owned()))
    }

    pub(crate) fn policy(&self) -> Policy {
        self.policy
    }

    /// How far a pack that lies on the disk is trusted; an error where it is refused. `released` is the pack of that id
    /// as the program was released with it; `linked`: its code is part of the program.
    pub(crate) fn trust(
        &self,
        contents: &Contents,
        version: &str,
        released: Option<&ReleasedPack>,
        linked: bool,
    ) -> Result<Trust, LoadError> {
        let pack = || contents.id.clone();
        let trust = match self.examine(contents, version) {
            Ok(trust) => trust,
            Err(_) if self.policy == Policy::Off => Trust::Unsigned,
            Err(why) => return Err(LoadError::NotAsSigned { pack: pack(), why }),
        };
        let trust = match released {
            Some(released) => as_released(released, contents, linked, trust)?,
            None => trust,
        };
        // Whoever asks for no signature still has a whole pack.
        if !trust.is_trusted() {
            let whole = contents
                .listed()
                .and_then(|(sums, _)| sums.map(|sums| listing::edited(contents, sums)).transpose());
            whole.map_err(|why| LoadError::NotWhole { pack: pack(), why })?;
        }
        if self.policy == Policy::Require && !trust.is_trusted() {
            let (pack, keys) = (contents.id.clone(), self.folder.clone());
            return Err(LoadError::NotTrusted { pack, trust, keys });
        }
        Ok(trust)
    }

    /// What the signature says, or in which way it does not hold.
    pub(crate) fn examine(&self, contents: &Contents, version: &str) -> Result<Trust, String> {
        let (sums, signature) = match contents.listed()? {
            (None, None) => return Ok(Trust::Unsigned),
            (None, Some(_)) => return Err(format!("缺少 {SUMS}")),
            (Some(sums), None) if listing::is_unsigned(sums) => return Ok(Trust::Unsigned),
            (Some(_), None) => return Err(format!("缺少 {SIGNATURE}")),
            (Some(sums), Some(signature)) => (sums, signature),
        };
        let broken = || format!("{SIGNATURE} 已损坏，不是 minisign 的签名");
        let id = signature.lines().nth(1).and_then(key_id).ok_or_else(broken)?;
        let signature = Signature::decode(signature).map_err(|_| broken())?;
        let mut known = self.keys.iter().filter(|(key, _)| key.id == id).peekable();
        if known.peek().is_none() {
            return Ok(Trust::UnknownKey(id));
        }
        let Some((key, _)) =
            known.find(|(_, public)| public.verify(sums.as_bytes(), &signature, false).is_ok())
        else {
            return Err(format!("{SUMS} 与签名不符，被改动过，或者不是密钥 {id} 签的"));
        };
        let (signed_id, signed_version) =
            named(signature.trusted_comment()).ok_or_else(|| format!("{SIGNATURE} 不是规则包的签名"))?;
        if signed_id != contents.id {
            return Err(format!("签名是给规则包“{signed_id}”的，它被改了名或者调换了"));
        }
        if signed_version != version {
            return Err(format!("签名的是 {signed_version} 版，现在是 {version} 版"));
        }
        let edited = listing::edited(contents, sums)?;
        Ok(Trust::Signed { key: key.clone(), edited })
    }
}

/// How far a pack is trusted that bears the id of one that the program was released with: it is that one, or one that a
/// trusted key has signed and that has both halves too.
fn as_released(
    released: &ReleasedPack,
    contents: &Contents,
    linked: bool,
    trust: Trust,
) -> Result<Trust, LoadError> {
    let refused = |why| LoadError::NotAsReleased { pack: contents.id.clone(), why };
    if trust.is_trusted() {
        return released.half(contents, linked).map_or(Ok(trust), |why| Err(refused(why)));
    }
    let installed = contents.installed()?.map(|(_, installed)| installed);
    let held = released.holds(contents, installed.as_ref(), linked).map_err(refused)?;
    Ok(if held.code { Trust::Released { edited: held.edited } } else { trust })
}

/// A pack that was held against its signature.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verified {
    pub id: String,
    pub version: String,
    pub files: usize,
    /// How far it is trusted, or in which way its signature does not hold.
    pub trust: Result<Trust, String>,
}

/// Holds the pack of an installation with that id against its signature, without running anything of it; `None` where
/// there is no such pack. Trusted are the keys in a folder, if it is there, and those in further files.
pub fn verify(home: &Home, id: &str, keys: &Path, more: &[PathBuf]) -> Result<Option<Verified>, LoadError> {
    let vouching = Vouching::lenient(keys)?.and(more)?;
    let Some(contents) = Contents::read(home, id)? else { return Ok(None) };
    let version = contents.version()?;
    let trust = vouching.examine(&contents, &version);
    Ok(Some(Verified { id: contents.id, version, files: contents.files.len(), trust }))
}

/// The comment that is signed along with the list of files.
pub(crate) fn comment(id: &str, version: &str) -> String {
    format!("gouji-pack:{id}\tversion:{version}")
}

/// The same for the list of all that is in a package.
pub(crate) fn package_comment(id: &str, version: &str) -> String {
    format!("{PACKAGE}:{id}\tversion:{version}")
}

const PACKAGE: &str = "gouji-package";

/// The id and version in a signed comment. Further words of it are for people.
fn named(comment: &str) -> Option<(&str, &str)> {
    Some((word(comment, "gouji-pack")?, word(comment, "version")?))
}

fn word<'c>(comment: &'c str, key: &str) -> Option<&'c str> {
    comment.split('\t').find_map(|word| word.strip_prefix(key)?.strip_prefix(':'))
}

/// The keys in a folder, each named like its file; none where there is no such folder.
fn read_keys(folder: &Path) -> Result<Vec<(Key, PublicKey)>, LoadError> {
    if folder.as_os_str().is_empty() {
        return Ok(Vec::new());
    }
    let unreadable = |path: &Path, cause| LoadError::Unreadable { path: path.to_owned(), cause };
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(cause) => return Err(unreadable(folder, cause)),
    };
    refuse_world_writable(folder)?;
    let mut keys = Vec::new();
    for entry in entries {
        let path = entry.map_err(|cause| unreadable(folder, cause))?.path();
        if path.extension().is_none_or(|extension| extension != "pub") {
            continue;
        }
        keys.push(read_key(&path)?);
    }
    keys.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
    Ok(keys)
}

/// A key from a file, named like it.
fn read_key(path: &Path) -> Result<(Key, PublicKey), LoadError> {
    let unreadable = |cause| LoadError::Unreadable { path: path.to_owned(), cause };
    refuse_world_writable(path)?;
    let text = match fs::metadata(path).map_err(unreadable)?.len() {
        0..=LARGEST => fs::read(path).map_err(unreadable)?,
        _ => Vec::new(),
    };
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    public_key(&name, &String::from_utf8_lossy(&text))
        .ok_or_else(|| LoadError::BrokenKey { path: path.to_owned() })
}
