//! Rules, normative documents, administrative decisions, and the information disclosed in all.

use super::group::{Group, Head};
use super::naming::{Matter, Named, Setting};
use super::subject::Subject;
use super::unit::Unit;
use super::words::Word;

impl Group<'_> {
    /// The one verb that stands next to the noun: `制发规范性文件`, `现行有效规范性文件`.
    pub(super) fn verb_of_document(&self, noun: usize) -> Option<Word> {
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

    /// `新公开规范性文件9件`, `对外公开的规范性文件总数为40件`: the columns of the form of 2019.
    pub(super) fn public_documents(&self, noun: usize, setting: &Setting) -> Option<Subject> {
        if setting.seen.has_any(&[Word::Review, Word::Attribute, Word::Detail, Word::Channel]) {
            return None;
        }
        let before = self.text[..self.tokens[noun].start as usize].trim_end();
        let before = before.strip_suffix("行政").unwrap_or(before);
        let before = before.strip_suffix('的').unwrap_or(before);
        match () {
            () if before.ends_with("新公开") => Some(Subject::DocumentsNewlyPublic),
            () if before.ends_with("对外公开") => Some(Subject::DocumentsPublic),
            () => None,
        }
    }

    pub(super) fn documents(&self, noun: Word, verb: Word, setting: &Setting) -> Subject {
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
    pub(super) fn document_carried(&self, verb: usize, word: Word, setting: &Setting) -> Named {
        let noun = match setting.matter {
            Matter::Documents => Word::Documents,
            Matter::Rules => Word::Rules,
            _ => return Named::UNKNOWN,
        };
        let behind_list = match self.head(verb) {
            Head::Start => true,
            Head::At(at) => self.tokens[at].word == Word::Among,
            Head::Gap => false,
        };
        let direct = behind_list
            || self
                .previous(verb)
                .is_some_and(|at| self.tokens[at].word == noun || self.tokens[at].word == Word::Stop);
        // 清理规范性文件100件，其中废止10件: the clearing may be of other years and bodies.
        let direct = direct && !setting.before.has(Word::Review);
        Named::just(if direct { self.documents(noun, word, setting) } else { Subject::Unknown })
    }

    pub(super) fn decision(&self, noun: usize, subject: Subject, setting: &Setting) -> Named {
        // 重大行政处罚决定, 不予行政处罚决定 are some of them; words before 作出 say who.
        let token = self.tokens[noun];
        let made = self.text[token.start as usize..token.end as usize].starts_with(['作', '做', '实', '采']);
        if !made && !self.stands_free(noun) {
            return Named::UNKNOWN;
        }
        let published = setting.seen.has_any(&[Word::Publish, Word::Review, Word::Act, Word::Channel]);
        Named::just(if published { Subject::Unknown } else { subject })
    }

    /// 主动公开 stands before 政府信息, with nothing that narrows it between.
    pub(super) fn proactive_before(&self, noun: usize) -> bool {
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

    /// Fees and procurement; 减免, 节约 and the like are other sums.
    pub(super) fn money(&self, at: usize, head: Head, setting: &Setting) -> Subject {
        if head == Head::Start && setting.before.has(Word::Fee) {
            return self.amount_of_fees(at);
        }
        const VERBS: &[&str] = &["收取", "征收", "收缴", "实现", "完成", "收到", "执收"];
        let Head::At(noun) = head else { return Subject::Unknown };
        let before = self.text[..self.tokens[noun].start as usize].trim_end();
        if !self.stands_free(noun) && !VERBS.iter().any(|verb| before.ends_with(verb)) {
            return Subject::Unknown;
        }
        match self.tokens[noun].word {
            Word::Fee => Subject::Fees,
            Word::ProcessingFee => Subject::ProcessingFee,
            Word::Procure => Subject::Procurement,
            _ => Subject::Unknown,
        }
    }

    /// `行政事业性收费标准已公开，当年收费金额120万元`.
    fn amount_of_fees(&self, at: usize) -> Subject {
        let of_year = |word| matches!(word, Word::ThisYear | Word::Copula | Word::Sum | Word::All);
        let amount = (0..at).rev().take(4).find(|i| !of_year(self.tokens[*i].word));
        let told = amount.is_some_and(|i| {
            let token = self.tokens[i];
            let words = &self.text[token.start as usize..token.end as usize];
            token.word == Word::Amount && matches!(words, "收费金额" | "收费总额" | "收费总金额")
        });
        if told { Subject::Fees } else { Subject::Unknown }
    }

    /// `作出行政许可120件、行政处罚30件`: the verb before the row holds for all of it.
    pub(super) fn decision_in_row(&self, noun: usize) -> Subject {
        let figure = self.previous(noun).and_then(|stop| {
            let joins = matches!(self.tokens[stop].word, Word::Stop | Word::And);
            self.previous(stop).filter(|figure| joins && self.tokens[*figure].word == Word::Figure)
        });
        let Some(decision) = figure.and_then(|figure| self.previous(figure)) else { return Subject::Unknown };
        let made = matches!(
            self.tokens[decision].word,
            Word::Licence | Word::LicenceDecision | Word::Penalty | Word::PenaltyDecision
        );
        let token = self.tokens[noun];
        match &self.text[token.start as usize..token.end as usize] {
            "行政处罚" if made => Subject::PenaltyDecisions,
            "行政强制" if made => Subject::CoercionDecisions,
            _ => Subject::Unknown,
        }
    }

    /// No words that might narrow it stand before the noun.
    fn stands_free(&self, noun: usize) -> bool {
        match self.previous(noun) {
            None => noun == 0 && !self.starts_with_words(noun),
            Some(before) => {
                let word = self.tokens[before].word;
                let neutral =
                    matches!(word, Word::Made | Word::Whole | Word::And | Word::InfoOpen | Word::Involves);
                neutral || word.is_filler() || word.is_break() || word.is_mark()
            }
        }
    }

    pub(super) fn disclosed(&self, unit: Unit, setting: &Setting) -> Named {
        let by_one_channel = setting.channels == 1 || setting.channels > 1 && !setting.seen.has(Word::Etc);
        let other = by_one_channel || setting.seen.has_any(&[Word::Mainly, Word::Attribute, Word::Remainder]);
        let known = !other && matches!(unit, Unit::Item | Unit::Case | Unit::Article | Unit::Copy);
        Named::just(if known { Subject::DisclosedTotal } else { Subject::Unknown })
    }
}
