//! Which bodies' figures are the difference between a government's own and the sum of those below.

use gouji_core::prelude::*;
use gouji_core::rollup::{self, cells, is_added_up};

use super::{direct, office};
use crate::years::{Likeness, likeness};

/// A body whose report has the very figures of the government: its own office before all others.
pub(super) fn alone<'a>(report: &Report<'a>, table: Table) -> Option<Report<'a>> {
    let office = office(report).filter(|office| {
        likeness(report, office, table) >= Likeness::Likely || has_same_counts(report, office, table)
    });
    office.or_else(|| direct(report).find(|child| likeness(report, child, table) >= Likeness::Likely))
}

/// Whether all that is added up is the same, and not nothing.
fn has_same_counts(report: &Report, child: &Report, table: Table) -> bool {
    let mut pairs =
        cells(table).filter(|id| is_added_up(*id)).map(|id| (report.figure(id), child.figure(id)));
    let mut some = false;
    pairs.all(|(ours, theirs)| {
        some |= ours.is_positive();
        ours == theirs
    }) && some
}

/// What explains the difference, as a clause.
pub(super) fn difference(report: &Report, table: Table) -> Option<String> {
    let bodies: Vec<Report> = direct(report).collect();
    let known = |id: &CellId| {
        let ours = report.figure(*id).get()?;
        let theirs: Option<Vec<i64>> =
            bodies.iter().map(|body| body.figure(*id).get().map(Decimal::micros)).collect();
        Some((ours.micros(), theirs?))
    };
    let known: Vec<(i64, Vec<i64>)> =
        cells(table).filter(|id| is_added_up(*id)).filter_map(|id| known(&id)).collect();
    let figures = |body: usize| known.iter().map(|(_, theirs)| theirs[body]).collect::<Vec<i64>>();
    let named: Vec<(&str, Vec<i64>)> =
        bodies.iter().enumerate().map(|(at, body)| (body.agency.name, figures(at))).collect();
    let missing: Vec<i64> = known.iter().map(|(ours, theirs)| theirs.iter().sum::<i64>() - ours).collect();
    rollup::explained(&named, &missing)
}
