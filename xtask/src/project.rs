//! Where the project is, and how its tools are run.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

/// The workspace's folder.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask lies in the workspace")
}

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

pub(crate) fn cargo() -> Command {
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.current_dir(root());
    cargo
}

/// Runs a command that must succeed.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("运行 {command:?}"))?;
    if !status.success() {
        bail!("{command:?} 以 {status} 结束");
    }
    Ok(())
}

/// The folders under `plugins/` that have a library: one pack each.
pub(crate) fn packs() -> Result<Vec<String>> {
    let mut packs = Vec::new();
    for entry in root().join("plugins").read_dir()? {
        let entry = entry?;
        if entry.path().join("library/Cargo.toml").is_file() {
            packs.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    packs.sort();
    Ok(packs)
}

/// Copies a folder with all that is in it.
pub(crate) fn copy(from: &Path, into: &Path) -> Result<()> {
    std::fs::create_dir_all(into)?;
    for entry in from.read_dir().with_context(|| format!("读取 {}", from.display()))? {
        let entry = entry?;
        let target = into.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), &target).with_context(|| format!("写 {}", target.display()))?;
        }
    }
    Ok(())
}

pub(crate) fn rustc() -> Command {
    Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()))
}

/// Whether the compiler has what programs for another system are linked with.
pub(crate) fn has_standard_library(triple: &str) -> bool {
    let asked = rustc().args(["--print", "target-libdir", "--target", triple]).output();
    asked.is_ok_and(|output| {
        output.status.success() && Path::new(String::from_utf8_lossy(&output.stdout).trim()).is_dir()
    })
}
