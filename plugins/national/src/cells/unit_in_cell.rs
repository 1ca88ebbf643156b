//! V06: units behind the numbers of cells.

use gouji_core::prelude::*;

use super::{Holds, is_money, names, picked};

/// 格里带了单位.
pub(crate) struct UnitInCell;

impl Rule for UnitInCell {
    fn card(&self) -> Card {
        Card::info("V06", "national/unit-in-cell", "表格的数字后面带了单位")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("件数不用写单位，2021年格式的收费金额已在表头印明“万元”。只有2019年格式的采购总金额没有印单位，才要自己写明。")
            .bad(
                "requests.new = ['12件', 0, 0, 0, 0, 0, '12件']",
                "表三有 2 格的数字后面带了单位（如“12件”），只填数即可：本年新收·自然人、本年新收·总计",
            )
            .bad(
                "proactive.fees = ['3.6万元']",
                "表二有 1 格的数字后面带了单位（如“3.6万元”），只填数即可：行政事业性收费·金额",
            )
            .good("year = 2020\nproactive.procurement = [4, '251000元']")
            .good("proactive.fees = ['36000元']")
            .good("requests.new = [12, 0, 0, 0, 0, 0, 12]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let cells = picked(report, table, Holds::NOTED, |cell| {
                // `1.2万元` and `-3件` are wrong in any case: V05, V04.
                let is_count = |number: Decimal| number.is_integer() && !number.is_negative();
                cell.notes.has(Notes::UNIT)
                    && !wants_unit(cell)
                    && cell.number().is_some_and(|number| is_count(number) || is_money(cell.id))
            });
            let Some(first) = cells.first() else { continue };
            let message = format!(
                "{}有 {} 格的数字后面带了单位（如“{}”），只填数即可：{}",
                table.title(),
                cells.len(),
                first.raw.trim(),
                names(&cells)
            );
            let found = findings.add(first.id, message);
            if let ([cell], Some(number)) = (cells.as_slice(), first.number()) {
                found.repair(cell.raw.trim(), number.to_string());
            }
        }
    }
}

/// 采购总金额 has no printed unit. Fees in 元 are in a column of 万元: that is T2-13, and the unit is not the mistake.
fn wants_unit(cell: &Cell) -> bool {
    if cell.id.table != Table::Proactive || cell.id.column != ProactiveColumn::Amount as u8 {
        return false;
    }
    cell.id.row == ProactiveLine::Procurement as u8 || !cell.raw.contains('万')
}
