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
            .bad(
                "overview = '检查发现问题28个，已整改26个，实现了问题清零。'",
                "说“问题清零”，而28个中只整改 26个",
            )
            .good("overview = '检查发现问题28个，已整改28个，实现了问题清零。征集意见9条，采纳8条，均已采纳的说明理由，其余未采纳。'")
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
        fewer_done(report, findings);
    }
}

/// What is done to things of which all are then said to be done: 整改26个, 采纳51条.
const DEEDS: [&str; 16] = [
    "整改", "改正", "采纳", "完成", "销号", "修复", "解决", "处理", "更正", "办结", "答复", "回复", "化解",
    "落实", "纠正", "回应",
];
/// Some are told apart, so that all of the others may be meant.
const APART: [&str; 8] = ["其余", "剩余", "余下", "其他", "到期", "应", "除", "按"];

/// `发现问题28个，已整改26个，实现问题清零`: fewer are done than there were, and all are said to be.
fn fewer_done(report: &Report, findings: &mut Findings) {
    const NEAR: usize = 150;
    let stated = stated(report);
    let exact = |claim: &Claim| {
        claim.unit.is_count()
            && stands(claim)
            && claim.exactness == Exactness::Exact
            && claim.flags.scale() == 0
    };
    for pair in stated.claims.windows(2) {
        let [all, some] = pair else { continue };
        let alike = all.sentence == some.sentence && all.unit == some.unit && exact(all) && exact(some);
        if !alike || some.value >= all.value || some.value <= Decimal::ZERO {
            continue;
        }
        let between = report.slice(Place::new(all.number.end, some.number.start));
        let Some(deed) = DEEDS.iter().find(|deed| between.contains(**deed)) else { continue };
        let end = (some.sentence.end as usize).min(some.number.end as usize + NEAR);
        let end = crate::prose::boundary(report.text, end.max(some.number.end as usize));
        let behind = &report.text[some.number.end as usize..end];
        let Some(said) = says_all(behind, deed) else { continue };
        if between.contains("其中") && between.contains("部分")
            || APART.iter().any(|apart| behind.contains(apart))
        {
            continue;
        }
        findings.add(
            some.number,
            format!("说“{said}”，而{}中只{deed} {}", printed(report, all), printed(report, some)),
        );
        return;
    }
}

/// Words behind a number that say that all were done.
fn says_all(behind: &str, deed: &str) -> Option<String> {
    let rates = ["率100%", "率达100%", "率为100%", "率达到100%", "率百分之百", "率达百分之百", "率均为100%"];
    let rate = rates.iter().map(|rate| format!("{deed}{rate}"));
    let whole = [
        "全部",
        "全部被",
        "均已",
        "均被",
        "全都",
        "都已",
        "悉数",
        "百分之百",
        "全部得到",
        "全部予以",
        "全面",
    ]
    .iter()
    .map(|all| format!("{all}{deed}"));
    let cleared = ["问题清零", "全部清零", "动态清零", "全部销号", "全部到位", "实现清零", "无一遗漏"]
        .map(str::to_owned);
    rate.chain(whole).chain(cleared).find(|said| behind.contains(said.as_str()))
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
