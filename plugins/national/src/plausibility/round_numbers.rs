//! G01: round numbers everywhere.

use gouji_core::prelude::*;

use crate::claims::stands;

/// 正文的数几乎都是整百整千.
pub(crate) struct RoundNumbers;

const SHARE: Setting =
    Setting { rule: "G01", key: "share", default: 80, says: "整百的数占百分之多少以上时提示" };
const LEAST: Setting =
    Setting {
        rule: "G01", key: "least", default: 6, says: "正文里一百以上的数少于多少个时不提示"
    };

const HUNDRED: i64 = 100;

impl Rule for RoundNumbers {
    fn card(&self) -> Card {
        Card::info("G01", "national/round-numbers", "正文的数几乎都是整百整千")
            .possible()
            .basis("政府信息公开条例第六条")
            .why("一件一件数出来的数，很少个个整百。像是估计的。")
            .option(SHARE)
            .option(LEAST)
            .bad(
                "overview = '全年公开信息1500条，更新栏目内容800条，回复留言300条，接待查阅200人次，推送消息1000条，发放材料5000份。'",
                "正文里一百以上的数有 6 个，6 个是整百整千（如 1500、800、300），请核对是不是估计的",
            )
            .good(
                "overview = '全年公开信息1512条，更新栏目内容800条，回复留言306条，接待查阅200人次，推送消息1000条，发放材料5000份。'",
            )
            .good("overview = '全年公开信息1500条，回复留言300条。'")
            .good(
                "overview = '全年公开信息约1500条，更新栏目内容800余条，回复留言300多条，接待查阅200余人次，推送消息近1000条，发放材料5000余份。'",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        // What is said to be about so many is meant to be round; money is often planned in round sums.
        let counts = || {
            report.claims().filter(stands).filter(|claim| {
                claim.exactness == Exactness::Exact
                    && claim.flags.scale() == 0
                    && !matches!(claim.unit, Unit::Yuan | Unit::TenThousandYuan | Unit::HundredMillionYuan)
                    && Some(claim.value) >= Decimal::from_int(HUNDRED)
            })
        };
        let is_round = |claim: &Claim| claim.value.as_int().is_some_and(|value| value % HUNDRED == 0);
        let (all, round) = (counts().count() as i64, counts().filter(is_round).count() as i64);
        if all < LEAST.of(report) || round * 100 < all * SHARE.of(report) {
            return;
        }
        let Some(first) = counts().find(is_round) else { return };
        let examples: Vec<String> =
            counts().filter(is_round).take(3).map(|claim| claim.value.to_string()).collect();
        findings.add(
            first.number,
            format!(
                "正文里一百以上的数有 {all} 个，{round} 个是整百整千（如 {}），请核对是不是估计的",
                examples.join("、")
            ),
        );
    }
}
