//! Documents and articles that the prose cites (family D).

mod guideline_of_other_year;
mod wrong_document_number;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] =
    &[&wrong_document_number::WrongDocumentNumber, &guideline_of_other_year::GuidelineOfOtherYear];
