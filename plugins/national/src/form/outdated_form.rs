//! F01: 表二 of the 2019 form in a report that is due on the 2021 form.

use gouji_core::prelude::*;

use super::{Shows, shown_by_proactive};
use crate::doubt;

/// 2021年度起仍用2019年的表格.
pub(crate) struct OutdatedForm;

impl Rule for OutdatedForm {
    fn card(&self) -> Card {
        Card::error("F01", "national/outdated-form", "2021年度起仍用2019年的试行格式")
            .basis("国办公开办函〔2021〕30号，附件")
            .why("从2021年度报告起，一律用2021年的格式：规范性文件报制发、废止、现行有效件数，行政许可、处罚、强制只报处理决定数量，收费报金额，不再报集中采购。")
            .years(2021, 9999)
            .bad(
                "year = 2022
                 edition = '2019'
                 proactive.rules = [0, 0, 0]
                 proactive.licensing = [3, 0, 12]",
                "2022年度报告的表二还是2019年的试行格式，应按2021年的格式重填（国办公开办函〔2021〕30号）",
            )
            .good("year = 2022\nproactive.rules = [0, 0, 0]\nproactive.licensing = [12]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(year @ 2021..) = report.year else { return };
        if shown_by_proactive(report) != Shows::Old {
            return;
        }
        let found = findings.add(
            Spot::table(Table::Proactive),
            format!(
                "{year}年度报告的表二还是2019年的试行格式，应按2021年的格式重填（国办公开办函〔2021〕30号）"
            ),
        );
        doubt::if_inferred(found, report, Table::Proactive);
    }
}
