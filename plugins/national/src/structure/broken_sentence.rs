//! S17: a sentence cut by a paragraph break.

use gouji_core::prelude::*;

/// 一句话断成两段.
pub(crate) struct BrokenSentence;

impl Rule for BrokenSentence {
    fn card(&self) -> Card {
        Card::info("S17", "national/broken-sentence", "一句话断成两段")
            .possible()
            .basis("党政机关公文格式（GB/T 9704—2012）")
            .why("段落以逗号、顿号结尾，多半是多按了一次回车；也可能是网页或文件转换时断开的。")
            .bad(
                "overview = '''严格审核发布流程，
                 确保内容准确。'''",
                "这一段以“，”结尾，一句话断成了两段",
            )
            .good(
                "overview = '''严格审核发布流程，确保内容准确。
                 加强培训。'''",
            )
            .bad(
                "overview = '''（三）政府信息管理。严格审核、
                 发布流程。'''",
                "这一段以“、”结尾，一句话断成了两段",
            )
            .good("overview = '严格审核发布流程，'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut broken: Option<(Paragraph, char)> = None;
        for paragraph in report.paragraphs() {
            if let Some((before, mark)) = broken.take()
                && paragraph.kind == ParagraphKind::Prose
                && paragraph.part == before.part
            {
                let end = before.place.end as usize;
                let place = Place::from(end - mark.len_utf8()..end);
                findings.add(place, format!("这一段以“{mark}”结尾，一句话断成了两段"));
            }
            let last = report.slice(paragraph.place).chars().next_back();
            broken = last
                .filter(|mark| matches!(mark, '，' | '、' | ',') && paragraph.kind != ParagraphKind::Heading)
                .map(|mark| (paragraph, mark));
        }
    }
}
