//! U01: a sum of money in the prose that is ten thousand times that of the table, or a ten-thousandth of it.

use gouji_core::prelude::*;

use crate::claims::{printed, stands, stated};
use crate::doubt;

/// 元和万元混淆.
pub(crate) struct WrongMoneyUnit;

impl Rule for WrongMoneyUnit {
    fn card(&self) -> Card {
        Card::warning("U01", "national/wrong-money-unit", "正文和表二的采购金额差一万倍")
            .likely()
            .basis("国办公开办函〔2019〕60号，附件表二第二十条第（九）项")
            .why("差的正好是一万倍，必有一处把元写成了万元。行政事业性收费的由 X09 核对。")
            .editions(&[Edition::E2019])
            .bad(
                "year = 2020\noverview = '政府集中采购金额209.9万元。'\nproactive.procurement = [11, '209.9元']",
                "正文写政府集中采购 209.9万元，表二的采购总金额是 209.9元，正好差一万倍，应核对是元还是万元",
            )
            .good("year = 2020\noverview = '政府集中采购金额209.9万元。'\nproactive.procurement = [11, '2099000元']")
            .good("year = 2020\noverview = '政府集中采购金额209.9万元。'\nproactive.procurement = [11, '209.9']")
            .good("year = 2020\noverview = '政府集中采购金额209.9万元。'\nproactive.procurement = [11, '310万元']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let cell = report.cell((ProactiveLine::Procurement, ProactiveColumn::Amount));
        let (Some(amount), true) = (cell.number(), cell.notes.has(Notes::UNIT)) else { return };
        let yuan = match cell.raw.trim() {
            raw if raw.ends_with("万元") => amount.micros().saturating_mul(10_000),
            raw if raw.ends_with("亿元") => return,
            raw if raw.ends_with('元') => amount.micros(),
            _ => return,
        };
        for claim in &stated(report).claims {
            if claim.subject != Subject::Procurement || !stands(claim) || claim.exactness != Exactness::Exact
            {
                continue;
            }
            let told = claim.value.micros();
            if yuan > 0 && (told == yuan.saturating_mul(10_000) || yuan == told.saturating_mul(10_000)) {
                let raw = cell.raw.trim();
                let message = format!(
                    "正文写政府集中采购 {}，表二的采购总金额是 {raw}，正好差一万倍，应核对是元还是万元",
                    printed(report, claim)
                );
                let found = findings.add(claim.number, message);
                found.evidence(cell.id, format!("表二的采购总金额：{raw}"));
                doubt::if_inferred(found, report, Table::Proactive);
                return;
            }
        }
    }
}
