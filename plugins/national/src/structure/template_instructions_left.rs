//! S15: instructions of the template left in the report.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::prose;
use crate::words::Words;

/// 模板的填写说明没有删.
pub(crate) struct TemplateInstructionsLeft;

static INSTRUCTIONS: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "该部分以表格形式报告",
        "本部分以表格形式报告",
        "以表格形式报告",
        "填表说明：",
        "填报说明：",
        "此处填写",
        "此处插入",
        "（此处",
        "待补充",
        "请填写",
        "（填写",
    ])
});

impl Rule for TemplateInstructionsLeft {
    fn card(&self) -> Card {
        Card::error("S15", "national/template-instructions-left", "留有模板的填写说明")
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("填写说明是给编报人看的，不是报告的内容。")
            .bad(
                "text.disputes = '该部分以表格形式报告。表格如下：'",
                "“该部分以表格形式报告”是模板的填写说明，应删去",
            )
            .good("text.disputes = '全年没有因政府信息公开引起的行政复议、行政诉讼。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            if let Some(hit) = INSTRUCTIONS.first(text) {
                findings.add(
                    prose::place(paragraph, hit.at, hit.end()),
                    format!("“{}”是模板的填写说明，应删去", hit.word),
                );
            }
        }
    }
}
