//! What a figure counts: the noun next to it, the verb before that, and what the sentence is about.

use std::ops::Range;

use super::Flags;
use super::lexer::{Figure, Token};
use super::subject::Subject;
use super::unit::Unit;
use super::words::{Seen, Word};
use crate::place::Place;

/// What the heading above says it is about.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Topic {
    #[default]
    Other,
    Requests,
    Disputes,
}

/// What was last spoken of.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Matter {
    #[default]
    None,
    Requests,
    Documents,
    Rules,
    Foreign,
}

/// The words between two full stops.
#[derive(Clone, Copy)]
pub(super) struct Group<'a> {
    pub(super) text: &'a str,
    pub(super) tokens: &'a [Token],
    pub(super) figures: &'a [Figure],
    /// All words of the group.
    pub(super) all: Seen,
}

/// What is known where a figure stands.
#[derive(Clone, Copy)]
pub(super) struct Setting {
    pub(super) topic: Topic,
    pub(super) matter: Matter,
    /// Words of the clause before the figure.
    pub(super) seen: Seen,
    /// Words of the group before the figure.
    pub(super) before: Seen,
    /// Ways that requests come, named in the clause.
    pub(super) channels: u8,
    /// A dispute before was tied to government information.
    pub(super) tied: bool,
    /// The kind of dispute last counted.
    pub(super) dispute: Option<Subject>,
    /// The subject of the total whose list is open.
    pub(super) total: Option<Subject>,
    /// The part before it in that list.
    pub(super) sibling: Option<Subject>,
}

/// A subject, the same figure's second subject (行政复议、行政诉讼均为0件), and what the words add.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) subject: Subject,
    pub(super) also: Option<Subject>,
    pub(super) flags: Flags,
}

impl Named {
    const UNKNOWN: Self = Self::just(Subject::Unknown);

    const fn just(subject: Subject) -> Self {
        Self { subject, also: None, flags: Flags::NONE }
    }
}

/// What stands before a figure, fillers apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Head {
    /// A word that matters, by its index.
    At(usize),
    /// Other words.
    Gap,
    /// Nothing: the clause begins.
    Start,
}

impl<'a> Group<'a> {
    pub(super) fn word(&self, at: usize) -> Option<Word> {
        self.tokens.get(at).map(|token| token.word)
    }

    /// Nothing stands between two tokens that follow one another.
    pub(super) fn adjacent(&self, at: usize) -> bool {
        let (Some(one), Some(two)) = (self.tokens.get(at), self.tokens.get(at + 1)) else { return false };
        one.end == two.start || self.blank(one.end, two.start)
    }

    pub(super) fn blank(&self, start: u32, end: u32) -> bool {
        start >= end
            || self
                .text
                .get(start as usize..end as usize)
                .is_none_or(|gap| gap.chars().all(char::is_whitespace))
    }

    /// The token before `at` if nothing stands between.
    fn previous(&self, at: usize) -> Option<usize> {
        at.checked_sub(1).filter(|before| self.adjacent(*before))
    }

