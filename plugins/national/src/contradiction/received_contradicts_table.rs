//! X01: requests received, in the prose and in 表三.

use gouji_core::prelude::*;

use super::{named, row};
use crate::claims::{Mentioned, Tabled, compare, number, sentence_near};

/// 正文的收到申请数与表三不符.
pub(crate) struct ReceivedContradictsTable;

impl Rule for ReceivedContradictsTable {
    fn card(&self) -> Card {
        Card::error("X01", "national/received-contradicts-table", "正文的收到申请数与表三不符")
            .basis(
                "政府信息公开条例第五十条第（二）项；国办公开办函〔2019〕60号、〔2021〕30号，附件表三第一项",
            )
            .why("正文和表三数的是同一批申请。")
            .bad(
                "overview = '全年共收到政府信息公开申请15件。'
                 requests.new = [12, 0, 0, 0, 0, 0, 12]",
                "正文写收到政府信息公开申请 15件，表三的本年新收是 12",
            )
            .bad(
                "overview = '全年受理政府信息公开申请15件。'
                 requests.new = [12, 0, 0, 0, 0, 0, 12]",
                "正文写收到政府信息公开申请 15件，表三的本年新收是 12",
            )
            .bad(
                "overview = '全年收到政府信息公开申请15件。'
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 requests.carried_in = [3, 0, 0, 0, 0, 0, 3]",
                "正文写收到政府信息公开申请 15件，表三的本年新收是 12（加上上年结转才是 15）",
            )
            .good(
                "overview = '全年共收到政府信息公开申请12件，上年结转3件。'
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 requests.carried_in = [3, 0, 0, 0, 0, 0, 3]",
            )
            .good(
                "overview = '全年共收到并办理政府信息公开申请15件。'
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 requests.carried_in = [3, 0, 0, 0, 0, 0, 3]",
            )
            .good("overview = '全年收到政府信息公开申请10余件。'\nrequests.new = [12, 0, 0, 0, 0, 0, 12]")
            .good(
                "overview = '县政府办公室收到政府信息公开申请5件。'\nrequests.new = [12, 0, 0, 0, 0, 0, 12]",
            )
            .good("overview = '全年未收到政府信息公开申请。'\nrequests.new = [0, 0, 0, 0, 0, 0, 0]")
            .good("overview = '全年收到政府信息公开申请15件。'\nrequests.new = ['', 0, 0, 0, 0, 0, '']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X01", findings);
        if !Mentioned::by(report).has(Subject::RequestsReceived) {
            return;
        }
        let tabled = row(report, "表三的本年新收", RequestLine::New);
        let carried_in = number(report, (RequestLine::CarriedIn, Applicant::Total));
        let with_carried = tabled.figure + carried_in;
        let handled = number(report, (RequestLine::Total, Applicant::Total));
        let means_both = report.claims().any(|claim| {
            claim.subject == Subject::RequestsReceived
                && (claim.flags.intersects(Flags::INCLUDES_CARRIED | Flags::AND_HANDLED)
                    || says_handled(sentence_near(report, &claim)))
        });
        let tabled = match means_both {
            true => tabled.or([tabled.also[0], with_carried, handled]),
            false => tabled,
        };
        // What is said to be none is the matter of X14.
        let denied = report
            .claims()
            .any(|claim| claim.subject == Subject::RequestsReceived && claim.flags.contains(Flags::NEGATED));
        if denied && tabled.figure.is_positive() {
            return;
        }
        let both = Tabled::new("表三的本年新收、上年结转（2 项合计）", tabled.spot, with_carried);
        compare(report, Subject::ReceivedWithCarried, both, findings);
        let Some((claim, found)) = compare(report, Subject::RequestsReceived, tabled, findings) else {
            return;
        };
        if claim.flags.contains(Flags::VERB_ACCEPTED) {
            found.at_most(Severity::Warning);
        }
        if with_carried == Figure::known(claim.value) {
            found.message.push_str(&format!("（加上上年结转才是 {}）", claim.value));
            found.at_most(Severity::Warning);
        }
    }
}

/// 共办理, 处理: the number may be that of all that were at hand.
fn says_handled(sentence: &str) -> bool {
    ["办理", "处理", "共有", "结转"].iter().any(|word| sentence.contains(word))
}
