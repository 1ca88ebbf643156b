//! The packs that a path means: a library, the folder of one pack, or a folder laid out like an installation.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use gouji_engine::pack::Pack;
use gouji_engine::{Home, Isolation, SetupError, about, conformance, manifest};

use crate::failure::Failure;

/// Every pack at a path, by id; at least one.
pub(crate) fn at(path: &Path, isolation: &Isolation) -> Result<Vec<Arc<Pack>>, Failure> {
    let setup = |error| Failure::Setup(SetupError::Load(error));
    if path.is_file() {
        return Ok(vec![conformance::open_library_with(path, isolation).map_err(setup)?]);
    }
    let (home, ids) = folder(path)?;
    let mut packs = Vec::new();
    for id in ids {
        packs.extend(conformance::open_with(&home, &id, isolation).map_err(setup)?);
    }
    if packs.is_empty() { Err(nothing(path)) } else { Ok(packs) }
}

/// What would be an installation with the folder in it, and the ids of the packs that are meant. It trusts no keys:
/// those that lie beside a pack come from whoever made the pack.
pub(crate) fn folder(path: &Path) -> Result<(Home, Vec<String>), Failure> {
    if !path.is_dir() {
        return Err(Failure::Usage(match path.is_file() {
            true => format!("{} 是文件，应为规则包的文件夹", path.display()),
            false => format!("{} 不存在", path.display()),
        }));
    }
    // The name of a folder is that of its pack, and `.` has none.
    let folder = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (home, ids) = home(&folder);
    Ok((Home { keys: PathBuf::new(), ..home }, ids))
}

pub(crate) fn nothing(path: &Path) -> Failure {
    Failure::Usage(format!(
        "{} 里没有规则包：应为动态库，或者有 rules、packs 文件夹的文件夹，或者有 {} 或规则文件的文件夹",
        path.display(),
        manifest::FILE
    ))
}

fn home(folder: &Path) -> (Home, Vec<String>) {
    if folder.join("rules").is_dir() || folder.join("packs").is_dir() {
        let home = Home::at(folder);
        let ids = home.pack_names();
        return (home, ids);
    }
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let id = name.unwrap_or_default();
    let above = folder.parent().unwrap_or(folder);
    let root = above.parent().unwrap_or(above);
    let is_in = |name: &str| above.file_name().is_some_and(|above| above == name);
    // Rules that stand beside a library belong to it, and a library to the rules.
    let home = match folder.join(manifest::FILE).is_file() {
        true if is_in("packs") => Home::at(root),
        false if is_in("rules") && is_rules(folder) => Home::at(root),
        true => Home { packs: above.to_owned(), rules: root.join("没有"), ..Home::at(root) },
        false if is_rules(folder) => {
            Home { packs: PathBuf::new(), rules: above.to_owned(), ..Home::at(root) }
        }
        false => return (Home::at(folder), Vec::new()),
    };
    (home, vec![id])
}

fn is_rules(folder: &Path) -> bool {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|entry| entry.path()).any(|path| {
        path.file_name().is_some_and(|name| name == about::FILE)
            || path.extension().is_some_and(|extension| extension == "toml")
    })
}
