//! What a check or a reading says, for people and for programs: pure functions from values to text.
//!
//! Reading order: [`output`] (the formats of a check's results), [`schema`] (the published contracts), [`reading`] (what the
//! reader understood), [`beside`] (both, side by side), [`cards`] (rules).

pub mod beside;
pub mod cards;
pub mod changed;
pub mod comma;
pub mod comment;
pub mod finding;
pub mod output;
pub mod place;
pub mod printable;
pub mod reading;
pub mod schema;

mod html_text;
mod phrases;
mod tally;
