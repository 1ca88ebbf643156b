//! S02: the parts in another order than the form's.

use gouji_core::prelude::*;

use super::present;

/// 各部分的顺序不对.
pub(crate) struct PartsOutOfOrder;

impl Rule for PartsOutOfOrder {
    fn card(&self) -> Card {
        Card::error("S02", "national/parts-out-of-order", "各部分的顺序与统一格式不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号")
            .why("统一格式的六个部分有固定的顺序。")
            .years(2019, 9999)
            .bad(
                "headings = ['一、总体情况', '二、收到和处理政府信息公开申请情况', '三、主动公开政府信息情况', '四、政府信息公开行政复议、行政诉讼情况', '五、存在的主要问题及改进情况', '六、其他需要报告的事项']",
                "“主动公开政府信息情况”应排在“收到和处理政府信息公开申请情况”之前",
            )
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let official = || report.parts().filter(|part| part.number > 0);
        let late = official().zip(official().skip(1)).find(|(one, next)| next.number < one.number);
        let Some((before, late)) = late else { return };
        let name = |number: u8| {
            gouji_core::form::PARTS
                .get(usize::from(number).wrapping_sub(1))
                .map_or("？", |part| part.heading)
        };
        let message = format!("“{}”应排在“{}”之前", name(late.number), name(before.number));
        let found = findings.add(late.heading, message);
        if official().count() != 6 || present(report) != 0b111_1110 {
            found.at_most(Severity::Warning);
        }
    }
}
