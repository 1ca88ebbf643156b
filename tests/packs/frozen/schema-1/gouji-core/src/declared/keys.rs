//! The tables and values of a rule's file, and what is said of those that are not as they should be.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::text::Phrase;
use super::{nearest, suggestion};
use crate::card::Example;
use crate::form::PARTS;

/// What is wrong with a rule's file, and where.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("第 {line} 行第 {column} 列：{message}")]
pub struct DeclaredError {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// In Chinese, without a full stop at its end.
    pub message: String,
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

    pub(super) fn flag(&self, key: &str) -> Result<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(value) => match value.get_ref().as_bool() {
                Some(flag) => Ok(flag),
                None => self.mistyped(key, value, " true 或 false"),
            },
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
        Ok(strings.into_iter().map(|(text, _)| Phrase::from(text.to_owned())).collect())
    }

    pub(super) fn groups(&self, key: &str) -> Result<Vec<Vec<Phrase>>> {
        let Some(value) = self.get(key) else { return Ok(Vec::new()) };
        let Some(array) = value.get_ref().as_array() else {
            return self.mistyped(key, value, "列表的列表");
        };
        let mut groups = Vec::new();
        for group in array {
            let strings = self.strings_of(key, group)?;
            groups.push(strings.into_iter().map(|(text, _)| Phrase::from(text.to_owned())).collect());
        }
        if groups.is_empty() {
            return self.wrong(key, format!("{}{key} 是空的", self.prefix));
        }
        Ok(groups)
    }

    pub(super) fn word<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Result<T> {
        let word = self.string(key)?;
        self.word_of(key, word, self.value_span(key).start, words)
    }

    pub(super) fn words<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Result<Vec<T>> {
        let strings = self.strings(key)?;
        strings.into_iter().map(|(word, span)| self.word_of(key, word, span.start, words)).collect()
    }

    fn word_of<T: Copy>(&self, key: &str, word: &str, at: usize, words: &[(&'static str, T)]) -> Result<T> {
        if let Some((_, value)) = words.iter().find(|(known, _)| *known == word) {
            return Ok(*value);
        }
        let known: Vec<&str> = words.iter().map(|(known, _)| *known).collect();
        let message = format!("{}{key} 应为 {} 之一，写的是“{word}”", self.prefix, known.join("、"));
        Err(self.file.error(at, message + &suggestion(nearest(word, known.iter().copied()))))
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
        let mut names = vec![("preamble", 0)];
        names.extend(PARTS.iter().zip(1..).map(|(part, number)| (part.key, number)));
        self.words("parts", &names)
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
        let prefix = if key == "mentions" { "[mentions] " } else { "[wording] " };
        Keys::new(self.file, table, value.span().start, allowed, prefix)
    }
}
