//! S21: part one is too long.

use gouji_core::prelude::*;

use crate::prose;

/// 第一部分太长.
pub(crate) struct LongOverview;

const MAX: Setting =
    Setting { rule: "S21", key: "max", default: 1000, says: "第一部分“总体情况”最多多少字" };

impl Rule for LongOverview {
    fn card(&self) -> Card {
        let long = "全年公开信息。".repeat(170);
        Card::info("S21", "national/long-overview", "第一部分超过规定的字数")
            .basis("怀化、武威等地编制通知：总体情况不超过1000字")
            .why("总体情况是综述，宜短。地方通知一般要求不超过1000字。")
            .source("国办没有规定字数，各地的要求不一，可以在配置里改")
            .years(2021, 9999)
            .option(MAX)
            .bad(&format!("overview = '{long}'"), "第一部分有 1020 字，超过 1000 字")
            .good("overview = '全年公开信息12条。'")
            .good("headings = ['二、主动公开政府信息情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(part) = report.part(1) else { return };
        let max = MAX.of(report);
        // A Chinese character takes three bytes.
        let Ok(most) = usize::try_from(max) else { return };
        if part.body.range().len() < most {
            return;
        }
        let letters: usize =
            prose::paragraphs(report, |number| number == 1).map(|(_, text)| prose::characters(text)).sum();
        if letters > most {
            findings.add(part.heading, format!("第一部分有 {letters} 字，超过 {max} 字"));
        }
    }
}
