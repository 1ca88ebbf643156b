//! Many phrases in one pass over a text.
//!
//! What a pass costs does not depend on how many phrases there are: a filter on the first two characters passes over
//! most of the text, and only what it lets through is compared. Measured on 13 KB of Chinese prose with 500 phrases this
//! takes 10 µs, an automaton of daachorse 15 µs and one of aho-corasick 50 µs; and it is ready in 50 µs, not in a
//! millisecond, which counts where a run checks one report.

use memchr::memmem::Finder;

use crate::place::Place;
use crate::report::{Paragraph, ParagraphKind, Report};

/// Bytes of the first two Chinese characters: what the filter looks at.
const KEY: usize = 6;
const KEY_MASK: u64 = (1 << (8 * KEY)) - 1;
/// Bytes that are compared at once.
const HEAD: usize = KEY + 8;
const FILTER_BITS: u32 = 16;
const SLOT_BITS: u32 = 10;
/// The leading bytes of two characters of three bytes each, and what they have in common.
const LEADS: u64 = 0xF000_00F0;
const CHINESE: u64 = 0xE000_00E0;
/// Places that passed the filter, kept until they are compared: two short loops are quicker than one that does both.
const CANDIDATES: usize = 128;

/// Phrases, ready to be searched for all together. A phrase is known by its place in the list that this was made of.
#[derive(Debug, Clone)]
pub struct Lexicon {
    phrases: Vec<Box<str>>,
    /// A bit for the hash of each phrase's first two characters.
    filter: Box<[u64; 1 << (FILTER_BITS - 6)]>,
    /// For each slot, where its entries begin; one more for the end.
    slots: Box<[u32]>,
    entries: Vec<Entry>,
    /// Phrases shorter than two characters, or that do not begin with one of three bytes: searched for one by one.
    short: Vec<(u32, Finder<'static>)>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    key: u64,
    /// The bytes behind the key, up to eight, and which bits of them count.
    tail: u64,
    mask: u64,
    phrase: u32,
    length: u32,
}

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hit {
    pub place: Place,
    pub phrase: u32,
}

impl Default for Lexicon {
    fn default() -> Self {
        Self::new::<&str>([])
    }
}

impl Lexicon {
    pub fn new<P: AsRef<str>>(phrases: impl IntoIterator<Item = P>) -> Self {
        let phrases: Vec<Box<str>> = phrases.into_iter().map(|phrase| phrase.as_ref().into()).collect();
        let mut short = Vec::new();
        let mut entries: Vec<(usize, Entry)> = Vec::with_capacity(phrases.len());
        for (number, phrase) in (0..).zip(&phrases) {
            let bytes = phrase.as_bytes();
            match bytes {
                [] => {}
                [0xE0..0xF0, ..] if bytes.len() >= KEY => {
                    let entry = Entry::new(number, bytes);
                    entries.push((slot(hash(entry.key)), entry));
                }
                _ => short.push((number, Finder::new(bytes).into_owned())),
            }
        }
        // Of phrases that begin alike the longest first.
        entries.sort_by_key(|(slot, entry)| (*slot, entry.key, u32::MAX - entry.length, entry.phrase));
        let mut filter = Box::new([0_u64; 1 << (FILTER_BITS - 6)]);
        let mut slots = vec![0_u32; (1 << SLOT_BITS) + 1].into_boxed_slice();
        for (slot, entry) in &entries {
            let hash = hash(entry.key);
            filter[(hash >> 6) as usize] |= 1 << (hash & 63);
            slots[slot + 1] += 1;
        }
        for slot in 1..slots.len() {
            slots[slot] += slots[slot - 1];
        }
        Self { phrases, filter, slots, entries: entries.into_iter().map(|(_, entry)| entry).collect(), short }
    }

