//! Character maps (CMap): from the codes of a font to Unicode, or to the glyph numbers (CID) that widths go by.

use super::lexer::{Lexer, Token};

/// Entries of one map at most: as many as two bytes can tell apart, several times over.
const ENTRIES: usize = 1 << 19;
/// Code spaces of one map at most: each is looked at for each code.
const SPACES: usize = 256;
/// Characters that one code may mean: ligatures have three or four.
const LIGATURE: usize = 32;

/// What a code means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text<'a> {
    One(char),
    /// A ligature, or a character with marks.
    Many(&'a str),
}

#[derive(Debug, Default)]
pub(super) struct CMap {
    /// Length in bytes, first and last code.
    spaces: Vec<(usize, u32, u32)>,
    /// By code; of several with one code the last counts.
    single: Vec<(u32, char)>,
    several: Vec<(u32, String)>,
    /// First and last code, first CID.
    cids: Vec<(u32, u32, u32)>,
    /// Entries that may still be added.
    room: usize,
    pub(super) vertical: bool,
    /// Another map that this one builds on.
    pub(super) base: Option<Vec<u8>>,
}

impl CMap {
    /// Reads a map, so many entries of it at most.
    pub(super) fn parse(bytes: &[u8], most: usize) -> Self {
        let mut map = Self { room: most.min(ENTRIES), ..Self::default() };
        let mut lexer = Lexer::new(bytes);
        let mut operands: Vec<Token> = Vec::new();
        while let Some(token) = lexer.next() {
            let Token::Word(word) = token else {
                // Sections have a hundred entries of three; more is no map.
                if operands.len() < ENTRIES {
                    operands.push(token);
                }
                continue;
            };
            match word {
                b"endcodespacerange" => map.spaces(&operands),
                b"endbfchar" => map.characters(&operands),
                b"endbfrange" => map.ranges(&operands),
                b"endcidrange" => map.cid_ranges(&operands),
                b"endcidchar" => map.cid_characters(&operands),
                b"usecmap" => {
                    if let Some(Token::Name(name)) = operands.last() {
                        map.base = Some(name.clone());
                    }
                }
                b"def" => {
                    if let [.., Token::Name(name), Token::Number(value)] = operands.as_slice()
                        && name == b"WMode"
                    {
                        map.vertical = *value == 1.0;
                    }
                }
                _ => {}
            }
            operands.clear();
        }
        map.single.sort_by_key(|&(code, _)| code);
        map.several.sort_by_key(|&(code, _)| code);
        map.cids.sort_by_key(|&(first, ..)| first);
        map
    }

    /// How many entries it has.
    pub(super) fn len(&self) -> usize {
        self.single.len() + self.several.len() + self.cids.len()
    }

    /// Whether it may have been cut.
    pub(super) fn is_full(&self) -> bool {
        self.room == 0
    }

    pub(super) fn is_empty(&self) -> bool {
        self.single.is_empty() && self.several.is_empty()
    }

