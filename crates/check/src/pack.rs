//! A pack: rules under one name, coded, declared, or both; and what is wrong with one.

use std::path::{Path, PathBuf};

use gouji_core::card::{Card, Scope};
use gouji_core::declared::{self, Declared};
use gouji_core::pack::Manifest;
use gouji_core::report::Report;
use gouji_core::verdict::{PackKind, PackUsed};
use gouji_core::wire::SCHEMA_MINOR;

use crate::about::About;
use crate::code::{Code, Enforced, own_rules};
use crate::nearest::{hint, listed};
use crate::position::{Placed, Position, Wrong};
use crate::trust::Trust;

/// Why a pack is missing or refused, as far as that can be told from its rules and from what it says of itself.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    #[error(
        "{}：没有名为“{}”的规则包{}；现有的规则包：{}",
        .pack.at, .pack.value, hint(.nearest.as_deref()), listed(.known)
    )]
    Unknown { pack: Placed<String>, nearest: Option<String>, known: Vec<String> },
    #[error("规则包 {shown} 没能说明自己是什么：{why}")]
    NoAnswer { shown: String, why: String },
    #[error("规则包“{pack}”需要第 {needs} 版报告数据，本程序提供第 {SCHEMA_MINOR} 版，请升级 gouji")]
    NewerSchema { pack: String, needs: u16 },
    #[error("规则包“{pack}”的规则有误：{why}")]
    BadRule { pack: String, why: String },
    #[error("规则包“{pack}”的词典有误：{why}")]
    BrokenDictionary { pack: String, why: String },
    #[error("规则包“{pack}”与“{other}”都有代码或名称为“{code}”的规则，不能同时使用")]
    CodeTaken { pack: String, other: String, code: String },
    #[error("规则包的 pack.toml 有误：{0}")]
    BrokenAbout(Wrong),
    #[error("规则包“{pack}”的规则文件有误：{wrong}")]
    BrokenRule { pack: String, wrong: Wrong },
}

/// A pack as used: its library, its declared rules, or both.
pub struct Pack {
    pub id: String,
    pub title: String,
    pub version: String,
    pub kind: PackKind,
    /// Of the library; of all its rule files for a pack without one.
    pub sha256: String,
    /// Whom it comes from, as its files said before any of its code ran.
    pub trust: Trust,
    /// GB/T 2260 division code; empty for the nation.
    pub place: String,
    /// Years and levels that the whole pack is made for.
    pub scope: Scope,
    /// Coded rules in the order of the library's manifest, then the declared ones by file name.
    pub rules: Vec<PackRule>,
    /// What it was put together from.
    pub pieces: Pieces,
    /// What its coded rules are asked by.
    pub code: Option<Box<dyn Code>>,
    /// How many of the rules are coded.
    pub coded: usize,
    /// Of all its files that are not part of the binary: library, rules and dictionaries.
    pub digest: String,
}

/// The files that belong to a pack.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Pieces {
    /// The name of its library's file; `None` where it has none, or it is part of the program.
    pub library: Option<String>,
    /// Files of declared rules, `pack.toml` aside.
    pub rules: usize,
    pub dictionaries: usize,
    /// All of them stand in a list with their hashes: the pack's own, or that of the program it was released with.
    pub listed: bool,
}

/// A pack's code, and what it says of itself.
pub struct Said {
    pub code: Box<dyn Code>,
    pub manifest: Manifest,
    /// Of the library; empty for what is linked in.
    pub sha256: String,
}

/// The declared rules of a pack and the hash of their files.
#[derive(Default)]
pub struct DeclaredRules {
    /// What `pack.toml` says, where there is one.
    pub about: Option<About>,
    pub rules: Vec<Declared>,
    pub sha256: String,
}

/// A rule of a pack.
pub struct PackRule {
    pub card: Card,
    /// `None` where the rule is coded in the pack's library.
    pub declared: Option<Declared>,
}

