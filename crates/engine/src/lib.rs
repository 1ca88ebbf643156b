//! Finds and loads packs, resolves profiles, checks reports.
//!
//! Begin with [`session::Session`]. Findings are the report's defects; whatever goes wrong here is a fault, is said in
//! the result, and never passes for a clean one.

pub mod batch;
pub mod home;
pub mod input;
pub mod load;
pub mod manifest;
pub mod previous;
pub mod profile;
pub mod ruleset;
pub mod session;
pub mod solve;

mod check;
mod fingerprint;
mod locate;
mod nearest;
mod position;
mod run;

pub use batch::available_jobs;
pub use home::Home;
pub use input::{Input, inputs};
pub use position::Position;
pub use previous::Previous;
pub use session::{Session, SetupError};