    pub fn phrase(&self, number: u32) -> &str {
        self.phrases.get(number as usize).map_or("", |phrase| phrase)
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// Adds every occurrence of every phrase in a stretch of the text, those inside others included: by place, of two
    /// that begin together the longer first.
    pub fn search(&self, text: &str, within: Place, hits: &mut Vec<Hit>) {
        let first = hits.len();
        let end = text.len().min(within.end as usize);
        self.long(text.as_bytes(), within.start as usize, end, hits);
        if self.short.is_empty() {
            return;
        }
        let before = hits.len();
        let stretch = text.as_bytes().get(within.start as usize..end).unwrap_or_default();
        for (phrase, finder) in &self.short {
            hits.extend(finder.find_iter(stretch).map(|at| {
                let start = within.start + at as u32;
                Hit { place: Place::new(start, start + finder.needle().len() as u32), phrase: *phrase }
            }));
        }
        if hits.len() > before {
            hits[first..].sort_by_key(|hit| (hit.place.start, u32::MAX - hit.place.end));
        }
    }

    /// Hands over every occurrence of every phrase in the prose of a report, in the order of [`Lexicon::search`], each with
    /// its paragraph. Headings of parts are none.
    pub fn search_prose(&self, report: &Report, mut take: impl FnMut(Paragraph, Hit)) {
        // Bytes between two paragraphs that are searched in one go: line feeds, and no row of a table.
        const NEAR: u32 = 2;
        let prose = |paragraph: &Paragraph| paragraph.kind != ParagraphKind::Heading;
        let paragraphs: Vec<Paragraph> = report.paragraphs().filter(prose).collect();
        let mut hits: Vec<Hit> = Vec::with_capacity(256);
        let together = |one: &Paragraph, next: &Paragraph| {
            (one.place.end..=one.place.end.saturating_add(NEAR)).contains(&next.place.start)
        };
        for stretch in paragraphs.chunk_by(together) {
            let ([first, ..], [.., last]) = (stretch, stretch) else { continue };
            hits.clear();
            self.search(report.text, first.place.to(last.place), &mut hits);
            let mut at = 0;
            for hit in &hits {
                while stretch[at].place.end <= hit.place.start && at + 1 < stretch.len() {
                    at += 1;
                }
                // Not what reaches from one paragraph into the next.
                if stretch[at].place.contains(hit.place) {
                    take(stretch[at], *hit);
                }
            }
        }
    }

    fn long(&self, bytes: &[u8], start: usize, end: usize, hits: &mut Vec<Hit>) {
        if self.entries.is_empty() {
            return;
        }
        let mut at = start;
        // Up to here whole heads can be read.
        let last = end.min((bytes.len() + 1).saturating_sub(HEAD));
        let mut candidates = [0_u32; CANDIDATES];
        let mut count = 0;
        while at < last {
            // Two characters at a time as long as they are Chinese, so that the processor can run ahead.
            while at + 3 < last
                && let Some(window) = bytes[at..].first_chunk::<12>()
                && word(window, 0) & LEADS == CHINESE
            {
                for step in [0, 3] {
                    candidates[count % CANDIDATES] = (at + step) as u32;
                    count += self.passes(key(window, step));
                }
                at += 6;
                if count > CANDIDATES - 2 {
                    self.compare(bytes, end, &candidates[..count], hits);
                    count = 0;
                }
            }
            // The odd one, or one that is none.
            if at < last && (0xE0..0xF0).contains(&bytes[at]) {
                candidates[count] = at as u32;
                count += self.passes(key(bytes, at));
                at += 3;
                if count > CANDIDATES - 2 {
                    self.compare(bytes, end, &candidates[..count], hits);
                    count = 0;
                }
            }
            while at < last && !(0xE0..0xF0).contains(&bytes[at]) {
                at += 1;
            }
        }
        self.compare(bytes, end, &candidates[..count], hits);
        if at < end {
            self.rest(bytes, at, end, hits);
        }
    }

    /// 1 where a phrase may begin with these bytes, otherwise 0.
    #[inline]
    fn passes(&self, key: u64) -> usize {
        let hash = hash(key);
        (self.filter[(hash >> 6) as usize] >> (hash & 63) & 1) as usize
    }

    /// The last few bytes of a text, as the head of a longer one.
    fn rest(&self, bytes: &[u8], start: usize, end: usize, hits: &mut Vec<Hit>) {
        let mut padded = [0_u8; 4 * HEAD];
        let rest = &bytes[start..end];
        padded[..rest.len()].copy_from_slice(rest);
        let before = hits.len();
        for at in 0..rest.len() {
            if (0xE0..0xF0).contains(&padded[at]) {
                self.compare(&padded, rest.len(), &[at as u32], hits);
            }
        }
        for hit in &mut hits[before..] {
            hit.place = Place::new(hit.place.start + start as u32, hit.place.end + start as u32);
        }
    }

    fn compare(&self, bytes: &[u8], end: usize, candidates: &[u32], hits: &mut Vec<Hit>) {
        for &start in candidates {
            let at = start as usize;
            let key = key(bytes, at);
            let tail = word(bytes, at + KEY);
            let slot = slot(hash(key));
            for entry in &self.entries[self.slots[slot] as usize..self.slots[slot + 1] as usize] {
                let length = entry.length as usize;
                if entry.key == key
                    && (entry.tail ^ tail) & entry.mask == 0
                    && at + length <= end
                    && (length <= HEAD || bytes[at..].starts_with(self.phrase(entry.phrase).as_bytes()))
                {
                    hits.push(Hit { place: Place::new(start, start + entry.length), phrase: entry.phrase });
                }
            }
        }
    }
}

impl Entry {
    /// Of a phrase of at least [`KEY`] bytes.
    fn new(phrase: u32, bytes: &[u8]) -> Self {
        let mut head = [0; HEAD + 2];
        let known = bytes.len().min(HEAD);
        head[..known].copy_from_slice(&bytes[..known]);
        let rest = known - KEY;
        let mask = if rest == 8 { u64::MAX } else { (1 << (8 * rest)) - 1 };
        Self { key: key(&head, 0), tail: word(&head, KEY), mask, phrase, length: bytes.len() as u32 }
    }
}

/// Eight bytes of a text; 0 where it is not so long.
fn word(bytes: &[u8], at: usize) -> u64 {
    bytes.get(at..at + 8).and_then(|word| word.try_into().ok()).map_or(0, u64::from_le_bytes)
}

fn key(bytes: &[u8], at: usize) -> u64 {
    word(bytes, at) & KEY_MASK
}

/// The upper [`FILTER_BITS`] of a multiplication by 2^64 over the golden ratio.
fn hash(key: u64) -> u64 {
    key.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> (64 - FILTER_BITS)
}

fn slot(hash: u64) -> usize {
    (hash & ((1 << SLOT_BITS) - 1)) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every occurrence, found one phrase at a time. Short ones do not overlap themselves.
    fn plainly(phrases: &[&str], text: &str, within: Place) -> Vec<Hit> {
        let stretch = &text[within.range()];
        let mut hits = Vec::new();
        for (number, phrase) in (0..).zip(phrases).filter(|(_, phrase)| !phrase.is_empty()) {
            let mut from = 0;
            while let Some(found) = stretch[from..].find(phrase) {
                let start = within.start + (from + found) as u32;
                let place = Place::new(start, start + phrase.len() as u32);
                hits.push(Hit { place, phrase: number });
                from += found + stretch[from + found..].chars().next().map_or(1, char::len_utf8);
            }
        }
        hits.sort_by_key(|hit| (hit.place.start, u32::MAX - hit.place.end, hit.phrase));
        hits
    }

    #[track_caller]
    fn check(phrases: &[&str], text: &str, within: Place) {
        let mut hits = Vec::new();
        Lexicon::new(phrases).search(text, within, &mut hits);
        hits.sort_by_key(|hit| (hit.place.start, u32::MAX - hit.place.end, hit.phrase));
        assert_eq!(hits, plainly(phrases, text, within), "{phrases:?} in {text:?}");
    }

    const PHRASES: [&str; 12] = [
        "公开",
        "政府信息",
        "政府信息公开",
        "政府信息公开工作年度报告",
        "信息公开",
        "未",
        "12345",
        "IPv6改造",
        "公开政府",
        "公开",
        "",
        "政府信息公开工作年度报表",
    ];

    #[test]
    fn nested_short_and_last() {
        for text in [
            "",
            "公",
            "公开",
            "政府信息公开",
            "2023年政府信息公开工作年度报告",
            "未公开，12345热线，IPv6改造",
            "𠮷公开é政府信息公开政府",
            "政府信息公开工作年度报",
        ] {
            check(&PHRASES, text, Place::from(0..text.len()));
        }
        let text = "政府信息公开";
        check(&PHRASES, text, Place::new(0, 15));
        check(&PHRASES, text, Place::new(6, 18));
        check(&PHRASES, text, Place::new(18, 18));
        let long = "公开政府信息，".repeat(200);
        check(&PHRASES, &long, Place::from(0..long.len()));
    }

    proptest::proptest! {
        #[test]
        fn one_pass_finds_what_many_passes_find(
            text in "[公开政府信息未a1，。\u{20bb7}é]{0,60}",
            phrases in proptest::collection::vec("[公开政府信息][公开政府信息a，]{1,7}", 0..8),
            cut in 0..60_usize,
        ) {
            let phrases: Vec<&str> = phrases.iter().map(String::as_str).collect();
            let start = (0..=cut.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
            check(&phrases, &text, Place::from(start..text.len()));
        }

        /// Places come from packs and readers: whatever they are, nothing panics.
        #[test]
        fn any_place_is_searched(text in "[公开a]{0,20}", start in 0..80_u32, end in 0..80_u32) {
            let mut hits = Vec::new();
            Lexicon::new(PHRASES).search(&text, Place::new(start, end), &mut hits);
        }
    }
}
