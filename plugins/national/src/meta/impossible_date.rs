//! M19: dates that no calendar has.

use gouji_core::prelude::*;
use gouji_core::report::Date;

use crate::prose;
use crate::typography::marks::marks;

/// 不存在的日期.
pub(crate) struct ImpossibleDate;

impl Rule for ImpossibleDate {
    fn card(&self) -> Card {
        Card::error("M19", "national/impossible-date", "日期不存在")
            .basis("历法")
            .why("日历上没有这一天，一定是写错了。")
            .bad("period = '2023-01-01/2023-12-32'", "日历上没有2023年12月32日")
            .bad(
                "overview = '2023年2月30日，召开政务公开培训会。6月31日完成整改。'",
                "日历上没有2023年2月30日\n日历上没有6月31日",
            )
            .bad("overview = '2023 年 2 月 30 日，召开政务公开培训会。'", "日历上没有2023 年 2 月 30 日")
            .good("overview = '2024 年 2 月 29 日召开培训会，3 月 1 至5日、12 月 30 日前、11 月 31 个部门。'")
            .good("overview = '2024年2月29日召开培训会，1-12月共公开政府信息12条，13月的数字一号不计。'")
            .good("period = '2023-01-01/2023-12-31'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let period = report.period();
        if let Some(period) = period {
            for date in [period.from, period.to] {
                if !date.exists() {
                    findings.add(period.place, format!("日历上没有{date}"));
                }
            }
        }
        let marks = marks(report);
        for (paragraph, month_at) in prose::within(report, &marks.months) {
            let text = report.slice(paragraph.place);
            let Some((date, start, end)) = date_around(text, month_at) else { continue };
            let place = prose::place(paragraph, start, end);
            // Of a day without a year nobody knows whether the year had it.
            let year = if date.year == 0 { 2024 } else { date.year };
            if (Date { year, ..date }).exists() || period.is_some_and(|period| period.place.contains(place)) {
                continue;
            }
            findings.add(place, format!("日历上没有{}", &text[start..end]));
        }
    }
}

/// The date around a 月: `2023年2月30日`, `2023 年 2 月 30 日`, or `2月30日` with the year 0; its start and end.
pub(crate) fn date_around(text: &str, month_at: usize) -> Option<(Date, usize, usize)> {
    // Word puts spaces around the digits.
    let before = text[..month_at].trim_end();
    let month = trailing_digits(before);
    let after = text[month_at + "月".len()..].trim_start();
    let day = &after[..after.bytes().take_while(u8::is_ascii_digit).count()];
    let behind = after[day.len()..].trim_start().strip_prefix('日')?;
    if !(1..=2).contains(&month.len()) || !(1..=2).contains(&day.len()) {
        return None;
    }
    let month_start = before.len() - month.len();
    let year = text[..month_start]
        .trim_end()
        .strip_suffix('年')
        .map(|before| (before.trim_end().len(), trailing_digits(before.trim_end())))
        .filter(|(_, year)| year.len() == 4);
    let start = year.map_or(month_start, |(end, year)| end - year.len());
    let year = year.map(|(_, year)| year);
    let date = Date {
        year: year.and_then(|year| year.parse().ok()).unwrap_or(0),
        month: month.parse().ok()?,
        day: day.parse().ok()?,
    };
    Some((date, start, text.len() - behind.len()))
}

fn trailing_digits(text: &str) -> &str {
    &text[text.len() - text.bytes().rev().take_while(u8::is_ascii_digit).count()..]
}
