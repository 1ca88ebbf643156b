//! The pack's data files: `rules/national/dictionaries/`. Editing one needs no Rust; a new one needs a line here.

use gouji_core::dictionary::{Dictionary, Replaceable, Wrong, lines};
use gouji_core::report::Date;

use crate::typography::{Corrections, Doublings, FieldWords, Sounds};
use crate::words::Words;

/// Every dictionary, for the pack's manifest.
pub(crate) const ALL: &[&dyn Replaceable] = &[
    &CITATIONS,
    &PROBLEMS,
    &MEASURES,
    &STOCK,
    &ENFORCEMENT,
    &DOUBLED,
    &MEETING,
    &MISSPELT,
    &FIELD_WORDS,
    &SAME_SOUNDS,
    &PRAISE,
    &HEDGES,
    &STOCK_PHRASES,
    &OTHER_BUSINESS,
    &BODIES,
    &CAMPAIGNS,
    &CONGRESSES,
    &PLANS,
];

/// A dictionary by the name of its file, with the function that reads it.
macro_rules! dictionary {
    ($file:literal, $parse:expr) => {
        Dictionary::new($file, include_str!(concat!("../../../rules/national/dictionaries/", $file)), $parse)
    };
}

/// Documents that annual reports cite, with what is right of them (D01, D07, W06).
pub(crate) static CITATIONS: Dictionary<Vec<Cited>> = dictionary!("citations.tsv", citations);
/// Words that name a shortcoming.
pub(crate) static PROBLEMS: Dictionary<Words> = dictionary!("problem-words.txt", words);
/// Words that tell what is or will be done about a shortcoming.
pub(crate) static MEASURES: Dictionary<Words> = dictionary!("measure-words.txt", words);
/// What stock phrases on shortcomings are made of.
pub(crate) static STOCK: Dictionary<Words> = dictionary!("stock-words.txt", words);

/// Ends of the names of departments that permit, punish or coerce every day (T2-19).
pub(crate) static ENFORCEMENT: Dictionary<Vec<&'static str>> =
    dictionary!("enforcement-bodies.txt", ends_of_names);

/// Words that are wrong when they stand twice (U08).
pub(crate) static DOUBLED: Dictionary<Doublings> = dictionary!("doubled-words.txt", Doublings::parse);
/// Words that may stand twice where two words meet (U08).
pub(crate) static MEETING: Dictionary<Words> = dictionary!("meeting-words.txt", words);
/// Misspellings and what they should be (U09).
pub(crate) static MISSPELT: Dictionary<Corrections> = dictionary!("misspellings.txt", Corrections::parse);

/// The words of the field, for slips in them (U09).
pub(crate) static FIELD_WORDS: Dictionary<FieldWords> = dictionary!("field-words.txt", FieldWords::parse);
/// Characters that sound alike (U09).
pub(crate) static SAME_SOUNDS: Dictionary<Sounds> = dictionary!("same-sounds.txt", Sounds::parse);

/// Praise of oneself (C07).
pub(crate) static PRAISE: Dictionary<Vec<&'static str>> = dictionary!("self-praise.txt", plain);
/// What is said of many bodies and of none (W13).
pub(crate) static HEDGES: Dictionary<Vec<&'static str>> = dictionary!("hollow-hedges.txt", plain);
/// Words that say nothing where they stand thick (B02, B04).
pub(crate) static STOCK_PHRASES: Dictionary<Vec<&'static str>> = dictionary!("stock-phrases.txt", plain);
/// Business that is no management of government information (C03).
pub(crate) static OTHER_BUSINESS: Dictionary<Vec<&'static str>> = dictionary!("other-business.txt", plain);
/// Bodies that are no more (W08).
pub(crate) static BODIES: Dictionary<Vec<Dated>> = dictionary!("obsolete-bodies.tsv", dated);
/// Campaigns that are over (W09).
pub(crate) static CAMPAIGNS: Dictionary<Vec<Dated>> = dictionary!("past-campaigns.tsv", dated);
/// Congresses and plenary sessions of the party (W10).
pub(crate) static CONGRESSES: Dictionary<Vec<Dated>> = dictionary!("congresses.tsv", dated);
/// Words of the plans of earlier years (B01).
pub(crate) static PLANS: Dictionary<Vec<Dated>> = dictionary!("plan-phrases.tsv", dated);

/// A line of a dictionary of words that are right or wrong by the year: five columns, parted by tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Dated {
    pub(crate) word: &'static str,
    /// What it should be, or where it comes from; empty for an exception.
    pub(crate) better: &'static str,
    /// The first report year.
    pub(crate) from: u16,
    /// Another year; 9999 where the column is empty.
    pub(crate) to: u16,
}

/// What kind of document a line of `citations.tsv` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CitedKind {
    /// 政府信息公开条例.
    Regulation,
    /// What gives annual reports their form.
    Form,
    Notice,
}

