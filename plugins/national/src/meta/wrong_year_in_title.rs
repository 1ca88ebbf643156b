//! M04: the title's year against the year that the report is about.

use gouji_core::prelude::*;

use crate::prose;

/// 标题的年份不对.
pub(crate) struct WrongYearInTitle;

impl Rule for WrongYearInTitle {
    fn card(&self) -> Card {
        Card::error("M04", "national/wrong-year-in-title", "标题的年份与报告的年度不符")
            .basis("政府信息公开条例第四十九条")
            .why("标题写哪一年，统计期限和正文就应当是哪一年。")
            .bad(
                "title = '某某县2022年政府信息公开工作年度报告'\nperiod = '2023-01-01/2023-12-31'",
                "标题写的是2022年，统计期限是2023年",
            )
            .bad("title = '某某县2022年政府信息公开工作年度报告'", "标题写的是2022年，报告的年度是2023年")
            .good("title = '某某县2023年政府信息公开工作年度报告'\nperiod = '2023-01-01/2023-12-31'")
            .good("title = '某某县政府信息公开工作年度报告'\nperiod = '2023-01-01/2023-12-31'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(place) = report.title() else { return };
        let Some(year) = prose::only_year(report.slice(place)) else { return };
        if let Some(period) = report.period().filter(|period| period.from.year == period.to.year) {
            if period.from.year != year {
                let message = format!("标题写的是{year}年，统计期限是{}年", period.from.year);
                findings.add(place, message).evidence(period.place, report.slice(period.place));
            }
        } else if let Some(of_report) = report.year
            && of_report != year
        {
            // Told from the prose or the page alone.
            findings
                .add(place, format!("标题写的是{year}年，报告的年度是{of_report}年"))
                .at_most(Severity::Warning);
        }
    }
}
