//! Puts packs into an installation and takes them out: all or nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use gouji_core::boundary::ABI;
use gouji_core::declared::dictionary;
use gouji_core::wire::SCHEMA_MINOR;

use super::publish::profile_may_travel;
use super::{Parcel, ParcelError};
use crate::contents::Contents;
use crate::home::Home;
use crate::lint;
use crate::load::LoadError;
use crate::profile;
use crate::store;
use crate::trust::{Trust, Vouching};
use gouji_check::about::version;
use gouji_check::pack::PackError;

/// What was installed, or put in the place of another version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    pub id: String,
    pub version: String,
    pub rules: usize,
    /// Whose key has signed it.
    pub signer: String,
    /// The version that was there.
    pub before: Option<String>,
    /// What differs from it, a line each.
    pub differences: Vec<String>,
    /// A profile of the pack's name was there already, and was kept.
    pub kept_profile: bool,
    /// Profiles that use it; none: nothing does yet.
    pub used_by: Vec<String>,
    /// The folder of rules has a lock that does not know it yet.
    pub locked: bool,
}

/// A pack that was taken out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    pub id: String,
    pub version: String,
    /// Its profile went with it.
    pub profile: bool,
}

/// A pack as it lies in the installation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub id: String,
    pub version: String,
    pub title: String,
    pub rules: usize,
    /// Whom it comes from, or in which way its files are not as they should be.
    pub trust: Result<Trust, String>,
}

/// Installs a pack that is not there yet. `keys` are trusted besides those of the installation.
pub fn install(home: &Home, path: &Path, keys: &[PathBuf]) -> Result<Placed, ParcelError> {
    put(home, path, keys, false)
}

/// Puts a newer version in the place of the one that is there.
pub fn upgrade(home: &Home, path: &Path, keys: &[PathBuf]) -> Result<Placed, ParcelError> {
    put(home, path, keys, true)
}

fn put(home: &Home, path: &Path, keys: &[PathBuf], upgrades: bool) -> Result<Placed, ParcelError> {
    let root = root(home)?;
    let vouching = Vouching::lenient(&home.keys)?.and(keys)?;
    let parcel = Parcel::read(path, &vouching)?;
    let installed = Contents::read(home, &parcel.id)?;
    let before = installed.as_ref().map(Contents::version).transpose()?;
    follows(&parcel, before.as_deref(), upgrades)?;
    // In the folder of the installation, so that moving is renaming; whatever happens, it goes away.
    let writing = |cause| ParcelError::Write { path: root.to_owned(), cause };
    let staged = tempfile::Builder::new().prefix(".gouji-").tempdir_in(root).map_err(writing)?;
    let new =
        Home { keys: home.keys.clone(), released: home.released, ..Home::at(&staged.path().join("new")) };
    write(&parcel, &staged.path().join("new")).map_err(writing)?;
    let own = |error: ParcelError| match error {
        // Whoever reads the message knows the file, not the folder that it was opened into.
        ParcelError::Load(error) => {
            let folder = format!("{}{}", staged.path().join("new").display(), std::path::MAIN_SEPARATOR);
            ParcelError::Broken { path: path.to_owned(), why: error.to_string().replace(&folder, "") }
        }
        error => error,
    };
    let rules = examine(&new, home, &parcel, &vouching).map_err(own)?;
    let differences = match &installed {
        None => Vec::new(),
        Some(installed) => {
            let contents = Contents::read(&new, &parcel.id)?.unwrap_or_default();
            differences((home, installed), (&new, &contents))?
        }
    };
    let profile = format!("{}.toml", parcel.id);
    let kept_profile = home.rules.join(&profile).exists();
    if let Some(text) = crate::manifest::text_of(&new.rules.join(&profile))? {
        profile_may_travel(Path::new(&profile), &text)?;
    }
    swap(home, &new, &staged.path().join("old"), &parcel.id, !kept_profile)?;
    let used_by = users(home, &parcel.id);
    let locked = home.rules.join(crate::lock::FILE).exists();
    let Parcel { id, version, signer, .. } = parcel;
    Ok(Placed { id, version, rules, signer: signer.name, before, differences, kept_profile, used_by, locked })
}

