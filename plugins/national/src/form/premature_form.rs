//! F02: 表二 of the 2021 form in a report of 2019 or 2020.

use gouji_core::prelude::*;

use super::{Shows, shown_by_proactive};

/// 2019、2020年度用了2021年的表格.
pub(crate) struct PrematureForm;

impl Rule for PrematureForm {
    fn card(&self) -> Card {
        Card::warning("F02", "national/premature-form", "2019、2020年度用了2021年的格式")
            .likely()
            .basis("国办公开办函〔2019〕60号，附件")
            .why("2019、2020年度报告用2019年的试行格式。用了后来的格式，多半是年度写错，或者是事后补发。")
            .years(2019, 2020)
            .bad(
                "year = 2020
                 edition = '2021'
                 proactive.rules = [0, 0, 0]
                 proactive.fees = [0]",
                "2020年度报告的表二用了2021年的格式，当年应用2019年的试行格式（国办公开办函〔2019〕60号）",
            )
            .good("year = 2020\nproactive.rules = [0, 0, 0]\nproactive.fees = [6, 3]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year @ 2019..=2020) = report.year else { return };
        if shown_by_proactive(report) == Shows::New {
            findings.add(
                Spot::table(Table::Proactive),
                format!("{year}年度报告的表二用了2021年的格式，当年应用2019年的试行格式（国办公开办函〔2019〕60号）"),
            );
        }
    }
}
