//! Numbers of the prose that do not agree among themselves.

mod approximate_exact_sum;
mod broken_list_sum;
mod differing_breakdowns;
mod differing_sessions;
mod finished_includes_unfinished;
mod growing_pipeline;
mod part_exceeds_total;
mod percentages_not_hundred;
mod rate_above_hundred;
mod same_number_other_unit;
mod stages;
mod trainings;
mod unfinished_list;
mod wrong_average;
mod wrong_growth;
mod wrong_percentage;

use std::rc::Rc;

use gouji_core::prelude::*;

use crate::claims::{Span, stated};

pub(crate) const RULES: &[&dyn Rule] = &[
    &broken_list_sum::BrokenListSum,
    &part_exceeds_total::PartExceedsTotal,
    &approximate_exact_sum::ApproximateExactSum,
    &wrong_percentage::WrongPercentage,
    &finished_includes_unfinished::FinishedIncludesUnfinished,
    &rate_above_hundred::RateAboveHundred,
    &unfinished_list::UnfinishedList,
    &percentages_not_hundred::PercentagesNotHundred,
    &wrong_growth::WrongGrowth,
    &growing_pipeline::GrowingPipeline,
    &differing_breakdowns::DifferingBreakdowns,
    &wrong_average::WrongAverage,
    &differing_sessions::DifferingSessions,
    &same_number_other_unit::SameNumberOtherUnit,
];

pub(crate) use self::stages::{Stage, pipelines};

/// A total of the prose with the parts of one breakdown.
pub(crate) struct List {
    pub(crate) total: Claim,
    pub(crate) parts: Vec<Claim>,
    /// The list says that it covers the total.
    pub(crate) closed: bool,
    /// The list says that it does not.
    pub(crate) open: bool,
    /// One thing may be counted in several parts.
    pub(crate) manifold: bool,
    /// Some whole that the list may mean agrees with its parts.
    pub(crate) agrees: bool,
    /// There is no doubt about the total.
    pub(crate) sure: bool,
    /// Which list of its total it is, from 0.
    pub(crate) breakdown: u8,
    /// The total among the claims.
    pub(crate) of: u32,
}

impl List {
    /// Where the list stands: from the total to the last part.
    pub(crate) fn place(&self) -> Place {
        self.parts.iter().fold(self.total.number, |place, part| place.to(part.number))
    }

    /// What the parts may add up to.
    pub(crate) fn sum(&self) -> Span {
        self.parts.iter().map(Span::of).fold(Span { low: 0, high: 0 }, Span::plus)
    }

    pub(crate) fn is_exact(&self) -> bool {
        Span::of(&self.total).is_exact() && self.parts.iter().all(|part| Span::of(part).is_exact())
    }

    /// `140 ＋ 24 ＋ 13`, as printed.
    pub(crate) fn written(&self, report: &Report) -> String {
        let numbers: Vec<String> = self.parts.iter().map(|part| written(report, part)).collect();
        numbers.join(" ＋ ")
    }
}

/// A figure as printed, in digits where it is exact.
pub(crate) fn written(report: &Report, claim: &Claim) -> String {
    match claim.exactness {
        Exactness::Exact if claim.flags.scale() == 0 => claim.value.to_string(),
        _ => report.slice(claim.number).split_whitespace().collect(),
    }
}

/// The lists of a report's prose; those about plans, changes and ranges are left out.
pub(crate) struct Lists(Vec<List>);

impl std::ops::Deref for Lists {
    type Target = [List];

    fn deref(&self) -> &[List] {
        &self.0
    }
}

pub(crate) fn lists_of(report: &Report) -> Rc<Lists> {
    report.once(|report| Lists(read_lists(report)))
}

fn read_lists(report: &Report) -> Vec<List> {
    let stated = stated(report);
    let claim = |index: u32| stated.claims[index as usize];
    stated
        .prose
        .lists
        .iter()
        .map(|list| List {
            total: claim(list.whole),
            parts: list.parts.iter().map(|&part| claim(part)).collect(),
            closed: list.closed,
            open: list.open,
            manifold: list.manifold,
            agrees: list.agrees,
            sure: list.sure,
            breakdown: list.breakdown,
            of: list.whole,
        })
        .collect()
}
