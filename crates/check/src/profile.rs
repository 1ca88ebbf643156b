//! Profiles, `rules/<name>.toml`: which packs check a report, and how much each of their rules counts.
//!
//! ```toml
//! title = "昭通市2020年度"
//! packs = ["national", "yunnan", "zhaotong-2020"]    # from general to particular
//! [applies]                                           # chosen by itself for these reports
//! places = ["5306"]                                   # division codes begin so
//! agencies = ["昭通市"]                               # names contain one of these, where no code is known
//! levels = ["county"]
//! years = [2020, 2020]
//! [rules."T2-03"]                                     # by code or by name
//! level = "warning"                                   # off, info, warning, error
//! [rules."S21"]
//! max = 800                                           # an option that the rule's card declares
//! [[waivers]]                                         # see `waiver`
//! agency = "永善县人民政府"
//! rule = "P01"
//! reason = "…"
//! owner = "…"
//! expires = 2027-03-31
//! ```
//!
//! It may say whose packs it trusts, and what becomes of others:
//!
//! ```toml
//! signature = "require"                               # warn (where nothing is said), off; of several the strictest
//! [keys]                                              # besides those of the installation
//! "湖北省政务公开办公室" = "RWQf6LRCGA9i53mlYecO4IzT51TGPpvWucNSCh1CBM0QTaLn73Y7GFO3"
//! ```
//!
//! A rule of a pack takes the place of another pack's only where its card says so, the profile that names the pack does,
//! `replaces = ["T2-03"]`, and the other pack is not more trusted.
//!
//! `explain_errors = true` lets people decide that an error is explained (see the ledger); else it is mended or the program
//! is wrong.
//!
//! Every profile that is for a report is applied to it ([`mod@crate::choice`]). A profile may build on others:
//! `extends = "yunnan"`. It then has their packs, settings and waivers, and its own after
//! them; of two settings of the same rule the later stands. What the others apply to is theirs.

mod file;
mod waiver;

use std::path::{Path, PathBuf};

use gouji_core::card::Severity;
use gouji_core::form::Level;
use minisign_verify::PublicKey;

pub use self::file::parse;
pub use self::waiver::{Waiver, Whose};
use crate::position::{Placed, Position, Wrong};
use crate::trust::{Key, Policy};

type Result<T> = std::result::Result<T, Wrong>;

/// The profile of reports that no other one is made for.
pub const DEFAULT: &str = "national";

#[derive(Debug, Clone)]
pub struct Profile {
    /// The name of its file without `.toml`.
    pub name: String,
    pub path: PathBuf,
    pub title: String,
    /// The profiles that it builds on: names, or paths of files.
    pub extends: Vec<Placed<String>>,
    /// Ids of packs, from general to particular.
    pub packs: Vec<Placed<String>>,
    pub applies: Applies,
    /// The files that it was put together from: its own, and those that it builds on.
    pub files: Vec<PathBuf>,
    /// Which rules of others its packs may take the place of.
    pub replaces: Vec<Replaces>,
    /// In the order of the files that say so: of two for the same rule the later stands.
    pub rules: Vec<RuleSettings>,
    pub waivers: Vec<Waiver>,
    /// What becomes of packs that no trusted key has signed; `None` where nothing is said.
    pub signature: Option<Policy>,
    /// Keys that are trusted besides those of the installation.
    pub keys: Vec<TrustedKey>,
    /// Errors may be explained away by a decision, not only sent back.
    pub explain_errors: bool,
}

/// A rule that packs may take the place of, if the cards of their rules say so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Replaces {
    /// Its code or name.
    pub rule: Placed<String>,
    /// The packs that the same file names.
    pub by: Vec<String>,
}

/// A key that a profile trusts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedKey {
    pub key: Key,
    pub public: PublicKey,
}

/// What a profile says of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleSettings {
    /// By the code or name that the profile uses.
    pub rule: Placed<String>,
    pub level: Option<Setting>,
    pub options: Vec<OptionSetting>,
}

/// What a profile sets an option of a rule to. Which options there are only the rule's card knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OptionSetting {
    pub key: Placed<String>,
    /// `None` where it is no whole number.
    pub value: Placed<Option<i64>>,
}

/// What a profile makes of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Setting {
    Off,
    Level(Severity),
}

/// Which reports a profile is chosen for. A profile that names neither place nor agency is chosen for none by itself.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Applies {
    /// Beginnings of GB/T 2260 codes.
    pub places: Vec<String>,
    /// Parts of names, for agencies whose code is unknown.
    pub agencies: Vec<String>,
    /// Empty for all.
    pub levels: Vec<Level>,
    /// First and last report year.
    pub years: Option<(u16, u16)>,
}

impl Profile {
    /// One with nothing but a pack; `rules` is the folder that its file would be in.
    pub fn of_pack(rules: &Path, id: &str) -> Self {
        let path = rules.join(format!("{id}.toml"));
        let at = Position { path: path.clone(), line: 1, column: 1 };
        Self {
            name: id.to_owned(),
            path,
            title: id.to_owned(),
            extends: Vec::new(),
            packs: vec![Placed { value: id.to_owned(), at }],
            applies: Applies::default(),
            files: Vec::new(),
            replaces: Vec::new(),
            rules: Vec::new(),
            waivers: Vec::new(),
            signature: None,
            keys: Vec::new(),
            explain_errors: false,
        }
    }

    /// Several as one, from general to particular: named like the last.
    pub fn of_all(profiles: &[&Self]) -> Option<Self> {
        let mut whole = profiles.last()?.without_words();
        profiles.iter().for_each(|profile| whole.add((*profile).clone()));
        Some(whole)
    }

    /// Its name and what it is for, with nothing of what it says.
    pub fn without_words(&self) -> Self {
        Self {
            files: Vec::new(),
            packs: Vec::new(),
            replaces: Vec::new(),
            rules: Vec::new(),
            waivers: Vec::new(),
            signature: None,
            keys: Vec::new(),
            explain_errors: false,
            ..self.clone()
        }
    }

    /// Takes over what another one says after what this one says so far.
    pub fn add(&mut self, other: Self) {
        for pack in other.packs {
            if self.packs.iter().all(|own| own.value != pack.value) {
                self.packs.push(pack);
            }
        }
        for file in other.files {
            if !self.files.contains(&file) {
                self.files.push(file);
            }
        }
        for replaces in other.replaces {
            if self.replaces.iter().all(|own| own.rule.at != replaces.rule.at) {
                self.replaces.push(replaces);
            }
        }
        // Two profiles may build on the same third one, whose word is then heard once.
        for rule in other.rules {
            if self.rules.iter().all(|own| own.rule.at != rule.rule.at) {
                self.rules.push(rule);
            }
        }
        // What a base requires, those that build on it cannot do without.
        self.signature = self.signature.max(other.signature);
        self.explain_errors |= other.explain_errors;
        for key in other.keys {
            if !self.keys.contains(&key) {
                self.keys.push(key);
            }
        }
        for waiver in other.waivers {
            if self.waivers.iter().all(|own| own.at != waiver.at) {
                self.waivers.push(waiver);
            }
        }
    }
}

/// Whether a name can be that of a pack, and so of a folder: nothing in it leads elsewhere.
pub fn is_pack_id(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !name.starts_with('-')
}
