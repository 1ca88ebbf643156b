//! The kit that packs with code are built of, as it travels with a release: the sources of gouji-core with a manifest that
//! needs no workspace around it. The templates of new packs are in the program.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use toml::{Table, Value};

use crate::dist::archive::{Entry, files};
use crate::project::root;

/// The folder of the kit in an installation.
const FOLDER: &str = "sdk/gouji-core";
/// What is of use to nobody but those who work on the kit itself.
const LEFT_OUT: [&str; 4] = ["lints", "dev-dependencies", "bench", "test"];

/// The files of the kit, named as they lie in an installation.
pub(crate) fn entries() -> Result<Vec<Entry>> {
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
    use crate::dist::contents::unpack;

    #[test]
    fn the_kit_needs_nothing_around_it() {
        let folder = tempfile::tempdir().unwrap();
        unpack(&entries().unwrap(), folder.path()).unwrap();
        let manifest = folder.path().join(FOLDER).join("Cargo.toml");
        let text = fs::read_to_string(&manifest).unwrap();
        assert!(text.contains("name = \"gouji-core\"") && !text.contains("workspace = true"), "{text}");
        let built = std::process::Command::new(env!("CARGO"))
            .args(["check", "--quiet", "--offline", "--manifest-path"])
            .arg(&manifest)
            .env("CARGO_TARGET_DIR", crate::project::target().join("sdk"))
            .output()
            .unwrap();
        assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
        for file in ["src/lib.rs", "include/gouji_pack.h", "src/divisions/names.tsv"] {
            assert!(folder.path().join(FOLDER).join(file).is_file(), "{file}");
        }
    }
}
