//! The vocabulary of gouji and the kit that rule packs are made with.

pub mod figure;
