//! Figures as reports write them: mostly in digits, now and then in Chinese.

use super::super::random::Random;

/// How the figures of one sentence are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Numerals {
    Digits,
    Chinese,
}

impl Numerals {
    /// For figures of at most `largest`: nobody writes long ones out.
    pub(super) fn random(largest: i64, random: &mut Random) -> Self {
        if random.chance(8) && largest < 100 { Self::Chinese } else { Self::Digits }
    }

    pub(super) fn write(self, figure: i64) -> String {
        match self {
            Self::Digits => figure.to_string(),
            Self::Chinese => chinese(figure),
        }
    }

    /// As many things: `两项`, not `二项`.
    pub(super) fn count(self, figure: i64, unit: &str) -> String {
        match self {
            Self::Chinese if figure == 2 => format!("两{unit}"),
            _ => format!("{}{unit}", self.write(figure)),
        }
    }
}

const DIGITS: [&str; 10] = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"];

/// Below a hundred.
pub(super) fn chinese(figure: i64) -> String {
    let digit = |at: i64| DIGITS[at.clamp(0, 9) as usize];
    match (figure / 10, figure % 10) {
        (0, ones) => digit(ones).to_owned(),
        (tens, ones) => {
            let tens = if tens == 1 { "" } else { digit(tens) };
            let ones = if ones == 0 { "" } else { digit(ones) };
            format!("{tens}十{ones}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_figures() {
        for (figure, text) in [(0, "零"), (7, "七"), (10, "十"), (16, "十六"), (20, "二十"), (95, "九十五")]
        {
            assert_eq!(chinese(figure), text);
        }
        assert_eq!(Numerals::Chinese.count(2, "项"), "两项");
        assert_eq!(Numerals::Digits.count(2, "项"), "2项");
    }
}
