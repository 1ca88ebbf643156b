//! P02: a part above its total.

use gouji_core::prelude::*;

use super::{lists_of, written};
use crate::claims::{Span, stated};
use crate::repairs;

/// 分项大于总数.
pub(crate) struct PartExceedsTotal;

impl Rule for PartExceedsTotal {
    fn card(&self) -> Card {
        Card::error("P02", "national/part-exceeds-total", "正文的分项大于总数")
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("“其中”的数是总数的一部分，不会比总数大。")
            .bad(
                "overview = '全年主动公开政府信息812条，其中：网站900条、微信212条、其他方式100条。'",
                "分项 900 大于总数 812",
            )
            .good("overview = '全年主动公开政府信息812条，其中：网站500条、微信212条、其他方式100条。'")
            .good("problems = '一是说理不够，有2份答复书没有写条款；二是解读形式单一，全年42篇解读里图解很少。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        for (list, asserted) in lists_of(report).iter().zip(&stated.prose.lists) {
            if list.agrees || !list.sure {
                continue;
            }
            let total = Span::of(&list.total);
            let above = |part: &Claim| Span::of(part).low > total.high;
            let Some(at) = list.parts.iter().position(above) else { continue };
            let part = &list.parts[at];
            // 受理208件，予以公开和部分公开合计134件: a sum of what it names itself.
            let label = report.slice(list.total.label);
            if list.total.number.start > part.number.start && label.contains(['和', '与', '及']) {
                continue;
            }
            let message = format!("分项 {} 大于总数 {}", written(report, part), written(report, &list.total));
            let found = findings.add(part.number, message);
            found.evidence(list.total.sentence, report.slice(list.total.sentence));
            if asserted.closed {
                repairs::of_list(report, &stated, asserted, asserted.parts[at], found);
            }
            if !total.is_exact() || !Span::of(part).is_exact() {
                found.at_most(Severity::Warning);
            }
        }
    }
}
