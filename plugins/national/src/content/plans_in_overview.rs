//! C11: part one tells what will be done.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::prose;
use crate::vocabulary::{self, Kind};
use crate::words::Words;

/// 总体情况写了今后的打算.
pub(crate) struct PlansInOverview;

/// What makes of 下一步 a plan of the body's own.
static WILL: LazyLock<Words> =
    LazyLock::new(|| Words::of(["将", "继续", "进一步", "计划", "拟", "争取", "力争", "要加强", "要抓好"]));

impl Rule for PlansInOverview {
    fn card(&self) -> Card {
        Card::info("C11", "national/plans-in-overview", "总体情况里写了今后的打算")
            .likely()
            .basis("政府信息公开条例第四十九条：公布上一年度的报告")
            .why("总体情况写过去一年做了什么；今后怎样改进，写在第五部分。")
            .bad(
                "overview = '全年主动公开政府信息81条。下一步，我局将继续加强主动公开。'",
                "总体情况里写了今后的打算，宜移到第五部分：下一步，我局将继续加强主动公开",
            )
            .good("overview = '全年主动公开政府信息81条，为下一步工作打下基础。'\nproblems = '下一步，我局将加强培训。'")
            .good("overview = '会议研究了下一步工作安排，明确了下一步要公开的事项。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for next in vocabulary::seen(report).of(Kind::Next, |part| part == 1) {
            let at = next.place.start as usize;
            let (start, end) = prose::sentence(report.text, at);
            // Only where it opens the sentence: 为下一步工作打下基础 is none.
            let opening = report.text[start..at].trim_matches(|c: char| !c.is_alphanumeric());
            let rest = &report.text[next.place.end as usize..end];
            let clause = rest.trim_start_matches(['，', ',']).split(['，', ',']).next().unwrap_or(rest);
            if opening.is_empty() && WILL.any(clause) {
                let said = prose::shortened(&report.text[at..end]);
                findings
                    .add(Place::from(at..end), format!("总体情况里写了今后的打算，宜移到第五部分：{said}"));
                return;
            }
        }
    }
}
