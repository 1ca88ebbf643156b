//! P14: a number of things done that counts things under way.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::lists_of;
use crate::claims::{printed, sentence_near, stands, stated};
use crate::words::Words;

/// 说已完成，其中却有没办完的.
pub(crate) struct FinishedIncludesUnfinished;

static DONE: LazyLock<Words> = LazyLock::new(|| Words::of(["完成", "办结", "办理完毕", "审结"]));
static UNDER_WAY: LazyLock<Words> = LazyLock::new(|| {
    Words::of(["办理中", "在办", "正在", "未办结", "未完成", "尚未", "待办", "审批中", "进行中"])
});

/// Everything is done.
static ALL: LazyLock<Words> = LazyLock::new(|| {
    Words::of(["全部办结", "均已办结", "全部办理完毕", "均办理完毕", "全部答复完毕", "均已答复", "全部完成"])
});
static RATES: LazyLock<Words> =
    LazyLock::new(|| Words::of(["办结率", "答复率", "回复率", "办复率", "完成率"]));
/// Said of those that were due, so that others may be under way; or of those besides the rest.
static TIMELY: LazyLock<Words> = LazyLock::new(|| {
    Words::of(["按时", "按期", "及时", "期限", "时限", "到期", "其余", "其他", "除", "规定时间", "限时"])
});

impl Rule for FinishedIncludesUnfinished {
    fn card(&self) -> Card {
        Card::warning("P14", "national/finished-includes-unfinished", "说已完成，其中却有没办完的")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("“完成”“办结”的总数里又列出“办理中”的，总数就不是完成的数。")
            .bad(
                "overview = '全年审批完成项目90个，其中办结70个、办理中15个、退件5个。'",
                "“审批完成项目”90个，其中却有“办理中”15个",
            )
            .bad(
                "overview = '全年收到建议90条，均已办结，正在办理15条。'",
                "说“均已办结”，同一句里却有“正在办理”15条",
            )
            .good("overview = '全年收到建议90条，按时办结率100%，正在办理15条。收到投诉30件，到期的均已办结，尚未办结2件。'")
            .good("overview = '全年受理项目90个，其中办结70个、办理中15个、退件5个。'")
            .good("overview = '全年审批完成项目90个，其中当场办结70个、限时办结20个。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for list in lists_of(report).iter() {
            let total = report.slice(list.total.label);
            if !DONE.any(total) || UNDER_WAY.any(total) {
                continue;
            }
            let under_way = list
                .parts
                .iter()
                .find(|part| part.value > Decimal::ZERO && UNDER_WAY.any(report.slice(part.label)));
            let Some(part) = under_way else { continue };
            findings.add(
                list.place(),
                format!(
                    "“{total}”{}，其中却有“{}”{}",
                    printed(report, &list.total),
                    report.slice(part.label),
                    printed(report, part)
                ),
            );
        }
        all_but_some(report, findings);
    }
}

/// `办结率100%，2件正在办理`: everything is said to be done, and in the same sentence something is not.
fn all_but_some(report: &Report, findings: &mut Findings) {
    let stated = stated(report);
    let under_way = |claim: &&Claim| {
        claim.unit.is_count()
            && claim.value > Decimal::ZERO
            && claim.role != Role::Part
            && stands(claim)
            && UNDER_WAY.any(report.slice(claim.label))
    };
    for part in stated.claims.iter().filter(under_way) {
        let sentence = sentence_near(report, part);
        if TIMELY.any(sentence) {
            continue;
        }
        let Some(all) = ALL.first(sentence).map(|hit| hit.word).or_else(|| {
            let full = |claim: &&Claim| {
                claim.sentence == part.sentence
                    && claim.unit == Unit::Percent
                    && Some(claim.value) == Decimal::from_int(100)
                    && RATES.any(report.slice(claim.label))
            };
            stated.claims.iter().any(|claim| full(&claim)).then_some("100%")
        }) else {
            continue;
        };
        findings.add(
            part.number,
            format!("说“{all}”，同一句里却有“{}”{}", report.slice(part.label), printed(report, part)),
        );
        return;
    }
}
