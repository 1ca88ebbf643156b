//! T3-15: no request is said to come from last year, and the table has some.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::words::Words;
use crate::{doubt, prose};

/// 说没有上年结转，表三却有.
pub(crate) struct CarryInDenied;

static DENIED: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "无上年结转",
        "没有上年结转",
        "无上年度结转",
        "没有上年度结转",
        "无上一年结转",
        "无上年转结",
        "不存在上年结转",
        "未有上年结转",
        "上年无结转",
        "上年度无结转",
        "上年没有结转",
    ])
});

impl Rule for CarryInDenied {
    fn card(&self) -> Card {
        Card::error("T3-15", "national/carry-in-denied", "正文说没有上年结转，表三却有")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三第二项")
            .why("正文和表三说的是同一批申请。")
            .bad(
                "overview = '全年收到政府信息公开申请9件，无上年结转政府信息公开申请。'
                 requests.carried_in = [2, 0, 0, 0, 0, 0, 2]",
                "正文说“无上年结转”，表三的上年结转是 2 件",
            )
            .good(
                "overview = '全年收到政府信息公开申请9件，无上年结转政府信息公开申请。'
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let cell = report.cell((RequestLine::CarriedIn, Applicant::Total));
        let Some(count) = cell.number().filter(|count| *count > Decimal::ZERO) else { return };
        let denied = prose::paragraphs(report, |part| matches!(part, 1 | 3)).find_map(|(paragraph, text)| {
            DENIED.first(text).map(|hit| prose::place(paragraph, hit.at, hit.end()))
        });
        let Some(place) = denied else { return };
        let message = format!("正文说“{}”，表三的上年结转是 {count} 件", report.slice(place));
        doubt::if_inferred(findings.add(place, message), report, Table::Requests);
    }
}
