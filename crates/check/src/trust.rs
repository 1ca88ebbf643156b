//! How far a pack is trusted, and the keys that say so. Whether a signature holds is told by whoever loads packs.

use std::fmt;

use ct_codecs::{Base64, Decoder};
use gouji_core::verdict::PackTrust;
use minisign_verify::PublicKey;

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

/// A key from the text of a `.pub` file, or from its second line alone.
pub fn public_key(name: &str, text: &str) -> Option<(Key, PublicKey)> {
    let line = text.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    let public = PublicKey::from_base64(line).ok()?;
    Some((Key { id: key_id(line)?, name: name.to_owned() }, public))
}

/// The id in the Base64 of a key or signature: eight bytes behind the two that name the algorithm, the least first.
pub fn key_id(base64: &str) -> Option<String> {
    let bytes = Base64::decode_to_vec(base64.trim(), None).ok()?;
    let id = bytes.get(2..10)?.iter().rev();
    Some(id.map(|byte| format!("{byte:02X}")).collect())
}
