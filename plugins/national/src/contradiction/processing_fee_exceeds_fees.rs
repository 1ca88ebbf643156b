//! X13: a fee for handling requests, and a table without fees.

use gouji_core::prelude::*;

use crate::claims::{printed, stated};
use crate::doubt;

/// 收了信息处理费，表二的收费金额却不够.
pub(crate) struct ProcessingFeeExceedsFees;

impl Rule for ProcessingFeeExceedsFees {
    fn card(&self) -> Card {
        Card::warning("X13", "national/processing-fee-exceeds-fees", "收了信息处理费，表二的行政事业性收费却没有这么多")
            .likely()
            .basis("《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）；国办公开办函〔2021〕30号，附件表二第二十条第（八）项")
            .why("信息处理费按行政事业性收费管理，应计入表二的本年收费金额。小额的可能因为以万元为单位而没有写出来。")
            .years(2021, 9999)
            .editions(&[Edition::E2021])
            .bad(
                "other = '全年收取信息处理费12600元。'\nproactive.fees = ['0']",
                "正文写收取信息处理费 12600元，表二的行政事业性收费是 0 万元",
            )
            .bad(
                "other = '全年收取信息处理费400元。'\nproactive.fees = ['0']",
                "正文写收取信息处理费 400元，表二的行政事业性收费是 0 万元",
            )
            .good("other = '全年收取信息处理费400元。'\nproactive.fees = ['0.04']")
            .good("other = '全年收取信息处理费0元，没有其他需要报告的事项。'\nproactive.fees = ['0']")
            .good("other = '无'\nproactive.fees = ['12.5']")
            .good("other = '2020年收取信息处理费400元。2023年未收取信息处理费。'\nproactive.fees = ['0']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let stated = stated(report);
        let Some(claim) = stated.of(Subject::ProcessingFee).find(|claim| claim.value > Decimal::ZERO) else {
            return;
        };
        let cell = report.cell((ProactiveLine::Fees, ProactiveColumn::Amount));
        let Some(amount) = cell.number() else { return };
        const TEN_THOUSAND: i64 = 10_000;
        let yuan = amount.micros().saturating_mul(TEN_THOUSAND);
        let decimals = cell.raw.split_once('.').map_or(0, |(_, places)| places.trim_end().len() as u32);
        // What the last digit of the cell may hide.
        let step = 10_i64.checked_pow(10_u32.saturating_sub(decimals)).unwrap_or(0);
        let fee = claim.value.micros();
        let hidden = fee < yuan.saturating_add(step);
        if fee <= yuan || hidden && amount != Decimal::ZERO {
            return;
        }
        let found = findings.add(
            claim.number,
            format!("正文写收取信息处理费 {}，表二的行政事业性收费是 {amount} 万元", printed(report, claim)),
        );
        found.evidence(cell.id, format!("表二的行政事业性收费金额：{amount} 万元"));
        if hidden {
            found.at_most(Severity::Info);
        }
        doubt::if_inferred(found, report, Table::Proactive);
    }
}
