//! Builds the same source a second time, in another folder with another target folder, and compares every byte.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::project::{root, run, target};

/// Sums of files by name, as `sha256sum` writes them.
pub(crate) type Sums = BTreeMap<String, String>;

/// Builds for the named targets elsewhere, and holds what comes out against `sums`.
pub(crate) fn verify(sums: &Sums, targets: &[&str], more: &[&str], time: u64) -> Result<()> {
    // A path of another length, so that nothing falls into place by chance.
    let elsewhere = target().join("dist-verify").join("another-folder");
    let source = elsewhere.join("gouji");
    copy_source(&source)?;
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["run", "--quiet", "--locked", "--package", "xtask", "--", "dist", "--no-smoke"]).args(more);
    for target in targets {
        cargo.args(["--target", target]);
    }
    let built = elsewhere.join("built");
    cargo.current_dir(&source).env("CARGO_TARGET_DIR", &built).env("SOURCE_DATE_EPOCH", time.to_string());
    cargo.env_remove("GOUJI_RELEASE_KEY");
    println!("在 {} 重新编译一遍", source.display());
    run(&mut cargo)?;
    let again = read(&built.join("dist").join(super::SUMS))?;
    compare(sums, &again)
}

fn compare(first: &Sums, second: &Sums) -> Result<()> {
    let mut wrong = Vec::new();
    for name in first.keys().chain(second.keys()) {
        if first.get(name) != second.get(name) {
            let sum = |sums: &Sums| sums.get(name).map_or("（没有）", |sum| &sum[..16]).to_owned();
            wrong.push(format!("{name}：{} 和 {}", sum(first), sum(second)));
        }
    }
    wrong.sort();
    wrong.dedup();
    if !wrong.is_empty() {
        bail!("两次编译的结果不同：\n  {}", wrong.join("\n  "));
    }
    println!("两次编译的 {} 个文件，字节完全相同", first.len());
    Ok(())
}

/// All files that belong to the source, as they are now.
fn copy_source(into: &Path) -> Result<()> {
    if into.exists() {
        fs::remove_dir_all(into)?;
    }
    for file in source_files()? {
        let (from, to) = (root().join(&file), into.join(&file));
        fs::create_dir_all(to.parent().context("a file lies in a folder")?)?;
        fs::copy(&from, &to).with_context(|| format!("复制 {}", from.display()))?;
    }
    Ok(())
}

/// What git knows or would add; without git, all but what is built.
fn source_files() -> Result<Vec<PathBuf>> {
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output();
    if let Ok(listed) = listed
        && listed.status.success()
        && root().join(".git").exists()
    {
        let names = String::from_utf8(listed.stdout).context("git ls-files")?;
        let names = names.split('\0').filter(|name| !name.is_empty());
        return Ok(names.map(PathBuf::from).filter(|name| root().join(name).is_file()).collect());
    }
    let mut found = Vec::new();
    let mut left = vec![PathBuf::new()];
    while let Some(folder) = left.pop() {
        for entry in root().join(&folder).read_dir()? {
            let entry = entry?;
            let name = folder.join(entry.file_name());
            if entry.path().is_dir() {
                if entry.file_name() != "target" && root().join(&name) != target() {
                    left.push(name);
                }
            } else {
                found.push(name);
            }
        }
    }
    Ok(found)
}

/// Reads lines as `sha256sum` writes them.
pub(crate) fn read(path: &Path) -> Result<Sums> {
    let text = fs::read_to_string(path).with_context(|| format!("读取 {}", path.display()))?;
    let line = |line: &str| line.split_once("  ").map(|(sum, name)| (name.to_owned(), sum.to_owned()));
    Ok(text.lines().filter_map(line).collect())
}

pub(crate) fn write(sums: &Sums, path: &Path) -> Result<()> {
    let text: String = sums.iter().map(|(name, sum)| format!("{sum}  {name}\n")).collect();
    fs::write(path, text).with_context(|| format!("写 {}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(pairs: &[(&str, &str)]) -> Sums {
        pairs.iter().map(|(name, sum)| ((*name).to_owned(), sum.repeat(64))).collect()
    }

    #[test]
    fn what_differs_is_named() {
        let first = sums(&[("a", "0"), ("b", "1"), ("c", "2")]);
        assert!(compare(&first, &first).is_ok());
        let second = sums(&[("a", "0"), ("b", "9"), ("d", "3")]);
        let said = compare(&first, &second).unwrap_err().to_string();
        for line in
            ["b：1111111111111111 和 9999999999999999", "c：2222222222222222 和 （没有）", "d：（没有） 和"]
        {
            assert!(said.contains(line), "{said}");
        }
        assert!(!said.contains("a："), "{said}");
    }

    #[test]
    fn sums_are_written_as_they_are_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("SHA256SUMS");
        let sums = sums(&[("gouji.tar.gz", "a"), ("gouji 单文件.exe", "b")]);
        write(&sums, &path).unwrap();
        assert_eq!(read(&path).unwrap(), sums);
    }

    #[test]
    fn the_source_is_all_of_the_project_and_nothing_built() {
        let files = source_files().unwrap();
        for name in ["Cargo.lock", "xtask/src/dist.rs", "rules/national.toml"] {
            assert!(files.contains(&PathBuf::from(name)), "{name} is missing");
        }
        assert!(!files.iter().any(|file| file.starts_with("target") || file.starts_with(".git/")));
    }
}
