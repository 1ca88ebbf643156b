//! What a figure may be at least and at most: numbers of the prose are not always exact.

use crate::figure::Decimal;

/// Millionths of millionths, so that a figure times a number is still whole. No sum of a rule's terms comes near the end.
const SCALE: i128 = 1_000_000;

/// The least and the largest value that may be meant; `None` where there is no end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Bounds {
    low: Option<i128>,
    high: Option<i128>,
}

impl Bounds {
    pub(super) const ZERO: Self = Self { low: Some(0), high: Some(0) };

    pub(super) fn exactly(value: Decimal) -> Self {
        Self::between(value.micros(), value.micros())
    }

    /// From millionths; the ends of their type stand for no end.
    pub(super) fn between(low: i64, high: i64) -> Self {
        let end = |value: i64, none: i64| (value != none).then(|| i128::from(value) * SCALE);
        Self { low: end(low, i64::MIN), high: end(high, i64::MAX) }
    }

    /// Whatever both may mean.
    pub(super) fn or(self, other: Self) -> Self {
        let end = |a: Option<i128>, b: Option<i128>, pick: fn(i128, i128) -> i128| Some(pick(a?, b?));
        Self { low: end(self.low, other.low, i128::min), high: end(self.high, other.high, i128::max) }
    }

    pub(super) fn plus(self, other: Self) -> Self {
        let add = |a: Option<i128>, b: Option<i128>| a?.checked_add(b?);
        Self { low: add(self.low, other.low), high: add(self.high, other.high) }
    }

    pub(super) fn negated(self) -> Self {
        Self { low: self.high.map(|high| -high), high: self.low.map(|low| -low) }
    }

    /// `times` is in millionths.
    pub(super) fn times(self, times: i128) -> Self {
        let by = |end: Option<i128>| Some(end?.checked_mul(times)? / SCALE);
        let product = Self { low: by(self.low), high: by(self.high) };
        if times < 0 { Self { low: product.high, high: product.low } } else { product }
    }

    /// Whether it is less: `None` where it may or may not be.
    pub(super) fn less(self, other: Self) -> Option<bool> {
        if matches!((self.high, other.low), (Some(high), Some(low)) if high < low) {
            return Some(true);
        }
        matches!((self.low, other.high), (Some(low), Some(high)) if low >= high).then_some(false)
    }

    /// Whether both are one and the same.
    pub(super) fn equal(self, other: Self) -> Option<bool> {
        if self.less(other) == Some(true) || other.less(self) == Some(true) {
            return Some(false);
        }
        (self.is_exact() && self == other).then_some(true)
    }

    pub(super) fn is_exact(self) -> bool {
        self.low.is_some() && self.low == self.high
    }
}

/// `27`, `3—15`, `不少于 12`.
impl std::fmt::Display for Bounds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let number = |value: i128| {
            let micros = (value + value.signum() * SCALE / 2) / SCALE;
            Decimal::from_micros(i64::try_from(micros).unwrap_or(i64::MAX))
        };
        match (self.low, self.high) {
            (Some(low), Some(high)) if low == high => write!(f, "{}", number(low)),
            (Some(low), Some(high)) => write!(f, "{}—{}", number(low), number(high)),
            (Some(low), None) => write!(f, "不少于 {}", number(low)),
            (None, Some(high)) => write!(f, "不多于 {}", number(high)),
            (None, None) => f.write_str("？"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(low: i64, high: i64) -> Bounds {
        let micros = |value: i64| value.checked_mul(1_000_000).unwrap_or(value);
        Bounds::between(micros(low), micros(high))
    }

    #[test]
    fn what_may_or_may_not_be_is_not_known() {
        let (three, five, some, open) = (of(3, 3), of(5, 5), of(4, 8), of(4, i64::MAX));
        for (one, other, less, equal) in [
            (three, five, Some(true), Some(false)),
            (five, three, Some(false), Some(false)),
            (three, three, Some(false), Some(true)),
            (three, some, Some(true), Some(false)),
            (five, some, None, None),
            (some, some, None, None),
            (open, three, Some(false), Some(false)),
            (open, five, None, None),
        ] {
            assert_eq!((one.less(other), one.equal(other)), (less, equal), "{one} {other}");
        }
    }

    #[test]
    fn sums_and_products() {
        assert_eq!(of(3, 5).plus(of(1, 1)), of(4, 6));
        assert_eq!(of(3, 5).plus(of(1, i64::MAX)).to_string(), "不少于 4");
        assert_eq!(of(3, 5).negated(), of(-5, -3));
        assert_eq!(of(4, 8).times(500_000), of(2, 4));
        assert_eq!(of(4, 8).times(-1_000_000), of(-8, -4));
        assert_eq!(of(1, 1).times(333_333).to_string(), "0.333333");
        assert_eq!(of(3, 3).or(of(7, i64::MAX)).to_string(), "不少于 3");
        assert_eq!(of(2, 9).to_string(), "2—9");
    }
}
