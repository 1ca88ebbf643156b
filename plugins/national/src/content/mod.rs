//! What the prose must tell and must not.

mod empty_last_part;
mod measures_without_problems;
mod missing_assessment_results;
mod no_problem_named;
mod only_plans;
mod problems_without_measures;
mod processing_fee_unsaid;
mod stock_problems;

use gouji_core::prelude::*;

use crate::dictionaries::{MEASURES, PROBLEMS};
use crate::prose;

pub(crate) const RULES: &[&dyn Rule] = &[
    &missing_assessment_results::MissingAssessmentResults,
    &no_problem_named::NoProblemNamed,
    &problems_without_measures::ProblemsWithoutMeasures,
    &measures_without_problems::MeasuresWithoutProblems,
    &only_plans::OnlyPlans,
    &stock_problems::StockProblems,
    &empty_last_part::EmptyLastPart,
    &processing_fee_unsaid::ProcessingFeeUnsaid,
];

/// What part five tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Told {
    /// Characters that are neither white space nor punctuation, counted up to a hundred.
    pub(crate) letters: usize,
    pub(crate) problems: bool,
    pub(crate) measures: bool,
}

/// What part five tells; `None` where the report has no such part.
pub(crate) fn told(report: &Report) -> Option<Told> {
    report.part(5)?;
    let mut told = Told { letters: 0, problems: false, measures: false };
    for (_, text) in prose::paragraphs(report, |part| part == 5) {
        if told.letters < 100 {
            told.letters += prose::letters(text);
        }
        told.problems |= PROBLEMS.get().any(text);
        told.measures |= MEASURES.get().hits(text).any(|hit| !is_wanted(&text[..hit.at]));
    }
    Some(told)
}

/// Whether the words before a measure make it one that is missing: 有待加强, 还需进一步提升.
fn is_wanted(before: &str) -> bool {
    let before = before.trim_end_matches("进一步").trim_end_matches("不断").trim_end_matches("继续");
    before.ends_with(['待', '需', '要']) || before.ends_with("不够")
}
