//! Where the phrases of rules stand in the prose of a report: looked for one by one for a rule on its own, found all
//! together in one pass for the rules of a profile.

use memchr::memmem;

use super::Declared;
use super::sentence::{AHEAD, Turn, WILL};
use crate::finding::Findings;
use crate::place::Place;
use crate::report::{ParagraphKind, Report};
use crate::search::{Hit, Lexicon};

/// A phrase of a rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub text: String,
    /// First and last report year that it counts in; `None` for every one.
    pub years: Option<(u16, u16)>,
    /// Its place among the phrases of its rule.
    pub(super) number: u32,
}

impl Phrase {
    /// Whether it counts in a report. One for some years only does not where the year is unknown.
    pub(super) fn counts(&self, report: &Report) -> bool {
        self.years.is_none_or(|(from, to)| report.year.is_some_and(|year| (from..=to).contains(&year)))
    }
}

/// A phrase seen in the prose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sighting {
    pub(super) place: Place,
    /// 1 to 6, 0 before part one and in parts that the form does not have.
    pub(super) part: u8,
}

/// Where the phrases of one rule stand. Those of one phrase come in reading order, and none overlaps the one before.
pub(super) trait Sightings {
    /// Whether the report has any prose in these parts, or at all where none is named.
    fn has_prose(&self, parts: &[u8]) -> bool;

    fn of(&self, phrase: &Phrase) -> impl Iterator<Item = Sighting>;

    /// The words from which on the prose plans, in reading order.
    fn turns(&self) -> &[Turn];
}

/// For rules that look for no words.
pub(super) struct Nothing;

impl Sightings for Nothing {
    fn has_prose(&self, _: &[u8]) -> bool {
        false
    }

    fn of(&self, _: &Phrase) -> impl Iterator<Item = Sighting> {
        std::iter::empty()
    }

    fn turns(&self) -> &[Turn] {
        &[]
    }
}

/// What counts as prose: paragraphs outside the tables, headings of parts aside.
fn prose<'a>(report: &Report<'a>) -> impl Iterator<Item = Sighting> + use<'a> {
    report
        .paragraphs()
        .filter(|paragraph| paragraph.kind != ParagraphKind::Heading && !paragraph.place.is_empty())
        .map(|paragraph| Sighting { place: paragraph.place, part: paragraph.part })
}

/// Looks for each phrase when it is asked for.
pub(super) struct OneByOne<'r, 'a> {
    report: &'r Report<'a>,
    turns: Vec<Turn>,
}

impl<'r, 'a> OneByOne<'r, 'a> {
    pub(super) fn new(report: &'r Report<'a>) -> Self {
        let mut turns = Vec::new();
        for paragraph in prose(report) {
            let text = report.slice(paragraph.place).as_bytes();
            for (word, far) in turn_words() {
                turns.extend(memmem::find_iter(text, word).map(|at| {
                    let start = paragraph.place.start + at as u32;
                    Turn { place: Place::new(start, start + word.len() as u32), far }
                }));
            }
        }
        turns.sort_unstable_by_key(|turn| (turn.place, turn.far));
        Self { report, turns }
    }
}

/// The words of [`Turn`]s, and how far they reach.
fn turn_words() -> impl Iterator<Item = (&'static str, bool)> {
    AHEAD.into_iter().map(|word| (word, true)).chain(WILL.into_iter().map(|word| (word, false)))
}

impl Sightings for OneByOne<'_, '_> {
    fn has_prose(&self, parts: &[u8]) -> bool {
        prose(self.report).any(|paragraph| parts.is_empty() || parts.contains(&paragraph.part))
    }

    fn of(&self, phrase: &Phrase) -> impl Iterator<Item = Sighting> {
        let needle = phrase.text.as_bytes();
        prose(self.report).flat_map(move |paragraph| {
            let text = self.report.slice(paragraph.place).as_bytes();
            memmem::find_iter(text, needle).map(move |at| {
                let start = paragraph.place.start + at as u32;
                Sighting { place: Place::new(start, start + needle.len() as u32), part: paragraph.part }
            })
        })
    }

    fn turns(&self) -> &[Turn] {
        &self.turns
    }
}

