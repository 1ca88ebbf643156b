//! Shares in words: 三分之一, 七成五, 一半, 过半, 翻了一番. Each becomes a percentage.

use super::Exactness;
use super::lexer::{Figure, Lexer};
use super::unit::Unit;
use super::words::Word;
use crate::figure::Decimal;
use crate::numeral::{self, Numeral};

impl Lexer<'_> {
    fn push_share(
        &self,
        at: usize,
        len: usize,
        numeral: Numeral,
        unit: Unit,
        exactness: Exactness,
        figures: &mut Vec<Figure>,
    ) -> (Word, usize) {
        figures.push(Figure { numeral, unit, number_end: (at + len) as u32, exactness, range: false });
        (Word::Figure, len)
    }

    /// 三分之一: `len` bytes up to and with 分之.
    pub(super) fn fraction(
        &self,
        at: usize,
        len: usize,
        denominator: &Numeral,
        figures: &mut Vec<Figure>,
    ) -> (Word, usize) {
        let behind = self.rest(at + len);
        let run = len + numeral::run(behind);
        let Some(numerator) = numeral::read(behind) else { return (Word::Noise, run) };
        let (part, whole) = (i128::from(numerator.value.micros()), i128::from(denominator.value.micros()));
        if whole <= 0 || part <= 0 || part >= whole || !self.tells_share(at) {
            return (Word::Noise, run);
        }
        let percent = Decimal::from_micros((part * 100_000_000 / whole) as i64);
        let len = len + numerator.len;
        let numeral = Numeral { value: percent, decimals: 0, scale: 0, len, ..numerator };
        self.push_share(at, len, numeral, Unit::Percent, self.nearness(at, Exactness::About), figures)
    }

    /// 七成五: `end` bytes up to and with 成.
    pub(super) fn tenths(
        &self,
        at: usize,
        end: usize,
        numeral: &Numeral,
        figures: &mut Vec<Figure>,
    ) -> Option<(Word, usize)> {
        let digit = self.rest(at + end).chars().next()?;
        let value = "一二三四五六七八九".chars().position(|c| c == digit)? as i64 + 1;
        let len = end + digit.len_utf8();
        let value = Decimal::from_micros(numeral.value.micros() + value * 100_000);
        let numeral = Numeral { value, decimals: 1, len, ..*numeral };
        Some(self.push_share(at, len, numeral, Unit::Tenth, self.nearness(at, Exactness::Exact), figures))
    }

    /// 占一半, 过半: a half, of something that a word before it says is shared.
    pub(super) fn half(&self, at: usize, len: usize, figures: &mut Vec<Figure>) -> (Word, usize) {
        let Some(half) = numeral::read("五十") else { return (Word::Noise, len) };
        let said = self.rest(at);
        if !self.tells_share(at) {
            return (Word::Noise, len);
        }
        let exactness =
            if said.starts_with('过') { Exactness::Over } else { self.nearness(at, Exactness::About) };
        let behind = &said[len..];
        let (exactness, more) = match () {
            () if behind.starts_with("以上") => (Exactness::AtLeast, "以上".len()),
            () if behind.starts_with("左右") => (Exactness::About, "左右".len()),
            () => (exactness, 0),
        };
        let numeral = Numeral { len, ..half };
        let (word, _) = self.push_share(at, len, numeral, Unit::Percent, exactness, figures);
        (word, len + more)
    }

    /// 翻了一番: as much again.
    pub(super) fn double(&self, at: usize, len: usize, figures: &mut Vec<Figure>) -> (Word, usize) {
        let Some(hundred) = numeral::read("一百") else { return (Word::Noise, len) };
        let numeral = Numeral { len, ..hundred };
        self.push_share(at, len, numeral, Unit::Percent, self.nearness(at, Exactness::About), figures)
    }

    fn tells_share(&self, at: usize) -> bool {
        const FAR: usize = 8;
        let before = &self.text[self.start..at];
        let start = before.char_indices().rev().nth(FAR).map_or(0, |(at, _)| at);
        let near = before[start..].rsplit(['，', '。', '；', ',']).next().unwrap_or("");
        let more = ["超", "过", "近", "约", "不足", "不到", "达", "接近", "于"]
            .iter()
            .any(|word| near.ends_with(word));
        near.contains('占') || more || near.is_empty() && self.rest(at).starts_with("过半")
    }

    /// 超过, 不到, 近 right before a share in words.
    fn nearness(&self, at: usize, own: Exactness) -> Exactness {
        let before = self.text[self.start..at].trim_end();
        let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
        match () {
            () if ends(&["不到", "不足", "未到", "不及", "少于", "低于"]) => Exactness::AtMost,
            () if ends(&["超过", "超", "逾", "多于", "高于", "大于", "过"]) => Exactness::Over,
            () if ends(&["近", "约", "接近", "大约", "将近"]) => Exactness::About,
            () => own,
        }
    }
}
