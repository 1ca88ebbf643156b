//! X03: what was carried over, in the prose and in 表三.

use gouji_core::prelude::*;

use super::{named, row};
use crate::claims::{Mentioned, compare};

/// 正文的结转数与表三不符.
pub(crate) struct CarryOverContradictsTable;

impl Rule for CarryOverContradictsTable {
    fn card(&self) -> Card {
        Card::error("X03", "national/carry-over-contradicts-table", "正文的结转数与表三不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三第二项、第四项")
            .why("正文和表三数的是同一批申请。")
            .bad(
                "overview = '上年结转政府信息公开申请4件，结转下年度政府信息公开申请1件。'
                 requests.carried_in = [2, 0, 0, 0, 0, 0, 2]
                 requests.carried_out = [3, 0, 0, 0, 0, 0, 3]",
                "正文写上年结转政府信息公开申请 4件，表三的上年结转是 2
                 正文写结转下年度政府信息公开申请 1件，表三的结转下年度是 3",
            )
            .good(
                "overview = '上年结转政府信息公开申请4件，结转下年度政府信息公开申请1件。'
                 requests.carried_in = [4, 0, 0, 0, 0, 0, 4]
                 requests.carried_out = [1, 0, 0, 0, 0, 0, 1]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X03", findings);
        let mentioned = Mentioned::by(report);
        for (subject, name, line) in [
            (Subject::RequestsCarriedIn, "表三的上年结转", RequestLine::CarriedIn),
            (Subject::RequestsCarriedOut, "表三的结转下年度", RequestLine::CarriedOut),
        ] {
            if mentioned.has(subject) {
                compare(report, subject, row(report, name, line), findings);
            }
        }
    }
}
