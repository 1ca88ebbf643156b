//! X14: no request is said to have come, and the table has some.

use gouji_core::prelude::*;

use super::{named, row};
use crate::claims::{Mentioned, compare};

/// 说没有收到申请，表三却有.
pub(crate) struct RequestsDenied;

impl Rule for RequestsDenied {
    fn card(&self) -> Card {
        Card::error("X14", "national/requests-denied", "正文说没有收到申请，表三却有")
            .basis(
                "政府信息公开条例第五十条第（二）项；国办公开办函〔2019〕60号、〔2021〕30号，附件表三第一项",
            )
            .why("正文和表三数的是同一批申请。")
            .bad(
                "overview = '全年未收到政府信息公开申请。'\nrequests.new = [2, 0, 0, 0, 0, 0, 2]",
                "正文说没有收到政府信息公开申请，表三的本年新收是 2",
            )
            .good("overview = '全年未收到政府信息公开申请。'\nrequests.new = [0, 0, 0, 0, 0, 0, 0]")
            .good("overview = '全年收到政府信息公开申请3件。'\nrequests.new = [2, 0, 0, 0, 0, 0, 2]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X14", findings);
        let denied = |claim: &Claim| {
            claim.subject == Subject::RequestsReceived && claim.flags.contains(Flags::NEGATED)
        };
        if Mentioned::by(report).has(Subject::RequestsReceived) && report.claims().any(|claim| denied(&claim))
        {
            let tabled = row(report, "表三的本年新收", RequestLine::New);
            compare(report, Subject::RequestsReceived, tabled, findings);
        }
    }
}
