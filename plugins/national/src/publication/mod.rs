//! When and where the report was published (family L).

mod foreign_domain;
mod late_department;
mod late_government;
mod late_township;
mod own_machine_path;
mod published_too_early;

use gouji_core::prelude::*;
use gouji_core::report::Date;

pub(crate) const RULES: &[&dyn Rule] = &[
    &late_department::LateDepartment,
    &late_government::LateGovernment,
    &late_township::LateTownship,
    &published_too_early::PublishedTooEarly,
    &own_machine_path::OwnMachinePath,
    &foreign_domain::ForeignDomain,
];

/// The day of publication of a report that is later than `month` and `day` of the year after its own.
fn later_than(report: &Report, month: u8, day: u8) -> Option<Date> {
    let (year, published) = (report.year?, report.published()?);
    (published.exists() && published > Date { year: year + 1, month, day }).then_some(published)
}

/// Whether a day is so late that the page has rather been moved than published then.
fn is_republished(report: &Report, published: Date) -> bool {
    report.year.is_some_and(|year| published.year > year + 1)
}
