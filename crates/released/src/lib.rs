//! What a program of this version is released with, compiled in: the command line, the Python module.

use gouji_engine::Home;
use gouji_engine::released::{Released, ReleasedCode, ReleasedPack};

/// Packs and profiles by name and hash: what an installation must have.
pub static RELEASED: Released = include!(concat!(env!("OUT_DIR"), "/released.rs"));

/// The files under `rules/`, for programs that bring them along.
static RULES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/rules.rs"));

/// The installation that is part of the program; nothing beside it on disk is read.
pub fn home() -> Home {
    Home { released: &RELEASED, ..Home::embedded(RULES) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_national_pack_and_its_profile_are_known() {
        assert!(RELEASED.pack("national").is_some());
        assert!(RELEASED.profiles.iter().any(|(name, _)| *name == "national"));
        assert!(RULES.iter().any(|(path, _)| *path == "national.toml"));
    }
}
