//! S03: 一、二、二、四.

use gouji_core::prelude::*;

/// 部分的序号重复或跳号.
pub(crate) struct BrokenNumerals;

impl Rule for BrokenNumerals {
    fn card(&self) -> Card {
        Card::warning("S03", "national/broken-numerals", "各部分的序号重复或跳号")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号")
            .why("六个部分依次编为一至六。")
            .years(2019, 9999)
            .bad(
                "headings = ['一、总体情况', '二、主动公开政府信息情况', '二、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况', '五、存在的主要问题及改进情况', '六、其他需要报告的事项']",
                "“二、收到和处理政府信息公开申请情况”的序号应为“三”",
            )
            .good("")
            .good("headings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '五、存在的主要问题及改进情况', '六、其他需要报告的事项']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let numbered = || report.parts().filter(|part| part.numeral > 0);
        let by_place = (1_u8..).zip(numbered()).all(|(place, part)| part.numeral == place);
        let by_form = numbered().all(|part| part.numeral == part.number);
        if by_place || by_form {
            return;
        }
        let Some((due, part)) = (1_u8..).zip(numbered()).find(|(place, part)| part.numeral != *place) else {
            return;
        };
        let numeral = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].get(usize::from(due) - 1);
        let heading = report.slice(part.heading).trim();
        findings.add(part.heading, format!("“{heading}”的序号应为“{}”", numeral.unwrap_or(&"？")));
    }
}
