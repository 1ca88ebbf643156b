//! What the figures of 表三 and 表四 say, beside their sums.

mod carried_out_exceeds_requests;
mod carry_in_denied;
mod correction_passed_over;
mod disputes_without_requests;
mod everything_granted;
mod general_disputes;
mod litigation_without_reconsideration;
mod more_disputes_than_requests;
mod much_carried_out;
mod much_other_handling;
mod one_kind_of_organisation;
mod premature_unpaid_fee;
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
    &everything_granted::EverythingGranted,
    &much_other_handling::MuchOtherHandling,
    &secrets_below::SecretsBelow,
    &one_kind_of_organisation::OneKindOfOrganisation,
    &unpaid_fee_unsaid::UnpaidFeeUnsaid,
    &premature_unpaid_fee::PrematureUnpaidFee,
    &carry_in_denied::CarryInDenied,
    &unfinished_denied::UnfinishedDenied,
    &much_carried_out::MuchCarriedOut,
    &general_disputes::GeneralDisputes,
    &disputes_without_requests::DisputesWithoutRequests,
    &litigation_without_reconsideration::LitigationWithoutReconsideration,
    &correction_passed_over::CorrectionPassedOver,
    &more_disputes_than_requests::MoreDisputesThanRequests,
];

/// 总计 of a row of 表三, where a whole number is printed.
pub(crate) fn count(report: &Report, line: RequestLine) -> Option<i64> {
    report.cell((line, Applicant::Total)).number().and_then(Decimal::as_int)
}

/// A part of a whole; the whole is above 0.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Share {
    pub(crate) part: i64,
    pub(crate) whole: i64,
}

impl Share {
    /// Whether it is more than so many per cent.
    pub(crate) fn exceeds(self, per_cent: i64) -> bool {
        i128::from(self.part) * 100 > i128::from(self.whole) * i128::from(per_cent)
    }

    /// Rounded to a whole number.
    pub(crate) fn per_cent(self) -> i128 {
        let whole = i128::from(self.whole).max(1);
        (i128::from(self.part) * 200 + whole) / (whole * 2)
    }
}
