//! The library of the pack `zhaotong-2020`: exports its table under the name that the host looks for.

gouji_core::export_pack!(zhaotong_2020);
