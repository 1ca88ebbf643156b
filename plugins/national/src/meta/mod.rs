//! Title, years, period, and what is left of the template.

mod impossible_date;
mod left_over_year;
mod missing_period;
mod placeholder_left;
mod unofficial_title;
mod wrong_document_name;
mod wrong_part_count;
mod wrong_period;
mod wrong_year_in_title;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &unofficial_title::UnofficialTitle,
    &wrong_document_name::WrongDocumentName,
    &wrong_year_in_title::WrongYearInTitle,
    &left_over_year::LeftOverYear,
    &missing_period::MissingPeriod,
    &wrong_period::WrongPeriod,
    &wrong_part_count::WrongPartCount,
    &placeholder_left::PlaceholderLeft,
    &impossible_date::ImpossibleDate,
];
