//! T2-10: procurement projects without money, or money without projects.

use gouji_core::prelude::*;

/// 采购项目数量与采购总金额只有一个是 0.
pub(crate) struct HalfZeroProcurement;

impl Rule for HalfZeroProcurement {
    fn card(&self) -> Card {
        Card::warning("T2-10", "national/half-zero-procurement", "采购项目数量与采购总金额只有一个是 0")
            .likely()
            .basis("国办公开办函〔2019〕60号，附件表二")
            .why("有采购就有金额，没有采购就没有金额。")
            .years(2019, 2020)
            .bad(
                "year = 2020\nproactive.procurement = [0, '251000元']",
                "采购项目数量是 0，采购总金额却是 251000",
            )
            .bad("year = 2020\nproactive.procurement = [4, 0]", "采购项目数量是 4，采购总金额却是 0")
            .good("year = 2020\nproactive.procurement = [0, 0]")
            .good("year = 2020\nproactive.procurement = [4, '']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        use ProactiveColumn as C;
        let number = |column| report.cell((ProactiveLine::Procurement, column)).number();
        let (Some(projects), Some(amount)) = (number(C::Projects), number(C::Amount)) else { return };
        if (projects == Decimal::ZERO) != (amount == Decimal::ZERO) {
            findings.add(
                Spot::row(Table::Proactive, ProactiveLine::Procurement as u8),
                format!("采购项目数量是 {projects}，采购总金额却是 {amount}"),
            );
        }
    }
}
