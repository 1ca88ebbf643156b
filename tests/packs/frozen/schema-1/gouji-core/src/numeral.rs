//! Numerals as reports print them: Arabic, full-width, grouped, Chinese and mixed. No context: whether a numeral is a
//! year, an ordinal or a figure is for [`crate::claims`] to say.

use crate::figure::Decimal;

/// A numeral at the start of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Numeral {
    pub value: Decimal,
    /// Places printed behind the point: 2 in `37.27`.
    pub decimals: u8,
    /// The power of ten printed as a word: 4 in `1.2万`.
    pub scale: u8,
    /// Bytes of the text.
    pub len: usize,
    pub script: Script,
    /// A 余 or 多 stands in it: `10余万`.
    pub over: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// `3623`, with the number of digits before the point.
    Arabic(u8),
    /// `3,623`.
    Grouped,
    /// `三千六百二十三`.
    Chinese,
    /// `二〇二〇`, with the number of digits.
    Positional(u8),
}

impl Script {
    pub const fn is_chinese(self) -> bool {
        matches!(self, Self::Chinese | Self::Positional(_))
    }
}

/// The numeral that `text` begins with; `None` too for `三五`, `十几` and numbers that [`Decimal`] does not hold.
pub fn read(text: &str) -> Option<Numeral> {
    let first = text.chars().next()?;
    let (number, script) = if arabic_digit(first).is_some() { arabic(text)? } else { chinese(text)? };
    let number = number.scaled(text)?;
    if text[number.len..].starts_with('几') {
        return None;
    }
    Some(Numeral {
        value: Decimal::from_micros(i64::try_from(number.micros).ok()?),
        decimals: number.decimals,
        scale: number.scale,
        len: number.len,
        script,
        over: number.over,
    })
}

/// Bytes of the digits and number words that `text` begins with, whether or not they make a numeral.
pub fn run(text: &str) -> usize {
    let of_number = |c: char| arabic_digit(c).is_some() || chinese_part(c).is_some() || c == '几';
    text.find(|c| !of_number(c)).unwrap_or(text.len())
}

/// Whether a numeral may begin with this character.
pub fn begins(c: char) -> bool {
    arabic_digit(c).is_some()
        || matches!(chinese_part(c), Some(Part::Digit(_) | Part::Unit(1) | Part::Tens(_)))
}

const MICROS: i128 = 1_000_000;
/// Above every number that a [`Decimal`] holds, and far from the end of `i128`.
const LIMIT: i128 = 1 << 80;

/// 万亿.
const LARGEST_SCALE: u8 = 12;

/// A numeral that is being read.
#[derive(Clone, Copy)]
struct Reading {
    micros: i128,
    decimals: u8,
    scale: u8,
    len: usize,
    over: bool,
}

impl Reading {
    /// Takes 余, 多, 千, 万, 亿 behind the digits, and the smaller rest of `1亿2000万`.
    fn scaled(self, text: &str) -> Option<Self> {
        let (scaled, power) = self.times(text)?;
        Some(power.and_then(|power| scaled.with_rest(text, power)).unwrap_or(scaled))
    }

    /// The power of ten of the last word of scale comes with it.
    fn times(mut self, text: &str) -> Option<(Self, Option<u8>)> {
        let mut last = None;
        loop {
            let mut rest = text[self.len..].chars();
            let next = rest.next();
            if !self.over && matches!(next, Some('余' | '多')) && word_of_scale(rest.clone()).is_some() {
                self.over = true;
                self.len += '余'.len_utf8();
                continue;
            }
            let Some(power) = word_of_scale(text[self.len..].chars()) else { return Some((self, last)) };
            self.micros = self.micros.checked_mul(10_i128.pow(power.into())).filter(|m| *m < LIMIT)?;
            self.scale = Some(self.scale + power).filter(|scale| *scale <= LARGEST_SCALE)?;
            self.len += '万'.len_utf8();
            last = Some(power);
        }
    }

    fn with_rest(self, text: &str, power: u8) -> Option<Self> {
        let behind = &text[self.len..];
        arabic_digit(behind.chars().next()?)?;
        let (rest, script) = arabic(behind)?;
        let (rest, _) = rest.times(behind)?;
        let complete = rest.scale > 0 || script == Script::Arabic(power);
        let fits = rest.micros < 10_i128.pow(power.into()) * MICROS && self.decimals == 0;
        (complete && fits).then(|| Self {
            micros: self.micros + rest.micros,
            decimals: rest.decimals,
            scale: rest.scale,
            len: self.len + rest.len,
            over: rest.over,
        })
    }
}

