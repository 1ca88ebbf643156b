//! The vocabulary of gouji and the kit that rule packs are made with.
//!
//! Reading order: [`form`] (the official forms, the glossary), [`report`] (a report as a value), [`claims`] (the numbers of
//! its prose), [`card`], [`rule`] and [`declared`] (a requirement), [`finding`], [`pack`] and [`boundary`] (how rules reach
//! the host), [`verdict`] (what a check says in the end). No I/O; no FFI outside [`boundary`].

pub mod boundary;
pub mod card;
pub mod cell;
pub mod claims;
pub mod declared;
pub mod dictionary;
pub mod divisions;
pub mod figure;
pub mod finding;
pub mod fixture;
pub mod form;
pub mod numeral;
pub mod pack;
pub mod place;
pub mod prelude;
pub mod prose;
pub mod reply;
pub mod report;
pub mod rollup;
pub mod rule;
pub mod search;
pub mod seen;
pub mod similarity;
pub mod trace;
pub mod verdict;
pub mod wire;
