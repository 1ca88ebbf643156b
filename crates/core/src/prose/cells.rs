//! What the official tables say of a subject: the figure that the prose means first, and others that it may rightly mean.

use crate::claims::Subject;
use crate::figure::Figure;
use crate::form::{
    Applicant, CellId, DisputeKind, DisputeResult, Edition, ProactiveColumn, ProactiveLine, RequestLine,
};
use crate::report::Report;

use RequestLine as L;

pub const DENIED: [L; 8] = [
    L::StateSecret,
    L::LawProhibited,
    L::PublicSecurity,
    L::ThirdParty,
    L::InternalAffairs,
    L::ProcessInfo,
    L::EnforcementFile,
    L::AdminQuery,
];
pub const UNAVAILABLE: [L; 3] = [L::NotHeld, L::NeedsCreation, L::Unclear];
pub const UNPROCESSED: [L; 5] = [L::Petition, L::Repeat, L::Publication, L::Excessive, L::Confirmation];
/// The three rows of 其他处理 in the form of 2021.
pub const OTHER: [L; 3] = [L::NoCorrection, L::NoPayment, L::OtherReason];

/// The numbers of cells, added up; unknown where one of them is not a number: a blank is no 0 here.
pub fn sum(report: &Report, cells: impl IntoIterator<Item = impl Into<CellId>>) -> Figure {
    cells.into_iter().map(|id| report.cell(id).number().map_or(Figure::UNKNOWN, Figure::known)).sum()
}

fn row(report: &Report, line: L) -> Figure {
    sum(report, [(line, Applicant::Total)])
}

fn rows(report: &Report, lines: &[L]) -> Figure {
    sum(report, lines.iter().map(|&line| (line, Applicant::Total)))
}

fn cases(report: &Report, kind: DisputeKind, result: DisputeResult) -> Figure {
    sum(report, [(kind, result)])
}

fn lawsuits(report: &Report, result: DisputeResult) -> Figure {
    use DisputeKind::{DirectLitigation, LitigationAfterReconsideration};
    sum(report, [(DirectLitigation, result), (LitigationAfterReconsideration, result)])
}

