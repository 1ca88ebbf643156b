//! What a rule's file asks for: the keys of each kind.

use super::equation::{At, Equation};
use super::file::{Dictionaries, dated, entries};
use super::keys::{Keys, Result};
use super::language::{self, Axis, Comparison, Grammar, LanguageError, Understood};
use super::message::{self, Piece};
use super::options::Count;
use super::text::{Mentions, Wording, Wrong};
use super::{Kind, Order, nearest, suggestion, words};
use crate::card::Severity;
use crate::form::Table;

const KINDS: [&str; 4] = ["holds", "mentions", "wording", "order"];
/// Keys that only an equation has.
const OF_EQUATIONS: [&str; 6] = ["table", "rows", "columns", "printed", "at", "message"];
pub(super) const MENTIONS: [&str; 12] = [
    "any",
    "all",
    "sentence",
    "dictionary",
    "parts",
    "number",
    "times",
    "least",
    "plans",
    "denied",
    "partly",
    "expects",
];
pub(super) const WORDING: [&str; 10] =
    ["find", "dictionary", "except", "unless", "near", "within", "better", "message", "parts", "once"];
pub(super) const ORDER: [&str; 5] = ["words", "sections", "parts", "headings", "expects"];
/// Characters that `within` may reach.
const FARTHEST: i64 = 200;

/// The kind, and what has to be so before a rule on words is asked. `options` are the keys of the rule's options.
pub(super) fn kind(
    keys: &Keys,
    options: &[&str],
    dictionaries: Dictionaries,
) -> Result<(Kind, Vec<Comparison>)> {
    let mut given = KINDS.into_iter().filter(|kind| keys.has(kind));
    let (Some(kind), second) = (given.next(), given.next()) else {
        return Err(keys.file.error(
            keys.start,
            "要有 holds（式子）、[mentions]（应写到的内容）、[wording]（不应有的字样）、[order]（先后次序）之一",
        ));
    };
    if let Some(second) = second {
        return keys.wrong(second, format!("{kind} 和 {second} 只能写一个"));
    }
    if kind == "holds" {
        return Ok((Kind::Equation(equation(keys, options)?), Vec::new()));
    }
    if let Some(key) = OF_EQUATIONS.into_iter().find(|key| keys.has(key)) {
        return keys.wrong(key, format!("{key} 只与 holds 一起用"));
    }
    let when = conditions(keys, options)?;
    let kind = match kind {
        "mentions" => {
            mentions(&keys.inner("mentions", &MENTIONS)?, options, dictionaries).map(Kind::Mentions)
        }
        "wording" => wording(&keys.inner("wording", &WORDING)?, dictionaries).map(Kind::Wording),
        _ => order(&keys.inner("order", &ORDER)?).map(Kind::Order),
    };
    Ok((kind?, when))
}

/// `when` of a rule on words: of cells and numbers in the prose, without whole rows or columns.
fn conditions(keys: &Keys, options: &[&str]) -> Result<Vec<Comparison>> {
    let sentences = keys.one_or_more("when")?;
    if sentences.is_empty() {
        return Ok(Vec::new());
    }
    let texts: Vec<&str> = sentences.iter().map(|(text, _)| *text).collect();
    let placed = |(at, error): (usize, LanguageError)| {
        let (text, span) = &sentences[at];
        keys.file.error(keys.file.inside(span, text, error.at.start), error.message)
    };
    let read = language::read(&texts, &[], Grammar { options, ..Grammar::default() }).map_err(placed)?;
    if read.lines.is_some() {
        return keys.wrong("when", "这里的式子要写到一格：行.列，如 \"不予公开.总计 > 0\"");
    }
    Ok(read.comparisons)
}

fn equation(keys: &Keys, options: &[&str]) -> Result<Equation> {
    let home = match keys.optional("table")? {
        "" => None,
        name => Some(table(keys, "table", name)?),
    };
    let given = match (keys.has("rows"), keys.has("columns")) {
        (true, true) => return keys.wrong("columns", "rows 和 columns 只能写一个"),
        (true, false) => Some(Axis::Columns),
        (false, true) => Some(Axis::Rows),
        (false, false) => None,
    };
    let mut sentences = vec![(keys.string("holds")?, keys.value_span("holds"))];
    sentences.extend(keys.one_or_more("when")?);
    let text = keys.optional("message")?;
    let pieces = message::cut(text).map_err(|at| {
        let span = keys.value_span("message");
        keys.file.error(keys.file.inside(&span, text, at), "花括号没有成对")
    })?;
    // An option may be named without braces of its own.
    let sums: Vec<(String, usize)> = pieces
        .iter()
        .filter_map(message::Raw::sum)
        .map(|(sum, at)| (if options.contains(&sum) { format!("{{{sum}}}") } else { sum.to_owned() }, at))
        .collect();
    let read = {
        let comparisons: Vec<&str> = sentences.iter().map(|(text, _)| *text).collect();
        let sums: Vec<&str> = sums.iter().map(|(sum, _)| sum.as_str()).collect();
        language::read(&comparisons, &sums, Grammar { home, given, options })
    };
    let Understood { lines, mut comparisons, sums } =
        read.map_err(|(at, error)| match sentences.get(at) {
            Some((text, span)) => {
                keys.file.error(keys.file.inside(span, text, error.at.start), error.message)
            }
            None => {
                let at = sums.get(at - sentences.len()).map_or(0, |(_, at)| *at) + error.at.start;
                keys.file.error(keys.file.inside(&keys.value_span("message"), text, at), error.message)
            }
        })?;
    let when = comparisons.split_off(1);
    let holds = comparisons.pop().expect("one sentence was given, so one was read");
    let mut sums = sums.into_iter();
    let message: Vec<Piece> = pieces.iter().map(|piece| piece.piece(&mut sums)).collect();
    let only = only(keys, lines)?;
    let at = match keys.optional("at")? {
        "" => None,
        "行" | "row" => Some(At::Row),
        name => Some(At::Table(table(keys, "at", name)?)),
    };
    Ok(Equation { lines, holds, when, only, printed: keys.flag("printed")?, at, message })
}

