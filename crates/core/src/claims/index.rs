//! Finding words of a fixed list in Chinese text: one look-up by a character passes most of them, one by two characters
//! nearly all the rest.

const SINGLES: usize = 4096;
const PAIRS: usize = 8192;
/// In [`Index::singles`]: longer words begin with the character too.
const LONGER: u16 = 1 << 15;

/// Where the words stand, by their first and by their first two characters; built when core is compiled.
pub(crate) struct Index<const N: usize> {
    /// The word that is this character alone, plus one, and [`LONGER`].
    singles: [u16; SINGLES],
    /// The longest word that begins with two characters of this hash, plus one.
    pairs: [u16; PAIRS],
    words: [Entry; N],
}

#[derive(Clone, Copy)]
struct Entry {
    /// The first eight bytes, or all of them.
    head: u64,
    /// Bytes.
    len: u8,
    /// The next word of the same hash, no longer than this one, plus one.
    next: u16,
}

/// Words must consist of characters of three bytes, as all Chinese characters and punctuation marks do.
pub(crate) const fn index<T: Copy, const N: usize>(words: &[(&str, T)]) -> Index<N> {
    const NONE: Entry = Entry { head: 0, len: 0, next: 0 };
    let mut index = Index { singles: [0; SINGLES], pairs: [0; PAIRS], words: [NONE; N] };
    assert!(N < LONGER as usize);
    let mut at = 0;
    while at < N {
        let bytes = words[at].0.as_bytes();
        assert!(bytes.len() >= 3 && bytes.len().is_multiple_of(3) && bytes.len() < 256);
        assert!(bytes[0] >= 0xE0 && bytes[0] < 0xF0);
        let first = slot(bytes[1], bytes[2]);
        let number = at as u16 + 1;
        index.words[at].len = bytes.len() as u8;
        if bytes.len() == 3 {
            assert!(index.singles[first] & !LONGER == 0, "two characters of one slot");
            index.singles[first] |= number;
            index.words[at].head = head(bytes);
        } else {
            assert!(bytes[3] >= 0xE0 && bytes[3] < 0xF0);
            index.singles[first] |= LONGER;
            index.words[at].head = head(bytes);
            let pair = pair(first, slot(bytes[4], bytes[5]));
            // Longer words come first.
            let mut before = 0;
            let mut next = index.pairs[pair];
            while next != 0 && index.words[next as usize - 1].len as usize > bytes.len() {
                before = next;
                next = index.words[next as usize - 1].next;
            }
            index.words[at].next = next;
            if before == 0 {
                index.pairs[pair] = number;
            } else {
                index.words[before as usize - 1].next = number;
            }
        }
        at += 1;
    }
    index
}

/// The low twelve bits of a three-byte character.
const fn slot(second: u8, third: u8) -> usize {
    ((second as usize & 0x3F) << 6) | (third as usize & 0x3F)
}

const fn pair(first: usize, second: usize) -> usize {
    (first.wrapping_mul(0x9E5) ^ second.wrapping_mul(0x3B)) % PAIRS
}

/// The first eight bytes as a number.
const fn head(bytes: &[u8]) -> u64 {
    let mut head = 0;
    let mut at = 0;
    while at < bytes.len() && at < 8 {
        head |= (bytes[at] as u64) << (8 * at);
        at += 1;
    }
    head
}

impl<const N: usize> Index<N> {
    /// The longest word at `at`, where `bytes` has a character of three bytes, and its length.
    #[inline]
    pub(crate) fn longest<T: Copy>(
        &self,
        words: &[(&str, T); N],
        bytes: &[u8],
        at: usize,
    ) -> Option<(T, usize)> {
        let rest = bytes.get(at..)?;
        let [lead, second, third, ..] = *rest else { return None };
        let first = slot(second, third);
        let single = self.singles[first];
        if single == 0 || !(0xE0..0xF0).contains(&lead) {
            return None;
        }
        if single & LONGER != 0
            && let Some(found) = self.longer(words, rest, first)
        {
            return Some(found);
        }
        let word = usize::from(single & !LONGER).checked_sub(1)?;
        (self.words[word].head & 0xFF == u64::from(lead)).then(|| (words[word].1, 3))
    }

    #[inline]
    fn longer<T: Copy>(&self, words: &[(&str, T); N], rest: &[u8], first: usize) -> Option<(T, usize)> {
        let [_, _, _, _, fifth, sixth, ..] = *rest else { return None };
        let mut word = self.pairs[pair(first, slot(fifth, sixth))];
        if word == 0 {
            return None;
        }
        let eight = rest.first_chunk().map_or_else(|| head(rest), |chunk| u64::from_le_bytes(*chunk));
        while let Some(at) = usize::from(word).checked_sub(1) {
            let entry = self.words[at];
            let len = usize::from(entry.len);
            let same = if len == 6 {
                eight & 0xFFFF_FFFF_FFFF == entry.head
            } else {
                eight == entry.head && rest.get(8..len) == words[at].0.as_bytes().get(8..)
            };
            if same {
                return Some((words[at].1, len));
            }
            word = entry.next;
        }
        None
    }
}
