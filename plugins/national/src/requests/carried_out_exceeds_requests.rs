//! T3-06: more requests carried over than there were.

use gouji_core::prelude::*;

use crate::doubt;

/// 结转下年度多于全部申请.
pub(crate) struct CarriedOutExceedsRequests;

impl Rule for CarriedOutExceedsRequests {
    fn card(&self) -> Card {
        Card::error("T3-06", "national/carried-out-exceeds-requests", "结转下年度多于新收与上年结转之和")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三")
            .why("没办完的只能是收到的和上年留下的。总计填了数的，由勾稽关系去查；这里查总计看不出来的。")
            .bad(
                "requests.new = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 requests.carried_out = [5, 0, 0, 0, 0, 0, 5]",
                "自然人：结转下年度 5 件，多于本年新收 3 件＋上年结转 0 件",
            )
            .good(
                "requests.new = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_in = [2, 0, 0, 0, 0, 0, 2]
                 requests.carried_out = [5, 0, 0, 0, 0, 0, 5]",
            )
            .good(
                "requests.new = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 requests.total = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_out = [5, 0, 0, 0, 0, 0, 5]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &applicant in Applicant::ALL {
            let figure = |line| report.figure((line, applicant));
            let (new, carried_in) = (figure(RequestLine::New), figure(RequestLine::CarriedIn));
            let carried_out = figure(RequestLine::CarriedOut);
            // Where the total is known, T3-01 is broken as well, and says more.
            if !carried_out.exceeds(new + carried_in) || figure(RequestLine::Total).get().is_some() {
                continue;
            }
            let found = findings.add(
                CellId::from((RequestLine::CarriedOut, applicant)),
                format!(
                    "{}：结转下年度 {carried_out} 件，多于本年新收 {new} 件＋上年结转 {carried_in} 件",
                    applicant.title()
                ),
            );
            doubt::if_inferred(found, report, Table::Requests);
            // The total column follows from the others.
            return;
        }
    }
}
