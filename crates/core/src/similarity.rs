//! How much of one report stands in another: last year's, a sister body's.
//!
//! Reports share their form, and would be half alike by that alone. So texts are *stripped* before they are compared: no
//! headings, tables, punctuation, digits, latin letters, quoted titles (《…》), document numbers (〔…〕…号), no names of the
//! agency and its place, no words of the form and no sentence that every report has (`similarity/common.txt`). What is left
//! is cut into runs of four characters; a [`Sketch`] keeps the smallest hashes of these runs (bottom-k sampling, Broder
//! 1997), which tell how many of them two texts share, exactly for a short text and within about two points of a hundred
//! for a long one. A sketch is at most 2 KB, half a kilobyte when [`Sketch::reduced`] to look through thousands; comparing
//! two takes a microsecond or so. [`common_sentences`] then says which sentences are the same.
//!
//! Crates that do this (gaoya, probminhash) bring thread pools and random numbers along, which a pack has no use for.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::place::Place;
use crate::report::{ParagraphKind, Report};

/// A text as the sample of its runs of four characters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The smallest hashes, in order, each once; at most [`Sketch::SIZE`].
    hashes: Vec<u32>,
    /// How many different runs the text has.
    runs: u32,
}

impl Sketch {
    /// The most hashes that a sketch keeps.
    pub const SIZE: usize = 512;

    /// The sketch of a plain text, every line of which counts.
    pub fn of(text: &str) -> Self {
        Self::of_letters(&Stripper::default().letters(text))
    }

    /// The sketch of the prose of the parts that `wanted` picks (1 to 6; 0 stands before part one), without the agency's
    /// name and place.
    pub fn of_report(report: &Report, wanted: impl Fn(u8) -> bool) -> Self {
        let stripper = Stripper::of(report);
        let mut letters = Vec::with_capacity(report.text.len() / 3);
        for (_, text) in prose(report, wanted) {
            stripper.strip(text, |_, sentence| letters.extend(sentence));
        }
        Self::of_letters(&letters)
    }

    fn of_letters(letters: &[u16]) -> Self {
        let mut hashes: Vec<u32> = letters.windows(4).map(hash_of).collect();
        hashes.sort_unstable();
        hashes.dedup();
        let runs = hashes.len() as u32;
        hashes.truncate(Self::SIZE);
        hashes.shrink_to_fit();
        Self { hashes, runs }
    }

    /// The same text by a smaller sample, of `size` hashes: 128 of them are sure to within five points of a hundred.
    /// Sketches of different sizes can be compared.
    pub fn reduced(mut self, size: usize) -> Self {
        self.hashes.truncate(size);
        self.hashes.shrink_to_fit();
        self
    }

    /// The smallest hashes, in order: texts that have much in common share some of them.
    pub fn smallest(&self, count: usize) -> &[u32] {
        &self.hashes[..count.min(self.hashes.len())]
    }

    /// Whether nothing is left of the text. It resembles nothing.
    pub fn is_empty(&self) -> bool {
        self.runs == 0
    }

    /// How many different runs of four characters the text has: about as many as letters that are left of it.
    pub fn runs(&self) -> usize {
        self.runs as usize
    }

    /// The share of the two texts that stands in both, from 0 to 1: twice the runs in common over the runs of both
    /// (Sørensen and Dice). Two texts without a word have nothing in common.
    pub fn resemblance(&self, other: &Self) -> f64 {
        let jaccard = self.jaccard(other);
        2.0 * jaccard / (1.0 + jaccard)
    }

    /// The share of this text that stands in the other, from 0 to 1.
    pub fn containment(&self, other: &Self) -> f64 {
        if self.runs == 0 {
            return 0.0;
        }
        let both = f64::from(self.runs) + f64::from(other.runs);
        (self.resemblance(other) * both / 2.0 / f64::from(self.runs)).min(1.0)
    }

    /// The size of the sample; none where it has every run of the text.
    fn limit(&self) -> usize {
        if self.hashes.len() < self.runs() { self.hashes.len() } else { usize::MAX }
    }

    /// The share of the runs of either that both have, told from the smallest hashes of their union.
    fn jaccard(&self, other: &Self) -> f64 {
        let (mut ours, mut theirs) = (self.hashes.iter().peekable(), other.hashes.iter().peekable());
        let (mut union, mut common) = (0_u32, 0_u32);
        let limit = self.limit().min(other.limit());
        while (union as usize) < limit {
            match (ours.peek(), theirs.peek()) {
                (Some(our), Some(their)) => {
                    let order = our.cmp(their);
                    common += u32::from(order.is_eq());
                    if order.is_le() {
                        ours.next();
                    }
                    if order.is_ge() {
                        theirs.next();
                    }
                }
                (Some(_), None) => drop(ours.next()),
                (None, Some(_)) => drop(theirs.next()),
                (None, None) => break,
            }
            union += 1;
        }
        if union == 0 { 0.0 } else { f64::from(common) / f64::from(union) }
    }
}

