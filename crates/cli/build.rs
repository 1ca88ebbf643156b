//! For the binary that carries everything in itself: a list of the files under `rules/`, to be compiled in.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_BUILTIN_PACKS").is_none() {
        return Ok(());
    }
    let variable =
        |name| env::var_os(name).map(PathBuf::from).ok_or_else(|| io::Error::other("cargo sets it"));
    let rules = variable("CARGO_MANIFEST_DIR")?.join("../../rules");
    println!("cargo::rerun-if-changed={}", rules.display());
    let mut list = String::from("&[\n");
    for file in files(&rules)? {
        let name = file.strip_prefix(&rules).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/");
        let _ = writeln!(list, "    ({name:?}, include_str!({:?})),", fs::canonicalize(&file)?);
    }
    list.push_str("]\n");
    fs::write(variable("OUT_DIR")?.join("rules.rs"), list)
}

/// Profiles in the folder, and below it the rules of the packs and their dictionaries.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(self::files(&path)?);
        } else if path
            .extension()
            .is_some_and(|extension| ["toml", "tsv", "txt"].iter().any(|known| extension == *known))
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
