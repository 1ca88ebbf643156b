//! Days and years as reports write them.

use gouji_core::cell::{is_space, narrow};
use gouji_core::numeral;
use gouji_core::place::Place;
use gouji_core::report::{Date, Period};
use memchr::memmem;

/// The day that `text` begins with, and its length: `2021年1月20日`, `2021-01-20`, `二〇二一年一月二十日`. White space and a
/// bracket may stand between.
pub(super) fn day(text: &str) -> Option<(Date, usize)> {
    let mut rest = text;
    let year = number(&mut rest, 4)?;
    if !(1900..=2100).contains(&year) {
        return None;
    }
    let worded = eat(&mut rest, &["年度", "年"]);
    if !worded && !eat(&mut rest, &["-", "/", ".", "．", "－"]) {
        return None;
    }
    if worded {
        eat(&mut rest, &["（", "("]);
    }
    let (month, day) = month_and_day(&mut rest, worded)?;
    Some((Date { year: year as u16, month, day }, text.len() - rest.len()))
}

fn month_and_day(rest: &mut &str, worded: bool) -> Option<(u8, u8)> {
    let month = number(rest, 2)?;
    let separated = if worded { eat(rest, &["月"]) } else { eat(rest, &["-", "/", ".", "．", "－"]) };
    if !separated {
        return None;
    }
    let day = number(rest, 2)?;
    eat(rest, &["日", "号"]);
    Some((month as u8, day as u8))
}

/// A number of at most `digits` digits, or a Chinese one.
fn number(rest: &mut &str, digits: usize) -> Option<u32> {
    let text = rest.trim_start_matches(is_space);
    let end = text.find(|c: char| !narrow(c).is_ascii_digit()).unwrap_or(text.len());
    if end > 0 {
        let count = text[..end].chars().count();
        if count > digits || (digits == 4 && count != 4) {
            return None;
        }
        *rest = &text[end..];
        return Some(text[..end].chars().fold(0, |sum, c| sum * 10 + (narrow(c) as u32 - u32::from('0'))));
    }
    let numeral = numeral::read(text)?;
    *rest = &text[numeral.len..];
    numeral.value.as_int().and_then(|value| u32::try_from(value).ok()).filter(|&value| value < 10_000)
}

fn eat(rest: &mut &str, words: &[&str]) -> bool {
    let text = rest.trim_start_matches(is_space);
    match words.iter().find_map(|word| text.strip_prefix(word)) {
        Some(behind) => {
            *rest = behind;
            true
        }
        None => false,
    }
}

/// The year that ends at byte `at`, where a 年 follows, with the place where it begins.
pub(super) fn year_before(text: &str, at: usize) -> Option<(u16, usize)> {
    let mut start = at;
    let mut year = 0;
    let mut unit = 1;
    let mut count = 0;
    for (place, c) in text[..at].char_indices().rev() {
        if is_space(c) && (count == 0 || c == ' ') && count < 4 {
            continue;
        }
        let digit = match narrow(c) {
            digit @ '0'..='9' => digit as u16 - '0' as u16,
            '〇' | '○' | '零' | 'Ｏ' | 'O' => 0,
            '一' => 1,
            '二' => 2,
            '三' => 3,
            '四' => 4,
            '五' => 5,
            '六' => 6,
            '七' => 7,
            '八' => 8,
            '九' => 9,
            _ => break,
        };
        count += 1;
        if count > 4 {
            return None;
        }
        year += digit * unit;
        unit = unit.saturating_mul(10);
        start = place;
    }
    (count == 4 && (2000..=2099).contains(&year)).then_some((year, start))
}

/// Every year named in `text`, with the bytes from its digits to behind 年.
pub(super) fn years(text: &str) -> impl Iterator<Item = (u16, usize, usize)> {
    memmem::find_iter(text.as_bytes(), "年")
        .filter_map(move |at| year_before(text, at).map(|(year, start)| (year, start, at + "年".len())))
}

/// 统计期限: the first two days with nothing but 起, 至, 止 and the like between them, at least a month apart in months or years.
pub(super) fn period(text: &str, place: Place) -> Option<Period> {
    let whole = place.of(text);
    for (_, start, _) in years(whole) {
        let Some((from, len)) = day(&whole[start..]) else { continue };
        let mut rest = behind_hour(&whole[start + len..]);
        let mut between = 0;
        while eat(
            &mut rest,
            &["起", "始", "开始", "，", ",", "、", "至", "到", "止", "-", "—", "－", "–", "~", "～", "截"],
        ) {
            between += 1;
        }
        let behind = &whole[start + len..];
        if day(rest).is_none()
            && let Some((begin, length)) = reversed(behind, from)
        {
            let end = place.start + (start + len + length) as u32;
            let place = Place::new(place.start + start as u32, end);
            return Some(Period { place, from: begin, to: from });
        }
        if between == 0 {
            continue;
        }
        let to = match day(rest) {
            Some((to, len)) => {
                rest = &rest[len..];
                to
            }
            None => {
                eat(&mut rest, &["当年", "同年", "本年"]);
                let Some((month, day)) = month_and_day(&mut rest, true) else { continue };
                Date { year: from.year, month, day }
            }
        };
        // A period that ends before it begins has a slip in one of its years.
        let turned = (to.year, to.month) < (from.year, from.month) && is_whole_year(from, to);
        if (to.year, to.month) > (from.year, from.month) || turned {
            rest = behind_hour(rest);
            eat(&mut rest, &["止"]);
            let end = place.start + (whole.len() - rest.len()) as u32;
            return Some(Period { place: Place::new(place.start + start as u32, end), from, to });
        }
    }
    None
}

