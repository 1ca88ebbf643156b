//! A total and what became of all that it counts, told one after the other without a word that opens the list: `收到意见62条，
//! 采纳27条、部分采纳11条、未采纳25条`.
//!
//! Numbers of several things stand side by side in the same way, so that only figures that all but add up say that these are
//! parts: what differs by a little was miscounted.

use std::collections::HashSet;

use super::lists::{Form, Kind};
use super::walk::{Item, Mark};
use super::{List, Quantity};
use crate::claims::{Claim, Exactness, Unit};

/// Fewer numbers are no list without a word for one.
const FEWEST: usize = 3;
const MOST: usize = 12;
/// Words of a total that is divided in what follows.
const OPENERS: [&str; 30] = [
    "共", "总", "合计", "累计", "现有", "收到", "受理", "收集", "征集", "发现", "接到", "抽查", "清理",
    "排查", "登记", "梳理", "接待", "检查", "发放", "回收", "征求", "评议", "参评", "测评", "查询", "扫描",
    "整理", "审核", "审查", "办理",
];
/// Words of a sum behind what it sums up.
const SUMS: [&str; 6] = ["累计", "合计", "共计", "总计", "总共", "一共"];
/// Words of the first part that say that what they open is the whole before it.
const DIVIDES: [&str; 8] = ["由", "分布为", "分布在", "定为", "分为", "分成", "涵盖", "构成为"];
/// Words of what is left of a whole.
const RESTS: [&str; 6] = ["剩余", "余下", "其余", "剩下", "尚余", "还剩"];
/// Words of a part of the year, and of all of it.
const PERIODS: [&str; 3] = ["季度", "半年", "月"];
const YEAR: [&str; 2] = ["全年", "年度共"];
/// Words of a number that is told for itself.
const VERBS: [&str; 20] = [
    "召开", "开展", "组织", "举办", "印发", "编发", "参加", "接受", "报送", "制定", "出台", "培训", "公开",
    "发布", "举行", "完成", "建立", "另", "并", "同时",
];

/// The lists of that kind among items that no list has for parts yet.
pub(super) fn of(
    text: &str,
    items: &[Item],
    claims: &[Claim],
    quantities: &[Quantity],
    lists: &[List],
) -> Vec<List> {
    let finder = Finder { text, items, claims, quantities };
    let taken: HashSet<u32> = lists.iter().flat_map(|list| list.parts.iter().copied()).collect();
    let whole: HashSet<u32> = lists.iter().map(|list| list.whole).collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        let behind = finder.behind(at).filter(|list| !whole.contains(&list.whole));
        match behind.or_else(|| finder.list(at)) {
            Some(list) if !taken.contains(&list.parts[0]) => {
                at += list.parts.len();
                found.push(list);
            }
            _ => {}
        }
        at += 1;
    }
    found
}

struct Finder<'a> {
    text: &'a str,
    items: &'a [Item],
    claims: &'a [Claim],
    quantities: &'a [Quantity],
}

