//! Differences between this year's number and the last one's, where the prose gives what they are worked out from.

use super::lists::units_alike;
use super::walk::{Item, Mark};
use super::words::Word;
use super::{Quantity, Standing};
use crate::claims::{Claim, Exactness, Flags, Unit};

/// How a change is measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// 增加30条.
    Difference,
    /// 增长10%.
    Percentage,
    /// 是上年的1.8倍.
    Multiple,
    /// 减少到15名: only whether it grew.
    Direction,
    /// 与上年持平.
    Level,
    /// 数量翻番.
    Double,
}

/// A difference with the number it is told of, as indices of claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    pub change: u32,
    pub now: u32,
    /// The other year's number.
    pub base: Base,
    pub grows: bool,
    pub measure: Measure,
    /// Some reading of the two numbers agrees with the difference.
    pub agrees: bool,
}

/// Where the other year's number is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Base {
    /// It is told, by this claim.
    Told(u32),
    /// It follows from this year's number and this difference: 增加11件，增长36%.
    Follows(u32),
}

/// How far a number is looked for, in items.
const REACH: usize = 24;

/// The changes of a text whose two numbers stand beside them.
pub(super) fn of(text: &str, items: &[Item], claims: &[Claim], quantities: &[Quantity]) -> Vec<Change> {
    let finder = Finder { text, items, claims, quantities };
    (0..items.len()).filter_map(|at| finder.change(at)).collect()
}

struct Finder<'a> {
    text: &'a str,
    items: &'a [Item],
    claims: &'a [Claim],
    quantities: &'a [Quantity],
}