    /// Skips what stands in brackets that close at `at`: the index of the bracket that opens.
    fn opening(&self, at: usize) -> usize {
        let mut depth = 0_u32;
        for i in (0..=at).rev() {
            match self.tokens[i].word {
                Word::Close => depth += 1,
                Word::Open => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 {
                        return i;
                    }
                }
                _ => {}
            }
        }
        at
    }

    fn head(&self, at: usize) -> Head {
        let mut at = at;
        loop {
            if at == 0 {
                return Head::Start;
            }
            let Some(before) = self.previous(at) else { return Head::Gap };
            match self.tokens[before].word {
                Word::Close => match self.opening(before) {
                    open if open < before => at = open,
                    _ => return Head::Gap,
                },
                word if word.is_filler() => at = before,
                word if word.is_break() || word == Word::Open => return Head::Start,
                _ => return Head::At(before),
            }
        }
    }

    /// The word behind the figure at `at`, 的 apart: `27件申请`.
    fn behind(&self, at: usize) -> Option<(usize, Word)> {
        let mut next = at;
        loop {
            if !self.adjacent(next) {
                return None;
            }
            next += 1;
            let word = self.word(next)?;
            if word != Word::Copula {
                return Some((next, word));
            }
        }
    }

    /// The words of `place` without those at its ends that say nothing of what is counted; `tokens` are the tokens there.
    pub(super) fn words(&self, tokens: Range<usize>, place: Place) -> Place {
        let Place { mut start, mut end } = place;
        let empty = |word: Word| {
            use Word::*;
            matches!(
                word,
                Comma
                    | Stop
                    | Colon
                    | Semi
                    | Open
                    | Close
                    | Quote
                    | And
                    | Copula
                    | Sum
                    | All
                    | Accrued
                    | Both
                    | Among
                    | Respectively
                    | Includes
                    | Holds
                    | Involves
                    | By
                    | Besides
                    | Mainly
                    | Share
                    | About
                    | Beyond
                    | AtLeast
                    | AtMost
                    | ThisYear
                    | Year
                    | Item
                    | Point
                    | Etc
                    | End
            )
        };
        let mut ahead = tokens.clone();
        for token in &self.tokens[ahead.clone()] {
            if !empty(token.word) || !self.blank(start, token.start) {
                break;
            }
            start = token.end;
            ahead.start += 1;
        }
        for token in self.tokens[ahead].iter().rev() {
            if !empty(token.word) || !self.blank(token.end, end) {
                break;
            }
            end = token.start;
        }
        let Some(words) = self.text.get(start as usize..end as usize) else {
            return Place::new(place.end, place.end);
        };
        let blank = (words.len() - words.trim_start().len()) as u32;
        start += blank;
        end -= (words.len() - words.trim_end().len()) as u32;
        if start < end { Place::new(start, end) } else { Place::new(place.end, place.end) }
    }

    /// No noun of its own stands behind the figure at `at`.
    pub(super) fn ends(&self, at: usize) -> bool {
        let Some(figure) = self.tokens.get(at) else { return true };
        match self.tokens.get(at + 1) {
            None => self.text[figure.end as usize..]
                .chars()
                .find(|c| !c.is_whitespace())
                .is_none_or(|c| !c.is_alphanumeric()),
            Some(_) if !self.adjacent(at) => false,
            Some(next) => {
                next.word.is_break()
                    || next.word.is_filler()
                    || matches!(
                        next.word,
                        Word::Stop
                            | Word::Open
                            | Word::Close
                            | Word::And
                            | Word::Share
                            | Word::Besides
                            | Word::Etc
                            | Word::Among
                            | Word::Compare
                            | Word::Change
                            | Word::Includes
                            | Word::Holds
                    )
            }
        }
    }

    /// What the figure at token `at` counts.
    pub(super) fn subject(&self, at: usize, unit: Unit, setting: &Setting) -> Named {
        let head = self.head(at);
        let word = match head {
            Head::At(i) => self.word(i),
            _ => None,
        };
        match unit {
            Unit::Percent => {
                let of_requests = word == Some(Word::Rate) && setting.matter == Matter::Requests;
                Named::just(if of_requests { Subject::ResponseRate } else { Subject::Unknown })
            }
            Unit::PercentPoint => Named::UNKNOWN,
            _ if unit.is_money() => Named::just(match word {
                Some(Word::Fee) => Subject::Fees,
                Some(Word::ProcessingFee) => Subject::ProcessingFee,
                Some(Word::Procure) => Subject::Procurement,
                _ => Subject::Unknown,
            }),
            Unit::Section => Named::just(self.report_parts()),
            Unit::Case
            | Unit::Item
            | Unit::Copy
            | Unit::Piece
            | Unit::Time
            | Unit::Zong
            | Unit::Matter
            | Unit::Instance
            | Unit::Example
            | Unit::Article
            | Unit::Rule
            | Unit::Body
            | Unit::None => self.counted(at, unit, head, setting),
            _ => Named::UNKNOWN,
        }
    }

    /// What a noun says of the figure of its rank (分别为), whatever is joined to it.
    pub(super) fn subject_of(&self, noun: usize, unit: Unit, setting: &Setting) -> Named {
        let word = self.tokens[noun].word;
        let known = unit.is_count() && !setting.seen.has_any(&[Word::Detail, Word::Foreign]);
        Named::just(match word {
            _ if !known => Subject::Unknown,
            Word::Reconsider | Word::Litigate if self.tied(setting) => dispute_subject(word),
            Word::OtherOrganisation => Subject::Unknown,
            _ if word.is_person() && self.about_requests(setting) => person_subject(word),
            _ if word.is_result() && self.about_requests(setting) => result_subject(word),
            _ => Subject::Unknown,
        })
    }

    fn report_parts(&self) -> Subject {
        let told =
            self.all.has(Word::SelfReport) && (self.all.has(Word::Compose) || self.all.has(Word::Includes));
        if told { Subject::ReportParts } else { Subject::Unknown }
    }

    fn counted(&self, at: usize, unit: Unit, head: Head, setting: &Setting) -> Named {
        if let Some((noun, word)) = self.behind(at) {
            let verb = match head {
                Head::At(i) => Some(i),
                _ => None,
            };
            match word {
                Word::Request | Word::Apply => return self.request_behind(verb, noun, word, setting),
                Word::InfoOpen | Word::Reconsider | Word::Litigate => {
                    return self.dispute_behind(noun, setting);
                }
                Word::Info if verb.is_some_and(|i| self.tokens[i].word == Word::Proactive) => {
                    return self.disclosed(unit, setting);
                }
                Word::Documents | Word::Rules if verb.is_some() => {
                    let known = verb.filter(|i| self.tokens[*i].word == Word::Issue).is_some();
                    let subject =
                        if known { self.documents(word, Word::Issue, setting) } else { Subject::Unknown };
                    return Named::just(if self.ends(noun) { subject } else { Subject::Unknown });
                }
                _ => {}
            }
        }
        let Head::At(noun) = head else { return Named::UNKNOWN };
        let word = self.tokens[noun].word;
        if !self.ends(at) {
            return Named::UNKNOWN;
        }
        match word {
            Word::Request | Word::Apply => self.request(noun, word, setting),
            Word::Receive | Word::NewlyReceived | Word::Accept | Word::Handle => self.flow(noun, setting),
            Word::CarriedIn | Word::CarriedOut if self.about_requests(setting) => Named::just(match word {
                Word::CarriedIn => Subject::RequestsCarriedIn,
                _ => Subject::RequestsCarriedOut,
            }),
            _ if word.is_result() => self.result(noun, word, setting),
            _ if word.is_person() => self.person(noun, word, setting),
            Word::Reconsider | Word::Litigate => self.dispute(noun, setting),
            Word::Upheld | Word::Corrected => self.outcome(word, setting),
            Word::Documents | Word::Rules => {
                let verb = self.verb_of_document(noun);
                Named::just(verb.map_or(Subject::Unknown, |verb| self.documents(word, verb, setting)))
            }
            Word::Issue | Word::Repeal | Word::InForce => self.document_carried(noun, word, setting),
            Word::LicenceDecision | Word::Licence => self.decision(Subject::LicensingDecisions, setting),
            Word::PenaltyDecision | Word::Penalty => self.decision(Subject::PenaltyDecisions, setting),
            Word::CoercionDecision | Word::Coercion => self.decision(Subject::CoercionDecisions, setting),
            Word::Info if self.proactive_before(noun) => self.disclosed(unit, setting),
            _ => Named::UNKNOWN,
        }
    }

    /// A request counted before its figure: `收到政府信息公开申请27件`.
    fn request(&self, noun: usize, word: Word, setting: &Setting) -> Named {
        if self.all.has(Word::Attribute) || word == Word::Apply && setting.matter != Matter::Requests {
            return Named::UNKNOWN;
        }
        let before = self.before_request(noun);
        if before.narrowed || setting.channels == 1 || before.channels == 1 {
            return Named::UNKNOWN;
        }
        self.named_request(before, word)
    }

    /// A request counted behind its figure: `收到27件政府信息公开申请`.
    fn request_behind(&self, verb: Option<usize>, noun: usize, word: Word, setting: &Setting) -> Named {
        let known =
            verb.is_some() && self.ends(noun) && !self.all.has(Word::Attribute) && setting.channels == 0;
        match verb {
            Some(verb) if known && (word == Word::Request || setting.matter == Matter::Requests) => {
                let before = self.before_request(verb + 1);
                if before.verbs == Verbs::default() || before.persons > 0 {
                    return Named::UNKNOWN;
                }
                self.named_request(before, Word::Request)
            }
            _ => Named::UNKNOWN,
        }
    }

    fn named_request(&self, before: BeforeRequest, word: Word) -> Named {
        let verbs = before.verbs;
        const NOT_DONE: &[char] = &['期', '不', '未', '需', '应', '待', '拟', '可', '复', '再', '转', '法'];
        if before.gap.is_some_and(|gap| self.text[..gap as usize].trim_end().ends_with(NOT_DONE)) {
            return Named::UNKNOWN;
        }
        let mut named = Named::UNKNOWN;
        named.subject = match () {
            () if verbs.carried_in => Subject::RequestsCarriedIn,
            () if verbs.carried_out => Subject::RequestsCarriedOut,
            () if verbs.received || verbs.accepted => Subject::RequestsReceived,
            () if verbs.handled => Subject::RequestsHandled,
            () if word == Word::Request && before.free => Subject::RequestsReceived,
            () => return Named::UNKNOWN,
        };
        if named.subject == Subject::RequestsReceived {
            if let (1, Some(person)) = (before.persons, before.person) {
                named.subject = person;
            } else if !verbs.received && verbs.accepted {
                named.flags |= Flags::VERB_ACCEPTED;
            }
            if verbs.handled {
                named.flags |= Flags::AND_HANDLED;
            }
        } else if before.persons == 1 {
            return Named::UNKNOWN;
        }
        if before.office {
            named.flags |= Flags::OFFICE;
        }
        named
    }

    /// Walks back from a request over the words that do not narrow it, and over its verbs.
    fn before_request(&self, noun: usize) -> BeforeRequest {
        let mut found = BeforeRequest { free: true, ..BeforeRequest::default() };
        let mut at = noun;
        loop {
            let Some(before) = self.previous(at) else {
                if at > 0 || self.starts_with_words(at) {
                    // Words before the verb say who; before the noun they narrow it.
                    found.narrowed = found.verbs == Verbs::default();
                    found.free = false;
                    found.office |= !found.narrowed && self.office_before(at);
                    found.gap = self.tokens.get(at).map(|token| token.start);
                }
                return found;
            };
            let word = self.tokens[before].word;
            match word {
                Word::Receive | Word::NewlyReceived => found.verbs.received = true,
                Word::Accept => found.verbs.accepted = true,
                Word::Handle => found.verbs.handled = true,
                Word::CarriedIn => found.verbs.carried_in = true,
                Word::CarriedOut => found.verbs.carried_out = true,
                Word::Channel => found.channels += 1,
                Word::Detail | Word::Foreign | Word::OtherApply | Word::Remainder | Word::Idiom
                    if found.verbs == Verbs::default() =>
                {
                    found.narrowed = true;
                    return found;
                }
                // Who receives.
                Word::Office if found.verbs != Verbs::default() => {}
                Word::Office => found.narrowed = true,
                Word::And
                | Word::Stop
                | Word::Etc
                | Word::Modifier
                | Word::Info
                | Word::InfoOpen
                | Word::Whole
                | Word::Among
                | Word::Besides
                | Word::Each
                | Word::Since
                | Word::Adverb => {}
                Word::Involves | Word::Holds | Word::Mainly if found.verbs == Verbs::default() => {
                    found.narrowed = true;
                    return found;
                }
                Word::Close => {
                    let open = self.opening(before);
                    if open == before {
                        return found;
                    }
                    at = open;
                    continue;
                }
                _ if word.is_person() => {
                    if found.verbs == Verbs::default() {
                        found.persons += 1;
                        found.person = Some(person_subject(word));
                    }
                }
                _ if word.is_filler() => {}
                _ if word.is_break() || word == Word::Open => return found,
                _ if found.verbs == Verbs::default() => {
                    found.narrowed = true;
                    return found;
                }
                _ => return found,
            }
            at = before;
        }
    }

    /// Other words stand between the start of the group and its first token.
    fn starts_with_words(&self, at: usize) -> bool {
        let Some(token) = self.tokens.get(at) else { return false };
        self.text[..token.start as usize]
            .chars()
            .next_back()
            .is_some_and(|c| c.is_alphanumeric() && !c.is_ascii())
    }

    /// The name of an office ends right before the token: …局, …镇.
    fn office_before(&self, at: usize) -> bool {
        const ENDINGS: &[char] = &[
            '局', '委', '办', '厅', '院', '镇', '乡', '室', '处', '所', '站', '队', '科', '道', '心', '司',
            '校',
        ];
        let Some(token) = self.tokens.get(at) else { return false };
        self.text[..token.start as usize].trim_end().ends_with(ENDINGS)
    }

    /// `办结27件` and `收到27件`, where requests were spoken of before.
    fn flow(&self, verb: usize, setting: &Setting) -> Named {
        if setting.matter != Matter::Requests || setting.channels > 0 || !self.about_requests(setting) {
            return Named::UNKNOWN;
        }
        let before = self.before_request(verb + 1);
        // Other words before the bare verb may say anything (口头答复, 催办), unless they tell the time.
        const OF_TIME: &[char] = &['内', '底', '末', '间', '前', '止'];
        let told_otherwise =
            before.gap.is_some_and(|gap| !self.text[..gap as usize].trim_end().ends_with(OF_TIME));
        if before.persons > 0 || before.channels > 0 || told_otherwise && !before.office {
            return Named::UNKNOWN;
        }
        self.named_request(before, Word::Apply)
    }

    fn about_requests(&self, setting: &Setting) -> bool {
        let total = matches!(setting.total, Some(Subject::RequestsReceived | Subject::RequestsHandled));
        (setting.matter == Matter::Requests || total) && !self.all.has(Word::Attribute)
    }

    fn result(&self, noun: usize, word: Word, setting: &Setting) -> Named {
        let known = self.about_requests(setting)
            && !self.joined(noun, Word::is_result)
            && !setting.seen.has(Word::Detail)
            && !setting.seen.has(Word::Remainder);
        Named::just(if known { result_subject(word) } else { Subject::Unknown })
    }

    fn person(&self, noun: usize, word: Word, setting: &Setting) -> Named {
        if !self.about_requests(setting) || self.joined(noun, Word::is_person) || setting.channels > 0 {
            return Named::UNKNOWN;
        }
        // 公民、法人和其他组织 are all who may apply; 其他组织 is a kind only beside the other four.
        let subject = person_subject(word);
        let beside = matches!(
            setting.sibling,
            Some(Subject::ByCommercial | Subject::ByResearch | Subject::ByWelfare | Subject::ByLegalService)
        );
        if subject == Subject::ByOtherOrganisation && !beside {
            return Named::UNKNOWN;
        }
        Named::just(subject)
    }

    /// Another word of the kind is joined to `at` by 、 or 和, so that the figure counts both.
    fn joined(&self, at: usize, kind: impl Fn(Word) -> bool) -> bool {
        self.partner(at, kind).is_some()
    }

    fn partner(&self, at: usize, kind: impl Fn(Word) -> bool) -> Option<usize> {
        let mut at = at;
        let mut link = false;
        loop {
            at = self.previous(at)?;
            match self.tokens[at].word {
                Word::Stop | Word::And => link = true,
                word if link && kind(word) => return Some(at),
                Word::Modifier | Word::InfoOpen | Word::Noun | Word::Copula | Word::Apply | Word::Request => {
                }
                _ => return None,
            }
        }
    }

    fn dispute(&self, noun: usize, setting: &Setting) -> Named {
        if !self.tied(setting) || setting.seen.has_any(&[Word::Detail, Word::Corrected, Word::Upheld]) {
            return Named::UNKNOWN;
        }
        let subject = dispute_subject(self.tokens[noun].word);
        let Some(partner) = self.partner(noun, |word| matches!(word, Word::Reconsider | Word::Litigate))
        else {
            return Named::just(subject);
        };
        if setting.seen.has(Word::Both) || setting.seen.has(Word::Each) {
            return Named {
                subject: dispute_subject(self.tokens[partner].word),
                also: Some(subject),
                flags: Flags::NONE,
            };
        }
        Named::UNKNOWN
    }

    /// `1件政府信息公开行政复议案件`, `1件行政诉讼`.
    fn dispute_behind(&self, noun: usize, setting: &Setting) -> Named {
        let mut at = noun;
        let mut told = false;
        while matches!(self.word(at), Some(Word::InfoOpen | Word::Modifier)) && self.adjacent(at) {
            told |= self.word(at) == Some(Word::InfoOpen);
            at += 1;
        }
        let (Some(word @ (Word::Reconsider | Word::Litigate)), true) =
            (self.word(at), told || self.tied(setting))
        else {
            return Named::UNKNOWN;
        };
        let mut next = at;
        while self.adjacent(next) {
            next += 1;
            match self.word(next) {
                Some(Word::Noun) => {}
                Some(Word::Stop | Word::And) => {
                    let second = self.word(next + 1);
                    if matches!(second, Some(Word::Reconsider | Word::Litigate)) && self.adjacent(next) {
                        return Named::UNKNOWN;
                    }
                    break;
                }
                Some(word) if word.is_break() || matches!(word, Word::Open | Word::Close | Word::Both) => {
                    break;
                }
                _ => return Named::UNKNOWN,
            }
        }
        if self.all.has(Word::Authority) {
            return Named::UNKNOWN;
        }
        Named::just(dispute_subject(word))
    }

    /// The dispute is one about government information.
    pub(super) fn tied(&self, setting: &Setting) -> bool {
        let topic = matches!(setting.topic, Topic::Requests | Topic::Disputes);
        let clause = setting.seen.has(Word::InfoOpen) || setting.seen.has(Word::Request);
        let told = topic || clause || setting.tied || setting.before.has(Word::Request);
        told && !self.all.has(Word::Authority) && setting.matter != Matter::Foreign
    }

    fn outcome(&self, word: Word, setting: &Setting) -> Named {
        Named::just(match (setting.dispute, word) {
            (Some(Subject::Reconsideration), Word::Upheld) => Subject::ReconsiderationUpheld,
            (Some(Subject::Reconsideration), _) => Subject::ReconsiderationCorrected,
            (Some(Subject::Litigation), Word::Upheld) => Subject::LitigationUpheld,
            (Some(Subject::Litigation), _) => Subject::LitigationCorrected,
            _ => Subject::Unknown,
        })
    }

    /// The one verb that stands next to the noun: `制发规范性文件`, `现行有效规范性文件`.
    fn verb_of_document(&self, noun: usize) -> Option<Word> {
        let mut at = noun;
        let mut verb = None;
        while let Some(before) = self.previous(at) {
            match self.tokens[before].word {
                word @ (Word::Issue | Word::Repeal | Word::InForce) => match verb {
                    None => verb = Some(word),
                    Some(other) if other == word => {}
                    // 公开制发的现行有效规范性文件: which of the two is not clear.
                    Some(_) => return None,
                },
                Word::Copula | Word::Noun | Word::Modifier | Word::Publish | Word::ThisYear | Word::Year => {}
                _ => return verb,
            }
            at = before;
        }
        verb
    }

    fn documents(&self, noun: Word, verb: Word, setting: &Setting) -> Subject {
        if setting.seen.has_any(&[Word::Review, Word::Attribute, Word::Detail]) {
            return Subject::Unknown;
        }
        match (noun, verb) {
            (Word::Rules, Word::Issue) => Subject::RulesIssued,
            (Word::Rules, Word::Repeal) => Subject::RulesRepealed,
            (Word::Rules, Word::InForce) => Subject::RulesInForce,
            (Word::Documents, Word::Issue) => Subject::DocumentsIssued,
            (Word::Documents, Word::Repeal) => Subject::DocumentsRepealed,
            (Word::Documents, Word::InForce) => Subject::DocumentsInForce,
            _ => Subject::Unknown,
        }
    }

    /// `规范性文件制发5件、废止2件`.
    fn document_carried(&self, verb: usize, word: Word, setting: &Setting) -> Named {
        let noun = match setting.matter {
            Matter::Documents => Word::Documents,
            Matter::Rules => Word::Rules,
            _ => return Named::UNKNOWN,
        };
        let direct = matches!(self.head(verb), Head::Start)
            || self
                .previous(verb)
                .is_some_and(|at| self.tokens[at].word == noun || self.tokens[at].word == Word::Stop);
        // 清理规范性文件100件，其中废止10件: the clearing may be of other years and bodies.
        let direct = direct && !setting.before.has(Word::Review);
        Named::just(if direct { self.documents(noun, word, setting) } else { Subject::Unknown })
    }

    fn decision(&self, subject: Subject, setting: &Setting) -> Named {
        let published = setting.seen.has_any(&[Word::Publish, Word::Review, Word::Act, Word::Channel]);
        Named::just(if published { Subject::Unknown } else { subject })
    }

    /// 主动公开 stands before 政府信息, with nothing that narrows it between.
    fn proactive_before(&self, noun: usize) -> bool {
        let mut at = noun;
        while let Some(before) = self.previous(at) {
            match self.tokens[before].word {
                Word::Proactive => return true,
                Word::Noun | Word::Copula => at = before,
                _ => return false,
            }
        }
        false
    }

    fn disclosed(&self, unit: Unit, setting: &Setting) -> Named {
        let by_one_channel = setting.channels == 1 || setting.channels > 1 && !setting.seen.has(Word::Etc);
        let other = by_one_channel || setting.seen.has_any(&[Word::Mainly, Word::Attribute, Word::Remainder]);
        let known = !other && matches!(unit, Unit::Item | Unit::Case | Unit::Article | Unit::Copy);
        Named::just(if known { Subject::DisclosedTotal } else { Subject::Unknown })
    }
}

