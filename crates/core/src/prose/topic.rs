//! What the prose speaks of: a subject stands until another one does, over the sentences of a paragraph.

use super::scan::{Piece, Token};
use super::words::{Seen, Word};

/// What is being spoken of.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) enum Topic {
    #[default]
    None,
    Requests,
    /// Cases because of government information.
    Reconsideration,
    Litigation,
    /// Both kinds of cases in one breath.
    Disputes,
    Documents,
    Rules,
    Licences,
    Penalties,
    Coercion,
    Fees,
    ProcessingFee,
    Disclosure,
    Interpretation,
    /// What the tables do not count.
    Foreign,
}

impl Topic {
    pub(super) const fn is_dispute(self) -> bool {
        matches!(self, Self::Reconsideration | Self::Litigation | Self::Disputes)
    }
}

#[derive(Debug, Default)]
pub(super) struct Topics {
    now: Topic,
    /// What the heading above is about.
    heading: Topic,
    /// The topic was named in this sentence.
    here: bool,
    /// 信息公开 was said in this sentence.
    informed: bool,
    /// Cases were said to be about information, in this paragraph or by its heading.
    tied: bool,
    /// The paragraph is about papers, of which 依申请公开 and 不予公开 are properties.
    papers: bool,
    seen: Seen,
}

impl Topics {
    pub(super) const fn now(&self) -> Topic {
        self.now
    }

    pub(super) const fn is_carried(&self) -> bool {
        !self.here
    }

    /// A paragraph begins; `heading` is the text of one.
    pub(super) fn paragraph(&mut self) {
        self.now = self.heading;
        self.tied = self.heading.is_dispute();
        self.papers = false;
        self.seen = Seen::EMPTY;
    }

    /// What stands in a heading is the topic of the paragraphs below it.
    pub(super) fn heading(&mut self, text: &str) {
        self.heading = match () {
            () if text.contains("复议") || text.contains("诉讼") => Topic::Disputes,
            () if text.contains("依申请") || text.contains("公开申请") => Topic::Requests,
            () => Topic::None,
        };
        self.paragraph();
    }

    pub(super) fn sentence(&mut self) {
        self.here = false;
        self.informed = false;
        self.seen = Seen::EMPTY;
    }

    /// What was counted is said: 行政复议5件、行政诉讼3件 are not counted in one number.
    pub(super) fn number(&mut self) {
        self.seen = self.seen.without(Word::Reconsider).without(Word::Litigate);
    }

    pub(super) fn word(&mut self, word: Word, text: &str, token: &Token, before: Option<&Token>) {
        let beside = before.filter(|before| before.end == token.start).map(|before| before.piece);
        let topic = match word {
            Word::InfoOpen => {
                self.informed = true;
                return;
            }
            Word::Request => match self.request(text, token, beside) {
                Some(topic) => topic,
                None => return,
            },
            Word::Reconsider | Word::Litigate | Word::Direct | Word::After => match self.dispute(word) {
                Some(topic) => topic,
                None => return,
            },
            Word::Authority if self.tied || self.informed => Topic::Reconsideration,
            Word::Documents => Topic::Documents,
            Word::Rules => Topic::Rules,
            Word::Decision => match beside {
                Some(Piece::Word(Word::Licence)) => Topic::Licences,
                Some(Piece::Word(Word::Penalty)) => Topic::Penalties,
                Some(Piece::Word(Word::Coercion)) => Topic::Coercion,
                _ => return,
            },
            Word::Fee => Topic::Fees,
            Word::ProcessingFee => Topic::ProcessingFee,
            Word::Interpret => Topic::Interpretation,
            Word::Foreign => Topic::Foreign,
            Word::Detail if text.get(token.start as usize..).is_some_and(|rest| rest.starts_with("信访")) => {
                Topic::Foreign
            }
            Word::Attribute => {
                self.papers = true;
                Topic::Foreign
            }
            Word::Applicant if !self.now.is_dispute() => Topic::Requests,
            Word::Info if self.seen.has(Word::Disclose) => Topic::Disclosure,
            other => {
                self.seen.insert(other);
                return;
            }
        };
        self.seen.insert(word);
        self.now = topic;
        self.here = true;
    }

    /// 申请 alone is one for information only where such were spoken of.
    fn request(&mut self, text: &str, token: &Token, beside: Option<Piece>) -> Option<Topic> {
        let said = text.get(token.start as usize..token.end as usize).unwrap_or("");
        // 行政复议申请, 申请行政复议, 许可申请
        match beside {
            Some(Piece::Word(Word::Reconsider | Word::Litigate)) => return None,
            Some(Piece::Word(Word::Foreign | Word::Licence)) => return Some(Topic::Foreign),
            _ => {}
        }
        let to_dispute = text.get(token.end as usize..).is_some_and(|rest| {
            ["行政复议", "复议", "行政诉讼", "听证"].iter().any(|word| rest.starts_with(word))
        });
        if to_dispute {
            return None;
        }
        // 依申请公开 beside 主动公开 is a property of papers.
        let property = said.starts_with("依申请") && !said.ends_with("申请");
        if self.seen.has(Word::Attribute) || self.papers && property {
            return None;
        }
        let above = beside == Some(Piece::Word(Word::Above)) && self.now != Topic::Foreign;
        let strong = said.contains("公开") || said.starts_with("依申请") || above;
        // 收到申请24件, 24件申请: nothing else is asked for.
        let plain =
            matches!(beside, Some(Piece::Word(Word::Receive | Word::Handle | Word::Ask) | Piece::Number(_)))
                && self.now != Topic::Foreign;
        self.papers &= !strong;
        (strong || plain || self.informed || self.now == Topic::Requests).then_some(Topic::Requests)
    }

    fn dispute(&mut self, word: Word) -> Option<Topic> {
        // 审理行政复议案件: other bodies' cases.
        if self.seen.has(Word::Adjudicate) && !self.informed {
            return Some(Topic::Foreign);
        }
        let known = self.informed || self.tied || self.now == Topic::Requests;
        if !known {
            return matches!(word, Word::Reconsider | Word::Litigate).then_some(Topic::Foreign);
        }
        self.tied = true;
        Some(match word {
            Word::Reconsider if self.seen.has(Word::Litigate) => Topic::Disputes,
            Word::Litigate if self.seen.has(Word::Reconsider) => Topic::Disputes,
            Word::Reconsider => Topic::Reconsideration,
            _ => Topic::Litigation,
        })
    }
}
