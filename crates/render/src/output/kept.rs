//! What formats for people show of a run: all reports counted, and the worst ones whole, as many as there is room for.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use gouji_core::verdict::{Checked, Summary, Verdict};

use crate::tally::{Tally, Worst};

/// A run so far.
pub(super) struct Account {
    pub(super) kept: Kept,
    pub(super) tally: Tally,
    pub(super) reports: usize,
}

impl Account {
    /// `cost` says what a report takes of the room.
    pub(super) fn new(room: usize, cost: fn(&Checked) -> usize) -> Self {
        Self { kept: Kept::new(room, cost), tally: Tally::default(), reports: 0 }
    }

    pub(super) fn add(&mut self, checked: &Checked) {
        self.reports += 1;
        self.tally.count(checked);
        self.kept.add(self.reports, checked);
    }

    /// There is only one report.
    pub(super) fn is_alone(&self) -> bool {
        self.reports == 1
    }

    /// The worst reports for a list, so many at most, and how many others there are.
    pub(super) fn listed(&self, most: usize) -> (Vec<&Worst>, usize) {
        let worst = self.tally.worst(most);
        let rest = self.reports - worst.len();
        (worst, rest)
    }
}

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
