//! The pack's data files: `rules/national/dictionaries/`. Editing one needs no Rust; a new one needs a line here.

use gouji_core::dictionary::{Dictionary, Replaceable, Wrong, lines};

use crate::typography::{Corrections, Doublings};
use crate::words::Words;

/// Every dictionary, for the pack's manifest.
pub(crate) const ALL: &[&dyn Replaceable] = &[&DOCUMENTS, &PROBLEMS, &MEASURES, &STOCK, &ENFORCEMENT, &DOUBLED, &MISSPELT];

/// A dictionary by the name of its file, with the function that reads it.
macro_rules! dictionary {
    ($file:literal, $parse:expr) => {
        Dictionary::new($file, include_str!(concat!("../../../rules/national/dictionaries/", $file)), $parse)
    };
}

/// National documents with their numbers (D01).
pub(crate) static DOCUMENTS: Dictionary<Vec<Document>> = dictionary!("documents.txt", documents);
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

/// A line of `documents.txt`.
pub(crate) struct Document {
    /// The first is the one to give; the others stand for the same title at other times.
    pub(crate) numbers: Vec<&'static str>,
    /// Words that the title must contain.
    pub(crate) title: &'static str,
    /// Words that it must not contain; may be empty.
    pub(crate) not: &'static str,
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
