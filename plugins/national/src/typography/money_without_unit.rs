//! U02: sums of money without a unit.

use gouji_core::prelude::*;

use crate::claims::stated;

/// 金额没有单位.
pub(crate) struct MoneyWithoutUnit;

const SUMS: [&str; 10] = ["金额", "总额", "经费", "费用", "资金", "收入", "支出", "总价", "收费", "投资额"];
/// Between such a word and its number.
const LINKS: [&str; 12] = ["共计", "合计", "总计", "达到", "共", "为", "达", "是", "约", "计", "：", ":"];

impl Rule for MoneyWithoutUnit {
    fn card(&self) -> Card {
        Card::info("U02", "national/money-without-unit", "金额没有单位")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("元和万元差一万倍，没有单位就无从核对。")
            .bad(
                "overview = '政府集中采购金额为2099000.46，同比下降。'",
                "金额 2099000.46 没有单位，应写明是元还是万元",
            )
            .good("overview = '政府集中采购金额为2099000.46元，经费209.9万元。'")
            .good("overview = '公开财政资金信息320条，资金类公开320余条，收费5项，费用0，资金2023年到位。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for claim in stated(report).claims.iter() {
            // Small numbers may be of anything.
            if claim.unit != Unit::None || Some(claim.value) < Decimal::from_int(100) {
                continue;
            }
            let mut lead = crate::claims::lead(report, claim).trim_end();
            while let Some(rest) = LINKS.iter().find_map(|link| lead.strip_suffix(link)) {
                lead = rest.trim_end();
            }
            let behind = report.text[claim.number.end as usize..].trim_start();
            let ends = behind.is_empty() || behind.starts_with(['，', '。', '；', '、', '）', ',', ';', ')']);
            if ends && SUMS.iter().any(|word| lead.ends_with(word)) {
                let number = report.slice(claim.number).trim();
                findings.add(claim.number, format!("金额 {number} 没有单位，应写明是元还是万元"));
                return;
            }
        }
    }
}
