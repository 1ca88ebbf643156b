//! Finds and loads packs, resolves profiles, checks reports.
//!
//! Begin with [`session::Session`]. Findings are the report's defects; whatever goes wrong here is a fault, is said in
//! the result, and never passes for a clean one.

pub mod about;
pub mod baseline;
pub mod batch;
pub mod choice;
pub mod conformance;
pub mod difference;
pub mod home;
pub mod input;
pub mod isolate;
pub mod ledger;
pub mod leftovers;
pub mod lint;
pub mod listing;
pub mod load;
pub mod lock;
pub mod manifest;
pub mod memory;
pub mod nearest;
pub mod others;
pub mod parcel;
pub mod passed;
pub mod previous;
pub mod profile;
pub mod released;
pub mod ruleset;
pub mod session;
pub mod sign;
pub mod solve;
pub mod today;
pub mod trust;

mod check;
mod combined;
mod companions;
mod conclude;
mod contents;
mod convert;
mod disagreements;
mod fingerprint;
mod locate;
mod package;
mod plain;
mod plan;
mod position;
mod run;
mod sealed;
mod shelf;
mod trace;
mod waivers;

pub use baseline::Baseline;
pub use batch::available_jobs;
pub use check::read;
pub use conclude::verdict;
pub use convert::converting;
pub use fingerprint::folded;
pub use home::Home;
pub use input::{Input, inputs};
pub use isolate::Isolation;
pub use ledger::Ledger;
pub use manifest::sha256;
pub use memory::{Memory, Recalled};
pub use others::{Children, Due, Peers};
pub use passed::{Passed, PassedKind};
pub use position::Position;
pub use previous::{Handed, Previous};
pub use session::{Beside, Session, SetupError};
pub use trace::trace;
pub use trust::Trust;
