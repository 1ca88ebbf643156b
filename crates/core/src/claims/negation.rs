//! What the prose says there was none of: `未收到政府信息公开申请`, `行政复议、行政诉讼均未发生`.

use super::disputes::dispute_subject;
use super::group::{Group, REACH};
use super::naming::{Setting, Topic};
use super::reader::{Reader, Walk};
use super::subject::{Family, Subject};
use super::unit::Unit;
use super::words::Word;
use super::{Claim, Exactness, Flags, Role};
use crate::figure::Decimal;
use crate::place::Place;

impl Reader<'_> {
    /// Makes claims of value 0 of what the negation at token `at` denies.
    pub(super) fn negation(&mut self, walk: &mut Walk, at: usize) {
        let setting = self.setting(walk);
        let group = walk.group;
        // 未发生一起: the figure only strengthens the negation.
        let one = (group.word(at + 1) == Some(Word::Figure) && group.adjacent(at)).then_some(at + 1);
        let begin = one.unwrap_or(at) + 1;
        let mut end = begin;
        while let Some(word) = group.word(end)
            && end < begin + REACH
            && !matches!(word, Word::Neg | Word::NegFee | Word::NegIssue)
            && !(word.is_break() || word == Word::Close && walk.depth > 0)
        {
            end += 1;
        }
        if group.word(end) == Some(Word::Figure) {
            return;
        }
        walk.denied = one.or(walk.denied);
        let mut found = 0;
        for noun in begin..end {
            if let Some(subject) = denied(&group, at, begin, noun, end, &setting) {
                self.deny(walk, at, noun, subject);
                found += 1;
            }
        }
        if found == 0 && one.is_none() {
            for (noun, subject) in denied_before(&group, at, &setting).into_iter().flatten() {
                self.deny(walk, at, noun, subject);
            }
        }
    }

    fn deny(&mut self, walk: &mut Walk, at: usize, noun: usize, subject: Subject) {
        walk.tied |= subject.family() == Family::Dispute;
        let (token, noun) = (walk.group.tokens[at], walk.group.tokens[noun]);
        let mut flags = self.circumstances(walk, at, Unit::None).without(Flags::CHANGE);
        if !walk.clause.seen.has(Word::Whole) && walk.group.office_before(at) {
            flags |= Flags::OFFICE;
        }
        self.push(Claim {
            value: Decimal::ZERO,
            decimals: 0,
            number: Place::new(token.start, token.end),
            sentence: Place::default(),
            label: Place::new(noun.start, noun.end),
            unit: Unit::None,
            exactness: Exactness::Exact,
            subject,
            role: Role::Alone,
            parent: None,
            flags: flags | Flags::NEGATED,
        });
    }
}

/// What the negation at `at` denies with the noun behind it.
fn denied(
    group: &Group,
    at: usize,
    begin: usize,
    noun: usize,
    end: usize,
    setting: &Setting,
) -> Option<Subject> {
    let negation = group.tokens[at].word;
    let word = group.tokens[noun].word;
    let rest = || group.tokens[begin..end].iter().map(|token| token.word);
    match (negation, word) {
        (Word::Neg, Word::Reconsider | Word::Litigate) => {
            let other = |word| {
                matches!(
                    word,
                    Word::Upheld | Word::Corrected | Word::Detail | Word::Authority | Word::PendingCase
                )
            };
            let foreign = |i: usize| group.tokens[i].word == Word::Foreign && !group.is_member(i);
            let other = rest().any(other) || (begin..end).any(foreign);
            // 无行政复议申请被受理 says something else; 行政复议申请、行政诉讼 does not.
            (!other && group.is_object_end(noun, end)).then(|| dispute_subject(word))
        }
        // 未被申请行政复议
        (Word::Neg, Word::Apply) if group.is_of_dispute(noun) => None,
        (Word::Neg, Word::Request | Word::Apply) => {
            let weak = word == Word::Apply && setting.topic != Topic::Requests;
            let plain = !weak
                && group.is_object_end(noun, end)
                && group.is_unnarrowed(at, begin, noun)
                && setting.channels == 0
                && !setting.seen.has(Word::Period)
                && rest().filter(|word| word.is_person()).count() != 1;
            plain.then_some(Subject::RequestsReceived)
        }
        (Word::Neg | Word::NegFee, Word::ProcessingFee) => Some(Subject::ProcessingFee),
        (Word::NegIssue, Word::Documents | Word::Rules) if group.is_object_end(noun, end) => {
            let text = &group.text[group.tokens[at].start as usize..group.tokens[at].end as usize];
            let between = group.is_unnarrowed(at, begin, noun);
            let subject = match (word, text.contains("废止")) {
                (Word::Documents, false) => Subject::DocumentsIssued,
                (Word::Documents, true) => Subject::DocumentsRepealed,
                (_, false) => Subject::RulesIssued,
                (_, true) => Subject::RulesRepealed,
            };
            between.then_some(subject)
        }
        _ => None,
    }
}

