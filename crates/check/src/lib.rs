//! From named bytes to verdicts: rulesets, rounds of reports, rules and equations, findings, fingerprints, waivers.
//!
//! Nothing here touches the machine: no file, no clock, no environment, no thread, no library. What a check needs from
//! outside comes through small traits: packs and their code ([`rulesets::Packs`], [`code::Code`]), reports
//! ([`means::Incoming`], [`means::Others`]), time ([`means::Clock`]), earlier results ([`memory::Memory`]).

pub mod about;
pub mod baseline;
pub mod choice;
pub mod code;
pub mod conclude;
pub mod day;
pub mod fingerprint;
pub mod hash;
pub mod keys;
pub mod ledger;
pub mod means;
pub mod memory;
pub mod nearest;
pub mod pack;
pub mod position;
pub mod profile;
pub mod rounds;
pub mod ruleset;
pub mod rulesets;
pub mod run;
pub mod solve;
pub mod trace;
pub mod trust;
pub mod waivers;

mod combined;
mod companions;
mod crew;
mod disagreements;
mod locate;
mod plan;
