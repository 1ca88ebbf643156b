//! Cuts a paragraph into the words that matter, the years it names, and the numbers that were read in it.

use super::words::Word;
use crate::claims::unit::{self, Behind};
use crate::claims::{Claim, Flags, Unit};

/// A word, a year or a number; what lies between two tokens says nothing that is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Piece {
    Word(Word),
    Year(u16),
    /// The index of a claim.
    Number(u32),
}

#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub(super) piece: Piece,
    pub(super) start: u32,
    pub(super) end: u32,
}

/// The tokens of the paragraph `start..end`; `claims` are all claims, of which those from `next` on may stand in it.
pub(super) fn scan(
    text: &str,
    start: usize,
    end: usize,
    claims: &[Claim],
    next: &mut usize,
    out: &mut Vec<Token>,
) {
    out.clear();
    let bytes = &text.as_bytes()[..end];
    let mut at = start;
    while *next < claims.len() && (claims[*next].number.start as usize) < start {
        *next += 1;
    }
    while at < end {
        // What the prose says there was none of is a claim without a numeral: its words are read as words.
        while claims
            .get(*next)
            .is_some_and(|claim| claim.flags.contains(Flags::NEGATED) || (claim.number.start as usize) < at)
        {
            *next += 1;
        }
        if let Some(claim) = claims.get(*next).filter(|claim| claim.number.start as usize == at) {
            let stop = behind_unit(text, claim, end);
            out.push(Token { piece: Piece::Number(*next as u32), start: at as u32, end: stop as u32 });
            *next += 1;
            at = stop.max(at + 1);
            continue;
        }
        let (piece, len) = piece(text, bytes, start, at);
        if let Some(piece) = piece {
            out.push(Token { piece, start: at as u32, end: (at + len) as u32 });
        }
        at += len;
    }
}

/// The end of a number with its measure word.
fn behind_unit(text: &str, claim: &Claim, end: usize) -> usize {
    const BLANKS: usize = 2;
    let at = (claim.number.end as usize).min(end);
    if claim.unit == Unit::None {
        return at;
    }
    let rest = text.get(at..end).unwrap_or("");
    let trimmed = rest.trim_start_matches([' ', '\u{a0}']);
    let blanks = rest.len() - trimmed.len();
    match unit::read(trimmed) {
        Behind::Unit(_, len) if blanks <= BLANKS => at + blanks + len,
        _ => at,
    }
}

fn piece(text: &str, bytes: &[u8], start: usize, at: usize) -> (Option<Piece>, usize) {
    match bytes[at] {
        b'0'..=b'9' => digits(bytes, at),
        byte @ 0..0x80 => (ascii(bytes, start, at, byte).map(Piece::Word), 1),
        0xE0..0xF0 => match Word::at(bytes, at) {
            Some((word, len)) => (Some(Piece::Word(word)), len),
            None if bytes[at..].starts_with("《".as_bytes()) => (None, title(text, at, bytes.len())),
            None => (None, 3),
        },
        0xC0..0xE0 => (None, 2),
        _ => (None, 4),
    }
}

/// A year, or digits that are nothing.
fn digits(bytes: &[u8], at: usize) -> (Option<Piece>, usize) {
    const DIGITS: usize = 4;
    let len = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let behind = &bytes[at + len..];
    let blanks = behind.iter().take(2).take_while(|byte| **byte == b' ').count();
    let year = len == DIGITS && behind[blanks..].starts_with("年".as_bytes());
    if !year {
        return (None, len);
    }
    let value = bytes[at..at + len].iter().fold(0, |value, digit| value * 10 + u16::from(digit - b'0'));
    (Some(Piece::Year(value)), len + blanks + "年".len())
}

fn ascii(bytes: &[u8], start: usize, at: usize, byte: u8) -> Option<Word> {
    Some(match byte {
        b',' => Word::Comma,
        b':' => Word::Colon,
        b';' => Word::Semi,
        b'!' | b'?' => Word::End,
        b'(' | b'[' => Word::Open,
        b')' | b']' => Word::Close,
        b'.' if at > start
            && bytes[at - 1] >= 0x80
            && !bytes.get(at + 1).is_some_and(u8::is_ascii_alphanumeric) =>
        {
            Word::End
        }
        _ => return None,
    })
}

/// Bytes of a title in 《》 with those in it, if it ends soon; else of its first mark.
fn title(text: &str, at: usize, end: usize) -> usize {
    const LONGEST: usize = 400;
    let mut depth = 0_u32;
    for (i, c) in text[at..end].char_indices().take_while(|(i, _)| *i < LONGEST) {
        match c {
            '《' | '〈' => depth += 1,
            '》' | '〉' => {
                depth -= 1;
                if depth == 0 {
                    return i + c.len_utf8();
                }
            }
            '。' => break,
            _ => {}
        }
    }
    '《'.len_utf8()
}
