//! Units, numbers, punctuation (family U).

mod crowded_marks;
mod doubled_words;
mod half_width_marks;
mod lists;
mod marks;
mod misspelt_words;
mod unbalanced_brackets;

use gouji_core::prelude::*;

pub(crate) use self::lists::{Corrections, Doublings};

pub(crate) const RULES: &[&dyn Rule] = &[
    &half_width_marks::HalfWidthMarks,
    &crowded_marks::CrowdedMarks,
    &unbalanced_brackets::UnbalancedBrackets,
    &doubled_words::DoubledWords,
    &misspelt_words::MisspeltWords,
];
