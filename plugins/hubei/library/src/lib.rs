//! The library of the pack `hubei`: exports its table under the name that the host looks for.

gouji_core::export_pack!(hubei);
