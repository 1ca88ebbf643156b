//! G05: as much disclosed as last year, to the last item.

use gouji_core::prelude::*;

use crate::claims::{printed, stands};

/// 主动公开的条数与上年完全一样.
pub(crate) struct SameTotalAsLastYear;

const LEAST: Setting =
    Setting { rule: "G05", key: "least", default: 50, says: "少于多少条时不报告" };

impl Rule for SameTotalAsLastYear {
    fn card(&self) -> Card {
        Card::warning("G05", "national/same-total-as-last-year", "主动公开的条数与上年完全一样")
            .likely()
            .basis("政府信息公开条例第六条")
            .why("一年公开几百上千条，两年一条不差，多半是照抄了上年的数。")
            .needs(Need::LastYear)
            .option(LEAST)
            .bad(
                "overview = '全年主动公开政府信息2714条。'\nlast_year.overview = '全年主动公开政府信息2714条。'",
                "主动公开政府信息 2714条，与上年报告的条数完全一样，请核对是否照抄了上年",
            )
            .good("overview = '全年主动公开政府信息2714条。'\nlast_year.overview = '全年主动公开政府信息2641条。'")
            .good("overview = '全年主动公开政府信息2700余条。'\nlast_year.overview = '全年主动公开政府信息2700余条。'")
            .good("overview = '全年主动公开政府信息12条。'\nlast_year.overview = '全年主动公开政府信息12条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(last_year) = report.last_year() else { return };
        let least = Decimal::from_int(LEAST.of(report));
        let total = |claim: &Claim| {
            claim.subject == Subject::DisclosedTotal
                && stands(claim)
                && claim.exactness == Exactness::Exact
                && claim.flags.scale() == 0
                && Some(claim.value) >= least
        };
        let Some(claim) = report.claims().find(total) else { return };
        if last_year.claims().find(total).is_some_and(|then| then.value == claim.value) {
            findings.add(
                claim.number,
                format!(
                    "主动公开政府信息 {}，与上年报告的条数完全一样，请核对是否照抄了上年",
                    printed(report, &claim)
                ),
            );
        }
    }
}
