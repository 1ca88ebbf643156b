//! Totals and their parts: which list is open, whether a figure belongs to it, and whether the list covers its total.
//!
//! The words decide where they can. Where they leave a choice (nested lists without brackets, an unmarked end), a reading in
//! which the sums agree is preferred to one in which they do not.

use super::group::REACH;
use super::kinship::{
    OF_LIST, SURE, common_end, counts_alike, covers_applicants, is_near, is_stage_of, may_be_total,
    names_channel, next_breakdown, root_of, same_kind, total_value,
};
use super::subject::{Family, Subject};
use super::sums;
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
    /// The group speaks of 主动公开.
    pub(super) disclosed: bool,
}

#[derive(Debug, Clone, Copy)]
struct List {
    opener: Opener,
    depth: u8,
    total: Option<u32>,
    /// The opening mark stands right behind the total.
    given: bool,
    /// The opening word stands at the front of the sentence.
    leads: bool,
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
    /// Its opening word is joined to what stands before by 、.
    joined: bool,
    /// Its parts are joined by 、, and others are not.
    row: bool,
    breakdown: u8,
    /// The total's own clause says 共.
    sure: bool,
    /// A part is counted in another measure word than its total.
    mixed: bool,
    /// What was sure before a semicolon; what follows belongs to the list only if it completes the sum.
    firm: Option<Firm>,
}

#[derive(Debug, Clone, Copy)]
struct Firm {
    parts: u8,
    last: u32,
    sum: Decimal,
    rest: bool,
}

const DEEPEST: usize = 6;

#[derive(Default)]
pub(super) struct Lists {
    open: Vec<List>,
    /// The total that a sentence beginning with 其中 speaks of.
    pub(super) root: Option<u32>,
    /// The one of the paragraph before.
    earlier: Option<u32>,
}

enum Fit {
    Part,
    /// Not a part, but the list goes on.
    Aside,
    /// The list has ended.
    Over,
}

impl Lists {
    /// The list that was opened last stands at the front of a sentence.
    pub(super) fn leads(&mut self) {
        if let Some(list) = self.open.last_mut() {
            list.leads = true;
        }
    }

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
            given: total.is_some(),
            leads: false,
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
            joined: false,
            row: true,
            breakdown: 0,
            sure: false,
            mixed: false,
            firm: None,
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

    /// Another paragraph begins.
    pub(super) fn paragraph(&mut self) {
        self.earlier = self.root.take();
    }

    /// 在主动公开的信息中 speaks of the paragraph before if it must.
    pub(super) fn recall(&mut self) {
        self.root = self.root.or(self.earlier);
    }

    /// Names without figures were all that followed the opening word.
    pub(super) fn forget(&mut self, depth: u8) {
        if self.open.last().is_some_and(|list| list.parts == 0 && list.depth == depth) {
            self.open.pop();
        }
    }