/// What was found between the start of a clause and a request.
#[derive(Clone, Copy, Default)]
struct BeforeRequest {
    verbs: Verbs,
    /// Only requests of some kind.
    narrowed: bool,
    /// Nothing but words that say when and where.
    free: bool,
    persons: u8,
    person: Option<Subject>,
    channels: u8,
    office: bool,
    /// Other words end here.
    gap: Option<u32>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Verbs {
    received: bool,
    accepted: bool,
    handled: bool,
    carried_in: bool,
    carried_out: bool,
}

const fn person_subject(word: Word) -> Subject {
    match word {
        Word::NaturalPerson => Subject::ByNaturalPerson,
        Word::Organisation => Subject::ByOrganisation,
        Word::Commercial => Subject::ByCommercial,
        Word::Research => Subject::ByResearch,
        Word::Welfare => Subject::ByWelfare,
        Word::LegalService => Subject::ByLegalService,
        Word::OtherOrganisation => Subject::ByOtherOrganisation,
        _ => Subject::Unknown,
    }
}

const fn result_subject(word: Word) -> Subject {
    match word {
        Word::Granted => Subject::Granted,
        Word::PartlyGranted => Subject::PartlyGranted,
        Word::Denied => Subject::Denied,
        Word::Unavailable => Subject::Unavailable,
        Word::Unprocessed => Subject::Unprocessed,
        Word::OtherHandling => Subject::OtherHandling,
        _ => Subject::Unknown,
    }
}

pub(super) const fn dispute_subject(word: Word) -> Subject {
    match word {
        Word::Reconsider => Subject::Reconsideration,
        Word::Litigate => Subject::Litigation,
        _ => Subject::Unknown,
    }
}

impl Subject {
    /// Said of a part, it is not the report's figure: `其中县医院收到申请3件`.
    pub(super) const fn is_of_whole(self) -> bool {
        matches!(self, Self::RequestsReceived | Self::DisclosedTotal)
    }
}
