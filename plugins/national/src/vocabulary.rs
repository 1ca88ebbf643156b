//! Words that several rules look for, found in one pass over the prose and kept for all of them.

use std::rc::Rc;
use std::sync::LazyLock;

use gouji_core::prelude::*;
use gouji_core::search::{Hit, Lexicon};

use crate::dictionaries::{
    BODIES, CAMPAIGNS, Dated, HEDGES, MISSPELT, OTHER_BUSINESS, PLANS, PRAISE, STOCK_PHRASES,
};

/// Why a word is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Empty by itself; counted (B02, B04).
    Stock,
    /// Praises oneself (C07).
    Praise,
    /// Said of many bodies, none in particular (W13).
    Hedge,
    /// Business other than the management of government information (C03).
    OtherBusiness,
    /// An entry of `obsolete-bodies.tsv` (W08).
    Body(u16),
    /// An entry of `past-campaigns.tsv` (W09).
    Campaign(u16),
    /// An entry of `plan-phrases.tsv`, by its first clause (B01).
    Plan(u16),
    /// 十八届, 十九大, … (W10).
    Congress(u8),
    /// 谁公开谁审核, by its first words (B05).
    Slogan,
    /// 下一步, 今后 (C11).
    Next,
    /// What only a letter to a superior says (M13).
    Letter,
    /// 我局, 我镇: what the body calls itself (M16).
    Voice,
    /// The law that the report rests on (M20).
    Basis,
    /// 今年, 近日 (M21).
    Vague,
    /// 一是, 二是, by its number (S14).
    Marker(u8),
    /// Instructions of the template (S15).
    Instruction,
    /// Where a number should stand (S20).
    NoNumber,
    /// 申请人, 原告: what a name may follow (Z04).
    Role,
    /// An entry of `misspellings.txt` (U09).
    Misspelt(u16),
    /// 工作要点 (D05).
    Guideline,
    /// 处理费 (C31, T3-13).
    Fee,
    /// What rules only ask for whether it is told: a bit for each [`Matter`].
    Matters(u32),
}

/// Something of which rules ask only whether a part tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Matter {
    // The five things that part one is to tell (S06).
    Disclosure,
    Requests,
    Management,
    Platforms,
    Safeguards,
    // The results that a government is to tell (C06).
    Assessment,
    Evaluation,
    Liability,
    // Without these words a rule has no work (G03, G06, G07).
    PilotFields,
    FormerNumber,
    Interpretation,
}

impl Matter {
    const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The words that the matters are told by.
const MATTERS: [&[(Matter, &[&str])]; 3] =
    [crate::structure::ITEM_WORDS, crate::content::RESULT_WORDS, crate::plausibility::NEEDED_WORDS];

/// What the rules on titles, parts and lists look for.
const OF_THE_REPORT: [(Kind, &[&str]); 9] = [
    (Kind::Letter, crate::meta::LETTER_WORDS),
    (Kind::Voice, crate::meta::VOICE_WORDS),
    (Kind::Basis, crate::meta::BASIS_WORDS),
    (Kind::Vague, crate::meta::VAGUE_WORDS),
    (Kind::Instruction, crate::structure::INSTRUCTION_WORDS),
    (Kind::NoNumber, crate::structure::NO_NUMBER_WORDS),
    (Kind::Role, crate::privacy::ROLE_WORDS),
    (Kind::Guideline, &["工作要点"]),
    (Kind::Fee, &["处理费"]),
];

const NEXT: [&str; 7] = ["下一步", "下步", "下一阶段", "今后", "明年", "来年", "下一年"];

const CONGRESSES: [(&str, u8); 6] =
    [("十八大", 18), ("十八届", 18), ("十九大", 19), ("十九届", 19), ("二十大", 20), ("二十届", 20)];

struct Vocabulary {
    lexicon: Lexicon,
    kinds: Vec<Kind>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let mut words: Vec<(&str, Kind)> = Vec::new();
    let lists = [
        (STOCK_PHRASES.get(), Kind::Stock),
        (PRAISE.get(), Kind::Praise),
        (HEDGES.get(), Kind::Hedge),
        (OTHER_BUSINESS.get(), Kind::OtherBusiness),
    ];
    for (list, kind) in lists {
        words.extend(list.iter().map(|word| (*word, kind)));
    }
    words.extend(NEXT.map(|word| (word, Kind::Next)));
    for (kind, list) in OF_THE_REPORT {
        words.extend(list.iter().map(|word| (*word, kind)));
    }
    words.extend((1_u8..).zip(crate::structure::MARKERS).map(|(number, word)| (word, Kind::Marker(number))));
    words.extend(CONGRESSES.map(|(word, number)| (word, Kind::Congress(number))));
    words.extend(["谁公开", "谁发布", "谁上网"].map(|word| (word, Kind::Slogan)));
    let dated = |entries: &'static [Dated], kind: fn(u16) -> Kind| {
        (0_u16..).zip(entries).map(move |(at, entry)| (entry.word, kind(at)))
    };
    words.extend(dated(BODIES.get(), Kind::Body));
    words.extend(dated(CAMPAIGNS.get(), Kind::Campaign));
    let first_clause = |word: &'static str| word.split(['，', '、']).next().unwrap_or(word);
    words.extend(dated(PLANS.get(), Kind::Plan).map(|(word, kind)| (first_clause(word), kind)));
    words.extend((0_u16..).zip(MISSPELT.get().wrong()).map(|(at, word)| (word, Kind::Misspelt(at))));
    words.extend(matters().into_iter().map(|(word, bits)| (word, Kind::Matters(bits))));
    Vocabulary {
        lexicon: Lexicon::new(words.iter().map(|(word, _)| word)),
        kinds: words.iter().map(|(_, kind)| *kind).collect(),
    }
});

