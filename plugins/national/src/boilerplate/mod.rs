//! Text that is nobody's own: stock phrases, repetitions, and what was copied from last year or from a sister body
//! (families B, Y05 to Y07, A06, C28).

mod alike;
mod conflicting_slogans;
mod copied_from_sister;
mod generic_paragraph;
mod problems_of_sister;
mod repeated_sentence;
mod same_problems_as_last_year;
mod same_text_as_last_year;
mod stock_density;
mod unanswered_last_year;
mod words_of_older_plans;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &words_of_older_plans::WordsOfOlderPlans,
    &stock_density::StockDensity,
    &repeated_sentence::RepeatedSentence,
    &generic_paragraph::GenericParagraph,
    &conflicting_slogans::ConflictingSlogans,
    &same_problems_as_last_year::SameProblemsAsLastYear,
    &same_text_as_last_year::SameTextAsLastYear,
    &unanswered_last_year::UnansweredLastYear,
    &copied_from_sister::CopiedFromSister,
    &problems_of_sister::ProblemsOfSister,
];
