//! The map of the code: every module of the crates stands on it, and it names none that is gone. `UPDATE=1` writes the
//! lists of modules anew; what a module is for the text above a list says.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::support::project;

const MAP: &str = "ARCHITECTURE.md";
const LIST: &str = "模块：";

/// The modules at the top of a crate: files and folders below `src`.
fn modules(src: &Path) -> BTreeSet<String> {
    let entries = src.read_dir().unwrap().map(|entry| entry.unwrap().path());
    let source =
        |path: &Path| path.is_dir() && has_source(path) || path.extension().is_some_and(|it| it == "rs");
    let names = entries
        .filter(|path| source(path))
        .map(|path| path.file_stem().unwrap().to_string_lossy().into_owned());
    names.filter(|name| !matches!(name.as_str(), "lib" | "main")).collect()
}

fn has_source(folder: &Path) -> bool {
    folder.read_dir().unwrap().any(|entry| entry.unwrap().path().extension().is_some_and(|it| it == "rs"))
}

/// The line that lists the modules of a crate.
fn list(modules: &BTreeSet<String>) -> String {
    let names: Vec<String> = modules.iter().map(|name| format!("`{name}`")).collect();
    format!("{LIST}{}。", names.join("、"))
}

/// The crates that have a section of their own, by their folders.
fn crates() -> Vec<String> {
    let folders = project().join("crates").read_dir().unwrap().map(|entry| entry.unwrap().path());
    let with_modules =
        folders.filter(|path| path.join("src").is_dir() && !modules(&path.join("src")).is_empty());
    let mut names: Vec<String> =
        with_modules.map(|path| format!("crates/{}", path.file_name().unwrap().to_string_lossy())).collect();
    names.push("xtask".to_owned());
    names.sort_unstable();
    names
}

#[test]
fn every_module_stands_on_the_map() {
    let path = project().join(MAP);
    let text = fs::read_to_string(&path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut wrong = Vec::new();
    for folder in crates() {
        let heading = format!("### `{folder}`");
        let Some(begin) = lines.iter().position(|line| line.starts_with(&heading)) else {
            wrong.push(format!("{MAP} 没有“{heading}”一节"));
            continue;
        };
        let due = list(&modules(&project().join(&folder).join("src")));
        let end = lines[begin + 1..]
            .iter()
            .position(|line| line.starts_with('#'))
            .map_or(lines.len(), |at| begin + 1 + at);
        let at = (begin + 1..end).find(|&at| lines[at].starts_with(LIST));
        if at.is_some_and(|at| lines[at] == due) {
            continue;
        }
        wrong.push(format!("{heading} 应有一行\n{due}"));
        match at {
            Some(at) => lines[at] = due,
            // Above what always holds.
            None => {
                let at = (begin + 1..end).find(|&at| lines[at].starts_with("- **") || lines[at].is_empty());
                lines.insert(at.unwrap_or(end), due);
            }
        }
    }
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, lines.join("\n") + "\n").unwrap();
        return;
    }
    assert!(
        wrong.is_empty(),
        "代码地图与代码不同，运行 UPDATE=1 cargo test 后补上说明：\n{}",
        wrong.join("\n")
    );
}

/// All files and folders below a folder.
fn below(folder: &Path, paths: &mut Vec<PathBuf>) {
    let Ok(entries) = folder.read_dir() else { return };
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.is_dir() && !path.ends_with("target") {
            below(&path, paths);
        }
        paths.push(path);
    }
}

/// `crates/core/src/report.rs`, `solve/`, `recognise::unseen`: whatever looks like a file or a module.
#[test]
fn the_map_names_nothing_that_is_gone() {
    let text = fs::read_to_string(project().join(MAP)).unwrap();
    let mut paths = Vec::new();
    for folder in [".ci", "crates", "docs", "plugins", "rules", "tests", "xtask"] {
        below(&project().join(folder), &mut paths);
    }
    let stands = |name: &str| {
        let name = Path::new(name.trim_end_matches('/'));
        paths.iter().any(|path| path.ends_with(name)) || project().join(name).exists()
    };
    let mut gone = Vec::new();
    for line in text.lines() {
        for name in line.split('`').skip(1).step_by(2) {
            let is_path = name.ends_with(".rs") || name.ends_with('/');
            if is_path && !name.contains(['<', '*', ' ']) && !stands(name) {
                gone.push(format!("`{name}`：{line}"));
            }
        }
    }
    assert!(gone.is_empty(), "代码地图上有已经没有的东西：\n{}", gone.join("\n"));
}
