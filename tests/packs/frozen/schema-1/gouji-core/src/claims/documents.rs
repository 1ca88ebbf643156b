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
        let direct = matches!(self.head(verb), Head::Start)
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
        let made = self.text[token.start as usize..token.end as usize].starts_with(['作', '做']);
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
    pub(super) fn money(&self, head: Head) -> Subject {
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
