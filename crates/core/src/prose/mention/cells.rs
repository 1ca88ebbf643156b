//! Sets of cells that prose counts in one number.

use crate::claims::Subject;
use crate::figure::Figure;
use crate::form::{
    Applicant, CellId, DisputeKind, DisputeResult, Edition, ProactiveColumn, ProactiveLine, RequestLine,
    Table,
};
use crate::prose::cells::{DENIED, OTHER, UNAVAILABLE, UNPROCESSED};
use crate::report::Report;

/// The cells of one table that a number adds up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cells {
    /// Rows by columns of 表三, as sets of bits.
    Requests { lines: u32, applicants: u8 },
    /// Blocks by columns of 表四, as sets of bits.
    Disputes { kinds: u8, results: u8 },
    /// One cell of 表二.
    Proactive { line: ProactiveLine, column: ProactiveColumn },
}

pub(super) const fn lines(lines: &[RequestLine]) -> u32 {
    let mut set = 0;
    let mut at = 0;
    while at < lines.len() {
        set |= 1 << lines[at] as u32;
        at += 1;
    }
    set
}

pub(super) const fn line(one: RequestLine) -> u32 {
    1 << one as u32
}

/// All columns of 表三.
pub(super) const EVERYBODY: u8 = 0b11_1111;
/// 法人或其他组织.
pub(super) const ORGANISATIONS: u8 = EVERYBODY & !(1 << Applicant::NaturalPerson as u8);
pub(super) const DENIED_LINES: u32 = lines(&DENIED);
pub(super) const UNAVAILABLE_LINES: u32 = lines(&UNAVAILABLE);
pub(super) const UNPROCESSED_LINES: u32 = lines(&UNPROCESSED);
pub(super) const OTHER_LINES: u32 = lines(&OTHER);

pub(super) const RECONSIDERATION: u8 = 1 << DisputeKind::Reconsideration as u8;
pub(super) const DIRECT: u8 = 1 << DisputeKind::DirectLitigation as u8;
pub(super) const AFTER: u8 = 1 << DisputeKind::LitigationAfterReconsideration as u8;
pub(super) const LITIGATION: u8 = DIRECT | AFTER;
pub(super) const SETTLED: u8 =
    result(DisputeResult::Upheld) | result(DisputeResult::Corrected) | result(DisputeResult::Other);
pub(super) const ALL_RESULTS: u8 = SETTLED | result(DisputeResult::Pending);

pub(super) const fn result(result: DisputeResult) -> u8 {
    1 << result as u8
}

