//! How a number of the prose is held to a table: which claims speak of the same thing, and how exact they are.

use std::rc::Rc;

use gouji_core::finding::Found;
use gouji_core::prelude::*;
pub(crate) use gouji_core::prose::Span;
use gouji_core::prose::{Predicate, Prose, Quantity, readings};

use crate::cells::Holds;
use crate::dated::clause;
use crate::{doubt, prose, repairs};

/// Words that make a claim one of something else than the report year and the reporting body as a whole.
pub(crate) const ELSEWHERE: Flags = Flags(
    Flags::OFFICE.0
        | Flags::OTHER_YEAR.0
        | Flags::CUMULATIVE.0
        | Flags::PLAN.0
        | Flags::CHANGE.0
        | Flags::EACH.0
        | Flags::RANGE.0,
);

/// Whether a claim speaks of the year and the body that the tables speak of.
pub(crate) fn stands(claim: &Claim) -> bool {
    !claim.flags.intersects(ELSEWHERE) && claim.role != Role::Rate
}

/// The claims of a report as its prose means them, read once for all rules.
pub(crate) struct Stated {
    pub(crate) claims: Vec<Claim>,
    pub(crate) prose: Prose,
    mentioned: Mentioned,
}

pub(crate) fn stated(report: &Report) -> Rc<Stated> {
    report.once(|report| {
        let claims: Vec<Claim> = report.claims().collect();
        let mut prose = Prose::of(report, &claims);
        let claims =
            prose.meant(claims).into_iter().map(|claim| named_exactly(report, claim)).collect::<Vec<_>>();
        prose.universals.retain(|said| {
            let none = matches!(said.predicate, Predicate::None(_));
            !(opens_with_other_year(report, said.place) || none && is_narrowed(report.slice(said.place)))
        });
        let denied = prose.universals.iter().filter_map(|said| match said.predicate {
            Predicate::None(subject) => Some(Mentioned::bit(subject)),
            _ => None,
        });
        let denied = denied.fold(0, |set, bit| set | bit);
        let said = |claim: &&Claim| stands(claim) || counts_stock(claim.subject) && stands_as_stock(claim);
        let subjects = claims.iter().filter(said).map(|claim| Mentioned::bit(claim.subject));
        let mentioned = Mentioned(subjects.fold(denied, |set, bit| set | bit));
        Stated { claims, prose, mentioned }
    })
}

/// A claim with the subject that the words just before it leave it.
fn named_exactly(report: &Report, claim: Claim) -> Claim {
    if !claim.subject.is_tabled() && !claim.subject.is_joint() {
        return claim;
    }
    let at = claim.number.start as usize;
    let (start, end) = clause(report.text, at);
    let subject = match claim.subject {
        _ if is_set_apart(report, at) || is_among(report, at) => Subject::Unknown,
        Subject::PartlyGranted if names_both(&report.text[start..end], at - start) => {
            Subject::GrantedOrPartly
        }
        // 上年结转的申请中，自然人申请3件.
        subject if table_of(subject) == Some(Table::Requests) && is_among_carried(report.text, start) => {
            Subject::Unknown
        }
        subject if table_of(subject) == Some(Table::Requests) && is_of_others(report, &claim, start, end) => {
            Subject::Unknown
        }
        subject
            if table_of(subject) == Some(Table::Disputes)
                && is_of_other_kind(report, subject, start, end) =>
        {
            Subject::Unknown
        }
        Subject::RequestsCarriedIn | Subject::RequestsCarriedOut => return claim,
        _ if opens_with_other_year(report, claim.number) => Subject::Unknown,
        subject => subject,
    };
    Claim { subject, ..claim }
}