/// A sentence that stands in two reports, but for names, figures and punctuation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Common {
    /// In this report's text.
    pub ours: Place,
    /// In the other report's text.
    pub theirs: Place,
    /// How many characters are left of it when it is stripped.
    pub letters: usize,
}

/// The sentences that stand in two reports, in the order of the first: of the parts that `wanted` picks, with at least
/// `least` characters when they are stripped.
pub fn common_sentences(
    ours: &Report,
    theirs: &Report,
    wanted: impl Fn(u8) -> bool,
    least: usize,
) -> Vec<Common> {
    let mut known = HashMap::new();
    each_sentence(theirs, &wanted, least, |place, letters| {
        known.entry(letters.to_vec()).or_insert(place);
    });
    let mut common = Vec::new();
    each_sentence(ours, &wanted, least, |place, letters| {
        if let Some(&theirs) = known.get(letters) {
            common.push(Common { ours: place, theirs, letters: letters.len() });
        }
    });
    common
}

/// The sentences of one report that stand in it twice, with at least `least` characters when they are stripped: the later
/// place first, then the earlier one.
pub fn repeated_sentences(report: &Report, wanted: impl Fn(u8) -> bool, least: usize) -> Vec<Common> {
    let mut known: HashMap<Vec<u16>, Place> = HashMap::new();
    let mut repeated = Vec::new();
    each_sentence(report, &wanted, least, |place, letters| match known.get(letters) {
        Some(&earlier) => repeated.push(Common { ours: place, theirs: earlier, letters: letters.len() }),
        None => drop(known.insert(letters.to_vec(), place)),
    });
    repeated
}

/// The longest `most` of some common sentences, in reading order.
pub fn longest(mut common: Vec<Common>, most: usize) -> Vec<Common> {
    common.sort_by_key(|sentence| (std::cmp::Reverse(sentence.letters), sentence.ours));
    common.truncate(most);
    common.sort_by_key(|sentence| sentence.ours);
    common
}

fn each_sentence(
    report: &Report,
    wanted: impl Fn(u8) -> bool,
    least: usize,
    mut take: impl FnMut(Place, &[u16]),
) {
    let stripper = Stripper::of(report);
    for (start, text) in prose(report, wanted) {
        stripper.strip(text, |place, letters| {
            if letters.len() >= least {
                take(Place::from(start + place.start as usize..start + place.end as usize), letters);
            }
        });
    }
}

/// The paragraphs to compare: headings are the form's, not the agency's.
fn prose<'a>(report: &Report<'a>, wanted: impl Fn(u8) -> bool) -> impl Iterator<Item = (usize, &'a str)> {
    let report = *report;
    report
        .paragraphs()
        .filter(move |paragraph| paragraph.kind != ParagraphKind::Heading && wanted(paragraph.part))
        .map(move |paragraph| (paragraph.place.start as usize, report.slice(paragraph.place)))
}

