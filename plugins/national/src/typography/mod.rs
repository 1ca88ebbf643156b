//! Units, numbers, punctuation (family U).

mod crowded_marks;
mod doubled_words;
mod field_words;
mod half_width_marks;
mod lists;
pub(crate) mod marks;
mod missing_measure_word;
mod misspelt_words;
mod mixed_decimals;
mod mixed_measure_words;
mod mixed_numerals;
mod money_without_unit;
mod rough_exact_number;
mod unbalanced_brackets;
mod wrong_money_unit;

use gouji_core::prelude::*;

pub(crate) use self::field_words::{FieldWords, Sounds};
pub(crate) use self::lists::{Corrections, Doublings};

pub(crate) const RULES: &[&dyn Rule] = &[
    &wrong_money_unit::WrongMoneyUnit,
    &money_without_unit::MoneyWithoutUnit,
    &missing_measure_word::MissingMeasureWord,
    &mixed_measure_words::MixedMeasureWords,
    &half_width_marks::HalfWidthMarks,
    &crowded_marks::CrowdedMarks,
    &unbalanced_brackets::UnbalancedBrackets,
    &doubled_words::DoubledWords,
    &misspelt_words::MisspeltWords,
    &mixed_numerals::MixedNumerals,
    &mixed_decimals::MixedDecimals,
    &rough_exact_number::RoughExactNumber,
];
