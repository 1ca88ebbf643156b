//! Figures that are possible and unlikely (family G): a look is worth while, and silence is better than blame.

mod closed_more_than_existed;
mod miscounted_fields;
mod more_interpretations_than_documents;
mod round_numbers;
mod same_total_as_last_year;
mod unknown_townships;
mod website_passed_over;

use gouji_core::prelude::*;

use crate::prose::boundary;
use crate::vocabulary::Matter;

pub(crate) const RULES: &[&dyn Rule] = &[
    &round_numbers::RoundNumbers,
    &unknown_townships::UnknownTownships,
    &miscounted_fields::MiscountedFields,
    &website_passed_over::WebsitePassedOver,
    &same_total_as_last_year::SameTotalAsLastYear,
    &closed_more_than_existed::ClosedMoreThanExisted,
    &more_interpretations_than_documents::MoreInterpretationsThanDocuments,
];

/// Words without which a rule of this family has no work.
pub(crate) const NEEDED_WORDS: &[(Matter, &[&str])] = &[
    (Matter::PilotFields, &["试点领域"]),
    (Matter::FormerNumber, &["原有"]),
    (Matter::Interpretation, &["政策解读"]),
];

/// How far words are looked at; a text without marks may have thousands of numbers in one sentence.
const FAR: u32 = 150;

/// The words from the last comma to the number.
pub(crate) fn clause_before<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    let end = claim.number.start;
    let start = claim.sentence.start.max(end.saturating_sub(FAR));
    let start = boundary(report.text, (start as usize).min(report.text.len()));
    let before = report.slice(Place::from(start..(end as usize).max(start)));
    before.rsplit(['，', ',', '、', '；', ';', '：', ':', '。', '（', '(']).next().unwrap_or(before)
}

/// The words behind the number, its unit included, within the sentence.
pub(crate) fn behind<'a>(report: &Report<'a>, claim: &Claim) -> &'a str {
    let start = claim.number.end;
    let end = claim.sentence.end.min(start.saturating_add(FAR));
    let end = boundary(report.text, (end as usize).min(report.text.len()));
    report.slice(Place::from((start as usize).min(end)..end))
}

fn has_any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}