/// Whether a number that looks like one of requests is of something else, or of some of them: 28件行政复议案件已审结25件,
/// 自然人申请新收54件、办结52件, 结转办理2021年申请17件, 传真、微信等渠道没有收到申请, 没有再提出申请.
fn is_of_others(report: &Report, claim: &Claim, start: usize, end: usize) -> bool {
    let words = &report.text[start..end];
    let has = |words: &str, any: &[&str]| any.iter().any(|word| words.contains(word));
    let disputes = has(words, &["复议", "诉讼"]) && !words.contains("申请");
    if claim.flags.contains(Flags::NEGATED) {
        let (from, _) = prose::sentence(report.text, start);
        let sentence = &report.text[from..end];
        let channel = has(sentence, &["传真", "微信", "邮箱", "非公开指南"]) || sentence.contains("渠道，");
        let every = has(sentence, &["各渠道", "所有渠道", "各种渠道", "任何渠道", "等各"]);
        return disputes
            || has(words, &["没有再", "未再", "不再", "收取", "收费", "费用"])
            || channel && !every;
    }
    let handled = claim.subject == Subject::RequestsHandled;
    let applicants = ["自然人", "法人", "企业", "科研机构", "社会公益", "法律服务"];
    disputes || handled && (has(words, &applicants) || has(words, &["结转办理"]))
}

/// 行政诉讼……。被纠正的4件行政复议案件: what the clause itself names is meant; 其余2件分属纠正、其他结果 is of several.
fn is_of_other_kind(report: &Report, subject: Subject, start: usize, end: usize) -> bool {
    let plain = |words: &str| words.replace("复议后", "").replace("经复议", "");
    let words = plain(&report.text[start..end]);
    let (one, other) = dispute_words(subject.title());
    // Where its clause names neither, its sentence does: 扣除尚未审结的1件，行政复议已审结5件.
    let (from, to) = prose::sentence(report.text, start);
    let told =
        if words.contains(one) || words.contains(other) { words } else { plain(&report.text[from..to]) };
    told.contains(other) && !told.contains(one) || report.text[start..end].contains("分属")
}

/// Whether the sentence says that what it counts is none of the tables': 不计入本报告, 与政府信息公开无关.
pub(crate) fn is_set_apart(report: &Report, at: usize) -> bool {
    const APART: [&str; 11] = [
        "不计入",
        "未计入",
        "不列入",
        "不纳入",
        "不属于政府信息公开申请",
        "无关",
        "另行统计",
        "自行编制",
        "单独编制",
        "以政府名义",
        "代拟",
    ];
    let (from, to) = prose::sentence(report.text, at);
    APART.iter().any(|apart| report.text[from..to].contains(apart))
}

/// Whether a number is of some of what the clause before names, and its own clause names nothing that a table counts:
/// 予以公开的申请中，征地拆迁类23件.
pub(crate) fn is_among(report: &Report, at: usize) -> bool {
    const TABLED: [&str; 34] = [
        "公开",
        "提供",
        "处理",
        "维持",
        "纠正",
        "审结",
        "结转",
        "自然人",
        "企业",
        "法人",
        "组织",
        "科研",
        "公益",
        "法律",
        "许可",
        "处罚",
        "强制",
        "收费",
        "制发",
        "制作",
        "废止",
        "有效",
        "新收",
        "收到",
        "受理",
        "办结",
        "答复",
        "复议",
        "诉讼",
        "起诉",
        "秘密",
        "申请",
        "结果",
        "信息",
    ];
    let (start, _) = clause(report.text, at);
    let own = &report.text[start..at];
    among(report.text, start).is_some() && !TABLED.iter().any(|word| own.contains(word))
}

/// 公开或部分公开3件, 拿到全部或者部分信息的3件（含予以公开、部分公开）: the clause, and where in it the number stands.
fn names_both(clause: &str, number: usize) -> bool {
    let joined = clause[..number].split_once("部分公开").is_some_and(|(before, _)| {
        let and = ["或", "或者", "和", "及", "以及", "、", "与"];
        and.iter().any(|and| before.strip_suffix(and).is_some_and(|before| before.ends_with("公开")))
    });
    joined || ["全部或", "含予以公开"].iter().any(|both| clause.contains(both))
}

