//! Percentages that say what share of a whole a part is.

use super::lists::units_alike;
use super::topic::Topic;
use super::walk::{Item, Mark};
use super::words::{Seen, Word};
use super::{List, Quantity};
use crate::claims::{Claim, Exactness, Flags, Subject, Unit};

/// A percentage of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// Indices of claims.
    pub rate: u32,
    pub part: u32,
    pub whole: Whole,
    /// Some reading of the part and the whole agrees with the percentage.
    pub agrees: bool,
}

/// What a share is one of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whole {
    /// The index of a claim.
    Told(u32),
    /// Nobody says of what.
    Untold,
    /// What the tables count of a subject, in millionths.
    Tabled(Subject, i64),
}

/// How far back a part or a whole is looked for, in items.
const REACH: usize = 24;
/// Lists that are looked through for a part.
const LISTS: usize = 6;

pub(super) struct Shares<'a> {
    pub(super) text: &'a str,
    pub(super) items: &'a [Item],
    pub(super) claims: &'a [Claim],
    pub(super) lists: &'a [List],
    pub(super) quantities: &'a [Quantity],
    pub(super) tabled: &'a dyn Fn(Subject) -> [Option<i64>; 3],
}

impl Shares<'_> {
    /// The shares of a text; those whose part or whole nobody can tell are left out.
    pub(super) fn all(&self) -> Vec<Share> {
        (0..self.items.len()).filter_map(|at| self.share(at)).collect()
    }

    fn share(&self, at: usize) -> Option<Share> {
        let item = &self.items[at];
        let rate = &self.claims[item.claim as usize];
        if !matches!(rate.unit, Unit::Percent | Unit::Tenth) || !self.is_stated(item.claim) {
            return None;
        }
        let (part, whole) = match item.label.has(Word::Rate) {
            true => self.in_bracket(at).or_else(|| self.success(at)).or_else(|| self.success_behind(at))?,
            false => self.told(at)?,
        };
        let agrees = self.wholes(at, part, whole).any(|whole| self.is_share(rate, part, whole));
        Some(Share { rate: item.claim, part, whole, agrees })
    }

    /// The lists that begin before a number, the nearest first, so far as they are near.
    fn lists_before(&self, claim: u32) -> impl Iterator<Item = &List> {
        let end = self.lists.partition_point(|list| list.parts[0] < claim);
        self.lists[..end].iter().rev().take(LISTS)
    }

    fn is_stated(&self, claim: u32) -> bool {
        self.quantities[claim as usize].standing.is_stated()
    }

    fn counts(&self, claim: u32) -> bool {
        self.claims[claim as usize].unit.is_count() && self.is_stated(claim)
    }

    /// 占: the part is named before it, or stands right before; the whole is named behind it, or is that of the part's list.
    fn told(&self, at: usize) -> Option<(u32, Whole)> {
        let item = &self.items[at];
        if item.label.has(Word::Share)
            && let Some(told) = self.in_bracket(at)
        {
            return Some(told);
        }
        if let Some(told) = self.told_behind(at) {
            return Some(told);
        }
        let beyond = ["超", "过", "不到", "不足", "于", "近", "约"].iter().any(|word| {
            item.label_place.of(self.text).trim_end().ends_with(word) || self.rate_text(at).starts_with(word)
        });
        let bare = item.label.only(Seen::of(&[Word::Up, Word::Down])) == item.label;
        if bare && beyond && self.in_words(at) {
            return self.count_before(at);
        }
        if item.label.has(Word::Share) {
            if item.label.has(Word::Respectively) || item.clause.has(Word::Respectively) {
                return None;
            }
            return self.named(at).or_else(|| self.beside(at));
        }
        // 占全部265件的七成
        let whole = item.previous.map(|previous| &self.items[previous as usize])?;
        let within = item.mark == Mark::None && whole.label.has(Word::Share) && self.counts(whole.claim);
        let part = whole.previous.filter(|_| within).map(|part| &self.items[part as usize])?;
        let alike = self.counts(part.claim) && part.sentence == item.sentence;
        alike.then_some((part.claim, Whole::Told(whole.claim)))
    }

    /// 比重为34.36%（163份）, 命中率达62.09%（命中504次）: the part stands in a bracket behind its share.
    fn in_bracket(&self, at: usize) -> Option<(u32, Whole)> {
        let item = &self.items[at];
        let inner = self
            .items
            .get(at + 1)
            .filter(|inner| inner.owner == Some(at as u32) && self.counts(inner.claim))?;
        let alone = self.items.get(at + 2).is_none_or(|next| next.row != inner.row);
        let whole = item.previous.map(|previous| &self.items[previous as usize])?;
        let alike =
            units_alike(self.claims[whole.claim as usize].unit, self.claims[inner.claim as usize].unit);
        let told = alone && alike && self.counts(whole.claim) && whole.sentence == item.sentence;
        told.then_some((inner.claim, Whole::Told(whole.claim)))
    }

    /// 合格率达到81.52%，其中参加测试109人、合格107人: the two counts stand behind the rate.
    fn success_behind(&self, at: usize) -> Option<(u32, Whole)> {
        let item = &self.items[at];
        let [whole, part] = self.items.get(at + 1..at + 3)? else { return None };
        let same = [whole, part].iter().all(|other| {
            other.sentence == item.sentence && other.row == item.row && self.counts(other.claim)
        });
        let (all, some) = (&self.claims[whole.claim as usize], &self.claims[part.claim as usize]);
        let fits = whole.gap.has(Word::Among) && part.mark <= Mark::Comma && units_alike(all.unit, some.unit);
        (same && fits && some.value <= all.value).then_some((part.claim, Whole::Told(whole.claim)))
    }

    fn rate_text(&self, at: usize) -> &str {
        self.claims[self.items[at].claim as usize].number.of(self.text)
    }

    /// 一半, 三分之一, 七成五.
    fn in_words(&self, at: usize) -> bool {
        !self.rate_text(at).starts_with(|c: char| c.is_ascii_digit())
    }

    /// 在156项中，国家政策占19.87%，为31项: the part stands behind its share.
    fn told_behind(&self, at: usize) -> Option<(u32, Whole)> {
        let item = &self.items[at];
        let next =
            self.items.get(at + 1).filter(|next| next.sentence == item.sentence && next.row == item.row)?;
        let label = next.label_place.of(self.text).trim_matches(['，', ',', ' ']);
        let bare = ["为", "有", "是", "共", "计", "即", "达", "共有", "共计"].contains(&label);
        if !bare || next.mark > Mark::Comma || !self.counts(next.claim) || !item.label.has(Word::Share) {
            return None;
        }
        let whole = item.previous.map(|previous| &self.items[previous as usize])?;
        let within = whole.tail_place.of(self.text).trim_end().ends_with(['中', '里', '内']);
        let alike =
            units_alike(self.claims[whole.claim as usize].unit, self.claims[next.claim as usize].unit);
        (within && alike && self.counts(whole.claim) && whole.sentence == item.sentence)
            .then_some((next.claim, Whole::Told(whole.claim)))
    }

    /// 网站占75%: the words before 占 are those of a part of a list in the same paragraph.
    fn named(&self, at: usize) -> Option<(u32, Whole)> {
        let item = &self.items[at];
        let words = self.words(item)?;
        let near = self
            .lists_before(item.claim)
            .filter(|list| self.quantities[list.parts[0] as usize].paragraph == item.paragraph);
        for list in near {
            let likeness = |part: &u32| common(words, self.label(*part));
            let best = list.parts.iter().max_by_key(|part| likeness(part))?;
            let score = likeness(best);
            let ties = list.parts.iter().filter(|part| likeness(part) == score).count();
            if score >= 2 && ties == 1 {
                return Some((*best, Whole::Told(list.whole)));
            }
        }
        None
    }

    /// What stands before 占, without other words of the share.
    fn words(&self, item: &Item) -> Option<&str> {
        let label = item.label_place.of(self.text);
        let before = label.rsplit_once('占').map_or(label, |(before, _)| before);
        let before = before.trim_matches(|c: char| !c.is_alphanumeric());
        let before = ["大约", "约", "大概", "将近", "近", "已", "共", "仅", "只"]
            .iter()
            .fold(before, |before, word| before.trim_end_matches(word));
        (before.chars().count() >= 2).then_some(before)
    }

    fn label(&self, claim: u32) -> &str {
        let index = self.items.binary_search_by_key(&claim, |item| item.claim);
        index.map_or("", |index| {
            let item = &self.items[index];
            let label = item.label_place.of(self.text);
            if label.trim().is_empty() { item.tail_place.of(self.text) } else { label }
        })
    }

    /// 自然人20件，占74.1%: the count right before, where nothing else is named.
    fn beside(&self, at: usize) -> Option<(u32, Whole)> {
        let item = &self.items[at];
        if self.words(item).is_some() {
            return None;
        }
        self.count_before(at)
    }

    fn count_before(&self, at: usize) -> Option<(u32, Whole)> {
        let item = &self.items[at];
        let before =
            self.items[..at].iter().rev().take(REACH).take_while(|before| before.sentence == item.sentence);
        let part = before.map(|before| before.claim).find(|claim| self.counts(*claim))?;
        if let Some(whole) = self.tabled_whole(item) {
            return Some((part, whole));
        }
        let list = self.lists_before(item.claim).find(|list| list.parts.contains(&part));
        let whole = list.map(|list| list.whole).or_else(|| self.first_of_sentence(at, part));
        Some((part, whole.map_or(Whole::Untold, Whole::Told)))
    }

    /// 公开423条，救助类121条（占28.6%）: what the sentence began with.
    fn first_of_sentence(&self, at: usize, part: u32) -> Option<u32> {
        let sentence = self.items[at].sentence;
        let before = self.items[..at].iter().rev().take(REACH).take_while(|item| item.sentence == sentence);
        let first = before.map(|item| item.claim).filter(|claim| self.counts(*claim)).last()?;
        let (whole, of) = (&self.claims[first as usize], &self.claims[part as usize]);
        let may_be = first != part && units_alike(whole.unit, of.unit) && whole.value > of.value;
        (may_be && !self.quantities[first as usize].guessed).then_some(first)
    }

    /// 占新收申请的, 占办结总数的: the whole is something that the tables count.
    fn tabled_whole(&self, item: &Item) -> Option<Whole> {
        let label = item.label;
        let subject = match () {
            () if label.has(Word::Handle) => Subject::RequestsHandled,
            () if label.has(Word::Receive) || label.has(Word::Request) => Subject::RequestsReceived,
            () => return None,
        };
        let value = (self.tabled)(subject).into_iter().flatten().next().filter(|value| *value > 0)?;
        Some(Whole::Tabled(subject, value))
    }

    /// 发出400份，收回380份，回收率90%: two counts of the sentence whose second one is what the rate is named after.
    fn success(&self, at: usize) -> Option<(u32, Whole)> {
        let item = &self.items[at];
        let label = item.label_place.of(self.text);
        let stem: Vec<char> = label.split_once('率')?.0.chars().rev().take(2).collect();
        let mut before = self.items[..at]
            .iter()
            .rev()
            .take(REACH)
            .take_while(|before| before.sentence == item.sentence && before.row == item.row)
            .map(|before| before.claim)
            .filter(|claim| self.counts(*claim));
        let (part, whole) = (before.next()?, before.next()?);
        let value = |claim: u32| self.claims[claim as usize].value;
        // 办结率 of requests is worked out from the table.
        let tabled = item.topic == Topic::Requests && item.label.has(Word::Handle);
        if value(part) > value(whole) || tabled {
            return None;
        }
        let both = |claim: u32| {
            let index = self.items.binary_search_by_key(&claim, |item| item.claim);
            index.map_or(String::new(), |index| {
                let item = &self.items[index];
                format!("{}{}", item.label_place.of(self.text), item.tail_place.of(self.text))
            })
        };
        let label = both(part);
        let named = stem.len() == 2 && stem.iter().all(|c| label.contains(*c));
        let alike = units_alike(self.claims[part as usize].unit, self.claims[whole as usize].unit);
        (named && alike).then_some((part, Whole::Told(whole)))
    }

    /// Every whole that the part may be a share of: no part itself.
    fn wholes(&self, at: usize, part: u32, whole: Whole) -> impl Iterator<Item = Whole> {
        let (rate, paragraph) = (self.items[at].claim, self.items[at].paragraph);
        let unit = self.claims[part as usize].unit;
        let others = self.items[..at]
            .iter()
            .rev()
            .take(REACH)
            .take_while(move |item| item.paragraph == paragraph)
            .map(|item| item.claim)
            .filter(move |claim| {
                let is_part = self.lists_before(rate).any(|list| list.parts.contains(claim));
                self.counts(*claim)
                    && *claim != part
                    && !is_part
                    && units_alike(self.claims[*claim as usize].unit, unit)
            })
            .map(Whole::Told);
        let tabled: Vec<Whole> = match whole {
            Whole::Tabled(subject, _) => (self.tabled)(subject)
                .into_iter()
                .flatten()
                .map(|value| Whole::Tabled(subject, value))
                .collect(),
            Whole::Told(_) | Whole::Untold => Vec::new(),
        };
        std::iter::once(whole).chain(tabled).chain(others)
    }

    fn is_share(&self, rate: &Claim, part: u32, whole: Whole) -> bool {
        let part = &self.claims[part as usize];
        let scaled = |claim: &Claim| claim.exactness == Exactness::Exact && claim.flags.scale() > 0;
        if let Whole::Told(whole) = whole
            && (scaled(part) || scaled(&self.claims[whole as usize]))
            && rate.exactness == Exactness::Exact
        {
            return may_be_share(rate, part, &self.claims[whole as usize]);
        }
        let rough = |claim: &Claim| {
            claim.exactness != Exactness::Exact
                || claim.flags.scale() > 0
                || claim.flags.intersects(Flags::RANGE)
        };
        let all = match whole {
            Whole::Told(whole) if rough(&self.claims[whole as usize]) => return true,
            Whole::Told(whole) => self.claims[whole as usize].value.micros(),
            Whole::Tabled(_, value) => value,
            Whole::Untold => return true,
        };
        // Nothing is a share of less than itself.
        if all > 0 && part.value.micros() > all && rate.exactness != Exactness::Exact {
            return false;
        }
        rough(part) || all <= 0 || is_share(rate, part.value.micros(), all)
    }
}

