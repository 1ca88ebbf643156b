//! Documents and articles that the prose cites (family D).

mod guideline_of_other_year;
mod local_regulation;
mod misnamed_regulation;
mod misquoted_title;
mod only_local_plan;
mod untidy_number;
mod wrong_article;
mod wrong_document_number;

use std::rc::Rc;

use gouji_core::prelude::*;

use crate::typography::marks::{Marks, marks};

pub(crate) const RULES: &[&dyn Rule] = &[
    &wrong_document_number::WrongDocumentNumber,
    &local_regulation::LocalRegulation,
    &guideline_of_other_year::GuidelineOfOtherYear,
    &untidy_number::UntidyNumber,
    &misquoted_title::MisquotedTitle,
    &misnamed_regulation::MisnamedRegulation,
    &only_local_plan::OnlyLocalPlan,
    &wrong_article::WrongArticle,
];

/// The titles that a report's prose cites: what stands between 《 and 》, in reading order.
pub(crate) fn titles(report: &Report) -> Titles {
    Titles(marks(report))
}

/// See [`titles`].
pub(crate) struct Titles(Rc<Marks>);

impl std::ops::Deref for Titles {
    type Target = [Place];

    fn deref(&self) -> &[Place] {
        &self.0.titles
    }
}