/// Whether the days are the first and the last of years, whichever these are.
fn is_whole_year(from: Date, to: Date) -> bool {
    (from.month, from.day) == (1, 1) && (to.month, to.day) == (12, 31)
}

/// What stands behind the hour of a day: `0时起`, `24时止`.
fn behind_hour(text: &str) -> &str {
    let mut rest = text;
    let hour = number(&mut rest, 2).is_some_and(|hour| hour <= 24) || eat(&mut rest, &["零"]);
    if hour && eat(&mut rest, &["时", "点"]) { rest } else { text }
}

/// The day before `to` that the words behind it give as the first: `截至2025年12月31日，起算日为2025年1月1日`. And the bytes up
/// to its end.
fn reversed(behind: &str, to: Date) -> Option<(Date, usize)> {
    const FAR: usize = 30;
    let (_, start, _) = years(behind).next()?;
    let between = &behind[..start];
    let told = start <= FAR && between.contains('起') && !between.contains(['。', '；']);
    let (from, len) = day(&behind[start..]).filter(|_| told)?;
    ((from.year, from.month) < (to.year, to.month)).then_some((from, start + len))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_day(text: &str, expected: Option<(u16, u8, u8)>) {
        assert_eq!(day(text).map(|(d, _)| (d.year, d.month, d.day)), expected, "{text}");
    }

    #[track_caller]
    fn check_period(text: &str, expected: &str) {
        let found = period(text, Place::from(0..text.len()));
        let shown = found.map(|p| format!("{}–{} {}", p.from, p.to, p.place.of(text)));
        assert_eq!(shown.unwrap_or_default(), expected);
    }

    #[test]
    fn days() {
        check_day("2021年1月20日", Some((2021, 1, 20)));
        check_day("2021 年 3 月 5 日", Some((2021, 3, 5)));
        check_day("2021-01-20 10:00", Some((2021, 1, 20)));
        check_day("２０２１／１／９", None);
        check_day("2021/1/9", Some((2021, 1, 9)));
        check_day("二〇二一年一月二十日", Some((2021, 1, 20)));
        check_day("2021年", None);
        check_day("2021年12月", None);
        check_day("20210120", None);
    }

    #[test]
    fn periods() {
        check_period(
            "数据期限自2020年1月1日起至2020年12月31日止。",
            "2020年1月1日–2020年12月31日 2020年1月1日起至2020年12月31日止",
        );
        check_period("2020年1月1日至12月31日", "2020年1月1日–2020年12月31日 2020年1月1日至12月31日");
        check_period(
            "2020年1月1日起，至12月21日止",
            "2020年1月1日–2020年12月21日 2020年1月1日起，至12月21日止",
        );
        check_period(
            "从2020年1月1日到2020年12月31止",
            "2020年1月1日–2020年12月31日 2020年1月1日到2020年12月31止",
        );
        check_period("2020年度（1月1日—12月31日）", "2020年1月1日–2020年12月31日 2020年度（1月1日—12月31日");
        check_period(
            "二〇二〇年一月一日至十二月三十一日",
            "2020年1月1日–2020年12月31日 二〇二〇年一月一日至十二月三十一日",
        );
        check_period("2020年1月1日至同年12月31日", "2020年1月1日–2020年12月31日 2020年1月1日至同年12月31日");
        check_period(
            "数据截至2020年12月31日，起算日为2020年1月1日。",
            "2020年1月1日–2020年12月31日 2020年12月31日，起算日为2020年1月1日",
        );
        check_period(
            "2020年1月1日0时起，至2020年12月21日24时止",
            "2020年1月1日–2020年12月21日 2020年1月1日0时起，至2020年12月21日24时止",
        );
        check_period(
            "2020年1月1日至2019年12月31日",
            "2020年1月1日–2019年12月31日 2020年1月1日至2019年12月31日",
        );
        check_period("2020年12月31日至2019年6月1日", "");
        check_period("2020年12月31日止，条例自2019年5月15日起施行", "");
        check_period("截至2020年12月31日", "");
        check_period("2020年1月1日施行", "");
    }

    #[test]
    fn years_are_found() {
        let found: Vec<u16> = years("2020年和二〇二一年，12020年，99年，2 0 1 9年").map(|y| y.0).collect();
        assert_eq!(found, [2020, 2021, 2019]);
    }
}