/// The folder of an installation that packs can be put into.
fn root(home: &Home) -> Result<&Path, ParcelError> {
    let root = home.rules.parent().filter(|_| home.embedded.is_empty() && home.rules.is_dir());
    root.ok_or_else(|| {
        let said = "这个程序自带规则，没有可以安装规则包的文件夹；请另外指定一个安装目录";
        ParcelError::Refused(said.to_owned())
    })
}

/// Whether the version may come where another one is.
fn follows(parcel: &Parcel, before: Option<&str>, upgrades: bool) -> Result<(), ParcelError> {
    let Parcel { id, version: new, .. } = parcel;
    let refused = |why: String| Err(ParcelError::Refused(why));
    match (before, upgrades) {
        (None, false) => Ok(()),
        (None, true) => refused(format!("没有装规则包“{id}”，不能升级；第一次安装用 gouji pack install")),
        (Some(old), _) if version(new) < version(old) => refused(format!(
            "装着的规则包“{id}”是 {old} 版，这一份是更旧的 {new} 版，没有改动；要换回旧版，先 gouji pack remove {id}"
        )),
        (Some(old), _) if version(new) == version(old) => {
            refused(format!("规则包“{id}”已经是 {old} 版，没有改动"))
        }
        (Some(old), false) => refused(format!(
            "已经装了规则包“{id}” {old} 版；换成 {new} 版用 gouji pack upgrade，会列出两版的不同"
        )),
        (Some(_), true) => Ok(()),
    }
}

