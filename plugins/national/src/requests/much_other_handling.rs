//! T3-10: 其他处理 where the form has a row for nearly everything.

use gouji_core::prelude::*;

use super::{Share, count};

/// 其他处理占得过多.
pub(crate) struct MuchOtherHandling;

const SHARE: Setting =
    Setting {
        rule: "T3-10", key: "share", default: 30, says: "其他处理超过总计的百分之多少时提示"
    };
const LEAST: Setting =
    Setting { rule: "T3-10", key: "least", default: 10, says: "总计少于多少件时不提示" };

/// The one row of 2019, or the one of 2021 that says nothing; 逾期不补正 and 逾期不缴费 say what happened.
const OTHER: [RequestLine; 2] = [RequestLine::Other, RequestLine::OtherReason];

impl Rule for MuchOtherHandling {
    fn card(&self) -> Card {
        Card::info("T3-10", "national/much-other-handling", "“其他处理”占得过多")
            .possible()
            .basis("政府信息公开条例第三十六条；国办公开办函〔2019〕60号、〔2021〕30号，附件表三第三项（六）")
            .why("答复的情形大多在（一）至（五）里有。“其他”占了三成以上，可能没有按答复的类型归类。")
            .option(SHARE)
            .option(LEAST)
            .bad(
                "year = 2020\nrequests.other = [7, 0, 0, 0, 0, 0, 7]\nrequests.total = [18, 0, 0, 0, 0, 0, 18]",
                "总计 18 件，其中“其他处理” 7 件，占 39%，请核对能否归入前五类",
            )
            .bad(
                "requests.other.other = [12, 0, 0, 0, 0, 0, 12]\nrequests.total = [12, 0, 0, 0, 0, 0, 12]",
                "总计 12 件，其中“其他处理之其他” 12 件，占 100%，请核对能否归入前五类",
            )
            .good("year = 2020\nrequests.other = [5, 0, 0, 0, 0, 0, 5]\nrequests.total = [18, 0, 0, 0, 0, 0, 18]")
            .good("year = 2020\nrequests.other = [4, 0, 0, 0, 0, 0, 4]\nrequests.total = [6, 0, 0, 0, 0, 0, 6]")
            .good("requests.other.no_correction = [9, 0, 0, 0, 0, 0, 9]\nrequests.total = [12, 0, 0, 0, 0, 0, 12]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(total) = count(report, RequestLine::Total) else { return };
        if total < LEAST.of(report) {
            return;
        }
        for line in OTHER {
            let Some(other) = count(report, line) else { continue };
            let share = Share { part: other, whole: total };
            if other <= total && share.exceeds(SHARE.of(report)) {
                findings.add(
                    CellId::from((line, Applicant::Total)),
                    format!(
                        "总计 {total} 件，其中“{}” {other} 件，占 {}%，请核对能否归入前五类",
                        line.title(),
                        share.per_cent()
                    ),
                );
            }
        }
    }
}
