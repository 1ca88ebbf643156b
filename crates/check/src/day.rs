//! Days of the calendar, in Beijing time.
//!
//! China has one time zone without summer time, so the day does not depend on the machine's settings.

use gouji_core::report::Date;

const HOURS_AHEAD: i64 = 8;

/// `2027-03-31`, if the calendar has that day.
pub fn parse(text: &str) -> Option<Date> {
    let mut parts = text.trim().split('-');
    let [year, month, day] = [parts.next()?, parts.next()?, parts.next()?];
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    if parts.next().is_some() || !digits(year, 4) || !digits(month, 2) || !digits(day, 2) {
        return None;
    }
    let date = Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()? };
    date.exists().then_some(date)
}

/// `2027-03-31`.
pub fn iso(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year, date.month, date.day)
}

/// The day in Beijing so many seconds after the beginning of 1970 in Greenwich; before it where they are negative.
pub fn of_seconds(seconds: i64) -> Date {
    of_days(seconds.saturating_add(HOURS_AHEAD * 3600).div_euclid(86_400))
}

/// The day so many days after 1 January 1970, by Howard Hinnant's `civil_from_days`: years begin in March there, so that
/// the leap day is the last of them.
fn of_days(days: i64) -> Date {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    Date { year: year.clamp(0, 9999) as u16, month: month as u8, day: day as u8 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(days: i64, expected: &str) {
        assert_eq!(iso(of_days(days)), expected);
        assert_eq!(parse(expected), Some(of_days(days)));
    }

    #[test]
    fn days_of_the_calendar() {
        check(0, "1970-01-01");
        check(-1, "1969-12-31");
        check(11_016, "2000-02-29");
        check(11_017, "2000-03-01");
        check(20_605, "2026-06-01");
        check(20_907, "2027-03-30");
        check(47_540, "2100-02-28");
        check(47_541, "2100-03-01");
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for text in [
            "",
            "2027",
            "2027-3-31",
            "2027-02-29",
            "2027-13-01",
            "2027-01-01-01",
            "27-01-01",
            "２０２７-01-01",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
