//! What one file may cost: its limits, and how much of its time is left.

use std::cell::Cell;
use std::ops::Deref;
use std::time::Instant;

use crate::source::{Limits, Unreadable};

/// The clock is looked at once in so many questions, the first time at once.
const INTERVAL: u32 = 64;

/// The limits of one file while it is read and recognised.
///
/// Whatever may go on for long (a page, a token of XML, an operator, a row) asks [`Budget::is_spent`] and stops when it
/// is; that it stopped is said in one place, where reading or recognising began.
pub(crate) struct Budget<'l> {
    limits: &'l Limits,
    /// `None` where that would be beyond the clock's end: never.
    end: Option<Instant>,
    asked: Cell<u32>,
    spent: Cell<bool>,
}

impl<'l> Budget<'l> {
    /// Time begins to run.
    pub(crate) fn new(limits: &'l Limits) -> Self {
        let end = Instant::now().checked_add(limits.time);
        Self { limits, end, asked: Cell::new(0), spent: Cell::new(false) }
    }

    /// Whether time has run out, so that the caller must stop. Costs next to nothing.
    pub(crate) fn is_spent(&self) -> bool {
        let asked = self.asked.get();
        self.asked.set(asked.wrapping_add(1));
        if asked.is_multiple_of(INTERVAL) && self.end.is_some_and(|end| Instant::now() >= end) {
            self.spent.set(true);
        }
        self.spent.get()
    }

    /// That nothing came of it in time.
    pub(crate) fn too_slow(&self) -> Unreadable {
        Unreadable::TooSlow { seconds: self.limits.time.as_secs() }
    }

    /// Whether somebody was told to stop.
    pub(crate) fn was_spent(&self) -> bool {
        self.spent.get()
    }
}

impl Deref for Budget<'_> {
    type Target = Limits;

    fn deref(&self) -> &Limits {
        self.limits
    }
}