    /// The total that a sentence beginning with 其中 behind the claims from `from` on speaks of.
    pub(super) fn set_root(&mut self, claims: &[Claim], from: u32) {
        let counts = |at: &u32| {
            let claim = &claims[*at as usize];
            claim.role != Role::Rate && !claim.flags.intersects(Flags::CHANGE)
        };
        let carried = |at: &u32| {
            matches!(claims[*at as usize].subject, Subject::RequestsCarriedIn | Subject::RequestsCarriedOut)
        };
        let group = || (from..claims.len() as u32).rev().take(REACH).filter(counts);
        if let Some(last) = group().find(|at| !carried(at)).or_else(|| group().next()) {
            self.root = Some(root_of(claims, last));
        } else if claims.len() > from as usize {
            self.root = None;
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
                || list.opener == Opener::Bracket && list.depth == depth && leaves_room(claims, list)
                || list.parts == 1 && (list.colon || list.family != Family::Unknown)
                || list.parts == 0 && list.colon;
            if goes_on {
                list.semi = true;
                return;
            }
            let whole = list.total.and_then(|total| claims.get(total as usize));
            let incomplete = list.parts >= 2 && whole.is_some_and(|whole| list.sum < whole.value);
            // 共100条，其中动态30条；公告50条；其他20条.
            let begun = list.parts == 1
                && list.opener == Opener::Among
                && whole.is_some_and(|whole| list.sum < whole.value && whole.flags.contains(SURE));
            let goes_on = (incomplete || begun) && list.depth == depth && !list.nested && !list.partial;
            if list.firm.is_some() || goes_on {
                let firm = Firm { parts: list.parts, last: list.last, sum: list.sum, rest: list.rest };
                list.firm.get_or_insert(firm);
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
        sums::sum_up(claims, clue);
    }

    /// The total of the innermost list: known, or the nearest claim that may be one.
    fn resolve(&self, claims: &[Claim], clue: &Clue) -> Option<u32> {
        let list = self.open.last()?;
        let at = claims.len() - 1;
        let part = &claims[at];
        let may_have = |index: u32, alike: fn(&Claim, &Claim) -> bool| {
            claims.get(index as usize).is_some_and(|claim| index < at as u32 && alike(claim, part))
        };
        let same = |index: u32| may_have(index, counts_alike);
        if list.parts > 0 {
            return list.total;
        }
        if let Some(total) = list.total {
            let bare = claims[total as usize].unit == super::Unit::None && part.unit.is_count();
            return (same(total) || bare && part.value <= claims[total as usize].value).then_some(total);
        }
        let outside = Flags::CHANGE | Flags::OTHER_YEAR | Flags::EACH | Flags::RANGE | Flags::NEGATED;
        let candidates = || {
            (clue.group..at as u32).rev().take(REACH).filter(|index| {
                let claim = &claims[*index as usize];
                claim.role != Role::Rate && !claim.flags.intersects(outside) && may_be_total(claim, part)
            })
        };
        let exact = || candidates().filter(|index| may_have(*index, same_kind));
        let holds = |index: &u32| claims[*index as usize].value >= part.value;
        let candidate = exact()
            .find(holds)
            .or_else(|| candidates().find(|index| same(*index) && holds(index)))
            .or_else(|| exact().next());
        let Some(candidate) = candidate else {
            let carries = matches!(list.opener, Opener::Among | Opener::By) || list.leads;
            let of_results = matches!(part.subject.family(), Family::Result | Family::Applicant);
            return self.root.filter(|root| {
                let whole = &claims[*root as usize];
                // What is far above it is told of another total.
                let far = whole.subject == Subject::Unknown
                    && whole.value.checked_add(whole.value).is_some_and(|twice| part.value > twice);
                let fits = !far && (!of_results || whole.subject.family() == Family::Flow);
                carries && same(*root) && *root < clue.group && fits && may_be_total(whole, part)
            });
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
                let nearest = candidates().next() == Some(candidate);
                if in_open_list && nearest && list.opener == Opener::Among && claims[at].value <= claim.value
                {
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
        let bare = whole.unit == super::Unit::None && list.given && claim.unit.is_count();
        if clue.depth > list.depth || !(counts_alike(whole, claim) || bare) {
            return Fit::Aside;
        }
        let family = claim.subject.family();
        let annotates = matches!(list.opener, Opener::Bracket | Opener::Includes);
        // 16件（上年结转2件，结转下年度1件） tells two things of the total.
        if claim.subject == Subject::RequestsCarriedOut && annotates
            || family == Family::Outcome && list.family == Family::Dispute
        {
            return Fit::Aside;
        }
        if family == Family::Dispute && whole.subject.family() == Family::Flow {
            return Fit::Over;
        }
        let room = list.sum.checked_add(claim.value).is_some_and(|sum| sum <= whole.value);
        let other_unit = !same_kind(whole, claim) && !bare && !is_stage_of(whole, claim);
        if other_unit && !room || claim.unit == super::Unit::None && (!room || claim.flags.scale() > 0) {
            return Fit::Aside;
        }
        if list.parts == 0 {
            // 27件（全部办结25件）, 100件，包括受理的20件: a stage of its own and no part.
            let stage = family == Family::Flow && claim.subject != Subject::RequestsCarriedIn;
            let bare = matches!(list.opener, Opener::Bracket | Opener::Includes | Opener::Involves)
                && !clue.seen.has(Word::NewlyReceived);
            return if stage && bare
                || claim.subject == whole.subject && family != Family::Unknown && list.opener != Opener::Among
            {
                Fit::Over
            } else {
                Fit::Part
            };
        }
        let joined = clue.delimiter == Word::Stop && claims.len() as u32 == list.last + 2;
        // 其他信息共计20条 at the end of such a list is one more part.
        let rest = list.firm.is_some() && clue.seen.has(Word::Remainder);
        let restarts = matches!(clue.first, Some(Word::Besides | Word::Sum | Word::All | Word::Accrued))
            || clue.seen.has(Word::Besides)
            || clue.seen.has_any(&[Word::Sum, Word::All]) && !rest;
        let other_family = family != list.family
            && (family != Family::Unknown && list.family != Family::Unknown
                || matches!(family, Family::Flow | Family::Dispute));
        if restarts || other_family {
            return Fit::Over;
        }
        let sum = list.sum.checked_add(claim.value);
        // 共9件，包括新收9件、上年结转1件
        let carried = clue.delimiter == Word::Stop && claim.subject == Subject::RequestsCarriedIn;
        let whole_sum = list.sum == whole.value && claim.value != Decimal::ZERO && !carried;
        let channels =
            clue.seen.has(Word::Channel) && claims.get(list.first as usize).is_some_and(names_channel);
        let of_row = joined && list.parts == 1 && !list.joined;
        let beyond = sum.is_none_or(|sum| sum > whole.value);
        if beyond && list.parts >= 2 && better_total(claims, total, list).is_some() {
            return Fit::Over;
        }
        // 网站刊登60条，公众号推送30条，微博发布20条 are of one kind, whatever the verbs.
        let acts = is_deed(clue) && !list.acts && !channels;
        let sibling = names_channel(whole)
            && names_channel(claim)
            && claims.get(list.first as usize).is_some_and(|first| !names_channel(first));
        let tail =
            list.firm.is_some() && (beyond || acts || other_unit || sibling || claim.subject.is_of_whole());
        if whole_sum || acts && beyond || tail {
            return Fit::Over;
        }
        if nested && self.open[self.open.len() - 2].parts > 0 {
            let outer = &self.open[self.open.len() - 2];
            let completes = outer.sum.checked_add(claim.value) == Some(total_value(claims, outer.total));
            let of_outer = family != Family::Unknown && family == outer.family && family != list.family;
            if beyond && !of_row || completes && sum != Some(whole.value) || of_outer {
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
        alike || names_channel(whole) && names_channel(claim) && !names_channel(first)
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
            list.acts = is_deed(clue);
            list.nested = nested;
            list.joined = clue.delimiter == Word::Stop;
            list.breakdown = next_breakdown(claims, total);
        } else if list.family == Family::Unknown {
            list.family = claims[at].subject.family();
        }
        list.row &= list.parts == 0 || clue.delimiter == Word::Stop;
        list.parts = list.parts.saturating_add(1);
        list.last = at as u32;
        list.sum = list.sum.checked_add(claims[at].value).unwrap_or(list.sum);
        list.rest = clue.seen.has_any(&[Word::Remainder, Word::OtherOutcome])
            || claims[at].subject == Subject::OtherHandling;
        list.mixed |= !same_kind(&whole, &claims[at]) && !is_stage_of(&whole, &claims[at]);
        // 包括上年结转3件 names a part and no more.
        list.partial |= list.opener == Opener::Includes && claims[at].subject == Subject::RequestsCarriedIn;
        list.sure |= list.total.is_some_and(|t| claims[t as usize].flags.contains(SURE));
        let breakdown = list.breakdown;
        let claim = &mut claims[at];
        claim.role = Role::Part;
        claim.parent = Some(total);
        claim.flags = claim.flags.with_breakdown(breakdown);
        if claim.unit == super::Unit::None {
            claim.unit = whole.unit;
        }
        let of_year = whole.flags.contains(Flags::CUMULATIVE) && clue.seen.has(Word::ThisYear);
        if claim.subject.is_of_whole() && !clue.seen.has(Word::NewlyReceived) && !of_year {
            claim.subject = Subject::Unknown;
        }
        if claim.subject == Subject::RequestsCarriedIn {
            claims[total as usize].flags |= Flags::INCLUDES_CARRIED;
        }
    }

    /// Ends the innermost list and writes down whether it covers its total.
    fn finish_last(&mut self, claims: &mut [Claim]) {
        let Some(mut list) = self.open.pop() else { return };
        let (Some(mut total), 1..) = (list.total, list.parts) else { return };
        let value = claims[total as usize].value;
        // A row of three and more that ends in 其他 is meant as the whole, though it stops short of it.
        let to_the_rest = |firm: &Firm| {
            let whole = list.rest && list.parts >= 3 && !list.mixed && firm.parts == 1;
            whole && list.sum < value && is_near(list.sum, value)
        };
        if let Some(firm) = list.firm
            && list.sum != value
            && !to_the_rest(&firm)
        {
            release(claims, firm.last + 1..=list.last, total);
            (list.parts, list.last, list.sum, list.rest) = (firm.parts, firm.last, firm.sum, firm.rest);
        }
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
        // 网站发布275条，微信发布52条。其中政策类53条: of which of the two, or of both, the words do not say.
        let of_another = || {
            let sentence = claims[total as usize].sentence;
            let other = |claim: &Claim| {
                claim.role == Role::Alone
                    && claim.sentence.start == sentence.start
                    && claim.value >= list.sum
                    && same_kind(claim, &whole)
            };
            claims[list.first as usize].sentence.start != sentence.start
                && claims[..list.first as usize].iter().rev().take(REACH).any(other)
        };
        // 制作104条，其中主动公开43条；依申请公开61条。公开的信息中，民生类8条，其他类35条: of a part of it.
        let of_part = || {
            let told = claims.get(total as usize + 1..list.first as usize).unwrap_or(&[]);
            told.iter().any(|claim| claim.parent == Some(total) && claim.value == list.sum)
        };
        let agrees = list.sum == whole.value;
        if list.opener == Opener::Among && !agrees && (list.sum > whole.value && of_another() || of_part()) {
            release(claims, list.first..=list.last, total);
            return;
        }
        let several = list.parts >= 2;
        let near = is_near(list.sum, whole.value);
        let doubtful = match list.opener {
            Opener::Respectively => {
                let channels = list.sure && claims.get(list.first as usize).is_some_and(names_channel);
                several && !agrees && list.family == Family::Unknown && !(list.sure && near) && !channels
            }
            Opener::Involves => !agrees && list.family == Family::Unknown,
            Opener::Includes | Opener::By => !several && !agrees && !list.partial,
            Opener::Bracket | Opener::Colon => {
                !several && list.family == Family::Unknown && !agrees && !list.partial
            }
            Opener::Among => false,
        };
        let breakdown = list.breakdown;
        let parts = |claim: &&mut Claim| {
            claim.role == Role::Part && claim.parent == Some(total) && claim.breakdown() == breakdown
        };
        if doubtful {
            release(claims, list.first..=list.last, total);
            return;
        }
        let row = list.row && several && !list.joined;
        // What came of requests that were carried in is told with that of the new ones.
        let elsewhere = list.family == Family::Result
            && whole.subject == Subject::RequestsReceived
            && list.sum > whole.value
            && whole.sentence.end > whole.sentence.start;
        if elsewhere {
            release(claims, list.first..=list.last, total);
            return;
        }
        let ambiguous =
            list.nested && !agrees && !row && self.open.last().is_some_and(|outer| outer.depth == list.depth);
        if ambiguous && let Some(outer) = self.open.last_mut() {
            outer.partial = true;
        }
        list.partial |= ambiguous || list.mixed && !agrees;
        let covers = match list.opener {
            Opener::Respectively | Opener::Includes | Opener::Colon | Opener::Bracket | Opener::By => {
                several && near
            }
            Opener::Among | Opener::Involves => false,
        };
        // A list that reaches or passes its total is meant as the whole of it.
        // People may be counted twice: 专职, 党员, 本科以上.
        let people = matches!(whole.unit, super::Unit::Person | super::Unit::Name) && list.sum > whole.value;
        list.partial |= people;
        let reaches = several && whole.exactness == Exactness::Exact && list.sum >= whole.value;
        let applicants = list.family == Family::Applicant
            && covers_applicants(&claims[list.first as usize..=list.last as usize]);
        // What came of requests may be told of those carried over too, and not of those carried out.
        let carries = list.family == Family::Result && whole.subject == Subject::RequestsReceived && !agrees;
        let flag = match () {
            () if list.partial || carries => Flags::LIST_OPEN,
            () if agrees || covers || list.rest && several || reaches || applicants => Flags::LIST_CLOSED,
            () => Flags::NONE,
        };
        for part in claims[list.first as usize..=list.last as usize].iter_mut().filter(parts) {
            part.flags |= flag;
        }
        let whole = &mut claims[total as usize];
        // The flags of a part are those of the list that it belongs to.
        if list.breakdown == 0 && whole.role != Role::Part {
            whole.flags |= flag;
        }
        if whole.role == Role::Alone {
            whole.role = Role::Total;
        }
    }
}

/// Takes the parts of `total` among the claims of `range` out of its list.
fn release(claims: &mut [Claim], range: std::ops::RangeInclusive<u32>, total: u32) {
    for index in range {
        let own = claims[index as usize..]
            .iter()
            .take(REACH)
            .find(|claim| claim.role == Role::Part && claim.parent == Some(index))
            .map(|claim| Flags(claim.flags.0 & OF_LIST.0));
        let part = &mut claims[index as usize];
        if part.role == Role::Part && part.parent == Some(total) {
            part.role = if own.is_some() { Role::Total } else { Role::Alone };
            part.parent = None;
            part.flags = part.flags.with_breakdown(0).without(OF_LIST) | own.unwrap_or(Flags::NONE);
        }
    }
}

/// `410条（网站250条，其中…；新媒体160条）`: the first of the parts in a bracket leaves room for more.
fn leaves_room(claims: &[Claim], list: &List) -> bool {
    let whole = list.total.and_then(|total| claims.get(total as usize));
    list.parts == 1
        && whole.is_some_and(|whole| list.sum < whole.value && names_channel(&claims[list.first as usize]))
}

/// The clause says what was done, and not only what there is of the total.
fn is_deed(clue: &Clue) -> bool {
    clue.seen.has_any(&[Word::Act, Word::Publish])
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
