//! The TOML file of a declared rule: its keys, and what is said of a file that is wrong.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::equation::Equation;
use super::language::{self, Axis};
use super::text::{Mentions, Phrase, Wording};
use super::{Declared, Kind, nearest, suggestion};
use crate::card::{Card, Certainty, Example, Scope, Severity};
use crate::form::{Edition, Level, PARTS, Table};

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

type Result<T> = std::result::Result<T, DeclaredError>;

const KEYS: [&str; 20] = [
    "code",
    "name",
    "severity",
    "certainty",
    "title",
    "basis",
    "why",
    "source",
    "replaces",
    "years",
    "editions",
    "levels",
    "table",
    "holds",
    "when",
    "rows",
    "columns",
    "mentions",
    "wording",
    "bad",
];
const MENTIONS_KEYS: [&str; 5] = ["any", "all", "parts", "number", "expects"];
const WORDING_KEYS: [&str; 4] = ["find", "except", "better", "parts"];

/// Reads the file of one rule.
///
/// Keys of the card: `code`, `name`, `severity`, `certainty` (`certain` unless given), `title`, `basis`, `why`; `source`,
/// `replaces`, `years = [2020, 2020]`, `editions = ["2019"]`, `levels = ["county"]` if wanted; `[[bad]]` and `[[good]]`
/// examples. Then one of
///
/// - `table`, `holds`, and if wanted `when = […]` and one of `rows = […]` (the terms are columns) and `columns = […]`;
/// - `[mentions]`: `any = […]` or `all = [[…], …]`, and if wanted `parts`, `number = true`, `expects`;
/// - `[wording]`: `find = […]`, `better`, and if wanted `except = […]`, `parts`.
pub fn parse(text: &str) -> Result<Declared> {
    let file = File { text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        file.error(at.start, format!("不是合法的 TOML：{}", error.message()))
    })?;
    let all: Vec<&str> = KEYS.iter().copied().chain(["good"]).collect();
    let keys = Keys::new(&file, table.get_ref(), 0, &all, "")?;
    let card = card(&keys)?;
    let kind = kind(&keys)?;
    Ok(Declared { card, kind })
}

fn card(keys: &Keys) -> Result<Card> {
    let severity =
        keys.word("severity", &[Severity::Info, Severity::Warning, Severity::Error].map(|s| (s.key(), s)))?;
    let name = keys.string("name")?;
    if name.split_once('/').is_none_or(|(pack, defect)| pack.is_empty() || defect.is_empty()) {
        return keys.wrong("name", "应为“规则包/缺陷”，例如 national/broken-result-total");
    }
    let certainties =
        [("possible", Certainty::Possible), ("likely", Certainty::Likely), ("certain", Certainty::Certain)];
    let mut card = Card::new(severity, keys.string("code")?, name, keys.string("title")?)
        .basis(keys.string("basis")?)
        .why(keys.string("why")?)
        .source(keys.optional("source")?);
    if keys.has("certainty") {
        card.certainty = keys.word("certainty", &certainties)?;
    }
    card.replaces = keys.strings("replaces")?.into_iter().map(|(code, _)| code.to_owned()).collect();
    let editions =
        [Edition::Before2019, Edition::E2019, Edition::E2021].map(|edition| (edition.key(), edition));
    card.scope = Scope {
        years: keys.years()?,
        editions: keys.words("editions", &editions)?,
        levels: keys.words("levels", &Level::ALL.map(|level| (level.key(), level)))?,
    };
    card.bad = keys.examples("bad", &["report", "finds"])?;
    card.good = keys.examples("good", &["report"])?;
    Ok(card)
}

fn kind(keys: &Keys) -> Result<Kind> {
    let kinds = ["holds", "mentions", "wording"];
    let mut given = kinds.into_iter().filter(|kind| keys.has(kind));
    let (Some(kind), second) = (given.next(), given.next()) else {
        return Err(keys.file.error(
            keys.start,
            "要有 holds（式子）、[mentions]（应写到的内容）、[wording]（不应有的字样）之一",
        ));
    };
    if let Some(second) = second {
        return keys.wrong(second, format!("{kind} 和 {second} 只能写一个"));
    }
    if kind != "holds"
        && let Some(key) = ["table", "when", "rows", "columns"].into_iter().find(|key| keys.has(key))
    {
        return keys.wrong(key, format!("{key} 只与 holds 一起用"));
    }
    match kind {
        "holds" => equation(keys).map(Kind::Equation),
        "mentions" => mentions(&keys.inner("mentions", &MENTIONS_KEYS)?).map(Kind::Mentions),
        _ => wording(&keys.inner("wording", &WORDING_KEYS)?).map(Kind::Wording),
    }
}

