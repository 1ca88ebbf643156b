//! What a figure counts: the noun next to it, the verb before that, and what the sentence is about.

use super::Flags;
use super::disputes::dispute_subject;
use super::group::{Group, Head};
use super::requests::{person_subject, result_subject};
use super::subject::Subject;
use super::unit::Unit;
use super::words::{Seen, Word};

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
    /// The figure is 0.
    pub(super) zero: bool,
}

/// A subject, the same figure's second subject (行政复议、行政诉讼均为0件), and what the words add.
#[derive(Debug, Clone, Copy)]
pub(super) struct Named {
    pub(super) subject: Subject,
    pub(super) also: Option<Subject>,
    pub(super) flags: Flags,
}

impl Named {
    pub(super) const UNKNOWN: Self = Self::just(Subject::Unknown);

    pub(super) const fn just(subject: Subject) -> Self {
        Self { subject, also: None, flags: Flags::NONE }
    }
}

impl Group<'_> {
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
            _ if unit.is_money() => Named::just(self.money(head)),
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
        if let Some(subject) = self.carried(at)
            && self.about_requests(setting)
        {
            return Named::just(subject);
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
            Word::LicenceDecision | Word::Licence => {
                self.decision(noun, Subject::LicensingDecisions, setting)
            }
            Word::PenaltyDecision | Word::Penalty => self.decision(noun, Subject::PenaltyDecisions, setting),
            Word::CoercionDecision | Word::Coercion => {
                self.decision(noun, Subject::CoercionDecisions, setting)
            }
            Word::Info if self.proactive_before(noun) => self.disclosed(unit, setting),
            _ => Named::UNKNOWN,
        }
    }
}

impl Subject {
    /// Said of a part, it is not the report's figure: `其中县医院收到申请3件`.
    pub(super) const fn is_of_whole(self) -> bool {
        matches!(self, Self::RequestsReceived | Self::DisclosedTotal)
    }
}