/// Whether the clause before one that starts at a byte narrows it to what was carried over.
fn is_among_carried(text: &str, start: usize) -> bool {
    among(text, start).is_some_and(|before| {
        let (from, _) = clause(text, before.len() - '中'.len_utf8());
        before[from..].contains("结转")
    })
}

/// The text before a clause, where it ends in 中 or 里 and a comma: what follows is of some of what it names.
fn among(text: &str, start: usize) -> Option<&str> {
    let before = text[..start].trim_end_matches(['，', ',', ' ']);
    (before.len() < start && before.ends_with(['中', '里'])).then_some(before)
}

/// 2022年未制定文件，2023年制发9件, in the report of 2023: what is told of the year before is not held to its tables.
fn opens_with_other_year(report: &Report, place: Place) -> bool {
    let Some(of_report) = report.year else { return false };
    let at = place.start as usize;
    let (start, _) = clause(report.text, at);
    let said = report.text[start.min(at)..at].trim_start();
    let Some(year) = prose::years(said).next().filter(|year| year.at == 0) else { return false };
    let carried = ["底", "末", "结转", "遗留", "转"].iter().any(|word| said[year.end..].starts_with(word));
    year.year < of_report && !carried && prose::years(said).nth(1).is_none()
}

/// 没有需要收取信息处理费的申请, 没有未说明理由的不予公开, 无人因公开工作被问责: only some are denied, or something else is.
pub(crate) fn is_narrowed(denial: &str) -> bool {
    /// What a denial may be narrowed to.
    const ELSE: [&str; 6] = ["未", "需要", "理由", "说明", "及时", "应当"];
    let other_verb = ["被问责", "被追", "被投诉", "被举报", "被通报", "引起", "引发", "导致", "未能"]
        .iter()
        .any(|verb| denial.contains(verb));
    let modified = denial.split_once('的').is_some_and(|(modifier, noun)| {
        // 无正当理由大量反复的申请 names a row.
        let modifier = modifier.replace("无正当理由", "");
        let negated = modifier.trim_start_matches(['没', '有', '未', '无', '发', '生']);
        !noun.is_empty() && ELSE.iter().any(|other| negated.contains(other))
    });
    other_verb || modified
}

impl Stated {
    /// What the prose says of a claim beyond the claim itself.
    pub(crate) fn quantity(&self, claim: &Claim) -> Option<&Quantity> {
        let at = self.claims.partition_point(|other| other.number.start < claim.number.start);
        self.prose.quantities.get(at)
    }

    /// The total that a claim is a part of.
    pub(crate) fn total_of(&self, claim: &Claim) -> Option<&Claim> {
        (claim.role == Role::Part).then(|| self.claims.get(claim.parent? as usize)).flatten()
    }

    /// Whether a claim speaks of all that there was of its subject in the year: it and what it is a part of stand, and it
    /// is no part of more of the same (`收到申请27件，其中县政府办5件`).
    pub(crate) fn is_whole(&self, claim: &Claim) -> bool {
        let mut part = claim;
        // Totals stand before their parts, so this ends; lists in lists are few.
        for _ in 0..4 {
            if !(stands(part) || counts_stock(part.subject) && stands_as_stock(part)) {
                return false;
            }
            match self.total_of(part) {
                Some(total) if total.subject == claim.subject => return false,
                Some(total) => part = total,
                None => break,
            }
        }
        true
    }

    /// The claims that speak of all that there was of a subject, in reading order.
    pub(crate) fn of(&self, subject: Subject) -> impl Iterator<Item = &Claim> {
        self.claims.iter().filter(move |claim| claim.subject == subject && self.is_whole(claim))
    }
}

