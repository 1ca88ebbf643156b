//! Finding any of many Chinese words in one pass over a text.

const SLOTS: usize = 4096;
/// Bits of the filter: enough that a list of fifty words lets one place in eighty through, and of one of `MANY` too.
const FILTER_BITS: u32 = 12;
const WIDE_BITS: u32 = 15;
const MANY: usize = 200;

/// A list of words, each of which begins with a Chinese character or punctuation mark (three bytes in UTF-8).
pub(crate) struct Words {
    words: Vec<&'static str>,
    /// The first word whose first character falls into a slot, plus one: one look-up passes most characters.
    first: Vec<u16>,
    /// The next word of the same slot, plus one.
    next: Vec<u16>,
    /// A bit for the first two characters of each word: passes over most of a text without a look at the words.
    filter: Box<[u64]>,
    /// What is left of a hash for the filter.
    shift: u32,
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
        let list: Vec<&'static str> = list.into_iter().collect();
        let bits = if list.len() < MANY { FILTER_BITS } else { WIDE_BITS };
        let mut words = Self {
            words: Vec::with_capacity(list.len()),
            first: vec![0; SLOTS],
            next: Vec::with_capacity(list.len()),
            filter: vec![0; 1 << (bits - 6)].into_boxed_slice(),
            shift: 64 - bits,
        };
        for word in list {
            let Some(slot) = slot(word.as_bytes()) else { continue };
            let mut head = [0; 8];
            match word.as_bytes().get(..6) {
                Some(two) => {
                    head[..6].copy_from_slice(two);
                    let bit = words.bit(u64::from_le_bytes(head));
                    words.filter[bit >> 6] |= 1 << (bit & 63);
                }
                // A single character may be followed by any other.
                None => words.filter.fill(u64::MAX),
            }
            words.words.push(word);
            words.next.push(words.first[slot]);
            words.first[slot] = words.words.len() as u16;
        }
        words
    }

    /// The longest word of the list that stands at a byte of the text.
    pub(crate) fn at(&self, text: &str, at: usize) -> Option<&'static str> {
        self.number_at(text, at).map(|number| self.words[number])
    }

    /// The same, by its number in the list.
    fn number_at(&self, text: &str, at: usize) -> Option<usize> {
        let rest = text.as_bytes().get(at..)?;
        let mut index = usize::from(self.first[slot(rest)?]);
        let mut longest: Option<usize> = None;
        while index != 0 {
            let word = self.words[index - 1];
            if word.len() > longest.map_or(0, |known| self.words[known].len())
                && rest.starts_with(word.as_bytes())
            {
                longest = Some(index - 1);
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
        self.numbers(text).map(|(_, number)| self.words[number])
    }

    /// The same, each by its place and its number in the list.
    pub(crate) fn numbers<'a>(&'a self, text: &'a str) -> impl Iterator<Item = (usize, usize)> + 'a {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < bytes.len() {
                let here = at;
                at += if bytes[at] < 0xE0 { 1 } else { 3 };
                if bytes[here] >= 0xE0
                    && self.may_begin(bytes, here)
                    && let Some(number) = self.number_at(text, here)
                {
                    return Some((here, number));
                }
            }
            None
        })
    }

    /// Whether a word may begin with the two characters at a byte.
    fn may_begin(&self, bytes: &[u8], at: usize) -> bool {
        let Some(head) = bytes.get(at..at + 8).and_then(|head| head.try_into().ok()) else { return true };
        let bit = self.bit(u64::from_le_bytes(head));
        self.filter[bit >> 6] >> (bit & 63) & 1 != 0
    }

    /// Where the filter has the first six of eight bytes.
    fn bit(&self, head: u64) -> usize {
        ((head << 16).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> self.shift) as usize
    }

    pub(crate) fn first(&self, text: &str) -> Option<Hit> {
        self.hits(text).next()
    }

    pub(crate) fn any(&self, text: &str) -> bool {
        self.first(text).is_some()
    }
}

/// A short list of words that are tried on short texts: only those whose characters may all stand in the text.
pub(crate) struct Few {
    words: Vec<(u64, &'static str)>,
}

impl Few {
    pub(crate) fn of(list: impl IntoIterator<Item = &'static str>) -> Self {
        Self { words: list.into_iter().map(|word| (characters(word), word)).collect() }
    }

    /// The words that a text, or what is left of it when some are taken out, may hold; in the order of the list.
    pub(crate) fn perhaps<'f>(&'f self, text: &str) -> impl Iterator<Item = &'static str> + use<'f> {
        let held = characters(text);
        self.words.iter().filter(move |(needed, _)| needed & !held == 0).map(|(_, word)| *word)
    }

    pub(crate) fn any(&self, text: &str) -> bool {
        self.perhaps(text).any(|word| text.contains(word))
    }
}

/// A bit for each character, many of which share one.
fn characters(text: &str) -> u64 {
    text.chars().fold(0, |set, c| set | 1 << (u32::from(c).wrapping_mul(0x9E37_79B1) >> 26))
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
    fn words_that_overlap_are_all_found_by_number() {
        let list = ["信息公开", "公开", "公开目录", "目录"];
        let found: Vec<_> = Words::of(list).numbers("é信息公开目录𠮷公").collect();
        assert_eq!(found, [(2, 0), (8, 2), (14, 3)]);
    }

    #[test]
    fn of_few_words_those_that_may_stand_there_are_tried() {
        let few = Few::of(["公开", "月", "年内"]);
        assert!(few.any("12月") && few.any("主动公开") && !few.any("年后在内") && !few.any(""));
        assert_eq!(few.perhaps("公开年内").collect::<Vec<_>>(), ["公开", "年内"]);
    }

    #[test]
    fn single_characters_are_words_too() {
        let words = Words::of(["未", "尚未", "没有"]);
        let found: Vec<_> = words.hits("未办，尚未办，没有，未").map(|hit| hit.word).collect();
        assert_eq!(found, ["未", "尚未", "没有", "未"]);
    }
}