fn write(parcel: &Parcel, root: &Path) -> io::Result<()> {
    for (name, bytes) in &parcel.files {
        let path = root.join(name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(path, bytes)?;
    }
    fs::create_dir_all(root.join("rules"))
}

/// Holds a pack that lies in a folder of its own against everything that is known without running it; how many rules it
/// has.
fn examine(new: &Home, home: &Home, parcel: &Parcel, vouching: &Vouching) -> Result<usize, ParcelError> {
    let id = parcel.id.as_str();
    let refused = |why: String| ParcelError::Refused(format!("规则包“{id}”没有安装：{why}"));
    let contents = Contents::read(new, id)?.ok_or_else(|| refused("里面没有规则".to_owned()))?;
    let said = contents.version()?;
    if said != parcel.version {
        return Err(refused(format!("签名的是 {} 版，里面是 {said} 版", parcel.version)));
    }
    let trust = vouching.trust(&contents, &said, home.released.pack(id), false)?;
    if !trust.is_trusted() {
        return Err(refused(format!("里面的清单{trust}")));
    }
    let coded = match contents.installed()? {
        None => Vec::new(),
        Some((folder, installed)) => {
            let library = folder.join(&installed.library);
            if installed.abi != ABI {
                return Err(LoadError::WrongAbi { path: library, has: installed.abi }.into());
            }
            if installed.schema[0] > SCHEMA_MINOR {
                let (pack, needs) = (id.to_owned(), installed.schema[0]);
                return Err(LoadError::from(PackError::NewerSchema { pack, needs }).into());
            }
            let held = contents.of_library(&installed.library);
            if held.is_none_or(|held| !held.sha256.eq_ignore_ascii_case(&installed.sha256)) {
                return Err(refused(format!("动态库 {} 缺少，或者与清单不符", installed.library)));
            }
            installed.rules.into_iter().map(|rule| (rule.code, rule.name)).collect()
        }
    };
    let declared = store::declared_cards(new, id, &contents)?;
    let own = declared.iter().map(|card| (card.code.clone(), card.name.clone())).chain(coded);
    let own: Vec<(String, String)> = own.collect();
    let mut seen = BTreeSet::new();
    for known in lint::known(home, id) {
        seen.insert((known.code, known.pack));
    }
    for (code, _) in &own {
        if let Some((_, pack)) = seen.iter().find(|(taken, _)| taken == code) {
            return Err(refused(format!("规则代码 {code} 已由装着的规则包“{pack}”使用")));
        }
    }
    Ok(own.len())
}

/// Moves a pack to its place, and what was there aside; all of it or, where anything fails, nothing.
fn swap(home: &Home, new: &Home, old: &Path, id: &str, profile: bool) -> Result<(), ParcelError> {
    let profile_file = format!("{id}.toml");
    let mut moves = vec![
        (home.packs.join(id), new.packs.join(id), old.join("packs")),
        (home.rules.join(id), new.rules.join(id), old.join("rules")),
    ];
    if profile {
        moves.push((home.rules.join(&profile_file), new.rules.join(&profile_file), old.join("profile")));
    }
    let failed = |path: &Path, cause| ParcelError::Write { path: path.to_owned(), cause };
    fs::create_dir_all(old).map_err(|cause| failed(old, cause))?;
    fs::create_dir_all(&home.packs).map_err(|cause| failed(&home.packs, cause))?;
    let mut done: Vec<(PathBuf, PathBuf)> = Vec::new();
    for (there, staged, aside) in moves {
        let mut step = |from: &Path, to: &Path| -> io::Result<()> {
            if from.exists() {
                fs::rename(from, to)?;
                done.push((from.to_owned(), to.to_owned()));
            }
            Ok(())
        };
        if let Err(cause) = step(&there, &aside).and_then(|()| step(&staged, &there)) {
            for (from, to) in done.iter().rev() {
                // What cannot be put back is told by the list of the pack's files the next time.
                let _ = fs::rename(to, from);
            }
            return Err(failed(&there, cause));
        }
    }
    Ok(())
}

/// The profiles that name a pack.
fn users(home: &Home, id: &str) -> Vec<String> {
    let profiles = profile::all(home).unwrap_or_default();
    let uses = |profile: &&profile::Profile| profile.packs.iter().any(|pack| pack.value == id);
    profiles.iter().filter(uses).map(|profile| profile.name.clone()).collect()
}

/// Takes a pack out, and the profile of its name.
pub fn remove(home: &Home, id: &str) -> Result<Removed, ParcelError> {
    let root = root(home)?;
    let refused = |why: String| Err(ParcelError::Refused(why));
    if !profile::is_pack_id(id) {
        return refused(format!("“{id}”不是规则包的标识"));
    }
    if home.released.pack(id).is_some() {
        return refused(format!("规则包“{id}”随程序发布，不能移除；不想用它，在配置里停用它的规则"));
    }
    let Some(contents) = Contents::read(home, id)? else {
        return refused(format!("没有装规则包“{id}”；gouji pack list 列出装着的"));
    };
    let version = contents.version()?;
    let others: Vec<String> = users(home, id).into_iter().filter(|name| name != id).collect();
    if !others.is_empty() {
        let said = format!("配置 {} 还在用规则包“{id}”，没有移除；请先改那些配置", others.join("、"));
        return refused(said);
    }
    let profile = home.rules.join(format!("{id}.toml")).is_file();
    let writing = |cause| ParcelError::Write { path: root.to_owned(), cause };
    let staged = tempfile::Builder::new().prefix(".gouji-").tempdir_in(root).map_err(writing)?;
    let nothing = Home::at(&staged.path().join("new"));
    swap(home, &nothing, &staged.path().join("old"), id, true)?;
    Ok(Removed { id: id.to_owned(), version, profile })
}

/// Every pack of an installation, as its files say; nothing of them is run.
pub fn list(home: &Home) -> Result<Vec<Listed>, ParcelError> {
    let vouching = Vouching::lenient(&home.keys)?;
    let mut listed = Vec::new();
    for id in home.pack_names() {
        let Some(contents) = Contents::read(home, &id)? else { continue };
        let version = contents.version()?;
        let (title, coded) = match contents.installed()? {
            Some((_, installed)) => (installed.title, installed.rules.len()),
            None => (contents.about()?.unwrap_or_default().title, 0),
        };
        let declared = contents.rules().filter(|(name, _)| *name != gouji_check::about::FILE).count();
        if declared + coded == 0 {
            continue;
        }
        let released = home.released.pack(&id);
        let trust = match home.embedded.is_empty() {
            true => vouching.trust(&contents, &version, released, false).map_err(|error| error.to_string()),
            false => Ok(Trust::Builtin),
        };
        listed.push(Listed { id, version, title, rules: declared + coded, trust });
    }
    Ok(listed)
}

/// What differs between two versions of a pack, a line each.
fn differences(old: (&Home, &Contents), new: (&Home, &Contents)) -> Result<Vec<String>, LoadError> {
    let (before, after) = (cards(old.0, old.1)?, cards(new.0, new.1)?);
    let mut lines = Vec::new();
    for (code, rule) in &after {
        match before.get(code) {
            None => lines.push(format!("新增的规则：{code}  {}（{}）", rule.title, rule.severity)),
            Some(was) if was == rule => {}
            Some(was) => {
                let mut changed = Vec::new();
                if was.severity != rule.severity {
                    changed.push(format!("级别 {} → {}", was.severity, rule.severity));
                }
                if was.title != rule.title {
                    changed.push(format!("标题 {} → {}", was.title, rule.title));
                }
                if was.text != rule.text {
                    changed.push("写法".to_owned());
                }
                lines.push(format!("改变的规则：{code}  {}：{}", rule.title, changed.join("；")));
            }
        }
    }
    for (code, rule) in before.iter().filter(|(code, _)| !after.contains_key(*code)) {
        lines.push(format!("删去的规则：{code}  {}", rule.title));
    }
    lines.extend(words(old.1, new.1));
    let library = |contents: &Contents| {
        let installed = contents.installed().ok().flatten();
        installed.map(|(_, installed)| installed.sha256)
    };
    if library(old.1) != library(new.1) {
        lines.push("动态库换了".to_owned());
    }
    Ok(lines)
}

#[derive(PartialEq, Eq)]
struct Summary {
    title: String,
    severity: String,
    /// Of the rule's file; empty for a coded rule.
    text: String,
}

/// The rules of a pack by code.
fn cards(home: &Home, contents: &Contents) -> Result<BTreeMap<String, Summary>, LoadError> {
    let mut cards = BTreeMap::new();
    if let Some((_, installed)) = contents.installed()? {
        for rule in installed.rules {
            let severity = match rule.severity.as_str() {
                "error" => "错误",
                "warning" => "警告",
                _ => "提示",
            };
            let summary = Summary { title: rule.title, severity: severity.to_owned(), text: String::new() };
            cards.insert(rule.code, summary);
        }
    }
    let files = contents.rules().filter(|(name, _)| *name != gouji_check::about::FILE);
    for (card, (_, content)) in store::declared_cards(home, &contents.id, contents)?.into_iter().zip(files) {
        let summary = Summary {
            title: card.title,
            severity: card.severity.title().to_owned(),
            text: content.text()?.to_owned(),
        };
        cards.insert(card.code, summary);
    }
    Ok(cards)
}

/// How many words dictionaries have gained and lost.
fn words(old: &Contents, new: &Contents) -> Vec<String> {
    let words = |contents: &Contents, path: &str| -> BTreeSet<String> {
        let text = contents.files.get(path).and_then(|content| content.text().ok()).unwrap_or("");
        let entries = dictionary::entries(text).unwrap_or_default();
        entries.into_iter().map(|entry| format!("{}\t{}", entry.word, entry.better)).collect()
    };
    let paths: BTreeSet<&String> =
        old.files.keys().chain(new.files.keys()).filter(|path| new.is_dictionary(path)).collect();
    let mut lines = Vec::new();
    for path in paths {
        let (before, after) = (words(old, path), words(new, path));
        let (more, fewer) = (after.difference(&before).count(), before.difference(&after).count());
        if more + fewer > 0 {
            let name = path.rsplit('/').next().unwrap_or(path);
            lines.push(format!("词典 {name}：多出 {more} 条，减少 {fewer} 条"));
        }
    }
    lines
}
