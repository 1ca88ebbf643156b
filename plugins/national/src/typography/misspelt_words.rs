//! U09: misspellings that can be nothing else.

use gouji_core::prelude::*;

use crate::dictionaries::{FIELD_WORDS, MISSPELT, SAME_SOUNDS};
use crate::prose;
use crate::vocabulary::{self, Kind};

/// 错别字.
pub(crate) struct MisspeltWords;

/// More of them are a text of another sort.
const ENOUGH: usize = 10;

impl Rule for MisspeltWords {
    fn card(&self) -> Card {
        Card::warning("U09", "national/misspelt-words", "错别字")
            .likely()
            .basis("《中华人民共和国国家通用语言文字法》第九条；《中华人民共和国政府信息公开条例》第六条")
            .why("词表（misspellings.txt）里只收绝不会对的写法；本行的常用词语（field-words.txt）错了一个读音相同的字，也是错字。")
            .bad("overview = '完善政府信心公开制度。'", "“政府信心公开”应为“政府信息公开”")
            .bad(
                "overview = '建立建全公开机制，一如继往做好答复。'",
                "“建立建全”应为“建立健全”\n“一如继往”应为“一如既往”",
            )
            .bad(
                "overview = '栏目内容及时跟新，公开平抬运行稳定。2023念，收到申请2件。'",
                "“及时跟新”应为“及时更新”\n“公开平抬”应为“公开平台”\n“2023念”应为“2023年”",
            )
            .bad(
                "overview = '加强队五建设，政策解毒同步，征求易见。'",
                "“队五建设”应为“队伍建设”\n“政策解毒”应为“政策解读”\n“征求易见”应为“征求意见”",
            )
            .bad("overview = '严格执行信息布发审核。'", "“信息布发”应为“信息发布”")
            .good("overview = '组织展开讨论，公开开展，工作合作，规范示范，和平和谐。'")
            .good("overview = '跟新形势、平台阶，服务重心下移，其它组织、公开形势报告，2023年年底。'")
            .good("overview = '建立健全公开机制，一如既往做好答复。'")
            .good("overview = '增强政府信心，公开招标引进一部规范化设备，发布署名文章，却实现了公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut slips: Vec<(Place, &str)> = Vec::new();
        for seen in vocabulary::seen(report).iter() {
            let Kind::Misspelt(at) = seen.kind else { continue };
            if (1..=6).contains(&seen.part) {
                slips.push((seen.place, MISSPELT.get().right(at)));
            }
        }
        for (paragraph, text) in prose::paragraphs(report, |part| part <= 6) {
            let words = FIELD_WORDS.get().slips(text, SAME_SOUNDS.get());
            slips.extend(
                words.take(ENOUGH).map(|(at, right)| (prose::place(paragraph, at, at + right.len()), right)),
            );
        }
        // Of two that overlap the one that begins first.
        slips.sort_by_key(|(place, _)| (place.start, std::cmp::Reverse(place.end)));
        slips.dedup_by(|next, kept| next.0.start < kept.0.end);
        for (place, right) in slips.into_iter().take(ENOUGH) {
            let wrong = report.slice(place);
            findings.add(place, format!("“{wrong}”应为“{right}”")).repair(wrong, right);
        }
        for (paragraph, text) in prose::paragraphs(report, |part| part <= 6) {
            let Some((start, end)) = year_misspelt(text) else { continue };
            let (wrong, right) = (&text[start..end], format!("{}年", &text[start..start + 4]));
            findings
                .add(prose::place(paragraph, start, end), format!("“{wrong}”应为“{right}”"))
                .repair(wrong, right);
            return;
        }
    }
}

/// A year of this century behind which 年 came out as another word: 2023念, 2023你那.
fn year_misspelt(text: &str) -> Option<(usize, usize)> {
    memchr::memmem::find_iter(text.as_bytes(), "20").take(ENOUGH * ENOUGH).find_map(|at| {
        let digits = text.as_bytes().get(at..at + 4)?;
        let alone = at == 0 || !text.as_bytes()[at - 1].is_ascii_alphanumeric();
        let behind = text.get(at + 4..).filter(|_| alone && digits.iter().all(u8::is_ascii_digit))?;
        let wrong =
            ["你那", "你按", "念", "碾", "捻", "粘"].into_iter().find(|wrong| behind.starts_with(wrong))?;
        Some((at, at + 4 + wrong.len()))
    })
}
