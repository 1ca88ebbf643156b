//! T4-09: more disputes than there were requests in two years.

use gouji_core::prelude::*;

use super::count;
use crate::claims;

/// 复议诉讼比两年的申请还多.
pub(crate) struct MoreDisputesThanRequests;

impl Rule for MoreDisputesThanRequests {
    fn card(&self) -> Card {
        Card::info("T4-09", "national/more-disputes-than-requests", "复议诉讼比今年和上年的申请还多")
            .possible()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三、表四")
            .why("表四只填因政府信息公开引起的案件。案件比两年的申请加起来还多，可能把其他案件填了进来。")
            .needs(Need::LastYear)
            .bad(
                "requests.new = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_in = [1, 0, 0, 0, 0, 0, 1]
                 disputes.reconsideration = [9, 0, 0, 0, 9]
                 disputes.direct_litigation = [2, 0, 0, 0, 2]
                 disputes.litigation_after_reconsideration = [0, 0, 0, 0, 0]
                 last_year.requests.new = [5, 0, 0, 0, 0, 0, 5]",
                "表四共 11 件，今年办理的申请 4 件、上年新收的 5 件，请核对是不是都因政府信息公开引起",
            )
            .good(
                "requests.new = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_in = [1, 0, 0, 0, 0, 0, 1]
                 disputes.reconsideration = [9, 0, 0, 0, 9]
                 disputes.direct_litigation = [0, 0, 0, 0, 0]
                 disputes.litigation_after_reconsideration = [0, 0, 0, 0, 0]
                 last_year.requests.new = [5, 0, 0, 0, 0, 0, 5]",
            )
            // T4-06 says it.
            .good(
                "requests.new = [0, 0, 0, 0, 0, 0, 0]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 disputes.reconsideration = [9, 0, 0, 0, 9]
                 disputes.direct_litigation = [0, 0, 0, 0, 0]
                 disputes.litigation_after_reconsideration = [0, 0, 0, 0, 0]
                 last_year.requests.new = [5, 0, 0, 0, 0, 0, 5]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(last_year) = report.last_year() else { return };
        let disputes = claims::sum(report, DisputeKind::ALL.iter().map(|&kind| (kind, DisputeResult::Total)));
        let Some(disputes @ 1..) = disputes.get().and_then(Decimal::as_int) else { return };
        let (Some(new), Some(carried_in), Some(before)) = (
            count(report, RequestLine::New),
            count(report, RequestLine::CarriedIn),
            count(&last_year, RequestLine::New),
        ) else {
            return;
        };
        let now = new.saturating_add(carried_in);
        if now == 0 || disputes <= now.saturating_add(before) {
            return;
        }
        findings.add(
            Spot::table(Table::Disputes),
            format!("表四共 {disputes} 件，今年办理的申请 {now} 件、上年新收的 {before} 件，请核对是不是都因政府信息公开引起"),
        );
    }
}
