//! T2-11: 采购总金额 without 元 or 万元.

use gouji_core::prelude::*;

/// 采购总金额没有单位.
pub(crate) struct AmountWithoutUnit;

impl Rule for AmountWithoutUnit {
    fn card(&self) -> Card {
        Card::info("T2-11", "national/amount-without-unit", "采购总金额没有写单位")
            .basis("国办公开办函〔2019〕60号，附件表二")
            .why("2019年的格式没有印单位，元和万元相差一万倍，宜写明。")
            .years(2019, 2020)
            .bad(
                "year = 2020\nproactive.procurement = [9, '1380000.50']",
                "采购总金额 1380000.50 没有写单位，宜写明是元还是万元",
            )
            .good("year = 2020\nproactive.procurement = [9, '138.005万元']")
            .good("year = 2020\nproactive.procurement = [0, 0]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let cell = report.cell((ProactiveLine::Procurement, ProactiveColumn::Amount));
        if report.edition == Some(Edition::E2021)
            || !cell.figure().is_positive()
            || cell.notes.has(Notes::UNIT)
            || report.table_place(Table::Proactive).is_some_and(|place| report.slice(place).contains('元'))
        {
            return;
        }
        findings.add(cell.id, format!("采购总金额 {} 没有写单位，宜写明是元还是万元", cell.raw.trim()));
    }
}
