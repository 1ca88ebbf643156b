//! S15: instructions of the template left in the report.

use gouji_core::prelude::*;

use crate::vocabulary::{self, Kind};

/// 模板的填写说明没有删.
pub(crate) struct TemplateInstructionsLeft;

pub(crate) const WORDS: &[&str] = &[
    "该部分以表格形式报告",
    "本部分以表格形式报告",
    "以表格形式报告",
    "填表说明：",
    "填表说明:",
    "填报说明：",
    "填报说明:",
    "此处填写",
    "此处插入",
    "（此处",
    "待补充",
    "请填写",
    "（填写",
];

impl Rule for TemplateInstructionsLeft {
    fn card(&self) -> Card {
        Card::error("S15", "national/template-instructions-left", "留有模板的填写说明")
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("填写说明是给编报人看的，不是报告的内容。")
            .bad(
                "text.disputes = '该部分以表格形式报告。表格如下：'",
                "“该部分以表格形式报告”是模板的填写说明，应删去",
            )
            .bad("text.proactive = '填表说明:没有的填0。'", "“填表说明:”是模板的填写说明，应删去")
            .good("text.disputes = '全年没有因政府信息公开引起的行政复议、行政诉讼。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut last = Place::default();
        for seen in vocabulary::seen(report).of(Kind::Instruction, |_| true) {
            // One word may stand in another.
            if seen.place.start < last.end {
                continue;
            }
            last = seen.place;
            let word = report.slice(seen.place);
            findings.add(seen.place, format!("“{word}”是模板的填写说明，应删去"));
        }
    }
}
