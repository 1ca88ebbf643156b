//! The ledger of a season (台账): one SQLite file in which an office keeps what was checked, who handed in what and when,
//! what became of every finding, and what people decided about it.
//!
//! Begin with [`Ledger`]. A run keeps its results in it as they come, so that one which was killed goes on where it was;
//! when all are there, [`Ledger::settle`] sees what is new, mended or come back.

mod about;
mod adopt;
mod browse;
mod case;
mod decisions;
mod error;
mod history;
mod import;
mod keep;
mod open;
mod roll;
mod rollup;
mod roster;
mod ruled;
pub mod score;
mod settle;
mod sheet;
mod stats;
mod stored;
mod years;

pub use browse::{Choices, DecidedAs, DecidedSeen, Filter, Found, Moment, Picked, Seen, There};
pub use case::{Case, CaseId};
pub use decisions::{As, Chosen, Decided, Wanted};
pub use error::LedgerError;
pub use history::{Change, File, Line, State, Unit};
pub use import::{Imported, Taking};
pub use keep::Run;
pub use open::{Access, Ledger, is_ledger};
pub use roll::{Open, UnitFilter, UnitsFound};
pub use rollup::{Body, Government, Rolled, Rollup, Scope};
pub use ruled::{Effect, Ruled};
pub use score::{Evidence, Scheme, Score, Scores, Taken};
pub use settle::Settled;
pub use stats::{By, Count};

/// What a ledger's file is called at its end.
pub const EXTENSION: &str = "gouji";
