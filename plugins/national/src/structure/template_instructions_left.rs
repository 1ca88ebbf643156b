//! S15: instructions of the template left in the report.

use gouji_core::prelude::*;

use crate::prose;
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
    "编写说明：",
    "编写说明:",
    "编写要求：",
    "编写要求:",
    "编写提示：",
    "编写提示:",
    "填写说明：",
    "填写说明:",
    "填写要求：",
    "填写要求:",
    "填写提示：",
    "填写提示:",
    "填报要求：",
    "填报要求:",
    "填报提示：",
    "填报提示:",
    "撰写说明：",
    "撰写说明:",
    "撰写要求：",
    "撰写要求:",
    "撰写提示：",
    "撰写提示:",
    "编报说明：",
    "编报说明:",
    "编报要求：",
    "编报要求:",
    "编报提示：",
    "编报提示:",
    "写作说明：",
    "写作说明:",
    "写作要求：",
    "写作要求:",
    "写作提示：",
    "写作提示:",
    "填表要求：",
    "填表要求:",
    "填表提示：",
    "填表提示:",
    "编制说明：",
    "编制说明:",
    "填表须知",
    "填报须知",
    "请根据实际",
    "请结合实际",
    "请删除",
    "删除本行",
    "删除本段",
    "删除此段",
    "删除此行",
    "结合实际填写",
    "根据实际填写",
    "请在此",
    "此处可",
    "（简述",
    "（简要说明",
    "只填极少数",
    "（示例）",
    "（样例）",
    "（模板）",
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
            .bad(
                "text.proactive = '编写说明：先写总数。请根据实际情况增减。'",
                "“编写说明：”是模板的填写说明，应删去\n“请根据实际”是模板的填写说明，应删去",
            )
            .bad(
                "problems = '主要问题是解读不多。【请结合本单位情况补充两三条】'",
                "“【请结合本单位情况补充两三条】”是模板的填写说明，应删去",
            )
            .good(
                "overview = '在网站公开指南（请登录网站查阅，如有疑问请拨打电话），公众可扫码（请用微信）。'",
            )
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
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            for (start, end) in asides(text) {
                let place = prose::place(paragraph, start, end);
                if place.start >= last.end || place.end <= last.start {
                    findings.add(place, format!("“{}”是模板的填写说明，应删去", report.slice(place)));
                }
            }
        }
    }
}

/// （请各单位补充……）: brackets that ask whoever writes the report for something, where each starts and ends.
fn asides(text: &str) -> impl Iterator<Item = (usize, usize)> {
    const LONGEST: usize = 240;
    /// What a writer is asked for; readers are asked to look, to ring up and to scan.
    const WRITES: [&str; 16] = [
        "填",
        "补充",
        "补写",
        "写明",
        "写入",
        "编写",
        "撰写",
        "修改",
        "替换",
        "改为",
        "增减",
        "删",
        "结合本",
        "根据本",
        "按本单位",
        "据实",
    ];
    let opens = ["（请", "(请", "【请", "[请", "〔请"].into_iter().flat_map(|open| text.match_indices(open));
    opens.filter_map(|(start, _)| {
        let rest = &text[start..prose::boundary(text, (start + LONGEST).min(text.len()))];
        let (end, close) = rest.char_indices().find(|(_, c)| matches!(c, '）' | ')' | '】' | ']' | '〕'))?;
        let asks = WRITES.iter().any(|word| rest[..end].contains(word));
        asks.then_some((start, start + end + close.len_utf8()))
    })
}
