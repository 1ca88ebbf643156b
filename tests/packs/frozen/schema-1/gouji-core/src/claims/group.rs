//! The words between two full stops, and what stands next to what.

use std::ops::Range;

use super::lexer::{Figure, Token};
use super::words::{Seen, Word};
use crate::place::Place;

/// No rule of grammar looks further than this many words or claims: prose never needs it, and hostile text stays linear.
pub(super) const REACH: usize = 64;

/// The words between two full stops.
#[derive(Clone, Copy)]
pub(super) struct Group<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) figures: &'a [Figure],
    /// All words of the group.
    pub(super) all: Seen,
}

/// What stands before a figure, fillers apart.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Head {
    /// A word that matters, by its index.
    At(usize),
    /// Other words.
    Gap,
    /// Nothing: the clause begins.
    Start,
}

impl Group<'_> {
    pub(super) fn word(&self, at: usize) -> Option<Word> {
        self.tokens.get(at).map(|token| token.word)
    }

    /// Nothing stands between two tokens that follow one another.
    pub(super) fn adjacent(&self, at: usize) -> bool {
        let (Some(one), Some(two)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return false };
        one.end == two.start || self.blank(one.end, two.start)
    }

    pub(super) fn blank(&self, start: u32, end: u32) -> bool {
        start >= end
            || self
                .text
                .get(start as usize..end as usize)
                .is_none_or(|gap| gap.chars().all(char::is_whitespace))
    }

    /// The token before `at` if nothing stands between.
    pub(super) fn previous(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| self.adjacent(*before))
    }

    /// Skips what stands in brackets that close at `at`: the index of the bracket that opens.
    pub(super) fn opening(&self, at: usize) -> usize {
        let mut depth = 0_u32;
        for i in (0..=at).rev().take(REACH) {
            match self.tokens[i].word {
                Word::Close => depth += 1,
                Word::Open => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return i;
                    }
                }
                _ => {}
            }
        }
        at
    }

    pub(super) fn head(&self, at: usize) -> Head {
        let mut at = at;
        loop {
            if at == 0 {
                return Head::Start;
            }
            let Some(before) = self.previous(at) else { return Head::Gap };
            match self.tokens[before].word {
                Word::Close => match self.opening(before) {
                    open if open < before => at = open,
                    _ => return Head::Gap,
                },
                word if word.is_filler() => at = before,
                word if word.is_break() || word == Word::Open => return Head::Start,
                _ => return Head::At(before),
            }
        }
    }

    /// The word behind the figure at `at`, 的 apart: `27件申请`.
    pub(super) fn behind(&self, at: usize) -> Option<(usize, Word)> {
        let mut next = at;
        loop {
            if !self.adjacent(next) {
                return None;
            }
            next += 1;
            let word = self.word(next)?;
            if word != Word::Copula {
                return Some((next, word));
            }
        }
    }

    /// The words of `place` without those at its ends that say nothing of what is counted; `tokens` are the tokens there.
    pub(super) fn words(&self, tokens: Range<usize>, place: Place) -> Place {
        let Place { mut start, mut end } = place;
        let empty = |word: Word| {
            use Word::*;
            matches!(
                word,
                Comma
                    | Stop
                    | Colon
                    | Semi
                    | Open
                    | Close
                    | Quote
                    | And
                    | Copula
                    | Sum
                    | All
                    | Accrued
                    | Both
                    | Among
                    | Respectively
                    | Includes
                    | Holds
                    | Involves
                    | By
                    | Besides
                    | Share
                    | About
                    | Beyond
                    | AtLeast
                    | AtMost
                    | ThisYear
                    | Year
                    | Item
                    | Point
                    | Etc
                    | End
            )
        };
        let mut ahead = tokens.clone();
        for token in &self.tokens[ahead.clone()] {
            if !empty(token.word) || !self.blank(start, token.start) {
                break;
            }
            start = token.end;
            ahead.start += 1;
        }
        for token in self.tokens[ahead].iter().rev() {
            if !empty(token.word) || !self.blank(token.end, end) {
                break;
            }
            end = token.start;
        }
        let Some(words) = self.text.get(start as usize..end as usize) else {
            return Place::new(place.end, place.end);
        };
        let blank = (words.len() - words.trim_start().len()) as u32;
        start += blank;
        end -= (words.len() - words.trim_end().len()) as u32;
        if start < end { Place::new(start, end) } else { Place::new(place.end, place.end) }
    }

    /// No noun of its own stands behind the figure at `at`.
    pub(super) fn ends(&self, at: usize) -> bool {
        let Some(figure) = self.tokens.get(at) else { return true };
        match self.tokens.get(at + 1) {
            None => self.text[figure.end as usize..]
                .chars()
                .find(|c| !c.is_whitespace())
                .is_none_or(|c| !c.is_alphanumeric()),
            Some(_) if !self.adjacent(at) => false,
            Some(next) => {
                next.word.is_break()
                    || next.word.is_filler()
                    || matches!(
                        next.word,
                        Word::Stop
                            | Word::Open
                            | Word::Close
                            | Word::And
                            | Word::Share
                            | Word::Besides
                            | Word::Etc
                            | Word::Among
                            | Word::Compare
                            | Word::Change
                            | Word::Includes
                            | Word::Holds
                    )
            }
        }
    }

    /// Other words stand between the start of the group and its first token.
    pub(super) fn starts_with_words(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        self.text[..token.start as usize]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() && !c.is_ascii())
    }

    /// The name of an office ends right before the token: …局, …镇.
    pub(super) fn office_before(&self, at: usize) -> bool {
        const ENDINGS: &[char] = &[
            '局', '委', '办', '厅', '院', '镇', '乡', '室', '处', '所', '站', '队', '科', '道', '心', '司',
            '校',
        ];
        let Some(token) = self.tokens.get(at) else { return false };
        self.text[..token.start as usize].trim_end().ends_with(ENDINGS)
    }

    /// Another word of the kind is joined to `at` by 、 or 和, so that the figure counts both.
    pub(super) fn joined(&self, at: usize, kind: impl Fn(Word) -> bool) -> bool {
        self.partner(at, kind).is_some()
    }

    pub(super) fn partner(&self, at: usize, kind: impl Fn(Word) -> bool) -> Option<usize> {
        let mut at = at;
        let mut link = false;
        loop {
            at = self.previous(at)?;
            match self.tokens[at].word {
                Word::Stop | Word::And => link = true,
                word if link && kind(word) => return Some(at),
                Word::Modifier | Word::InfoOpen | Word::Noun | Word::Copula | Word::Apply | Word::Request => {
                }
                _ => return None,
            }
        }
    }
}
