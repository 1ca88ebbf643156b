//! The keys and tables of TOML files that people write (profiles, `pack.toml`, schemes), and what is wrong with them and
//! where.

use std::ops::Range;
use std::path::Path;

use gouji_core::figure::Decimal;
use gouji_core::form::Level;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::nearest::{hint, listed, nearest};
use crate::position::{Position, Wrong, complaint};

type Result<T> = std::result::Result<T, Wrong>;

/// A key, with its place in the file.
pub type Key<'a> = Spanned<std::borrow::Cow<'a, str>>;
/// A value, with its place in the file.
pub type Value<'a> = Spanned<DeValue<'a>>;

/// As written, so that the first mistake in the file is the one that is said.
pub fn in_order<'t, 'a>(table: &'t DeTable<'a>) -> Vec<(&'t Key<'a>, &'t Value<'a>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.sort_by_key(|(key, _)| key.span().start);
    entries
}

/// The file being read, for saying where something is wrong.
pub struct File<'a> {
    path: &'a Path,
    text: &'a str,
}

impl<'f> File<'f> {
    pub fn new(path: &'f Path, text: &'f str) -> Self {
        Self { path, text }
    }

    /// The keys and tables of the file; or where it is no TOML.
    pub fn toml(&self) -> Result<Spanned<DeTable<'f>>> {
        DeTable::parse(self.text).map_err(|error| Wrong {
            at: Position::of_span(self.path, self.text, error.span()),
            why: complaint(&error),
        })
    }

    pub fn at(&self, span: &Range<usize>) -> Position {
        Position::new(self.path, self.text, span.start)
    }

    pub fn wrong<T>(&self, span: Range<usize>, why: impl Into<String>) -> Result<T> {
        Err(Wrong { at: self.at(&span), why: why.into() })
    }

    pub fn unknown<T>(&self, key: &Key, known: &[&str]) -> Result<T> {
        let name = key.get_ref();
        let hint = hint(nearest(name, known.iter().copied()).as_deref());
        self.wrong(key.span(), format!("不认识的键“{name}”{hint}；可用的键：{}", listed(known)))
    }

    pub fn string(&self, key: &Key, value: &Value) -> Result<String> {
        match value.get_ref().as_str() {
            Some(text) => Ok(text.to_owned()),
            None => self.wrong(value.span(), format!("{} 应为文字，如 {0} = \"…\"", key.get_ref())),
        }
    }

    /// A number, whole or with decimals, as it is written.
    pub fn number(&self, key: &Key, value: &Value) -> Result<Decimal> {
        let text = match value.get_ref() {
            DeValue::Integer(number) if number.radix() == 10 => Some(number.as_str().to_owned()),
            DeValue::Float(number) => Some(number.as_str().to_owned()),
            _ => None,
        };
        match text.and_then(|text| text.parse().ok()) {
            Some(number) => Ok(number),
            None => self.wrong(value.span(), format!("{} 应为数，如 {0} = 2 或 {0} = 0.5", key.get_ref())),
        }
    }

    pub fn yes_or_no(&self, key: &Key, value: &Value) -> Result<bool> {
        match value.get_ref().as_bool() {
            Some(answer) => Ok(answer),
            None => self.wrong(value.span(), format!("{} 应为 true 或 false", key.get_ref())),
        }
    }

    pub fn list<T>(&self, key: &Key, value: &Value, item: impl Fn(&Value) -> Result<T>) -> Result<Vec<T>> {
        match value.get_ref().as_array() {
            Some(items) => items.iter().map(item).collect(),
            None => self.wrong(value.span(), format!("{} 应为列表，如 {0} = [\"…\"]", key.get_ref())),
        }
    }

    pub fn strings(&self, key: &Key, value: &Value) -> Result<Vec<String>> {
        self.list(key, value, |item| self.string(key, item))
    }

    pub fn place(&self, key: &Key, value: &Value) -> Result<String> {
        let place = self.string(key, value)?;
        if place.is_empty() || place.len() > 6 || !place.bytes().all(|byte| byte.is_ascii_digit()) {
            return self
                .wrong(value.span(), format!("“{place}”不是行政区划代码，应为 1 至 6 位数字，如 \"5306\""));
        }
        Ok(place)
    }

    pub fn level(&self, key: &Key, value: &Value) -> Result<Level> {
        let name = self.string(key, value)?;
        let keys = Level::ALL.map(Level::key);
        Level::named(&name).map_or_else(
            || {
                let hint = hint(nearest(&name, keys).as_deref());
                self.wrong(value.span(), format!("不认识的层级“{name}”{hint}；可用的层级：{}", listed(keys)))
            },
            Ok,
        )
    }

    pub fn year(&self, value: &Value) -> Result<u16> {
        let year = value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok());
        match year {
            Some(year) if (1900..=2200).contains(&year) => Ok(year),
            _ => self.wrong(value.span(), "应为年度，如 2020"),
        }
    }

    pub fn years(&self, key: &Key, value: &Value) -> Result<(u16, u16)> {
        match self.list(key, value, |item| self.year(item))?[..] {
            [from, to] if from <= to => Ok((from, to)),
            _ => self.wrong(value.span(), "years 应为首尾两个年度，如 years = [2020, 2020]"),
        }
    }

    pub fn table<'t, 'a>(
        &self,
        key: &Key,
        value: &'t Value<'a>,
    ) -> Result<Vec<(&'t Key<'a>, &'t Value<'a>)>> {
        match value.get_ref().as_table() {
            Some(table) => Ok(in_order(table)),
            None => self.wrong(value.span(), format!("{} 应为一节，写成 [{0}]", key.get_ref())),
        }
    }
}
