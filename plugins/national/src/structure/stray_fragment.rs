//! S19: a few characters between paragraphs.

use gouji_core::prelude::*;

use crate::prose;

/// 零落的几个字.
pub(crate) struct StrayFragment;

impl Rule for StrayFragment {
    fn card(&self) -> Card {
        Card::info("S19", "national/stray-fragment", "段落之间有零落的几个字")
            .possible()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("单独成行的几个字，不是标题，也不成句，多半是删改时留下的。")
            .bad(
                "overview = '''2023年，我局主动公开政府信息812条，更新网站专栏3个。
                 的工作
                 全年开展培训1次，参加人员20人，发放资料100份。'''",
                "“的工作”单独成行，不成一句话",
            )
            .good(
                "overview = '''2023年，我局主动公开政府信息812条，更新网站专栏3个。
                 政策解读
                 全年开展培训1次，参加人员20人，发放资料100份。'''",
            )
            .good(
                "overview = '''2023年，我局主动公开政府信息812条，更新网站专栏3个，开展培训
                 的工作
                 有序推进。'''",
            )
            .good("problems = '无。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut finished = false;
        for paragraph in report.paragraphs() {
            let text = report.slice(paragraph.place).trim();
            let before = std::mem::replace(&mut finished, text.ends_with(['。', '；', '！', '：']));
            if !before || paragraph.kind != ParagraphKind::Prose || !matches!(paragraph.part, 1 | 5) {
                continue;
            }
            if is_fragment(text) {
                findings.add(paragraph.place, format!("“{text}”单独成行，不成一句话"));
                return;
            }
        }
    }
}

/// Few characters that no sentence, heading or caption begins with.
fn is_fragment(text: &str) -> bool {
    const TAILS: [&str; 12] = ["的", "了", "和", "及", "与", "等", "，", "。", "、", "；", "地", "着"];
    text.len() <= 18
        && prose::letters(text) <= 5
        && !text.is_empty()
        && !text.bytes().all(|b| b.is_ascii())
        && TAILS.iter().any(|tail| text.starts_with(tail))
        && !["和谐", "等级", "地方", "地址", "着力", "与会", "及时", "地点"]
            .iter()
            .any(|word| text.starts_with(word))
}
