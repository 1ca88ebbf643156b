//! The pack's data files: `rules/national/dictionaries/`. Editing one needs no Rust; a new one needs a line here.

use gouji_core::dictionary::{Dictionary, Replaceable, Wrong, lines};

use crate::typography::{Corrections, Doublings};
use crate::words::Words;

/// Every dictionary, for the pack's manifest.
pub(crate) const ALL: &[&dyn Replaceable] = &[
    &DOCUMENTS,
    &TITLES,
    &WRONG_NUMBERS,
    &PROBLEMS,
    &MEASURES,
    &STOCK,
    &ENFORCEMENT,
    &DOUBLED,
    &MISSPELT,
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

/// National documents with their numbers (D01).
pub(crate) static DOCUMENTS: Dictionary<Vec<Document>> = dictionary!("documents.txt", documents);
/// Titles of documents as they were published (D07).
pub(crate) static TITLES: Dictionary<Vec<&'static str>> = dictionary!("official-titles.txt", titles);
/// Document numbers that nothing bears, and what is meant (D01).
pub(crate) static WRONG_NUMBERS: Dictionary<Vec<(&'static str, &'static str)>> =
    dictionary!("wrong-numbers.txt", pairs);
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
/// Misspellings and what they should be (U09).
pub(crate) static MISSPELT: Dictionary<Corrections> = dictionary!("misspellings.txt", Corrections::parse);

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

/// A line of `documents.txt`.
pub(crate) struct Document {
    /// The first is the one to give; the others stand for the same title at other times.
    pub(crate) numbers: Vec<&'static str>,
    /// Words that the title must contain.
    pub(crate) title: &'static str,
    /// Words that it must not contain; may be empty.
    pub(crate) not: &'static str,
}

/// One title a line.
fn titles(text: &'static str) -> Result<Vec<&'static str>, Wrong> {
    lines(text)
        .map(|(line, title)| match title.contains(['《', '》']) {
            false => Ok(title),
            true => {
                Err(Wrong { line, message: format!("文件名称不带书名号，写的是“{title}”") })
            }
        })
        .collect()
}

/// `written | meant`.
fn pairs(text: &'static str) -> Result<Vec<(&'static str, &'static str)>, Wrong> {
    lines(text)
        .map(|(line, entry)| match entry.split_once('|') {
            Some((written, meant)) if !written.trim().is_empty() && !meant.trim().is_empty() => {
                Ok((written.trim(), meant.trim()))
            }
            _ => {
                Err(Wrong { line, message: format!("应为“写作 | 应为”，写的是“{entry}”") })
            }
        })
        .collect()
}

fn documents(text: &'static str) -> Result<Vec<Document>, Wrong> {
    lines(text)
        .map(|(line, entry)| {
            let [numbers, title, not] = entry.split('|').map(str::trim).collect::<Vec<_>>()[..] else {
                let message = format!("应为“文号 | 标题里的字 | 标题里没有的字”，写的是“{entry}”");
                return Err(Wrong { line, message });
            };
            if numbers.is_empty() || title.is_empty() {
                return Err(Wrong { line, message: "文号和标题不能为空".to_owned() });
            }
            Ok(Document { numbers: numbers.split('、').collect(), title, not })
        })
        .collect()
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
