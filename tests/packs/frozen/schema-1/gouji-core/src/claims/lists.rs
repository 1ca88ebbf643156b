//! Totals and their parts: which list is open, whether a figure belongs to it, and whether the list covers its total.
//!
//! The words decide where they can. Where they leave a choice (nested lists without brackets, an unmarked end), a reading in
//! which the sums agree is preferred to one in which they do not.

use super::group::REACH;
use super::subject::{Family, Subject};
use super::words::{Seen, Word};
use super::{Claim, Exactness, Flags, Role};
use crate::figure::Decimal;

/// What opened a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opener {
    /// 其中.
    Among,
    /// A bracket right behind the total.
    Bracket,
    /// A colon right behind the total.
    Colon,
    /// 包括, 分为.
    Includes,
    /// 涉及.
    Involves,
    /// 分别为.
    Respectively,
    /// 按渠道分.
    By,
}

/// What a figure's clause says about its place in a list.
#[derive(Clone, Copy)]
pub(super) struct Clue<'a> {
    pub(super) text: &'a str,
    /// Words of the clause before the figure.
    pub(super) seen: Seen,
    /// The first word of the clause.
    pub(super) first: Option<Word>,
    /// What ended the clause before.
    pub(super) delimiter: Word,
    pub(super) depth: u8,
    /// The group's first claim.
    pub(super) group: u32,
}

#[derive(Debug, Clone, Copy)]
struct List {
    opener: Opener,
    depth: u8,
    total: Option<u32>,
    /// A colon stands behind the opening word: parts may be set apart by ；.
    colon: bool,
    parts: u8,
    first: u32,
    last: u32,
    sum: Decimal,
    family: Family,
    acts: bool,
    semi: bool,
    /// Words say that more belongs to it (等, 主要, 含).
    partial: bool,
    /// The last part is 其他.
    rest: bool,
    nested: bool,
    breakdown: u8,
    /// The total's own clause says 共.
    sure: bool,
}

const DEEPEST: usize = 6;

#[derive(Default)]
pub(super) struct Lists {
    open: Vec<List>,
    /// The total that a sentence beginning with 其中 speaks of.
    pub(super) root: Option<u32>,
}

enum Fit {
    Part,
    /// Not a part, but the list goes on.
    Aside,
    /// The list has ended.
    Over,
}

impl Lists {
    pub(super) fn open(&mut self, opener: Opener, depth: u8, total: Option<u32>, partial: bool) {
        // 其中 and 包括 right behind another opening word refine it.
        if let Some(last) = self.open.last_mut()
            && last.parts == 0
            && last.depth == depth
        {
            if opener != Opener::Respectively || last.opener == Opener::By {
                last.opener = opener;
            }
            last.partial |= partial;
            return;
        }
        if self.open.len() >= DEEPEST {
            return;
        }
        self.open.push(List {
            opener,
            depth,
            total,
            colon: opener == Opener::Colon,
            parts: 0,
            first: 0,
            last: 0,
            sum: Decimal::ZERO,
            family: Family::Unknown,
            acts: false,
            semi: false,
            partial,
            rest: false,
            nested: false,
            breakdown: 0,
            sure: false,
        });
    }

    /// A colon right behind the opening word.
    pub(super) fn colon(&mut self) {
        if let Some(list) = self.open.last_mut()
            && list.parts == 0
        {
            list.colon = true;
        }
    }

    /// 等, 主要: the list at this depth says that it is not complete.
    pub(super) fn partial(&mut self, depth: u8) {
        if let Some(list) = self.open.last_mut()
            && list.depth == depth
        {
            list.partial = true;
        }
    }

    /// A semicolon ends lists whose parts are set apart by commas.
    pub(super) fn semicolon(&mut self, claims: &mut [Claim], depth: u8) {
        while let Some(list) = self.open.last_mut() {
            if list.depth < depth {
                return;
            }
            let goes_on = list.semi
                || list.parts == 1 && (list.colon || list.family != Family::Unknown)
                || list.parts == 0 && list.colon;
            if goes_on {
                list.semi = true;
                return;
            }
            self.finish_last(claims);
        }
    }

