//! The worst reports of a run, as many as there is room for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gouji_core::verdict::{Checked, Summary, Verdict};

/// Keeps reports until what they take is more than there is room for; then the least bad go.
pub(super) struct Kept {
    reports: BTreeMap<Order, Checked>,
    /// What a report takes.
    cost: fn(&Checked) -> usize,
    taken: usize,
    room: usize,
}

/// The worst first, then in the order of the run.
type Order = (Reverse<(Verdict, usize, usize, usize)>, usize);

fn order(checked: &Checked, nth: usize) -> Order {
    let mut counts = Summary::default();
    counts.count(checked);
    (Reverse((checked.verdict, counts.error, counts.warning, counts.info)), nth)
}

impl Kept {
    pub(super) fn new(room: usize, cost: fn(&Checked) -> usize) -> Self {
        Self { reports: BTreeMap::new(), cost, taken: 0, room }
    }

    /// Keeps the report with that number, if it is bad enough; the worst of all is always kept.
    pub(super) fn add(&mut self, nth: usize, checked: &Checked) {
        let (order, cost) = (order(checked, nth), (self.cost)(checked));
        let full = self.taken + cost > self.room;
        if full && self.reports.last_key_value().is_some_and(|(last, _)| *last < order) {
            return;
        }
        self.taken += cost;
        self.reports.insert(order, checked.clone());
        while self.taken > self.room && self.reports.len() > 1 {
            let dropped = self.reports.pop_last();
            self.taken -= dropped.map_or(0, |(_, checked)| (self.cost)(&checked));
        }
    }

    /// With their numbers, the worst first.
    pub(super) fn iter(&self) -> impl Iterator<Item = (usize, &Checked)> {
        self.reports.iter().map(|((_, nth), checked)| (*nth, checked))
    }
}
