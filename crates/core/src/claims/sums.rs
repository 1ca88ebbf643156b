//! Sums told behind their parts: `网站60条、微信40条，共计100条`.

use super::group::REACH;
use super::kinship::{LISTED, OF_LIST, is_near, names_channel, same_kind};
use super::lists::Clue;
use super::subject::Subject;
use super::words::Word;
use super::{Claim, Flags, Role};
use crate::figure::Decimal;

/// `A a件、B b件，共计N件`: makes the figures before the sum its parts.
pub(super) fn sum_up(claims: &mut [Claim], clue: &Clue) {
    let at = claims.len() - 1;
    let sum_word = clue.seen.has(Word::Sum);
    if !(sum_word
        || clue.seen.has(Word::All)
        || clue.seen.has(Word::Accrued)
        || clue.first == Some(Word::Copula))
    {
        return;
    }
    let claim = claims[at];
    let outside =
        Flags::CHANGE | Flags::OTHER_YEAR | Flags::EACH | Flags::RANGE | Flags::NEGATED | Flags::PLAN;
    let fits = |other: &&Claim| {
        other.role == Role::Alone
            && !other.flags.intersects(outside)
            && same_kind(other, &claim)
            && other.sentence == claim.sentence
    };
    // The sentence of a claim is not known yet, so the group limits the search.
    let before = &claims[clue.group as usize..at];
    let count = before.iter().rev().take(REACH).take_while(fits).count();
    if count < 2 {
        return;
    }
    let mut sum = Decimal::ZERO;
    let mut agreeing = None;
    for (n, part) in (1..).zip(before.iter().rev().take(count)) {
        sum = sum.checked_add(part.value).unwrap_or(sum);
        if n >= 2 && sum == claim.value {
            agreeing = Some(n);
            break;
        }
    }
    // A sum that does not agree is a claim of the words only if they say 共计 outright behind a list joined by 、.
    let listed = before[before.len() - count + 1..].iter().all(|part| part.flags.contains(LISTED));
    let told = sum_word && clue.first == Some(Word::Sum) && (listed || told_of_all(claims, clue, count));
    let Some(parts) = agreeing.or(told.then_some(count)) else { return };
    let carried = claims[at - parts..at].iter().any(|part| part.subject == Subject::RequestsCarriedIn);
    for part in &mut claims[at - parts..at] {
        part.role = Role::Part;
        part.parent = Some(at as u32);
        part.flags = part.flags.without(OF_LIST) | Flags::LIST_CLOSED;
        if part.subject.is_of_whole() && !carried {
            part.subject = Subject::Unknown;
        }
    }
    claims[at].flags |= if carried { Flags::INCLUDES_CARRIED } else { Flags::NONE };
    claims[at].role = Role::Total;
    claims[at].flags |= Flags::LIST_CLOSED;
    // 网站主动公开60条，微信主动公开40条，全年共计100条
    let disclosed = clue.disclosed && claims[at].label.is_empty() && claims[at].unit.is_piece();
    if disclosed && claims[at].subject == Subject::Unknown && claims[at - parts..at].iter().any(names_channel)
    {
        claims[at].subject = Subject::DisclosedTotal;
    }
}

/// `网站60条，微信45条，三者合计100条`: the clause of the sum names nothing else, and what stands before are channels.
fn told_of_all(claims: &[Claim], clue: &Clue, count: usize) -> bool {
    let at = claims.len() - 1;
    let parts = &claims[at - count..at];
    const LONGEST: usize = 8;
    let before = &clue.text[..claims[at].number.start as usize];
    let mark = before.char_indices().rev().take(LONGEST).find(|(_, c)| matches!(c, '，' | ',' | '；'));
    let words = mark.map_or("", |(mark, c)| &before[mark + c.len_utf8()..]);
    let counted = match words.chars().next() {
        Some('两' | '二') => count == 2,
        Some('三') => count == 3,
        Some('四') => count == 4,
        _ => false,
    };
    let bare = ["共计", "合计", "总计", "全年共计", "全年合计", "全年总计", "累计共"].contains(&words);
    let sum = parts.iter().try_fold(Decimal::ZERO, |sum, part| sum.checked_add(part.value));
    let channels = parts.iter().filter(|part| names_channel(part)).count() + 1 >= count;
    let near = sum.is_some_and(|sum| is_near(sum, claims[at].value));
    // A part above what is said of all of them is a slip in any case.
    let beyond = parts.iter().any(|part| part.value > claims[at].value);
    (counted || bare && (near || beyond)) && channels
}