/// Subjects of numbers that stand for cells.
const SUBJECTS: [(Subject, Cells); 41] = {
    use DisputeResult as R;
    use RequestLine as L;
    use Subject as S;
    const fn all(lines: u32) -> Cells {
        Cells::Requests { lines, applicants: EVERYBODY }
    }
    const fn by(applicants: u8) -> Cells {
        Cells::Requests { lines: line(L::New), applicants }
    }
    const fn one(applicant: Applicant) -> u8 {
        1 << applicant as u8
    }
    const fn cases(kinds: u8, results: u8) -> Cells {
        Cells::Disputes { kinds, results }
    }
    const fn paper(line: ProactiveLine, column: ProactiveColumn) -> Cells {
        Cells::Proactive { line, column }
    }
    use ProactiveColumn as C;
    use ProactiveLine as P;
    [
        (S::RequestsReceived, all(line(L::New))),
        (S::RequestsHandled, all(line(L::Total))),
        (S::RequestsCarriedIn, all(line(L::CarriedIn))),
        (S::RequestsCarriedOut, all(line(L::CarriedOut))),
        (S::ReceivedWithCarried, all(line(L::New) | line(L::CarriedIn))),
        (S::Granted, all(line(L::Granted))),
        (S::PartlyGranted, all(line(L::PartlyGranted))),
        (S::GrantedOrPartly, all(line(L::Granted) | line(L::PartlyGranted))),
        (S::Denied, all(DENIED_LINES)),
        (S::Unavailable, all(UNAVAILABLE_LINES)),
        (S::Unprocessed, all(UNPROCESSED_LINES)),
        (S::OtherHandling, all(OTHER_LINES)),
        (S::ByNaturalPerson, by(one(Applicant::NaturalPerson))),
        (S::ByOrganisation, by(ORGANISATIONS)),
        (S::ByCommercial, by(one(Applicant::Commercial))),
        (S::ByResearch, by(one(Applicant::Research))),
        (S::ByWelfare, by(one(Applicant::PublicWelfare))),
        (S::ByLegalService, by(one(Applicant::LegalService))),
        (S::ByOtherOrganisation, by(one(Applicant::Other))),
        (S::Reconsideration, cases(RECONSIDERATION, ALL_RESULTS)),
        (S::Litigation, cases(LITIGATION, ALL_RESULTS)),
        (S::Disputes, cases(RECONSIDERATION | LITIGATION, ALL_RESULTS)),
        (S::LitigationDirect, cases(DIRECT, ALL_RESULTS)),
        (S::LitigationAfter, cases(AFTER, ALL_RESULTS)),
        (S::ReconsiderationUpheld, cases(RECONSIDERATION, result(R::Upheld))),
        (S::ReconsiderationCorrected, cases(RECONSIDERATION, result(R::Corrected))),
        (S::ReconsiderationOther, cases(RECONSIDERATION, result(R::Other))),
        (S::ReconsiderationPending, cases(RECONSIDERATION, result(R::Pending))),
        (S::ReconsiderationSettled, cases(RECONSIDERATION, SETTLED)),
        (S::LitigationUpheld, cases(LITIGATION, result(R::Upheld))),
        (S::LitigationCorrected, cases(LITIGATION, result(R::Corrected))),
        (S::LitigationOther, cases(LITIGATION, result(R::Other))),
        (S::LitigationPending, cases(LITIGATION, result(R::Pending))),
        (S::LitigationSettled, cases(LITIGATION, SETTLED)),
        (S::DocumentsIssued, paper(P::NormativeDocuments, C::Issued)),
        (S::DocumentsRepealed, paper(P::NormativeDocuments, C::Repealed)),
        (S::DocumentsInForce, paper(P::NormativeDocuments, C::InForce)),
        (S::DocumentsPublic, paper(P::NormativeDocuments, C::TotalPublic)),
        (S::LicensingDecisions, paper(P::Licensing, C::Decisions)),
        (S::PenaltyDecisions, paper(P::Penalties, C::Decisions)),
        (S::CoercionDecisions, paper(P::Coercion, C::Decisions)),
    ]
};

impl Cells {
    /// The cells that a subject is counted in.
    pub fn of(subject: Subject) -> Option<Self> {
        SUBJECTS.iter().find(|(one, _)| *one == subject).map(|(_, cells)| *cells)
    }

    /// The subject that is counted in these cells, where it has a name.
    pub fn subject(self) -> Subject {
        SUBJECTS.iter().find(|(_, cells)| *cells == self).map_or(Subject::Unknown, |(subject, _)| *subject)
    }

    pub const fn table(self) -> Table {
        match self {
            Self::Requests { .. } => Table::Requests,
            Self::Disputes { .. } => Table::Disputes,
            Self::Proactive { .. } => Table::Proactive,
        }
    }

    /// Some of the cells of the other, and not all.
    pub fn narrows(self, other: Self) -> bool {
        match (self, other) {
            (Self::Requests { lines, applicants }, Self::Requests { lines: of, applicants: by }) => {
                self != other && lines & !of == 0 && applicants & !by == 0
            }
            (Self::Disputes { kinds, results }, Self::Disputes { kinds: of, results: with }) => {
                self != other && kinds & !of == 0 && results & !with == 0
            }
            _ => false,
        }
    }

