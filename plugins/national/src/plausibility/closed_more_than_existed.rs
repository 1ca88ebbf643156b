//! G06: more accounts closed than there were.

use gouji_core::prelude::*;

use super::{clause_before, has_any};
use crate::claims::stands;
use crate::vocabulary::{self, Matter};

/// 关停的新媒体比原有的还多.
pub(crate) struct ClosedMoreThanExisted;

impl Rule for ClosedMoreThanExisted {
    fn card(&self) -> Card {
        Card::info("G06", "national/closed-more-than-existed", "关停的政务新媒体比原有的还多")
            .possible()
            .basis("政府信息公开条例第六条")
            .why("关停的不会多于原有的。现在还有多少是另一回事，不在此例。")
            .bad(
                "overview = '全县原有政务新媒体17个，关停注销20个。'",
                "正文说原有政务新媒体 17个，关停的却有 20个，请核对",
            )
            .good("overview = '全县原有政务新媒体20个，关停注销17个。'")
            .good("overview = '全县现有政务新媒体17个，全年关停注销20个。'")
            .good("overview = '全县原有宣传栏17个，拆除20个。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        const CLOSED: [&str; 4] = ["关停", "注销", "关闭", "停用"];
        if !vocabulary::seen(report).tells_anywhere(Matter::FormerNumber) {
            return;
        }
        for closed in report.claims().filter(|claim| stands(claim) && claim.role == Role::Alone) {
            if !has_any(clause_before(report, &closed), &CLOSED) {
                continue;
            }
            let had = report.claims().find(|claim| {
                claim.sentence == closed.sentence
                    && claim.unit == closed.unit
                    && claim.value < closed.value
                    && stands(claim)
                    && clause_before(report, claim).contains("原有")
                    && has_any(clause_before(report, claim), &["新媒体", "公众号", "账号", "微博"])
            });
            if let Some(had) = had {
                let unit = closed.unit.title();
                findings.add(
                    closed.number,
                    format!(
                        "正文说原有政务新媒体 {}{unit}，关停的却有 {}{unit}，请核对",
                        had.value, closed.value
                    ),
                );
                return;
            }
        }
    }
}
