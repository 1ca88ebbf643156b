//! HB-05.

use gouji_core::prelude::*;

use crate::{SOURCE, TEMPLATE};

/// Services that the prose counts and the row 其他对外管理服务事项 does not.
pub(crate) struct ServicesNotCounted;

/// What the province counts as 其他对外管理服务事项, besides 公共服务, which says too little in prose.
const KINDS: [&str; 6] = ["行政确认", "行政奖励", "行政裁决", "行政给付", "行政检查", "行政征收"];

impl Rule for ServicesNotCounted {
    fn card(&self) -> Card {
        Card::info("HB-05", "hubei/services-not-counted", "正文写了行政确认、行政检查等的数量，表二相应的一行是 0")
            .likely()
            .basis(TEMPLATE)
            .why("省里的填报说明把行政确认、奖励、裁决、给付、检查、征收和公共服务都算作其他对外管理服务事项，办了就应计入。")
            .source(SOURCE)
            .years(2020, 2020)
            .editions(&[Edition::E2019])
            .bad(
                "year = 2020\noverview = '开展行政检查312次。'\nproactive.other_services = [0, 0, 0]",
                "正文写行政检查 312 次，表二“其他对外管理服务事项”的处理决定数量是 0；省里把行政检查算在这一行",
            )
            .good("year = 2020\noverview = '开展行政检查312次。'\nproactive.other_services = [20, 0, 330]")
            .good("year = 2020\noverview = '明年计划开展行政检查312次。'\nproactive.other_services = [0, 0, 0]")
            .good("year = 2020\noverview = '公开行政检查信息312条。'\nproactive.other_services = [0, 0, 0]")
            .good("year = 2020\noverview = '办理行政许可312件。'\nproactive.other_services = [0, 0, 0]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let cell = CellId::from((ProactiveLine::OtherServices, ProactiveColumn::Decisions));
        if report.cell(cell).number() != Some(Decimal::ZERO) {
            return;
        }
        let not_done = Flags::PLAN.0 | Flags::OTHER_YEAR.0 | Flags::CHANGE.0 | Flags::CUMULATIVE.0;
        for claim in report.claims() {
            let is_done = !claim.flags.intersects(Flags(not_done)) && Figure::from(claim.value).is_positive();
            if !is_done || !matches!(claim.unit.title(), "件" | "次" | "起" | "项" | "宗") {
                continue;
            }
            // The words right before the number: 公开行政检查信息312条 counts pieces of news.
            let before = report.slice(Place::new(claim.sentence.start, claim.number.start));
            let Some(kind) = KINDS.into_iter().find(|kind| before.trim_end().ends_with(kind)) else {
                continue;
            };
            findings.add(
                claim.number,
                format!(
                    "正文写{kind} {} {}，表二“其他对外管理服务事项”的处理决定数量是 0；省里把{kind}算在这一行",
                    claim.value,
                    claim.unit.title()
                ),
            );
            return;
        }
    }
}
