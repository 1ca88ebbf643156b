//! M04: the title's year against the year that the report is about.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

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
            .bad(
                "preamble = '我镇编制了《某某镇2022年政府信息公开工作年度报告》。'\nperiod = '2023-01-01/2023-12-31'",
                "前言把本报告写作2022年的年度报告，统计期限是2023年",
            )
            .good("title = '某某县2023年政府信息公开工作年度报告'\nperiod = '2023-01-01/2023-12-31'")
            .good(
                "preamble = '按照2022年政府信息公开工作年度报告格式编制，现公布某某镇2023年政府信息公开工作年度报告。'
                 period = '2023-01-01/2023-12-31'",
            )
            .good(
                "preamble = '门户网站同时公布2022年政府信息公开工作年度报告全文。'\nperiod = '2023-01-01/2023-12-31'",
            )
            .good("title = '某某县政府信息公开工作年度报告'\nperiod = '2023-01-01/2023-12-31'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        in_preamble(report, findings);
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

const NAME: &str = "年政府信息公开工作年度报告";
static NAMED: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(NAME));

/// 编制了《某某镇2022年政府信息公开工作年度报告》, where the days counted are those of 2023.
fn in_preamble(report: &Report, findings: &mut Findings) {
    let Some(period) = report.period().filter(|period| period.from.year == period.to.year) else { return };
    for (paragraph, text) in prose::paragraphs(report, |part| part == 0) {
        for at in NAMED.find_iter(text.as_bytes()) {
            let end = at + NAME.len();
            let Some(digits) = at.checked_sub(4).and_then(|start| text.get(start..at)) else { continue };
            let Ok(year) = digits.parse::<u16>() else { continue };
            // 编制了《, 现公布: this report; what else is published or followed is another.
            let clause = text[..at].rsplit(['。', '，', '；', ',']).next().unwrap_or("");
            let own = clause.contains("编制了") || clause.contains("现公布") || clause.contains("现将");
            let ends =
                text[end..].chars().next().is_none_or(|c| matches!(c, '》' | '。' | '，' | ',' | '；'));
            if own && ends && year.abs_diff(period.from.year) == 1 {
                let start = paragraph.place.start + (at - 4) as u32;
                let place = Place::new(start, start + (4 + NAME.len()) as u32);
                let message = format!("前言把本报告写作{year}年的年度报告，统计期限是{}年", period.from.year);
                findings.add(place, message).evidence(period.place, report.slice(period.place));
                return;
            }
        }
    }
}
