//! X02: requests handled, in the prose and in 表三.

use gouji_core::prelude::*;

use super::{named, row};
use crate::claims::{Mentioned, compare, lead, number, sum};

/// 正文的办结数与表三不符.
pub(crate) struct HandledContradictsTable;

impl Rule for HandledContradictsTable {
    fn card(&self) -> Card {
        Card::error("X02", "national/handled-contradicts-table", "正文的办结数与表三不符")
            .basis(
                "政府信息公开条例第五十条第（二）项；国办公开办函〔2019〕60号、〔2021〕30号，附件表三第三项",
            )
            .why("正文和表三数的是同一批申请。")
            .bad(
                "overview = '全年办结政府信息公开申请15件。'
                 requests.new = [16, 0, 0, 0, 0, 0, 16]
                 requests.total = [12, 0, 0, 0, 0, 0, 12]",
                "正文写办结政府信息公开申请 15件，表三的总计是 12",
            )
            .bad(
                "overview = '全年答复政府信息公开申请15件。'
                 requests.total = [12, 0, 0, 0, 0, 0, 12]",
                "正文写办结政府信息公开申请 15件，表三的总计是 12",
            )
            .good("overview = '全年办结政府信息公开申请12件。'\nrequests.total = [12, 0, 0, 0, 0, 0, 12]")
            .good(
                "overview = '全年办理政府信息公开申请14件。'
                 requests.total = [12, 0, 0, 0, 0, 0, 12]
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
            )
            .good("overview = '全年办结政府信息公开申请15件。'\nrequests.total = [0, 0, 0, 0, 0, 0, '']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X02", findings);
        if !Mentioned::by(report).has(Subject::RequestsHandled) {
            return;
        }
        let tabled = row(report, "表三的总计", RequestLine::Total);
        let of = |line| number(report, (line, Applicant::Total));
        let other = match report.edition {
            Some(Edition::E2019) => of(RequestLine::Other),
            _ => sum(report, crate::form::THREE_ROWS.map(|line| (line, Applicant::Total))),
        };
        // 办理 may count what is still at hand, 答复 leaves out what ended without an answer.
        let finished = report
            .claims()
            .filter(|claim| claim.subject == Subject::RequestsHandled)
            .all(|claim| says_finished(report, &claim));
        let tabled = match finished {
            true => tabled,
            false => {
                let at_hand = tabled.figure + of(RequestLine::CarriedOut);
                tabled.or([tabled.also[0], at_hand, tabled.figure - other])
            }
        };
        let new = of(RequestLine::New);
        let Some((claim, found)) = compare(report, Subject::RequestsHandled, tabled, findings) else {
            return;
        };
        if !finished || new == Figure::known(claim.value) {
            found.at_most(Severity::Warning);
        }
    }
}

/// Whether the last verb before the figure is 办结.
pub(super) fn says_finished(report: &Report, claim: &Claim) -> bool {
    let lead = lead(report, claim);
    let last = |verb: &str| lead.rfind(verb);
    let finished = last("办结");
    finished.is_some() && ["答复", "办理", "处理", "回复"].iter().all(|verb| last(verb) < finished)
}
