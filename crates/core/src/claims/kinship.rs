//! Whether one claim may be a total of another, and what else is asked of two claims.

use super::group::REACH;
use super::subject::{Family, Subject};
use super::unit::Unit;
use super::{Claim, Flags, Role};
use crate::figure::Decimal;

/// Scratch bits, gone when reading ends: the total's clause says 共; the claim is joined to the one before by 、.
pub(super) const SURE: Flags = Flags(1 << 30);
pub(super) const LISTED: Flags = Flags(1 << 31);
/// Words around the claim name a channel.
pub(super) const CHANNEL: Flags = Flags(1 << 15);
pub(super) const OF_LIST: Flags = Flags(Flags::LIST_CLOSED.0 | Flags::LIST_OPEN.0);
pub(super) const SCRATCH: Flags = Flags(SURE.0 | LISTED.0 | CHANNEL.0);

pub(super) fn same_kind(one: &Claim, other: &Claim) -> bool {
    one.unit == other.unit
        || one.unit.is_money() && other.unit.is_money()
        || other.unit == Unit::None && one.unit.is_count()
}

/// Whether `whole` may be the total of `part`, by their measure words.
pub(super) fn counts_alike(whole: &Claim, part: &Claim) -> bool {
    same_kind(whole, part) || whole.unit.is_piece() && part.unit.is_piece() || is_stage_of(whole, part)
}

/// Requests are requests, whether 件, 份 or 封 counts them; so are cases.
pub(super) fn is_stage_of(whole: &Claim, part: &Claim) -> bool {
    let of_one = match whole.subject.family() {
        Family::Flow => matches!(part.subject.family(), Family::Flow | Family::Result | Family::Applicant),
        Family::Dispute => part.subject.family() == Family::Outcome,
        _ => false,
    };
    of_one && whole.unit.is_case() && part.unit.is_case()
}

/// What was carried over from or to another year has no results yet.
pub(super) fn may_be_total(whole: &Claim, part: &Claim) -> bool {
    let carried = matches!(whole.subject, Subject::RequestsCarriedIn | Subject::RequestsCarriedOut);
    !(carried && matches!(part.subject.family(), Family::Result | Family::Applicant))
}

pub(super) fn total_value(claims: &[Claim], total: Option<u32>) -> Decimal {
    total.and_then(|total| claims.get(total as usize)).map_or(Decimal::ZERO, |claim| claim.value)
}

pub(super) fn root_of(claims: &[Claim], mut index: u32) -> u32 {
    while let Some(claim) = claims.get(index as usize)
        && claim.role == Role::Part
        && let Some(parent) = claim.parent
        && parent != index
    {
        index = parent;
    }
    index
}

/// The number of breakdowns that a total already has.
pub(super) fn next_breakdown(claims: &[Claim], total: u32) -> u8 {
    // Parts stand behind their total, or right before it.
    claims[total.saturating_sub(32) as usize..]
        .iter()
        .rev()
        .take(4 * REACH)
        .find(|claim| claim.role == Role::Part && claim.parent == Some(total))
        .map_or(0, |claim| (claim.flags.breakdown() + 1).min(7))
}

/// A sum that misses its total by at most a quarter: a slip, and not a selection.
pub(super) fn is_near(sum: Decimal, total: Decimal) -> bool {
    let (Some(off), Some(quarter)) = (sum.checked_sub(total), Decimal::from_int(4)) else { return false };
    off.abs().checked_mul(quarter).is_some_and(|four_times| four_times <= total)
}

/// 自然人 and 法人或其他组织 are all there are.
pub(super) fn covers_applicants(parts: &[Claim]) -> bool {
    let has = |subject| parts.iter().any(|part| part.subject == subject);
    has(Subject::ByNaturalPerson) && has(Subject::ByOrganisation)
}

pub(super) const fn names_channel(claim: &Claim) -> bool {
    claim.flags.contains(CHANNEL)
}

/// Characters that two texts have in common at their ends.
pub(super) fn common_end(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count()
}
