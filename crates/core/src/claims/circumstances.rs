//! What holds where a figure stands: its year, whether it is planned, a difference or a share, and the words around it.

use super::group::{Group, REACH};
use super::lexer::Token;
use super::naming::Setting;
use super::reader::{Reader, Walk};
use super::unit::Unit;
use super::words::Word;
use super::{Claim, Exactness, Flags, Role};
use crate::numeral;
use crate::place::Place;

/// Years are counted from here, so that 0 is none and all fit into seven bits.
const BEFORE_YEARS: i64 = 1949;
pub(super) const YEARS: usize = 128;
/// Where a claim's year stands in its flags while reading goes on: above the flags, below the scratch bits of [`lists`].
const YEAR_SHIFT: u32 = 23;
const YEAR_MASK: u32 = 0x7F << YEAR_SHIFT;

impl Reader<'_> {
    pub(super) fn named_year(&mut self, walk: &Walk, at: usize, token: Token) {
        let text = &self.text[token.start as usize..token.end as usize];
        let year = numeral::read(text).and_then(|numeral| numeral.value.as_int());
        let Some(year @ 1..) = year.map(|year| year - BEFORE_YEARS).filter(|year| *year < YEARS as i64)
        else {
            return;
        };
        let before = walk.group.previous(at).map(|before| walk.group.tokens[before].word);
        let carried = walk.group.word(at + 1) == Some(Word::Carry) && walk.group.adjacent(at);
        if carried
            || matches!(before, Some(Word::Compare | Word::And | Word::Carry))
            || self.is_of_document(walk, at, before)
        {
            return;
        }
        self.year = year as u32;
        if let Some(votes) = self.votes.get_mut(year as usize)
            && before.is_none_or(Word::is_mark)
            && !self.text[..token.start as usize].ends_with(char::is_alphanumeric)
            && !self.plan
            && !walk.group.all.has_any(&[Word::Plan, Word::PlanAhead])
        {
            *votes = votes.saturating_add(1);
        }
    }

    /// 公开2021年部门预算, 2021年年报1条: the year is the document's.
    fn is_of_document(&self, walk: &Walk, at: usize, before: Option<Word>) -> bool {
        const DOCUMENTS: &[&str] =
            &["年报", "报告", "预算", "决算", "要点", "方案", "规划", "计划", "总结", "目录", "清单"];
        let object = matches!(
            before,
            Some(
                Word::Act
                    | Word::Publish
                    | Word::Issue
                    | Word::Proactive
                    | Word::Copula
                    | Word::Stop
                    | Word::Includes
                    | Word::Among
                    | Word::Detail
            )
        );
        let inside = walk.clause.delimiter == Word::Stop || walk.depth > 0 || self.lists.current().is_some();
        if !(object || inside && before.is_none_or(Word::is_mark)) {
            return false;
        }
        let start = walk.group.tokens[at].end as usize;
        let name: &str =
            self.text[start..].split(['，', ',', '。', '；', '、', '（', '(']).next().unwrap_or("");
        let name = name.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
        DOCUMENTS.iter().any(|document| name.contains(document))
    }

    /// The year of the title is the report's if the prose names it too, else the year that is named most; of two, the later.
    pub(super) fn mark_other_years(&mut self, titled: Option<u16>) {
        let titled = titled.and_then(|year| usize::try_from(i64::from(year) - BEFORE_YEARS).ok());
        let titled = titled.filter(|year| self.votes.get(*year).is_some_and(|votes| *votes > 0));
        let most =
            || (0..YEARS).filter(|year| self.votes[*year] > 0).max_by_key(|year| (self.votes[*year], *year));
        let year = titled.or_else(most);
        for claim in &mut self.claims {
            let of_claim = (claim.flags.0 & YEAR_MASK) >> YEAR_SHIFT;
            claim.flags = claim.flags.without(Flags(YEAR_MASK));
            if of_claim != 0 && year.is_some_and(|year| year as u32 != of_claim) {
                claim.flags |= Flags::OTHER_YEAR;
            }
        }
    }

    pub(super) fn setting(&self, walk: &Walk) -> Setting {
        let list = self.lists.current();
        let subject_of =
            |index: Option<u32>| index.and_then(|i| self.claims.get(i as usize)).map(|claim| claim.subject);
        let counts = |claim: &&Claim| claim.role != Role::Rate;
        let nearest = || self.claims[walk.first_claim as usize..].iter().rev().take(REACH).find(counts);
        Setting {
            topic: self.topic,
            matter: self.matter,
            seen: walk.clause.seen,
            before: walk.before,
            channels: walk.clause.channels,
            tied: walk.tied,
            dispute: walk.dispute,
            total: list
                .and_then(|(total, _)| subject_of(total))
                .or_else(|| list.and_then(|_| nearest().map(|claim| claim.subject))),
            sibling: list.and_then(|(_, part)| subject_of(part)),
            zero: false,
        }
    }

    /// Flags that do not depend on the subject.
    pub(super) fn circumstances(&self, walk: &Walk, at: usize, unit: Unit) -> Flags {
        let seen = walk.clause.seen;
        let mut flags = Flags(self.year << YEAR_SHIFT & YEAR_MASK);
        let mut before = at;
        let mut direct = None;
        while let Some(i) = before.checked_sub(1).filter(|i| walk.group.adjacent(*i)) {
            let word = walk.group.tokens[i].word;
            if !matches!(word, Word::Copula | Word::About | Word::Beyond | Word::Both) {
                direct = Some(word);
                break;
            }
            before = i;
        }
        let compared = seen.has_any(&[Word::Compare, Word::LastYear]);
        let reached = direct == Some(Word::Reach);
        if unit == Unit::PercentPoint
            || direct == Some(Word::Change)
            || !reached && seen.has(Word::Compare) && (seen.has(Word::Change) || unit == Unit::Percent)
            || seen.has(Word::Change) && compared && !reached
        {
            flags |= Flags::CHANGE;
        } else if !reached && (seen.has(Word::LastYear) || self.is_of_comparison(walk)) || walk.years {
            flags |= Flags::OTHER_YEAR;
        }
        if seen.has(Word::Every) && !self.is_of_whole_year(walk, at) || direct == Some(Word::Each) {
            flags |= Flags::EACH;
        }
        if self.plan || walk.ahead || seen.has(Word::Plan) || walk.before.has(Word::Plan) {
            flags |= Flags::PLAN;
        }
        // 培训6场次，累计480人次: of the year that the first is of.
        let counted = self.claims[walk.first_claim as usize..]
            .last()
            .is_some_and(|claim| !claim.flags.intersects(Flags::CUMULATIVE));
        let dated = counted || self.year != 0 || walk.before.has(Word::ThisYear) || seen.has(Word::ThisYear);
        let accrued = seen.has(Word::Accrued);
        if seen.has(Word::Cumulative)
            || accrued && (!dated || walk.before.has(Word::Since))
            || seen.has(Word::Since) && !dated
        {
            flags |= Flags::CUMULATIVE;
        }
        if walk.office {
            flags |= Flags::OFFICE;
        }
        flags
    }

    /// 每周更新栏目全年发布29条: the number of a year, in one clause with how often something is done. 每人全年培训3天 is none.
    fn is_of_whole_year(&self, walk: &Walk, at: usize) -> bool {
        let in_clause = walk.group.tokens[..at].iter().rev();
        let mut in_clause = in_clause.take_while(|token| token.start >= walk.clause.start);
        let mut whole = false;
        let every = in_clause.find(|token| {
            whole |= token.word == Word::ThisYear;
            token.word == Word::Every
        });
        let how_often = |text: &str| ["每季度", "每季", "每月", "每周", "每日", "每天"].contains(&text);
        whole && every.is_some_and(|every| how_often(&self.text[every.start as usize..every.end as usize]))
    }

    /// 比2021年的3800条增加400条, 比上年（24件）: the number compared with.
    fn is_of_comparison(&self, walk: &Walk) -> bool {
        let seen = walk.clause.seen;
        let inner = walk.clause.delimiter == Word::Open && walk.clause.figures == 0;
        let outer = walk.outer().filter(|outer| inner && outer.figures == 0);
        seen.has(Word::Compare) && !seen.has(Word::ThisYear)
            || outer.is_some_and(|outer| outer.seen.has_any(&[Word::Compare, Word::LastYear]))
    }

    /// 共 stands before the figure's noun or right before the figure.
    pub(super) fn says_together(&self, walk: &Walk, at: usize) -> bool {
        (0..at).rev().take(6).any(|i| {
            let token = walk.group.tokens[i];
            token.start >= walk.clause.start
                && self.text[token.start as usize..token.end as usize].starts_with('共')
        })
    }

    /// `自然人20件，占74.1%`: the claim before, of which the rate tells the share.
    pub(super) fn base_of_share(&self, walk: &Walk, at: usize) -> Option<u32> {
        if !walk.clause.seen.has(Word::Share) || walk.clause.seen.has(Word::WiderShare) {
            return None;
        }
        let mut i = at;
        let mut share = false;
        loop {
            i = i.checked_sub(1).filter(|before| walk.group.adjacent(*before))?;
            match walk.group.tokens[i].word {
                Word::Share => share = true,
                Word::Comma | Word::Open | Word::Stop if share => {}
                Word::Figure if share => break,
                word if word.is_filler() || word == Word::Request => {}
                _ => return None,
            }
        }
        let last = self.claims.len().checked_sub(1)?;
        let claim = self.claims[last];
        let counted = claim.unit.is_count() && last >= walk.first_claim as usize && claim.role != Role::Rate;
        counted.then_some(last as u32)
    }

    /// The words that say what is counted.
    pub(super) fn label(&self, walk: &Walk, at: usize) -> Place {
        let group = &walk.group;
        let token = group.tokens[at];
        let first =
            (0..at).rev().take_while(|i| group.tokens[*i].start >= walk.clause.start).last().unwrap_or(at);
        let before = group.words(first..at, Place::new(walk.clause.start, token.start));
        if !before.is_empty() && group.ends(at) {
            return before;
        }
        let ends_label = |word: Word| {
            let structure = matches!(
                word,
                Word::Stop | Word::Open | Word::Close | Word::Among | Word::Both | Word::Share | Word::Etc
            );
            word.is_break() || structure
        };
        let next = (at + 1..group.tokens.len()).find(|i| ends_label(group.tokens[*i].word));
        // Without a mark behind it the text may run on for long; then there is no label.
        let Some(next) = next else { return before };
        let behind = group.words(at + 1..next, Place::new(token.end, group.tokens[next].start));
        if behind.is_empty() { before } else { behind }
    }
}

