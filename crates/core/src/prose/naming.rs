//! What a number counts, where it is something that the tables count too: told by the words next to it, and by the topic
//! that was spoken of before.

use super::rows;
use super::topic::Topic;
use super::walk::{Item, Mark};
use super::words::{Seen, Word};
use crate::claims::{Claim, Subject, Unit};

/// What a number counts, and whether the words next to it leave a doubt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Named {
    pub(super) subject: Subject,
    pub(super) guessed: bool,
}

impl Named {
    const UNKNOWN: Self = Self { subject: Subject::Unknown, guessed: false };
}

pub(super) const RESULTS: Seen = Seen::of(&[
    Word::Granted,
    Word::PartlyGranted,
    Word::Denied,
    Word::Unavailable,
    Word::Unprocessed,
    Word::OtherHandling,
]);
const ANSWERS: Seen = Seen::of(&[Word::PartlyGranted, Word::Denied, Word::Unavailable, Word::Unprocessed]);
pub(super) const APPLICANTS: Seen =
    Seen::of(&[Word::NaturalPerson, Word::Organisation, Word::OtherApplicant]);
pub(super) const OUTCOMES: Seen =
    Seen::of(&[Word::Upheld, Word::Corrected, Word::OtherOutcome, Word::Pending, Word::Settled]);
const DECISIONS: Seen = Seen::of(&[Word::Licence, Word::Penalty, Word::Coercion]);
pub(super) const PLACES: Seen = Seen::of(&[Word::Way, Word::Channel]);

/// Names the number of an item.
pub(super) fn name(text: &str, item: &Item, claim: &Claim, year: Option<u16>) -> Named {
    let namer = Namer { text, item, year };
    let unit = claim.unit;
    let subject = match item.topic {
        Topic::Fees if unit.is_money() => namer.fees(),
        _ if namer.is_disclosed_behind() => namer.disclosed(unit),
        _ if namer.decisions() != Subject::Unknown => {
            return Named { subject: namer.decisions(), guessed: true };
        }
        _ if !unit.is_case() && unit != Unit::None => Subject::Unknown,
        Topic::Requests => namer.requests(),
        // 上一年没有办完的申请4件: nothing but requests is carried over.
        topic
            if topic != Topic::Foreign
                && topic != Topic::Requests
                && item.label.any(Seen::of(&[Word::Carry, Word::NotDue]))
                && item.label.any(Seen::of(&[Word::LastYear, Word::NextYear]))
                && item.near().has(Word::Request)
                && !item.near().has(Word::Foreign) =>
        {
            return Named { subject: namer.requests(), guessed: true };
        }
        // 无法提供的申请3件: of requests, whatever was spoken of before.
        topic
            if topic.is_dispute()
                && item.near().any(RESULTS)
                && !item.near().any(OUTCOMES)
                && !item.near().any(CASES) =>
        {
            namer.requests()
        }
        topic if topic.is_dispute() => namer.disputes(topic),
        Topic::Documents | Topic::Rules => namer.documents(),
        Topic::Disclosure => namer.disclosed(unit),
        // 2025年新收到的2643件申请中
        Topic::None
            if item.label.has(Word::Receive)
                && item.tail.has(Word::Request)
                && !item.near().has(Word::Foreign) =>
        {
            return Named { subject: namer.requests(), guessed: true };
        }
        // Nothing but requests is answered so.
        Topic::None if item.near().any(ANSWERS) => {
            return Named { subject: namer.requests(), guessed: true };
        }
        _ => Subject::Unknown,
    };
    match subject {
        Subject::Unknown => namer.elsewhere(unit),
        subject => Named { subject, guessed: item.carried && namer.is_vague() },
    }
}

/// Who applied, where only the clauses before the number say it.
pub(super) fn applicant(text: &str, item: &Item, year: Option<u16>) -> Option<Named> {
    let namer = Namer { text, item, year };
    let told = item.head.any(APPLICANTS) && !item.label.has(Word::Request);
    let subject = if told { namer.by_head() } else { Subject::Unknown };
    (subject != Subject::Unknown).then_some(Named { subject, guessed: true })
}

pub(super) struct Namer<'a> {
    pub(super) text: &'a str,
    pub(super) item: &'a Item,
    pub(super) year: Option<u16>,
}