/// What is counted at the end of the year, and not over the year.
fn counts_stock(subject: Subject) -> bool {
    matches!(subject, Subject::RulesInForce | Subject::DocumentsInForce | Subject::DocumentsPublic)
}

/// `截至年底，现行有效规范性文件32件`.
fn stands_as_stock(claim: &Claim) -> bool {
    !claim.flags.intersects(Flags(ELSEWHERE.0 & !Flags::CUMULATIVE.0)) && claim.role != Role::Rate
}

/// Which subjects the claims of a report have: one pass, so that a rule without work is done at once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mentioned(u128);

impl Mentioned {
    pub(crate) fn by(report: &Report) -> Self {
        stated(report).mentioned
    }

    pub(crate) fn has(self, subject: Subject) -> bool {
        self.0 & Self::bit(subject) != 0
    }

    fn bit(subject: Subject) -> u128 {
        1_u128.checked_shl(subject as u32).unwrap_or(0)
    }
}

/// The table that counts the same thing as claims of a subject.
pub(crate) fn table_of(subject: Subject) -> Option<Table> {
    use Subject::*;
    match subject {
        RequestsReceived | RequestsHandled | RequestsCarriedIn | RequestsCarriedOut | Granted
        | PartlyGranted | Denied | Unavailable | Unprocessed | OtherHandling | ByNaturalPerson
        | GrantedOrPartly | ReceivedWithCarried | ByOrganisation | ByCommercial | ByResearch | ByWelfare
        | ByLegalService | ByOtherOrganisation => Some(Table::Requests),
        Reconsideration
        | Litigation
        | Disputes
        | LitigationDirect
        | LitigationAfter
        | ReconsiderationSettled
        | LitigationSettled
        | ReconsiderationUpheld
        | ReconsiderationCorrected
        | ReconsiderationOther
        | ReconsiderationPending
        | LitigationUpheld
        | LitigationCorrected
        | LitigationOther
        | LitigationPending => Some(Table::Disputes),
        RulesIssued | RulesRepealed | RulesInForce | DocumentsIssued | DocumentsRepealed
        | DocumentsInForce | DocumentsNewlyPublic | DocumentsPublic | LicensingDecisions
        | PenaltyDecisions | CoercionDecisions | Fees => Some(Table::Proactive),
        _ => None,
    }
}

/// Whether every cell that a table prints is 0, and one of them is.
pub(crate) fn is_all_zero(report: &Report, table: Table) -> bool {
    let holds = Holds::of(report, table);
    holds.has(Holds::NUMBER) && !holds.has(Holds::COUNT) && !holds.has(Holds::TEXT)
}

/// What a table says of a subject.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tabled {
    /// `表三的本年新收`.
    pub(crate) name: &'static str,
    pub(crate) spot: Spot,
    /// The table's figure; unknown where a cell of it is not a number.
    pub(crate) figure: Figure,
    /// Other figures of the table that the prose may rightly mean.
    pub(crate) also: [Figure; 3],
}

impl Tabled {
    pub(crate) fn new(name: &'static str, spot: impl Into<Spot>, figure: Figure) -> Self {
        Self { name, spot: spot.into(), figure, also: [Figure::UNKNOWN; 3] }
    }

    pub(crate) fn or(mut self, figures: impl IntoIterator<Item = Figure>) -> Self {
        for (slot, figure) in self.also.iter_mut().zip(figures) {
            *slot = figure;
        }
        self
    }

    fn agrees(&self, claim: &Claim) -> bool {
        let span = Span::of(claim);
        std::iter::once(&self.figure)
            .chain(&self.also)
            .any(|figure| figure.get().is_some_and(|value| span.has(value)))
    }
}

