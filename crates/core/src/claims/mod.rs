//! The claims of a report: every number in its prose, understood once.
//!
//! Reading goes in four steps: `lexer` cuts a paragraph into the `words` that matter; `reader` walks over them and
//! makes a claim of every figure; `naming` says what it counts (`requests`, `disputes`, `documents`) and
//! `circumstances` when it holds; `lists` says which total it is a part of, `sums` does where the total comes last. `negation` makes claims of what the prose
//! says there was none of. A doubt is always decided towards silence.

mod circumstances;
mod disputes;
mod documents;
mod fractions;
mod group;
pub(crate) mod index;
mod kinship;
mod lexer;
mod lists;
mod matters;
mod naming;
mod negation;
mod own;
mod reader;
mod requests;
mod respective;
mod runs;
mod subject;
mod sums;
pub(crate) mod unit;
mod words;

#[cfg(test)]
mod tests;

use std::ops::{BitOr, BitOrAssign, Range};

pub use self::subject::Subject;
pub use self::unit::Unit;
use crate::figure::Decimal;
use crate::place::Place;

/// The claims of the paragraphs `prose`, in the order of [`Claim::number`].
///
/// `prose` are spans of `text`, in reading order; a span that is none is passed over.
pub fn extract<'p>(text: &str, prose: impl IntoIterator<Item = &'p Range<u32>>) -> Vec<Claim> {
    reader::read(text, prose)
}

/// A number that the prose states.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// 12000 of `1.2万`, 37.27 of `37.27%`; money is always in 元. The upper end of a range.
    pub value: Decimal,
    /// Places printed behind the point.
    pub decimals: u8,
    /// The figure as printed without its unit (`1046余`), or the words of negation.
    pub number: Place,
    /// The sentence it stands in, to 。！？； or the end of the paragraph.
    pub sentence: Place,
    /// The words that say what is counted, those before the figure or else those behind it. May be empty.
    pub label: Place,
    /// As printed.
    pub unit: Unit,
    pub exactness: Exactness,
    pub subject: Subject,
    pub role: Role,
    /// Of a [`Role::Part`], the index of the nearest total. Of a [`Role::Rate`], the index of the count that the rate gives as
    /// a share of *its* total (`自然人20件，占74.1%`); other rates have none.
    pub parent: Option<u32>,
    pub flags: Flags,
}

impl Claim {
    /// The weight of the last digit printed: 0.01 of `37.27%`, 1000 of `1.2万`. What rounding may change is half of it.
    pub fn step(&self) -> Decimal {
        let power = 6 + i32::from(self.flags.scale()) - i32::from(self.decimals);
        let micros = u32::try_from(power).ok().and_then(|power| 10_i64.checked_pow(power));
        Decimal::from_micros(micros.unwrap_or(1))
    }

    /// Which list of parts of its total this part belongs to: 0 for the first, 1 for a second breakdown of the same total.
    pub const fn breakdown(&self) -> u8 {
        self.flags.breakdown()
    }
}

/// How exactly a figure is stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Exactness {
    Exact,
    /// 余, 多, 逾, 超过.
    Over,
    /// 约, 近, 左右.
    About,
    /// 至少, 以上, 不低于.
    AtLeast,
    /// 至多, 以内, 不超过.
    AtMost,
}

impl Exactness {
    /// With what the words are like.
    pub const ALL: [(&'static str, Self); 5] = [
        ("Exact", Self::Exact),
        ("Over", Self::Over),
        ("About", Self::About),
        ("AtLeast", Self::AtLeast),
        ("AtMost", Self::AtMost),
    ];

    pub(crate) const fn from_wire(number: u8) -> Self {
        match number {
            0 => Self::Exact,
            1 => Self::Over,
            3 => Self::AtLeast,
            4 => Self::AtMost,
            _ => Self::About,
        }
    }
}

/// How a claim stands to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum Role {
    Alone,
    /// Has parts. A part that has parts itself stays a [`Role::Part`].
    Total,
    Part,
    /// A percentage.
    Rate,
}

