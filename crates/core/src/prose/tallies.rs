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
    let mut found = Vec::new();
    let mut at = 0;
    while at < items.len() {
        match finder.list(at) {
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
        let whole = self.claim(at);
        if !self.counts(at) || !self.opens(at) {
            return None;
        }
        let end = (at + 1..self.items.len().min(at + 1 + MOST))
            .take_while(|other| self.is_part(at, *other))
            .last()?;
        let parts = end - at;
        let sum: i64 = (at + 1..=end).map(|part| self.claim(part).value.micros()).sum();
        let total = whole.value.micros();
        let near = (sum - total).abs().saturating_mul(12) <= total;
        (parts >= FEWEST && near).then(|| List {
            whole: self.items[at].claim,
            parts: (at + 1..=end).map(|part| self.items[part].claim).collect(),
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
        let claim = self.claim(at);
        let counted = claim.unit.is_count() && claim.unit != Unit::Times && claim.unit != Unit::None;
        counted && claim.exactness == Exactness::Exact && claim.flags.scale() == 0 && self.is_untold(at)
    }

    /// What the tables count is no part of what was received: 新收64件，结转2件，办结63件.
    fn is_untold(&self, at: usize) -> bool {
        let quantity = &self.quantities[self.items[at].claim as usize];
        quantity.standing.is_stated() && !quantity.subject.is_tabled() && !quantity.subject.is_joint()
    }

    fn opens(&self, at: usize) -> bool {
        let label = self.items[at].label_place.of(self.text);
        OPENERS.iter().any(|opener| label.contains(opener))
    }

    fn is_part(&self, whole: usize, at: usize) -> bool {
        const LONGEST: usize = 14;
        let (item, of) = (&self.items[at], &self.items[whole]);
        let label = item.label_place.of(self.text).trim();
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