impl Finder<'_> {
    fn claim(&self, at: usize) -> &Claim {
        &self.claims[self.items[at].claim as usize]
    }

    fn list(&self, at: usize) -> Option<List> {
        if !self.counts(at) {
            return None;
        }
        let end = (at + 1..self.items.len().min(at + 1 + MOST))
            .take_while(|other| self.is_part(at, *other))
            .last()?;
        // 318件，办结305件，剩余11件 are all that there is.
        let rest = RESTS.iter().any(|rest| self.label(end).starts_with(rest));
        let fewest = if rest { 2 } else { FEWEST };
        let told = rest || self.opens(at) || self.divides(at);
        (told && end - at >= fewest).then(|| self.tally(at, at + 1..=end)).flatten()
    }

    /// 上半年213条，下半年258条，全年461条; 部门5836条，乡镇3279条，企业418条，全部纳入统计，累计9233条: the whole stands behind.
    fn behind(&self, first: usize) -> Option<List> {
        let sum = |at: usize, words: &[&str]| words.iter().any(|word| self.label(at).contains(word));
        let alike = |at: usize| {
            let (item, of) = (&self.items[at], &self.items[first]);
            item.sentence == of.sentence
                && item.row == of.row
                && self.claim(at).unit == self.claim(first).unit
        };
        let limit = self.items.len().min(first + 1 + MOST);
        let whole =
            (first + 1..limit).take_while(|at| alike(*at)).find(|at| sum(*at, &SUMS) || sum(*at, &YEAR))?;
        let periods = (first..whole).all(|part| sum(part, &PERIODS));
        let parts = first..=whole - 1;
        let fewest = if periods { 2 } else { FEWEST };
        let told = (first..whole).all(|part| {
            self.is_exact_count(part)
                && (periods || self.counts(part) && !self.opens(part))
                && self.claim(part).value < self.claim(whole).value
                && !["其中", "含", "包括", "同时", "另"].iter().any(|some| self.label(part).contains(some))
        });
        (self.is_exact_count(whole) && whole - first >= fewest && told)
            .then(|| self.tally(whole, parts))
            .flatten()
    }

    /// The list, where its figures all but add up.
    fn tally(&self, whole: usize, parts: std::ops::RangeInclusive<usize>) -> Option<List> {
        let sum: i64 = parts.clone().map(|part| self.claim(part).value.micros()).sum();
        let total = self.claim(whole).value.micros();
        let near = (sum - total).abs().saturating_mul(12) <= total;
        near.then(|| List {
            whole: self.items[whole].claim,
            parts: parts.map(|part| self.items[part].claim).collect(),
            form: Form::Parallel,
            kind: Kind::Other,
            closed: true,
            open: false,
            manifold: false,
            agrees: sum == total,
            sure: false,
            breakdown: 0,
        })
    }

    fn counts(&self, at: usize) -> bool {
        let unit = self.claim(at).unit;
        self.is_exact_count(at) && unit != Unit::Times && unit != Unit::None && self.is_untold(at)
    }

    fn is_exact_count(&self, at: usize) -> bool {
        let claim = self.claim(at);
        claim.unit.is_count() && claim.exactness == Exactness::Exact && claim.flags.scale() == 0
    }

    /// What the tables count is no part of what was received: 新收64件，结转2件，办结63件.
    fn is_untold(&self, at: usize) -> bool {
        let quantity = &self.quantities[self.items[at].claim as usize];
        quantity.standing.is_stated() && !quantity.subject.is_tabled() && !quantity.subject.is_joint()
    }

    fn label(&self, at: usize) -> &str {
        self.items[at].label_place.of(self.text).trim()
    }

    fn opens(&self, at: usize) -> bool {
        OPENERS.iter().any(|opener| self.label(at).contains(opener))
    }

    /// 文件286份，定为主动公开的161份: the next number says that it is one of all.
    fn divides(&self, at: usize) -> bool {
        at + 1 < self.items.len() && DIVIDES.iter().any(|word| self.label(at + 1).starts_with(word))
    }

    fn is_part(&self, whole: usize, at: usize) -> bool {
        const LONGEST: usize = 14;
        let (item, of) = (&self.items[at], &self.items[whole]);
        let label = self.label(at);
        let label = DIVIDES.iter().find_map(|word| label.strip_prefix(word)).unwrap_or(label);
        let tail = item.tail_place.of(self.text).trim();
        let named = if label.is_empty() { tail } else { label };
        let short = (1..=LONGEST).contains(&named.chars().count());
        self.counts(at)
            && item.row == of.row
            && item.sentence == of.sentence
            && matches!(item.mark, Mark::Comma | Mark::Stop | Mark::Semi)
            && self.claim(at).unit == self.claim(whole).unit
            && self.claim(at).value < self.claim(whole).value
            && short
            && !["其中", "含", "包括"].iter().any(|some| named.contains(some))
            && !VERBS.iter().any(|verb| named.starts_with(verb))
    }
}
