//! M04: the title's year against the year that the report is about.

use gouji_core::prelude::*;
use memchr::memmem;

use crate::dated::{ENOUGH, clause, in_title};
use crate::prose;
use crate::typography::marks::years_of;

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
            .bad(
                "title = '某某县水务局2023年政府信息公开工作年度报告'
                 preamble = '按照条例要求,现将某某县水务局2022年政府信息公开情况报告如下。'",
                "前言把本报告写作2022年的年度报告，标题写的是2023年",
            )
            .bad(
                "year = 2022
                 title = '某某县水务局2022年政府信息公开工作年度报告'
                 overview = '2023年，我局推进公开。2023年，公开信息12条。截至2023年底，培训3次。'",
                "标题写的是2022年，正文写的是2023年",
            )
            .good("title = '某某县2023年政府信息公开工作年度报告'\nperiod = '2023-01-01/2023-12-31'")
            .good("title = '某某县2023年政府信息公开工作年度报告'\npreamble = '现公布2023年政府信息公开情况。2022年度报告已于上年公布。'")
            .good("title = '某某县2023年政府信息公开工作年度报告'\noverview = '2023年公开信息12条。2022年、2022年的数字见上年报告，2022年底已公布。'")
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
        } else if let Some(told) = of_prose(report, year) {
            findings.add(place, format!("标题写的是{year}年，正文写的是{told}年"));
        } else if let Some(of_report) = report.year
            && of_report != year
        {
            // Told from the page alone.
            findings
                .add(place, format!("标题写的是{year}年，报告的年度是{of_report}年"))
                .at_most(Severity::Warning);
        }
    }
}

/// The year next to the title's that the parts name again and again, where they never name the title's.
fn of_prose(report: &Report, titled: u16) -> Option<u16> {
    const OFTEN: usize = 3;
    let named = years_of(report, |part| (1..=4).contains(&part));
    let free = named.iter().take(ENOUGH).filter(|(paragraph, year)| {
        let text = report.slice(paragraph.place);
        !in_title(&text[prose::sentence(text, year.at).0..year.at])
    });
    let years: Vec<u16> = free.map(|(_, year)| year.year).collect();
    let often = |year: u16| years.iter().filter(|other| **other == year).count() >= OFTEN;
    let next = [titled + 1, titled.saturating_sub(1)].into_iter().find(|year| often(*year));
    next.filter(|_| !years.contains(&titled))
}

/// Words of a report's own about itself, and what they are about.
const OWN: [&str; 9] = ["现将", "现把", "编制了", "编制", "公布", "形成", "撰写", "编写", "制作"];
const NAMES: [&str; 5] = [
    "政府信息公开工作年度报告",
    "政府信息公开年度报告",
    "政府信息公开工作情况",
    "政府信息公开情况",
    "政府信息公开工作",
];

/// 编制了《某某镇2022年政府信息公开工作年度报告》, 现将我局2022年政府信息公开情况报告如下, where the title or the days counted
/// are those of 2023.
fn in_preamble(report: &Report, findings: &mut Findings) {
    let period = report.period().filter(|period| period.from.year == period.to.year);
    let titled = report.title().and_then(|title| Some((title, prose::only_year(report.slice(title))?)));
    let (what, place, right) = match (period, titled) {
        (Some(period), _) => ("统计期限是", period.place, period.from.year),
        (None, Some((title, year))) => ("标题写的是", title, year),
        (None, None) => return,
    };
    for (paragraph, year) in years_of(report, |part| part == 0).into_iter().take(ENOUGH) {
        let text = report.slice(paragraph.place);
        let (start, end) = clause(text, year.at);
        let (before, after) = (&text[start..year.at], &text[year.end..end]);
        let Some(name) = NAMES.iter().find_map(|name| {
            let at = after.find(name)?;
            // Between them only whose report it is: 2022年某某镇政府信息公开….
            (at <= FAR && !after[..at].contains(['的', '，', '《'])).then_some(at + name.len())
        }) else {
            continue;
        };
        let own = OWN.iter().any(|word| {
            memmem::rfind(before.as_bytes(), word.as_bytes()).is_some_and(|at| before.len() - at <= FAR)
        });
        let whole = after[name..].chars().next().is_none_or(|c| !c.is_alphanumeric())
            || ["报告如下", "报告", "公布", "公开", "予以"]
                .iter()
                .any(|word| after[name..].starts_with(word));
        if own && whole && year.year.abs_diff(right) == 1 {
            let named = prose::place(paragraph, year.at, year.end);
            let message = format!("前言把本报告写作{}年的年度报告，{what}{right}年", year.year);
            let found = findings.add(named, message);
            found.evidence(place, report.slice(place));
            found.repair(year.year.to_string(), right.to_string());
            return;
        }
    }
}

/// A name is no longer, in bytes.
const FAR: usize = 75;
