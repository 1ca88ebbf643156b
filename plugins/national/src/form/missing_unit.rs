//! F11: 收费金额 without its unit.

use gouji_core::prelude::*;

/// 表头丢了单位.
pub(crate) struct MissingUnit;

const LABEL: &str = "收费金额";

impl Rule for MissingUnit {
    fn card(&self) -> Card {
        Card::info("F11", "national/missing-unit", "收费金额的表头没有写单位")
            .basis("国办公开办函〔2021〕30号，附件：本年收费金额（单位：万元）")
            .why("没有单位，读者不知道是元还是万元，差一万倍。")
            .editions(&[Edition::E2021])
            .bad(
                "label.proactive.fees = '本年收费金额 行政事业性收费'",
                "“收费金额”后面没有写单位，应为“本年收费金额（单位：万元）”",
            )
            .good("label.proactive.fees = '本年收费金额（单位：万元） 行政事业性收费'")
            .good("label.proactive.fees = '本年收费金额 行政事业性收费'\nproactive.fees = ['3.6万元']")
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(table) = report.table_place(Table::Proactive) else { return };
        let fees = report.line(Table::Proactive, ProactiveLine::Fees as u8);
        if !fees.present {
            return;
        }
        // From the header to the end of the row below it.
        let upto = fees.whole.end.max(fees.label.end).min(table.end);
        let text = report.slice(Place::new(table.start, upto));
        let Some(at) = text.rfind(LABEL) else { return };
        if text[at..].contains("万元") || text[at..].contains('元') {
            return;
        }
        let start = table.start as usize + at;
        findings.add(
            Place::from(start..start + LABEL.len()),
            "“收费金额”后面没有写单位，应为“本年收费金额（单位：万元）”",
        );
    }
}
