//! Documents and articles that the prose cites (family D).

mod guideline_of_other_year;
mod local_regulation;
mod misquoted_title;
mod only_local_plan;
mod untidy_number;
mod wrong_article;
mod wrong_document_number;

use std::rc::Rc;

use gouji_core::prelude::*;

use crate::prose;

pub(crate) const RULES: &[&dyn Rule] = &[
    &wrong_document_number::WrongDocumentNumber,
    &local_regulation::LocalRegulation,
    &guideline_of_other_year::GuidelineOfOtherYear,
    &untidy_number::UntidyNumber,
    &misquoted_title::MisquotedTitle,
    &only_local_plan::OnlyLocalPlan,
    &wrong_article::WrongArticle,
];

/// What stands between 《 and 》 in the prose, in reading order; looked for once for all rules.
struct Titles(Vec<Place>);

/// The places of the titles that a report's prose cites, without their marks.
pub(crate) fn titles(report: &Report) -> TitlesOf {
    TitlesOf(report.once(find_titles))
}

/// The titles of a report, shared by the rules.
pub(crate) struct TitlesOf(Rc<Titles>);

impl std::ops::Deref for TitlesOf {
    type Target = [Place];

    fn deref(&self) -> &[Place] {
        &self.0.0
    }
}

fn find_titles(report: &Report) -> Titles {
    let mut found = Vec::new();
    for (paragraph, text) in prose::paragraphs(report, |_| true) {
        let mut open: Option<usize> = None;
        // 《 and 》 are E3 80 8A and E3 80 8B.
        for at in memchr::memchr_iter(0x80, text.as_bytes()) {
            match (text.as_bytes().get(at.wrapping_sub(1)), text.as_bytes().get(at + 1)) {
                (Some(0xE3), Some(0x8A)) if open.is_none() => open = Some(at + 2),
                (Some(0xE3), Some(0x8B)) => {
                    if let Some(start) = open.take() {
                        found.push(prose::place(paragraph, start, at - 1));
                    }
                }
                _ => {}
            }
        }
    }
    Titles(found)
}
