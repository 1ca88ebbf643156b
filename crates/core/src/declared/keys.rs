//! The tables and values of a rule's file, and what is said of those that are not as they should be.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::options::Count;
use super::sightings::Phrase;
use super::words::{self, Word};
use super::{nearest, suggestion};
use crate::card::Example;

/// The largest whole number that a file may hold, up or down.
const LARGEST: i64 = i32::MAX as i64;

/// What is wrong with a rule's file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}第 {line} 行第 {column} 列：{message}", of_dictionary(.dictionary.as_deref()))]
pub struct DeclaredError {
    /// The name of the dictionary that it is in; `None` for the rule's own file.
    pub dictionary: Option<String>,
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// In Chinese, without a full stop at its end.
    pub message: String,
}

fn of_dictionary(dictionary: Option<&str>) -> String {
    dictionary.map_or_else(String::new, |name| format!("词典 {name}.tsv "))
}

pub(super) type Result<T> = std::result::Result<T, DeclaredError>;

/// The text of a rule's file, for places in it.
pub(super) struct File<'t> {
    pub(super) text: &'t str,
}

impl File<'_> {
    pub(super) fn error(&self, at: usize, message: impl Into<String>) -> DeclaredError {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        DeclaredError {
            dictionary: None,
            line: before.matches('\n').count() as u32 + 1,
            column: before[line_start..].chars().count() as u32 + 1,
            message: message.into(),
        }
    }

    /// The byte of the file that stands at `offset` of a string, where the file prints the string as it is; else the
    /// string's start.
    pub(super) fn inside(&self, span: &Range<usize>, value: &str, offset: usize) -> usize {
        let printed = self.text.get(span.clone()).unwrap_or("");
        printed.find(value).map_or(span.start, |quote| span.start + quote + offset)
    }
}

/// A table of the file, its keys known to be allowed.
pub(super) struct Keys<'f, 't> {
    pub(super) file: &'f File<'t>,
    table: &'f DeTable<'t>,
    /// Where the table stands.
    pub(super) start: usize,
    /// `[mentions] 的 `, or nothing, before a key's name.
    prefix: &'static str,
}

impl<'f, 't> Keys<'f, 't> {
    pub(super) fn new(
        file: &'f File<'t>,
        table: &'f DeTable<'t>,
        start: usize,
        allowed: &[&'static str],
        prefix: &'static str,
    ) -> Result<Self> {
        let unknown = table.keys().filter(|key| !allowed.contains(&key.get_ref().as_ref()));
        if let Some(key) = unknown.min_by_key(|key| key.span().start) {
            let name = key.get_ref().as_ref();
            let nearest = suggestion(nearest(name, allowed.iter().copied()));
            return Err(file.error(key.span().start, format!("{prefix}没有名为“{name}”的键{nearest}")));
        }
        Ok(Self { file, table, start, prefix })
    }

    fn get(&self, key: &str) -> Option<&'f Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub(super) fn value_span(&self, key: &str) -> Range<usize> {
        self.get(key).map_or(self.start..self.start, Spanned::span)
    }

    pub(super) fn wrong<T>(&self, key: &str, message: impl Into<String>) -> Result<T> {
        Err(self.file.error(self.value_span(key).start, message))
    }

    fn mistyped<T>(&self, key: &str, value: &Spanned<DeValue>, wanted: &str) -> Result<T> {
        let printed = self.file.text.get(value.span()).unwrap_or("").trim();
        let printed =
            if printed.chars().count() > 30 { String::new() } else { format!("，写的是 {printed}") };
        Err(self.file.error(value.span().start, format!("{}{key} 应为{wanted}{printed}", self.prefix)))
    }

