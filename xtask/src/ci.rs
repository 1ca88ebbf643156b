//! `cargo xtask ci`: all that must hold before a change is taken in.

use anyhow::{Result, bail};

use crate::deny;
use crate::dist::sdk;
use crate::project::{cargo, has_standard_library, packs, root, run};
use crate::wheel;

/// The system whose sources no test here runs: they are at least compiled.
const WINDOWS: &str = "x86_64-pc-windows-gnu";

/// Where nothing but computing can be done: what is pure builds for it.
const WASM: &str = "wasm32-wasip1";

pub(crate) fn ci() -> Result<()> {
    std::env::set_current_dir(root())?;
    for (tool, arguments) in [
        ("fmt", &["fmt", "--all", "--check"][..]),
        ("clippy", &["clippy", "--workspace", "--all-targets", "--locked", "--", "-D", "warnings"]),
    ] {
        // A machine with nothing but cargo still runs every test; it is told what it did not run.
        if cargo().args([tool, "--version"]).output()?.status.success() {
            run(cargo().args(arguments))?;
        } else if std::env::var_os("CI").is_some() {
            bail!("没有 cargo {tool}，不能代替持续集成（rustup component add rustfmt clippy）");
        } else {
            println!("跳过 cargo {tool}：这台机器没有安装它（rustup component add rustfmt clippy）");
        }
    }
    deny::deny()?;
    if has_standard_library(WINDOWS) {
        // What is given to users, not the packs and tools of tests.
        let libraries = packs()?.into_iter().map(|pack| format!("--package={pack}-library"));
        let check = ["check", "--locked", "--target", WINDOWS, "--package=gouji"];
        // As strict as clippy is on the sources for this system; on those of others nobody looks.
        // SQLite is C. What is compiled of it here is never linked: the compiler of this system will do.
        let compilers = [("CC_x86_64_pc_windows_gnu", "cc"), ("AR_x86_64_pc_windows_gnu", "ar")];
        run(cargo().env("RUSTFLAGS", "-D warnings").envs(compilers).args(check).args(libraries))?;
    } else {
        println!("跳过 Windows 的编译检查：没有它的标准库（rustup target add {WINDOWS}）");
    }
    pure()?;
    run(cargo().args(["test", "--workspace", "--locked"]))?;
    // The same program with everything in it, which has tests of its own.
    run(cargo().args(["test", "--package", "gouji", "--features", "builtin-packs", "--locked"]).args([
        "--test",
        "e2e",
        "single_file",
    ]))?;
    sdk::ci()?;
    wheel::ci()
}

/// From bytes to outputs, and the packs that are released: none of it touches the machine.
fn pure() -> Result<()> {
    if !has_standard_library(WASM) {
        println!("跳过 WebAssembly 的编译检查：没有它的标准库（rustup target add {WASM}）");
        return Ok(());
    }
    let crates = ["gouji-core", "gouji-reader", "gouji-check", "gouji-render"].map(str::to_owned);
    let crates = crates.into_iter().chain(packs()?).map(|name| format!("--package={name}"));
    run(cargo().env("RUSTFLAGS", "-D warnings").args(["check", "--locked", "--target", WASM]).args(crates))
}
