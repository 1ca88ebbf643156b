//! What is said of all or of none: 均已办结, 件件办结, 全部维持, 没有结转下年度的, 上年没有遗留.

use super::topic::Topic;
use super::words::{Seen, Word};
use crate::claims::Subject;
use crate::form::RequestLine;
use crate::place::Place;

/// What is said of all, or that there was none of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Predicate {
    /// All requests are finished.
    Handled,
    /// All requests were granted.
    Granted,
    /// All requests were made by natural persons.
    ByNaturalPerson,
    /// All decisions were upheld.
    Upheld,
    /// All cases are decided.
    Settled,
    /// No request came from last year.
    NoneCarriedIn,
    /// No request goes on to next year.
    NoneCarriedOut,
    /// There was none of what the tables count.
    None(Subject),
    /// There was none of one row below a result.
    NoneOfRow(RequestLine),
}

/// What the universal is about, where that is a kind of disputes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum About {
    Requests,
    Reconsideration,
    Litigation,
    Disputes,
    Other,
}

/// A statement about all or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Universal {
    pub predicate: Predicate,
    pub about: About,
    /// From the word for all or none to its verb.
    pub place: Place,
    pub sentence: u32,
    /// 到期的, 除…外: it is not said of all.
    pub narrowed: bool,
    /// 按时: it may be meant of those that were due.
    pub in_time: bool,
    /// The words leave a doubt of what it is said of.
    pub guessed: bool,
}

/// The universals of a clause, while it is being read.
#[derive(Debug, Default)]
pub(super) struct Clause {
    every: Option<(u32, Seen)>,
    /// What stands before the word for all says that it is not all.
    narrowed: bool,
    /// A mark stood behind the negation.
    stopped: bool,
    none: Option<u32>,
    found: Vec<Half>,
}

/// A universal whose clause has not ended.
#[derive(Debug)]
struct Half {
    word: Word,
    place: Place,
    before: Seen,
    topic: Topic,
    narrowed: bool,
}

const NARROWS: Seen = Seen::of(&[Word::Due, Word::Except, Word::NotDue, Word::Settled, Word::Carry]);

impl Clause {
    /// A number: what stands before it says nothing of what is behind.
    pub(super) fn number(&mut self) {
        self.every = None;
        self.none = None;
    }

    /// 无一积压、全部办结: the negation is of another verb.
    pub(super) fn stop(&mut self) {
        self.stopped = self.none.is_some();
    }

    /// One more word; `clause` are those before it.
    pub(super) fn word(
        &mut self,
        word: Word,
        said: &str,
        place: Place,
        clause: Seen,
        topic: Topic,
        narrowed: bool,
    ) {
        match word {
            Word::Every => {
                if self.stopped {
                    self.none = None;
                }
                self.every = self.every.or(Some((place.start, clause)));
                self.narrowed |= narrowed;
            }
            Word::Neg => self.none = Some(place.start),
            _ => {
                let of_all = self.every.filter(|_| self.none.is_none() && is_of_all(word, said));
                let of_none = self.none.filter(|_| is_of_none(word, said));
                let start = of_all.or(of_none.map(|start| (start, clause)));
                if let Some((start, before)) = start {
                    let place = Place::new(start, place.end);
                    self.found.push(Half { word, place, before, topic, narrowed: self.narrowed });
                }
            }
        }
    }

    /// The clause ends: `clause` are all its words, `before` those of the sentence before.
    pub(super) fn end(
        &mut self,
        clause: Seen,
        before: Seen,
        sentence: u32,
        ahead: bool,
        found: &mut Vec<Universal>,
    ) {
        self.every = None;
        self.none = None;
        self.narrowed = false;
        self.stopped = false;
        for half in self.found.drain(..) {
            let both = Seen::of(&[Word::Reconsider, Word::Litigate]);
            let about = match half.topic.into() {
                About::Reconsideration | About::Litigation if (before | clause).only(both) == both => {
                    About::Disputes
                }
                // 没有尚未审结的行政复议案件: the noun is behind what is denied.
                About::Disputes if clause.only(both) == Seen::of(&[Word::Reconsider]) => {
                    About::Reconsideration
                }
                About::Disputes if clause.only(both) == Seen::of(&[Word::Litigate]) => About::Litigation,
                // 没有需要结转到下一年度的申请, 收到的申请均已答复: the noun names them, whatever was spoken of before.
                about => match half.word {
                    Word::Carry | Word::Handle | Word::Granted if names_requests(clause) => About::Requests,
                    Word::NotDue if clause.has(Word::Request) => About::Requests,
                    Word::NaturalPerson if clause.any(Seen::of(&[Word::Applicant, Word::Request])) => {
                        About::Requests
                    }
                    _ => about,
                },
            };
            let Some(predicate) = predicate(half.word, about, clause, ahead) else { continue };
            // 复议后起诉的案件均维持: of one kind of lawsuits only.
            if (before | clause).any(PATHS) && !PATHS.has(half.word) {
                continue;
            }
            // 上一年度的申请已于上一年度全部办完: nothing is said of this year's.
            let earlier = half.before.has(Word::LastYear)
                && matches!(predicate, Predicate::Handled | Predicate::Granted);
            let excepted = Seen::of(&[Word::Except, Word::NotDue, Word::Due]).without(half.word);
            found.push(Universal {
                predicate,
                about,
                place: half.place,
                sentence,
                narrowed: earlier || half.narrowed || half.before.any(NARROWS) || before.any(excepted),
                in_time: (clause | half.before).has(Word::InTime),
                guessed: false,
            });
        }
    }
}

