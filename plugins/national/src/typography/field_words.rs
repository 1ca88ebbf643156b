//! Slips of the keyboard: a word of the field with one character that sounds like the right one.

use std::collections::HashMap;

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
    /// By half: the whole words that it begins or ends.
    wholes: HashMap<&'static str, Vec<&'static str>>,
    /// What is no slip.
    right: Vec<&'static str>,
}

/// Two characters, in bytes.
const HALF: usize = 6;

impl FieldWords {
    /// `word | right right`, the second part as a rule left out.
    pub(crate) fn parse(text: &'static str) -> Result<Self, Wrong> {
        let mut wholes: HashMap<&str, Vec<&str>> = HashMap::new();
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
        let mut halves: Vec<&str> = wholes.keys().copied().collect();
        halves.sort_unstable();
        Ok(Self { halves: Words::of(halves), wholes, right })
    }

    /// Where a text has words with a slip, and what they should be.
    pub(super) fn slips<'t>(
        &'t self,
        text: &'t str,
        sounds: &'t Sounds,
    ) -> impl Iterator<Item = (usize, &'static str)> + 't {
        self.halves.places(text).filter_map(move |(at, half)| {
            let wholes = self.wholes.get(half)?;
            wholes.iter().find_map(|whole| {
                let start = if whole.starts_with(half) { at } else { at.checked_sub(HALF)? };
                let printed = text.get(start..start + 2 * HALF)?;
                let slip = printed != *whole
                    && (one_alike(printed, whole, sounds) || exchanged(printed, whole))
                    && self.right.binary_search(&printed).is_err();
                slip.then_some((start, *whole))
            })
        })
    }
}

/// Whether the two characters of one half are exchanged: 信息布发.
fn exchanged(printed: &str, right: &str) -> bool {
    let turned = |half: &str| half.chars().rev().collect::<String>();
    let (Some((head, tail)), (first, last)) = (printed.split_at_checked(HALF), right.split_at(HALF)) else {
        return false;
    };
    (head == first && tail == turned(last)) || (tail == last && head == turned(first))
}

/// Whether two words of four characters differ in one, and the two sound alike.
fn one_alike(printed: &str, right: &str, sounds: &Sounds) -> bool {
    let mut differing = printed.chars().zip(right.chars()).filter(|(one, other)| one != other);
    let Some((one, other)) = differing.next() else { return false };
    differing.next().is_none() && printed.chars().count() == 4 && sounds.alike(one, other)
}
