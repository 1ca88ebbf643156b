//! What a number counts, where it is something that the tables count too: told by the words next to it, and by the topic
//! that was spoken of before.

use super::topic::Topic;
use super::walk::Item;
use super::words::{Seen, Word};
use crate::claims::{Claim, Subject, Unit};
use crate::form::RequestLine;

/// What a number counts, and whether the words next to it leave a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) subject: Subject,
    pub(super) guessed: bool,
}

impl Named {
    const UNKNOWN: Self = Self { subject: Subject::Unknown, guessed: false };
}

const RESULTS: Seen = Seen::of(&[
    Word::Granted,
    Word::PartlyGranted,
    Word::Denied,
    Word::Unavailable,
    Word::Unprocessed,
    Word::OtherHandling,
]);
const ANSWERS: Seen = Seen::of(&[Word::PartlyGranted, Word::Denied, Word::Unavailable, Word::Unprocessed]);
const APPLICANTS: Seen = Seen::of(&[Word::NaturalPerson, Word::Organisation, Word::OtherApplicant]);
const OUTCOMES: Seen =
    Seen::of(&[Word::Upheld, Word::Corrected, Word::OtherOutcome, Word::Pending, Word::Settled]);
const PLACES: Seen = Seen::of(&[Word::Way, Word::Channel]);

/// Names the number of an item.
pub(super) fn name(text: &str, item: &Item, claim: &Claim, year: Option<u16>) -> Named {
    let namer = Namer { text, item, year };
    let unit = claim.unit;
    let subject = match item.topic {
        Topic::Fees if unit.is_money() => namer.fees(),
        _ if namer.decisions() != Subject::Unknown => {
            return Named { subject: namer.decisions(), guessed: true };
        }
        _ if !unit.is_case() && unit != Unit::None => Subject::Unknown,
        Topic::Requests => namer.requests(),
        topic if topic.is_dispute() => namer.disputes(topic),
        Topic::Documents | Topic::Rules => namer.documents(),
        Topic::Disclosure => namer.disclosed(unit),
        // Nothing but requests is answered so.
        Topic::None if item.near().any(ANSWERS) => {
            return Named { subject: namer.requests(), guessed: true };
        }
        _ => Subject::Unknown,
    };
    match subject {
        Subject::Unknown => Named::UNKNOWN,
        subject => Named { subject, guessed: item.carried && namer.is_vague() },
    }
}

/// The words that name one row below a result, and the row.
const ROWS: [(&str, RequestLine); 14] = [
    ("国家秘密", RequestLine::StateSecret),
    ("禁止公开", RequestLine::LawProhibited),
    ("三安全", RequestLine::PublicSecurity),
    ("第三方", RequestLine::ThirdParty),
    ("内部事务", RequestLine::InternalAffairs),
    ("过程性", RequestLine::ProcessInfo),
    ("案卷", RequestLine::EnforcementFile),
    ("行政查询", RequestLine::AdminQuery),
    ("不掌握", RequestLine::NotHeld),
    ("没有现成", RequestLine::NeedsCreation),
    ("信访", RequestLine::Petition),
    ("重复申请", RequestLine::Repeat),
    ("公开出版物", RequestLine::Publication),
    ("不补正", RequestLine::NoCorrection),
];

/// The row of 表三 that the words before a number name, where they name one.
pub(super) fn row(text: &str, item: &Item, claim: &Claim) -> Option<RequestLine> {
    let label = item.label;
    let about = matches!(item.topic, Topic::Requests | Topic::None);
    let narrowed = Seen::of(&[Word::Rest, Word::NaturalPerson, Word::Organisation, Word::Carry]);
    if !about || claim.unit != Unit::Case || !label.has(Word::Detail) || label.any(narrowed) {
        return None;
    }
    // 占, 率, 较上年: what is told is no number of them.
    let said = item.label_place.of(text);
    let mut named = ROWS.iter().filter(|(words, _)| said.contains(words));
    let row = named.next()?.1;
    (named.next().is_none() && !said.contains('等')).then_some(row)
}

struct Namer<'a> {
    text: &'a str,
    item: &'a Item,
    year: Option<u16>,
}

