//! Words that several rules look for, found in one pass over the prose and kept for all of them.

use std::rc::Rc;
use std::sync::LazyLock;

use gouji_core::prelude::*;
use gouji_core::search::{Hit, Lexicon};

use crate::dictionaries::{BODIES, CAMPAIGNS, Dated, HEDGES, OTHER_BUSINESS, PLANS, PRAISE, STOCK_PHRASES};

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
}

/// What the rules on titles, parts and lists look for.
const OF_THE_REPORT: [(Kind, &[&str]); 6] = [
    (Kind::Letter, crate::meta::LETTER_WORDS),
    (Kind::Voice, crate::meta::VOICE_WORDS),
    (Kind::Basis, crate::meta::BASIS_WORDS),
    (Kind::Vague, crate::meta::VAGUE_WORDS),
    (Kind::Instruction, crate::structure::INSTRUCTION_WORDS),
    (Kind::NoNumber, crate::structure::NO_NUMBER_WORDS),
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
    Vocabulary {
        lexicon: Lexicon::new(words.iter().map(|(word, _)| word)),
        kinds: words.iter().map(|(_, kind)| *kind).collect(),
    }
});

/// A word of the vocabulary, where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seen {
    pub(crate) kind: Kind,
    pub(crate) place: Place,
    /// The paragraph's part.
    pub(crate) part: u8,
}

/// All words of the vocabulary in the prose, in reading order, those inside others included.
pub(crate) struct AllSeen(Vec<Seen>);

impl AllSeen {
    pub(crate) fn iter(&self) -> impl Iterator<Item = Seen> + '_ {
        self.0.iter().copied()
    }

    /// The words of one kind in the parts that `wanted` picks.
    pub(crate) fn of(&self, kind: Kind, wanted: impl Fn(u8) -> bool) -> impl Iterator<Item = Seen> {
        self.iter().filter(move |seen| seen.kind == kind && wanted(seen.part))
    }
}

/// The words of the vocabulary in the prose of a report.
pub(crate) fn seen(report: &Report) -> Rc<AllSeen> {
    report.once(|report| {
        let mut hits: Vec<Hit> = Vec::with_capacity(256);
        let mut all = Vec::with_capacity(256);
        for paragraph in report.paragraphs().filter(|paragraph| paragraph.kind != ParagraphKind::Heading) {
            hits.clear();
            VOCABULARY.lexicon.search(report.text, paragraph.place, &mut hits);
            all.extend(hits.iter().filter_map(|hit| {
                let kind = *VOCABULARY.kinds.get(hit.phrase as usize)?;
                Some(Seen { kind, place: hit.place, part: paragraph.part })
            }));
        }
        AllSeen(all)
    })
}