    /// The row below a result, where it is one row for all applicants.
    pub fn row(self) -> Option<RequestLine> {
        let Self::Requests { lines: of, applicants: EVERYBODY } = self else { return None };
        let below = DENIED_LINES | UNAVAILABLE_LINES | UNPROCESSED_LINES | OTHER_LINES;
        let one = of.is_power_of_two() && of & below != 0;
        RequestLine::ALL.iter().copied().find(|one_line| one && line(*one_line) == of)
    }

    /// What the report's table has for these cells; unknown where one of them is no number.
    pub fn figure(self, report: &Report) -> Figure {
        let ids = self.ids(report.edition);
        ids.into_iter().map(|id| report.cell(id).number().map_or(Figure::UNKNOWN, Figure::known)).sum()
    }

    /// The cells, a total standing for all that it adds up.
    pub fn ids(self, edition: Option<Edition>) -> Vec<CellId> {
        match self {
            Self::Requests { lines: of, applicants } => {
                let older = edition == Some(Edition::E2019) && of & OTHER_LINES == OTHER_LINES;
                let of = if older { of & !OTHER_LINES | line(RequestLine::Other) } else { of };
                let columns: Vec<Applicant> = match applicants {
                    EVERYBODY => vec![Applicant::Total],
                    some => bits(Applicant::ALL, u32::from(some)),
                };
                let rows: Vec<RequestLine> = bits(RequestLine::ALL, of);
                rows.iter().flat_map(|row| columns.iter().map(move |column| (*row, *column).into())).collect()
            }
            Self::Disputes { kinds, results } => {
                let columns: Vec<DisputeResult> = match results {
                    ALL_RESULTS => vec![DisputeResult::Total],
                    some => bits(DisputeResult::ALL, u32::from(some)),
                };
                let rows: Vec<DisputeKind> = bits(DisputeKind::ALL, u32::from(kinds));
                rows.iter().flat_map(|row| columns.iter().map(move |column| (*row, *column).into())).collect()
            }
            Self::Proactive { line, column } => {
                let column = match (edition, column) {
                    (Some(Edition::E2019), ProactiveColumn::Issued) => ProactiveColumn::Made,
                    _ => column,
                };
                vec![(line, column).into()]
            }
        }
    }

    /// `部分公开（企业）`: the name of the cells in messages.
    pub fn title(self) -> String {
        match self {
            Self::Requests { lines: of, applicants } => {
                let row = match of {
                    DENIED_LINES => "不予公开".to_owned(),
                    UNAVAILABLE_LINES => "无法提供".to_owned(),
                    UNPROCESSED_LINES => "不予处理".to_owned(),
                    OTHER_LINES => "其他处理".to_owned(),
                    _ => join(bits(RequestLine::ALL, of).iter().map(|one| one.title())),
                };
                match applicants {
                    EVERYBODY => row,
                    ORGANISATIONS => format!("法人或其他组织·{row}"),
                    some => {
                        format!(
                            "{}·{row}",
                            join(bits(Applicant::ALL, u32::from(some)).iter().map(|one| one.title()))
                        )
                    }
                }
            }
            Self::Disputes { kinds, results } => {
                let kind = match kinds {
                    LITIGATION => "行政诉讼".to_owned(),
                    some => join(bits(DisputeKind::ALL, u32::from(some)).iter().map(|one| one.title())),
                };
                let result = match results {
                    ALL_RESULTS => "总计".to_owned(),
                    SETTLED => "已审结".to_owned(),
                    some => join(bits(DisputeResult::ALL, u32::from(some)).iter().map(|one| one.title())),
                };
                format!("{kind}·{result}")
            }
            Self::Proactive { line, column } => format!("{}·{}", line.title(), column.title()),
        }
    }
}

fn join<'a>(titles: impl Iterator<Item = &'a str>) -> String {
    titles.collect::<Vec<_>>().join("、")
}

fn bits<T: Copy>(all: &[T], set: u32) -> Vec<T> {
    all.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1).map(|(_, one)| *one).collect()
}