/// 十 to 亿 as a power of ten, unless it begins a measure (千克, 百分点).
fn word_of_scale(mut rest: std::str::Chars) -> Option<u8> {
    let Some(Part::Unit(power)) = chinese_part(rest.next()?) else { return None };
    match rest.next() {
        Some('克' | '米' | '瓦' | '伏' | '卡') if power == 3 => None,
        Some('分' | '强' | '佳') if power <= 2 => None,
        _ => Some(power),
    }
}

fn arabic_digit(c: char) -> Option<i128> {
    match c {
        '0'..='9' => Some(c as i128 - '0' as i128),
        '０'..='９' => Some(c as i128 - '０' as i128),
        _ => None,
    }
}

/// The digits that `text` begins with: their value, how many, how many bytes.
fn digits(text: &str) -> (i128, u8, usize) {
    let (mut value, mut count, mut len) = (0_i128, 0_u8, 0);
    for c in text.chars() {
        let Some(digit) = arabic_digit(c) else { break };
        value = (value * 10 + digit).min(LIMIT);
        count = count.saturating_add(1);
        len += c.len_utf8();
    }
    (value, count, len)
}

fn arabic(text: &str) -> Option<(Reading, Script)> {
    let (mut value, count, mut len) = digits(text);
    let mut script = Script::Arabic(count);
    while (1..=3).contains(&count) && value > 0 {
        let mut behind = text[len..].chars();
        if !matches!(behind.next(), Some(',' | '，')) {
            break;
        }
        let (group, 3, bytes) = digits(behind.as_str()) else { break };
        value = (value * 1000 + group).min(LIMIT);
        len = text.len() - behind.as_str().len() + bytes;
        script = Script::Grouped;
    }
    let mut micros = value * MICROS;
    let mut decimals = 0;
    let mut behind = text[len..].chars();
    if matches!(behind.next(), Some('.' | '．')) {
        let (fraction, places @ 1.., bytes) = digits(behind.as_str()) else {
            return Some((Reading { micros, decimals, scale: 0, len, over: false }, script));
        };
        // A seventh place is not held; behind 万 it would be, but nobody prints one.
        let unit = 10_i128.checked_pow(6_u32.checked_sub(places.into())?)?;
        micros += fraction * unit;
        decimals = places;
        len = text.len() - behind.as_str().len() + bytes;
    }
    (micros < LIMIT).then_some((Reading { micros, decimals, scale: 0, len, over: false }, script))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Digit(i128),
    /// 零, and the circles that stand for it.
    Zero,
    /// 十 百 千 万 亿 as powers of ten.
    Unit(u8),
    /// 廿 and 卅.
    Tens(i128),
}

fn chinese_part(c: char) -> Option<Part> {
    Some(match c {
        '零' | '〇' | '○' => Part::Zero,
        '一' => Part::Digit(1),
        '二' | '两' => Part::Digit(2),
        '三' => Part::Digit(3),
        '四' => Part::Digit(4),
        '五' => Part::Digit(5),
        '六' => Part::Digit(6),
        '七' => Part::Digit(7),
        '八' => Part::Digit(8),
        '九' => Part::Digit(9),
        '十' => Part::Unit(1),
        '百' => Part::Unit(2),
        '千' => Part::Unit(3),
        '万' => Part::Unit(4),
        '亿' => Part::Unit(8),
        '廿' => Part::Tens(2),
        '卅' => Part::Tens(3),
        _ => return None,
    })
}

fn chinese(text: &str) -> Option<(Reading, Script)> {
    let mut len = 0;
    let mut count = 0_u8;
    let (mut units, mut zeros) = (false, false);
    let mut positional = 0_i128;
    for c in text.chars() {
        let Some(part) = chinese_part(c) else { break };
        match part {
            Part::Digit(digit) => positional = (positional * 10 + digit).min(LIMIT),
            Part::Zero => (positional, zeros) = ((positional * 10).min(LIMIT), true),
            Part::Unit(_) | Part::Tens(_) => units = true,
        }
        count = count.saturating_add(1);
        len += c.len_utf8();
    }
    let (value, script) = if units {
        (system(&text[..len])?, Script::Chinese)
    } else if count == 1 && !zeros {
        (positional, Script::Chinese)
    } else if zeros && count > 1 || count >= 4 {
        (positional, Script::Positional(count))
    } else {
        return None;
    };
    let mut reading = Reading { micros: value * MICROS, decimals: 0, scale: 0, len, over: false };
    reading.take_places(text);
    Some((reading, script))
}

