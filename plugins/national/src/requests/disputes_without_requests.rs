//! T4-06: disputes about requests, and no requests.

use gouji_core::prelude::*;

/// 没有申请却有复议诉讼.
pub(crate) struct DisputesWithoutRequests;

impl Rule for DisputesWithoutRequests {
    fn card(&self) -> Card {
        Card::warning("T4-06", "national/disputes-without-requests", "没有申请，却有复议或诉讼")
            .possible()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三、表四")
            .why("表四只填因政府信息公开引起的复议、诉讼。当年和上年结转都没有申请，可能把本机关其他案件填了进来；确系往年的答复引起的，宜在正文里说明。")
            .bad(
                "requests.new = [0, 0, 0, 0, 0, 0, 0]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 disputes.reconsideration = [4, 0, 0, 0, 4]",
                "全年没有政府信息公开申请，表四却有行政复议 4 件，请核对是不是都因政府信息公开引起",
            )
            .good(
                "requests.new = [1, 0, 0, 0, 0, 0, 1]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 disputes.reconsideration = [4, 0, 0, 0, 4]",
            )
            .good("requests.new = [0, 0, 0, 0, 0, 0, 0]\ndisputes.reconsideration = [4, 0, 0, 0, 4]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let none = |line| report.cell((line, Applicant::Total)).number() == Some(Decimal::ZERO);
        if !none(RequestLine::New) || !none(RequestLine::CarriedIn) {
            return;
        }
        let cases: Vec<String> = DisputeKind::ALL
            .iter()
            .map(|&kind| (kind, report.figure((kind, DisputeResult::Total))))
            .filter(|(_, count)| count.is_positive())
            .map(|(kind, count)| format!("{} {count} 件", kind.title()))
            .collect();
        if !cases.is_empty() {
            findings.add(
                Spot::table(Table::Disputes),
                format!(
                    "全年没有政府信息公开申请，表四却有{}，请核对是不是都因政府信息公开引起",
                    cases.join("、")
                ),
            );
        }
    }
}
