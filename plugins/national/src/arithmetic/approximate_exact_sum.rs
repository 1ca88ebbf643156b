//! P04: 余 or 约 in a sum that comes out exactly.

use gouji_core::prelude::*;

use super::{lists_of, written};

/// 加得正好，却写约数.
pub(crate) struct ApproximateExactSum;

impl Rule for ApproximateExactSum {
    fn card(&self) -> Card {
        Card::info("P04", "national/approximate-exact-sum", "加起来正好，却写成约数")
            .basis("出版物上数字用法（GB/T 15835—2011）")
            .why("分项加起来正好等于总数，说明各数都是准确的，“余”“约”应删去。")
            .bad(
                "overview = '全年主动公开政府信息812条，其中：网站公开500余条、微信公开212条、其他方式公开100条。'",
                "500余 ＋ 212 ＋ 100 正好等于 812，“500余”不必写成约数",
            )
            .good("overview = '全年主动公开政府信息812条，其中：网站公开500条、微信公开212条、其他方式公开100条。'")
            .good("overview = '全年主动公开政府信息820条，其中：网站公开500余条、微信公开212条、其他方式公开100条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for list in lists_of(report).iter() {
            let mut sum = Figure::ZERO;
            for part in &list.parts {
                sum = sum + Figure::known(part.value);
            }
            let rough = |claim: &&Claim| matches!(claim.exactness, Exactness::Over | Exactness::About);
            let approximate = list.parts.iter().chain([&list.total]).find(rough);
            if let Some(approximate) = approximate
                && list.parts.len() > 1
                && sum == Figure::known(list.total.value)
            {
                findings.add(
                    approximate.number,
                    format!(
                        "{} 正好等于 {}，“{}”不必写成约数",
                        list.written(report),
                        written(report, &list.total),
                        written(report, approximate)
                    ),
                );
            }
        }
    }
}
