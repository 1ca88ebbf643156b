//! P08: a share of more than everything.

use gouji_core::prelude::*;

use crate::claims::stated;

/// 比例超过 100%.
pub(crate) struct RateAboveHundred;

/// Rates that are shares, and not those of growth or of a target reached.
const SHARES: [&str; 8] = ["办结率", "答复率", "办复率", "回复率", "满意率", "满意度", "合格率", "覆盖率"];

impl Rule for RateAboveHundred {
    fn card(&self) -> Card {
        Card::error("P08", "national/rate-above-hundred", "办结率、占比等超过 100%")
            .basis("算术")
            .why("一部分不会比全部多。")
            .bad("overview = '全年收到政府信息公开申请9件，办结率110%。'", "110% 超过了 100%")
            .good("overview = '全年收到政府信息公开申请9件，办结率100%。信息发布任务完成率120%，同比增长130%。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let hundred = Decimal::from_int(100);
        for claim in &stated(report).claims {
            if claim.unit != Unit::Percent
                || Some(claim.value) <= hundred
                || claim.flags.contains(Flags::CHANGE)
            {
                continue;
            }
            let label = report.slice(claim.label);
            let is_share = claim.subject == Subject::ResponseRate
                || claim.role == Role::Rate && claim.parent.is_some()
                || SHARES.iter().any(|share| label.contains(share));
            if is_share {
                findings.add(claim.number, format!("{}% 超过了 100%", claim.value));
            }
        }
    }
}