/// The figures of the tables that a number of the prose about `subject` may mean, that which it means first in front.
pub fn readings(report: &Report, subject: Subject) -> [Figure; 3] {
    use DisputeKind as K;
    use DisputeResult as R;
    let one = |figure: Figure| [figure, Figure::UNKNOWN, Figure::UNKNOWN];
    let column = |applicants: &[Applicant]| {
        let of = |line| sum(report, applicants.iter().map(move |&applicant| (line, applicant)));
        let (new, carried) = (of(L::New), of(L::CarriedIn));
        [new, new + carried, of(L::Total)]
    };
    match subject {
        Subject::RequestsReceived => {
            let (new, carried) = (row(report, L::New), row(report, L::CarriedIn));
            [new, new + carried, Figure::UNKNOWN]
        }
        Subject::ReceivedWithCarried => one(row(report, L::New) + row(report, L::CarriedIn)),
        Subject::RequestsHandled => one(row(report, L::Total)),
        Subject::RequestsCarriedIn => one(row(report, L::CarriedIn)),
        Subject::RequestsCarriedOut => one(row(report, L::CarriedOut)),
        Subject::Granted => [
            row(report, L::Granted),
            row(report, L::Granted) + row(report, L::PartlyGranted),
            Figure::UNKNOWN,
        ],
        Subject::PartlyGranted => one(row(report, L::PartlyGranted)),
        Subject::GrantedOrPartly => one(row(report, L::Granted) + row(report, L::PartlyGranted)),
        Subject::Denied => one(rows(report, &DENIED)),
        Subject::Unavailable => one(rows(report, &UNAVAILABLE)),
        Subject::Unprocessed => one(rows(report, &UNPROCESSED)),
        Subject::OtherHandling if report.edition == Some(Edition::E2019) => one(row(report, L::Other)),
        Subject::OtherHandling => one(rows(report, &OTHER)),
        Subject::ByNaturalPerson => column(&[Applicant::NaturalPerson]),
        Subject::ByOrganisation => column(&[
            Applicant::Commercial,
            Applicant::Research,
            Applicant::PublicWelfare,
            Applicant::LegalService,
            Applicant::Other,
        ]),
        Subject::Reconsideration => one(cases(report, K::Reconsideration, R::Total)),
        Subject::Litigation => one(lawsuits(report, R::Total)),
        Subject::Disputes => one(cases(report, K::Reconsideration, R::Total) + lawsuits(report, R::Total)),
        Subject::LitigationDirect => one(cases(report, K::DirectLitigation, R::Total)),
        Subject::LitigationAfter => one(cases(report, K::LitigationAfterReconsideration, R::Total)),
        Subject::ReconsiderationUpheld => one(cases(report, K::Reconsideration, R::Upheld)),
        Subject::ReconsiderationCorrected => one(cases(report, K::Reconsideration, R::Corrected)),
        Subject::ReconsiderationOther => one(cases(report, K::Reconsideration, R::Other)),
        Subject::ReconsiderationPending => one(cases(report, K::Reconsideration, R::Pending)),
        Subject::ReconsiderationSettled => {
            let all = cases(report, K::Reconsideration, R::Total);
            one(less(all, cases(report, K::Reconsideration, R::Pending)))
        }
        Subject::LitigationUpheld => one(lawsuits(report, R::Upheld)),
        Subject::LitigationCorrected => one(lawsuits(report, R::Corrected)),
        Subject::LitigationOther => one(lawsuits(report, R::Other)),
        Subject::LitigationPending => one(lawsuits(report, R::Pending)),
        Subject::LitigationSettled => one(less(lawsuits(report, R::Total), lawsuits(report, R::Pending))),
        Subject::ByCommercial => column(&[Applicant::Commercial]),
        Subject::ByResearch => column(&[Applicant::Research]),
        Subject::ByWelfare => column(&[Applicant::PublicWelfare]),
        Subject::ByLegalService => column(&[Applicant::LegalService]),
        Subject::LicensingDecisions => one(decisions(report, ProactiveLine::Licensing)),
        Subject::PenaltyDecisions => one(decisions(report, ProactiveLine::Penalties)),
        Subject::CoercionDecisions => one(decisions(report, ProactiveLine::Coercion)),
        Subject::RulesIssued => one(sum(report, [(ProactiveLine::Rules, made(report))])),
        Subject::RulesRepealed => one(sum(report, [(ProactiveLine::Rules, ProactiveColumn::Repealed)])),
        Subject::RulesInForce => one(sum(report, [(ProactiveLine::Rules, ProactiveColumn::InForce)])),
        Subject::DocumentsNewlyPublic => one(document(report, ProactiveColumn::NewlyPublic)),
        Subject::DocumentsPublic => one(document(report, ProactiveColumn::TotalPublic)),
        Subject::DocumentsIssued => one(document(report, made(report))),
        Subject::DocumentsRepealed => one(document(report, ProactiveColumn::Repealed)),
        Subject::DocumentsInForce => one(document(report, ProactiveColumn::InForce)),
        _ => one(Figure::UNKNOWN),
    }
}

/// The column of what was made in the year.
fn made(report: &Report) -> ProactiveColumn {
    match report.edition {
        Some(Edition::E2019) => ProactiveColumn::Made,
        _ => ProactiveColumn::Issued,
    }
}

fn decisions(report: &Report, line: ProactiveLine) -> Figure {
    sum(report, [(line, ProactiveColumn::Decisions)])
}

fn document(report: &Report, column: ProactiveColumn) -> Figure {
    sum(report, [(ProactiveLine::NormativeDocuments, column)])
}

fn less(all: Figure, some: Figure) -> Figure {
    match (all.get(), some.get()) {
        (Some(all), Some(some)) => {
            Figure::known(crate::figure::Decimal::from_micros(all.micros().saturating_sub(some.micros())))
        }
        _ => Figure::UNKNOWN,
    }
}
