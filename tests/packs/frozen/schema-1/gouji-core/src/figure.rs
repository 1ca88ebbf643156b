//! Exact numbers: a decimal in millionths, and a figure that may be unknown.

use std::fmt;
use std::ops::{Add, Neg, Sub};
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// An exact decimal with six places, up to about nine trillion. No floating point, no rounding.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Decimal(i64);

const SCALE: i64 = 1_000_000;

impl Decimal {
    pub const ZERO: Self = Self(0);

    /// From millionths, as the wire holds it.
    pub const fn from_micros(micros: i64) -> Self {
        Self(micros)
    }

    pub const fn micros(self) -> i64 {
        self.0
    }

    /// `None` where the number is too large to be held exactly.
    pub fn from_int(value: i64) -> Option<Self> {
        value.checked_mul(SCALE).map(Self)
    }

    pub const fn is_integer(self) -> bool {
        self.0 % SCALE == 0
    }

    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The whole number, when it is one.
    pub const fn as_int(self) -> Option<i64> {
        if self.is_integer() { Some(self.0 / SCALE) } else { None }
    }

    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// The exact product, or `None` where six places or the range do not hold it.
    pub fn checked_mul(self, other: Self) -> Option<Self> {
        let product = i128::from(self.0) * i128::from(other.0);
        (product % i128::from(SCALE) == 0)
            .then(|| i64::try_from(product / i128::from(SCALE)).ok().map(Self))
            .flatten()
    }

    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

/// Why a string is not a [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("不是数字，或超出可精确表示的范围")]
pub struct NotADecimal;

impl FromStr for Decimal {
    type Err = NotADecimal;

    /// Plain ASCII: an optional sign, digits, and at most six places behind a point.
    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (sign, digits) = match text.as_bytes().first() {
            Some(b'-') => (-1, &text[1..]),
            Some(b'+') => (1, &text[1..]),
            _ => (1, text),
        };
        let (whole, places) = digits.split_once('.').unwrap_or((digits, ""));
        if whole.is_empty() || (digits.contains('.') && places.is_empty()) {
            return Err(NotADecimal);
        }
        let places = places.trim_end_matches('0');
        if places.len() > 6 || !whole.bytes().chain(places.bytes()).all(|b| b.is_ascii_digit()) {
            return Err(NotADecimal);
        }
        let whole: i64 = whole.parse().map_err(|_| NotADecimal)?;
        let fraction = places.bytes().fold(0, |sum, b| sum * 10 + i64::from(b - b'0'))
            * 10_i64.pow(6 - places.len() as u32);
        whole
            .checked_mul(SCALE)
            .and_then(|w| w.checked_add(fraction))
            .map(|value| Self(sign * value))
            .ok_or(NotADecimal)
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let magnitude = self.0.unsigned_abs();
        let (whole, fraction) = (magnitude / SCALE as u64, magnitude % SCALE as u64);
        if fraction == 0 {
            return f.pad(&format!("{sign}{whole}"));
        }
        let places = format!("{fraction:06}");
        f.pad(&format!("{sign}{whole}.{}", places.trim_end_matches('0')))
    }
}

impl Neg for Decimal {
    type Output = Self;

    fn neg(self) -> Self {
        Self(-self.0)
    }
}

/// A number as printed, or unknown when the cell was missing or unreadable.
///
/// Unknown spreads through `+` and `-` and differs from nothing, so a rule never fires on a figure that nobody
/// read. A sum that is too large to be held exactly is unknown.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Figure(Option<Decimal>);

impl Figure {
    pub const UNKNOWN: Self = Self(None);
    pub const ZERO: Self = Self(Some(Decimal::ZERO));

    pub const fn known(value: Decimal) -> Self {
        Self(Some(value))
    }

    pub const fn get(self) -> Option<Decimal> {
        self.0
    }

    /// Both are known, and they are not the same.
    pub fn differs(self, other: Self) -> bool {
        matches!((self.0, other.0), (Some(a), Some(b)) if a != b)
    }

    /// Both are known, and the first is larger.
    pub fn exceeds(self, other: Self) -> bool {
        matches!((self.0, other.0), (Some(a), Some(b)) if a > b)
    }

    pub fn is_zero(self) -> bool {
        self.0 == Some(Decimal::ZERO)
    }

    /// Known and above zero.
    pub fn is_positive(self) -> bool {
        self.exceeds(Self::ZERO)
    }
}

impl From<Decimal> for Figure {
    fn from(value: Decimal) -> Self {
        Self(Some(value))
    }
}

impl From<i32> for Figure {
    fn from(value: i32) -> Self {
        Self(Decimal::from_int(value.into()))
    }
}

impl Add for Figure {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self(self.0.zip(other.0).and_then(|(a, b)| a.checked_add(b)))
    }
}

impl Sub for Figure {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0.zip(other.0).and_then(|(a, b)| a.checked_sub(b)))
    }
}

impl std::iter::Sum for Figure {
    fn sum<I: Iterator<Item = Self>>(figures: I) -> Self {
        figures.fold(Self::ZERO, Add::add)
    }
}

impl fmt::Display for Figure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(value) => value.fmt(f),
            None => f.pad("？"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        assert_eq!(text.parse::<Decimal>().ok().map(|d| d.to_string()).as_deref(), expected);
    }

    #[test]
    fn decimals() {
        check("0", Some("0"));
        check("27", Some("27"));
        check("-8", Some("-8"));
        check("+8", Some("8"));
        check("2099000.46", Some("2099000.46"));
        check("0.092", Some("0.092"));
        check("1.500000000", Some("1.5"));
        check("9000000000000", Some("9000000000000"));
        check("", None);
        check("-", None);
        check(".5", None);
        check("5.", None);
        check("1,234", None);
        check("1.2345678", None);
        check("99999999999999", None);
    }

    #[test]
    fn unknown_spreads_and_differs_from_nothing() {
        assert_eq!(Figure::from(1) + Figure::UNKNOWN, Figure::UNKNOWN);
        assert!(!Figure::UNKNOWN.differs(Figure::from(1)));
        assert!(Figure::from(2).differs(Figure::from(1)));
        assert_eq!([1, 2, 3].map(Figure::from).into_iter().sum::<Figure>(), Figure::from(6));
    }
}
