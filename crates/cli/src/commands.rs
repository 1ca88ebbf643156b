//! One file a command: its arguments, and what it does.

pub(crate) mod annotate;
pub(crate) mod baseline;
pub(crate) mod check;
pub(crate) mod completions;
pub(crate) mod decide;
pub(crate) mod explain;
pub(crate) mod fix;
pub(crate) mod ledger;
pub(crate) mod man;
pub(crate) mod pack;
pub(crate) mod packs;
pub(crate) mod profiles;
pub(crate) mod read;
pub(crate) mod rules;
pub(crate) mod schema;
pub(crate) mod serve;
