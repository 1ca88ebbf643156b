//! What the figures of 表三 and 表四 say, beside their sums.

mod carried_out_exceeds_requests;
mod carry_in_denied;
mod disputes_without_requests;
mod everything_granted;
mod unfinished_denied;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &carried_out_exceeds_requests::CarriedOutExceedsRequests,
    &everything_granted::EverythingGranted,
    &carry_in_denied::CarryInDenied,
    &unfinished_denied::UnfinishedDenied,
    &disputes_without_requests::DisputesWithoutRequests,
];