    /// A bracket has closed: ends the lists that were opened in it.
    pub(super) fn close(&mut self, claims: &mut [Claim], depth: u8) {
        while self.open.last().is_some_and(|list| list.depth > depth) {
            self.finish_last(claims);
        }
    }

    pub(super) fn finish(&mut self, claims: &mut [Claim]) {
        while !self.open.is_empty() {
            self.finish_last(claims);
        }
    }

    /// The total whose list is open, and the last part of it.
    pub(super) fn current(&self) -> Option<(Option<u32>, Option<u32>)> {
        self.open.last().map(|list| (list.total, (list.parts > 0).then_some(list.last)))
    }

    /// Gives the last of `claims` its place.
    pub(super) fn place(&mut self, claims: &mut [Claim], clue: &Clue) {
        let Some(at) = claims.len().checked_sub(1) else { return };
        let outside = Flags::CHANGE | Flags::OTHER_YEAR | Flags::EACH | Flags::RANGE | Flags::NEGATED;
        if claims[at].role == Role::Rate || claims[at].flags.intersects(outside) {
            return;
        }
        while let Some(list) = self.open.last() {
            let nested = self.open.len() >= 2 && self.open[self.open.len() - 2].depth == list.depth;
            let (total, fit) = match self.resolve(claims, clue) {
                Some(total) => (total, self.fit(claims, total, clue, nested)),
                None if list.parts == 0 && list.depth < clue.depth => return,
                None => (0, Fit::Over),
            };
            match fit {
                Fit::Part => {
                    self.add(claims, total, clue);
                    return;
                }
                Fit::Aside => return,
                Fit::Over => self.finish_last(claims),
            }
        }
        self.sum_up(claims, clue);
    }

    /// The total of the innermost list: known, or the nearest claim that may be one.
    fn resolve(&self, claims: &[Claim], clue: &Clue) -> Option<u32> {
        let list = self.open.last()?;
        let at = claims.len() - 1;
        let same = |index: u32| {
            claims.get(index as usize).is_some_and(|claim| index < at as u32 && same_kind(claim, &claims[at]))
        };
        if list.parts > 0 {
            return list.total;
        }
        if let Some(total) = list.total {
            return same(total).then_some(total);
        }
        let outside = Flags::CHANGE | Flags::OTHER_YEAR | Flags::EACH | Flags::RANGE | Flags::NEGATED;
        let candidate = (clue.group..at as u32).rev().take(REACH).find(|index| {
            let claim = &claims[*index as usize];
            same(*index) && claim.role != Role::Rate && !claim.flags.intersects(outside)
        });
        let Some(candidate) = candidate else {
            let carries = matches!(list.opener, Opener::Among | Opener::By);
            return self.root.filter(|root| carries && same(*root) && *root < clue.group);
        };
        let claim = &claims[candidate as usize];
        let outer = self.open.len().checked_sub(2).map(|i| &self.open[i]);
        match claim.parent {
            // A part may have parts only while its own list is open, and if they fit into it.
            Some(_) if claim.role == Role::Part => {
                let in_open_list = outer.is_some_and(|outer| {
                    outer.total == claim.parent
                        && !(outer.sum == total_value(claims, outer.total) && clue.delimiter == Word::Semi)
                });
                if in_open_list && list.opener == Opener::Among && claims[at].value <= claim.value {
                    Some(candidate)
                } else {
                    Some(root_of(claims, candidate))
                }
            }
            _ => Some(candidate),
        }
    }

