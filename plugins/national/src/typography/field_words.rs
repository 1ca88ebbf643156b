//! Slips of the keyboard: a word of the field with one character that sounds like the right one.

use std::collections::{BTreeMap, HashMap};

use gouji_core::dictionary::{Wrong, lines};

use crate::words::Words;

/// What sounds alike, a number for each sound.
pub(crate) struct Sounds(HashMap<char, Vec<u16>>);

impl Sounds {
    /// `sound characters` a line.
    pub(crate) fn parse(text: &'static str) -> Result<Self, Wrong> {
        let mut sounds: HashMap<char, Vec<u16>> = HashMap::new();
        for (number, (line, entry)) in (0_u16..).zip(lines(text)) {
            let Some((_, characters)) =
                entry.split_once(' ').filter(|(_, characters)| !characters.is_empty())
            else {
                return Err(Wrong {
                    line, message: format!("应为“读音 同音的字”，写的是“{entry}”")
                });
            };
            for character in characters.trim().chars() {
                sounds.entry(character).or_default().push(number);
            }
        }
        Ok(Self(sounds))
    }

    /// Whether two characters have a sound in common.
    pub(super) fn alike(&self, one: char, other: char) -> bool {
        let of = |c: char| self.0.get(&c).map_or(&[][..], Vec::as_slice);
        of(one).iter().any(|sound| of(other).contains(sound))
    }
}

/// The words of the field, four characters each, by either half.
pub(crate) struct FieldWords {
    halves: Words,
    /// Of each half the whole words that it begins or ends.
    wholes: Vec<Vec<&'static str>>,
    /// What is no slip.
    right: Vec<&'static str>,
}

/// Two characters, in bytes.
const HALF: usize = 6;

impl FieldWords {
    /// `word | right right`, the second part as a rule left out.
    pub(crate) fn parse(text: &'static str) -> Result<Self, Wrong> {
        let mut wholes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        let mut right = Vec::new();
        for (line, entry) in lines(text) {
            let (word, others) = entry.split_once('|').unwrap_or((entry, ""));
            let word = word.trim();
            let chinese = word.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
            if !chinese || word.len() != 2 * HALF {
                return Err(Wrong {
                    line, message: format!("应为四个汉字的词语，写的是“{word}”")
                });
            }
            for half in [&word[..HALF], &word[HALF..]] {
                wholes.entry(half).or_default().push(word);
            }
            right.extend(others.split_whitespace());
        }
        right.sort_unstable();
        Ok(Self { halves: Words::of(wholes.keys().copied()), wholes: wholes.into_values().collect(), right })
    }

    /// Where a text has words with a slip, and what they should be.
    pub(super) fn slips<'t>(
        &'t self,
        text: &'t str,
        sounds: &'t Sounds,
    ) -> impl Iterator<Item = (usize, &'static str)> + 't {
        self.halves.numbers(text).filter_map(move |(at, half)| {
            let printed_half = text.get(at..at + HALF)?;
            self.wholes[half].iter().find_map(|whole| {
                let start = if whole.starts_with(printed_half) { at } else { at.checked_sub(HALF)? };
                let printed = text.get(start..start + 2 * HALF)?;
                let slip = printed != *whole
                    && (one_alike(printed, whole, sounds) || exchanged(printed, whole))
                    && self.right.binary_search(&printed).is_err();
                slip.then_some((start, *whole))
            })
        })
    }
}

/// One character, in bytes.
const ONE: usize = 3;

/// Whether the two characters of one half are exchanged: 信息布发.
fn exchanged(printed: &str, right: &str) -> bool {
    let (printed, right) = (printed.as_bytes(), right.as_bytes());
    let same = |half: usize| printed[half..half + HALF] == right[half..half + HALF];
    let turned = |half: usize| {
        let (one, other) = (half..half + ONE, half + ONE..half + HALF);
        printed[one.clone()] == right[other.clone()] && printed[other] == right[one]
    };
    same(0) && turned(HALF) || same(HALF) && turned(0)
}

/// Whether two words of four characters differ in one, and the two sound alike.
fn one_alike(printed: &str, right: &str, sounds: &Sounds) -> bool {
    let mut differing = (0..2 * HALF)
        .step_by(ONE)
        .filter(|&at| printed.as_bytes()[at..at + ONE] != right.as_bytes()[at..at + ONE]);
    let (Some(at), None) = (differing.next(), differing.next()) else { return false };
    let character = |word: &str| {
        let mut characters = word.get(at..at + ONE)?.chars();
        characters.next().filter(|_| characters.next().is_none())
    };
    character(printed).zip(character(right)).is_some_and(|(one, other)| sounds.alike(one, other))
}
