//! The TOML file of a declared rule: its keys and what they mean.

use toml::de::DeTable;

use super::equation::Equation;
use super::keys::{DeclaredError, File, Keys, Result};
use super::language::{self, Axis};
use super::text::{Mentions, Wording};
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
pub fn parse(text: &str) -> std::result::Result<Declared, DeclaredError> {
    let file = File { text };
    let table = DeTable::parse(text).map_err(|error| {
        let at = error.span().unwrap_or(0..0);
        file.error(at.start, format!("不是合法的 TOML：{}", error.message()))
    })?;
    let keys = Keys::new(&file, table.get_ref(), 0, &KEYS, "")?;
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
