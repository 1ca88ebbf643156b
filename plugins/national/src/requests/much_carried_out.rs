//! T3-17: many requests left for the next year.

use gouji_core::prelude::*;

use super::{Share, count};

/// 结转下年度的过多.
pub(crate) struct MuchCarriedOut;

const SHARE: Setting =
    Setting {
        rule: "T3-17", key: "share", default: 25, says: "结转下年度超过全部申请的百分之多少时提示"
    };
const LEAST: Setting =
    Setting { rule: "T3-17", key: "least", default: 8, says: "全部申请少于多少件时不提示" };

impl Rule for MuchCarriedOut {
    fn card(&self) -> Card {
        Card::info("T3-17", "national/much-carried-out", "结转下年度的申请过多")
            .possible()
            .basis("政府信息公开条例第三十三条；国办公开办函〔2019〕60号、〔2021〕30号，附件表三第四项")
            .why("申请一般要在二十个工作日内答复，延长也不超过二十个工作日，年底还没办完的只应是最后一两个月收到的。结转过多，要么超期，要么填错。")
            .option(SHARE)
            .option(LEAST)
            .bad(
                "requests.new = [18, 0, 0, 0, 0, 0, 18]
                 requests.carried_in = [2, 0, 0, 0, 0, 0, 2]
                 requests.carried_out = [6, 0, 0, 0, 0, 0, 6]",
                "全部申请 20 件，结转下年度 6 件，占 30%，请核对有没有超过答复期限的",
            )
            .good(
                "requests.new = [18, 0, 0, 0, 0, 0, 18]
                 requests.carried_in = [2, 0, 0, 0, 0, 0, 2]
                 requests.carried_out = [5, 0, 0, 0, 0, 0, 5]",
            )
            .good(
                "requests.new = [3, 0, 0, 0, 0, 0, 3]
                 requests.carried_in = [0, 0, 0, 0, 0, 0, 0]
                 requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
            )
            // T3-06 says it.
            .good(
                "requests.new = [18, 0, 0, 0, 0, 0, 18]
                 requests.carried_in = [2, 0, 0, 0, 0, 0, 2]
                 requests.carried_out = [26, 0, 0, 0, 0, 0, 26]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let (Some(new), Some(carried_out)) =
            (count(report, RequestLine::New), count(report, RequestLine::CarriedOut))
        else {
            return;
        };
        let all = new.saturating_add(count(report, RequestLine::CarriedIn).unwrap_or(0));
        let share = Share { part: carried_out, whole: all };
        if all < LEAST.of(report) || carried_out > all || !share.exceeds(SHARE.of(report)) {
            return;
        }
        findings.add(
            CellId::from((RequestLine::CarriedOut, Applicant::Total)),
            format!(
                "全部申请 {all} 件，结转下年度 {carried_out} 件，占 {}%，请核对有没有超过答复期限的",
                share.per_cent()
            ),
        );
    }
}
