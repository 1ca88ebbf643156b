//! Requests for government information: how many came, were handled, carried over; what came of them; who made them.

use super::Flags;
use super::group::{Group, Head};
use super::naming::{Matter, Named, Setting, carried_subject};
use super::subject::Subject;
use super::words::Word;

impl Group<'_> {
    /// A request counted before its figure: `收到政府信息公开申请27件`.
    pub(super) fn request(&self, noun: usize, word: Word, setting: &Setting) -> Named {
        if self.all.has(Word::Attribute) {
            return Named::UNKNOWN;
        }
        let before = self.before_request(noun);
        // Only requests for information are carried over: 上年结转的申请4件.
        let carried = before.verbs.carried_in || before.verbs.carried_out;
        if word == Word::Apply && setting.matter != Matter::Requests && !carried {
            return Named::UNKNOWN;
        }
        // 主动公开734条，依申请公开12条: a property of the information and no request.
        let property = setting.before.has(Word::Proactive)
            && before.verbs == Verbs::default()
            && self.text[self.tokens[noun].start as usize..].starts_with("依申请");
        if property || before.narrowed || setting.channels == 1 || before.channels == 1 {
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
        let known = verb.is_some()
            && (self.ends(noun) || self.ends_within(noun))
            && !self.all.has(Word::Attribute)
            && setting.channels == 0;
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
            // 自然人申请20件
            () if before.persons == 1 && before.person != Some(Subject::ByOtherOrganisation) => {
                return Named::just(before.person.unwrap_or(Subject::Unknown));
            }
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
                Word::Colon => return found,
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
        // 不作为信息公开申请处理2件
        let denied = |noun: &usize| {
            matches!(self.tokens[*noun].word, Word::Request | Word::Apply)
                && self.previous(*noun).is_some_and(|at| self.tokens[at].word == Word::Idiom)
        };
        if self.previous(verb).filter(denied).is_some() {
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
                Word::Pending | Word::Request | Word::Apply | Word::Modifier | Word::Handle => {}
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

    /// The request at `noun` is carried over by a word of the same clause: `13件申请依照规定顺延到下年度答复`.
    pub(super) fn carried_behind(&self, noun: usize) -> Option<Subject> {
        const NEAR: usize = 6;
        let clause = self.tokens.get(noun + 1..)?.iter().take(NEAR).take_while(|token| {
            !(token.word.is_break() || token.word.is_mark() || matches!(token.word, Word::Neg | Word::Handle))
        });
        clause
            .map(|token| token.word)
            .find(|word| matches!(word, Word::CarriedIn | Word::CarriedOut))
            .filter(|word| {
                *word == Word::CarriedOut || self.word(noun + 1) == Some(*word) && self.adjacent(noun)
            })
            .map(carried_subject)
    }

    /// `新收19件，上年结转1件，20件均已办结`: a figure at the front of a clause that tells what became of all of them.
    pub(super) fn all_handled(&self, at: usize, next: usize, setting: &Setting) -> Named {
        let told = at > 0
            && setting.before.has_any(&[Word::Receive, Word::NewlyReceived])
            && setting.before.has(Word::CarriedIn)
            && self.about_requests(setting)
            && self.is_handled(next, setting);
        Named::just(if told { Subject::RequestsHandled } else { Subject::Unknown })
    }

    /// 均已按时办结, from `at` on, and nothing before told some of them only.
    pub(super) fn is_handled(&self, at: usize, setting: &Setting) -> bool {
        let mut verb = at;
        let mut both = false;
        while matches!(self.word(verb), Some(Word::Both | Word::Adverb | Word::Copula)) && self.adjacent(verb)
        {
            both |= self.word(verb) == Some(Word::Both);
            verb += 1;
        }
        let parted = setting.before.has_any(&[Word::Among, Word::Channel, Word::Foreign]);
        both && !parted && self.word(verb) == Some(Word::Handle) && self.ends(verb)
    }

    /// 全部 or 所有 stands right before the figure, and nothing before it.
    pub(super) fn says_all(&self, at: usize) -> bool {
        let Some(all) = self.previous(at).map(|all| (all, self.tokens[all])) else { return false };
        let said = &self.text[all.1.start as usize..all.1.end as usize];
        matches!(said, "全部" | "所有") && matches!(self.head(all.0), Head::Start)
    }

    /// `办结743件，其余17件尚在法定期限内`.
    pub(super) fn left_over(&self, at: usize, setting: &Setting) -> bool {
        const UNFINISHED: &[&str] =
            &["期限内", "办理中", "处理中", "在办", "未办结", "正在办理", "继续办理", "未到期"];
        const LONGEST: usize = 20;
        if !setting.before.has(Word::Handle)
            || setting.before.has_any(&[Word::Among, Word::Foreign])
            || !self.about_requests(setting)
        {
            return false;
        }
        let behind = &self.text[self.tokens[at].end as usize..];
        let end =
            behind.char_indices().take(LONGEST).find(|(_, c)| matches!(c, '，' | ',' | '。' | '；' | ';'));
        let clause = end.map_or("", |(end, _)| behind[..end].trim_end());
        UNFINISHED.iter().any(|words| clause.ends_with(words))
    }

    /// `自然人提出的有20件`, `法人或其他组织提出5件`.
    pub(super) fn asked_by(&self, verb: usize, setting: &Setting) -> Named {
        let token = self.tokens[verb];
        let asks = matches!(&self.text[token.start as usize..token.end as usize], "提出" | "提交" | "递交");
        match self.previous(verb) {
            Some(person) if asks && self.tokens[person].word.is_person() => {
                self.person(person, self.tokens[person].word, setting)
            }
            _ => Named::UNKNOWN,
        }
    }

    /// `申请人以自然人为主，为20件`: the clause before names who.
    pub(super) fn mainly_person(&self, at: usize, setting: &Setting) -> Named {
        let comma = (0..at).rev().take(4).find(|i| self.tokens[*i].word == Word::Comma);
        let Some(comma) = comma.filter(|comma| (*comma + 1..at).all(|i| self.tokens[i].word == Word::Copula))
        else {
            return Named::UNKNOWN;
        };
        let bare = comma + 1 < at;
        let person = (0..comma).rev().take(2).find(|i| self.tokens[*i].word.is_person());
        let Some(person) = person.filter(|_| bare) else { return Named::UNKNOWN };
        let between = &self.text[self.tokens[person].end as usize..self.tokens[comma].start as usize];
        let before = &self.text[..self.tokens[person].start as usize];
        let mainly = between == "为主" || between.is_empty() && before.ends_with("主要是");
        if mainly { self.person(person, self.tokens[person].word, setting) } else { Named::UNKNOWN }
    }

    pub(super) fn about_requests(&self, setting: &Setting) -> bool {
        let total = matches!(setting.total, Some(Subject::RequestsReceived | Subject::RequestsHandled));
        (setting.matter == Matter::Requests || total) && !self.all.has(Word::Attribute)
    }

    pub(super) fn result(&self, noun: usize, word: Word, setting: &Setting) -> Named {
        // 因本机关不掌握、没有现成信息等原因: some of the causes stand for them all.
        let several_causes = setting.seen.has(Word::Etc);
        let known = self.about_requests(setting)
            && !self.joined(noun, Word::is_result)
            && (!setting.seen.has(Word::Detail) || several_causes)
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
