//! P14: a number of things done that counts things under way.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::lists_of;
use crate::words::Words;

/// 说已完成，其中却有没办完的.
pub(crate) struct FinishedIncludesUnfinished;

static DONE: LazyLock<Words> = LazyLock::new(|| Words::of(["完成", "办结", "办理完毕", "审结"]));
static UNDER_WAY: LazyLock<Words> = LazyLock::new(|| {
    Words::of(["办理中", "在办", "正在", "未办结", "未完成", "尚未", "待办", "审批中", "进行中"])
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
                    crate::claims::printed(report, &list.total),
                    report.slice(part.label),
                    crate::claims::printed(report, part)
                ),
            );
        }
    }
}
