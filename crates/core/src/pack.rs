//! A pack: rules under one name, for a place, a level of government and a span of years.

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use crate::card::Card;
use crate::dictionary::Replaceable;
use crate::form::Level;
pub use crate::reply::{Crashed, Reply};
use crate::rule::{Rule, prove};
use crate::wire;

/// A pack that needs code, as its crate declares it with [`crate::pack!`].
pub struct Pack {
    /// As in profiles and file names: `zhaotong-2020`.
    pub id: &'static str,
    pub title: &'static str,
    /// GB/T 2260 division code, as many digits as the place has of its own: `""` for the nation, `53`, `5306`.
    pub place: &'static str,
    /// The levels that it is made for; empty for all.
    pub levels: &'static [Level],
    /// First and last report year, for a pack that is made for some years only.
    pub years: Option<(u16, u16)>,
    pub version: &'static str,
    /// Its rules, family by family.
    pub families: &'static [&'static [&'static dyn Rule]],
    /// Its data files that can be edited.
    pub dictionaries: &'static [&'static dyn Replaceable],
    /// The codes of its rules, kept because a card is much to build for its code. Empty to begin with.
    pub codes: OnceLock<Vec<String>>,
}

/// What a pack says of itself across the boundary.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Manifest {
    pub id: String,
    pub title: String,
    pub place: String,
    pub levels: Vec<Level>,
    pub years: Option<(u16, u16)>,
    pub version: String,
    /// The least minor version of the report schema that its rules can do with.
    pub min_schema: u16,
    /// The minor version that it was built with.
    pub schema: u16,
    /// The cards of its rules, in the order of [`Request`] bytes.
    pub rules: Vec<Card>,
    /// The names of its data files that can be edited.
    pub dictionaries: Vec<String>,
}

/// What a pack is given when it is loaded.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Configuration {
    pub dictionaries: Vec<DictionaryFile>,
}

/// An edited copy of a pack's data file.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DictionaryFile {
    pub name: String,
    pub text: String,
}

/// What a pack says to its [`Configuration`].
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Configured {
    /// What could not be taken over, a Chinese sentence each. Not empty: the pack must not be used.
    pub faults: Vec<String>,
}

impl Pack {
    /// Its rules in the order of the manifest.
    pub fn rules(&self) -> impl Iterator<Item = &'static dyn Rule> + use<> {
        self.families.iter().flat_map(|family| family.iter().copied())
    }

    /// The code of a rule, by its place.
    pub(crate) fn code(&self, at: usize) -> &str {
        let codes = self.codes.get_or_init(|| self.rules().map(|rule| rule.card().code).collect());
        codes.get(at).map_or("", String::as_str)
    }

    pub fn manifest(&self) -> Manifest {
        Manifest {
            id: self.id.to_owned(),
            title: self.title.to_owned(),
            place: self.place.to_owned(),
            levels: self.levels.to_vec(),
            years: self.years,
            version: self.version.to_owned(),
            min_schema: 1,
            schema: wire::SCHEMA_MINOR,
            rules: self.rules().map(|rule| rule.card()).collect(),
            dictionaries: self.dictionaries.iter().map(|file| file.name().to_owned()).collect(),
        }
    }

    /// Takes edited copies of its data files over.
    pub fn configure(&self, configuration: &Configuration) -> Configured {
        let replace = |file: &DictionaryFile| match self.dictionaries.iter().find(|d| d.name() == file.name) {
            Some(dictionary) => dictionary.replace(&file.text).err(),
            None => Some(format!("没有名为 {} 的词典", file.name)),
        };
        Configured { faults: configuration.dictionaries.iter().filter_map(replace).collect() }
    }

    /// Holds every rule to its card; see [`prove`]. Names must begin with the pack's id, codes must be unique.
    pub fn prove(&self) -> Vec<String> {
        let mut faults: Vec<String> =
            self.dictionaries.iter().filter_map(|file| file.prove().err()).collect();
        faults.extend(self.rules().flat_map(prove));
        let cards: Vec<Card> = self.rules().map(|rule| rule.card()).collect();
        for (at, card) in cards.iter().enumerate() {
            if card.name.split_once('/').is_none_or(|(pack, _)| pack != self.id) {
                faults.push(format!("{}：名称 {} 应以 {}/ 开头", card.code, card.name, self.id));
            }
            if cards[..at].iter().any(|other| other.code == card.code || other.name == card.name) {
                faults.push(format!("{}：代码或名称重复", card.code));
            }
        }
        faults
    }
}

/// Declares a pack: its `PACK`, the `TABLE` that crosses the boundary, and the test that holds every rule to its card.
///
/// ```text
/// gouji_core::pack! {
///     id: "national", title: "全国通用规则", place: "", levels: [], years: None,
///     rules: [broken_carry_over::BrokenCarryOver],
/// }
/// ```
///
/// A pack of many rules names its families instead, each a `&[&dyn Rule]` that its own module keeps:
/// `families: [meta::RULES, structure::RULES], dictionaries: dictionaries::ALL`, with its data files that can be edited
/// ([`crate::dictionary`]).
#[macro_export]
macro_rules! pack {
    (
        id: $id:expr, title: $title:expr, place: $place:expr, levels: [$($level:expr),* $(,)?], years: $years:expr,
        rules: [$($rule:expr),* $(,)?] $(,)?
    ) => {
        $crate::pack! {
            id: $id, title: $title, place: $place, levels: [$($level),*], years: $years,
            families: [&[$(&$rule),*]], dictionaries: &[],
        }
    };
    (
        id: $id:expr, title: $title:expr, place: $place:expr, levels: [$($level:expr),* $(,)?], years: $years:expr,
        families: [$($family:expr),* $(,)?], dictionaries: $dictionaries:expr $(,)?
    ) => {
        /// The pack as Rust sees it.
        pub static PACK: $crate::pack::Pack = $crate::pack::Pack {
            id: $id,
            title: $title,
            place: $place,
            levels: &[$($level),*],
            years: $years,
            version: env!("CARGO_PKG_VERSION"),
            families: &[$($family),*],
            dictionaries: $dictionaries,
            codes: ::std::sync::OnceLock::new(),
        };

        /// The pack as it crosses the boundary.
        pub const TABLE: $crate::boundary::PackTable = {
            struct This;
            impl $crate::boundary::Exported for This {
                fn pack() -> &'static $crate::pack::Pack {
                    &PACK
                }
            }
            $crate::boundary::table::<This>()
        };

        #[cfg(test)]
        #[test]
        fn every_rule_keeps_its_card() {
            let faults = PACK.prove();
            assert!(faults.is_empty(), "\n{}", faults.join("\n\n"));
        }
    };
}

/// The whole of a pack's library crate: exports the pack of a rules crate under the name that the host looks for.
///
/// A pack built with `panic = "abort"` does not compile: one bad rule must not end the host.
#[macro_export]
macro_rules! export_pack {
    ($rules:ident) => {
        #[cfg(panic = "abort")]
        compile_error!("a pack must be built with panic = \"unwind\"");

        #[allow(unsafe_code)]
        // SAFETY: the name is that of the boundary; a library holds one pack.
        #[unsafe(no_mangle)]
        pub static GOUJI_PACK_V1: $crate::boundary::PackTable = $rules::TABLE;
    };
}
