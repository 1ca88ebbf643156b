//! Y01: 上年结转 against last year's 结转下年度.

use gouji_core::prelude::*;

use super::{Likeness, likeness};
use crate::doubt;

/// 上年报告的“结转下年度”就是本年报告的“上年结转”.
pub(crate) struct BrokenCarryOver;

impl Rule for BrokenCarryOver {
    fn card(&self) -> Card {
        Card::error("Y01", "national/broken-carry-over", "上年结转与上年报告不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三第二项、第四项")
            .why("去年没办完的申请，今年要接着办，一件不多，一件不少。")
            .needs(Need::LastYear)
            .bad(
                "requests.carried_in = [3, 0, 0, 0, 0, 0, 3]
                 last_year.requests.carried_out = [2, 0, 0, 0, 0, 0, 2]",
                "自然人：上年结转写 3 件，上年报告的结转下年度是 2 件",
            )
            .bad(
                "requests.carried_in = [0, 0, 0, 0, 0, 0, 2]
                 last_year.requests.carried_out = [0, 0, 0, 0, 0, 0, 0]",
                "总计：上年结转写 2 件，上年报告的结转下年度是 0 件",
            )
            .bad(
                "requests.carried_in = ['', 0, 0, 0, 0, 0, 0]
                 last_year.requests.carried_out = [1, 0, 0, 0, 0, 0, 0]",
                "自然人：上年结转空着，上年报告的结转下年度是 1 件",
            )
            .good(
                "requests.carried_in = [3, 0, 0, 0, 0, 0, 3]
                 last_year.requests.carried_out = [3, 0, 0, 0, 0, 0, 3]",
            )
            .good("requests.carried_in = [3, 0, 0, 0, 0, 0, 3]\nlast_year.year = 2022")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(last_year) = report.last_year() else { return };
        // A table that is last year's is one mistake: Y04.
        if likeness(report, &last_year, Table::Requests) >= Likeness::Likely {
            return;
        }
        let mut explained = false;
        for &applicant in Applicant::ALL {
            let now = report.cell((RequestLine::CarriedIn, applicant));
            let then = last_year.cell((RequestLine::CarriedOut, applicant));
            // A total that differs because its parts do is no second mistake.
            if !now.figure().differs(then.figure()) || (explained && applicant == Applicant::Total) {
                continue;
            }
            explained = true;
            let said = |cell: &Cell, verb: &str| match cell.number() {
                Some(count) => format!("{verb} {count} 件"),
                None => "空着".to_owned(),
            };
            let found = findings.add(
                now.id,
                format!(
                    "{}：上年结转{}，上年报告的结转下年度{}",
                    applicant.title(),
                    said(&now, "写"),
                    said(&then, "是")
                ),
            );
            if now.number().is_none() || then.number().is_none() {
                found.at_most(Severity::Warning);
            }
            doubt::if_inferred(found, report, Table::Requests);
            doubt::if_inferred(found, &last_year, Table::Requests);
        }
    }
}
