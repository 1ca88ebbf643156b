//! Builds the program and the packs for a target, so that the same source gives the same bytes wherever it lies.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};
use gouji_engine::manifest::sha256;

use crate::dist::target::{Target, Way};
use crate::project::{cargo, packs, root, run, target as output};

/// What a release is made of.
pub(crate) struct Built {
    pub(crate) target: Target,
    pub(crate) program: PathBuf,
    /// The program with the official packs and all rules in it.
    pub(crate) single: PathBuf,
    /// Packs by id, with their libraries.
    pub(crate) libraries: Vec<(String, PathBuf)>,
}

pub(crate) fn compile(target: Target, way: &Way) -> Result<Built> {
    let folder = output().join(target.triple).join("release");
    let program = folder.join(target.program());

    // The packs first: the program knows them by their hashes.
    let packs = packs()?;
    let mut cargo = cargo_for(target, way)?;
    for pack in &packs {
        cargo.args(["--package", &format!("{pack}-library")]);
    }
    run(&mut cargo)?;
    let libraries: Vec<(String, PathBuf)> = packs
        .into_iter()
        .map(|pack| {
            let library = folder.join(target.library(&pack));
            (pack, library)
        })
        .collect();
    let hashes = hashes(&libraries)?;

    // Both builds write the program to one place: the single file is moved away before the other is made.
    let program_of = |features: &[&str]| -> Result<()> {
        let mut cargo = cargo_for(target, way)?;
        run(cargo.args(["--package", "gouji"]).args(features).env("GOUJI_LIBRARIES", &hashes))
    };
    program_of(&["--features", "builtin-packs"])?;
    let single = folder.join("single").join(target.program());
    std::fs::create_dir_all(folder.join("single"))?;
    std::fs::copy(&program, &single).with_context(|| format!("复制 {}", program.display()))?;
    program_of(&[])?;
    Ok(Built { target, program, single, libraries })
}

/// The libraries' hashes as the program's build script takes them.
fn hashes(libraries: &[(String, PathBuf)]) -> Result<String> {
    let hash = |(pack, library): &(String, PathBuf)| {
        let bytes = std::fs::read(library).with_context(|| format!("读取 {}", library.display()))?;
        Ok(format!("{pack}={}", sha256(&bytes)))
    };
    Ok(libraries.iter().map(hash).collect::<Result<Vec<_>>>()?.join(","))
}

fn cargo_for(target: Target, way: &Way) -> Result<Command> {
    let mut cargo = cargo();
    cargo.arg(if *way == Way::Zig { "zigbuild" } else { "build" });
    cargo.args(["--quiet", "--release", "--locked", "--target", &target.asked(way)]);
    cargo.env("CARGO_ENCODED_RUSTFLAGS", flags()?);
    // Incremental builds cut the code up in their own way.
    cargo.env("CARGO_INCREMENTAL", "0");
    Ok(cargo)
}

/// Places in the file system leave no trace: neither in messages of panics nor in the names of generated sources.
fn flags() -> Result<OsString> {
    let cargo_home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo_home =
        cargo_home.or_else(|| Some(std::env::home_dir()?.join(".cargo"))).context("没有 CARGO_HOME")?;
    // The last that fits counts, and the target folder may lie in the project.
    Ok(remap(&[(root(), "/gouji"), (&cargo_home, "/cargo"), (&output(), "/target")]))
}

/// As cargo takes them: with a separator that no path has.
fn remap(places: &[(&Path, &str)]) -> OsString {
    let mut flags = OsString::new();
    for (real, name) in places {
        if !flags.is_empty() {
            flags.push("\u{1f}");
        }
        flags.push("--remap-path-prefix=");
        flags.push(real);
        flags.push("=");
        flags.push(name);
    }
    flags
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_separated_as_cargo_wants() {
        let flags = remap(&[(Path::new("/a b"), "/x"), (Path::new("/c"), "/y")]);
        assert_eq!(flags, "--remap-path-prefix=/a b=/x\u{1f}--remap-path-prefix=/c=/y");
    }
}
