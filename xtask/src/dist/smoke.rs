//! Tries what was made: unpacked in an empty folder, with nothing else around, it says of a report what it should.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::dist::archive::Entry;
use crate::dist::contents::unpack;
use crate::project::root;

const REPORTS: [&str; 3] = ["yongshan-2020", "clean-2020", "clean-2023"];

/// What is said of packs in a release and not in tests: those of the single file are built in. Those of an archive are
/// known to the program, and nothing is said of them.
const OF_PACKS: [&str; 1] = ["，内置"];

/// `scratch` is emptied first.
pub(crate) fn release(entries: &[Entry], program: &str, scratch: &Path) -> Result<()> {
    unpacked(entries, scratch)?;
    golden(&scratch.join(program))
}

/// `scratch` is emptied first.
pub(crate) fn unpacked(entries: &[Entry], scratch: &Path) -> Result<()> {
    empty(scratch)?;
    unpack(entries, scratch)
}

pub(crate) fn single(single: &Path, program: &str, scratch: &Path) -> Result<()> {
    empty(scratch)?;
    let copy = scratch.join(program);
    fs::copy(single, &copy).with_context(|| format!("复制 {}", single.display()))?;
    golden(&copy)?;
    let packs = run(&copy, &["packs"])?;
    if packs.lines().any(|line| !line.contains("内置") && !line.contains("声明式规则")) {
        bail!("单文件程序列出了不在程序里的规则包：\n{packs}");
    }
    Ok(())
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

fn golden(program: &Path) -> Result<()> {
    for name in REPORTS {
        let said = run(program, &["check", &format!("tests/reports/{name}.txt"), "--severity", "info"])?;
        let expected = root().join("tests/golden").join(format!("{name}.txt"));
        let expected =
            fs::read_to_string(&expected).with_context(|| format!("读取 {}", expected.display()))?;
        let said = OF_PACKS.iter().fold(said, |said, words| said.replace(words, ""));
        if said != expected {
            bail!("{} 检查 {name} 的输出与 tests/golden 不同：\n{said}", program.display());
        }
    }
    Ok(())
}

/// What it prints, without anything of this machine's settings.
fn run(program: &Path, arguments: &[&str]) -> Result<String> {
    let output = Command::new(program)
        .args(arguments)
        .current_dir(root())
        .env_clear()
        .env("NO_COLOR", "1")
        .output()
        .with_context(|| format!("运行 {}", program.display()))?;
    if !matches!(output.status.code(), Some(0 | 1)) {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{} {arguments:?} 以 {} 结束：{said}", program.display(), output.status);
    }
    Ok(String::from_utf8(output.stdout)?)
}
