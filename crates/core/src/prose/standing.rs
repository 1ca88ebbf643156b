//! What is a comparison? Which numbers are of the report's year and done, which are another year's, and which are
//! differences between the two.

use super::walk::{Item, Mark};
use super::words::{Seen, Word};
use crate::claims::{Claim, Flags, Unit};

/// How a number stands to the report's year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Of the report's year.
    Stated,
    /// Another year's, most often one that this year's is compared with.
    Base,
    /// A difference: 增加30条, 增长10%.
    Change { grows: bool },
    /// Planned, for each of several, a range, a sum over years: nothing to hold to anything else.
    Aside,
}

impl Standing {
    pub const fn is_stated(self) -> bool {
        matches!(self, Self::Stated)
    }
}

const CHANGES: Seen = Seen::of(&[Word::Up, Word::Down]);
const COMPARES: Seen = Seen::of(&[Word::Compare, Word::LastYear]);

/// The standing of every item, in their order.
pub(super) fn standings(text: &str, items: &[Item], claims: &[Claim], year: Option<u16>) -> Vec<Standing> {
    let mut standings = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let claim = &claims[item.claim as usize];
        let known = |index: u32| standings.get(index as usize).copied();
        let before = item.previous.filter(|_| item.mark != Mark::End).and_then(known);
        // The parts of another year's number are of that year.
        let compared =
            item.previous.is_some_and(|previous| items[previous as usize].clause.has(Word::Compare));
        let part_of_base = item.gap.has(Word::Among) && before == Some(Standing::Base) && !compared;
        let standing = if let Some(grows) = change(text, item, claim, before == Some(Standing::Base)) {
            Standing::Change { grows }
        } else if is_base(item, claim, year, item.owner.and_then(known))
            || is_left_behind(text, item, items.get(at + 1))
            || part_of_base
        {
            Standing::Base
        } else if is_aside(claim) && !sums_each(text, item) {
            Standing::Aside
        } else {
            Standing::Stated
        };
        standings.push(standing);
    }
    standings
}

fn is_aside(claim: &Claim) -> bool {
    claim.flags.intersects(Flags::PLAN | Flags::EACH | Flags::RANGE)
}

/// 各项相加共381条: a sum of all, and no number for each of several.
fn sums_each(text: &str, item: &Item) -> bool {
    item.label.has(Word::Sum)
        && ["各项相加", "各项合计", "各类合计", "各项之和", "各类相加"]
            .iter()
            .any(|sum| item.label_place.of(text).contains(sum))
}

/// Whether the number is a difference, and of which sign: the word for it stands right before the number, or before a
/// percentage in the same comparison.
fn change(text: &str, item: &Item, claim: &Claim, after_base: bool) -> Option<bool> {
    // 翻了一番 says itself that it grew.
    if claim.number.of(text).starts_with('翻') {
        return Some(true);
    }
    let (word, end) = item.last?;
    let grows = word == Word::Up;
    if !CHANGES.has(word) {
        return (claim.unit == Unit::PercentPoint).then_some(true);
    }
    let between = text.get(end as usize..claim.number.start as usize).unwrap_or("");
    let plain = between.chars().all(|c| {
        c.is_whitespace()
            || matches!(
                c,
                '了' | '约' | '近' | '为' | '达' | '到' | '幅' | '度' | '出' | '逾' | '超' | '有' | '是'
            )
    });
    let single = text.get(..end as usize).is_some_and(|before| before.ends_with(['多', '少']));
    // 更多渠道, 至少: the bare characters count only right before the number, behind a comparison or at the front of a clause.
    let compared =
        item.clause.any(COMPARES) || item.before.any(COMPARES) || after_base || !item.outer.is_empty();
    let share = matches!(claim.unit, Unit::Percent | Unit::PercentPoint | Unit::Times | Unit::Tenth);
    if is_kind_of_work(text, item, end) {
        return None;
    }
    (plain && (share || compared && (!single || between.trim().is_empty()))).then_some(grows)
}

/// 新增18个、合并5个、撤销9个: one of several things done, and no difference to another year.
fn is_kind_of_work(text: &str, item: &Item, end: u32) -> bool {
    const NEAR: usize = 14;
    let added = text.get(..end as usize).is_some_and(|before| before.ends_with("新增"));
    let behind = text.get(item.label_place.end as usize..).unwrap_or("");
    let near = behind.char_indices().nth(NEAR).map_or(behind, |(at, _)| &behind[..at]);
    let Some(mark) = near.find(['、', '；', '，', ';', ',']) else { return false };
    let next = near[mark..].trim_start_matches(['、', '；', '，', ';', ',']);
    added && ["合并", "撤销", "取消", "修改", "整合", "下放"].iter().any(|other| next.starts_with(other))
}

/// Whether the number is another year's.
fn is_base(item: &Item, claim: &Claim, year: Option<u16>, owner: Option<Standing>) -> bool {
    let carried = item.near().has(Word::Carry) || item.near().has(Word::NotDue);
    let reached = item.label.has(Word::Reach);
    // 比2022年的290条, 较上年（1908条）, 比上年多10.3%（当年290条）
    let compared = item.clause.has(Word::Compare) && !item.label.any(CHANGES) && !reached;
    let in_bracket = matches!(owner, Some(Standing::Change { .. }))
        || item.owner.is_none() && item.outer.any(COMPARES) && !item.outer.any(CHANGES);
    let counts = claim.unit.is_count() || claim.unit.is_money() || claim.unit == Unit::Percent;
    if counts && (compared && item.label.has(Word::Compare) || in_bracket) {
        return true;
    }
    if carried || reached {
        return false;
    }
    let last_year = item.label.has(Word::LastYear) && !item.label.has(Word::ThisYear);
    let other = item.year.is_some_and(|named| year.is_some_and(|year| year != named));
    last_year || other || year.is_none() && claim.flags.contains(Flags::OTHER_YEAR)
}

/// 由290条增加到320条: the first number is what was before.
fn is_left_behind(text: &str, item: &Item, next: Option<&Item>) -> bool {
    let from = matches!(item.last, Some((Word::Via | Word::By, _)))
        && item.label_place.of(text).trim_end().ends_with(['由', '从']);
    let reached = |next: &Item| {
        next.label.has(Word::Reach) && next.sentence == item.sentence && next.mark <= Mark::Stop
    };
    let far = matches!(item.last, Some((Word::LastYear, _))) || item.clause.has(Word::LastYear);
    next.is_some_and(|next| reached(next) && (from || far))
}

/// What the words of a claim without a numeral say of it.
pub(super) fn as_read(claim: &Claim) -> Standing {
    if claim.flags.contains(Flags::OTHER_YEAR) {
        Standing::Base
    } else if is_aside(claim) || claim.flags.contains(Flags::CHANGE) {
        Standing::Aside
    } else {
        Standing::Stated
    }
}