/// Whether a percentage may be that of two numbers of which one at least is rounded: `6万人，其中3万人，占五成`.
fn may_be_share(rate: &Claim, part: &Claim, whole: &Claim) -> bool {
    if [part, whole].iter().any(|claim| claim.exactness != Exactness::Exact) {
        return true;
    }
    let half =
        |claim: &Claim| if claim.flags.scale() > 0 { i128::from(claim.step().micros()) / 2 } else { 0 };
    let (of, all) = (i128::from(part.value.micros()), i128::from(whole.value.micros()));
    let tenths = if rate.unit == Unit::Tenth { 10 } else { 1 };
    let value = i128::from(rate.value.micros()) * tenths;
    let step = i128::from(rate.step().micros()) * tenths / if rate.unit == Unit::Tenth { 2 } else { 1 };
    let (least, most) = (value - step, value + step);
    let (low, high) = (of - half(part), of + half(part));
    let (small, large) = (all - half(whole), all + half(whole));
    least * small <= 100_000_000 * high && 100_000_000 * low <= most * large
}

/// Whether a percentage is that of `part` in `whole`, in millionths, within the rounding of what is printed.
pub fn is_share(rate: &Claim, part: i64, whole: i64) -> bool {
    let tenths = if rate.unit == Unit::Tenth { 10 } else { 1 };
    let (of, all) = (i128::from(part), i128::from(whole));
    let (value, step) = (i128::from(rate.value.micros()) * tenths, i128::from(rate.step().micros()) * tenths);
    let gap = value * all - 100_000_000 * of;
    match rate.exactness {
        Exactness::Exact if rate.unit == Unit::Tenth => gap.abs() * 2 <= step * all,
        Exactness::Exact => gap.abs() <= step * all,
        // 四成以上, 超过四成
        Exactness::AtLeast | Exactness::Over => gap <= 0,
        Exactness::AtMost => gap >= 0,
        Exactness::About if rate.unit == Unit::Tenth => gap.abs() <= 7_000_000 * all,
        Exactness::About => gap.abs() <= 5 * step.max(1_000_000) * all,
    }
}

/// The length of the longest run of characters that both have, as far as labels go.
fn common(one: &str, other: &str) -> usize {
    const LONGEST: usize = 24;
    let short = |text: &str| text.chars().take(LONGEST).collect::<Vec<char>>();
    let (one, other) = (short(one), short(other));
    let mut best = 0;
    let mut row = [0_usize; LONGEST + 1];
    for a in &one {
        let mut corner = 0;
        for (at, b) in other.iter().enumerate() {
            let above = row[at + 1];
            row[at + 1] = if a == b { corner + 1 } else { 0 };
            best = best.max(row[at + 1]);
            corner = above;
        }
    }
    best
}
