//! What the figures of 表二 say.

mod amount_without_unit;
mod change_as_total;
mod decisions_as_stock;
mod fees_in_yuan;
mod half_zero_procurement;
mod identical_rows;
mod idle_enforcement_body;
mod implausible_amount;
mod implausible_documents;
mod mixed_sign_styles;
mod own_office_only;
mod rules_without_power;
mod township_decisions;
mod unused_items;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &rules_without_power::RulesWithoutPower,
    &decisions_as_stock::DecisionsAsStock,
    &mixed_sign_styles::MixedSignStyles,
    &half_zero_procurement::HalfZeroProcurement,
    &amount_without_unit::AmountWithoutUnit,
    &identical_rows::IdenticalRows,
    &unused_items::UnusedItems,
    &change_as_total::ChangeAsTotal,
    &implausible_amount::ImplausibleAmount,
    &fees_in_yuan::FeesInYuan,
    &township_decisions::TownshipDecisions,
    &idle_enforcement_body::IdleEnforcementBody,
    &implausible_documents::ImplausibleDocuments,
    &own_office_only::OwnOfficeOnly,
];

/// The rows of the 2019 form that count items and the decisions made on them.
pub(crate) const ITEM_LINES: [ProactiveLine; 4] = [
    ProactiveLine::Licensing,
    ProactiveLine::OtherServices,
    ProactiveLine::Penalties,
    ProactiveLine::Coercion,
];

/// 上一年项目数量, 本年增/减 and 处理决定数量 of a row, where all three are printed.
pub(crate) fn items(report: &Report, line: ProactiveLine) -> Option<[Decimal; 3]> {
    use ProactiveColumn as C;
    let number = |column| report.cell((line, column)).number();
    Some([number(C::LastYearItems)?, number(C::Change)?, number(C::Decisions)?])
}

/// 处理决定数量 of a row, where it is printed.
pub(crate) fn decisions(report: &Report, line: ProactiveLine) -> Option<Decimal> {
    report.cell((line, ProactiveColumn::Decisions)).number()
}
