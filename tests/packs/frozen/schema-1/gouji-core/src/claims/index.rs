//! Finding words of a fixed list in Chinese text: one table look-up on a character passes most of them.

const SLOTS: usize = 4096;

/// Where the words stand that begin with a character of a slot; built when core is compiled.
pub(super) struct Index<const N: usize> {
    /// The first word of a slot, plus one.
    first: [u16; SLOTS],
    /// The next word of the same slot, plus one.
    next: [u16; N],
}

/// Words must begin with a character of three bytes, as all Chinese characters and punctuation marks do.
pub(super) const fn index<T: Copy, const N: usize>(words: &[(&str, T)]) -> Index<N> {
    let mut index = Index { first: [0; SLOTS], next: [0; N] };
    let mut at = 0;
    while at < N {
        let bytes = words[at].0.as_bytes();
        assert!(bytes.len() >= 3 && bytes[0] >= 0xE0 && bytes[0] < 0xF0);
        let slot = slot(bytes[1], bytes[2]);
        index.next[at] = index.first[slot];
        index.first[slot] = at as u16 + 1;
        at += 1;
    }
    index
}

/// The low twelve bits of a three-byte character.
const fn slot(second: u8, third: u8) -> usize {
    ((second as usize & 0x3F) << 6) | (third as usize & 0x3F)
}

impl<const N: usize> Index<N> {
    /// The longest word at `at`, where `bytes` has a character of three bytes, and its length.
    #[inline]
    pub(super) fn longest<T: Copy>(
        &self,
        words: &[(&str, T)],
        bytes: &[u8],
        at: usize,
    ) -> Option<(T, usize)> {
        let [lead, second, third, ..] = *bytes.get(at..)? else { return None };
        let mut word = self.first[slot(second, third)];
        if word == 0 || !(0xE0..0xF0).contains(&lead) {
            return None;
        }
        let mut longest = None;
        let mut longest_len = 0;
        let rest = &bytes[at..];
        while word != 0 {
            let (text, kind) = words[usize::from(word) - 1];
            if text.len() > longest_len && rest.starts_with(text.as_bytes()) {
                longest_len = text.len();
                longest = Some((kind, longest_len));
            }
            word = self.next[usize::from(word) - 1];
        }
        longest
    }
}