impl Finder<'_> {
    fn change(&self, at: usize) -> Option<Change> {
        if let Some(change) = self.reached(at).or_else(|| self.told_in_words(at)) {
            return Some(change);
        }
        let (measure, grows) = self.measure(at)?;
        let change = self.claim(at);
        let in_words = change.exactness == Exactness::About && measure == Measure::Percentage;
        if rough(change) && !in_words {
            return None;
        }
        let bases = self.bases(at);
        let Some(&base) = bases.first() else { return self.derived(at, measure, grows) };
        let nows: Vec<usize> = self.nows(at, base).collect();
        let now = *nows.first()?;
        let agrees = bases.iter().any(|base| {
            nows.iter().any(|now| {
                self.holds(change, measure, grows, self.value(*now), self.value(*base), [*now, *base])
            })
        });
        let claim = |at: usize| self.items[at].claim;
        Some(Change {
            change: claim(at),
            now: claim(now),
            base: Base::Told(claim(base)),
            grows,
            measure,
            agrees,
        })
    }

    /// 由12名减少到15名: the two numbers say the contrary of the verb.
    fn reached(&self, at: usize) -> Option<Change> {
        let item = &self.items[at];
        let base = item.previous? as usize;
        let (Word::Reach, end) = item.last? else { return None };
        let told = self.standing(base) == Standing::Base && self.standing(at).is_stated();
        let alike = units_alike(self.claim(base).unit, self.claim(at).unit);
        if !told || !alike || self.items[base].sentence != item.sentence || item.mark > Mark::Stop {
            return None;
        }
        let verb = self.text.get(item.label_place.start as usize..end as usize).unwrap_or("");
        let mut falls = ["减", "降", "缩", "回落"].iter().any(|word| verb.contains(word));
        let mut grows = ["增", "升", "涨", "提高", "扩大"].iter().any(|word| verb.contains(word));
        // 呈上升态势，由16件变为11件: the clause before says it.
        if !falls && !grows {
            let before = self.sentence_before(base);
            falls = ["下降", "减少", "回落", "下滑", "走低"].iter().any(|word| before.contains(word));
            grows = ["上升", "增长", "增加", "攀升", "走高", "上涨"].iter().any(|word| before.contains(word));
        }
        let (now, before) = (self.claim(at), self.claim(base));
        if rough(now) || rough(before) || falls == grows {
            return None;
        }
        let agrees = if falls { now.value <= before.value } else { now.value >= before.value };
        let (change, base) = (item.claim, Base::Told(self.items[base].claim));
        (!agrees).then_some(Change {
            change,
            now: item.claim,
            base,
            grows: !falls,
            measure: Measure::Direction,
            agrees,
        })
    }

    /// The sentence before a number, as far as it is near.
    fn sentence_before(&self, at: usize) -> &str {
        const FAR: usize = 240;
        let end = self.items[at].label_place.end as usize;
        let mut start = end.saturating_sub(FAR);
        while !self.text.is_char_boundary(start) {
            start += 1;
        }
        let near = &self.text[start..end];
        near.rsplit(['。', '；', '\n', ';']).next().unwrap_or("")
    }

    /// 上年6次，今年8次，与上年持平; 2019年8件，2020年10件，数量翻番: two numbers side by side, and a word for how they differ.
    fn told_in_words(&self, at: usize) -> Option<Change> {
        let item = &self.items[at];
        let base = item.previous? as usize;
        let told = self.standing(base) == Standing::Base && self.standing(at).is_stated();
        let alike = self.claim(base).unit == self.claim(at).unit && self.claim(at).unit.is_count();
        if !told || !alike || self.items[base].sentence != item.sentence || item.mark > Mark::Comma {
            return None;
        }
        if rough(self.claim(at)) || rough(self.claim(base)) {
            return None;
        }
        let behind = self.text.get(item.label_place.end as usize..).unwrap_or("");
        let behind = behind.split(['。', '；', '\n', ';']).next().unwrap_or("");
        let near: String = behind.chars().take(24).collect();
        let before = self.sentence_before(base);
        let says = |words: &[&str]| words.iter().any(|word| before.contains(word) || near.contains(word));
        let measure = match () {
            () if says(&["翻番", "翻倍", "翻了一倍", "成倍增长"]) => Measure::Double,
            () if says(&["持平", "一样多"]) => Measure::Level,
            () => return None,
        };
        let agrees = self.holds(self.claim(at), measure, true, self.value(at), self.value(base), [at, base]);
        (!agrees).then_some(Change {
            change: item.claim,
            now: item.claim,
            base: Base::Told(self.items[base].claim),
            grows: true,
            measure,
            agrees,
        })
    }

    /// 同比增加11场，增长36.6%: the base follows from the difference before.
    fn derived(&self, at: usize, measure: Measure, grows: bool) -> Option<Change> {
        if measure != Measure::Percentage {
            return None;
        }
        let sentence = self.items[at].sentence;
        let beside = (0..at).rev().take(2).find(|other| {
            self.items[*other].sentence == sentence
                && matches!(self.measure(*other), Some((Measure::Difference, more)) if more == grows)
        })?;
        let difference = self.claim(beside);
        let now = self.nows(beside, beside).next().filter(|now| self.items[*now].sentence == sentence)?;
        if rough(difference) || rough(self.claim(now)) {
            return None;
        }
        let value = difference.value.micros();
        let base =
            if grows { self.value(now).checked_sub(value) } else { self.value(now).checked_add(value) };
        let base = base.filter(|base| *base > 0)?;
        let agrees = self.holds(self.claim(at), measure, grows, self.value(now), base, [now, now]);
        let claim = |at: usize| self.items[at].claim;
        Some(Change {
            change: claim(at),
            now: claim(now),
            base: Base::Follows(claim(beside)),
            grows,
            measure,
            agrees,
        })
    }

    /// What kind of change the number is, and of which sign; `None` where it is none.
    fn measure(&self, at: usize) -> Option<(Measure, bool)> {
        let item = &self.items[at];
        let unit = self.claim(at).unit;
        match self.standing(at) {
            Standing::Change { grows } if matches!(unit, Unit::Percent | Unit::Tenth) => {
                Some((Measure::Percentage, grows))
            }
            Standing::Change { grows }
                if unit.is_count() && unit != Unit::Times
                    || unit.is_money()
                    || unit == Unit::PercentPoint =>
            {
                Some((Measure::Difference, grows))
            }
            // 是上年64篇的1.8倍: right behind the other year's number.
            Standing::Stated
                if unit == Unit::Times && item.mark == Mark::None && !item.label.has(Word::Up) =>
            {
                let base =
                    item.previous.is_some_and(|previous| self.standing(previous as usize) == Standing::Base);
                base.then_some((Measure::Multiple, true))
            }
            _ => None,
        }
    }

    fn standing(&self, at: usize) -> Standing {
        self.quantities[self.items[at].claim as usize].standing
    }

    fn claim(&self, at: usize) -> &Claim {
        &self.claims[self.items[at].claim as usize]
    }

    fn value(&self, at: usize) -> i64 {
        self.claim(at).value.micros()
    }

    /// Whether a number of `unit` may be what a change of another is told of.
    fn fits(change: Unit, unit: Unit) -> bool {
        match change {
            Unit::Percent | Unit::Times | Unit::Tenth => {
                unit.is_count() || unit.is_money() || unit.is_time() && unit != Unit::Year
            }
            Unit::PercentPoint => unit == Unit::Percent,
            change => units_alike(change, unit),
        }
    }

    /// The other year's numbers of the same sentence, the nearest first.
    fn bases(&self, at: usize) -> Vec<usize> {
        const BEHIND: usize = 3;
        let sentence = self.items[at].sentence;
        let unit = self.claim(at).unit;
        let fits = |other: &usize| {
            self.standing(*other) == Standing::Base && Self::fits(unit, self.claim(*other).unit)
        };
        let same = |other: &usize| self.items[*other].sentence == sentence;
        let before = (0..at).rev().take(REACH).take_while(same).filter(fits);
        // 增长10.3%（当年290条）; 较2020年减少20条，2020年268条
        let behind = (at + 1..self.items.len()).take(BEHIND).take_while(same).filter(fits);
        let told: Vec<usize> = before.take(3).collect();
        if told.is_empty() { behind.take(1).collect() } else { told }
    }

    /// This year's numbers of the same measure word that stand before in the paragraph.
    fn nows(&self, at: usize, like: usize) -> impl Iterator<Item = usize> {
        let paragraph = self.items[at].paragraph;
        let unit = self.claim(like).unit;
        let unit = if unit == Unit::PercentPoint { Unit::Percent } else { unit };
        (0..at).rev().take(REACH).take_while(move |other| self.items[*other].paragraph == paragraph).filter(
            move |other| {
                let average = self.claim(like).flags.contains(Flags::EACH)
                    && self.claim(*other).flags.contains(Flags::EACH)
                    && self.standing(*other) == Standing::Aside
                    && self.items[*other].sentence == self.items[like].sentence;
                (average || self.standing(*other).is_stated()) && units_alike(self.claim(*other).unit, unit)
            },
        )
    }

    /// Whether a change is the difference of two numbers, within the rounding of what is printed.
    fn holds(
        &self,
        change: &Claim,
        measure: Measure,
        grows: bool,
        now: i64,
        base: i64,
        of: [usize; 2],
    ) -> bool {
        if of.iter().any(|at| rough(self.claim(*at))) {
            return true;
        }
        let slack = of.iter().map(|at| half_step(self.claim(*at))).sum();
        holds(change, measure, grows, [now, base], slack)
    }
}

