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
//! ```

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use gouji_core::card::Severity;
use gouji_core::form::Level;
use gouji_core::report::Agency;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::home::Home;
use crate::nearest::{hint, listed, nearest};
use crate::position::{Position, complaint};

/// The profile of reports that no other one is made for.
pub const DEFAULT: &str = "national";

#[derive(Debug, Clone)]
pub struct Profile {
    /// The name of its file without `.toml`.
    pub name: String,
    pub path: PathBuf,
    pub title: String,
    /// Ids of packs, from general to particular.
    pub packs: Vec<Placed<String>>,
    pub applies: Applies,
    /// By the code or name that the profile uses.
    pub rules: BTreeMap<String, Placed<Setting>>,
}

/// Something that a profile says, with where it says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed<T> {
    pub value: T,
    pub at: Position,
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

#[derive(Debug, thiserror::Error)]
pub enum ProfileError {
    #[error("没有名为“{name}”的配置{}；现有的配置：{}", hint(.nearest.as_deref()), listed(.known))]
    Unknown { name: String, nearest: Option<String>, known: Vec<String> },
    #[error("无法读取配置文件 {}：{}", .path.display(), crate::input::io_sentence(.cause))]
    Read { path: PathBuf, cause: std::io::Error },
    #[error("{at}：{why}")]
    Wrong { at: Position, why: String },
}

type Result<T> = std::result::Result<T, ProfileError>;

impl Applies {
    /// How particular the profile is for such a report: the length of the place, then the shortness of the years.
    /// `None` where it is not made for it.
    pub fn rank(&self, agency: &Agency, year: Option<u16>) -> Option<(usize, u16)> {
        let place = if agency.division.is_empty() {
            let named = self.agencies.iter().any(|part| agency.name.contains(part.as_str()));
            named.then(|| self.places.iter().map(String::len).max().unwrap_or(1))
        } else {
            let matching = self.places.iter().filter(|place| agency.division.starts_with(place.as_str()));
            matching.map(String::len).max()
        }?;
        if !self.levels.is_empty() && !agency.level.is_some_and(|level| self.levels.contains(&level)) {
            return None;
        }
        let years = match self.years {
            None => u16::MAX,
            Some((from, to)) if year.is_some_and(|year| (from..=to).contains(&year)) => to - from,
            Some(_) => return None,
        };
        Some((place, u16::MAX - years))
    }
}

/// The most particular profile for a report, else the default one, else the first.
pub fn choose<'a>(profiles: &'a [Profile], agency: &Agency, year: Option<u16>) -> Option<&'a Profile> {
    let ranked = profiles.iter().filter_map(|profile| Some((profile.applies.rank(agency, year)?, profile)));
    ranked
        .max_by(|(a, left), (b, right)| a.cmp(b).then_with(|| right.name.cmp(&left.name)))
        .map(|(_, profile)| profile)
        .or_else(|| profiles.iter().find(|profile| profile.name == DEFAULT))
        .or_else(|| profiles.first())
}

/// Every profile of an installation, by name.
pub fn all(home: &Home) -> Result<Vec<Profile>> {
    let files = home.list("").map_err(|cause| ProfileError::Read { path: home.rules.clone(), cause })?;
    files.unwrap_or_default().iter().map(|file| read(home, file)).collect()
}

/// The profile that a user names: one of the installation, or a file.
pub fn find(home: &Home, name: &str) -> Result<Profile> {
    if name.contains(['/', '\\']) || name.ends_with(".toml") {
        let path = Path::new(name);
        let text = std::fs::read_to_string(path)
            .map_err(|cause| ProfileError::Read { path: path.to_owned(), cause })?;
        return parse(path, &text);
    }
    let files = home.list("").map_err(|cause| ProfileError::Read { path: home.rules.clone(), cause })?;
    let known: Vec<String> =
        files.unwrap_or_default().iter().map(|file| file.trim_end_matches(".toml").to_owned()).collect();
    if known.iter().any(|known| known == name) {
        return read(home, &format!("{name}.toml"));
    }
    let nearest = nearest(name, known.iter().map(String::as_str));
    Err(ProfileError::Unknown { name: name.to_owned(), nearest, known })
}

