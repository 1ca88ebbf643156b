//! What a release holds besides the program: packs, rules, guides, manual pages, completions, licences.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};
use gouji_engine::manifest::{self, Installed, sha256};

use crate::dist::archive::{Entry, What, files};
use crate::dist::compile::Built;
use crate::dist::sdk;
use crate::project::{copy, root};

/// Shells whose completions are made, with the names of their files in the archive.
const SHELLS: [(&str, &str); 5] = [
    ("bash", "gouji.bash"),
    ("zsh", "_gouji"),
    ("fish", "gouji.fish"),
    ("powershell", "gouji.ps1"),
    ("elvish", "gouji.elv"),
];

/// Guides that lie at the top of the project, and what is under `docs/`.
const GUIDES: [&str; 2] = ["README.md", "LICENSE"];

/// What is the same for all systems, but that only a program that runs here can tell.
pub(crate) struct Shared {
    pub(crate) pages: Vec<Entry>,
    /// Scripts by shell.
    pub(crate) completions: Vec<(String, Vec<u8>)>,
    /// What the packs say of themselves, by id.
    manifests: BTreeMap<String, Installed>,
}

impl Shared {
    /// Asks the program and the packs that were built for this machine. `scratch` is a folder for that.
    pub(crate) fn of(here: &Built, scratch: &Path) -> Result<Self> {
        let pages = scratch.join("man");
        clear(&pages)?;
        ask(here, &["man".as_ref(), pages.as_os_str()])?;
        let completions = SHELLS
            .iter()
            .map(|(shell, _)| {
                Ok(((*shell).to_owned(), ask(here, &["completions".as_ref(), shell.as_ref()])?))
            })
            .collect::<Result<_>>()?;
        let packs = scratch.join("packs");
        clear(&packs)?;
        let mut manifests = BTreeMap::new();
        for (pack, library) in &here.libraries {
            let installed =
                manifest::install(library, &packs).with_context(|| format!("读取规则包 {pack}"))?;
            if installed.id != *pack {
                bail!("plugins/{pack} 里的规则包自称 {}", installed.id);
            }
            manifests.insert(pack.clone(), installed);
        }
        let mut pages = files(&pages, "")?;
        for page in &mut pages {
            page.name = page.name.trim_start_matches('/').to_owned();
        }
        Ok(Self { pages, completions, manifests })
    }
}

/// What the program prints.
fn ask(here: &Built, arguments: &[&std::ffi::OsStr]) -> Result<Vec<u8>> {
    let output = Command::new(&here.program).args(arguments).output().context("运行刚编译的程序")?;
    if !output.status.success() {
        bail!("gouji {arguments:?} 以 {} 结束：{}", output.status, String::from_utf8_lossy(&output.stderr));
    }
    Ok(output.stdout)
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("清空 {}", folder.display()))?;
    }
    fs::create_dir_all(folder).with_context(|| format!("建立 {}", folder.display()))
}

/// Lays out an installation for a target in `home`: `rules/` and `packs/`, each pack with its manifest.
pub(crate) fn install(built: &Built, shared: &Shared, home: &Path) -> Result<()> {
    clear(home)?;
    copy(&root().join("rules"), &home.join("rules"))?;
    for (pack, library) in &built.libraries {
        let manifest = shared.manifests.get(pack).with_context(|| format!("没有规则包 {pack} 的清单"))?;
        let bytes = fs::read(library).with_context(|| format!("读取 {}", library.display()))?;
        let name = built.target.library(pack);
        // A library for another system cannot be asked here; it is made of the same source.
        let manifest = Installed { sha256: sha256(&bytes), library: name.clone(), ..manifest.clone() };
        let folder = home.join("packs").join(pack);
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(&name), bytes)?;
        manifest.write(&folder).with_context(|| format!("写 {}", folder.display()))?;
    }
    Ok(())
}

/// The program, the installation and the kit for packs, named as they lie in the folder of a release.
pub(crate) fn installation(built: &Built, home: &Path) -> Result<Vec<Entry>> {
    let mut entries = vec![Entry::program(built.target.program(), read(&built.program)?)];
    for part in ["rules", "packs"] {
        let folder = home.join(part);
        if folder.is_dir() {
            entries.extend(files(&folder, part)?);
        }
    }
    entries.extend(sdk::entries()?);
    Ok(entries)
}

/// Guides and licences.
pub(crate) fn documents(third_party: &str) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for name in GUIDES {
        entries.push(Entry::file(name, read(&root().join(name))?));
    }
    entries.extend(files(&root().join("docs"), "docs")?);
    // The names of divisions come from packages whose licences want to be told.
    entries.push(Entry::file("NOTICE.md", read(&root().join("crates/core/src/divisions/NOTICE.md"))?));
    entries.push(Entry::file("THIRD-PARTY.txt", third_party));
    Ok(entries)
}

/// Manual pages and completions as they lie in an archive.
pub(crate) fn extras(shared: &Shared) -> Vec<Entry> {
    let pages = shared.pages.iter().map(|page| Entry { name: format!("man/{}", page.name), ..page.clone() });
    let scripts = shared.completions.iter().filter_map(|(shell, script)| {
        let (_, name) = SHELLS.iter().find(|(known, _)| known == shell)?;
        Some(Entry::file(format!("completions/{name}"), script.clone()))
    });
    pages.chain(scripts).collect()
}

/// The same below a folder.
pub(crate) fn below(folder: &str, entries: &[Entry]) -> Vec<Entry> {
    let named = |entry: &Entry| Entry { name: format!("{folder}/{}", entry.name), what: entry.what.clone() };
    entries.iter().map(named).collect()
}

fn read(path: &Path) -> Result<Vec<u8>> {
    fs::read(path).with_context(|| format!("读取 {}", path.display()))
}

/// Writes the entries below a folder, as unpacking an archive would.
pub(crate) fn unpack(entries: &[Entry], folder: &Path) -> Result<()> {
    for entry in entries {
        let What::File { bytes, executable } = &entry.what else { continue };
        let path = folder.join(&entry.name);
        fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
        fs::write(&path, bytes).with_context(|| format!("写 {}", path.display()))?;
        #[cfg(unix)]
        if *executable {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o755))?;
        }
        #[cfg(not(unix))]
        let _ = executable;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_become_files() {
        let folder = tempfile::tempdir().unwrap();
        let entries = below("gouji", &[Entry::program("gouji", "p"), Entry::file("rules/a.toml", "r")]);
        unpack(&entries, folder.path()).unwrap();
        assert_eq!(fs::read_to_string(folder.path().join("gouji/rules/a.toml")).unwrap(), "r");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = fs::metadata(folder.path().join("gouji/gouji")).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o755);
        }
    }
}
