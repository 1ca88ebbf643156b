//! The library of the pack `frozen`, built with the SDK beside it.

#[path = "../../../rules.rs"]
mod rules;

gouji_core::export_pack!(rules);