impl Pack {
    /// From what its code says of itself, or else its `pack.toml`, and its declared rules. What only its files can tell
    /// ([`Pack::trust`], [`Pack::pieces`], [`Pack::digest`]) is empty, or that of a pack in the program.
    pub fn new(
        id: &str,
        kind: PackKind,
        code: Option<Said>,
        declared: DeclaredRules,
    ) -> Result<Self, PackError> {
        let (code, manifest, sha256) = match code {
            Some(Said { code, manifest, sha256 }) => (Some(code), manifest, sha256),
            None => (None, said_by_file(declared.about.unwrap_or_default()), String::new()),
        };
        let or = |own: String, other: &str| if own.is_empty() { other.to_owned() } else { own };
        let coded = manifest.rules.len();
        let coded_rules = manifest.rules.into_iter().map(|card| PackRule { card, declared: None });
        let declared_rules = declared
            .rules
            .into_iter()
            .map(|declared| PackRule { card: declared.card.clone(), declared: Some(declared) });
        let pack = Self {
            id: id.to_owned(),
            title: or(manifest.title, id),
            version: or(manifest.version, env!("CARGO_PKG_VERSION")),
            kind,
            trust: Trust::Builtin,
            sha256: or(sha256, &declared.sha256),
            place: manifest.place,
            scope: Scope { years: manifest.years, levels: manifest.levels, ..Scope::default() },
            rules: coded_rules.chain(declared_rules).collect(),
            pieces: Pieces::default(),
            code,
            coded,
            digest: String::new(),
        };
        own_rules(id, pack.rules.iter().map(|rule| &rule.card))?;
        Ok(pack)
    }

    /// What results say of it.
    pub fn used(&self) -> PackUsed {
        PackUsed {
            id: self.id.clone(),
            version: self.version.clone(),
            rules: self.rules.len(),
            kind: self.kind,
            sha256: self.sha256.clone(),
            trust: self.trust.kind(),
            edited: self.trust.edited().to_vec(),
            signed_by: self.trust.signer().map(str::to_owned),
            isolated: self.enforced().is_some(),
        }
    }

    /// What its processes are kept from, where its code runs in processes of its own.
    pub fn enforced(&self) -> Option<Enforced> {
        self.code.as_ref().and_then(|code| code.enforced())
    }

    /// Whether none of the pack's rules is for a report.
    pub(crate) fn excludes(&self, report: &Report) -> bool {
        self.is_elsewhere(report) || !self.scope.admits(report)
    }

    /// Why none of the pack's rules is for a report, in Chinese.
    pub(crate) fn exclusion(&self, report: &Report) -> Option<String> {
        match self.is_elsewhere(report) {
            true => Some(format!("只用于区划代码 {} 开头的机关", self.place)),
            false => self.scope.excludes(report),
        }
    }

    fn is_elsewhere(&self, report: &Report) -> bool {
        let division = report.agency.division;
        !self.place.is_empty() && !division.is_empty() && !division.starts_with(&self.place)
    }
}

fn said_by_file(about: About) -> Manifest {
    let About { title, version, place, levels, years } = about;
    Manifest { title, version, place, levels, years, ..Manifest::default() }
}

/// Declared rules that one pack may have.
pub const RULES: usize = 2_000;

/// A declared rule from the text of its file, to which the dictionaries are added that it takes words from. `words` gives
/// the text of one, or says why there is none; `place` is where it would be.
pub fn parse_rule(
    pack: &str,
    path: &Path,
    text: &mut String,
    words: &dyn Fn(&str) -> Result<String, String>,
    place: &dyn Fn(&str) -> PathBuf,
) -> Result<Declared, PackError> {
    let mut used = String::new();
    let mut dictionary = |name: &str| {
        let words = words(name)?;
        used.push_str(&words);
        Ok(words)
    };
    let rule = declared::parse_with(text, &mut dictionary).map_err(|error| {
        let at = Position {
            path: error.dictionary.map_or_else(|| path.to_owned(), |name| place(&name)),
            line: error.line as usize,
            column: error.column as usize,
        };
        PackError::BrokenRule { pack: pack.to_owned(), wrong: Wrong { at, why: error.message } }
    })?;
    text.push_str(&used);
    Ok(rule)
}
