//! What the figures of 表三 and 表四 say, beside their sums.

pub(crate) mod broken_carry_over;
pub(crate) mod carried_out_exceeds_requests;
pub(crate) mod carry_in_denied;
pub(crate) mod disputes_without_requests;
pub(crate) mod everything_granted;
pub(crate) mod unfinished_denied;
