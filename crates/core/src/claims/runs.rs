//! Parts without a word that opens a list: `收到申请9件，予以公开6件、不予公开3件`, `行政复议3件，维持2件，纠正1件`.
//!
//! Nothing but their sum says that they are parts, so only figures that add up exactly are taken for a list.

use super::group::REACH;
use super::kinship;
use super::subject::{Family, Subject};
use super::{Claim, Flags, Role};
use crate::figure::Decimal;

/// Makes lists of the runs among the claims from `from` on; `root` is the total that the sentences before spoke of.
pub(super) fn settle(claims: &mut [Claim], from: u32, root: Option<u32>) {
    let mut at = from as usize;
    while at < claims.len() {
        let family = claims[at].subject.family();
        let channel = family == Family::Unknown && is_channel(&claims[at]);
        if !(channel || matches!(family, Family::Applicant | Family::Result | Family::Outcome)) {
            at += 1;
            continue;
        }
        let end = match channel {
            true => at + claims[at..].iter().take(REACH).take_while(|claim| is_channel(claim)).count(),
            false => run(claims, at, family),
        };
        if let Some(total) = total(claims, at..end, from as usize, family, root) {
            close(claims, at..end, total);
        }
        at = end;
    }
}

/// A count of what went one way, that is no part of anything yet.
fn is_channel(claim: &Claim) -> bool {
    claim.role == Role::Rate
        || claim.role == Role::Alone
            && claim.unit.is_case()
            && claim.subject == Subject::Unknown
            && kinship::names_channel(claim)
}

/// The end of the run of claims of one family that begins at `start`; the rates between them belong to it.
fn run(claims: &[Claim], start: usize, family: Family) -> usize {
    let goes_on = |claim: &Claim| claim.role == Role::Rate || claim.subject.family() == family;
    start + claims[start..].iter().take(REACH).take_while(|claim| goes_on(claim)).count()
}

/// The claim before the run that its parts add up to.
fn total(
    claims: &[Claim],
    run: std::ops::Range<usize>,
    from: usize,
    family: Family,
    root: Option<u32>,
) -> Option<u32> {
    let outside = Flags::CHANGE | Flags::EACH | Flags::RANGE | Flags::NEGATED;
    let mut sum = Decimal::ZERO;
    let mut parts = 0;
    for claim in claims[run.clone()].iter().filter(|claim| claim.role != Role::Rate) {
        if claim.role != Role::Alone || claim.flags.intersects(outside) {
            return None;
        }
        sum = sum.checked_add(claim.value)?;
        parts += 1;
    }
    if parts < 2 || sum == Decimal::ZERO {
        return None;
    }
    let fits = |index: &usize| {
        let claim = &claims[*index];
        let of_kind = match family {
            Family::Outcome => claim.subject.family() == Family::Dispute,
            Family::Unknown => {
                matches!(claim.subject.family(), Family::Flow) || claim.subject == Subject::DisclosedTotal
            }
            _ => matches!(claim.subject, Subject::RequestsReceived | Subject::RequestsHandled),
        };
        of_kind && claim.value == sum && kinship::counts_alike(claim, &claims[run.start])
    };
    let near = (from..run.start).rev().take(REACH).find(fits);
    near.or_else(|| root.map(|root| root as usize).filter(|root| run.start == from && fits(root)))
        .and_then(|index| u32::try_from(index).ok())
}

fn close(claims: &mut [Claim], run: std::ops::Range<usize>, total: u32) {
    let breakdown = kinship::next_breakdown(claims, total);
    for part in claims[run].iter_mut().filter(|claim| claim.role != Role::Rate) {
        part.role = Role::Part;
        part.parent = Some(total);
        part.flags = part.flags.with_breakdown(breakdown) | Flags::LIST_CLOSED;
    }
    let whole = &mut claims[total as usize];
    if breakdown == 0 && whole.role != Role::Part {
        whole.flags |= Flags::LIST_CLOSED;
    }
    if whole.role == Role::Alone {
        whole.role = Role::Total;
    }
}

/// `共主动公开信息444条。政府网站发布118条。公众号发布294条。视频号发布32条。`: sentences of their own that tell the
/// channels of one total, if they add up to it exactly. `from` is the paragraph's first claim.
pub(super) fn channels(claims: &mut [Claim], from: usize) {
    let mut at = from;
    while at < claims.len() {
        let parts = channels_of(claims, at);
        let total = u32::try_from(at).unwrap_or(u32::MAX);
        at += 1;
        if parts.is_empty() {
            continue;
        }
        for part in parts {
            let part = &mut claims[part];
            part.role = Role::Part;
            part.parent = Some(total);
            part.flags = part.flags.without(kinship::OF_LIST) | Flags::LIST_CLOSED;
        }
        claims[total as usize].role = Role::Total;
        claims[total as usize].flags |= Flags::LIST_CLOSED;
    }
}

/// The claims behind `at` that name channels and add up to it.
fn channels_of(claims: &[Claim], at: usize) -> Vec<usize> {
    const MOST: usize = 12;
    let whole = &claims[at];
    let outside = Flags::CHANGE | Flags::EACH | Flags::RANGE | Flags::NEGATED | Flags::PLAN;
    let counts = |claim: &Claim| claim.unit == whole.unit && !claim.flags.intersects(outside);
    let told = whole.subject == Subject::DisclosedTotal || whole.flags.contains(kinship::SURE);
    let mut parts = Vec::new();
    if whole.role != Role::Alone || !told || !whole.unit.is_piece() || !counts(whole) {
        return parts;
    }
    let mut sum = Decimal::ZERO;
    for (index, claim) in claims.iter().enumerate().skip(at + 1).take(REACH) {
        if claim.role == Role::Part || !counts(claim) {
            continue;
        }
        let channel = claim.sentence.start > whole.sentence.start
            && claim.role != Role::Rate
            && kinship::names_channel(claim);
        let next = sum.checked_add(claim.value).filter(|next| channel && *next <= whole.value);
        let Some(next) = next.filter(|_| parts.len() < MOST) else { return Vec::new() };
        sum = next;
        parts.push(index);
        if sum == whole.value {
            return if parts.len() >= 2 { parts } else { Vec::new() };
        }
    }
    Vec::new()
}
