//! T3-13: requests closed because a fee was not paid, and no word on fees.

use gouji_core::prelude::*;

use super::count;
use crate::doubt;
use crate::vocabulary::{self, Kind};

/// 有因逾期未缴费不再处理的申请，却没有说明信息处理费.
pub(crate) struct UnpaidFeeUnsaid;

impl Rule for UnpaidFeeUnsaid {
    fn card(&self) -> Card {
        Card::warning("T3-13", "national/unpaid-fee-unsaid", "有因逾期未缴费不再处理的申请，正文没有说明信息处理费")
            .likely()
            .basis("国办函〔2020〕109号《政府信息公开信息处理费管理办法》；国办公开办函〔2021〕30号，附件表三第三项（六）")
            .why("填了这一行，就是发过收费通知。发了多少、收了多少，应在第六部分说明；没有发过的，这一行应填 0。")
            .years(2021, 9999)
            .bad(
                "other = '没有其他需要报告的事项。'\nrequests.other.no_payment = [3, 0, 0, 0, 0, 0, 3]",
                "表三有 3 件因逾期未缴费不再处理，正文没有提到信息处理费；发过收费通知的应说明，没有发过的应填 0",
            )
            .bad(
                "other = '2023年未收取信息处理费。'\nrequests.other.no_payment = [3, 0, 0, 0, 0, 0, 3]",
                "表三有 3 件因逾期未缴费不再处理，第六部分宜说明发出收费通知的情况，不能只说没有收取",
            )
            .good("other = '2023年收取信息处理费400元。'\nrequests.other.no_payment = [3, 0, 0, 0, 0, 0, 3]")
            .good(
                "other = '2023年发出信息处理费收费通知3件，申请人均未缴纳。'
                 requests.other.no_payment = [3, 0, 0, 0, 0, 0, 3]",
            )
            .good("other = '没有其他需要报告的事项。'\nrequests.other.no_payment = [0, 0, 0, 0, 0, 0, 0]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let line = RequestLine::NoPayment;
        let Some(cases @ 1..) = count(report, line) else { return };
        let Some(place) = vocabulary::seen(report).first(Kind::Fee) else {
            if report.part(6).is_none() {
                return;
            }
            let message = format!(
                "表三有 {cases} 件因逾期未缴费不再处理，正文没有提到信息处理费；发过收费通知的应说明，没有发过的应填 0"
            );
            let found = findings.add(CellId::from((line, Applicant::Total)), message);
            doubt::if_incomplete(found, report);
            return;
        };
        let denied = |claim: Claim| claim.subject == Subject::ProcessingFee && claim.value == Decimal::ZERO;
        if report.claims().any(denied) && !report.part_text(6).contains("通知") {
            let message = format!(
                "表三有 {cases} 件因逾期未缴费不再处理，第六部分宜说明发出收费通知的情况，不能只说没有收取"
            );
            findings.add(place, message).at_most(Severity::Info);
        }
    }
}
