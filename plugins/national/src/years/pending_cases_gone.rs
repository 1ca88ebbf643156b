//! EY.5: cases pending a year ago, of which this year's table knows nothing.

use gouji_core::prelude::*;

/// 上年尚未审结的案件今年没有下文.
pub(crate) struct PendingCasesGone;

impl Rule for PendingCasesGone {
    fn card(&self) -> Card {
        Card::info("EY.5", "national/pending-cases-gone", "上年尚未审结的案件，今年表四里没有")
            .possible()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表四")
            .source("表四按收案年度还是结案年度统计，国家文件没有写明；按收案年度统计的，可以不理会。")
            .why("上年没有审结的，今年要么审结，要么仍未审结。今年的总计比上年未结的还少，可能漏填。")
            .needs(Need::LastYear)
            .bad(
                "disputes.reconsideration = [0, 0, 0, 0, 0]
                 last_year.disputes.reconsideration = [1, 0, 0, 2, 3]",
                "行政复议：上年有 2 件尚未审结，今年的总计是 0，请核对是否漏填",
            )
            .good(
                "disputes.reconsideration = [2, 0, 0, 0, 2]
                 last_year.disputes.reconsideration = [1, 0, 0, 2, 3]",
            )
            .good(
                "disputes.reconsideration = ['', '', '', '', '']
                 last_year.disputes.reconsideration = [1, 0, 0, 2, 3]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(last_year) = report.last_year() else { return };
        for &kind in DisputeKind::ALL {
            let pending = last_year.cell((kind, DisputeResult::Pending)).number();
            let total = report.cell((kind, DisputeResult::Total)).number();
            let (Some(pending), Some(total)) = (pending, total) else { continue };
            if total < pending {
                findings.add(
                    CellId::from((kind, DisputeResult::Total)),
                    format!(
                        "{}：上年有 {pending} 件尚未审结，今年的总计是 {total}，请核对是否漏填",
                        kind.title()
                    ),
                );
            }
        }
    }
}
