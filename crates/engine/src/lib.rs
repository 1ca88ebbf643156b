//! What touches the machine: the installation, packs and whom they come from, files, conversion, batches, isolation. What
//! a report is checked by, and what comes of it, is `gouji-check`'s.
//!
//! Begin with [`session::Session`]. Findings are the report's defects; whatever goes wrong here is a fault, is said in
//! the result, and never passes for a clean one.

pub mod baseline;
pub mod batch;
pub mod conformance;
pub mod difference;
pub mod home;
pub mod input;
pub mod isolate;
pub mod leftovers;
pub mod lint;
pub mod listing;
pub mod load;
pub mod lock;
pub mod manifest;
pub mod others;
pub mod parcel;
pub mod passed;
pub mod previous;
pub mod profile;
pub mod released;
pub mod session;
pub mod sign;
pub mod today;
pub mod trust;

mod beside;
mod contents;
mod convert;
mod package;
mod plain;
mod sealed;
mod shelf;
mod store;

pub use baseline::Baseline;
pub use batch::available_jobs;
pub use beside::Beside;
pub use convert::converting;
pub use gouji_check::conclude::verdict;
pub use gouji_check::fingerprint::folded;
pub use gouji_check::hash::sha256;
pub use gouji_check::ledger::Ledger;
pub use gouji_check::memory::{Memory, Recalled};
pub use gouji_check::position::{Position, Wrong};
pub use gouji_check::{about, choice, keys, ledger, nearest, pack, ruleset, solve};
pub use home::Home;
pub use input::{Input, inputs, read, trace};
pub use isolate::Isolation;
pub use others::{Children, Due, Peers};
pub use passed::{Passed, PassedKind};
pub use previous::{Handed, Previous};
pub use session::{Session, SetupError};
pub use trust::Trust;