/// Whether something of the report was not read, and a table lacks figures among those that prose may mean in more than
/// one way: nobody knows then which of them it means.
fn is_unread(report: &Report, table: Table) -> bool {
    use RequestLine as L;
    if report.troubles().next().is_none() {
        return false;
    }
    let missing = |id: CellId| report.cell(id).state == CellState::Missing;
    match table {
        Table::Requests => [L::New, L::CarriedIn, L::Total]
            .iter()
            .any(|&line| Applicant::ALL.iter().any(|&column| missing((line, column).into()))),
        Table::Disputes => DisputeKind::ALL
            .iter()
            .any(|&kind| DisputeResult::ALL.iter().any(|&column| missing((kind, column).into()))),
        Table::Proactive => false,
    }
}

/// Adds a finding where the claims of a subject contradict the table, once, and only where none agrees with it.
pub(crate) fn compare<'f>(
    report: &Report,
    subject: Subject,
    tabled: Tabled,
    findings: &'f mut Findings,
) -> Option<(Claim, &'f mut Found)> {
    let table = table_of(subject)?;
    if is_unread(report, table) {
        return None;
    }
    // A blank total has the value that its row must have, which is named first among the others. What else the prose may
    // mean is no such value.
    let figure = tabled.figure.get().or_else(|| tabled.also[0].get())?;
    let stated = stated(report);
    let mut contradicting: Option<Claim> = None;
    let (mut told, mut agrees) = (0, false);
    let mut sum = Figure::ZERO;
    for claim in stated.of(subject) {
        agrees |= tabled.agrees(claim);
        contradicting.get_or_insert(*claim);
        sum = sum + Figure::known(claim.value);
        told += 1;
    }
    // What is told once more, and otherwise, is the matter of X11 and X12. Told body by body or channel by channel, the
    // numbers add up to the table's.
    let said_none = || stated.of(subject).find(|claim| claim.flags.contains(Flags::NEGATED)).copied();
    let denied = said_none().filter(|_| agrees && figure > Decimal::ZERO);
    let Some(claim) = denied.or(contradicting.filter(|_| !agrees)) else {
        deny(report, &stated, subject, &tabled, figure, findings);
        return None;
    };
    if told > 1 && sum == tabled.figure && denied.is_none() {
        return None;
    }
    // With numbers in the prose and nothing but zeros in the table, V10 says it of the table as a whole.
    if claim.value > Decimal::ZERO && is_all_zero(report, table) {
        return None;
    }
    let name = tabled.name;
    let message = if claim.flags.contains(Flags::NEGATED) {
        format!("正文说没有{}，{name}是 {figure}", subject.title())
    } else {
        format!("正文写{} {}，{name}是 {figure}", subject.title(), printed(report, &claim))
    };
    let found = findings.add(claim.number, message);
    found.evidence(tabled.spot, format!("{name}：{figure}"));
    let guessed = stated.quantity(&claim).is_some_and(|quantity| quantity.guessed);
    if claim.exactness != Exactness::Exact || guessed {
        found.at_most(Severity::Warning);
    }
    if told == 1 {
        repairs::of_claim(report, &stated, &claim, figure, found);
    }
    doubt::if_inferred(found, report, table);
    Some((claim, found))
}

/// The prose says that there was none of what the table counts.
pub(crate) fn deny(
    report: &Report,
    stated: &Stated,
    subject: Subject,
    tabled: &Tabled,
    figure: Decimal,
    findings: &mut Findings,
) {
    denied(report, stated, Predicate::None(subject), tabled, figure, findings);
}

/// See [`deny`]; of anything that the prose may say there was none of.
pub(crate) fn denied(
    report: &Report,
    stated: &Stated,
    what: Predicate,
    tabled: &Tabled,
    figure: Decimal,
    findings: &mut Findings,
) {
    let said = stated.prose.universals.iter().find(|said| said.predicate == what);
    let Some(said) = said.filter(|said| figure > Decimal::ZERO && !said.narrowed) else { return };
    let message = format!("正文说“{}”，{}是 {figure}", report.slice(said.place), tabled.name);
    let found = findings.add(said.place, message);
    found.evidence(tabled.spot, format!("{}：{figure}", tabled.name));
    if said.guessed {
        found.at_most(Severity::Warning);
    }
}