impl Namer<'_> {
    /// The words that name the number: those before it, or those behind where the ones before say nothing of `kind`.
    fn naming(&self, kind: Seen) -> Seen {
        if self.item.label.any(kind) { self.item.label } else { self.item.tail }
    }

    pub(super) fn label(&self) -> &str {
        self.item.label_place.of(self.text)
    }

    /// The words next to the number name nothing, and those of the clauses before it do: `法人的申请也占一定数量，新收14件`.
    fn elsewhere(&self, unit: Unit) -> Named {
        let item = self.item;
        let case = self.case_by_head();
        let told = match () {
            () if case != Subject::Unknown => case,
            () if item.head.is_empty() => self.applicant_beside(),
            () => self.by_head(),
        };
        let counted = unit.is_case() && (item.topic != Topic::Foreign || case != Subject::Unknown);
        match told {
            Subject::Unknown => Named::UNKNOWN,
            _ if !counted => Named::UNKNOWN,
            subject => Named { subject, guessed: true },
        }
    }

    /// 商业企业提出的只有4件
    fn applicant_beside(&self) -> Subject {
        let label = self.item.label;
        let plain = !label.any(Seen::of(&[
            Word::Foreign,
            Word::Info,
            Word::Detail,
            Word::Carry,
            Word::Rest,
            Word::Share,
        ])) && !label.any(PLACES)
            && !self.item.before.any(RESULTS)
            && !self.item.gap.has(Word::Among);
        let asked = label.any(Seen::of(&[Word::Ask, Word::Request]));
        if plain && asked { rows::applicant(label, self.label()) } else { Subject::Unknown }
    }

    /// 行政复议方面，政府信息公开案件全年4件
    fn case_by_head(&self) -> Subject {
        let item = self.item;
        let said = self.label();
        let known =
            item.label.only(Seen::of(&[Word::InfoOpen, Word::ThisYear, Word::Together])) == item.label;
        if !known || !item.label.has(Word::InfoOpen) || !said.contains("案") {
            return Subject::Unknown;
        }
        match (item.head.has(Word::Reconsider), item.head.has(Word::Litigate)) {
            (true, false) => Subject::Reconsideration,
            (false, true) => Subject::Litigation,
            _ => Subject::Unknown,
        }
    }

    fn by_head(&self) -> Subject {
        use Subject::*;
        const OTHER: Seen = Seen::of(&[
            Word::Foreign,
            Word::Interpret,
            Word::Channel,
            Word::Way,
            Word::Detail,
            Word::Rest,
            Word::Share,
            Word::Up,
            Word::Down,
            Word::Compare,
            Word::Period,
            Word::By,
            Word::Division,
            Word::Neg,
        ]);
        let item = self.item;
        let head = item.head;
        let decided = item.label.any(Seen::of(&[Word::Made, Word::Decision]));
        let other = if decided { OTHER.without(Word::Division) } else { OTHER };
        let told = head.without(Word::Share).any(other)
            || item.label.any(other)
            || head.has(Word::Review) && !head.has(Word::InForce);
        if !rows::is_light(self.text, item) || told || !item.tail.is_empty() {
            return self.applicant_beside();
        }
        let said = item.head_place.of(self.text);
        let results = head.only(RESULTS);
        if !results.is_empty() && !head.any(APPLICANTS) && !head.any(CASES) {
            return self.result(head);
        }
        if head.any(APPLICANTS) && head.any(Seen::of(&[Word::Request, Word::Applicant])) {
            return rows::applicant(head, said);
        }
        match () {
            () if head.has(Word::Documents) && head.has(Word::InForce) => DocumentsInForce,
            () if item.label.any(Seen::of(&[Word::Made, Word::Decision])) => match head.only(DECISIONS) {
                one if one == Seen::of(&[Word::Licence]) => LicensingDecisions,
                one if one == Seen::of(&[Word::Penalty]) => PenaltyDecisions,
                one if one == Seen::of(&[Word::Coercion]) => CoercionDecisions,
                _ => Unknown,
            },
            () => Unknown,
        }
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
        if near.any(Seen::of(&[Word::Period])) {
            return Unknown;
        }
        let named = |fits: fn(u16, u16) -> bool| {
            let years = [item.year, item.tail_year];
            years.into_iter().flatten().any(|named| self.year.is_some_and(|year| fits(named, year)))
        };
        let ahead = item.near().has(Word::NextYear) || named(|named, year| named > year);
        let behind = item.near().has(Word::LastYear) || named(|named, year| named < year);
        match () {
            () if carried.has(Word::Carry) && (self.sums() || self.joins_both()) => ReceivedWithCarried,
            () if near.has(Word::Needed) && near.has(Word::Request) => ReceivedWithCarried,
            () if carried.has(Word::Carry) && ahead && !behind => RequestsCarriedOut,
            () if carried.has(Word::Carry) && behind && !ahead => RequestsCarriedIn,
            () if self.sums() && self.follows_both() => ReceivedWithCarried,
            () if near.has(Word::NotDue) && item.label.has(Word::LastYear) && near.has(Word::Request) => {
                RequestsCarriedIn
            }
            () if self.goes_on() && item.label.has(Word::Request) && !item.label.has(Word::Receive) => {
                RequestsCarriedOut
            }
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
            // 公众向我局提出申请21件
            () if item.label.has(Word::Ask) && near.has(Word::Request) && self.label().contains('向') => {
                RequestsReceived
            }
            () => Unknown,
        }
    }

    /// 17件，结转下年度: the next clause carries them over.
    fn goes_on(&self) -> bool {
        let behind = self.text.get(self.item.tail_place.end as usize..).unwrap_or("");
        let next = behind.trim_start_matches(['，', ',', ' ']);
        ["结转下", "结转至", "结转到", "转入下", "顺延至", "顺延到", "转下年"]
            .iter()
            .any(|verb| next.starts_with(verb))
    }

    /// 两者相加, 合计, 共: what was said before is added up.
    fn sums(&self) -> bool {
        self.item.label.any(Seen::of(&[Word::Sum]))
    }

    /// 新收与上年结转的申请共52件: both in one number.
    fn joins_both(&self) -> bool {
        const JOINED: [&str; 10] =
            ["收与", "收和", "收及", "收加", "收、", "到与", "到和", "申请与上", "申请和上", "申请及上"];
        let said = self.label();
        self.item.label.has(Word::Receive) && JOINED.iter().any(|words| said.contains(words))
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
            && self.ends_with_issue()
            && matches!(word, Word::Issue | Word::Documents | Word::Rules | Word::Together | Word::Sum)
    }

    /// 发布的招标公告共有750条: the noun before the number is another.
    fn ends_with_issue(&self) -> bool {
        const LONGEST: usize = 7;
        let label = self
            .label()
            .trim_end_matches(|c: char| "了的共为有达计数量总约是新 \u{a0}".contains(c))
            .as_bytes();
        (1..=LONGEST).filter_map(|length| label.len().checked_sub(3 * length)).any(|from| {
            matches!(Word::at(label, from), Some((Word::Issue | Word::Documents | Word::Rules, len)) if from + len == label.len())
        })
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
        // 行政强制0件: nothing but the noun, and when.
        let before = item.label.without(Word::ThisYear).without(Word::Together);
        let alone = [Word::Licence, Word::Penalty, Word::Coercion].iter().any(|noun| {
            before == Seen::of(&[*noun]) && self.label().chars().count() <= 8 && self.label().contains("行政")
        }) && (item.topic == Topic::None
            || item.head.is_empty()
            || !item.head.any(Seen::of(&[Word::Info, Word::Disclose])));
        match item.last {
            Some((word, _)) if (did || alone) && !other && beside => match word {
                Word::Licence => Subject::LicensingDecisions,
                Word::Penalty => Subject::PenaltyDecisions,
                Word::Coercion => Subject::CoercionDecisions,
                // 办理行政许可决定975件
                Word::Decision => match item.label.only(DECISIONS) {
                    one if one == Seen::of(&[Word::Licence]) => Subject::LicensingDecisions,
                    one if one == Seen::of(&[Word::Penalty]) => Subject::PenaltyDecisions,
                    one if one == Seen::of(&[Word::Coercion]) => Subject::CoercionDecisions,
                    _ => Subject::Unknown,
                },
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
        let behind = self.is_disclosed_behind();
        let known = (quiet && short && !narrow || behind) && !told && unit.is_piece();
        if known { Subject::DisclosedTotal } else { Subject::Unknown }
    }

    /// 全年234条主动公开信息中, 全年621条的公开总量: what was made public is named behind the number.
    fn is_disclosed_behind(&self) -> bool {
        const NAMES: [&str; 10] = [
            "信息中",
            "政府信息中",
            "主动公开信息",
            "主动公开的信息",
            "主动公开政府信息",
            "主动公开的政府信息",
            "公开总量",
            "公开总数",
            "公开信息总量",
            "主动公开的各类",
        ];
        let item = self.item;
        const WHEN: Seen = Seen::of(&[
            Word::ThisYear,
            Word::Via,
            Word::Together,
            Word::Above,
            Word::By,
            Word::Cut,
            Word::Division,
            Word::Compare,
        ]);
        let plain = item.label.only(WHEN) == item.label;
        let told = item.label.any(Seen::of(&[Word::ThisYear, Word::Above]))
            || item.label.is_empty() && item.mark == Mark::End;
        let all = plain && told;
        let tail =
            self.text.get(item.tail_place.start as usize..).unwrap_or("").trim_start_matches(['的', ' ']);
        all && NAMES.iter().any(|name| tail.starts_with(name))
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

pub(super) const CASES: Seen = Seen::of(&[Word::Reconsider, Word::Litigate]);

pub(super) fn outcome(words: Seen, topic: Topic) -> Subject {
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
