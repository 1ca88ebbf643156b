//! Title, years, period, and what is left of the template.

pub(crate) mod impossible_date;
pub(crate) mod left_over_year;
pub(crate) mod missing_period;
pub(crate) mod placeholder_left;
pub(crate) mod unofficial_title;
pub(crate) mod wrong_document_name;
pub(crate) mod wrong_part_count;
pub(crate) mod wrong_period;
pub(crate) mod wrong_year_in_title;
