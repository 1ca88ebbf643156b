//! End to end: the real program with the real packs, as a user runs them.

mod annotated;
mod bad_input;
mod catalogue;
mod corpus;
mod formats;
mod forms;
mod golden;
mod isolate;
mod letters;
mod map;
mod nested;
mod others;
mod outputs;
mod packs;
mod pages;
#[path = "../../crates/render/tests/common/schema.rs"]
mod schema;
#[cfg(feature = "builtin-packs")]
mod single_file;
mod support;
mod taken_away;
mod trust;
mod wrapped;