    fn fit(&self, claims: &[Claim], total: u32, clue: &Clue, nested: bool) -> Fit {
        let Some(list) = self.open.last() else { return Fit::Over };
        let Some(claim) = claims.last() else { return Fit::Over };
        let Some(whole) = claims.get(total as usize) else { return Fit::Over };
        if clue.depth > list.depth || !same_kind(whole, claim) {
            return Fit::Aside;
        }
        let family = claim.subject.family();
        if list.parts == 0 {
            // 27件（全部办结25件）, 100件，包括受理的20件: a stage of its own and no part.
            let stage = family == Family::Flow && claim.subject != Subject::RequestsCarriedIn;
            let bare = matches!(list.opener, Opener::Bracket | Opener::Includes | Opener::Involves);
            return if stage && bare
                || claim.subject == whole.subject && family != Family::Unknown && list.opener != Opener::Among
            {
                Fit::Over
            } else {
                Fit::Part
            };
        }
        let restarts = matches!(clue.first, Some(Word::Besides | Word::Sum | Word::All | Word::Accrued))
            || clue.seen.has_any(&[Word::Besides, Word::Sum, Word::All]);
        let other_family = family != list.family
            && (family != Family::Unknown && list.family != Family::Unknown
                || matches!(family, Family::Flow | Family::Dispute));
        if restarts || other_family {
            return Fit::Over;
        }
        let sum = list.sum.checked_add(claim.value);
        let whole_sum = list.sum == whole.value && claim.value != Decimal::ZERO;
        let names_channel = |claim: &Claim| names_channel(claim.label.of(clue.text));
        let channels =
            clue.seen.has(Word::Channel) && claims.get(list.first as usize).is_some_and(names_channel);
        let beyond = sum.is_none_or(|sum| sum > whole.value);
        let acts = clue.first == Some(Word::Act) && !list.acts;
        if whole_sum || acts && beyond {
            return Fit::Over;
        }
        if nested && self.open[self.open.len() - 2].parts > 0 {
            let outer = &self.open[self.open.len() - 2];
            let completes = outer.sum.checked_add(claim.value) == Some(total_value(claims, outer.total));
            let of_outer = family != Family::Unknown && family == outer.family && family != list.family;
            if beyond || completes && sum != Some(whole.value) || of_outer {
                return Fit::Over;
            }
        } else if clue.delimiter == Word::Comma && self.is_sibling(claims, list, whole, claim, clue.text) {
            return Fit::Over;
        } else if beyond
            && list.parts == 1
            && clue.delimiter == Word::Comma
            && !list.colon
            && !list.sure
            && !channels
        {
            // With one part before it and no other sign, what overshoots is rather a new statement.
            return Fit::Over;
        }
        Fit::Part
    }

    /// `网站发布60条，其中解读20条，微信发布45条`: the words are like the total's and not like the part's.
    fn is_sibling(&self, claims: &[Claim], list: &List, whole: &Claim, claim: &Claim, text: &str) -> bool {
        let Some(first) = claims.get(list.first as usize) else { return false };
        let like = |other: &Claim| common_end(other.label.of(text), claim.label.of(text));
        let (to_whole, to_part) = (like(whole), like(first));
        let alike = to_whole >= 4 && to_whole > to_part && claim.subject.family() == Family::Unknown;
        let channel = |claim: &Claim| names_channel(claim.label.of(text));
        alike || channel(whole) && channel(claim) && !channel(first)
    }

