//! How a number of the prose is held to a table: which claims speak of the same thing, and how exact they are.

use std::rc::Rc;

use gouji_core::finding::Found;
use gouji_core::prelude::*;

use crate::cells::Holds;
use crate::{doubt, prose};

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

/// The least and the largest number that a claim may mean, in millionths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) low: i64,
    pub(crate) high: i64,
}

impl Span {
    /// `1046余` may be 1055 or 1200, `约300` anything near it, `1.2万` what rounds to it.
    pub(crate) fn of(claim: &Claim) -> Self {
        let value = claim.value.micros();
        let near = leeway(value);
        let (below, above) = match claim.exactness {
            Exactness::Exact if claim.flags.scale() > 0 => {
                let step = claim.step().micros();
                (step, step)
            }
            Exactness::Exact => (0, 0),
            Exactness::Over => (0, near),
            Exactness::About => (near, near),
            Exactness::AtLeast => (0, i64::MAX),
            Exactness::AtMost => (value, 0),
        };
        Self { low: value.saturating_sub(below), high: value.saturating_add(above) }
    }

    pub(crate) fn has(self, value: Decimal) -> bool {
        (self.low..=self.high).contains(&value.micros())
    }

    pub(crate) fn is_exact(self) -> bool {
        self.low == self.high
    }

    pub(crate) fn plus(self, other: Self) -> Self {
        Self { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }
}

/// How far an approximate number may be from the true one: its last place that is not 0, a fifth of it, or ten.
fn leeway(micros: i64) -> i64 {
    const ONE: i64 = 1_000_000;
    let mut place = ONE;
    while place < i64::MAX / 10 && micros != 0 && micros % (place * 10) == 0 {
        place *= 10;
    }
    place.max(micros / 5).max(10 * ONE)
}

/// Whether a claim speaks of the year and the body that the tables speak of.
pub(crate) fn stands(claim: &Claim) -> bool {
    !claim.flags.intersects(ELSEWHERE) && claim.role != Role::Rate
}

/// The claims of a report, read once for all rules.
pub(crate) struct Stated {
    pub(crate) claims: Vec<Claim>,
    mentioned: Mentioned,
}

pub(crate) fn stated(report: &Report) -> Rc<Stated> {
    report.once(|report| {
        let claims: Vec<Claim> = report.claims().collect();
        let said = |claim: &&Claim| stands(claim) || counts_stock(claim.subject) && stands_as_stock(claim);
        let subjects = claims.iter().filter(said).map(|claim| Mentioned::bit(claim.subject));
        let mentioned = Mentioned(subjects.fold(0, |set, bit| set | bit));
        Stated { claims, mentioned }
    })
}

impl Stated {
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
pub(crate) struct Mentioned(u64);

impl Mentioned {
    pub(crate) fn by(report: &Report) -> Self {
        stated(report).mentioned
    }

    pub(crate) fn has(self, subject: Subject) -> bool {
        self.0 & Self::bit(subject) != 0
    }

    fn bit(subject: Subject) -> u64 {
        1_u64.checked_shl(subject as u32).unwrap_or(0)
    }
}

/// The table that counts the same thing as claims of a subject.
pub(crate) fn table_of(subject: Subject) -> Option<Table> {
    use Subject::*;
    match subject {
        RequestsReceived | RequestsHandled | RequestsCarriedIn | RequestsCarriedOut | Granted
        | PartlyGranted | Denied | Unavailable | Unprocessed | OtherHandling | ByNaturalPerson
        | ByOrganisation | ByCommercial | ByResearch | ByWelfare | ByLegalService | ByOtherOrganisation => {
            Some(Table::Requests)
        }
        Reconsideration
        | Litigation
        | ReconsiderationUpheld
        | ReconsiderationCorrected
        | LitigationUpheld
        | LitigationCorrected => Some(Table::Disputes),
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

/// Adds a finding where the claims of a subject contradict the table, once, and only where none agrees with it.
pub(crate) fn compare<'f>(
    report: &Report,
    subject: Subject,
    tabled: Tabled,
    findings: &'f mut Findings,
) -> Option<(Claim, &'f mut Found)> {
    let figure = tabled.figure.get()?;
    let table = table_of(subject)?;
    let stated = stated(report);
    let mut contradicting: Option<Claim> = None;
    let mut told = 0;
    let mut sum = Figure::ZERO;
    for claim in stated.of(subject).filter(|claim| !of_other_year(report, claim)) {
        if tabled.agrees(claim) {
            return None;
        }
        contradicting.get_or_insert(*claim);
        sum = sum + Figure::known(claim.value);
        told += 1;
    }
    // Told body by body or channel by channel, the numbers add up to the table's.
    if told > 1 && sum == tabled.figure {
        return None;
    }
    let claim = contradicting?;
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
    if claim.exactness != Exactness::Exact {
        found.at_most(Severity::Warning);
    }
    doubt::if_inferred(found, report, table);
    Some((claim, found))
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
        Subject::DocumentsIssued => number(report, (ProactiveLine::NormativeDocuments, C::Issued)),
        Subject::DocumentsInForce => number(report, (ProactiveLine::NormativeDocuments, C::InForce)),
        _ => Figure::UNKNOWN,
    }
}

/// The words of the sentence before a claim, so far as they are near.
pub(crate) fn lead<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    let near = claim.sentence.start.max(claim.number.start.saturating_sub(600)) as usize;
    let start = prose::boundary(report.text, near.min(report.text.len()));
    report.slice(Place::new(start as u32, claim.number.start))
}

/// Whether the words before a claim name years, and none of them is the report's.
pub(crate) fn of_other_year(report: &Report, claim: &Claim) -> bool {
    let Some(year) = report.year else { return false };
    // 2019年结转到本年, 结转2021年继续办理: the year that they come from or go to.
    let also = match claim.subject {
        Subject::RequestsCarriedIn => year.checked_sub(1),
        Subject::RequestsCarriedOut => year.checked_add(1),
        _ => None,
    };
    let mut years = prose::years(lead(report, claim)).peekable();
    years.peek().is_some() && years.all(|named| named.year != year && Some(named.year) != also)
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

#[cfg(test)]
mod tests {
    use super::*;
    use gouji_core::claims;

    #[track_caller]
    fn check(text: &str, low: i64, high: i64) {
        let whole = 0..text.len() as u32;
        let claim = claims::extract(text, std::slice::from_ref(&whole))[0];
        let span = Span::of(&claim);
        assert_eq!((span.low / 1_000_000, span.high / 1_000_000), (low, high), "{text}");
    }

    #[test]
    fn spans() {
        check("公开信息1046条。", 1046, 1046);
        check("公开信息1046余条。", 1046, 1255);
        check("公开信息300余条。", 300, 400);
        check("公开信息20余条。", 20, 30);
        check("公开信息约200条。", 100, 300);
        check("公开信息1.2万条。", 11000, 13000);
    }
}