fn read(home: &Home, file: &str) -> Result<Profile> {
    let path = home.rules.join(file);
    match home.read(file) {
        Ok(text) => parse(&path, &text),
        Err(cause) => Err(ProfileError::Read { path, cause }),
    }
}

/// A profile from the text of its file.
pub fn parse(path: &Path, text: &str) -> Result<Profile> {
    let file = File { path, text };
    let table = DeTable::parse(text).map_err(|error| ProfileError::Wrong {
        at: Position::of_span(path, text, error.span()),
        why: complaint(&error),
    })?;
    let name = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let mut profile = Profile {
        title: name.clone(),
        name,
        path: path.to_owned(),
        packs: Vec::new(),
        applies: Applies::default(),
        rules: BTreeMap::new(),
    };
    for (key, value) in in_order(table.get_ref()) {
        match key.get_ref().as_ref() {
            "title" => profile.title = file.string(key, value)?,
            "packs" => profile.packs = file.packs(key, value)?,
            "applies" => profile.applies = file.applies(key, value)?,
            "rules" => profile.rules = file.rules(key, value)?,
            _ => return file.unknown(key, &["title", "packs", "applies", "rules"]),
        }
    }
    if profile.packs.is_empty() {
        return file.wrong(0..0, "没有写用哪些规则包，应有 packs = [\"national\"]");
    }
    Ok(profile)
}

type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;
type Value<'a> = Spanned<DeValue<'a>>;

