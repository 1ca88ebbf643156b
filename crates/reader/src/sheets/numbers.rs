//! Numbers and dates as a sheet shows them, as far as a report's figures depend on it.

/// How the cells of a number format look.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Look {
    #[default]
    Number,
    /// With so many decimals.
    Percent(u8),
    /// Which of year, month, day and time are shown.
    Date { year: bool, month: bool, day: bool, time: bool },
}

impl Look {
    /// Of a format that Excel does not write out, by its number. Those of 27 and more are of Chinese editions.
    pub(super) fn builtin(id: u32) -> Self {
        let date = |year, month, day, time| Self::Date { year, month, day, time };
        match id {
            9 => Self::Percent(0),
            10 => Self::Percent(2),
            14 | 15 | 30 | 31 | 36 | 50 | 53 | 54 | 58 => date(true, true, true, false),
            16 | 28 | 29 | 51 => date(false, true, true, false),
            17 | 27 | 52 | 57 => date(true, true, false, false),
            18..=21 | 32..=35 | 45..=47 | 55 | 56 => date(false, false, false, true),
            22 => date(true, true, true, true),
            _ => Self::Number,
        }
    }

    /// Of a format as it is written: `yyyy"年"m"月"d"日"`, `0.0%`.
    pub(super) fn written(code: &str) -> Self {
        let [mut year, mut month, mut day, mut hour, mut second] = [false; 5];
        let mut decimals = None;
        let mut quoted = false;
        let mut characters = code.split(';').next().unwrap_or("").chars();
        while let Some(c) = characters.next() {
            match c {
                '"' => quoted = !quoted,
                _ if quoted => {}
                '\\' | '_' | '*' => {
                    characters.next();
                }
                // A colour, a language, or hours beyond 24.
                '[' => {
                    let inner: String = characters.by_ref().take_while(|&c| c != ']').collect();
                    hour |= inner.eq_ignore_ascii_case("h");
                }
                'y' | 'Y' | 'e' => year = true,
                'm' | 'M' => month = true,
                'd' | 'D' => day = true,
                'h' | 'H' => hour = true,
                's' | 'S' => second = true,
                '.' => decimals = Some(0),
                '0' | '#' => decimals = decimals.map(|count: u8| count.saturating_add(1)),
                '%' => return Self::Percent(decimals.unwrap_or(0).min(9)),
                _ => {}
            }
        }
        // `General` has an e, `0.00E+00` an E.
        if code.starts_with('G') || !(year || month || day || hour || second) {
            return Self::Number;
        }
        let minutes = hour || second;
        Self::Date { year, month: month && (year || day || !minutes), day, time: minutes }
    }
}

/// A number as its cell shows it; the figure itself is never rounded to the decimals that the format shows.
pub(super) fn shown(value: f64, look: Look, since_1904: bool) -> String {
    match look {
        Look::Number => plain(value),
        Look::Percent(decimals) => {
            let exact = plain(value * 100.0);
            let shown = exact.split_once('.').map_or(0, |(_, digits)| digits.len());
            if shown > usize::from(decimals) || !value.is_finite() {
                format!("{exact}%")
            } else {
                format!("{:.*}%", usize::from(decimals), value * 100.0)
            }
        }
        Look::Date { .. } => date(value, look, since_1904).unwrap_or_else(|| plain(value)),
    }
}

/// The shortest way to write a number to the 15 digits that a sheet has: 12, 0.092.
pub(super) fn plain(value: f64) -> String {
    let rounded = format!("{value:.14e}").parse().unwrap_or(value);
    // What is longer is no figure of a report.
    if rounded == 0.0 {
        "0".to_owned()
    } else if !(1e-9..1e21).contains(&f64::abs(rounded)) {
        format!("{rounded:e}")
    } else {
        format!("{rounded}")
    }
}

fn date(value: f64, look: Look, since_1904: bool) -> Option<String> {
    let Look::Date { year, month, day, time } = look else { return None };
    // 9999-12-31.
    if !(0.0..2_958_466.0).contains(&value) {
        return None;
    }
    let seconds = (value.fract() * 86_400.0).round() as u32;
    let mut text = String::new();
    if year || month || day {
        // Day 60 of the calendar from 1900 is one that never was.
        let since_epoch = match value.trunc() as i64 + i64::from(seconds == 86_400) {
            days if since_1904 => days - 24_107,
            days if days < 60 => days - 25_568,
            days => days - 25_569,
        };
        let (of_year, of_month, of_day) = civil(since_epoch);
        for (wanted, number, unit) in
            [(year, of_year, "年"), (month, i64::from(of_month), "月"), (day, i64::from(of_day), "日")]
        {
            if wanted {
                text += &format!("{number}{unit}");
            }
        }
    }
    if time && (text.is_empty() || seconds > 0) {
        if !text.is_empty() {
            text.push(' ');
        }
        let seconds = seconds % 86_400;
        text += &format!("{:02}:{:02}", seconds / 3600, seconds / 60 % 60);
        if !seconds.is_multiple_of(60) {
            text += &format!(":{:02}", seconds % 60);
        }
    }
    Some(text)
}

/// Year, month and day of the day that is so many days behind 1970-01-01, after Howard Hinnant's `civil_from_days`.
fn civil(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let of_era = days.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * of_year + 2) / 153;
    let day = (of_year - (153 * shifted + 2) / 5 + 1) as u32;
    let month = if shifted < 10 { shifted + 3 } else { shifted - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: f64, format: &str, expected: &str) {
        assert_eq!(shown(value, Look::written(format), false), expected);
    }

    #[test]
    fn numbers_are_short_and_exact() {
        check(12.0, "General", "12");
        check(0.092, "0.00", "0.092");
        check(0.1 + 0.2, "General", "0.3");
        check(-3.5, "#,##0.00;[Red]-#,##0.00", "-3.5");
        check(0.0, "0", "0");
        check(-0.0, "0", "0");
        check(1_234_567.89, "0_ ", "1234567.89");
        check(1e300, "0", "1e300");
        check(f64::NAN, "0", "NaN");
        check(0.855, "0.0%", "85.5%");
        check(0.85, "0.00%", "85.00%");
        check(0.8512, "0%", "85.12%");
    }

    #[test]
    fn dates() {
        check(45_316.0, "yyyy\"年\"m\"月\"d\"日\"", "2024年1月25日");
        check(45_316.354_166_666_66, "yyyy-mm-dd hh:mm", "2024年1月25日 08:30");
        check(45_316.0, "[$-804]yyyy\"年\"m\"月\"", "2024年1月");
        check(0.5, "h:mm", "12:00");
        check(59.0, "yyyy-m-d", "1900年2月28日");
        check(61.0, "yyyy-m-d", "1900年3月1日");
        check(2024.0, "0\"年\"", "2024");
        assert_eq!(shown(43_854.0, Look::builtin(14), true), "2024年1月25日");
        assert_eq!(shown(45_316.0, Look::builtin(57), false), "2024年1月");
        check(-1.0, "yyyy-m-d", "-1");
        check(1e9, "yyyy-m-d", "1000000000");
    }
}
