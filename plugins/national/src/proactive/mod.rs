//! What the figures of 表二 say.

mod amount_without_unit;
mod decisions_as_stock;
mod decisions_without_items;
mod half_zero_procurement;
mod identical_rows;
mod mixed_sign_styles;
mod rules_without_power;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &rules_without_power::RulesWithoutPower,
    &decisions_as_stock::DecisionsAsStock,
    &decisions_without_items::DecisionsWithoutItems,
    &mixed_sign_styles::MixedSignStyles,
    &half_zero_procurement::HalfZeroProcurement,
    &amount_without_unit::AmountWithoutUnit,
    &identical_rows::IdenticalRows,
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
