//! Where the prose and the tables say different things.

mod applicants_contradict_table;
mod carry_over_contradicts_table;
mod decisions_contradict_table;
mod disputes_contradict_table;
mod documents_contradict_table;
mod everything;
mod fees_contradict_table;
mod figure_differs_between_parts;
mod handled_contradicts_table;
mod named;
mod processing_fee_exceeds_fees;
mod rate_contradicts_table;
mod received_contradicts_table;
mod repeated;
mod repeated_figure_differs;
mod requests_denied;
mod results_contradict_table;
mod things;
mod zero_table_contradicts_prose;

use gouji_core::prelude::*;

use crate::claims::{APPLICANTS, Tabled, number, sum};

pub(crate) const RULES: &[&dyn Rule] = &[
    &zero_table_contradicts_prose::ZeroTableContradictsProse,
    &received_contradicts_table::ReceivedContradictsTable,
    &handled_contradicts_table::HandledContradictsTable,
    &carry_over_contradicts_table::CarryOverContradictsTable,
    &results_contradict_table::ResultsContradictTable,
    &applicants_contradict_table::ApplicantsContradictTable,
    &disputes_contradict_table::DisputesContradictTable,
    &documents_contradict_table::DocumentsContradictTable,
    &decisions_contradict_table::DecisionsContradictTable,
    &fees_contradict_table::FeesContradictTable,
    &rate_contradicts_table::RateContradictsTable,
    &requests_denied::RequestsDenied,
    &repeated_figure_differs::RepeatedFigureDiffers,
    &figure_differs_between_parts::FigureDiffersBetweenParts,
    &processing_fee_exceeds_fees::ProcessingFeeExceedsFees,
];

/// A row of 表三 as the table's figure for a subject: its total, or what its columns add up to.
pub(crate) fn row(report: &Report, name: &'static str, line: RequestLine) -> Tabled {
    let total = CellId::from((line, Applicant::Total));
    // Where the row does not add up, T3-03 says so; the prose may agree with either.
    let columns = sum(report, APPLICANTS.map(|applicant| (line, applicant)));
    Tabled::new(name, total, number(report, total)).or([columns])
}