    pub(super) fn string(&self, key: &str) -> Result<&'f str> {
        let Some(value) = self.get(key) else {
            return Err(self.file.error(self.start, format!("{}缺少 {key}", self.prefix)));
        };
        match value.get_ref().as_str() {
            Some(text) if text.trim().is_empty() => self.wrong(key, format!("{}{key} 是空的", self.prefix)),
            Some(text) => Ok(text),
            None => self.mistyped(key, value, "字符串"),
        }
    }

    /// Empty where it is not given.
    pub(super) fn optional(&self, key: &str) -> Result<&'f str> {
        if self.has(key) { self.string(key) } else { Ok("") }
    }

    /// A whole number from 1; 1 where it is not given.
    pub(super) fn count(&self, key: &str, options: &[&str]) -> Result<Count> {
        let Some(value) = self.get(key) else { return Ok(Count::Is(1)) };
        if let Some(text) = value.get_ref().as_str() {
            let named = text.strip_prefix('{').and_then(|text| text.strip_suffix('}'));
            let index = named.and_then(|named| options.iter().position(|option| *option == named));
            return match (named, index) {
                (_, Some(index)) => Ok(Count::Option(index as u8)),
                (Some(named), None) => {
                    let hint = suggestion(nearest(named, options.iter().copied()));
                    self.wrong(key, format!("没有名为“{named}”的选项{hint}，选项写在 [options.{named}] 里"))
                }
                (None, None) => self.mistyped(key, value, "从 1 起的整数，或选项，如 \"{least}\""),
            };
        }
        match value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok()) {
            Some(count @ 1..=1000) => Ok(Count::Is(count)),
            _ => self.mistyped(key, value, "从 1 起的整数"),
        }
    }

    /// A whole number.
    pub(super) fn integer(&self, key: &str) -> Result<i64> {
        let Some(value) = self.get(key) else {
            return Err(self.file.error(self.start, format!("{}缺少 {key}", self.prefix)));
        };
        match value.get_ref().as_integer().and_then(|number| number.as_str().parse().ok()) {
            Some(number) if (-LARGEST..=LARGEST).contains(&number) => Ok(number),
            _ => self.mistyped(key, value, "整数"),
        }
    }

    /// The keys of the table, in the order of the file, each with its place.
    pub(super) fn all(&self) -> Vec<(&'f str, Range<usize>)> {
        let mut keys: Vec<_> = self.table.keys().map(|key| (key.get_ref().as_ref(), key.span())).collect();
        keys.sort_unstable_by_key(|(_, span)| span.start);
        keys
    }

    pub(super) fn flag(&self, key: &str) -> Result<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(value) => match value.get_ref().as_bool() {
                Some(flag) => Ok(flag),
                None => self.mistyped(key, value, " true 或 false"),
            },
        }
    }

    /// One string, or several.
    pub(super) fn one_or_more(&self, key: &str) -> Result<Vec<(&'f str, Range<usize>)>> {
        match self.get(key) {
            Some(value) if value.get_ref().as_str().is_some() => Ok(vec![(self.string(key)?, value.span())]),
            _ => self.strings(key),
        }
    }

    /// None where it is not given.
    pub(super) fn strings(&self, key: &str) -> Result<Vec<(&'f str, Range<usize>)>> {
        match self.get(key) {
            None => Ok(Vec::new()),
            Some(value) => self.strings_of(key, value),
        }
    }

    fn strings_of(&self, key: &str, value: &'f Spanned<DeValue<'t>>) -> Result<Vec<(&'f str, Range<usize>)>> {
        let Some(array) = value.get_ref().as_array() else {
            return self.mistyped(key, value, "字符串的列表");
        };
        let mut strings = Vec::new();
        for item in array {
            match item.get_ref().as_str() {
                Some(text) if text.trim().is_empty() => {
                    return Err(self
                        .file
                        .error(item.span().start, format!("{}{key} 里有空的字符串", self.prefix)));
                }
                Some(text) => strings.push((text, item.span())),
                None => return self.mistyped(key, item, "字符串的列表"),
            }
        }
        if strings.is_empty() {
            return Err(self.file.error(value.span().start, format!("{}{key} 是空的", self.prefix)));
        }
        Ok(strings)
    }

    /// At least one.
    pub(super) fn phrases(&self, key: &str) -> Result<Vec<Phrase>> {
        let Some(value) = self.get(key) else {
            return Err(self.file.error(self.start, format!("{}缺少 {key}", self.prefix)));
        };
        let strings = self.strings_of(key, value)?;
        Ok(strings.into_iter().map(|(text, _)| phrase(text)).collect())
    }

    pub(super) fn groups(&self, key: &str) -> Result<Vec<Vec<Phrase>>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let Some(array) = value.get_ref().as_array() else {
            return self.mistyped(key, value, "列表的列表");
        };
        let mut groups = Vec::new();
        for group in array {
            let strings = self.strings_of(key, group)?;
            groups.push(strings.into_iter().map(|(text, _)| phrase(text)).collect());
        }
        if groups.is_empty() {
            return self.wrong(key, format!("{}{key} 是空的", self.prefix));
        }
        Ok(groups)
    }

    pub(super) fn word<T: Copy>(&self, key: &str, words: &[Word<T>]) -> Result<T> {
        let word = self.string(key)?;
        self.word_of(key, word, self.value_span(key).start, words)
    }

    pub(super) fn words<T: Copy>(&self, key: &str, words: &[Word<T>]) -> Result<Vec<T>> {
        let strings = self.strings(key)?;
        strings.into_iter().map(|(word, span)| self.word_of(key, word, span.start, words)).collect()
    }

    pub(super) fn word_of<T: Copy>(&self, key: &str, word: &str, at: usize, words: &[Word<T>]) -> Result<T> {
        if let Some(found) = words.iter().find(|known| known.names.contains(&word)) {
            return Ok(found.value);
        }
        let known: Vec<String> = words
            .iter()
            .map(|known| match known.names[..] {
                [key, title, ..] => format!("{key}（{title}）"),
                [key] => key.to_owned(),
                [] => String::new(),
            })
            .collect();
        let message = format!("{}{key} 应为 {} 之一，写的是“{word}”", self.prefix, known.join("、"));
        let names = words.iter().flat_map(|known| known.names.iter().copied());
        Err(self.file.error(at, message + &suggestion(nearest(word, names))))
    }

    pub(super) fn years(&self) -> Result<Option<(u16, u16)>> {
        let Some(value) = self.get("years") else { return Ok(None) };
        let year = |value: &Spanned<DeValue>| {
            let year: u16 = value.get_ref().as_integer()?.as_str().parse().ok()?;
            (1900..=2200).contains(&year).then_some(year)
        };
        if let Some([from, to]) =
            value.get_ref().as_array().map(|array| array.iter().collect::<Vec<_>>()).as_deref()
            && let (Some(from), Some(to)) = (year(from), year(to))
            && from <= to
        {
            return Ok(Some((from, to)));
        }
        self.mistyped("years", value, "起止年度，例如 [2019, 2020]")
    }

    pub(super) fn parts(&self) -> Result<Vec<u8>> {
        self.words("parts", &words::parts())
    }

    pub(super) fn examples(&self, key: &'static str, allowed: &[&'static str]) -> Result<Vec<Example>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let Some(array) = value.get_ref().as_array() else {
            return self.mistyped(key, value, &format!("表的列表，写作 [[{key}]]"));
        };
        let prefix = if key == "bad" { "[[bad]] " } else { "[[good]] " };
        let mut examples = Vec::new();
        for item in array {
            let Some(table) = item.get_ref().as_table() else {
                return self.mistyped(key, item, &format!("表，写作 [[{key}]]"));
            };
            let keys = Keys::new(self.file, table, item.span().start, allowed, prefix)?;
            let finds = if key == "bad" { keys.string("finds")? } else { "" };
            examples.push(Example { report: keys.string("report")?.to_owned(), finds: finds.to_owned() });
        }
        Ok(examples)
    }

    pub(super) fn inner(&self, key: &'static str, allowed: &[&'static str]) -> Result<Keys<'f, 't>> {
        let Some(value) = self.get(key) else {
            return Err(self.file.error(self.start, format!("缺少 {key}")));
        };
        let Some(table) = value.get_ref().as_table() else {
            return self.mistyped(key, value, &format!("表，写作 [{key}]"));
        };
        let prefix = match key {
            "mentions" => "[mentions] ",
            "wording" => "[wording] ",
            "order" => "[order] ",
            _ => "[options] ",
        };
        Keys::new(self.file, table, value.span().start, allowed, prefix)
    }

    /// The tables of a table of tables, such as `[options.…]`, each with its key.
    pub(super) fn tables(
        &self,
        key: &'static str,
        allowed: &[&'static str],
    ) -> Result<Vec<(&'f str, Keys<'f, 't>)>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let Some(table) = value.get_ref().as_table() else {
            return self.mistyped(key, value, &format!("表，写作 [{key}.名称]"));
        };
        let mut tables = Vec::new();
        for (name, inner) in table {
            let Some(inner_table) = inner.get_ref().as_table() else {
                return self.mistyped(name.get_ref(), inner, &format!("表，写作 [{key}.{}]", name.get_ref()));
            };
            let keys = Keys::new(self.file, inner_table, inner.span().start, allowed, "[options] ")?;
            tables.push((name.get_ref().as_ref(), keys));
        }
        tables.sort_by_key(|(_, keys)| keys.start);
        Ok(tables)
    }

    /// The pairs of a table of numbers, each key with its place; none where it is not given.
    pub(super) fn numbers(&self, key: &str) -> Result<Vec<(&'f str, Range<usize>, i64)>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let Some(table) = value.get_ref().as_table() else {
            return self.mistyped(key, value, "表，如 { \"县\" = 10 }");
        };
        let inner = Keys { file: self.file, table, start: value.span().start, prefix: self.prefix };
        let pairs = inner.all().into_iter().map(|(name, span)| Ok((name, span, inner.integer(name)?)));
        pairs.collect()
    }
}

/// To be numbered with the other phrases of its rule.
pub(super) fn phrase(text: &str) -> Phrase {
    Phrase { text: text.to_owned(), years: None, number: 0 }
}