/// `网站1046、微信1809、其他768条`: a figure without a measure word has that of the next one in the row.
pub(super) fn inherited_unit(group: &Group, at: usize, index: usize) -> Unit {
    let mut at = at;
    for figure in group.figures[index..].iter().take(REACH) {
        if figure.unit != Unit::None {
            return if figure.unit.is_count() { figure.unit } else { Unit::None };
        }
        let behind = group.word(at + 1).filter(|_| group.adjacent(at));
        let bare = group.word(at + 2) == Some(Word::Figure) && group.adjacent(at + 1);
        if !(matches!(behind, Some(Word::Stop | Word::And)) || behind == Some(Word::Comma) && bare) {
            break;
        }
        match (at + 2..group.tokens.len()).find(|i| group.tokens[*i].word.is_break()) {
            Some(next) if group.tokens[next].word == Word::Figure => at = next,
            _ => break,
        }
    }
    Unit::None
}

/// 约, 超过, 不少于 right before a figure.
pub(super) fn exactness(group: &Group, at: usize, own: Exactness) -> Exactness {
    let before =
        at.checked_sub(1).filter(|before| group.adjacent(*before)).map(|before| group.tokens[before].word);
    match before {
        _ if own != Exactness::Exact => own,
        Some(Word::About) => Exactness::About,
        Some(Word::Beyond) => Exactness::Over,
        Some(Word::AtLeast) => Exactness::AtLeast,
        Some(Word::AtMost) => Exactness::AtMost,
        _ => Exactness::Exact,
    }
}
