//! The kit that packs with code are built of, as it travels with a release: the sources of gouji-core with a manifest that
//! needs no workspace around it, and those of all crates that it needs, so that no network is needed either. The templates
//! of new packs are in the program.

use std::env::consts::EXE_SUFFIX;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

use crate::dist::archive::{Entry, files};
use crate::dist::contents::unpack;
use crate::project::{cargo, root, run, target};

/// The folder of the kit in an installation.
const FOLDER: &str = "sdk/gouji-core";
/// That of the crates that it needs.
const VENDOR: &str = "sdk/vendor";
/// What is of use to nobody but those who work on the kit itself.
const LEFT_OUT: [&str; 4] = ["lints", "dev-dependencies", "bench", "test"];

/// The files of the kit and of the crates that it needs, named as they lie in an installation.
pub(crate) fn entries() -> Result<Vec<Entry>> {
    let kit = kit()?;
    let crates = vendored(&kit)?;
    Ok([kit, crates].concat())
}

fn kit() -> Result<Vec<Entry>> {
    let core = root().join("crates/core");
    let mut entries = vec![Entry::file(format!("{FOLDER}/Cargo.toml"), manifest()?)];
    for part in ["src", "include"] {
        entries.extend(files(&core.join(part), &format!("{FOLDER}/{part}"))?);
    }
    let licence = root().join("LICENSE");
    let text = fs::read(&licence).with_context(|| format!("读取 {}", licence.display()))?;
    entries.push(Entry::file(format!("{FOLDER}/LICENSE"), text));
    Ok(entries)
}

/// The crates that the kit needs, in the versions that the program itself is built of.
fn vendored(kit: &[Entry]) -> Result<Vec<Entry>> {
    let scratch = target().join(format!("sdk-scratch-{}", std::process::id()));
    empty(&scratch)?;
    unpack(kit, &scratch)?;
    let folder = scratch.join(FOLDER);
    fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock"))?;
    let mut vendor = cargo();
    vendor.args(["vendor", "--quiet", "--manifest-path"]).arg(folder.join("Cargo.toml"));
    let vendored = vendor.arg(scratch.join(VENDOR)).output().context("运行 cargo vendor")?;
    if !vendored.status.success() {
        bail!("cargo vendor 没有成功：{}", String::from_utf8_lossy(&vendored.stderr));
    }
    let entries = files(&scratch.join(VENDOR), VENDOR)?;
    fs::remove_dir_all(&scratch)?;
    Ok(entries)
}

fn empty(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    Ok(fs::create_dir_all(folder)?)
}

/// `cargo xtask sdk`, and part of `cargo xtask ci`: the kit beside the program as developers build it, which finds nothing of
/// the project.
pub(crate) fn ci() -> Result<()> {
    run(cargo().args(["build", "--quiet", "--package", "gouji", "--locked"]))?;
    let scratch = target().join("sdk-trial");
    empty(&scratch)?;
    let name = format!("gouji{EXE_SUFFIX}");
    let program = target().join("debug").join(&name);
    let program = fs::read(&program).with_context(|| format!("读取 {}", program.display()))?;
    let installation =
        [vec![Entry::program(&name, program)], files(&root().join("rules"), "rules")?, entries()?].concat();
    unpack(&installation, &scratch.join("gouji"))?;
    travels(&scratch.join("gouji").join(name), &scratch)?;
    Ok(fs::remove_dir_all(&scratch)?)
}

/// Makes a new pack with code from an unpacked release and has it examined, with an empty home for cargo and no network:
/// nothing is there but what travelled.
pub(crate) fn travels(program: &Path, scratch: &Path) -> Result<()> {
    let begun = Instant::now();
    let (work, home) = (scratch.join("work"), scratch.join("cargo"));
    empty(&work)?;
    empty(&home)?;
    let of_machine = ["PATH", "HOME", "RUSTUP_HOME", "RUSTUP_TOOLCHAIN", "SystemRoot", "TMP"];
    let gouji = |words: &str| -> Result<()> {
        let output = Command::new(program)
            .args(words.split(' '))
            .current_dir(&work)
            .env_clear()
            .envs(of_machine.iter().filter_map(|name| Some((name, std::env::var_os(name)?))))
            .env("CARGO_HOME", &home)
            .env("CARGO_NET_OFFLINE", "true")
            .output()
            .with_context(|| format!("运行 {}", program.display()))?;
        if !output.status.success() {
            let [out, err] = [&output.stdout, &output.stderr].map(|bytes| String::from_utf8_lossy(bytes));
            bail!("gouji {words} 以 {} 结束：{out}{err}", output.status);
        }
        Ok(())
    };
    gouji("pack new qingshi --kind native --place 530699")?;
    gouji("pack test qingshi")?;
    if fs::read_dir(work.join("qingshi/packs/qingshi"))?.count() < 2 {
        bail!("没有网络时没有编译出规则包");
    }
    println!("开发包：没有网络、没有源码仓库，从无到合格的规则包 {:.0} 秒", begun.elapsed().as_secs_f64());
    Ok(())
}

/// The kit's manifest with what it has from the workspace written out.
fn manifest() -> Result<String> {
    let read = |path: &Path| -> Result<Table> {
        let text = fs::read_to_string(path).with_context(|| format!("读取 {}", path.display()))?;
        text.parse().with_context(|| format!("读取 {}", path.display()))
    };
    let mut manifest = read(&root().join("crates/core/Cargo.toml"))?;
    let all = read(&root().join("Cargo.toml"))?;
    let of = |key: &str| all.get("workspace").and_then(|workspace| workspace.get(key)?.as_table());
    LEFT_OUT.iter().for_each(|key| drop(manifest.remove(*key)));
    for (section, source) in [("package", "package"), ("dependencies", "dependencies")] {
        let Some(Value::Table(table)) = manifest.get_mut(section) else {
            bail!("gouji-core 没有 [{section}]")
        };
        for (name, value) in table.iter_mut() {
            let Some(inherits) = value.as_table_mut().filter(|table| table.contains_key("workspace")) else {
                continue;
            };
            inherits.remove("workspace");
            let own = std::mem::take(inherits);
            let shared = of(source).and_then(|shared| shared.get(name));
            let shared = shared.with_context(|| format!("工作区里没有 {name}"))?;
            *value = with(shared, own);
        }
    }
    // A workspace of its own, wherever it is put.
    manifest.insert("workspace".to_owned(), Value::Table(Table::new()));
    Ok(toml::to_string(&manifest)?)
}

/// What the workspace says, with what the crate says besides.
fn with(shared: &Value, own: Table) -> Value {
    if own.is_empty() {
        return shared.clone();
    }
    let mut table = match shared {
        Value::Table(table) => table.clone(),
        version => Table::from_iter([("version".to_owned(), version.clone())]),
    };
    table.extend(own);
    Value::Table(table)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kit_needs_nothing_around_it() {
        let folder = tempfile::tempdir().unwrap();
        unpack(&kit().unwrap(), folder.path()).unwrap();
        let manifest = folder.path().join(FOLDER).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        assert!(text.contains("name = \"gouji-core\"") && !text.contains("workspace = true"), "{text}");
        let built = Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--offline", "--manifest-path"])
            .arg(&manifest)
            .env("CARGO_TARGET_DIR", target().join("sdk"))
            .output()
            .unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        for file in ["src/lib.rs", "include/gouji_pack.h", "src/divisions/names.tsv"] {
            assert!(folder.path().join(FOLDER).join(file).is_file(), "{file}");
        }
    }
}