impl Role {
    pub const ALL: [(&'static str, Self); 4] =
        [("Alone", Self::Alone), ("Total", Self::Total), ("Part", Self::Part), ("Rate", Self::Rate)];

    pub(crate) const fn from_wire(number: u8) -> Self {
        match number {
            1 => Self::Total,
            2 => Self::Part,
            3 => Self::Rate,
            _ => Self::Alone,
        }
    }
}

/// What else the words say, as a set of bits.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Flags(pub u32);

impl Flags {
    pub const NONE: Self = Self(0);
    /// On a total and its parts: the list says that it covers the total (分别, 其他, …), or reaches it.
    pub const LIST_CLOSED: Self = Self(1);
    /// On a total and its parts: the list says that it does not cover the total (等, 主要, 含), or where it ends is not sure.
    /// A list with neither flag does not say.
    pub const LIST_OPEN: Self = Self(1 << 1);
    /// 未发生, 没有, 无: the value is 0 and [`Claim::number`] the negating words.
    pub const NEGATED: Self = Self(1 << 2);
    /// A plan for the future.
    pub const PLAN: Self = Self(1 << 3);
    /// The words include what was carried over from last year (含上年结转).
    pub const INCLUDES_CARRIED: Self = Self(1 << 4);
    /// A figure of another year than the one that the prose mostly names.
    pub const OTHER_YEAR: Self = Self(1 << 5);
    /// A sum over years: 历年, 累计 without a year.
    pub const CUMULATIVE: Self = Self(1 << 6);
    /// Said of one office or subordinate body (本机关, 办公室, …局, 各乡镇), and not of the whole (全市, 全县).
    pub const OFFICE: Self = Self(1 << 7);
    /// Two numbers were given (3-5个); the value is the upper one.
    pub const RANGE: Self = Self(1 << 8);
    /// Requests are said to be 受理 and not 收到.
    pub const VERB_ACCEPTED: Self = Self(1 << 9);
    /// Requests are said to be received *and* handled in one breath (收到并办结): either number may be meant.
    pub const AND_HANDLED: Self = Self(1 << 10);
    /// A difference (同比增长, 比上年减少), not a number of things.
    pub const CHANGE: Self = Self(1 << 11);
    /// A number for each of several (每月3次, 各5条).
    pub const EACH: Self = Self(1 << 12);

    /// Every one of them by name, with what it says in Chinese.
    pub const NAMED: [(&'static str, Self, &'static str); 13] = [
        ("LIST_CLOSED", Self::LIST_CLOSED, "列举说自己是全部，或者加起来等于总数"),
        ("LIST_OPEN", Self::LIST_OPEN, "列举说自己不是全部（等、主要、含）"),
        ("NEGATED", Self::NEGATED, "“未发生”“没有”“无”，值是 0"),
        ("PLAN", Self::PLAN, "今后的打算"),
        ("INCLUDES_CARRIED", Self::INCLUDES_CARRIED, "含上年结转"),
        ("OTHER_YEAR", Self::OTHER_YEAR, "别的年度的"),
        ("CUMULATIVE", Self::CUMULATIVE, "历年累计的"),
        ("OFFICE", Self::OFFICE, "一个科室、一个下属单位的"),
        ("RANGE", Self::RANGE, "写的是一个范围，值是上限"),
        ("VERB_ACCEPTED", Self::VERB_ACCEPTED, "说的是“受理”，不是“收到”"),
        ("AND_HANDLED", Self::AND_HANDLED, "“收到并办结”，说的可能是哪一个"),
        ("CHANGE", Self::CHANGE, "增减的数"),
        ("EACH", Self::EACH, "每一个的数（每月 3 次）"),
    ];

    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    pub const fn intersects(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }

    pub(super) const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The power of ten that was printed as a word: 4 of `1.2万`.
    pub const fn scale(self) -> u8 {
        (self.0 >> 16 & 0xF) as u8
    }

    pub(super) const fn with_scale(self, scale: u8) -> Self {
        Self(self.0 | (scale as u32 & 0xF) << 16)
    }

    pub const fn breakdown(self) -> u8 {
        (self.0 >> 20 & 0x7) as u8
    }

    pub(super) const fn with_breakdown(self, breakdown: u8) -> Self {
        Self(self.0 & !(0x7 << 20) | (breakdown as u32 & 0x7) << 20)
    }
}

impl BitOr for Flags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

impl BitOrAssign for Flags {
    fn bitor_assign(&mut self, other: Self) {
        self.0 |= other.0;
    }
}

/// A total with the parts of one breakdown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Index of the total.
    pub total: u32,
    /// Indices of the parts, in reading order.
    pub parts: Vec<u32>,
    /// The list says that it covers the total.
    pub closed: bool,
    /// The list says that it does not cover the total.
    pub open: bool,
}

/// The lists of a report's claims, in the order of their first parts.
pub fn lists(claims: &[Claim]) -> Vec<List> {
    let mut lists: Vec<(u8, List)> = Vec::new();
    for (index, claim) in (0_u32..).zip(claims) {
        let (Role::Part, Some(total)) = (claim.role, claim.parent) else { continue };
        let breakdown = claim.breakdown();
        match lists.iter_mut().rev().find(|(of, list)| *of == breakdown && list.total == total) {
            Some((_, list)) => list.parts.push(index),
            None => lists.push((
                breakdown,
                List {
                    total,
                    parts: vec![index],
                    closed: claim.flags.contains(Flags::LIST_CLOSED),
                    open: claim.flags.contains(Flags::LIST_OPEN),
                },
            )),
        }
    }
    lists.into_iter().map(|(_, list)| list).collect()
}
