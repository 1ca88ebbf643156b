//! Small installations for tests of the program.

use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Makes `home` an installation of other rules than the program came with, and has it say so: it keeps the profiles that
/// came with the program, with this pack only, and none of them is for any report by itself.
pub(crate) fn instead_of_released(home: &Path, pack: &str) {
    for file in fs::read_dir(project().join("rules")).unwrap().map(|entry| entry.unwrap().path()) {
        let stub = home.join("rules").join(file.file_name().unwrap());
        if file.extension().is_some_and(|extension| extension == "toml") && !stub.exists() {
            fs::create_dir_all(home.join("rules")).unwrap();
            fs::write(stub, format!("packs = ['{pack}']\n")).unwrap();
        }
    }
}
