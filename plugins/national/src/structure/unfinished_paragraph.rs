//! S18: a paragraph without a mark at its end.

use gouji_core::prelude::*;

use crate::prose;

/// 一段话没有写完.
pub(crate) struct UnfinishedParagraph;

/// Shorter lines are captions and headings.
const LONG: usize = 30;

impl Rule for UnfinishedParagraph {
    fn card(&self) -> Card {
        Card::info("S18", "national/unfinished-paragraph", "段落末尾没有句号，像是没有写完")
            .possible()
            .basis("《标点符号用法》（GB/T 15834—2011）")
            .why("一段话最后没有句号，可能是漏了标点，也可能是后半句丢了。")
            .bad(
                "overview = '2023年，我局主动公开政府信息812条，更新网站专栏3个，开展培训1次，参加人员20人'",
                "这一段末尾“参加人员20人”后面没有句号，像是没有写完",
            )
            .bad(
                "overview = '''（四）平台建设。2023年，网站设专栏3个，按月巡查，问题即时整改。统筹平台整合，有效解决信息发布不及时、
                 （五）监督保障。'''",
                "这一段末尾“有效解决信息发布不及时、”后面没有句号，像是没有写完",
            )
            .good("overview = '2023年，我局主动公开政府信息812条，更新网站专栏3个，开展培训1次，参加人员20人。'")
            .good("overview = '（一）深入推进主动公开，持续提升政府信息公开工作的质量和水平，切实保障公众知情权'")
            // Broken where the source had its lines.
            .good(
                "overview = '''2023年，我局主动公开政府信息812条，更新网站专栏3个，开展培训1次，参
                 加人员20人。'''",
            )
            .good("other = '本报告电子版可从网站下载，有疑问请联系办公室，地址某某路1号，网址：www.gov.cn'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut before: Option<Paragraph> = None;
        let mut first: Option<Place> = None;
        let mut count = 0;
        let mut judge = |paragraph: Paragraph| {
            if let Some(place) = unfinished(report, paragraph) {
                count += 1;
                first.get_or_insert(place);
            }
        };
        for paragraph in report.paragraphs() {
            // What goes on in the next paragraph was broken by its source.
            if let Some(last) = before.take()
                && (paragraph.part != last.part || paragraph.kind != ParagraphKind::Prose)
            {
                judge(last);
            }
            // A sub-heading may have its sentences in the same line.
            let sentences = paragraph.kind == ParagraphKind::Prose
                || paragraph.kind == ParagraphKind::SubHeading
                    && report.slice(paragraph.place).contains('。');
            if sentences && matches!(paragraph.part, 1 | 5 | 6) {
                before = Some(paragraph);
            }
        }
        if let Some(last) = before {
            judge(last);
        }
        let Some(place) = first else { return };
        let more = if count > 1 { format!("（共 {count} 段）") } else { String::new() };
        findings.add(place, format!("这一段末尾“{}”后面没有句号，像是没有写完{more}", report.slice(place)));
    }
}

/// The last words of a paragraph of prose that ends in a Chinese character or a number.
fn unfinished(report: &Report, paragraph: Paragraph) -> Option<Place> {
    let text = report.slice(paragraph.place).trim_end();
    let last = text.chars().next_back()?;
    // 、 and ， end nothing either; where words follow in the next paragraph, S17 says it.
    let open = matches!(last, '、' | '，' | ',');
    if !open && !('\u{4e00}'..='\u{9fff}').contains(&last) && !last.is_ascii_digit() {
        return None;
    }
    let told = if open { &text[..text.len() - last.len_utf8()] } else { text };
    let start = told
        .rfind(['，', '。', '；', ','])
        .map(|at| at + text[at..].chars().next().map_or(1, char::len_utf8))?;
    let words = &text[start..];
    // A date is a signature; what holds a colon or an address is a line of its own.
    if words.is_empty()
        || words.len() > 90
        || words.contains(['：', ':', '《', '.'])
        || text.starts_with("附件")
        || prose::characters(text) < LONG
    {
        return None;
    }
    Some(prose::place(paragraph, start, text.len()))
}