/// A line of `citations.tsv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cited {
    pub(crate) kind: CitedKind,
    /// As published, without 《》.
    pub(crate) title: &'static str,
    /// The first is the one to give; the others stand for the same title at other times. Empty where nobody gives one.
    pub(crate) numbers: Vec<&'static str>,
    /// The report years that it is in force for.
    pub(crate) from: u16,
    pub(crate) to: u16,
    /// Words that tell the title wherever they stand, and words that it must not have; may be empty.
    pub(crate) words: &'static str,
    pub(crate) not: &'static str,
}

fn citations(text: &'static str) -> Result<Vec<Cited>, Wrong> {
    lines(text).map(|(line, entry)| cited(entry).map_err(|message| Wrong { line, message })).collect()
}

fn cited(entry: &'static str) -> Result<Cited, String> {
    let columns: Vec<&str> = entry.split('\t').map(str::trim).collect();
    let [kind, title, numbers, date, from, to, words, _source] = columns[..] else {
        return Err(format!(
            "应有八列（类别、名称、文号、日期、起、止、识别的字、来源），用制表符分开，写的是“{entry}”"
        ));
    };
    let kind = match kind {
        "regulation" => CitedKind::Regulation,
        "form" => CitedKind::Form,
        "notice" => CitedKind::Notice,
        other => return Err(format!("类别应为 regulation、form 或 notice，写的是“{other}”")),
    };
    if title.is_empty() || title.contains(['《', '》']) {
        return Err(format!("文件名称不能为空，也不带书名号，写的是“{title}”"));
    }
    if !is_date(date) {
        return Err(format!("日期应为 2019、2019-04 或 2019-04-03 这样的写法，写的是“{date}”"));
    }
    let year = |said: &str, unsaid: u16| match said {
        "" => Ok(unsaid),
        said => said.parse::<u16>().map_err(|_| format!("应为年份，写的是“{said}”")),
    };
    let (words, not) = words.split_once('!').unwrap_or((words, ""));
    let numbers = numbers.split('、').filter(|number| !number.is_empty()).collect();
    let (from, to) = (year(from, 0)?, year(to, 9999)?);
    if from > to {
        return Err(format!("从 {from} 年起，到 {to} 年止：起止颠倒了"));
    }
    Ok(Cited { kind, title, numbers, from, to, words, not })
}

/// A year, a month or a day of the calendar; nothing where nobody knows.
fn is_date(date: &str) -> bool {
    let fields: Vec<&str> = date.split('-').collect();
    let number = |at: usize, digits: usize| match fields.get(at) {
        None => Some(1),
        Some(field) if field.len() == digits && field.bytes().all(|b| b.is_ascii_digit()) => {
            field.parse().ok()
        }
        Some(_) => None,
    };
    let (Some(year), Some(month), Some(day)) = (number(0, 4), number(1, 2), number(2, 2)) else {
        return date.is_empty();
    };
    fields.len() <= 3 && Date { year, month: month as u8, day: day as u8 }.exists()
}

/// One end of a name a line: `公安局`.
fn ends_of_names(text: &'static str) -> Result<Vec<&'static str>, Wrong> {
    lines(text)
        .map(|(line, name)| match name.chars().count() {
            2.. => Ok(name),
            _ => Err(Wrong {
                line, message: format!("应为机关名称的末尾，如“公安局”，写的是“{name}”")
            }),
        })
        .collect()
}

/// One phrase a line.
fn plain(text: &'static str) -> Result<Vec<&'static str>, Wrong> {
    Ok(lines(text).map(|(_, phrase)| phrase).collect())
}

fn dated(text: &'static str) -> Result<Vec<Dated>, Wrong> {
    lines(text).map(|(line, entry)| dated_line(entry).map_err(|message| Wrong { line, message })).collect()
}

fn dated_line(entry: &'static str) -> Result<Dated, String> {
    let mut columns = entry.split('\t').map(str::trim);
    let word = columns.next().unwrap_or("");
    let better = columns.next().unwrap_or("");
    let mut year = |unsaid: u16| match columns.next().unwrap_or("") {
        "" => Ok(unsaid),
        said => said.parse().map_err(|_| format!("应为年份，写的是“{said}”")),
    };
    let (from, to) = (year(0)?, year(9999)?);
    if word.is_empty() || from == 0 && !better.is_empty() {
        return Err(format!("应为“写法、应为、从哪一年起”，用制表符分开，写的是“{entry}”"));
    }
    Ok(Dated { word, better, from, to })
}

/// One word a line, each beginning with a Chinese character.
fn words(text: &'static str) -> Result<Words, Wrong> {
    let chinese = |c: char| ('\u{800}'..='\u{ffff}').contains(&c);
    match lines(text).find(|(_, word)| !word.starts_with(chinese)) {
        Some((line, word)) => {
            Err(Wrong { line, message: format!("词应以汉字开头，写的是“{word}”") })
        }
        None => Ok(Words::lines(text)),
    }
}
