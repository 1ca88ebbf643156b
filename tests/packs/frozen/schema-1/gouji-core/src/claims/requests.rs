//! Requests for government information: how many came, were handled, carried over; what came of them; who made them.

use super::Flags;
use super::group::Group;
use super::naming::{Matter, Named, Setting};
use super::subject::Subject;
use super::words::Word;

impl Group<'_> {
    /// A request counted before its figure: `收到政府信息公开申请27件`.
    pub(super) fn request(&self, noun: usize, word: Word, setting: &Setting) -> Named {
        if self.all.has(Word::Attribute) || word == Word::Apply && setting.matter != Matter::Requests {
            return Named::UNKNOWN;
        }
        let before = self.before_request(noun);
        if before.narrowed || setting.channels == 1 || before.channels == 1 {
            return Named::UNKNOWN;
        }
        self.named_request(before, word, setting)
    }

    /// A request counted behind its figure: `收到27件政府信息公开申请`.
    pub(super) fn request_behind(
        &self,
        verb: Option<usize>,
        noun: usize,
        word: Word,
        setting: &Setting,
    ) -> Named {
        let known =
            verb.is_some() && self.ends(noun) && !self.all.has(Word::Attribute) && setting.channels == 0;
        match verb {
            Some(verb) if known && (word == Word::Request || setting.matter == Matter::Requests) => {
                let before = self.before_request(verb + 1);
                if before.verbs == Verbs::default() || before.persons > 0 {
                    return Named::UNKNOWN;
                }
                self.named_request(before, Word::Request, setting)
            }
            _ => Named::UNKNOWN,
        }
    }

    fn named_request(&self, before: BeforeRequest, word: Word, setting: &Setting) -> Named {
        if setting.seen.has(Word::Period) {
            return Named::UNKNOWN;
        }
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

    /// `办结27件` and `收到27件`, where requests were spoken of before.
    pub(super) fn flow(&self, verb: usize, setting: &Setting) -> Named {
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
        self.named_request(before, Word::Apply, setting)
    }

    /// `2021年结转申请2件`, `结转2023年继续办理1件`.
    pub(super) fn carried(&self, at: usize) -> Option<Subject> {
        let mut at = at;
        loop {
            at = self.previous(at)?;
            match self.tokens[at].word {
                Word::Carry => break,
                Word::Pending | Word::Request | Word::Apply | Word::Modifier => {}
                word if word.is_filler() => {}
                _ => return None,
            }
        }
        if self.word(at + 1) == Some(Word::Year) && self.adjacent(at) {
            return Some(Subject::RequestsCarriedOut);
        }
        (self.previous(at).map(|year| self.tokens[year].word) == Some(Word::Year))
            .then_some(Subject::RequestsCarriedIn)
    }

    pub(super) fn about_requests(&self, setting: &Setting) -> bool {
        let total = matches!(setting.total, Some(Subject::RequestsReceived | Subject::RequestsHandled));
        (setting.matter == Matter::Requests || total) && !self.all.has(Word::Attribute)
    }

    pub(super) fn result(&self, noun: usize, word: Word, setting: &Setting) -> Named {
        let known = self.about_requests(setting)
            && !self.joined(noun, Word::is_result)
            && !setting.seen.has(Word::Detail)
            && !setting.seen.has(Word::Remainder);
        Named::just(if known { result_subject(word) } else { Subject::Unknown })
    }

    pub(super) fn person(&self, noun: usize, word: Word, setting: &Setting) -> Named {
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

pub(super) const fn person_subject(word: Word) -> Subject {
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

pub(super) const fn result_subject(word: Word) -> Subject {
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
