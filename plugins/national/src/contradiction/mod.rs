//! Where the prose and the tables say different things.

pub(crate) mod applicants_contradict_table;
pub(crate) mod carry_over_contradicts_table;
pub(crate) mod decisions_contradict_table;
pub(crate) mod disputes_contradict_table;
pub(crate) mod documents_contradict_table;
pub(crate) mod fees_contradict_table;
pub(crate) mod handled_contradicts_table;
pub(crate) mod rate_contradicts_table;
pub(crate) mod received_contradicts_table;
pub(crate) mod requests_denied;
pub(crate) mod results_contradict_table;
pub(crate) mod zero_table_contradicts_prose;

use gouji_core::prelude::*;

use crate::claims::{APPLICANTS, Tabled, number, sum};

/// A row of 表三 as the table's figure for a subject: its total, or what its columns add up to.
pub(crate) fn row(report: &Report, name: &'static str, line: RequestLine) -> Tabled {
    let total = CellId::from((line, Applicant::Total));
    // Where the row does not add up, T3-03 says so; the prose may agree with either.
    let columns = sum(report, APPLICANTS.map(|applicant| (line, applicant)));
    Tabled::new(name, total, number(report, total)).or([columns])
}
