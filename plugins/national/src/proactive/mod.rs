//! What the figures of 表二 say.

pub(crate) mod amount_without_unit;
pub(crate) mod decisions_as_stock;
pub(crate) mod decisions_without_items;
pub(crate) mod half_zero_procurement;
pub(crate) mod identical_rows;
pub(crate) mod mixed_sign_styles;
pub(crate) mod rules_without_power;

use gouji_core::prelude::*;

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
