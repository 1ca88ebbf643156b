//! The pages of the rules in docs/rules, generated from their cards. `UPDATE=1 cargo test` rewrites them.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::support::{gouji, project};

/// The Markdown files of a folder, by name.
fn pages(folder: &Path) -> BTreeMap<String, String> {
    let Ok(entries) = folder.read_dir() else { return BTreeMap::new() };
    let paths = entries.map(|entry| entry.unwrap().path());
    let pages = paths.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    pages
        .map(|path| {
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read_to_string(path).unwrap())
        })
        .collect()
}

#[test]
fn the_page_of_every_rule_is_fresh() {
    let written = tempfile::tempdir().unwrap();
    let ran = gouji(&["rules", "--pages", written.path().to_str().unwrap()]);
    assert_eq!(ran.code, 0, "{}", ran.err);
    let (fresh, folder) = (pages(written.path()), project().join("docs/rules"));
    if std::env::var_os("UPDATE").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for stale in pages(&folder).keys().filter(|name| !fresh.contains_key(*name)) {
            fs::remove_file(folder.join(stale)).unwrap();
        }
        fresh.iter().for_each(|(name, text)| fs::write(folder.join(name), text).unwrap());
    }
    let kept = pages(&folder);
    let differ = fresh.iter().filter(|(name, text)| kept.get(*name) != Some(*text)).map(|(name, _)| name);
    let stale = kept.keys().filter(|name| !fresh.contains_key(*name));
    let differ: Vec<&String> = differ.chain(stale).collect();
    assert!(differ.is_empty(), "docs/rules 与规则卡片不同，运行 UPDATE=1 cargo test：{differ:?}");
}
