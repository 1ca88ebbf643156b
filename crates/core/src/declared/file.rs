//! The TOML file of a declared rule: its keys and what they mean.

use toml::de::DeTable;

use super::dictionary::{self, Entry};
use super::equation::Equation;
use super::keys::{DeclaredError, File, Keys, Result, phrase};
use super::language::{self, Axis};
use super::limits;
use super::sightings::Phrase;
use super::text::{Mentions, Wording, Wrong};
use super::{Declared, Kind, nearest, suggestion};
use crate::card::{Card, Certainty, Scope, Severity};
use crate::form::{Edition, Level, Table};

const KEYS: [&str; 21] = [
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
    "good",
];
const MENTIONS_KEYS: [&str; 11] = [
    "any",
    "all",
    "sentence",
    "dictionary",
    "parts",
    "number",
    "times",
    "plans",
    "denied",
    "partly",
    "expects",
];
const WORDING_KEYS: [&str; 8] =
    ["find", "dictionary", "except", "unless", "better", "message", "parts", "once"];

/// Where dictionaries are to be had, by name; a Chinese sentence where one is not.
pub(super) type Dictionaries<'d> = &'d mut dyn FnMut(&str) -> std::result::Result<String, String>;

/// Reads the file of one rule.
///
/// Keys of the card: `code`, `name`, `severity`, `certainty` (`certain` unless given), `title`, `basis`, `why`; `source`,
/// `replaces`, `years = [2020, 2020]`, `editions = ["2019"]`, `levels = ["county"]` if wanted; `[[bad]]` and `[[good]]`
/// examples. Then one of
///
/// - `table`, `holds`, and if wanted `when = […]` and one of `rows = […]` (the terms are columns) and `columns = […]`;
/// - `[mentions]`: one of `any = […]` (one of these words), `all = [[…], …]` (one of each list) and
///   `sentence = [[…], …]` (one of each list in one sentence), and if wanted `dictionary`, whose words join `any`;
///   `parts`; `number = true` (beside a number); `times` (at least so often); `expects` (for the message). What is denied
///   (`未开展培训`) or only planned (`下一步将加强培训`) is no evidence, unless `denied = true` or `plans = true`.
///   `partly = "info"`: how bad it is at most when there is something, but not enough.
/// - `[wording]`: `find = […]`, `dictionary` or both; `better`; and if wanted `except = […]` (longer words in which they
///   are right), `unless = […]` (words of the same sentence that make them right), `message` (with `{word}` and
///   `{better}`), `parts`, `once = true` (one finding for each word).
///
/// `dictionary = "obsolete-bodies"` is the file `rules/<pack>/dictionaries/obsolete-bodies.tsv`; see
/// [`dictionary::entries`].
pub fn parse(text: &str) -> std::result::Result<Declared, DeclaredError> {
    parse_with(text, &mut |name| Err(format!("没有词典“{name}”")))
}

/// [`parse`] for a rule that may name dictionaries.
pub fn parse_with(text: &str, dictionaries: Dictionaries) -> std::result::Result<Declared, DeclaredError> {
    let file = File { text };
    if text.len() > limits::BYTES {
        return Err(file.error(0, format!("规则文件超过 {} KiB，请分成几条规则", limits::BYTES >> 10)));
    }
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        file.error(at.start, format!("不是合法的 TOML：{}", error.message()))
    })?;
    let keys = Keys::new(&file, table.get_ref(), 0, &KEYS, "")?;
    let card = card(&keys)?;
    let mut kind = kind(&keys, dictionaries)?;
    kind.number_phrases();
    limits::check(&kind).map_err(|why| keys.file.error(keys.start, why))?;
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

fn kind(keys: &Keys, dictionaries: Dictionaries) -> Result<Kind> {
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
        "mentions" => mentions(&keys.inner("mentions", &MENTIONS_KEYS)?, dictionaries).map(Kind::Mentions),
        _ => wording(&keys.inner("wording", &WORDING_KEYS)?, dictionaries).map(Kind::Wording),
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

fn mentions(keys: &Keys, dictionaries: Dictionaries) -> Result<Mentions> {
    let given: Vec<&str> = ["any", "all", "sentence"].into_iter().filter(|key| keys.has(key)).collect();
    if let [first, second, ..] = given[..] {
        return keys.wrong(second, format!("{first} 和 {second} 只能写一个"));
    }
    let words = entries(keys, dictionaries)?.into_iter().map(|entry| dated(&entry));
    let groups = match (given.first(), keys.has("dictionary")) {
        (None, false) => {
            return Err(keys.file.error(keys.start, "[mentions] 缺少 any、all、sentence 或 dictionary"));
        }
        (None, true) => vec![words.collect()],
        (Some(&"any"), _) => vec![keys.phrases("any")?.into_iter().chain(words).collect()],
        (Some(_), true) => return keys.wrong("dictionary", "dictionary 只与 any 一起用，或者单独用"),
        (Some(key), false) => keys.groups(key)?,
    };
    let severities = [Severity::Info, Severity::Warning].map(|severity| (severity.key(), severity));
    Ok(Mentions {
        groups,
        together: keys.has("sentence"),
        parts: keys.parts()?,
        number: keys.flag("number")?,
        times: keys.count("times")?,
        plans: keys.flag("plans")?,
        denied: keys.flag("denied")?,
        partly: if keys.has("partly") { Some(keys.word("partly", &severities)?) } else { None },
        expects: keys.optional("expects")?.to_owned(),
    })
}

fn wording(keys: &Keys, dictionaries: Dictionaries) -> Result<Wording> {
    let better = match keys.has("dictionary") || keys.has("message") {
        true => keys.optional("better")?,
        false => keys.string("better")?,
    };
    let phrases = |key| if keys.has(key) { keys.phrases(key) } else { Ok(Vec::new()) };
    let find = match keys.has("dictionary") {
        true => phrases("find")?,
        false => keys.phrases("find")?,
    };
    let plain = |phrase| Wrong { phrase, better: better.to_owned(), remark: String::new() };
    let mut find: Vec<Wrong> = find.into_iter().map(plain).collect();
    for entry in entries(keys, dictionaries)? {
        let phrase = dated(&entry);
        let better = if entry.better.is_empty() { better.to_owned() } else { entry.better };
        find.push(Wrong { phrase, better, remark: entry.remark });
    }
    Ok(Wording {
        find,
        except: phrases("except")?,
        unless: phrases("unless")?,
        parts: keys.parts()?,
        once: keys.flag("once")?,
        message: keys.optional("message")?.to_owned(),
    })
}

/// The entries of the dictionary that is named, if one is.
fn entries(keys: &Keys, dictionaries: Dictionaries) -> Result<Vec<Entry>> {
    if !keys.has("dictionary") {
        return Ok(Vec::new());
    }
    let name = keys.string("dictionary")?;
    if !name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        let message = format!("词典的名称只用小写字母、数字和连字符，不带扩展名，写的是“{name}”");
        return keys.wrong("dictionary", message);
    }
    let text = match dictionaries(name) {
        Ok(text) => text,
        Err(why) => return keys.wrong("dictionary", why),
    };
    dictionary::entries(&text).map_err(|(line, message)| DeclaredError {
        dictionary: Some(name.to_owned()),
        line,
        column: 1,
        message,
    })
}

fn dated(entry: &Entry) -> Phrase {
    Phrase { years: entry.years, ..phrase(&entry.word) }
}
