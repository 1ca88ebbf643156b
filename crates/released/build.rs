//! Writes down what is released: the packs file by file with their hashes, the profiles, and the files under `rules/`, to
//! be compiled in.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest, Sha256};

/// Set by a release, which builds the libraries first: `<id>=<SHA-256>`, parted by commas.
const LIBRARIES: &str = "GOUJI_LIBRARIES";

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-env-changed={LIBRARIES}");
    let project = folder("CARGO_MANIFEST_DIR")?.join("../..");
    let (rules, plugins) = (project.join("rules"), project.join("plugins"));
    println!("cargo::rerun-if-changed={}", rules.display());
    println!("cargo::rerun-if-changed={}", plugins.display());
    let files = files(&rules)?;
    let names: Vec<(String, PathBuf)> = files
        .iter()
        .map(|file| Ok((name(&rules, file)?, fs::canonicalize(file)?)))
        .collect::<io::Result<_>>()?;
    let out = folder("OUT_DIR")?;
    fs::write(out.join("released.rs"), released(&names, &with_library(&plugins)?)?)?;
    let mut list = String::from("&[\n");
    for (name, file) in &names {
        let _ = writeln!(list, "    ({name:?}, include_str!({file:?})),");
    }
    fs::write(out.join("rules.rs"), list + "]\n")?;
    Ok(())
}

fn folder(variable: &str) -> io::Result<PathBuf> {
    env::var_os(variable).map(PathBuf::from).ok_or_else(|| io::Error::other("cargo sets it"))
}

/// The path of a file below a folder, with `/` between its parts.
fn name(folder: &Path, file: &Path) -> io::Result<String> {
    Ok(file.strip_prefix(folder).map_err(io::Error::other)?.to_string_lossy().replace('\\', "/"))
}

/// The ids of the packs that have code.
fn with_library(plugins: &Path) -> io::Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for entry in fs::read_dir(plugins)? {
        let path = entry?.path();
        if path.join("library/Cargo.toml").is_file() {
            found.extend(path.file_name().map(|name| name.to_string_lossy().into_owned()));
        }
    }
    Ok(found)
}

/// The text of a `Released`.
fn released(names: &[(String, PathBuf)], with_library: &BTreeSet<String>) -> io::Result<String> {
    let known = env::var(LIBRARIES).unwrap_or_default();
    let known: BTreeMap<&str, &str> = known.split(',').filter_map(|word| word.split_once('=')).collect();
    let mut packs: BTreeMap<&str, Vec<(String, String)>> =
        with_library.iter().map(|id| (id.as_str(), Vec::new())).collect();
    let mut profiles = String::new();
    for (name, file) in names {
        match name.split_once('/') {
            Some((pack, _)) => {
                let sum = Sha256::digest(fs::read(file)?).iter().map(|byte| format!("{byte:02x}")).collect();
                packs.entry(pack).or_default().push((format!("rules/{name}"), sum));
            }
            None => {
                let _ = writeln!(profiles, "({:?}, include_str!({file:?})),", name.trim_end_matches(".toml"));
            }
        }
    }
    let mut text = String::from("Released { packs: &[\n");
    for (id, files) in packs {
        let code = match (with_library.contains(id), known.get(id)) {
            (false, _) => "None".to_owned(),
            (true, None) => "Any".to_owned(),
            (true, Some(sum)) => format!("Sha256({sum:?})"),
        };
        let _ =
            writeln!(text, "ReleasedPack {{ id: {id:?}, code: ReleasedCode::{code}, files: &{files:?} }},");
    }
    Ok(text + "], profiles: &[\n" + &profiles + "] }\n")
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