/// Each word once, with all that it tells.
fn matters() -> Vec<(&'static str, u32)> {
    let lists = MATTERS.into_iter().flatten();
    let mut words: Vec<(&str, u32)> =
        lists.flat_map(|(matter, words)| words.iter().map(|word| (*word, matter.bit()))).collect();
    words.sort_unstable();
    words.dedup_by(|other, word| {
        let same = word.0 == other.0;
        word.1 |= if same { other.1 } else { 0 };
        same
    });
    words
}

/// A word of the vocabulary, where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) kind: Kind,
    pub(crate) place: Place,
    /// The paragraph's part.
    pub(crate) part: u8,
}

/// All words of the vocabulary in the prose, in reading order, those inside others included.
pub(crate) struct AllSeen {
    seen: Vec<Seen>,
    /// By part: the matters that it tells.
    told: [u32; 7],
}

impl AllSeen {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Seen> + '_ {
        self.seen.iter().copied()
    }

    /// Whether any of the parts tells a matter.
    pub(crate) fn tells(&self, parts: &[u8], matter: Matter) -> bool {
        parts.iter().filter_map(|part| self.told.get(usize::from(*part))).any(|told| told & matter.bit() != 0)
    }

    /// Whether a matter is told anywhere.
    pub(crate) fn tells_anywhere(&self, matter: Matter) -> bool {
        self.told.iter().any(|told| told & matter.bit() != 0)
    }

    /// Where a word of one kind stands first, if anywhere.
    pub(crate) fn first(&self, kind: Kind) -> Option<Place> {
        self.of(kind, |_| true).next().map(|seen| seen.place)
    }

    /// The words of one kind in the parts that `wanted` picks.
    pub(crate) fn of(&self, kind: Kind, wanted: impl Fn(u8) -> bool) -> impl Iterator<Item = Seen> {
        self.iter().filter(move |seen| seen.kind == kind && wanted(seen.part))
    }
}

/// The words of the vocabulary in the prose of a report.
pub(crate) fn seen(report: &Report) -> Rc<AllSeen> {
    report.once(|report| {
        let vocabulary = &*VOCABULARY;
        let mut all = AllSeen { seen: Vec::with_capacity(256), told: [0; 7] };
        vocabulary.lexicon.search_prose(report, |paragraph, Hit { place, phrase }| {
            let part = paragraph.part;
            match vocabulary.kinds.get(phrase as usize) {
                Some(Kind::Matters(bits)) => {
                    if let Some(told) = all.told.get_mut(usize::from(part)) {
                        *told |= bits;
                    }
                }
                Some(&kind) => all.seen.push(Seen { kind, place, part }),
                None => {}
            }
        });
        all
    })
}
