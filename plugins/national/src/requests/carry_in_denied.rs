//! T3-15: no request is said to come from last year, and the table has some.

use gouji_core::prelude::*;
use gouji_core::prose::Predicate;

use crate::claims::stated;
use crate::doubt;

/// 说没有上年结转，表三却有.
pub(crate) struct CarryInDenied;

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
        let stated = stated(report);
        let denied = stated.prose.universals.iter().find(|said| said.predicate == Predicate::NoneCarriedIn);
        let Some(place) = denied.map(|said| said.place) else { return };
        let message = format!("正文说“{}”，表三的上年结转是 {count} 件", report.slice(place));
        doubt::if_inferred(findings.add(place, message), report, Table::Requests);
    }
}
