//! Finding any of many Chinese words in one pass over a text.

const SLOTS: usize = 4096;
/// Bits of the filter: enough that a list of fifty words lets one place in eighty through.
const FILTER_BITS: u32 = 12;

/// A list of words, each of which begins with a Chinese character or punctuation mark (three bytes in UTF-8).
pub(crate) struct Words {
    words: Vec<&'static str>,
    /// The first word whose first character falls into a slot, plus one: one look-up passes most characters.
    first: Vec<u16>,
    /// The next word of the same slot, plus one.
    next: Vec<u16>,
    /// A bit for the first two characters of each word: passes over most of a text without a look at the words.
    filter: [u64; 1 << (FILTER_BITS - 6)],
}

/// A word found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Hit {
    pub(crate) at: usize,
    pub(crate) word: &'static str,
}

impl Hit {
    pub(crate) fn end(self) -> usize {
        self.at + self.word.len()
    }
}

impl Words {
    /// One word a line; what follows a `#` is a remark.
    pub(crate) fn lines(list: &'static str) -> Self {
        let words = list.lines().map(|line| line.split('#').next().unwrap_or("").trim());
        Self::of(words.filter(|word| !word.is_empty()))
    }

    pub(crate) fn of(list: impl IntoIterator<Item = &'static str>) -> Self {
        let mut words = Self {
            words: Vec::new(),
            first: vec![0; SLOTS],
            next: Vec::new(),
            filter: [0; 1 << (FILTER_BITS - 6)],
        };
        for word in list {
            let Some(slot) = slot(word.as_bytes()) else { continue };
            let mut head = [0; 8];
            match word.as_bytes().get(..6) {
                Some(two) => {
                    head[..6].copy_from_slice(two);
                    let bit = hash(u64::from_le_bytes(head));
                    words.filter[bit >> 6] |= 1 << (bit & 63);
                }
                // A single character may be followed by any other.
                None => words.filter = [u64::MAX; 1 << (FILTER_BITS - 6)],
            }
            words.words.push(word);
            words.next.push(words.first[slot]);
            words.first[slot] = words.words.len() as u16;
        }
        words
    }

    /// The longest word of the list that stands at a byte of the text.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<&'static str> {
        let rest = text.as_bytes().get(at..)?;
        let mut index = usize::from(self.first[slot(rest)?]);
        let mut longest: Option<&'static str> = None;
        while index != 0 {
            let word = self.words[index - 1];
            if word.len() > longest.map_or(0, str::len) && rest.starts_with(word.as_bytes()) {
                longest = Some(word);
            }
            index = usize::from(self.next[index - 1]);
        }
        longest
    }

    /// The hits in reading order, none inside another.
    pub(crate) fn hits<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Hit> + 'a {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < bytes.len() {
                if bytes[at] < 0xE0 {
                    at += 1;
                    continue;
                }
                if !self.may_begin(bytes, at) {
                    at += 3;
                    continue;
                }
                match self.at(text, at) {
                    Some(word) => {
                        let hit = Hit { at, word };
                        at += word.len();
                        return Some(hit);
                    }
                    None => at += 3,
                }
            }
            None
        })
    }

    /// Every word that stands in a text, those that overlap others too; of those that begin together the longest.
    pub(crate) fn all<'a>(&'a self, text: &'a str) -> impl Iterator<Item = &'static str> + 'a {
        let bytes = text.as_bytes();
        let begins = move |at: &usize| bytes[*at] >= 0xE0 && self.may_begin(bytes, *at);
        (0..bytes.len()).filter(begins).filter_map(|at| self.at(text, at))
    }

    /// Every word that stands in a text, with its place, those that overlap others too.
    pub(crate) fn places<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, &'static str)> + 'a {
        let bytes = text.as_bytes();
        let begins = move |at: &usize| bytes[*at] >= 0xE0 && self.may_begin(bytes, *at);
        (0..bytes.len()).filter(begins).filter_map(|at| Some((at, self.at(text, at)?)))
    }

    /// Whether a word may begin with the two characters at a byte.
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let Some(head) = bytes.get(at..at + 8).and_then(|head| head.try_into().ok()) else { return true };
        let bit = hash(u64::from_le_bytes(head));
        self.filter[bit >> 6] >> (bit & 63) & 1 != 0
    }

    pub(crate) fn first(&self, text: &str) -> Option<Hit> {
        self.hits(text).next()
    }

    pub(crate) fn any(&self, text: &str) -> bool {
        self.first(text).is_some()
    }
}

/// Of the first six of eight bytes.
fn hash(head: u64) -> usize {
    ((head << 16).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - FILTER_BITS)) as usize
}

/// The low twelve bits of a three-byte character; `None` for any other.
fn slot(bytes: &[u8]) -> Option<usize> {
    match *bytes {
        [lead, second, third, ..] if (0xE0..0xF0).contains(&lead) => {
            Some((usize::from(second & 0x3F) << 6) | usize::from(third & 0x3F))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_word_is_found_and_nothing_inside_it() {
        let words = Words::lines("公开\n信息公开 # 较长\n\n不够\nabc");
        let found: Vec<_> = words.hits("2023年信息公开不够，ab公开").map(|hit| (hit.at, hit.word)).collect();
        assert_eq!(found, [(7, "信息公开"), (19, "不够"), (30, "公开")]);
        assert!(!words.any("政府𠮷abc"));
        assert!(!words.any(""));
    }

    #[test]
    fn single_characters_are_words_too() {
        let words = Words::of(["未", "尚未", "没有"]);
        let found: Vec<_> = words.hits("未办，尚未办，没有，未").map(|hit| hit.word).collect();
        assert_eq!(found, ["未", "尚未", "没有", "未"]);
    }
}