fn equation(keys: &Keys) -> Result<Equation> {
    let name = keys.string("table")?;
    let Some(table) = Table::from_key(name) else {
        let names = Table::ALL.iter().flat_map(|table| [table.title(), table.key()]);
        let nearest = suggestion(nearest(name, names));
        return keys.wrong("table", format!("没有名为“{name}”的表，有表二、表三、表四{nearest}"));
    };
    let given = match (keys.has("rows"), keys.has("columns")) {
        (true, true) => return keys.wrong("columns", "rows 和 columns 只能写一个"),
        (true, false) => Some(Axis::Columns),
        (false, true) => Some(Axis::Rows),
        (false, false) => None,
    };
    let mut sentences = vec![(keys.string("holds")?, keys.value_span("holds"))];
    sentences.extend(keys.strings("when")?);
    let texts: Vec<&str> = sentences.iter().map(|(text, _)| *text).collect();
    let (axis, mut comparisons) = language::read(&texts, table, given).map_err(|(at, error)| {
        let (text, span) = &sentences[at];
        keys.file.error(keys.file.inside(span, text, error.at.start), error.message)
    })?;
    let when = comparisons.split_off(1);
    let holds = comparisons.pop().expect("one sentence was given, so one was read");
    let (only_key, lines) =
        if axis == Axis::Columns { ("rows", Axis::Rows) } else { ("columns", Axis::Columns) };
    let mut only = Vec::new();
    for (name, span) in keys.strings(only_key)? {
        let Some((_, lines)) = language::lines_named(name, table, lines) else {
            let what = if lines == Axis::Rows { "行" } else { "列" };
            let nearest = suggestion(nearest(name, language::names(table, lines)));
            let message = format!("{}没有名为“{name}”的{what}{nearest}", table.title());
            return Err(keys.file.error(span.start, message));
        };
        only.extend(lines);
    }
    Ok(Equation { table, axis, holds, when, only })
}

fn mentions(keys: &Keys) -> Result<Mentions> {
    let groups = match (keys.has("any"), keys.has("all")) {
        (true, true) => return keys.wrong("all", "any 和 all 只能写一个"),
        (false, false) => return Err(keys.file.error(keys.start, "[mentions] 缺少 any 或 all")),
        (true, false) => vec![keys.phrases("any")?],
        (false, true) => keys.groups("all")?,
    };
    Ok(Mentions {
        groups,
        parts: keys.parts()?,
        number: keys.flag("number")?,
        expects: keys.optional("expects")?.to_owned(),
    })
}

fn wording(keys: &Keys) -> Result<Wording> {
    let except = if keys.has("except") { keys.phrases("except")? } else { Vec::new() };
    Ok(Wording {
        find: keys.phrases("find")?,
        except,
        better: keys.string("better")?.to_owned(),
        parts: keys.parts()?,
    })
}

struct File<'t> {
    text: &'t str,
}

impl File<'_> {
    fn error(&self, at: usize, message: impl Into<String>) -> DeclaredError {
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
    fn inside(&self, span: &Range<usize>, value: &str, offset: usize) -> usize {
        let printed = self.text.get(span.clone()).unwrap_or("");
        printed.find(value).map_or(span.start, |quote| span.start + quote + offset)
    }
}

/// A table of the file, its keys known to be allowed.
struct Keys<'f, 't> {
    file: &'f File<'t>,
    table: &'f DeTable<'t>,
    /// Where the table stands.
    start: usize,
    /// `[mentions] 的 `, or nothing, before a key's name.
    prefix: &'static str,
}

impl<'f, 't> Keys<'f, 't> {
    fn new(
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

    fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    fn value_span(&self, key: &str) -> Range<usize> {
        self.get(key).map_or(self.start..self.start, Spanned::span)
    }

    fn wrong<T>(&self, key: &str, message: impl Into<String>) -> Result<T> {
        Err(self.file.error(self.value_span(key).start, message))
    }

    fn mistyped<T>(&self, key: &str, value: &Spanned<DeValue>, wanted: &str) -> Result<T> {
        let printed = self.file.text.get(value.span()).unwrap_or("").trim();
        let printed =
            if printed.chars().count() > 30 { String::new() } else { format!("，写的是 {printed}") };
        Err(self.file.error(value.span().start, format!("{}{key} 应为{wanted}{printed}", self.prefix)))
    }

    fn string(&self, key: &str) -> Result<&'f str> {
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
    fn optional(&self, key: &str) -> Result<&'f str> {
        if self.has(key) { self.string(key) } else { Ok("") }
    }

    fn flag(&self, key: &str) -> Result<bool> {
        match self.get(key) {
            None => Ok(false),
            Some(value) => match value.get_ref().as_bool() {
                Some(flag) => Ok(flag),
                None => self.mistyped(key, value, " true 或 false"),
            },
        }
    }

    /// None where it is not given.
    fn strings(&self, key: &str) -> Result<Vec<(&'f str, Range<usize>)>> {
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
    fn phrases(&self, key: &str) -> Result<Vec<Phrase>> {
        let Some(value) = self.get(key) else {
            return Err(self.file.error(self.start, format!("{}缺少 {key}", self.prefix)));
        };
        let strings = self.strings_of(key, value)?;
        Ok(strings.into_iter().map(|(text, _)| Phrase::from(text.to_owned())).collect())
    }

    fn groups(&self, key: &str) -> Result<Vec<Vec<Phrase>>> {
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

    fn word<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Result<T> {
        let word = self.string(key)?;
        self.word_of(key, word, self.value_span(key).start, words)
    }

    fn words<T: Copy>(&self, key: &str, words: &[(&'static str, T)]) -> Result<Vec<T>> {
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

    fn years(&self) -> Result<Option<(u16, u16)>> {
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

    fn parts(&self) -> Result<Vec<u8>> {
        let mut names = vec![("preamble", 0)];
        names.extend(PARTS.iter().zip(1..).map(|(part, number)| (part.key, number)));
        self.words("parts", &names)
    }

    fn examples(&self, key: &'static str, allowed: &[&'static str]) -> Result<Vec<Example>> {
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

    fn inner(&self, key: &'static str, allowed: &[&'static str]) -> Result<Keys<'f, 't>> {
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