    fn add(&mut self, claims: &mut [Claim], total: u32, clue: &Clue) {
        let at = claims.len() - 1;
        let outer = self.open.len().checked_sub(2).map(|i| &self.open[i]);
        let nested = outer.is_some_and(|outer| outer.parts > 0 && outer.last == total);
        let whole = claims[total as usize];
        let Some(list) = self.open.last_mut() else { return };
        if list.parts == 0 {
            list.total = Some(total);
            list.first = at as u32;
            list.family = claims[at].subject.family();
            list.acts = clue.first == Some(Word::Act);
            list.nested = nested;
            list.breakdown = next_breakdown(claims, total);
        } else if list.family == Family::Unknown {
            list.family = claims[at].subject.family();
        }
        list.parts = list.parts.saturating_add(1);
        list.last = at as u32;
        list.sum = list.sum.checked_add(claims[at].value).unwrap_or(list.sum);
        list.rest = clue.seen.has(Word::Remainder) || claims[at].subject == Subject::OtherHandling;
        list.sure |= list.total.is_some_and(|t| claims[t as usize].flags.contains(SURE));
        let breakdown = list.breakdown;
        let claim = &mut claims[at];
        claim.role = Role::Part;
        claim.parent = Some(total);
        claim.flags = claim.flags.with_breakdown(breakdown);
        if claim.unit == super::Unit::None {
            claim.unit = whole.unit;
        }
        if claim.subject.is_of_whole() && !clue.seen.has(Word::NewlyReceived) {
            claim.subject = Subject::Unknown;
        }
        if claim.subject == Subject::RequestsCarriedIn {
            claims[total as usize].flags |= Flags::INCLUDES_CARRIED;
        }
    }

    /// `A a件、B b件，共计N件`: makes the figures before the sum its parts.
    fn sum_up(&mut self, claims: &mut [Claim], clue: &Clue) {
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
        let told = sum_word && listed && clue.first == Some(Word::Sum);
        let Some(parts) = agreeing.or(told.then_some(count)) else { return };
        let carried = claims[at - parts..at].iter().any(|part| part.subject == Subject::RequestsCarriedIn);
        for part in &mut claims[at - parts..at] {
            part.role = Role::Part;
            part.parent = Some(at as u32);
            part.flags |= Flags::LIST_CLOSED;
            if part.subject.is_of_whole() && !carried {
                part.subject = Subject::Unknown;
            }
        }
        claims[at].flags |= if carried { Flags::INCLUDES_CARRIED } else { Flags::NONE };
        claims[at].role = Role::Total;
        claims[at].flags |= Flags::LIST_CLOSED;
    }

    /// Ends the innermost list and writes down whether it covers its total.
    fn finish_last(&mut self, claims: &mut [Claim]) {
        let Some(mut list) = self.open.pop() else { return };
        let (Some(mut total), 1..) = (list.total, list.parts) else { return };
        let value = claims[total as usize].value;
        if list.sum != value
            && list.parts >= 2
            && matches!(list.opener, Opener::Among | Opener::Includes | Opener::Involves)
            && let Some(better) = better_total(claims, total, &list)
        {
            for part in &mut claims[list.first as usize..=list.last as usize] {
                if part.parent == Some(total) && part.role == Role::Part {
                    part.parent = Some(better);
                    part.flags = part.flags.with_breakdown(0);
                }
            }
            total = better;
            list.breakdown = 0;
        }
        let whole = claims[total as usize];
        let agrees = list.sum == whole.value;
        let several = list.parts >= 2;
        let near = is_near(list.sum, whole.value);
        let doubtful = match list.opener {
            Opener::Respectively => {
                several && !agrees && list.family == Family::Unknown && !(list.sure && near)
            }
            Opener::Involves => !agrees && list.family == Family::Unknown,
            Opener::Includes | Opener::By => !several && !agrees && !list.partial,
            Opener::Bracket | Opener::Colon => {
                !several && list.family == Family::Unknown && !agrees && !list.partial
            }
            Opener::Among => false,
        };
        let parts = |claim: &&mut Claim| claim.role == Role::Part && claim.parent == Some(total);
        if doubtful {
            for index in list.first..=list.last {
                let has_parts = |claim: &Claim| claim.role == Role::Part && claim.parent == Some(index);
                let role = if claims[index as usize..].iter().take(REACH).any(has_parts) {
                    Role::Total
                } else {
                    Role::Alone
                };
                let part = &mut claims[index as usize];
                if part.role == Role::Part && part.parent == Some(total) {
                    part.role = role;
                    part.parent = None;
                    part.flags = part.flags.with_breakdown(0);
                }
            }
            return;
        }
        let ambiguous =
            list.nested && !agrees && self.open.last().is_some_and(|outer| outer.depth == list.depth);
        if ambiguous && let Some(outer) = self.open.last_mut() {
            outer.partial = true;
        }
        list.partial |= ambiguous;
        let covers = match list.opener {
            Opener::Respectively | Opener::Includes | Opener::Colon | Opener::Bracket | Opener::By => {
                several && near
            }
            Opener::Among | Opener::Involves => false,
        };
        // A list that reaches or passes its total is meant as the whole of it.
        let reaches = several && whole.exactness == Exactness::Exact && list.sum >= whole.value;
        let people = list.family == Family::Applicant
            && covers_applicants(&claims[list.first as usize..=list.last as usize]);
        let flag = match () {
            () if list.partial => Flags::LIST_OPEN,
            () if agrees || covers || list.rest && several || reaches || people => Flags::LIST_CLOSED,
            () => Flags::NONE,
        };
        for part in claims[list.first as usize..=list.last as usize].iter_mut().filter(parts) {
            part.flags |= flag;
        }
        let whole = &mut claims[total as usize];
        if list.breakdown == 0 {
            whole.flags |= flag;
        }
        if whole.role == Role::Alone {
            whole.role = Role::Total;
        }
    }
}

