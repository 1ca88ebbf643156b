//! M09: 统计期限 that is not the whole of the report year.

use gouji_core::prelude::*;
use gouji_core::report::Date;

use crate::dated::clause;
use crate::prose;

/// 统计期限不是全年.
pub(crate) struct WrongPeriod;

impl Rule for WrongPeriod {
    fn card(&self) -> Card {
        Card::error("M09", "national/wrong-period", "统计期限不是报告年度的1月1日至12月31日")
            .basis("政府信息公开条例第四十九条；四川省地方标准 DB51/T 2660—2019 第2.1条")
            .why("年度报告报的是上一年度，一天不多，一天不少。")
            .bad(
                "period = '2023-01-01/2023-12-21'",
                "统计期限写的是2023年1月1日至2023年12月21日，应为2023年1月1日至2023年12月31日",
            )
            .bad(
                "period = '2022-01-01/2022-12-31'",
                "统计期限写的是2022年1月1日至2022年12月31日，应为2023年1月1日至2023年12月31日",
            )
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'\noverview = '公开12条。上述数据统计截止时间为2022年12月31日。'",
                "统计截止的日期写的是2022年12月31日，应为2023年12月31日",
            )
            .good("title = '某某县2023年政府信息公开工作年度报告'\noverview = '数据统计截止时间为2023年12月31日，报名截止时间为2022年12月31日，上年截止日期是2022年12月31日。'")
            .good("period = '2023-01-01/2023-12-31'")
            .good("period = '2023-01-01/2023-12-32'")
            .good("title = '某某县2023年政府信息公开工作年度报告'\nperiod = '2022-01-01/2022-12-31'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if let Some((place, printed, due)) = wrong_end(report) {
            findings.add(place, format!("统计截止的日期写的是{printed}，应为{due}"));
        }
        let (Some(period), Some(year)) = (report.period(), report.year) else { return };
        let due = (Date { year, month: 1, day: 1 }, Date { year, month: 12, day: 31 });
        // A day that no calendar has is the matter of M19.
        if (period.from, period.to) == due || !period.from.exists() || !period.to.exists() {
            return;
        }
        let whole = |date: Date, of: Date| (date.month, date.day) == (of.month, of.day);
        let other_year =
            whole(period.from, due.0) && whole(period.to, due.1) && period.from.year == period.to.year;
        // A whole year that is not the title's is the matter of M04.
        if other_year && report.title().is_some_and(|title| prose::only_year(report.slice(title)).is_some()) {
            return;
        }
        let message = format!("统计期限写的是{}至{}，应为{}至{}", period.from, period.to, due.0, due.1);
        let found = findings.add(period.place, message);
        // Which of the two years is meant, nothing else tells.
        if other_year {
            found.at_most(Severity::Warning);
        }
    }
}

/// 统计截止时间为2022年12月31日, in the report of 2023: where it stands, the day and the day that would be right.
fn wrong_end(report: &Report) -> Option<(Place, Date, Date)> {
    let year = report.year?;
    let titled = report.title().and_then(|title| prose::only_year(report.slice(title))) == Some(year);
    let due = Date { year, month: 12, day: 31 };
    let leads = ["截止时间", "截止日期", "截止日"];
    let is_other = |word: &str| {
        ["上年", "去年", "报名", "申报", "征集", "投诉"].iter().any(|other| word.contains(other))
    };
    let mut found = prose::paragraphs(report, |_| titled).flat_map(|(paragraph, text)| {
        let leads = leads.into_iter().flat_map(move |lead| text.match_indices(lead));
        leads.filter_map(move |(at, lead)| {
            let (start, _) = clause(text, at);
            let counts = ["统计", "数据"].iter().any(|word| text[start..at].contains(word));
            let rest = text[at + lead.len()..].trim_start_matches(['为', '是', '：', ':', ' ']);
            let from = text.len() - rest.len();
            let printed = prose::years(rest).next().filter(|printed| printed.at == 0)?;
            let day = rest[printed.end..].trim_start();
            let length = ["12月31日", "12 月 31 日"].iter().find(|day_of| day.starts_with(**day_of))?.len();
            let end = text.len() - day.len() + length;
            let wrong = counts && printed.year != year && !is_other(&text[start..at]);
            let date = Date { year: printed.year, ..due };
            wrong.then(|| (prose::place(paragraph, from, end), date, due))
        })
    });
    found.next()
}
