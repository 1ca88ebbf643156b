//! Which number of the prose is wrong: the one that, changed, makes everything hold that it takes part in.

use gouji_core::finding::Found;
use gouji_core::prelude::*;
use gouji_core::prose::{Base, List, Share, Whole, is_share, readings};

use crate::claims::{Span, Stated, stands};

/// With more lists it is no report, and each would be held to all others.
const MOST_LISTS: usize = 400;

/// One number and what it should be.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    claim: u32,
    value: Decimal,
    /// Assertions that hold only with the new value.
    gain: usize,
}

/// Says of a broken list which of its numbers is to be changed: the one that makes most hold, and among equals the one
/// that is `likeliest` wrong.
pub(crate) fn of_list(report: &Report, stated: &Stated, list: &List, likeliest: u32, found: &mut Found) {
    if stated.prose.lists.len() > MOST_LISTS {
        return;
    }
    let value = |claim: u32| stated.claims[claim as usize].value.micros();
    let sum: i64 = list.parts.iter().map(|part| value(*part)).fold(0, i64::saturating_add);
    let gap = value(list.whole).saturating_sub(sum);
    let parts = list.parts.iter().map(|part| (*part, value(*part).saturating_add(gap)));
    let all = std::iter::once((list.whole, sum)).chain(parts);
    let mut candidates: Vec<Candidate> = all
        .filter(|(_, value)| *value >= 0)
        .filter_map(|(claim, value)| {
            let value = Decimal::from_micros(value);
            let gain = gain(report, stated, claim, value)?;
            Some(Candidate { claim, value, gain })
        })
        .collect();
    let best = candidates.iter().map(|candidate| candidate.gain).max().unwrap_or(0);
    candidates.retain(|candidate| candidate.gain == best);
    let likeliest = candidates.iter().find(|candidate| candidate.claim == likeliest).copied();
    // What a slip of the pen makes of the right number is likelier than what it does not, and a digit changed is likelier
    // than one left out.
    let written = |candidate: &Candidate| stated.claims[candidate.claim as usize].value;
    if candidates.len() > 1 {
        candidates.retain(|candidate| is_slip(written(candidate), candidate.value));
    }
    if candidates.len() > 1 {
        let length = |value: Decimal| value.to_string().len();
        candidates.retain(|candidate| length(written(candidate)) == length(candidate.value));
    }
    let candidate = match candidates[..] {
        [candidate] => Some(candidate),
        _ => likeliest,
    };
    let Some(candidate) = candidate else { return };
    let claim = &stated.claims[candidate.claim as usize];
    if is_plain(claim) {
        found.repair(report.slice(claim.number), candidate.value.to_string());
    }
}

/// Says that a number should be the table's, where nothing else that holds speaks against it.
pub(crate) fn of_claim(report: &Report, stated: &Stated, claim: &Claim, value: Decimal, found: &mut Found) {
    let at = stated.claims.partition_point(|other| other.number.start < claim.number.start) as u32;
    if stated.prose.lists.len() > MOST_LISTS || !is_plain(claim) || value.is_negative() {
        return;
    }
    let Some(least) = gain(report, stated, at, value) else { return };
    // 收到并处理18件，其中新收19件、上年结转2件: what its parts add up to holds more than what one cell says.
    let broken = stated.prose.lists.iter().filter(|list| list.whole == at && !list.agrees);
    let better = broken
        .filter_map(|list| {
            let parts = list.parts.iter().map(|part| stated.claims[*part as usize].value.micros());
            let sum = Decimal::from_micros(parts.fold(0, i64::saturating_add));
            Some((gain(report, stated, at, sum)? + usize::from(!list.closed), sum))
        })
        .filter(|(gain, _)| *gain > least)
        .max_by_key(|(gain, _)| *gain);
    let value = better.map_or(value, |(_, sum)| sum);
    found.repair(report.slice(claim.number), value.to_string());
}

/// Printed in digits to its last place.
fn is_plain(claim: &Claim) -> bool {
    claim.exactness == Exactness::Exact
        && claim.flags.scale() == 0
        && !claim.flags.intersects(Flags::NEGATED | Flags::RANGE)
}