impl Reading {
    /// `三点五`, but not the time of day `三点五十分`.
    fn take_places(&mut self, text: &str) {
        let Some(behind) = text[self.len..].strip_prefix('点') else { return };
        let (mut micros, mut unit, mut len) = (0, MICROS / 10, 0);
        for c in behind.chars() {
            match chinese_part(c) {
                Some(Part::Digit(digit)) => micros += digit * unit,
                Some(Part::Zero) => {}
                Some(Part::Unit(4 | 8)) | None => break,
                Some(_) => return,
            }
            unit /= 10;
            len += c.len_utf8();
        }
        if len > 0 && unit > 0 {
            self.micros += micros;
            self.decimals = (len / '一'.len_utf8()) as u8;
            self.len += '点'.len_utf8() + len;
        }
    }
}

/// A numeral with 十, 百, 千, 万 or 亿.
fn system(text: &str) -> Option<i128> {
    let (mut total, mut section) = (0_i128, 0_i128);
    let mut digit: Option<i128> = None;
    // The unit before, for order and for the short forms 一百二 and 三万五; 0 behind 零.
    let (mut last, mut short) = (9_u8, 0_u8);
    let mut last_big = 16_u8;
    for c in text.chars() {
        match chinese_part(c)? {
            Part::Digit(d) => {
                if digit.replace(d).is_some() {
                    return None;
                }
            }
            Part::Zero => {
                if digit.is_some() {
                    return None;
                }
                short = 0;
            }
            Part::Tens(d) => {
                if digit.is_some() || last <= 1 {
                    return None;
                }
                section += d * 10;
                (last, short) = (1, 1);
            }
            Part::Unit(power @ 1..=3) => {
                let n = match digit.take() {
                    Some(d) => d,
                    None if power == 1 => 1,
                    None => return None,
                };
                if power >= last {
                    return None;
                }
                section += n * 10_i128.pow(power.into());
                (last, short) = (power, power);
            }
            Part::Unit(power) => {
                section += digit.take().unwrap_or(0);
                if power >= last_big || section + total == 0 {
                    return None;
                }
                // 亿 counts all before it (三万亿 is beyond what is held).
                total += section * 10_i128.pow(power.into());
                (section, last, short, last_big) = (0, 9, power, power);
            }
        }
    }
    let ones = match (digit, short) {
        (None, _) => 0,
        (Some(d), 2..) => d * 10_i128.pow(u32::from(short) - 1),
        (Some(d), _) => d,
    };
    Some(total + section + ones)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let found = match read(text) {
            Some(n) => {
                let over = if n.over { "+" } else { "" };
                format!("{}{over} of {}", n.value, &text[..n.len])
            }
            None => "nothing".to_owned(),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn arabic_numerals() {
        check("27件", "27 of 27");
        check("３６２３条", "3623 of ３６２３");
        check("1,027条", "1027 of 1,027");
        check("1，027条", "1027 of 1，027");
        check("12,345,678", "12345678 of 12,345,678");
        check("100,20件", "100 of 100");
        check("1234,567", "1234 of 1234");
        check("1,0274", "1 of 1");
        check("0,123", "0 of 0");
        check("37.27%", "37.27 of 37.27");
        check("３７．５％", "37.5 of ３７．５");
        check("5.", "5 of 5");
        check("0.5", "0.5 of 0.5");
        check("5949.088667万元", "59490886.67 of 5949.088667万");
        check("3.5万条", "35000 of 3.5万");
        check("1.2亿次", "120000000 of 1.2亿");
        check("3千条", "3000 of 3千");
        check("10余万条", "100000+ of 10余万");
        check("2千多万元", "20000000+ of 2千多万");
        check("1046余条", "1046 of 1046");
        check("1亿2000万元", "120000000 of 1亿2000万");
        check("3万5千件", "35000 of 3万5千");
        check("3万5件", "30000 of 3万");
        check("5千克", "5 of 5");
        check("1.1234567", "nothing");
        check("99999999999999999999999999999999999999999999999999999", "nothing");
    }

    #[test]
    fn chinese_numerals() {
        check("二十七件", "27 of 二十七");
        check("十五个", "15 of 十五");
        check("十", "10 of 十");
        check("廿七件", "27 of 廿七");
        check("一百零五", "105 of 一百零五");
        check("一百〇五", "105 of 一百〇五");
        check("一百二", "120 of 一百二");
        check("一百一十", "110 of 一百一十");
        check("两千三", "2300 of 两千三");
        check("两千零三", "2003 of 两千零三");
        check("三万五", "35000 of 三万五");
        check("三万零五", "30005 of 三万零五");
        check("一亿二千万", "120000000 of 一亿二千万");
        check("二〇二〇年", "2020 of 二〇二〇");
        check("二○二○年", "2020 of 二○二○");
        check("二零二零年", "2020 of 二零二零");
        check("三百余件", "300 of 三百");
        check("三十余万件", "300000+ of 三十余万");
        check("三点五万", "35000 of 三点五万");
        check("三点五十分", "3 of 三");
        check("两个", "2 of 两");
        check("三五个", "nothing");
        check("十几个", "nothing");
        check("百姓", "nothing");
        check("千方百计", "nothing");
        check("万众", "nothing");
        check("零件", "nothing");
        check("十百", "nothing");
        check("一百千", "nothing");
    }

    /// As officials write: 一十 at the front loses its 一.
    fn in_chinese(n: u64) -> String {
        const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
        fn section(n: u64) -> String {
            let mut text = String::new();
            for (power, unit) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
                match n / power % 10 {
                    0 if !n.is_multiple_of(power) && !text.is_empty() && !text.ends_with('零') => {
                        text.push('零')
                    }
                    0 => {}
                    digit => {
                        text.push(DIGITS[digit as usize]);
                        text.push_str(unit);
                    }
                }
            }
            text
        }
        let mut text = String::new();
        for (power, unit) in [(100_000_000, "亿"), (10_000, "万"), (1, "")] {
            let part = n / power % 10_000;
            if part == 0 {
                continue;
            }
            if !text.is_empty() && part < 1000 {
                text.push('零');
            }
            text.push_str(&section(part));
            text.push_str(unit);
        }
        text.strip_prefix("一十").map(|rest| format!("十{rest}")).unwrap_or(text)
    }

    proptest! {
        #[test]
        fn chinese_round_trip(n in 1_u64..1_000_000_000_000) {
            let text = in_chinese(n);
            let found = read(&text).map(|f| (f.value.as_int(), f.len));
            if n <= 9_000_000_000_000 {
                prop_assert_eq!(found, Some((Some(n as i64), text.len())), "{}", text);
            }
        }

        #[test]
        fn arabic_round_trip(n in 0_i64..9_000_000_000_000, places in 0_u32..=4) {
            let value = Decimal::from_micros(n).micros() / 10_i64.pow(6 - places) * 10_i64.pow(6 - places);
            let plain = Decimal::from_micros(value).to_string();
            let (whole, fraction) = plain.split_once('.').map_or((&*plain, String::new()), |(w, f)| (w, format!(".{f}")));
            for separator in [",", "，"] {
                let mut grouped = String::new();
                for (i, c) in whole.chars().enumerate() {
                    if i > 0 && (whole.len() - i).is_multiple_of(3) {
                        grouped.push_str(separator);
                    }
                    grouped.push(c);
                }
                grouped.push_str(&fraction);
                for text in [&plain, &grouped] {
                    prop_assert_eq!(read(text).map(|f| (f.value.micros(), f.len)), Some((value, text.len())), "{}", text);
                    let wide: String = text
                        .chars()
                        .map(|c| if c.is_ascii_digit() { char::from_u32(c as u32 + 0xFEE0).unwrap() } else { c })
                        .collect();
                    prop_assert_eq!(read(&wide).map(|f| (f.value.micros(), f.len)), Some((value, wide.len())), "{}", wide);
                }
            }
        }

        #[test]
        fn any_text_is_survived(text in "[0-9０-９.,，零〇○一二两三四五六七八九十百千万亿廿卅余多几点件\\PC]{0,24}") {
            if let Some(found) = read(&text) {
                prop_assert!(found.len > 0 && text.is_char_boundary(found.len));
            }
            prop_assert!(text.is_char_boundary(run(&text)));
        }
    }
}
