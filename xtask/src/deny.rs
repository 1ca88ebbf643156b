//! `cargo deny`: licences, sources and known weaknesses of what is depended on, by `deny.toml`.

use std::path::PathBuf;
use std::process::Command;

use anyhow::Result;

use crate::project::{cargo, root, run, target};

/// The version whose `deny.toml` is ours.
const VERSION: &str = "0.20.2";

pub(crate) fn deny() -> Result<()> {
    let program = installed()?;
    // What is for other systems is looked at as well; cargo alone fetches only what it builds here.
    run(cargo().args(["fetch", "--quiet", "--locked"]))?;
    let mut checks = vec!["licenses", "bans", "sources"];
    if has_advisories() {
        checks.push("advisories");
    } else {
        println!(
            "跳过 cargo deny check advisories：这台机器没有 RustSec 的数据库（联网时 cargo deny fetch db 取一份）"
        );
    }
    run(Command::new(program)
        .args(["--offline", "--locked", "--all-features", "check", "--hide-inclusion-graph"])
        .args(checks)
        .current_dir(root()))
}

/// The program on the path if it is the right one; else one of the project's own, built when it is first wanted.
fn installed() -> Result<PathBuf> {
    let own = target().join("tools");
    let candidates = [PathBuf::from("cargo-deny"), own.join("bin/cargo-deny")];
    let right = |program: &PathBuf| {
        let output = Command::new(program).arg("--version").output();
        output.is_ok_and(|output| {
            String::from_utf8_lossy(&output.stdout).trim() == format!("cargo-deny {VERSION}")
        })
    };
    if let Some(found) = candidates.iter().find(|program| right(program)) {
        return Ok(found.clone());
    }
    println!("编译 cargo-deny {VERSION}，只此一次");
    // It runs for a second: what is built fast is better than what runs fast.
    run(cargo()
        .args(["install", "--quiet", "--locked", "--debug", "cargo-deny", "--version", VERSION, "--root"])
        .arg(&own)
        .env("CARGO_PROFILE_DEV_DEBUG", "0"))?;
    Ok(own.join("bin/cargo-deny"))
}

/// Whether there is a copy of the database, which is a git repository that a machine without a network may lack.
fn has_advisories() -> bool {
    let home = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let home = home.or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let Some(Ok(databases)) = home.map(|home| home.join("advisory-dbs").read_dir()) else { return false };
    databases.flatten().any(|database| database.path().join(".git").exists())
}
