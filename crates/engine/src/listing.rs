//! `gouji-pack.sums`: the declared list of what belongs to a pack, its library, rules and dictionaries, each with its
//! hash, in the form of `sha256sum`. It lies with each half of the pack, in `packs/<id>/` and in `rules/<id>/`, so that
//! each half knows of the other. A signature is over the list.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::contents::{Contents, SIGNATURE, SUMS};
use crate::home::Home;
use crate::load::LoadError;
use crate::manifest::replace;

/// How the first line of a list ends that nobody has signed: one without this and without a signature has lost it.
const UNSIGNED: &str = " unsigned";

/// The list of a pack's files that is to be signed.
pub(crate) fn text(contents: &Contents, version: &str) -> String {
    headed(contents, version, "")
}

fn headed(contents: &Contents, version: &str, end: &str) -> String {
    let mut text = format!("# gouji pack {} {version}{end}\n", contents.id);
    for (path, content) in &contents.files {
        text += &format!("{}  {path}\n", content.sha256);
    }
    text
}

/// Whether a list says itself that nobody has signed it.
pub(crate) fn is_unsigned(sums: &str) -> bool {
    sums.lines().next().is_some_and(|head| head.ends_with(UNSIGNED))
}

/// Dictionaries that differ from the list; an error where anything else does, or a dictionary is missing.
pub(crate) fn edited(contents: &Contents, sums: &str) -> Result<Vec<String>, String> {
    let mut listed = BTreeMap::new();
    for line in sums.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (hash, path) = line.split_once("  ").ok_or_else(|| format!("{SUMS} 里有读不懂的行“{line}”"))?;
        listed.insert(path, hash);
    }
    let mut edited = Vec::new();
    let mut differs = |path: &str, how: String| match contents.is_dictionary(path) {
        true => {
            edited.push(path.to_owned());
            Ok(())
        }
        false => Err(how),
    };
    for (path, hash) in &listed {
        match contents.files.get(*path) {
            None => return Err(format!("缺少 {path}")),
            Some(content) if !content.sha256.eq_ignore_ascii_case(hash) => {
                differs(path, format!("{path} 被改动过"))?;
            }
            Some(_) => {}
        }
    }
    for path in contents.files.keys().filter(|path| !listed.contains_key(path.as_str())) {
        differs(path, format!("多出 {path}"))?;
    }
    edited.sort_unstable();
    Ok(edited)
}

/// What became of the list of a pack whose author works on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Relisted {
    /// It is as it was, or none is wanted.
    Kept,
    Written,
    /// Written, and the signature taken away, which no longer holds.
    Unsigned,
}

/// Writes the list of the pack with that id anew where it has a library or a list that no longer holds; for those who
/// work on a pack, before it is handed on.
pub fn relist(home: &Home, id: &str) -> Result<Relisted, LoadError> {
    let Some(contents) = Contents::read(home, id)? else { return Ok(Relisted::Kept) };
    let listed = contents.listed();
    let holds = match &listed {
        Ok((Some(sums), signature)) => {
            (signature.is_some() || is_unsigned(sums))
                && edited(&contents, sums).is_ok_and(|edited| edited.is_empty())
        }
        Ok((None, None)) => contents.library_folder.is_none(),
        Ok((None, Some(_))) | Err(_) => false,
    };
    if holds {
        return Ok(Relisted::Kept);
    }
    let signed = !contents.signatures.is_empty();
    let text = headed(&contents, &contents.version()?, UNSIGNED);
    for folder in folders(home, &contents) {
        let failed = |path: &Path, cause| LoadError::Unreadable { path: path.to_owned(), cause };
        let path = folder.join(SUMS);
        replace(&path, text.as_bytes()).map_err(|cause| failed(&path, cause))?;
        let signature = folder.join(SIGNATURE);
        if signature.exists() {
            fs::remove_file(&signature).map_err(|cause| failed(&signature, cause))?;
        }
    }
    Ok(if signed { Relisted::Unsigned } else { Relisted::Written })
}

/// The folders that a pack's list and its signature lie in: that of each half.
pub(crate) fn folders(home: &Home, contents: &Contents) -> Vec<PathBuf> {
    let rules = contents.halves().contains(&"rules").then(|| home.rules.join(&contents.id));
    contents.library_folder.clone().into_iter().chain(rules).collect()
}
