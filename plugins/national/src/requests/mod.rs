//! What the figures of 表三 and 表四 say, beside their sums.

mod carried_out_exceeds_requests;
mod carry_in_denied;
mod correction_passed_over;
mod disputes_without_requests;
mod general_disputes;
mod secrets_below;
mod unfinished_denied;
mod unpaid_fee_unsaid;
mod values_on_heading;
mod wrong_sub_total;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &carried_out_exceeds_requests::CarriedOutExceedsRequests,
    &values_on_heading::ValuesOnHeading,
    &wrong_sub_total::WrongSubTotal,
    &secrets_below::SecretsBelow,
    &unpaid_fee_unsaid::UnpaidFeeUnsaid,
    &carry_in_denied::CarryInDenied,
    &unfinished_denied::UnfinishedDenied,
    &general_disputes::GeneralDisputes,
    &disputes_without_requests::DisputesWithoutRequests,
    &correction_passed_over::CorrectionPassedOver,
];

/// 总计 of a row of 表三, where a whole number is printed.
pub(crate) fn count(report: &Report, line: RequestLine) -> Option<i64> {
    report.cell((line, Applicant::Total)).number().and_then(Decimal::as_int)
}