/// What the tables say of a subject, as the prose means it first; unknown where they do not count it.
pub(crate) fn figure_of(report: &Report, subject: Subject) -> Figure {
    use ProactiveColumn as C;
    let total = |line: RequestLine| number(report, (line, Applicant::Total));
    let cases = |kind: DisputeKind| number(report, (kind, DisputeResult::Total));
    match subject {
        Subject::RequestsReceived => total(RequestLine::New),
        Subject::RequestsHandled => total(RequestLine::Total),
        Subject::RequestsCarriedIn => total(RequestLine::CarriedIn),
        Subject::RequestsCarriedOut => total(RequestLine::CarriedOut),
        Subject::Granted => total(RequestLine::Granted),
        Subject::PartlyGranted => total(RequestLine::PartlyGranted),
        Subject::Reconsideration => cases(DisputeKind::Reconsideration),
        Subject::Litigation => {
            cases(DisputeKind::DirectLitigation) + cases(DisputeKind::LitigationAfterReconsideration)
        }
        Subject::DocumentsInForce => number(report, (ProactiveLine::NormativeDocuments, C::InForce)),
        _ => readings(report, subject)[0],
    }
}

/// The clause around the number of a claim.
pub(crate) fn clause_of<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    let (start, end) = clause(report.text, claim.number.start as usize);
    report.slice(Place::new(start as u32, end as u32))
}

/// The words of its clause before the number of a claim.
pub(crate) fn clause_before<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    let (start, _) = clause(report.text, claim.number.start as usize);
    report.slice(Place::new(start as u32, claim.number.start))
}

/// The word of the kind of dispute that a name speaks of, and that of the other kind.
pub(crate) fn dispute_words(name: &str) -> (&'static str, &'static str) {
    if name.contains("诉讼") { ("诉讼", "复议") } else { ("复议", "诉讼") }
}

/// The words of the sentence before a claim, so far as they are near.
pub(crate) fn lead<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    let near = claim.sentence.start.max(claim.number.start.saturating_sub(600)) as usize;
    let start = prose::boundary(report.text, near.min(report.text.len()));
    report.slice(Place::new(start as u32, claim.number.start))
}

/// The sentence around a claim, so far as it is near: a text without marks would cost its square.
pub(crate) fn sentence_near<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    const NEAR: u32 = 600;
    let start = claim.sentence.start.max(claim.number.start.saturating_sub(NEAR)) as usize;
    let end = claim.sentence.end.min(claim.number.end.saturating_add(NEAR)) as usize;
    let text = report.text;
    let (start, end) =
        (prose::boundary(text, start.min(text.len())), prose::boundary(text, end.min(text.len())));
    text.get(start..end).unwrap_or("")
}

/// `1046余条`: a claim as the prose prints it.
pub(crate) fn printed(report: &Report, claim: &Claim) -> String {
    let number: String = report.slice(claim.number).chars().filter(|c| !c.is_whitespace()).collect();
    format!("{number}{}", claim.unit.title())
}

/// The numbers of cells, added up; unknown where one of them is not a number: a blank is no 0 here.
pub(crate) fn sum(report: &Report, cells: impl IntoIterator<Item = impl Into<CellId>>) -> Figure {
    cells.into_iter().map(|id| report.cell(id).number().map_or(Figure::UNKNOWN, Figure::known)).sum()
}

/// The number in a cell; unknown where it is none.
pub(crate) fn number(report: &Report, id: impl Into<CellId>) -> Figure {
    sum(report, [id])
}

/// The columns of 表三 but the last.
pub(crate) const APPLICANTS: [Applicant; 6] = [
    Applicant::NaturalPerson,
    Applicant::Commercial,
    Applicant::Research,
    Applicant::PublicWelfare,
    Applicant::LegalService,
    Applicant::Other,
];
