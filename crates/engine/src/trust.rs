//! Whom a pack comes from: told from its files alone, before any code of it runs.
//!
//! A publisher signs the list of all files of a pack, `gouji-pack.sums`, with ed25519 in the format of minisign:
//! `gouji-pack.sums.minisig` beside it. The pack's id and version stand in the signed ("trusted") comment, so that the
//! signature of one pack or version does not pass for that of another. Whether the key is a trusted one the
//! installation says (`keys/*.pub`), or a profile (`[keys]`).
//!
//! Dictionaries are words that an office may change. A changed one is no longer what the publisher has signed: it is
//! told of, and the rest of the pack stays trusted. Anything else that differs from the list is refused.

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use ct_codecs::{Base64, Decoder};
use gouji_core::verdict::PackTrust;
use minisign_verify::{PublicKey, Signature};

use crate::contents::{Contents, SIGNATURE, SUMS};
use crate::home::Home;
use crate::listing;
use crate::load::{LoadError, refuse_world_writable};
use crate::profile::Profile;
use crate::released::ReleasedPack;

/// How far a pack can be traced to someone who is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trust {
    /// Linked into the program.
    Builtin,
    /// As the program was released with it, which knows the hash of every file.
    Released {
        /// Dictionaries that were changed or added since, by path in the installation.
        edited: Vec<String>,
    },
    /// Its files are as the holder of a trusted key has signed them.
    Signed {
        key: Key,
        /// The same.
        edited: Vec<String>,
    },
    /// Signed, but nobody said that the key is to be trusted: as good as unsigned. The id of the key.
    UnknownKey(String),
    Unsigned,
}

/// A key that is trusted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// As minisign prints it, 16 hexadecimal digits.
    pub id: String,
    /// Whose it is, in the words of those who trust it.
    pub name: String,
}

/// What happens to a pack that no trusted key has signed. Ordered by strictness.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Policy {
    /// Nothing: signatures that do not hold count as none.
    Off,
    /// It is said. A signature of a trusted key that does not hold is refused.
    #[default]
    Warn,
    /// It is refused.
    Require,
}

impl Trust {
    /// Whether the pack is from someone who is trusted.
    pub fn is_trusted(&self) -> bool {
        matches!(self, Self::Builtin | Self::Released { .. } | Self::Signed { .. })
    }

    /// The same for results.
    pub fn kind(&self) -> PackTrust {
        match self {
            Self::Builtin => PackTrust::Builtin,
            Self::Released { .. } => PackTrust::Released,
            Self::Signed { .. } => PackTrust::Signed,
            Self::UnknownKey(_) => PackTrust::UnknownKey,
            Self::Unsigned => PackTrust::Unsigned,
        }
    }

    /// The name of the trusted key.
    pub fn signer(&self) -> Option<&str> {
        match self {
            Self::Signed { key, .. } => Some(&key.name),
            Self::Builtin | Self::Released { .. } | Self::UnknownKey(_) | Self::Unsigned => None,
        }
    }

    /// Dictionaries that were changed or added since it was released or signed, by path in the installation.
    pub fn edited(&self) -> &[String] {
        match self {
            Self::Released { edited } | Self::Signed { edited, .. } => edited,
            Self::Builtin | Self::UnknownKey(_) | Self::Unsigned => &[],
        }
    }
}

impl fmt::Display for Trust {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Builtin => f.write_str("在程序里"),
            Self::Released { .. } => f.write_str("随程序发布"),
            Self::Signed { key, .. } => write!(f, "由“{}”签名（密钥 {}）", key.name, key.id),
            Self::UnknownKey(id) => write!(f, "签名的密钥 {id} 不在可信之列"),
            Self::Unsigned => f.write_str("没有签名"),
        }?;
        if self.edited().is_empty() { Ok(()) } else { f.write_str("，词典在本地改过") }
    }
}

impl Policy {
    pub const ALL: [Self; 3] = [Self::Off, Self::Warn, Self::Require];

    /// What becomes of packs that no trusted key has signed.
    pub fn title(self) -> &'static str {
        match self {
            Self::Off => "照用（signature = \"off\"）",
            Self::Warn => "提醒（signature = \"warn\"）",
            Self::Require => "拒绝（signature = \"require\"）",
        }
    }

    /// As profiles write it.
    pub fn key(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Warn => "warn",
            Self::Require => "require",
        }
    }
}

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
                "签名的密钥 {id} 不在可信之列；从别的渠道核对公钥以后，放进 {folder}，或用 --key 指定"
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

/// A key from the text of a `.pub` file, or from its second line alone.
pub(crate) fn public_key(name: &str, text: &str) -> Option<(Key, PublicKey)> {
    let line = text.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    let public = PublicKey::from_base64(line).ok()?;
    Some((Key { id: key_id(line)?, name: name.to_owned() }, public))
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

/// The id in the Base64 of a key or signature: eight bytes behind the two that name the algorithm, the least first.
fn key_id(base64: &str) -> Option<String> {
    let bytes = Base64::decode_to_vec(base64.trim(), None).ok()?;
    let id = bytes.get(2..10)?.iter().rev();
    Some(id.map(|byte| format!("{byte:02X}")).collect())
}
