//! Builds the program and the packs, and lays out an installation of them: `packs/` and `rules/`.

use std::env::consts::{DLL_PREFIX, DLL_SUFFIX, EXE_SUFFIX};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use gouji_engine::manifest;
use gouji_engine::sign::Secret;

use crate::dist::keys::sign_packs;
use crate::project::{cargo, copy, packs, root, run, target};

#[derive(Clone, Copy)]
pub(crate) enum Build {
    Debug,
    Release,
}

impl Build {
    pub(crate) fn new(release: bool) -> Self {
        if release { Self::Release } else { Self::Debug }
    }

    fn folder(self) -> PathBuf {
        target().join(match self {
            Self::Debug => "debug",
            Self::Release => "release",
        })
    }
}

/// A program with an installation to run it with.
pub(crate) struct Staged {
    pub(crate) program: PathBuf,
    /// Holds `packs/` and `rules/`.
    pub(crate) home: PathBuf,
}

/// Builds, and lays out `target/<build>/home`.
pub(crate) fn stage(build: Build) -> Result<Staged> {
    let packs = packs()?;
    let mut cargo = cargo();
    cargo.args(["build", "--quiet", "--locked", "--package", "gouji"]);
    for pack in &packs {
        cargo.args(["--package", &format!("{pack}-library")]);
    }
    if matches!(build, Build::Release) {
        cargo.arg("--release");
    }
    run(&mut cargo)?;

    let built = build.folder();
    let home = built.join("home");
    lay_out(&built, &packs, &home)?;
    sign_for_development(&home)?;
    Ok(Staged { program: built.join(format!("gouji{EXE_SUFFIX}")), home })
}

/// Puts the packs that were built, each with its manifest, and the rules into `home`.
pub(crate) fn lay_out(built: &Path, packs: &[String], home: &Path) -> Result<()> {
    // What is gone from the project must be gone from the installation.
    if home.exists() {
        std::fs::remove_dir_all(home)?;
    }
    copy(&root().join("rules"), &home.join("rules"))?;
    for pack in packs {
        let library = built.join(format!("{DLL_PREFIX}gouji_{}{DLL_SUFFIX}", pack.replace('-', "_")));
        manifest::install(&library, &home.join("packs")).with_context(|| format!("安装规则包 {pack}"))?;
    }
    Ok(())
}

/// Signs every pack of an installation by this machine's own key, `target/keys/development.key`, made when it is first
/// wanted, and has the installation trust that key. A release must neither ship it nor be signed by it.
fn sign_for_development(home: &Path) -> Result<()> {
    let folder = target().join("keys");
    let (key, public) = (folder.join("development.key"), folder.join("development.pub"));
    if !key.is_file() {
        std::fs::create_dir_all(&folder)?;
        Secret::create(&key, &public, None)?;
    }
    let secret = Secret::read(&key, &mut || Err(std::io::ErrorKind::InvalidInput.into()))?;
    sign_packs(&secret, "development.pub", home)
}