/// How many assertions a new value of a claim makes hold; `None` where it breaks one that holds now.
fn gain(report: &Report, stated: &Stated, claim: u32, value: Decimal) -> Option<usize> {
    let mut gain = 0;
    let of_claim = |list: &&List| list.whole == claim || list.parts.contains(&claim);
    for list in stated.prose.lists.iter().filter(of_claim).filter(|list| list.closed) {
        match (list.agrees, adds_up(stated, list, claim, value)) {
            (true, false) => return None,
            (false, true) => gain += 1,
            _ => {}
        }
    }
    for share in stated.prose.shares.iter().filter(|share| share.part == claim) {
        if share.whole == Whole::Untold {
            continue;
        }
        match (share.agrees, holds_with(stated, share, value)) {
            (true, _) => return None,
            (false, true) => gain += 1,
            // Which of the two is wrong nobody knows where the share is broken already.
            (false, false) => {}
        }
    }
    if is_told_again(stated, claim) {
        return None;
    }
    for change in stated.prose.changes.iter().take(MOST_LISTS) {
        let Base::Told(base) = change.base else { continue };
        if (change.now == claim || base == claim) && change.agrees {
            return None;
        }
    }
    let said = &stated.claims[claim as usize];
    if stands(said) {
        let figures = readings(report, stated.prose.quantities[claim as usize].subject);
        let tabled = |value: Decimal| figures.iter().any(|figure| figure.get() == Some(value));
        match (tabled(said.value), tabled(value)) {
            (true, false) => return None,
            (false, true) => gain += 1,
            _ => {}
        }
    }
    Some(gain)
}

/// Whether a share would be right with another value of its part.
fn holds_with(stated: &Stated, share: &Share, part: Decimal) -> bool {
    let whole = match share.whole {
        Whole::Told(whole) => stated.claims[whole as usize].value.micros(),
        Whole::Tabled(_, figure) => figure,
        Whole::Untold => return false,
    };
    whole > 0 && is_share(&stated.claims[share.rate as usize], part.micros(), whole)
}

/// Another whole of the paragraph is the same number of the same things: `共计320条，包括……。按内容分，……总计320条`.
fn is_told_again(stated: &Stated, claim: u32) -> bool {
    let (said, place) = (&stated.claims[claim as usize], &stated.prose.quantities[claim as usize]);
    let is_whole = |index: u32| stated.prose.lists.iter().any(|list| list.whole == index);
    is_whole(claim)
        && stated.prose.lists.iter().filter(|list| list.agrees && list.whole != claim).any(|list| {
            let other = &stated.claims[list.whole as usize];
            let paragraph = stated.prose.quantities[list.whole as usize].paragraph;
            other.value == said.value && other.unit == said.unit && paragraph == place.paragraph
        })
}

fn adds_up(stated: &Stated, list: &List, claim: u32, value: Decimal) -> bool {
    let span = |index: u32| match index == claim {
        true => Span { low: value.micros(), high: value.micros() },
        false => Span::of(&stated.claims[index as usize]),
    };
    list.parts.iter().map(|part| span(*part)).fold(Span::ZERO, Span::plus).meets(span(list.whole))
}

/// One digit is another, one is missing or too many, or two have changed places.
fn is_slip(written: Decimal, right: Decimal) -> bool {
    let (one, two) = (written.to_string().into_bytes(), right.to_string().into_bytes());
    let (short, long) = if one.len() <= two.len() { (&one, &two) } else { (&two, &one) };
    let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
    let rest = |skip: usize, of: &[u8]| of.get(same + skip..).map(<[u8]>::to_vec);
    if short.len() == long.len() {
        let swapped = rest(2, short) == rest(2, long)
            && short.get(same) == long.get(same + 1)
            && short.get(same + 1) == long.get(same);
        return swapped || rest(1, short) == rest(1, long);
    }
    rest(0, short) == rest(1, long)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(written: i64, right: i64, slip: bool) {
        let number = |number| Decimal::from_int(number).unwrap();
        assert_eq!(is_slip(number(written), number(right)), slip, "{written} {right}");
    }

    #[test]
    fn slips_of_the_pen() {
        check(326, 320, true);
        check(362, 326, true);
        check(32, 326, true);
        check(3266, 326, true);
        check(326, 435, false);
        check(326, 31, false);
    }
}
