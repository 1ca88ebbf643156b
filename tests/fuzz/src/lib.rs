//! What the fuzz targets run: a function a target, each from bytes to promises that are kept.
//!
//! The tests of `crates/reader` and `crates/core` run the same functions on the inputs that are kept in `inputs/`.

pub mod promises;
pub mod readers;
pub mod recogniser;
pub mod values;
