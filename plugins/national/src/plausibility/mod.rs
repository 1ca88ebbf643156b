//! Figures that are possible and unlikely (family G): a look is worth while, and silence is better than blame.

mod closed_more_than_existed;
mod miscounted_fields;
mod more_interpretations_than_documents;
mod round_numbers;
mod same_total_as_last_year;
mod unknown_townships;
mod website_passed_over;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &round_numbers::RoundNumbers,
    &unknown_townships::UnknownTownships,
    &miscounted_fields::MiscountedFields,
    &website_passed_over::WebsitePassedOver,
    &same_total_as_last_year::SameTotalAsLastYear,
    &closed_more_than_existed::ClosedMoreThanExisted,
    &more_interpretations_than_documents::MoreInterpretationsThanDocuments,
];

/// The words from the last comma to the number.
fn clause_before<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    let before = report.slice(Place::new(claim.sentence.start, claim.number.start.max(claim.sentence.start)));
    before.rsplit(['，', ',', '、', '；', ';', '：', ':', '。', '（', '(']).next().unwrap_or(before)
}

/// The words behind the number, its unit included, to the end of the sentence.
fn behind<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    report.slice(Place::new(claim.number.end, claim.sentence.end.max(claim.number.end)))
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