/// Four characters fit into 64 bits; the finaliser of splitmix64 spreads them.
fn hash_of(run: &[u16]) -> u32 {
    let mut hash = run.iter().fold(0_u64, |hash, &letter| (hash << 16) | u64::from(letter));
    hash = (hash ^ (hash >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    hash = (hash ^ (hash >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    ((hash ^ (hash >> 31)) >> 32) as u32
}

/// Words by their first character.
type Lexicon = HashMap<u16, Vec<(&'static str, Kind)>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Cut out of the text.
    Word,
    /// Makes its sentence one that every report has.
    Sentence,
}

/// `similarity/common.txt`, the longest words first.
static COMMON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::new();
    for line in include_str!("similarity/common.txt").lines() {
        let line = line.trim();
        let (word, kind) = match line.strip_prefix('!') {
            Some(word) => (word, Kind::Sentence),
            None => (line, Kind::Word),
        };
        if let Some(first) = word.chars().next().and_then(letter)
            && !line.starts_with('#')
        {
            lexicon.entry(first).or_default().push((word, kind));
        }
    }
    for words in lexicon.values_mut() {
        words.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    }
    lexicon
});

/// Which characters begin a word of [`COMMON`], by their low twelve bits: one look-up passes most characters.
static BEGINS: LazyLock<[bool; 4096]> = LazyLock::new(|| {
    let mut begins = [false; 4096];
    for &first in COMMON.keys() {
        begins[usize::from(first & 0xFFF)] = true;
    }
    begins
});

/// A Chinese character of the basic plane; all else is no letter to compare.
fn letter(c: char) -> Option<u16> {
    matches!(c, '\u{3400}'..='\u{9FFF}').then_some(c as u16)
}

/// Leaves out of a text what says nothing about who copied from whom.
#[derive(Debug, Default)]
struct Stripper<'a> {
    /// The agency and its place: the longest first.
    names: Vec<&'a str>,
}

impl<'a> Stripper<'a> {
    fn of(report: &Report<'a>) -> Self {
        const DIVISIONS: [char; 9] = ['省', '市', '州', '县', '区', '旗', '镇', '乡', '盟'];
        let name = report.agency.name;
        let mut names = vec![name];
        let name = name.trim_end_matches("办公室").trim_end_matches("人民政府").trim_end_matches("管委会");
        names.push(name);
        // 永善县教育体育局: 永善县, 永善, 教育体育局.
        if let Some(at) = name.char_indices().skip(2).find(|(_, c)| DIVISIONS.contains(c)).map(|(at, _)| at) {
            let end = at + name[at..].chars().next().map_or(0, char::len_utf8);
            names.extend([&name[..end], &name[..at], &name[end..]]);
        }
        names.retain(|name| name.chars().count() >= 2);
        names.sort_by_key(|name| std::cmp::Reverse(name.len()));
        names.dedup();
        Self { names }
    }

    /// All letters of a text, its sentences one behind the other.
    fn letters(&self, text: &str) -> Vec<u16> {
        let mut all = Vec::with_capacity(text.len() / 3);
        self.strip(text, |_, letters| all.extend(letters));
        all
    }

    /// Hands over the letters of each sentence that has some, with its place in the text.
    fn strip(&self, text: &str, mut take: impl FnMut(Place, &[u16])) {
        let (mut letters, mut start, mut at, mut common) = (Vec::new(), 0, 0, false);
        let mut end_of_sentence = |letters: &mut Vec<u16>, common: &mut bool, start: usize, end: usize| {
            if !*common && !letters.is_empty() {
                take(Place::from(start..end), letters);
            }
            letters.clear();
            *common = false;
        };
        while let Some(c) = text[at..].chars().next() {
            let next = at + c.len_utf8();
            match c {
                '。' | '；' | '！' | '？' | ';' | '\n' => {
                    end_of_sentence(&mut letters, &mut common, start, at);
                    start = next;
                }
                '《' | '〔' | '〈' => {
                    at = behind(text, at, c);
                    continue;
                }
                _ => {
                    if let Some(letter) = letter(c) {
                        if let Some(length) = self.name(&text[at..]) {
                            at += length;
                            continue;
                        }
                        if let Some((word, kind)) = common_word(letter, &text[at..]) {
                            common |= kind == Kind::Sentence;
                            at += word.len();
                            continue;
                        }
                        letters.push(letter);
                    } else if letters.is_empty() && !c.is_alphanumeric() {
                        // Brackets and blanks before a sentence are no part of it.
                        if start == at {
                            start = next;
                        }
                    }
                }
            }
            at = next;
        }
        end_of_sentence(&mut letters, &mut common, start, text.len());
    }

    /// The length of a name of the agency or its place that the text begins with.
    fn name(&self, text: &str) -> Option<usize> {
        self.names.iter().find(|name| text.starts_with(**name)).map(|name| name.len())
    }
}

fn common_word(first: u16, text: &str) -> Option<(&'static str, Kind)> {
    if !BEGINS[usize::from(first & 0xFFF)] {
        return None;
    }
    COMMON.get(&first)?.iter().find(|(word, _)| text.starts_with(word)).copied()
}

/// Behind the quoted title or document number that begins at a byte; behind the mark alone where it does not end soon.
fn behind(text: &str, at: usize, open: char) -> usize {
    const FAR: usize = 300;
    let close = match open {
        '《' => '》',
        '〔' => '号',
        _ => '〉',
    };
    let inside = at + open.len_utf8();
    let found = text[inside..].char_indices().take(FAR / 3).find(|(_, c)| *c == close || *c == '。');
    match found {
        Some((end, c)) if c == close => inside + end + close.len_utf8(),
        _ => inside,
    }
}

#[cfg(test)]
mod tests;
