//! HH-03.

use gouji_core::prelude::*;

/// Part one must not be longer than a thousand characters.
pub(crate) struct LongOverview;

const MAX: Setting =
    Setting {
        rule: "HH-03", key: "max", default: 1000, says: "第一部分“总体情况”最多多少字"
    };

impl Rule for LongOverview {
    fn card(&self) -> Card {
        let long = "全年公开信息。".repeat(170);
        let nearly = "全年公开信息。".repeat(166);
        Card::warning("HH-03", "huaihua/long-overview", "总体情况超过一千字")
            .basis("怀化市2023年度政府信息公开工作年度报告编制通知")
            .why("市里要求总体情况聚焦主题、简明客观，原则上不超过一千字。")
            .source("通知见过原文；“原则上”不是一律，所以是警告")
            .replaces(&["S21"])
            .years(2023, 2023)
            .option(MAX)
            .bad(&format!("overview = '{long}'"), "总体情况有 1020 字，市里要求原则上不超过 1000 字")
            .good(&format!("overview = '{nearly}'"))
            .good("headings = ['二、主动公开政府信息情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let max = MAX.of(report);
        let letters: usize = report.paragraphs_of(1).map(|p| characters(report.slice(p.place))).sum();
        if i64::try_from(letters).is_ok_and(|letters| letters > max) {
            findings.add(Spot::part(1), format!("总体情况有 {letters} 字，市里要求原则上不超过 {max} 字"));
        }
    }
}

/// Chinese characters, Latin letters and digits; marks are none.
fn characters(text: &str) -> usize {
    text.chars().filter(|c| c.is_alphanumeric()).count()
}