    pub(super) fn text(&self, code: u32) -> Option<Text<'_>> {
        let at = self.single.partition_point(|&(other, _)| other <= code);
        if let Some(&(other, character)) = at.checked_sub(1).and_then(|at| self.single.get(at))
            && other == code
        {
            return Some(Text::One(character));
        }
        let at = self.several.partition_point(|(other, _)| *other <= code);
        let (other, text) = self.several.get(at.checked_sub(1)?)?;
        (*other == code).then_some(Text::Many(text))
    }

    pub(super) fn cid(&self, code: u32) -> Option<u32> {
        let at = self.cids.partition_point(|&(first, ..)| first <= code);
        let &(first, last, cid) = self.cids.get(at.checked_sub(1)?)?;
        (code <= last).then(|| cid.saturating_add(code - first))
    }

    /// The length of the code that `bytes` begin with, by the code space; `None` where that says nothing.
    pub(super) fn length(&self, bytes: &[u8]) -> Option<usize> {
        (1..=bytes.len().min(4)).find(|&length| {
            let code = number(&bytes[..length]);
            self.spaces.iter().any(|&(bytes, first, last)| bytes == length && (first..=last).contains(&code))
        })
    }

    fn spaces(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::String(first), Token::String(last)] = pair
                && self.spaces.len() < SPACES
            {
                self.spaces.push((first.len(), number(first), number(last)));
            }
        }
    }

    fn characters(&mut self, operands: &[Token]) {
        for pair in operands.chunks_exact(2) {
            if let [Token::String(code), Token::String(text)] = pair {
                self.add(number(code), &utf16(text));
            }
        }
    }

    fn ranges(&mut self, operands: &[Token]) {
        let mut rest = operands;
        while let [Token::String(first), Token::String(last), target, more @ ..] = rest {
            let (first, last) = (number(first), number(last));
            rest = more;
            match target {
                Token::String(text) => self.range(first, last, text),
                Token::Open { .. } => {
                    let end = rest.iter().position(|token| *token == Token::Close).unwrap_or(rest.len());
                    for (at, token) in rest[..end].iter().enumerate() {
                        if let Token::String(text) = token {
                            self.add(first.saturating_add(at as u32), &utf16(text));
                        }
                    }
                    rest = rest.get(end + 1..).unwrap_or_default();
                }
                _ => {}
            }
        }
    }

    /// The last unit counts up with the code.
    fn range(&mut self, first: u32, last: u32, text: &[u8]) {
        let text = utf16(text);
        let Some(end) = text.chars().next_back() else { return };
        let start = &text[..text.len() - end.len_utf8()];
        for code in first..=last.min(first.saturating_add(0xFFFF)) {
            if self.room == 0 {
                return;
            }
            let Some(character) = char::from_u32(u32::from(end) + (code - first)) else { continue };
            if start.is_empty() {
                self.add_character(code, character);
            } else {
                self.add(code, &format!("{start}{character}"));
            }
        }
    }

    fn add(&mut self, code: u32, text: &str) {
        let mut characters = text.chars();
        match (characters.next(), characters.next()) {
            (Some(character), None) => self.add_character(code, character),
            (Some(_), Some(_)) if self.takes_one() => self.several.push((code, text.to_owned())),
            _ => {}
        }
    }

    fn add_character(&mut self, code: u32, character: char) {
        // Programs that do not know a character write this for it.
        if !matches!(character, '\0' | char::REPLACEMENT_CHARACTER) && self.takes_one() {
            self.single.push((code, character));
        }
    }

    /// Whether there is room for one more entry, which is then taken.
    fn takes_one(&mut self) -> bool {
        let room = self.room > 0;
        self.room = self.room.saturating_sub(1);
        room
    }

    fn cid_ranges(&mut self, operands: &[Token]) {
        for entry in operands.chunks_exact(3) {
            if let [Token::String(first), Token::String(last), Token::Number(cid)] = entry
                && self.takes_one()
            {
                self.cids.push((number(first), number(last), *cid as u32));
            }
        }
    }

    fn cid_characters(&mut self, operands: &[Token]) {
        for entry in operands.chunks_exact(2) {
            if let [Token::String(code), Token::Number(cid)] = entry
                && self.takes_one()
            {
                self.cids.push((number(code), number(code), *cid as u32));
            }
        }
    }
}

/// The number that up to four bytes write.
pub(super) fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |value, &byte| value << 8 | u32::from(byte))
}

fn utf16(bytes: &[u8]) -> String {
    // One byte alone is wrong, but meant as a character.
    if let [byte] = bytes {
        return char::from(*byte).to_string();
    }
    let units = bytes.chunks_exact(2).map(|pair| u16::from_be_bytes([pair[0], pair[1]]));
    char::decode_utf16(units).filter_map(Result::ok).take(LIGATURE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_to_unicode() {
        let map = CMap::parse(
            b"/WMode 1 def 1 begincodespacerange <00> <7F> <8000> <FFFF> endcodespacerange
              2 beginbfchar <01> <4E2D> <02> <00660069> endbfchar
              2 beginbfrange <8001> <8003> <0041> <8005> <8006> [<4E00> <D840DC00>] endbfrange
              1 beginbfchar <03> <FFFD> endbfchar
              1 begincidrange <8001> <8003> 7 endcidrange",
            ENTRIES,
        );
        for (code, text) in [(1, "中"), (2, "fi"), (0x8002, "B"), (0x8005, "一"), (0x8006, "𠀀")] {
            let found = match map.text(code) {
                Some(Text::One(character)) => character.to_string(),
                Some(Text::Many(text)) => text.to_owned(),
                None => String::new(),
            };
            assert_eq!(found, text, "{code}");
        }
        assert_eq!((map.text(3), map.text(0x8004)), (None, None));
        assert_eq!((map.cid(0x8003), map.cid(0x8004)), (Some(9), None));
        assert_eq!(
            (map.length(b"\x01\x02"), map.length(b"\x80\x02"), map.length(b"\x80")),
            (Some(1), Some(2), None)
        );
        assert!(map.vertical);
    }

    #[test]
    fn a_huge_range_stays_small() {
        let map = CMap::parse(b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange", 1000);
        assert_eq!((map.len(), map.is_full()), (1000, true));
    }
}