/// See [`Finder::holds`]; the two numbers are known but for `slack`, in millionths.
pub(super) fn holds(
    change: &Claim,
    measure: Measure,
    grows: bool,
    [now, base]: [i64; 2],
    slack: i64,
) -> bool {
    let (now, base, slack) = (i128::from(now), i128::from(base), i128::from(slack));
    let gap = if grows { now - base } else { base - now };
    let tenths = if change.unit == Unit::Tenth { 10 } else { 1 };
    let value = i128::from(change.value.micros()) * tenths;
    let step = match (change.exactness, change.unit) {
        // 翻了一番, 增长约三成: a tenth of it, or five points.
        (Exactness::About, _) => (value / 10).max(5_000_000),
        (_, Unit::Tenth) => i128::from(change.step().micros()) * tenths / 2,
        _ => i128::from(change.step().micros()),
    };
    match measure {
        Measure::Difference => (gap - value).abs() <= slack + i128::from(half_step(change)),
        Measure::Percentage => (value * base - 100_000_000 * gap).abs() <= step * base + 100_000_000 * slack,
        Measure::Direction => grows == (now >= base),
        Measure::Multiple => (value * base - 1_000_000 * now).abs() * 2 <= step * base + 2_000_000 * slack,
        // 基本持平: a tenth more or less.
        Measure::Level => (now - base).abs() * 10 <= base,
        Measure::Double => (now - 2 * base).abs() * 10 <= base,
    }
}

/// What rounding may have changed of a number that is not printed to its last place.
fn half_step(claim: &Claim) -> i64 {
    let whole = claim.flags.scale() == 0 && claim.unit != Unit::Percent && claim.unit != Unit::PercentPoint;
    if whole { 0 } else { claim.step().micros() / 2 }
}

fn rough(claim: &Claim) -> bool {
    claim.exactness != Exactness::Exact
}
