//! T3-14: a fee unpaid in a year that had no such fee.

use gouji_core::prelude::*;

use super::count;

/// 2020年度及以前有因逾期未缴费不再处理的申请.
pub(crate) struct PrematureUnpaidFee;

impl Rule for PrematureUnpaidFee {
    fn card(&self) -> Card {
        Card::warning("T3-14", "national/premature-unpaid-fee", "还没有信息处理费的年度，填了逾期未缴费")
            .likely()
            .basis("国办函〔2020〕109号《政府信息公开信息处理费管理办法》")
            .source("办法自2021年1月1日起施行，施行日期没有见到原文，所以只是警告。")
            .why("2021年以前不收信息处理费，不会有因逾期未缴费而不再处理的申请。")
            .years(2019, 2020)
            .bad(
                "year = 2020\nedition = '2021'\nrequests.other.no_payment = [1, 0, 0, 0, 0, 0, 1]",
                "2020年度还没有信息处理费，“逾期未按收费通知要求缴纳费用”应填 0，写的是 1",
            )
            .good("year = 2020\nedition = '2021'\nrequests.other.no_payment = [0, 0, 0, 0, 0, 0, 0]")
            .good("year = 2020\nrequests.other = [1, 0, 0, 0, 0, 0, 1]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let line = RequestLine::NoPayment;
        let (Some(year), Some(cases @ 1..)) = (report.year, count(report, line)) else { return };
        findings.add(
            CellId::from((line, Applicant::Total)),
            format!("{year}年度还没有信息处理费，“{}”应填 0，写的是 {cases}", line.title()),
        );
    }
}
