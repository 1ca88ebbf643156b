//! The library of the pack `yunnan`: exports its table under the name that the host looks for.

gouji_core::export_pack!(yunnan);