fn table(keys: &Keys, key: &str, name: &str) -> Result<Table> {
    Table::from_key(name).map_or_else(
        || {
            let names = Table::ALL.iter().flat_map(|table| table.names()).copied();
            let nearest = suggestion(nearest(name, names));
            keys.wrong(key, format!("没有名为“{name}”的表，有表二、表三、表四{nearest}"))
        },
        Ok,
    )
}

/// The lines that `rows` or `columns` names.
fn only(keys: &Keys, lines: Option<(Table, Axis)>) -> Result<Vec<u8>> {
    let key = if keys.has("rows") { "rows" } else { "columns" };
    let named = keys.strings(key)?;
    let Some((table, axis)) = lines else {
        return match named.is_empty() {
            true => Ok(Vec::new()),
            false => keys.wrong(key, format!("式子里都是一格一格的，不用写 {key}")),
        };
    };
    let across = if axis == Axis::Columns { Axis::Rows } else { Axis::Columns };
    let mut only = Vec::new();
    for (name, span) in named {
        let Some((_, lines)) = language::lines_named(name, table, across) else {
            let what = if across == Axis::Rows { "行" } else { "列" };
            let nearest = suggestion(nearest(name, language::names(table, across)));
            let message = format!("{}没有名为“{name}”的{what}{nearest}", table.title());
            return Err(keys.file.error(span.start, message));
        };
        only.extend(lines);
    }
    Ok(only)
}

fn mentions(keys: &Keys, options: &[&str], dictionaries: Dictionaries) -> Result<Mentions> {
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
    let least = if keys.has("least") { Some(keys.count("least", options)?) } else { None };
    if least.is_some() && !keys.has("all") {
        return keys.wrong("least", "least 只与 all 一起用：各组里至少写到几组");
    }
    if least.is_some() && keys.flag("number")? {
        return keys.wrong("least", "least 和 number 只能写一个");
    }
    if let Some(Count::Is(count)) = least
        && count > groups.len()
    {
        return keys.wrong("least", format!("all 只有 {} 组，写不到 {count} 组", groups.len()));
    }
    let severities = words::severities(&[Severity::Info, Severity::Warning]);
    Ok(Mentions {
        groups,
        together: keys.has("sentence"),
        parts: keys.parts()?,
        number: keys.flag("number")?,
        times: keys.count("times", options)?,
        least,
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
    let within = match keys.has("within") {
        false => None,
        true if !keys.has("near") => return keys.wrong("within", "within 只与 near 一起用"),
        true => match keys.integer("within")? {
            within @ 1..=FARTHEST => Some(within as u32),
            _ => return keys.wrong("within", format!("[wording] within 应为 1 至 {FARTHEST} 的字数")),
        },
    };
    Ok(Wording {
        find,
        except: phrases("except")?,
        unless: phrases("unless")?,
        near: phrases("near")?,
        within,
        parts: keys.parts()?,
        once: keys.flag("once")?,
        message: keys.optional("message")?.to_owned(),
    })
}

fn order(keys: &Keys) -> Result<Order> {
    let few = |key, count| match count {
        0..2 => keys.wrong(key, format!("[order] {key} 里至少要有两项，才有先后")),
        _ => Ok(()),
    };
    let expects = keys.optional("expects")?.to_owned();
    match (keys.has("words"), keys.has("sections")) {
        (true, true) => keys.wrong("sections", "words 和 sections 只能写一个"),
        (false, false) => Err(keys.file.error(keys.start, "[order] 缺少 words 或 sections")),
        (true, false) => {
            let groups = keys.groups("words")?;
            few("words", groups.len())?;
            let (parts, headings) = (keys.parts()?, keys.flag("headings")?);
            Ok(Order::Words { groups, parts, headings, expects })
        }
        (false, true) => {
            if let Some(key) = ["parts", "headings"].into_iter().find(|key| keys.has(key)) {
                return keys.wrong(key, format!("{key} 只与 words 一起用"));
            }
            let parts: Vec<u8> = keys.words("sections", &words::parts())?;
            few("sections", parts.len())?;
            match parts.contains(&0) {
                true => keys.wrong("sections", "sections 只写报告的六个部分"),
                false => Ok(Order::Parts { parts, expects }),
            }
        }
    }
}
