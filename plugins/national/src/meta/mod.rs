//! Title, years, period, and what is left of the template.

mod doubtful_signature;
mod impossible_date;
mod incomplete_composition;
mod left_over_year;
mod letter_form;
mod malformed_contact;
mod missing_basis;
mod missing_contact;
mod missing_period;
mod missing_title;
mod misspelt_title;
mod own_words;
mod placeholder_left;
mod undeclared_short_name;
mod unofficial_title;
mod vague_date;
mod wrong_document_name;
mod wrong_part_count;
mod wrong_period;
mod wrong_place;
mod wrong_voice;
mod wrong_year_in_title;

use gouji_core::prelude::*;

pub(crate) use impossible_date::date_around;
pub(crate) use letter_form::WORDS as LETTER_WORDS;
pub(crate) use missing_basis::WORDS as BASIS_WORDS;
pub(crate) use vague_date::WORDS as VAGUE_WORDS;
pub(crate) use wrong_voice::WORDS as VOICE_WORDS;

pub(crate) const RULES: &[&dyn Rule] = &[
    &missing_title::MissingTitle,
    &unofficial_title::UnofficialTitle,
    &wrong_document_name::WrongDocumentName,
    &wrong_year_in_title::WrongYearInTitle,
    &misspelt_title::MisspeltTitle,
    &left_over_year::LeftOverYear,
    &missing_period::MissingPeriod,
    &wrong_period::WrongPeriod,
    &missing_contact::MissingContact,
    &malformed_contact::MalformedContact,
    &doubtful_signature::DoubtfulSignature,
    &letter_form::LetterForm,
    &wrong_place::WrongPlace,
    &wrong_part_count::WrongPartCount,
    &incomplete_composition::IncompleteComposition,
    &wrong_voice::WrongVoice,
    &placeholder_left::PlaceholderLeft,
    &undeclared_short_name::UndeclaredShortName,
    &impossible_date::ImpossibleDate,
    &missing_basis::MissingBasis,
    &vague_date::VagueDate,
];
