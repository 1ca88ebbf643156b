//! What a check or a reading says, for people and for programs: pure functions from values to text.
//!
//! Reading order: [`text`] (a terminal), [`json`] (`gouji.check/1`, streamed), [`schema`] (the published contracts), [`reading`] (what the reader understood), [`cards`] (rules).

pub mod cards;
pub mod json;
pub mod place;
pub mod printable;
pub mod reading;
pub mod schema;
pub mod text;