/// What a negation behind its nouns denies: `行政复议、行政诉讼均未发生`, `行政复议：无`.
fn denied_before(group: &Group, at: usize, setting: &Setting) -> [Option<(usize, Subject)>; 2] {
    let mut found = [None, None];
    if group.tokens[at].word != Word::Neg || !group.ends(at) {
        return found;
    }
    let mut next = at;
    let mut linked = true;
    while let Some(before) = next.checked_sub(1).filter(|before| group.adjacent(*before)) {
        let word = group.tokens[before].word;
        match word {
            Word::Reconsider | Word::Litigate if linked && !group.all.has(Word::Authority) => {
                if found[1].is_none() {
                    found[1] = Some((before, dispute_subject(word)));
                } else if found[0].is_none() {
                    found[0] = Some((before, dispute_subject(word)));
                }
                linked = false;
            }
            Word::Request if linked && found[1].is_none() && setting.channels == 0 => {
                found[1] = Some((before, Subject::RequestsReceived));
                return found;
            }
            Word::Stop | Word::And => linked = true,
            Word::Modifier | Word::InfoOpen | Word::Apply | Word::Request => {}
            word if word.is_filler() => {}
            _ => break,
        }
        next = before;
    }
    found
}

impl Group<'_> {
    /// Nothing but 案件, 情况, or another member of the list stands behind the noun.
    fn is_object_end(&self, noun: usize, end: usize) -> bool {
        const TAILS: &[&str] = &["情况", "情形", "现象", "等", "的", "记录", "行为"];
        let mut at = noun;
        loop {
            let token = self.tokens[at];
            let Some(next) = self.tokens.get(at + 1) else {
                let rest = self.text[token.end as usize..].trim_start();
                return !rest.starts_with(|c: char| c.is_alphanumeric())
                    || TAILS.iter().any(|tail| rest.starts_with(tail));
            };
            if !self.adjacent(at) {
                let gap = self.text[token.end as usize..next.start as usize].trim();
                return TAILS.contains(&gap) && at < end;
            }
            match next.word {
                Word::Noun | Word::Etc | Word::Copula | Word::Apply => at += 1,
                Word::Stop | Word::And | Word::Besides | Word::Open | Word::Close | Word::Quote => {
                    return true;
                }
                Word::Reconsider | Word::Litigate if self.tokens[at].word != Word::Request => return true,
                word => return word.is_break(),
            }
        }
    }

    /// 申请行政复议: what is applied for is no information.
    fn is_of_dispute(&self, apply: usize) -> bool {
        matches!(self.word(apply + 1), Some(Word::Reconsider | Word::Litigate)) && self.adjacent(apply)
    }

    /// 向本机关: the body that is asked.
    fn is_asked(&self, body: usize) -> bool {
        let start = self.tokens.get(body).map_or(0, |token| token.start as usize);
        self.text[..start].trim_end().ends_with(['向', '对'])
    }

    /// A member of a list: another stands behind it.
    fn is_member(&self, at: usize) -> bool {
        matches!(self.word(at + 1), Some(Word::Stop | Word::And | Word::Etc)) && self.adjacent(at)
    }

    /// Only words that do not narrow it stand between the negation and its noun.
    fn is_unnarrowed(&self, at: usize, begin: usize, noun: usize) -> bool {
        if !self.adjacent(at) {
            return false;
        }
        (begin..noun).all(|i| {
            let word = self.tokens[i].word;
            let free = word.is_filler()
                || word.is_person()
                || matches!(
                    word,
                    Word::Modifier
                        | Word::And
                        | Word::Stop
                        | Word::Etc
                        | Word::InfoOpen
                        | Word::Info
                        | Word::Request
                        | Word::Reconsider
                        | Word::Litigate
                        | Word::Receive
                        | Word::Accept
                        | Word::Issue
                        | Word::Involves
                        | Word::Rules
                        | Word::Documents
                );
            let asked = matches!(word, Word::Office | Word::Whole) && self.is_asked(i);
            (free || asked) && self.adjacent(i)
        })
    }
}