/// As written, so that the first mistake in the file is the one that is said.
fn in_order<'t, 'a>(table: &'t DeTable<'a>) -> Vec<(&'t Key<'a>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The file being read, for saying where something is wrong.
struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl File<'_> {
    fn at(&self, span: &Range<usize>) -> Position {
        Position::new(self.path, self.text, span.start)
    }

    fn wrong<T>(&self, span: Range<usize>, why: impl Into<String>) -> Result<T> {
        Err(ProfileError::Wrong { at: self.at(&span), why: why.into() })
    }

    fn unknown<T>(&self, key: &Key, known: &[&str]) -> Result<T> {
        let name = key.get_ref();
        let hint = hint(nearest(name, known.iter().copied()).as_deref());
        self.wrong(key.span(), format!("不认识的键“{name}”{hint}；可用的键：{}", listed(known)))
    }

    fn string(&self, key: &Key, value: &Value) -> Result<String> {
        match value.get_ref().as_str() {
            Some(text) => Ok(text.to_owned()),
            None => self.wrong(value.span(), format!("{} 应为文字，如 {0} = \"…\"", key.get_ref())),
        }
    }

    fn list<T>(&self, key: &Key, value: &Value, item: impl Fn(&Value) -> Result<T>) -> Result<Vec<T>> {
        match value.get_ref().as_array() {
            Some(items) => items.iter().map(item).collect(),
            None => self.wrong(value.span(), format!("{} 应为列表，如 {0} = [\"…\"]", key.get_ref())),
        }
    }

    fn strings(&self, key: &Key, value: &Value) -> Result<Vec<String>> {
        self.list(key, value, |item| self.string(key, item))
    }

    fn packs(&self, key: &Key, value: &Value) -> Result<Vec<Placed<String>>> {
        let packs = self.list(key, value, |item| {
            Ok(Placed { value: self.string(key, item)?, at: self.at(&item.span()) })
        })?;
        for (index, pack) in packs.iter().enumerate() {
            let why = if packs[..index].iter().any(|earlier| earlier.value == pack.value) {
                format!("规则包“{}”写了两次", pack.value)
            } else if is_pack_id(&pack.value) {
                continue;
            } else {
                format!("“{}”不是规则包的标识，应由小写字母、数字和连字符组成", pack.value)
            };
            return Err(ProfileError::Wrong { at: pack.at.clone(), why });
        }
        Ok(packs)
    }

    fn applies(&self, key: &Key, value: &Value) -> Result<Applies> {
        let mut applies = Applies::default();
        for (key, value) in self.table(key, value)? {
            match key.get_ref().as_ref() {
                "places" => applies.places = self.list(key, value, |item| self.place(key, item))?,
                "agencies" => applies.agencies = self.strings(key, value)?,
                "levels" => applies.levels = self.list(key, value, |item| self.level(key, item))?,
                "years" => applies.years = Some(self.years(key, value)?),
                _ => return self.unknown(key, &["places", "agencies", "levels", "years"]),
            }
        }
        Ok(applies)
    }

    fn place(&self, key: &Key, value: &Value) -> Result<String> {
        let place = self.string(key, value)?;
        if place.is_empty() || place.len() > 6 || !place.bytes().all(|byte| byte.is_ascii_digit()) {
            return self
                .wrong(value.span(), format!("“{place}”不是行政区划代码，应为 1 至 6 位数字，如 \"5306\""));
        }
        Ok(place)
    }

    fn level(&self, key: &Key, value: &Value) -> Result<Level> {
        let name = self.string(key, value)?;
        let keys = Level::ALL.map(Level::key);
        Level::ALL.into_iter().find(|level| level.key() == name).map_or_else(
            || {
                let hint = hint(nearest(&name, keys).as_deref());
                self.wrong(value.span(), format!("不认识的层级“{name}”{hint}；可用的层级：{}", listed(keys)))
            },
            Ok,
        )
    }

    fn years(&self, key: &Key, value: &Value) -> Result<(u16, u16)> {
        let year = |item: &Value| {
            let year = item.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
            match year {
                Some(year) if (1900..=2200).contains(&year) => Ok(year),
                _ => self.wrong(item.span(), "应为年度，如 2020"),
            }
        };
        match self.list(key, value, year)?[..] {
            [from, to] if from <= to => Ok((from, to)),
            _ => self.wrong(value.span(), "years 应为首尾两个年度，如 years = [2020, 2020]"),
        }
    }

    fn rules(&self, key: &Key, value: &Value) -> Result<BTreeMap<String, Placed<Setting>>> {
        let mut rules = BTreeMap::new();
        for (rule, value) in self.table(key, value)? {
            let name = rule.get_ref();
            if !value.get_ref().is_table() {
                return self
                    .wrong(value.span(), format!("应写成 [rules.\"{name}\"]，下一行 level = \"off\""));
            }
            let mut setting = None;
            for (key, value) in self.table(rule, value)? {
                match key.get_ref().as_ref() {
                    "level" => setting = Some(self.setting(key, value)?),
                    _ => return self.unknown(key, &["level"]),
                }
            }
            let Some(setting) = setting else {
                return self.wrong(rule.span(), format!("[rules.\"{name}\"] 没有写 level"));
            };
            rules.insert(name.clone().into_owned(), Placed { value: setting, at: self.at(&rule.span()) });
        }
        Ok(rules)
    }

    fn setting(&self, key: &Key, value: &Value) -> Result<Setting> {
        const NAMES: [&str; 4] = ["off", "info", "warning", "error"];
        let name = self.string(key, value)?;
        Ok(match name.as_str() {
            "off" => Setting::Off,
            "info" => Setting::Level(Severity::Info),
            "warning" => Setting::Level(Severity::Warning),
            "error" => Setting::Level(Severity::Error),
            _ => {
                let hint = hint(nearest(&name, NAMES).as_deref());
                return self.wrong(
                    value.span(),
                    format!("不认识的级别“{name}”{hint}；可用的级别：{}", listed(NAMES)),
                );
            }
        })
    }

    fn table<'t, 'a>(&self, key: &Key, value: &'t Value<'a>) -> Result<Vec<(&'t Key<'a>, &'t Value<'a>)>> {
        match value.get_ref().as_table() {
            Some(table) => Ok(in_order(table)),
            None => self.wrong(value.span(), format!("{} 应为一节，写成 [{0}]", key.get_ref())),
        }
    }
}

/// Whether a name can be that of a pack, and so of a folder: nothing in it leads elsewhere.
pub(crate) fn is_pack_id(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        && !name.starts_with('-')
}
