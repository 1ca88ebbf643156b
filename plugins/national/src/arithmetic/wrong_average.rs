//! P11: an average that is not that of its total.

use gouji_core::prelude::*;

use crate::claims::{printed, sentence_near, stated};

/// 平均数与总数不符.
pub(crate) struct WrongAverage;

/// What the year has so many of.
const SPANS: [(&str, i64); 6] =
    [("平均每月", 12), ("月均", 12), ("每月平均", 12), ("平均每季度", 4), ("季均", 4), ("平均每个月", 12)];

impl Rule for WrongAverage {
    fn card(&self) -> Card {
        Card::info("P11", "national/wrong-average", "平均数与总数算出的不符")
            .likely()
            .basis("算术")
            .why("全年的总数除以 12 个月或 4 个季度，就是平均数。")
            .bad("overview = '全年举办新闻发布会24场，平均每月3场。'", "24场，平均每月是 2，写的是 3")
            .good("overview = '全年举办新闻发布会24场，平均每月2场。'")
            .good("overview = '全年发布信息500条，平均每月41条。'")
            .good("overview = '下半年举办新闻发布会12场，平均每月2场；全年发布信息500余条，月均50条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        for (at, average) in stated.claims.iter().enumerate() {
            let sure = |claim: &Claim| claim.exactness == Exactness::Exact && claim.flags.scale() == 0;
            if !average.flags.contains(Flags::EACH) || !sure(average) {
                continue;
            }
            let label = report.slice(average.label);
            let Some(&(words, spans)) = SPANS.iter().find(|(words, _)| label.contains(words)) else {
                continue;
            };
            let Some(total) = at.checked_sub(1).and_then(|before| stated.claims.get(before)) else {
                continue;
            };
            let sentence = sentence_near(report, total);
            let same = total.sentence == average.sentence && total.unit == average.unit && sure(total);
            let whole_year =
                sentence.contains("全年") && !sentence.contains("半年") && !sentence.contains("季度以");
            if !same || !whole_year || !crate::claims::stands(total) {
                continue;
            }
            let gap = total.value.micros() - average.value.micros().saturating_mul(spans);
            // Rounded or cut at its last digit.
            if gap.abs() < average.step().micros().saturating_mul(spans) {
                continue;
            }
            let right = Decimal::from_micros(total.value.micros() / spans / 10_000 * 10_000);
            findings.add(
                average.number,
                format!("{}，{words}是 {right}，写的是 {}", printed(report, total), average.value),
            );
        }
    }
}