/// The phrases of many rules, ready to be found in one pass over a report.
#[derive(Debug, Clone, Default)]
pub struct Scanner {
    /// The words of [`Turn`]s first, then the rules' phrases.
    lexicon: Lexicon,
    /// By rule, in the order of its phrases: their numbers in the lexicon.
    rules: Vec<Box<[u32]>>,
}

impl Scanner {
    /// For rules in an order of the caller's; what is no rule on words takes a place and no time.
    pub fn new<'r>(rules: impl IntoIterator<Item = Option<&'r Declared>>) -> Self {
        let mut known = std::collections::HashMap::new();
        let mut phrases: Vec<&str> = turn_words().map(|(word, _)| word).collect();
        let mut number = |phrase: &'r Phrase| {
            *known.entry(phrase.text.as_str()).or_insert_with(|| {
                phrases.push(&phrase.text);
                phrases.len() as u32 - 1
            })
        };
        let rules = rules
            .into_iter()
            .map(|rule| {
                let Some(rule) = rule else { return Box::default() };
                rule.kind.phrases().into_iter().map(&mut number).collect()
            })
            .collect();
        Self { lexicon: Lexicon::new(phrases), rules }
    }

    /// Finds every phrase in a report.
    pub fn scan(&self, report: &Report) -> Scan<'_> {
        let parts = prose(report).fold(0, |parts, paragraph| parts | 1 << paragraph.part.min(7));
        let mut hits: Vec<(u32, Sighting)> = Vec::with_capacity(256);
        let mut starts = vec![0_u32; self.lexicon.len() + 1];
        let mut turns = Vec::new();
        self.lexicon.search_prose(report, |paragraph, Hit { place, phrase }| {
            if (phrase as usize) < AHEAD.len() + WILL.len() {
                turns.push(Turn { place, far: (phrase as usize) < AHEAD.len() });
            }
            hits.push((phrase, Sighting { place, part: paragraph.part }));
            starts[phrase as usize + 1] += 1;
        });
        // By phrase, each phrase's in reading order: counted, then put in their places.
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut next = starts.clone();
        let mut sightings = vec![Sighting { place: Place::default(), part: 0 }; hits.len()];
        for (phrase, sighting) in hits {
            let slot = &mut next[phrase as usize];
            sightings[*slot as usize] = sighting;
            *slot += 1;
        }
        turns.sort_unstable_by_key(|turn| (turn.place, turn.far));
        Scan { scanner: self, parts, starts, sightings, turns }
    }
}

/// What a [`Scanner`] found in one report.
#[derive(Debug)]
pub struct Scan<'s> {
    scanner: &'s Scanner,
    /// A bit for each part that has prose.
    parts: u8,
    /// By phrase of the lexicon: where its sightings begin.
    starts: Vec<u32>,
    sightings: Vec<Sighting>,
    turns: Vec<Turn>,
}

impl Scan<'_> {
    /// Checks a report by one of the scanner's rules, by its place among them: says what [`crate::rule::Rule::check`]
    /// would.
    pub fn check(&self, at: usize, rule: &Declared, report: &Report, findings: &mut Findings) {
        let phrases = self.scanner.rules.get(at).map_or(&[][..], |phrases| phrases);
        let sightings = OfRule { scan: self, phrases };
        rule.check_with(&sightings, report, findings);
    }
}

struct OfRule<'s> {
    scan: &'s Scan<'s>,
    phrases: &'s [u32],
}

impl Sightings for OfRule<'_> {
    fn has_prose(&self, parts: &[u8]) -> bool {
        match parts {
            [] => self.scan.parts != 0,
            _ => parts.iter().any(|part| self.scan.parts >> part.min(&7) & 1 != 0),
        }
    }

    fn of(&self, phrase: &Phrase) -> impl Iterator<Item = Sighting> {
        let number = self.phrases.get(phrase.number as usize).map_or(0, |number| *number as usize);
        let range = match self.scan.starts.get(number..number + 2) {
            Some([from, to]) => *from as usize..*to as usize,
            _ => 0..0,
        };
        let mut end = 0;
        self.scan.sightings[range].iter().copied().filter(move |sighting| {
            let apart = sighting.place.start >= end;
            if apart {
                end = sighting.place.end;
            }
            apart
        })
    }

    fn turns(&self) -> &[Turn] {
        &self.scan.turns
    }
}
