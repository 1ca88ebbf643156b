//! The packs with code that are released with the program: what the single file has in itself, and what tests and
//! benches run.

use gouji_core::boundary::PackTable;

macro_rules! packs {
    ($($pack:ident),+ $(,)?) => {
        /// Of each pack.
        pub const TABLES: &[PackTable] = &[$($pack::TABLE),+];

        /// The names of their libraries, without what the system puts before and after.
        pub const LIBRARIES: &[&str] = &[$(concat!("gouji_", stringify!($pack))),+];
    };
}

packs!(huaihua, hubei, national, yunnan, zhaotong_2020);

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn no_pack_is_forgotten() {
        let plugins = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plugins");
        let folders = plugins.read_dir().unwrap().map(|entry| entry.unwrap());
        let packs = folders.filter(|folder| folder.path().join("library/Cargo.toml").is_file());
        let library = |id: &str| format!("gouji_{}", id.replace('-', "_"));
        let mut found: Vec<String> = packs.map(|pack| library(pack.file_name().to_str().unwrap())).collect();
        found.sort_unstable();
        assert_eq!(found, LIBRARIES);
        assert_eq!(TABLES.len(), LIBRARIES.len());
    }
}