/// The clause is about requests, and about nothing else that is received and done.
fn names_requests(clause: Seen) -> bool {
    let other = Seen::of(&[Word::Foreign, Word::Reconsider, Word::Litigate, Word::Licence, Word::Attribute]);
    let told = Seen::of(&[Word::Receive, Word::NextYear, Word::LastYear, Word::InfoOpen, Word::Granted]);
    clause.has(Word::Request) && clause.any(told) && !clause.any(other)
}

const PATHS: Seen = Seen::of(&[Word::Direct, Word::After]);

impl From<Topic> for About {
    fn from(topic: Topic) -> Self {
        match topic {
            Topic::Requests => Self::Requests,
            Topic::Reconsideration => Self::Reconsideration,
            Topic::Litigation => Self::Litigation,
            Topic::Disputes => Self::Disputes,
            _ => Self::Other,
        }
    }
}

/// What is said, by its verb or noun; `None` where the topic is not one that it is said of.
fn predicate(word: Word, about: About, clause: Seen, ahead: bool) -> Option<Predicate> {
    use Predicate::{Granted, Handled, None as NoneOf, NoneCarriedIn, NoneCarriedOut, Settled, Upheld};
    let requests = about == About::Requests;
    let disputes = matches!(about, About::Reconsideration | About::Litigation | About::Disputes);
    let alone = !clause.any(Seen::of(&[Word::Corrected, Word::Reconsider, Word::Litigate, Word::Upheld]));
    Some(match word {
        Word::Handle if requests => Handled,
        Word::Granted if requests => Granted,
        Word::NaturalPerson if requests && clause.any(Seen::of(&[Word::Applicant, Word::Request])) => {
            Predicate::ByNaturalPerson
        }
        Word::Upheld if disputes => Upheld,
        Word::OtherOutcome if about == About::Litigation => Upheld,
        Word::Settled if disputes => Settled,
        Word::Carry if requests && (clause.has(Word::NextYear) || ahead) => NoneCarriedOut,
        Word::Carry if requests && clause.has(Word::LastYear) => NoneCarriedIn,
        // 诉讼全部是直接起诉: none of the other kind.
        Word::Direct if about == About::Litigation => NoneOf(Subject::LitigationAfter),
        Word::After if about == About::Litigation => NoneOf(Subject::LitigationDirect),
        Word::NotDue if requests => NoneCarriedOut,
        Word::Pending if disputes => Settled,
        Word::Organisation if requests => NoneOf(Subject::ByOrganisation),
        Word::PartlyGranted if alone => NoneOf(Subject::PartlyGranted),
        Word::Issue if clause.has(Word::Documents) && !clause.has(Word::Review) => {
            NoneOf(Subject::DocumentsIssued)
        }
        Word::Penalty if alone => NoneOf(Subject::PenaltyDecisions),
        Word::Denied if alone => NoneOf(Subject::Denied),
        Word::Unavailable if alone => NoneOf(Subject::Unavailable),
        Word::Unprocessed if alone => NoneOf(Subject::Unprocessed),
        Word::Coercion if alone => NoneOf(Subject::CoercionDecisions),
        Word::Fee if alone => NoneOf(Subject::Fees),
        _ => return None,
    })
}

/// 办结, 答复 finish a request; 办理 alone does not.
fn is_of_all(word: Word, said: &str) -> bool {
    match word {
        Word::Handle => !matches!(said, "办理" | "处理"),
        Word::OtherOutcome => said == "驳回",
        word => matches!(
            word,
            Word::Upheld | Word::Granted | Word::Settled | Word::NaturalPerson | Word::Direct | Word::After
        ),
    }
}

fn is_of_none(word: Word, said: &str) -> bool {
    match word {
        Word::Fee => said.starts_with("行政"),
        Word::Coercion => said == "行政强制",
        Word::Penalty => said == "行政处罚",
        word => matches!(
            word,
            Word::Carry
                | Word::NotDue
                | Word::Pending
                | Word::Organisation
                | Word::PartlyGranted
                | Word::Issue
                | Word::Denied
                | Word::Unavailable
                | Word::Unprocessed
        ),
    }
}
