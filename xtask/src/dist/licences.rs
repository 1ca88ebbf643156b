//! The licences of all that is in the program, with their texts, which most of them want to be passed on.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::dist::dependencies::Part;
use crate::project::rustc;

/// How files begin that hold a licence or what it wants to be passed on.
const NAMES: [&str; 6] = ["licence", "license", "copying", "notice", "copyright", "unlicense"];

/// One text for all, the texts that packages share standing in it once.
pub(crate) fn licences(parts: &[Part]) -> Result<String> {
    let mut texts: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in parts.iter().filter(|part| !part.own) {
        let name = format!("{} {}（{}）", part.name, part.version, part.licence);
        for text in of(part)? {
            texts.entry(text).or_default().push(name.clone());
        }
    }
    for (name, text) in of_rust()? {
        texts.entry(text).or_default().push(name);
    }

    let mut out = String::from(
        "gouji 里的第三方软件及其许可\n\ngouji 自己的许可是 Apache-2.0，见 LICENSE；行政区划数据的来源见 NOTICE.md。\n\n",
    );
    out.push_str("目录\n\n");
    for part in parts.iter().filter(|part| !part.own) {
        out.push_str(&format!("  {} {}  {}", part.name, part.version, part.licence));
        if let Some(repository) = &part.repository {
            out.push_str(&format!("  {repository}"));
        }
        out.push('\n');
    }
    out.push_str("  Rust 标准库  MIT OR Apache-2.0  https://github.com/rust-lang/rust\n");
    let mut sorted: Vec<(&String, &Vec<String>)> = texts.iter().collect();
    sorted.sort_by_key(|(_, names)| *names);
    for (text, names) in sorted {
        out.push_str(&format!("\n{}\n{}\n\n{text}\n", "=".repeat(80), names.join("\n")));
    }
    Ok(out)
}

/// The texts in the package's folder; where it brings none, the licence's own text, with its authors.
fn of(part: &Part) -> Result<Vec<String>> {
    let mut texts = Vec::new();
    let entries = part.folder.read_dir().with_context(|| format!("读取 {}", part.folder.display()))?;
    let mut paths: Vec<_> = entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
        if path.is_file() && NAMES.iter().any(|known| name.starts_with(known)) {
            texts.push(read(&path)?);
        }
    }
    if texts.is_empty() {
        let Some(id) = chosen(&part.licence) else {
            bail!("{} {} 没有许可文件，许可“{}”也没有通行的正文", part.name, part.version, part.licence);
        };
        let authors = part.authors.join(", ");
        texts.push(format!("Copyright: {authors}\n\n{}", tidy(id.text())));
    }
    Ok(texts)
}

/// Of the licences that a package may be used under, the first with a known text.
fn chosen(expression: &str) -> Option<spdx::LicenseId> {
    expression.split(['/', ' ', '(', ')']).filter(|word| !word.is_empty()).find_map(spdx::license_id)
}

/// The compiler brings the notices of the standard library, which is part of every program.
fn of_rust() -> Result<Vec<(String, String)>> {
    let output = rustc().args(["--print", "sysroot"]).output().context("rustc --print sysroot")?;
    let documents = Path::new(String::from_utf8_lossy(&output.stdout).trim()).join("share/doc/rust");
    let mut texts = Vec::new();
    for name in ["licenses/MIT.txt", "licenses/Apache-2.0.txt"] {
        let path = documents.join(name);
        if !path.is_file() {
            bail!("找不到 Rust 标准库的许可 {}：用 rustup 安装的工具链带有它", path.display());
        }
        texts.push(("Rust 标准库（MIT OR Apache-2.0）".to_owned(), read(&path)?));
    }
    Ok(texts)
}

fn read(path: &Path) -> Result<String> {
    let bytes = fs::read(path).with_context(|| format!("读取 {}", path.display()))?;
    Ok(tidy(&String::from_utf8_lossy(&bytes)))
}

/// Texts that differ by ends of lines alone are one text.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dist::dependencies::parts;

    #[test]
    fn every_package_has_a_text() {
        let parts = parts("x86_64-unknown-linux-gnu").unwrap();
        let all = licences(&parts).unwrap();
        let (contents, texts) = all.split_once(&"=".repeat(80)).unwrap();
        for part in parts.iter().filter(|part| !part.own) {
            let name = format!("{} {}", part.name, part.version);
            assert!(contents.contains(&format!("  {name}  ")), "{name} is not in the contents");
            assert!(texts.contains(&format!("{name}（")), "{name} has no text");
        }
        assert!(texts.contains("Rust 标准库"));
        assert!(!all.contains("national 0"), "what is ours is not of others");
    }

    #[test]
    fn a_package_without_a_file_has_the_text_of_its_licence() {
        let folder = tempfile::tempdir().unwrap();
        let part = |licence: &str| Part {
            name: "a".to_owned(),
            version: "1.0.0".to_owned(),
            licence: licence.to_owned(),
            authors: vec!["Somebody".to_owned()],
            repository: None,
            description: None,
            own: false,
            sha256: None,
            folder: folder.path().to_owned(),
            uses: Vec::new(),
        };
        let texts = of(&part("BSD-3-Clause")).unwrap();
        assert!(
            texts[0].starts_with("Copyright: Somebody\n") && texts[0].contains("Redistribution"),
            "{texts:?}"
        );
        let said = of(&part("Own-Words")).unwrap_err().to_string();
        assert!(said.contains("a 1.0.0 没有许可文件"), "{said}");
        fs::write(folder.path().join("LICENSE-MIT"), "one\r\ntwo  \n\n").unwrap();
        assert_eq!(of(&part("MIT")).unwrap(), ["one\ntwo"]);
    }
}