impl Namer<'_> {
    /// The words that name the number: those before it, or those behind where the ones before say nothing of `kind`.
    fn naming(&self, kind: Seen) -> Seen {
        if self.item.label.any(kind) { self.item.label } else { self.item.tail }
    }

    fn label(&self) -> &str {
        self.item.label_place.of(self.text)
    }

    /// Much else is said in the label than words that are understood.
    fn is_vague(&self) -> bool {
        const SHORT: usize = 12;
        self.label().chars().count() > SHORT
    }

    fn requests(&self) -> Subject {
        const FLOW: Seen =
            Seen::of(&[Word::Receive, Word::Handle, Word::Carry, Word::NotDue, Word::Request, Word::Ask]);
        let item = self.item;
        let near = item.near();
        if near.any(OUTCOMES) && !near.any(FLOW) {
            return Subject::Unknown;
        }
        if near.any(Seen::of(&[Word::Foreign, Word::Documents, Word::Rules, Word::Interpret, Word::Info])) {
            return Subject::Unknown;
        }
        let results = self.naming(RESULTS);
        if results.any(RESULTS) {
            return self.result(results);
        }
        if near.any(APPLICANTS) || near.any(PLACES) || near.has(Word::Detail) {
            return Subject::Unknown;
        }
        self.flow(near)
    }

    fn result(&self, words: Seen) -> Subject {
        use Subject::*;
        let narrowed = Seen::of(&[Word::Detail, Word::Rest, Word::Reconsider, Word::Litigate]);
        if words.any(APPLICANTS) || words.any(narrowed) || words.any(PLACES) {
            return Unknown;
        }
        let told = words.only(RESULTS);
        let one = |word: Word| told == Seen::of(&[word]);
        match () {
            () if one(Word::Granted) => Granted,
            () if one(Word::PartlyGranted) => PartlyGranted,
            () if one(Word::Denied) => Denied,
            () if one(Word::Unavailable) => Unavailable,
            () if one(Word::Unprocessed) => Unprocessed,
            () if one(Word::OtherHandling) => OtherHandling,
            () if told == Seen::of(&[Word::Granted, Word::PartlyGranted]) => GrantedOrPartly,
            () => Unknown,
        }
    }

    /// Received, handled, carried over: the verbs next to the number.
    fn flow(&self, near: Seen) -> Subject {
        use Subject::*;
        let item = self.item;
        let carried = self.naming(Seen::of(&[Word::Carry]));
        let named = |fits: fn(u16, u16) -> bool| {
            let years = [item.year, item.tail_year];
            years.into_iter().flatten().any(|named| self.year.is_some_and(|year| fits(named, year)))
        };
        let ahead = item.near().has(Word::NextYear) || named(|named, year| named > year);
        let behind = item.near().has(Word::LastYear) || named(|named, year| named < year);
        match () {
            () if carried.has(Word::Carry) && self.sums() => ReceivedWithCarried,
            () if carried.has(Word::Carry) && ahead && !behind => RequestsCarriedOut,
            () if carried.has(Word::Carry) && behind && !ahead => RequestsCarriedIn,
            () if self.sums() && self.follows_both() => ReceivedWithCarried,
            () if near.has(Word::NotDue) && self.is_left() => RequestsCarriedOut,
            () if item.label.has(Word::Handle) && self.is_plain(Word::Handle) => RequestsHandled,
            // 39件办结申请中
            () if item.label.is_empty() && item.tail == Seen::of(&[Word::Handle, Word::Request]) => {
                RequestsHandled
            }
            () if item.label.has(Word::Receive)
                && !item.label.has(Word::Handle)
                && self.is_plain(Word::Receive) =>
            {
                RequestsReceived
            }
            () => Unknown,
        }
    }

    /// 两者相加, 合计, 共: what was said before is added up.
    fn sums(&self) -> bool {
        self.item.label.any(Seen::of(&[Word::Sum]))
    }

    /// What was received and what was carried in are both told before.
    fn follows_both(&self) -> bool {
        let before = self.item.before;
        let carried = before.has(Word::Carry) && before.has(Word::LastYear);
        before.has(Word::Receive) && carried && !before.has(Word::Handle)
    }

    /// 还有5件没有到期: of all requests, not of one kind.
    fn is_left(&self) -> bool {
        let narrowed = Seen::of(&[Word::Among, Word::Foreign, Word::Detail]);
        !self.item.clause.any(narrowed) && self.item.before.any(Seen::of(&[Word::Receive, Word::Handle]))
    }

    /// The verb stands at the end of the label, but for words for the requests themselves and a few that count nothing.
    fn is_plain(&self, verb: Word) -> bool {
        const QUIET: Seen = Seen::of(&[
            Word::Request,
            Word::Receive,
            Word::Handle,
            Word::ThisYear,
            Word::Together,
            Word::Accrued,
            Word::Sum,
            Word::InTime,
            Word::Every,
            Word::InfoOpen,
            Word::Ask,
            Word::Respectively,
            Word::Disclose,
        ]);
        let label = self.item.label;
        let quiet = label.only(QUIET) == label;
        quiet && self.behind_last(verb)
    }

    /// Nothing but words for requests stands between the verb and the number.
    fn behind_last(&self, _verb: Word) -> bool {
        let Some((word, end)) = self.item.last else { return false };
        let between = self.text.get(end as usize..self.item.label_place.end as usize).unwrap_or("");
        let silent = between.chars().all(|c| "了的共为有达计件数量总中里约是到 \u{a0}".contains(c));
        silent
            && matches!(
                word,
                Word::Request | Word::Receive | Word::Handle | Word::Together | Word::Sum | Word::Accrued
            )
    }

    fn disputes(&self, topic: Topic) -> Subject {
        use Subject::*;
        let item = self.item;
        let near = item.near();
        if near.any(Seen::of(&[Word::Request, Word::Foreign, Word::Documents]))
            && !near.any(OUTCOMES)
            && !near.any(CASES)
        {
            return Unknown;
        }
        let path = self.naming(Seen::of(&[Word::Direct, Word::After]));
        if topic == Topic::Litigation && !path.any(OUTCOMES) {
            match (path.has(Word::Direct), path.has(Word::After)) {
                (true, false) => return LitigationDirect,
                (false, true) => return LitigationAfter,
                _ => {}
            }
        }
        if near.any(Seen::of(&[Word::Direct, Word::After]))
            || item.gap.any(Seen::of(&[Word::Direct, Word::After]))
        {
            return Unknown;
        }
        let outcomes = self.naming(OUTCOMES);
        match topic {
            _ if outcomes.any(OUTCOMES) => outcome(outcomes, topic),
            Topic::Reconsideration if item.label.has(Word::Reconsider) => Reconsideration,
            Topic::Litigation if item.label.has(Word::Litigate) => Litigation,
            Topic::Disputes if item.label.any(CASES) => Disputes,
            _ => Unknown,
        }
    }

    fn documents(&self) -> Subject {
        use Subject::*;
        const VERBS: Seen =
            Seen::of(&[Word::Issue, Word::Repeal, Word::InForce, Word::NewlyPublic, Word::Public]);
        let item = self.item;
        let near = item.near();
        let words = self.naming(VERBS);
        if near.any(Seen::of(&[Word::Review, Word::Interpret, Word::Foreign, Word::Channel])) {
            return Unknown;
        }
        // 清理规范性文件35件，其中废止10件: what came of the review.
        if item.before.has(Word::Review) && !near.any(Seen::of(&[Word::Documents, Word::Rules])) {
            return Unknown;
        }
        // 修订内部管理制度6件: another noun stands between.
        if self.label().ends_with("制度") || self.label().contains("内部") {
            return Unknown;
        }
        let rules = item.topic == Topic::Rules;
        match () {
            () if words.has(Word::InForce) => [DocumentsInForce, RulesInForce][usize::from(rules)],
            () if words.has(Word::Repeal) => [DocumentsRepealed, RulesRepealed][usize::from(rules)],
            () if words.has(Word::NewlyPublic) && !rules => DocumentsNewlyPublic,
            () if words.has(Word::Public) && !rules => DocumentsPublic,
            () if words.has(Word::Issue) && self.names_nothing_else() => {
                [DocumentsIssued, RulesIssued][usize::from(rules)]
            }
            () => Unknown,
        }
    }

    /// 当年制发6件, 制发行政规范性文件6件: no noun of another thing stands between the verb and the number.
    fn names_nothing_else(&self) -> bool {
        let Some((word, end)) = self.item.last else { return false };
        let between = self.text.get(end as usize..self.item.label_place.end as usize).unwrap_or("");
        let silent = between.chars().all(|c| "了的共为有达计件数量总约是新 \u{a0}".contains(c));
        // 发布的156条政策问答: the noun is behind the number.
        let behind = self.item.tail_place.of(self.text);
        let other = between.trim_end().ends_with('的') && !behind.is_empty() && !behind.contains("文件");
        silent
            && !other
            && matches!(word, Word::Issue | Word::Documents | Word::Rules | Word::Together | Word::Sum)
    }

    /// 办理行政许可120件: a verb for what was decided, and the number right behind the noun.
    fn decisions(&self) -> Subject {
        let item = self.item;
        let did = item.label.any(Seen::of(&[Word::Made, Word::Handle]));
        let other = item.label.any(Seen::of(&[
            Word::Foreign,
            Word::Request,
            Word::Info,
            Word::Disclose,
            Word::Among,
        ]));
        let beside = item.last.is_some_and(|(_, end)| end == item.label_place.end);
        match item.last {
            Some((word, _)) if did && !other && beside => match word {
                Word::Licence => Subject::LicensingDecisions,
                Word::Penalty => Subject::PenaltyDecisions,
                Word::Coercion => Subject::CoercionDecisions,
                _ => Subject::Unknown,
            },
            _ => Subject::Unknown,
        }
    }

    /// 全年公开政府信息320条: all of it, and nothing that says which.
    fn disclosed(&self, unit: Unit) -> Subject {
        const QUIET: Seen =
            Seen::of(&[Word::Disclose, Word::Info, Word::ThisYear, Word::Together, Word::Accrued, Word::Sum]);
        const LONGEST: u32 = 60;
        let item = self.item;
        let label = item.label;
        let quiet = label.only(QUIET) == label && label.has(Word::Disclose) && label.has(Word::Info);
        let text = self.label();
        let narrow =
            ["类信息", "领域", "方面", "栏目", "年度", "条例", "工作"].iter().any(|word| text.contains(word))
                && !text.contains("各类");
        let short = item.label_place.end - item.label_place.start <= LONGEST;
        let told = item.gap.any(Seen::of(&[Word::Among])) || item.owner.is_some();
        let known = quiet && short && !narrow && !told && unit.is_piece();
        if known { Subject::DisclosedTotal } else { Subject::Unknown }
    }

    fn fees(&self) -> Subject {
        let near = self.item.near();
        if near.any(Seen::of(&[Word::ProcessingFee])) {
            return Subject::ProcessingFee;
        }
        let label = self.label();
        let collected = ["收", "金额", "总额", "收入", "入账", "缴"].iter().any(|word| label.contains(word));
        let other =
            ["减", "免", "退", "降", "罚", "支出", "补", "节约"].iter().any(|word| label.contains(word));
        if collected && !other { Subject::Fees } else { Subject::Unknown }
    }
}

const CASES: Seen = Seen::of(&[Word::Reconsider, Word::Litigate]);

fn outcome(words: Seen, topic: Topic) -> Subject {
    use Subject::*;
    let told = words.only(OUTCOMES);
    // 没有审结 is one word; 已经审结的4件中维持3件 names what is behind.
    let kind = match () {
        () if told == Seen::of(&[Word::Upheld]) => 0,
        () if told == Seen::of(&[Word::Corrected]) => 1,
        () if told == Seen::of(&[Word::OtherOutcome]) => 2,
        () if told == Seen::of(&[Word::Pending]) => 3,
        () if told == Seen::of(&[Word::Settled]) => 4,
        () => return Unknown,
    };
    match topic {
        Topic::Reconsideration => [
            ReconsiderationUpheld,
            ReconsiderationCorrected,
            ReconsiderationOther,
            ReconsiderationPending,
            ReconsiderationSettled,
        ][kind],
        Topic::Litigation => {
            [LitigationUpheld, LitigationCorrected, LitigationOther, LitigationPending, LitigationSettled]
                [kind]
        }
        _ => Unknown,
    }
}
