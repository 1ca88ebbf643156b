//! The packs that a path means: a library, the folder of one pack, or a folder laid out like an installation.

use std::fs;
use std::path::Path;
use std::sync::Arc;

use gouji_engine::ruleset::Pack;
use gouji_engine::{Home, SetupError, about, conformance, manifest};

use crate::failure::Failure;

/// Every pack at a path, by id; at least one.
pub(crate) fn at(path: &Path) -> Result<Vec<Arc<Pack>>, Failure> {
    let setup = |error| Failure::Setup(SetupError::Load(error));
    if path.is_file() {
        return Ok(vec![conformance::open_library(path).map_err(setup)?]);
    }
    if !path.is_dir() {
        return Err(Failure::Usage(format!("{} 不存在", path.display())));
    }
    // The name of a folder is that of its pack, and `.` has none.
    let folder = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
    let (home, ids) = home(&folder);
    let mut packs = Vec::new();
    for id in ids {
        packs.extend(conformance::open(&home, &id).map_err(setup)?);
    }
    if packs.is_empty() {
        return Err(Failure::Usage(format!(
            "{} 里没有规则包：应为动态库，或者有 rules、packs 文件夹的文件夹，或者有 {} 或规则文件的文件夹",
            path.display(),
            manifest::FILE
        )));
    }
    Ok(packs)
}

/// What would be an installation with the folder in it, and the ids of the packs that are meant.
fn home(folder: &Path) -> (Home, Vec<String>) {
    if folder.join("rules").is_dir() || folder.join("packs").is_dir() {
        let home = Home::at(folder);
        let ids = home.pack_names();
        return (home, ids);
    }
    let id = folder.file_name().map(|name| name.to_string_lossy().into_owned());
    let above = folder.parent().unwrap_or(folder);
    let root = above.parent().unwrap_or(above);
    let home = match folder.join(manifest::FILE).is_file() {
        // Rules that stand beside it belong to it.
        true if above.file_name().is_some_and(|name| name == "packs") => Home::at(root),
        true => Home { packs: above.to_owned(), rules: root.join("没有"), ..Home::at(root) },
        false if is_rules(folder) => {
            Home { packs: Default::default(), rules: above.to_owned(), ..Home::at(root) }
        }
        false => return (Home::at(folder), Vec::new()),
    };
    (home, id.into_iter().collect())
}

fn is_rules(folder: &Path) -> bool {
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    files.map(|entry| entry.path()).any(|path| {
        path.file_name().is_some_and(|name| name == about::FILE)
            || path.extension().is_some_and(|extension| extension == "toml")
    })
}
