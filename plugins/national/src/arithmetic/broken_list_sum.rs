//! P01: a total, and parts that do not add up to it.

use gouji_core::prelude::*;
use gouji_core::prose::readings;

use super::{lists_of, written};
use crate::claims::{Span, Stated, stated};
use crate::repairs;

/// 分项之和不等于总数.
pub(crate) struct BrokenListSum;

impl Rule for BrokenListSum {
    fn card(&self) -> Card {
        Card::error("P01", "national/broken-list-sum", "正文的分项之和与总数不符")
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("总数和分项写在一句话里，应当加得起来。")
            .bad(
                "overview = '全年办理并联审批项目98个，其中：办结70个、在办20个、不予批准13个。'",
                "共 98，而 70 ＋ 20 ＋ 13 ＝ 103",
            )
            .good("overview = '全年主动公开政府信息812条，其中：网站500条、微信212条、其他方式100条。'")
            .good("overview = '全年主动公开政府信息812条，其中网站500条、微信212条等。'")
            .good(
                "overview = '全年办结政府信息公开申请25件。按办理结果统计，予以公开9件，部分公开1件。'
                 requests.granted = [9, 0, 0, 0, 0, 0, 9]
                 requests.partly_granted = [1, 0, 0, 0, 0, 0, 1]
                 requests.total = [25, 0, 0, 0, 0, 0, 25]",
            )
            .good("overview = '全年主动公开政府信息800余条，其中：网站500条、微信212条、其他方式100条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        for (list, asserted) in lists_of(report).iter().zip(&stated.prose.lists) {
            let (total, sum) = (Span::of(&list.total), list.sum());
            let above = sum.low > total.high;
            let below = sum.high < total.low;
            // A list that does not say that it covers its total may stop short of it.
            if list.agrees
                || list.manifold
                || list.parts.len() < 2
                || !(above || below && list.closed && !list.open)
            {
                continue;
            }
            // 按办理结果，予以公开9件，部分公开1件: true as far as it goes.
            if below && asserted.parts.iter().all(|&part| is_tabled(report, &stated, part)) {
                continue;
            }
            // A part above the total is the matter of P02.
            // 公开12条，其中网站12条，公众号转发8条: a part that is the whole leaves nothing for the others but the same again.
            let whole = |part: &Claim| Span::of(part).low == total.low;
            if list.parts.iter().any(|part| Span::of(part).low > total.high || whole(part)) {
                continue;
            }
            let written_sum = match list.is_exact() {
                true => format!("＝ {}", Decimal::from_micros(sum.low)),
                false if above => format!("≥ {}", Decimal::from_micros(sum.low)),
                false => format!("≤ {}", Decimal::from_micros(sum.high)),
            };
            let message =
                format!("共 {}，而 {} {written_sum}", written(report, &list.total), list.written(report));
            let found = findings.add(list.place(), message);
            found.evidence(list.total.sentence, report.slice(list.total.sentence));
            repairs::of_list(report, &stated, asserted, asserted.whole, found);
            // Parts that pass their total by far are of several kinds at once rather than miscounted.
            let overlapping = list.sum().low.saturating_sub(total.high) > total.high / 4;
            if !list.is_exact() || !list.sure || overlapping {
                found.at_most(Severity::Warning);
            }
        }
    }
}

/// Whether a table has the number of a claim for what it counts.
fn is_tabled(report: &Report, stated: &Stated, claim: u32) -> bool {
    let span = Span::of(&stated.claims[claim as usize]);
    let figures = readings(report, stated.prose.quantities[claim as usize].subject);
    figures.into_iter().filter_map(Figure::get).any(|figure| span.has(figure))
}
