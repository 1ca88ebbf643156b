//! Finding any of many Chinese words in one pass over a text.

const SLOTS: usize = 4096;

/// A list of words, each of which begins with a Chinese character or punctuation mark (three bytes in UTF-8).
pub(crate) struct Words {
    words: Vec<&'static str>,
    /// The first word whose first character falls into a slot, plus one: one look-up passes most characters.
    first: Vec<u16>,
    /// The next word of the same slot, plus one.
    next: Vec<u16>,
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
        let mut words = Self { words: Vec::new(), first: vec![0; SLOTS], next: Vec::new() };
        for word in list {
            let Some(slot) = slot(word.as_bytes()) else { continue };
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

    pub(crate) fn first(&self, text: &str) -> Option<Hit> {
        self.hits(text).next()
    }

    pub(crate) fn any(&self, text: &str) -> bool {
        self.first(text).is_some()
    }
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
}
