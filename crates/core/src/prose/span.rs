//! The least and the largest number that a number of the prose may mean.

use crate::claims::{Claim, Exactness};
use crate::figure::Decimal;

/// In millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub low: i64,
    pub high: i64,
}

impl Span {
    pub const ZERO: Self = Self { low: 0, high: 0 };

    /// `1046余` may be 1055 or 1200, `约300` anything near it, `1.2万` what rounds to it.
    pub fn of(claim: &Claim) -> Self {
        let value = claim.value.micros();
        let near = leeway(value);
        let (below, above) = match claim.exactness {
            Exactness::Exact if claim.flags.scale() > 0 => {
                let step = claim.step().micros();
                (step, step)
            }
            Exactness::Exact => (0, 0),
            Exactness::Over => (0, near),
            Exactness::About => (near, near),
            Exactness::AtLeast => (0, i64::MAX),
            Exactness::AtMost => (value, 0),
        };
        Self { low: value.saturating_sub(below), high: value.saturating_add(above) }
    }

    pub fn has(self, value: Decimal) -> bool {
        self.has_micros(value.micros())
    }

    pub fn has_micros(self, value: i64) -> bool {
        (self.low..=self.high).contains(&value)
    }

    /// Some number may be meant by both.
    pub fn meets(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    pub fn is_exact(self) -> bool {
        self.low == self.high
    }

    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        Self { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }
}

/// How far an approximate number may be from the true one: its last place that is not 0, a fifth of it, or ten.
fn leeway(micros: i64) -> i64 {
    const ONE: i64 = 1_000_000;
    let mut place = ONE;
    while place < i64::MAX / 10 && micros != 0 && micros % (place * 10) == 0 {
        place *= 10;
    }
    place.max(micros / 5).max(10 * ONE)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claims;

    #[track_caller]
    fn check(text: &str, low: i64, high: i64) {
        let whole = 0..text.len() as u32;
        let claim = claims::extract(text, std::slice::from_ref(&whole))[0];
        let span = Span::of(&claim);
        assert_eq!((span.low / 1_000_000, span.high / 1_000_000), (low, high), "{text}");
    }

    #[test]
    fn spans() {
        check("公开信息1046条。", 1046, 1046);
        check("公开信息1046余条。", 1046, 1255);
        check("公开信息300余条。", 300, 400);
        check("公开信息20余条。", 20, 30);
        check("公开信息约200条。", 100, 300);
        check("公开信息1.2万条。", 11000, 13000);
    }
}
