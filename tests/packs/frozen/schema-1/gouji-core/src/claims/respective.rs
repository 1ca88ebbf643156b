//! `自然人、法人分别为20件、7件`: figures in a row that belong to names in a row.

use super::group::{Group, REACH};
use super::words::Word;
use crate::place::Place;

/// The name that a figure belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Name {
    pub(super) place: Place,
    /// The token that may be a subject.
    pub(super) noun: Option<usize>,
}

/// Names in a row that a reader can still follow.
const LONGEST: usize = 24;

/// The name of the figure at token `at`, where 分别为 gives it one. The name has no noun if the rows are not of one length.
pub(super) fn name(group: &Group, at: usize) -> Option<Name> {
    let mut first = at;
    let mut rank = 0;
    let head = loop {
        if rank > LONGEST {
            return None;
        }
        let before = first.checked_sub(1).filter(|before| group.adjacent(*before))?;
        match group.tokens[before].word {
            Word::Respectively => break before,
            Word::Stop | Word::And | Word::Comma => {
                let figure = before.checked_sub(1).filter(|before| group.adjacent(*before))?;
                if group.tokens[figure].word != Word::Figure {
                    return None;
                }
                first = figure;
                rank += 1;
            }
            _ => return None,
        }
    };
    let mut figures = rank + 1;
    let mut last = at;
    while figures <= LONGEST
        && group.adjacent(last)
        && matches!(group.word(last + 1), Some(Word::Stop | Word::And | Word::Comma))
        && group.adjacent(last + 1)
        && group.word(last + 2) == Some(Word::Figure)
    {
        last += 2;
        figures += 1;
    }
    let begin = (0..head).rev().take(REACH).find(|i| group.tokens[*i].word.is_break());
    let from = begin.map_or(0, |i| i + 1);
    let start = begin.map_or_else(|| group.tokens.first().map_or(0, |t| t.start), |i| group.tokens[i].end);
    let separators = (from..head).filter(|i| matches!(group.tokens[*i].word, Word::Stop | Word::And));
    let unknown = Name { place: Place::new(start, group.tokens[head].start), noun: None };
    if separators.clone().count() + 1 != figures {
        return Some(unknown);
    }
    let end_of = separators.clone().nth(rank).unwrap_or(head);
    let start_of = match rank.checked_sub(1).and_then(|rank| separators.clone().nth(rank)) {
        Some(separator) => separator + 1,
        None => from,
    };
    let is_noun = |word: Word| {
        word.is_person() || word.is_result() || matches!(word, Word::Reconsider | Word::Litigate)
    };
    let noun = (start_of..end_of).find(|i| is_noun(group.tokens[*i].word));
    let start = if start_of == from { start } else { group.tokens[start_of - 1].end };
    let place = group.words(start_of..end_of, Place::new(start, group.tokens[end_of].start));
    Some(Name { place, noun })
}