/// Scratch bits, gone when reading ends: the total's clause says 共; the claim is joined to the one before by 、.
pub(super) const SURE: Flags = Flags(1 << 30);
pub(super) const LISTED: Flags = Flags(1 << 31);

fn same_kind(one: &Claim, other: &Claim) -> bool {
    one.unit == other.unit
        || one.unit.is_money() && other.unit.is_money()
        || other.unit == super::Unit::None && one.unit.is_count()
}

fn total_value(claims: &[Claim], total: Option<u32>) -> Decimal {
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
fn next_breakdown(claims: &[Claim], total: u32) -> u8 {
    // Parts stand behind their total, or right before it.
    claims[total.saturating_sub(32) as usize..]
        .iter()
        .rev()
        .take(4 * REACH)
        .find(|claim| claim.role == Role::Part && claim.parent == Some(total))
        .map_or(0, |claim| (claim.flags.breakdown() + 1).min(7))
}

/// A sum that misses its total by at most a quarter: a slip, and not a selection.
fn is_near(sum: Decimal, total: Decimal) -> bool {
    let (Some(off), Some(quarter)) = (sum.checked_sub(total), Decimal::from_int(4)) else { return false };
    off.abs().checked_mul(quarter).is_some_and(|four_times| four_times <= total)
}

/// Another claim of the same sentence that the parts add up to, where they do not add up to the nearest one.
fn better_total(claims: &[Claim], total: u32, list: &List) -> Option<u32> {
    let start = claims[total as usize].sentence.start;
    (0..total).rev().take(REACH).take_while(|index| claims[*index as usize].sentence.start == start).find(
        |index| {
            let claim = &claims[*index as usize];
            claim.role == Role::Alone && claim.value == list.sum && same_kind(claim, &claims[total as usize])
        },
    )
}

/// 自然人 and 法人或其他组织 are all there are.
fn covers_applicants(parts: &[Claim]) -> bool {
    let has = |subject| parts.iter().any(|part| part.subject == subject);
    has(Subject::ByNaturalPerson) && has(Subject::ByOrganisation)
}

fn names_channel(label: &str) -> bool {
    label.char_indices().any(|(at, _)| matches!(Word::at(label.as_bytes(), at), Some((Word::Channel, _))))
}

/// Characters that two texts have in common at their ends.
fn common_end(one: &str, other: &str) -> usize {
    one.chars().rev().zip(other.chars().rev()).take_while(|(a, b)| a == b).count()
}
