//! 行政复议 and 行政诉讼 because of government information, and how they ended.

use super::Flags;
use super::group::Group;
use super::naming::{Matter, Named, Setting, Topic};
use super::subject::Subject;
use super::words::Word;

impl Group<'_> {
    pub(super) fn dispute(&self, noun: usize, setting: &Setting) -> Named {
        if !self.tied(setting) || setting.seen.has_any(&[Word::Detail, Word::Corrected, Word::Upheld]) {
            return Named::UNKNOWN;
        }
        let subject = dispute_subject(self.tokens[noun].word);
        let Some(partner) = self.partner(noun, |word| matches!(word, Word::Reconsider | Word::Litigate))
        else {
            return Named::just(subject);
        };
        if setting.zero || setting.seen.has(Word::Both) || setting.seen.has(Word::Each) {
            return Named {
                subject: dispute_subject(self.tokens[partner].word),
                also: Some(subject),
                flags: Flags::NONE,
            };
        }
        Named::UNKNOWN
    }

    /// `1件政府信息公开行政复议案件`, `1件行政诉讼`.
    pub(super) fn dispute_behind(&self, noun: usize, setting: &Setting) -> Named {
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

    pub(super) fn outcome(&self, word: Word, setting: &Setting) -> Named {
        Named::just(match (setting.dispute, word) {
            (Some(Subject::Reconsideration), Word::Upheld) => Subject::ReconsiderationUpheld,
            (Some(Subject::Reconsideration), _) => Subject::ReconsiderationCorrected,
            (Some(Subject::Litigation), Word::Upheld) => Subject::LitigationUpheld,
            (Some(Subject::Litigation), _) => Subject::LitigationCorrected,
            _ => Subject::Unknown,
        })
    }
}

pub(super) const fn dispute_subject(word: Word) -> Subject {
    match word {
        Word::Reconsider => Subject::Reconsideration,
        Word::Litigate => Subject::Litigation,
        _ => Subject::Unknown,
    }
}
