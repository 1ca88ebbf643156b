//! What the released program is made of: its packages, their sources and licences, as cargo resolved them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use anyhow::{Context, Result};
use cargo_metadata::{DependencyKind, Metadata, MetadataCommand, Package, PackageId};

use crate::project::{packs, root};

/// A package that is in the program or in one of the packs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part {
    pub(crate) name: String,
    pub(crate) version: String,
    /// An SPDX expression, or empty.
    pub(crate) licence: String,
    pub(crate) authors: Vec<String>,
    pub(crate) repository: Option<String>,
    pub(crate) description: Option<String>,
    /// Of this project, not from a registry.
    pub(crate) own: bool,
    /// Of the archive in the registry, from `Cargo.lock`.
    pub(crate) sha256: Option<String>,
    /// Where its source lies on this machine.
    pub(crate) folder: PathBuf,
    /// Names and versions of the parts that it uses.
    pub(crate) uses: Vec<(String, String)>,
}

/// The parts of a release for a target, by name. What only builds or tests need is not among them.
pub(crate) fn parts(triple: &str) -> Result<Vec<Part>> {
    let metadata = MetadataCommand::new()
        .current_dir(root())
        .other_options(
            ["--locked", "--filter-platform", triple, "--features", "gouji/builtin-packs"].map(String::from),
        )
        .exec()
        .context("cargo metadata")?;
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).context("读取 Cargo.lock")?;
    let mut roots = vec!["gouji".to_owned()];
    roots.extend(packs()?.into_iter().map(|pack| format!("{pack}-library")));
    reached(&metadata, &roots, &checksums(&lock))
}

fn reached(metadata: &Metadata, roots: &[String], checksums: &Checksums) -> Result<Vec<Part>> {
    let packages: BTreeMap<&PackageId, &Package> =
        metadata.packages.iter().map(|package| (&package.id, package)).collect();
    let resolve = metadata.resolve.as_ref().context("cargo metadata 没有解析依赖")?;
    let nodes: BTreeMap<&PackageId, _> = resolve.nodes.iter().map(|node| (&node.id, node)).collect();
    let own: BTreeSet<&PackageId> = metadata.workspace_members.iter().collect();

    let mut left: Vec<&PackageId> = metadata
        .packages
        .iter()
        .filter(|package| own.contains(&package.id) && roots.iter().any(|root| package.name == root))
        .map(|package| &package.id)
        .collect();
    let mut seen: BTreeSet<&PackageId> = left.iter().copied().collect();
    let mut parts = Vec::new();
    while let Some(id) = left.pop() {
        let package = packages.get(id).with_context(|| format!("cargo metadata 里没有 {id}"))?;
        let node = nodes.get(id).with_context(|| format!("cargo metadata 没有解析 {id}"))?;
        let mut uses = Vec::new();
        for dependency in &node.deps {
            if !dependency.dep_kinds.iter().any(|kind| kind.kind == DependencyKind::Normal) {
                continue;
            }
            let used = packages.get(&dependency.pkg).with_context(|| format!("没有 {}", dependency.pkg))?;
            uses.push((used.name.to_string(), used.version.to_string()));
            if seen.insert(&dependency.pkg) {
                left.push(&dependency.pkg);
            }
        }
        uses.sort();
        uses.dedup();
        let key = (package.name.to_string(), package.version.to_string());
        parts.push(Part {
            licence: package.license.clone().unwrap_or_default(),
            authors: package.authors.clone(),
            repository: package.repository.clone(),
            description: package.description.clone(),
            own: own.contains(id),
            sha256: checksums.get(&key).cloned(),
            folder: package.manifest_path.parent().context("a manifest lies in a folder")?.into(),
            uses,
            name: key.0,
            version: key.1,
        });
    }
    parts.sort();
    Ok(parts)
}

/// Sums of archives by name and version.
type Checksums = BTreeMap<(String, String), String>;

/// Of each `[[package]]` in `Cargo.lock`, whose lines have one form.
fn checksums(lock: &str) -> Checksums {
    let mut sums = BTreeMap::new();
    for package in lock.split("[[package]]") {
        let value = |key: &str| {
            let line = package.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(" = "));
            line.map(|value| value.trim_matches('"').to_owned())
        };
        if let (Some(name), Some(version), Some(sum)) = (value("name"), value("version"), value("checksum")) {
            sums.insert((name, version), sum);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_read_from_the_lock() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"ff\"\n\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n";
        let sums = checksums(lock);
        assert_eq!(sums.len(), 1);
        assert_eq!(sums[&("a".to_owned(), "1.0.0".to_owned())], "ff");
    }

    #[test]
    fn all_that_is_linked_is_among_the_parts_and_nothing_else() {
        let parts = parts("x86_64-unknown-linux-gnu").unwrap();
        let has = |name: &str| parts.iter().any(|part| part.name == name);
        for name in
            ["gouji", "gouji-core", "national", "national-library", "clap", "libloading", "flatbuffers"]
        {
            assert!(has(name), "{name} is missing");
        }
        // For tests, for builds, for other systems.
        for name in ["divan", "expect-test", "xtask", "odd-pack", "windows-sys"] {
            assert!(!has(name), "{name} is not in the program");
        }
        for part in &parts {
            assert!(!part.licence.is_empty(), "{} says no licence", part.name);
            assert_eq!(part.own, part.sha256.is_none(), "{}", part.name);
            for (name, version) in &part.uses {
                assert!(
                    parts.iter().any(|part| part.name == *name && part.version == *version),
                    "{} uses {name} {version}, which is no part",
                    part.name
                );
            }
        }
    }
}
