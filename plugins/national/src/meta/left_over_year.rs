//! M07: a sentence about another year, left from last year's report.

use gouji_core::prelude::*;

use crate::dated::{ENOUGH, act_of, done_too_late};
use crate::prose;
use crate::typography::marks::years_of;

/// 上年报告的年份没有改.
pub(crate) struct LeftOverYear;

impl Rule for LeftOverYear {
    fn card(&self) -> Card {
        Card::error("M07", "national/left-over-year", "正文的年份不是报告年度")
            .likely()
            .basis("政府信息公开条例第四十九条")
            .why("套用上年报告时年份没有改，数字是哪一年的就说不清了。")
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'
                 overview = '2022年，我县认真落实条例，主动公开政府信息812条。'",
                "“2022年，我县认真落实条例，主动公开政府信息812条”：报告年度是2023年，像是上年的文字没有改",
            )
            .bad(
                "overview = '''2023年，我局认真落实条例。
                 2024年，我局共收到政府信息公开申请3件。'''",
                "“2024年，我局共收到政府信息公开申请3件”：报告年度是2023年，这一年还没有过完",
            )
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'
                 overview = '2022年度，我局认真落实《条例》，较好地保障了群众的知情权。'",
                "“2022年度，我局认真落实《条例》，较好地保障了群众的知情权”：报告年度是2023年，像是上年的文字没有改",
            )
            .bad(
                "title = '某某县水务局2023年政府信息公开工作年度报告'
                 overview = '申请渠道畅通,2022年未接到政府信息公开申请。全年公开信息12条。'
                 other = '2022年，我局未收取信息处理费。'",
                "“申请渠道畅通,2022年未接到政府信息公开申请”：报告年度是2023年，像是上年的文字没有改（共 2 处）",
            )
            .bad(
                "overview = '2023年，我局认真落实条例。2024年9月,我局已对网站做了一次检查,问题全部整改到位。'",
                "“2024年9月,我局已对网站做了一次检查,问题全部整改到位”：报告年度是2023年，这一年还没有过完",
            )
            .bad(
                "overview = '2023年，我局认真落实条例。2025年，我局已完成网站改造并通过验收。'",
                "“2025年，我局已完成网站改造并通过验收”：报告年度是2023年，这一年还没有过完",
            )
            .good("overview = '2024年1月，我局已开展检查。2024年计划已列入清单，资质有效期至2026年12月，到2025年底前已明确目标。'")
            .good("overview = '2023年，我县主动公开政府信息812条，2022年为790条。'")
            .good("overview = '全年公开政府信息320条。2022年共公开290条，今年多出30条。3件申请转到2024年办理。'")
            .good("overview = '2023年，我县发布信息812条。2022年，我县发布信息较2021年少。'")
            .good("overview = '2023年，我县主动公开政府信息812条。2022年，我县在评估中列全市第三，今年完成了整改。'")
            .good("overview = '2023年，全县落实《2022年政务公开工作要点》。2024年，我县将继续加强主动公开。'")
            .good("overview = '2024年计划制发规范性文件8件，已经列入清单。'")
            .good("problems = '2022年，我局公开内容不够全面。2023年，我局加强了主动公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(of_report) = report.year else { return };
        let mut first: Option<(Place, &str, u16)> = None;
        let mut count = 0;
        let near = of_report.saturating_sub(2)..=of_report + 5;
        let others = years_of(report, |_| true).into_iter().filter(|(paragraph, year)| {
            let named = prose::place(*paragraph, year.at, year.end);
            let of_period = report.period().is_some_and(|period| period.place.contains(named));
            year.year != of_report && near.contains(&year.year) && !of_period
        });
        for (paragraph, year) in others.take(ENOUGH) {
            let text = report.slice(paragraph.place);
            let act = || match year.year > of_report + 1 {
                true => None,
                false => act_of(text, year, of_report, paragraph.part),
            };
            let Some((start, end)) = done_too_late(text, year, of_report).or_else(act) else { continue };
            let place = prose::place(paragraph, start, end);
            // One sentence may name the year twice.
            if first.is_none_or(|(first, ..)| first != place) {
                count += 1;
            }
            first.get_or_insert((place, text[start..end].trim(), year.year));
        }
        let Some((place, sentence, year)) = first else { return };
        let why =
            if year < of_report { "像是上年的文字没有改" } else { "这一年还没有过完" };
        let more = if count > 1 { format!("（共 {count} 处）") } else { String::new() };
        let sentence = prose::shortened(sentence);
        let found = findings.add(place, format!("“{sentence}”：报告年度是{of_report}年，{why}{more}"));
        if year < of_report {
            found.repair(year.to_string(), of_report.to_string());
        }
        let fixed = report.period().is_some_and(|period| period.to.year == of_report)
            || report.title().is_some_and(|title| prose::only_year(report.slice(title)) == Some(of_report));
        if !fixed {
            found.at_most(Severity::Warning);
        }
    }
}
