//! Sentences from a grammar: each is made by choosing its subject, the order of its clauses, its marks and its list
//! form by chance, from figures that are true. Beside the sentence stands its wrong twin: the same choices with one
//! figure (or one claim) that is not true. The clean report tells the first; a defect puts the second in its place.
//! What has no twin is a look-alike: it looks like a defect and is right.

mod breakdowns;
mod bystanders;
mod cells;
mod comparisons;
mod counts;
mod lists;
mod numerals;
mod pattern;
mod repeats;
mod shares;
mod things;
mod universals;
mod years;

use super::model::{Piece, Sentence, Wrong};
use super::phrases::Writer;
use super::random::Random;

/// Where a sentence is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// A paragraph of part one, from 1 (主动公开) to 5 (监督保障).
    Overview(u8),
    /// Behind 表四.
    Disputes,
    /// The end of part five.
    Problems,
}

/// Makes a sentence of one kind, where the report has the figures for it.
type Say = fn(&mut Writer, Place) -> Option<Said>;

/// The kinds, each with how often it is tried.
const KINDS: &[(&str, i64, Say)] = &[
    (LIST, 26, lists::say),
    (BREAKDOWN, 14, breakdowns::say),
    (COMPARISON, 14, comparisons::say),
    (SHARE, 14, shares::say),
    (UNIVERSAL, 14, universals::say),
    (CELL, 18, cells::say),
    (COUNT, 8, counts::say),
    (REPEAT, 8, repeats::say),
    (YEAR, 10, years::say),
    (BYSTANDER, 10, bystanders::say),
];

pub(super) const LIST: &str = "list";
pub(super) const BREAKDOWN: &str = "breakdown";
pub(super) const COMPARISON: &str = "comparison";
pub(super) const SHARE: &str = "share";
pub(super) const UNIVERSAL: &str = "universal";
pub(super) const CELL: &str = "cell";
pub(super) const COUNT: &str = "count";
pub(super) const REPEAT: &str = "repeat";
pub(super) const YEAR: &str = "year";
pub(super) const BYSTANDER: &str = "bystander";

/// What was said, and how it could have been said wrongly.
struct Said {
    right: String,
    wrong: Option<Wrong>,
}

impl Place {
    /// 1 to 5 are the paragraphs of part one; 9 is behind 表四.
    fn numbered(number: u8) -> Self {
        if number == 9 { Self::Disputes } else { Self::Overview(number) }
    }
}

impl Said {
    /// A look-alike.
    fn right(right: impl Into<String>) -> Self {
        Self { right: right.into(), wrong: None }
    }

    /// A sentence and another one that is not true.
    fn or(kind: &'static str, right: impl Into<String>, wrong: impl Into<String>) -> Self {
        let text = wrong.into();
        let wrong = Wrong { kind, seen: text.clone(), text, repair: None };
        Self { right: right.into(), wrong: Some(wrong) }
    }

    /// A sentence and the same one with another figure.
    fn figure(kind: &'static str, figure: i64, right: String, wrong: String) -> Self {
        Self { right, wrong: Some(Wrong { kind, seen: figure.to_string(), text: wrong, repair: None }) }
    }

    /// With the figure that alone makes it right, where it is written in digits.
    fn repaired(mut self, figure: i64) -> Self {
        if let Some(wrong) = &mut self.wrong
            && wrong.seen != wrong.text
        {
            wrong.repair = Some(figure.to_string());
        }
        self
    }

    /// The same sentence by the same choices, with the right figures and with the wrong ones.
    fn figures(
        kind: &'static str,
        random: &mut Random,
        (right, wrong): (&[i64], &[i64]),
        write: impl Fn(&mut Random, &[i64]) -> String,
    ) -> Self {
        let mut again = random.clone();
        let said = write(random, right);
        let text = write(&mut again, wrong);
        let changed = right.iter().zip(wrong).find(|(right, wrong)| right != wrong);
        match changed.map(|(_, wrong)| *wrong).filter(|figure| text.contains(&figure.to_string())) {
            Some(figure) => Self::figure(kind, figure, said, text),
            None => Self::or(kind, said, text),
        }
    }
}

/// A sentence for a place, of a kind chosen by chance; `None` where the report has no figures for it.
pub(super) fn say(writer: &mut Writer, place: Place) -> Option<Sentence> {
    let whole: i64 = KINDS.iter().map(|(_, weight, _)| weight).sum();
    // A kind that has nothing to say here leaves the word to another, a few times.
    (0..4).find_map(|_| {
        let mut at = writer.random.between(1, whole);
        let kind = KINDS.iter().find(|(_, weight, _)| {
            at -= weight;
            at <= 0
        });
        let (topic, _, say) = kind?;
        Some(sentence(topic, say(writer, place)?))
    })
}

/// What was published in the year, with its parts.
pub(super) fn published(writer: &mut Writer) -> Sentence {
    let said = lists::published(writer);
    sentence(LIST, said)
}

fn sentence(topic: &'static str, said: Said) -> Sentence {
    Sentence { topic, pieces: vec![Piece::Words(said.right)], wrong: said.wrong.map(Box::new) }
}

/// Another figure in the place of this one: near it, with two digits exchanged, or far off; never the same, never
/// below one.
fn amiss(figure: i64, random: &mut Random) -> i64 {
    let text = figure.to_string();
    let exchanged = text.len() >= 2 && random.chance(25);
    if exchanged {
        let at = random.index(text.len() - 1);
        let mut digits: Vec<char> = text.chars().collect();
        digits.swap(at, at + 1);
        let other: i64 = digits.iter().collect::<String>().parse().unwrap_or(figure);
        if other != figure && digits[0] != '0' {
            return other;
        }
    }
    let step = random.between(1, (figure / 8).clamp(3, 60));
    if figure > step && random.chance(50) { figure - step } else { figure + step }
}

/// One of some words.
fn one<'a>(random: &mut Random, words: &[&'a str]) -> &'a str {
    words[random.index(words.len())]
}

/// What the grammar can say wrongly, for the defects.
#[cfg(test)]
pub(super) fn kinds() -> impl Iterator<Item = &'static str> {
    [lists::KINDS, comparisons::KINDS, shares::KINDS, counts::KINDS, repeats::KINDS, years::KINDS]
        .into_iter()
        .flatten()
        .copied()
        .chain(breakdowns::kinds())
        .chain(universals::kinds())
        .chain(cells::kinds())
}
