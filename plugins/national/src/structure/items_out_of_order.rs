//! S07: （一）（二）（四）.

use gouji_core::prelude::*;

/// 小标题的序号重复、跳号或颠倒.
pub(crate) struct ItemsOutOfOrder;

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

impl Rule for ItemsOutOfOrder {
    fn card(&self) -> Card {
        Card::info("S07", "national/items-out-of-order", "小标题的序号重复、跳号或颠倒")
            .basis("党政机关公文格式（GB/T 9704—2012）；国办公开办函〔2021〕30号，总体情况的五项")
            .why("小标题依次编为（一）（二）（三），跳了号，像是漏了一项。")
            .bad(
                "overview = '''（一）主动公开。
                 公开信息12条。
                 （二）依申请公开。
                 （四）平台建设。'''",
                "“（二）”之后是“（四）”，应为“（三）”",
            )
            .bad(
                "overview = '''（一）主动公开。
                 （二）依申请公开。
                 （二）政府信息管理。
                 （三）平台建设。'''",
                "“（二）”之后又是“（二）”，应为“（三）”",
            )
            .bad(
                "overview = '''（一）主动公开。
                 （二）依申请公开。
                 （四）平台建设。
                 （三）政府信息管理。
                 （五）监督保障。'''",
                "“（二）”之后是“（四）”，应为“（三）”",
            )
            .good(
                "problems = '''（一）解读不多。
                 （二）更新不快。
                 改进措施：
                 （一）加强培训。
                 （二）加快更新。'''",
            )
            // The items between stand within a paragraph.
            .good(
                "overview = '''（一）主动公开。（二）依申请公开。未收到申请。
                 （三）政府信息管理。'''",
            )
            .good("overview = '（三）平台建设。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for part in [1, 5] {
            let mut last = 0;
            let mut from = 0;
            for paragraph in report.paragraphs_of(part) {
                let ordinal = paragraph.ordinal;
                if paragraph.kind != ParagraphKind::SubHeading || ordinal == 0 {
                    continue;
                }
                let before = std::mem::replace(&mut last, ordinal);
                let between = Place::new(from, paragraph.place.start);
                from = paragraph.place.start;
                // Another list begins, or this one goes on.
                if before == 0 || ordinal == 1 || ordinal == before + 1 {
                    continue;
                }
                let Some(due) = NUMERALS.get(usize::from(before)) else { continue };
                // Within a paragraph between the two, where it is no heading of its own.
                let printed = |numeral: &str| {
                    let text = report.slice(between);
                    text.contains(&format!("（{numeral}）")) || text.contains(&format!("({numeral})"))
                };
                if printed(due) && ordinal != before {
                    continue;
                }
                let (above, numeral) =
                    (NUMERALS[usize::from(before) - 1], NUMERALS[usize::from(ordinal).min(10) - 1]);
                let again = if ordinal == before { "又" } else { "" };
                let start = paragraph.place.start as usize;
                let marker = report.slice(paragraph.place).find(['）', ')']).map_or(0, |at| at);
                let end = start
                    + marker
                    + report.slice(paragraph.place)[marker..].chars().next().map_or(0, char::len_utf8);
                findings.add(
                    Place::from(start..end),
                    format!("“（{above}）”之后{again}是“（{numeral}）”，应为“（{due}）”"),
                );
                break;
            }
        }
    }
}
