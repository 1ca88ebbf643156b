//! Which glibc a program or a library needs: the newest version that it asks for.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use anyhow::{Context, Result, bail};
use object::Endianness;
use object::elf::{FileHeader64, SHT_DYNSYM};
use object::read::elf::FileHeader;

/// As in `GLIBC_2.17`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Version(pub(crate) u16, pub(crate) u16);

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}.{}", self.0, self.1)
    }
}

impl Version {
    /// `GLIBC_2.2.5` is 2.2; `None` for versions of other libraries.
    ///
    /// What glibc names without a number, such as `GLIBC_PRIVATE`, holds for one release only: newer than any.
    fn parse(name: &str) -> Option<Self> {
        let number = name.strip_prefix("GLIBC_")?;
        // The mark of compact relocations, which loaders know since then.
        if number == "ABI_DT_RELR" {
            return Some(Self(2, 36));
        }
        let mut numbers = number.split('.').map_while(|number| number.parse().ok());
        let version = numbers.next().and_then(|major| Some(Self(major, numbers.next()?)));
        Some(version.unwrap_or(Self(u16::MAX, 0)))
    }
}

/// A version of glibc that a file asks for, and for which symbols.
pub(crate) type Needs = BTreeMap<Version, Vec<String>>;

/// What an ELF file for a 64-bit processor needs of glibc.
pub(crate) fn needs(bytes: &[u8]) -> Result<Needs> {
    let header = FileHeader64::<Endianness>::parse(bytes).context("不是 64 位的 ELF 文件")?;
    let endian = header.endian()?;
    let sections = header.sections(endian, bytes)?;
    let mut needs = Needs::new();
    // What the loader looks at, with or without symbols.
    if let Some((mut files, link)) = sections.gnu_verneed(endian, bytes)? {
        let strings = sections.strings(endian, bytes, link)?;
        while let Some((_, mut versions)) = files.next()? {
            while let Some(version) = versions.next()? {
                let name = String::from_utf8_lossy(version.name(endian, strings)?).into_owned();
                if let Some(version) = Version::parse(&name) {
                    needs.entry(version).or_default();
                }
            }
        }
    }
    let symbols = sections.symbols(endian, bytes, SHT_DYNSYM)?;
    let Some(versions) = sections.versions(endian, bytes)? else { return Ok(needs) };
    for (index, symbol) in symbols.enumerate() {
        let version = versions.version(versions.version_index(endian, index).index())?;
        let version = version.and_then(|version| Version::parse(&String::from_utf8_lossy(version.name())));
        if let Some(names) = version.and_then(|version| needs.get_mut(&version)) {
            names.push(String::from_utf8_lossy(symbols.symbol_name(endian, symbol)?).into_owned());
        }
    }
    Ok(needs)
}

/// Refuses a file that needs a newer glibc than `floor`; says which it needs.
pub(crate) fn hold(path: &Path, floor: Version) -> Result<Version> {
    let bytes = std::fs::read(path).with_context(|| format!("读取 {}", path.display()))?;
    let needs = needs(&bytes).with_context(|| format!("读取 {} 的符号", path.display()))?;
    let newer: Vec<String> = needs
        .iter()
        .filter(|(since, _)| **since > floor)
        .map(|(since, symbols)| format!("{since}（{}）", symbols.join("、")))
        .collect();
    if !newer.is_empty() {
        bail!("{} 需要比 {floor} 新的 glibc：{}", path.display(), newer.join("，"));
    }
    Ok(needs.last_key_value().map_or(Version(2, 0), |(since, _)| *since))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<(u16, u16)>) {
        assert_eq!(Version::parse(name), expected.map(|(major, minor)| Version(major, minor)), "{name}");
    }

    #[test]
    fn names_of_versions() {
        check("GLIBC_2.17", Some((2, 17)));
        check("GLIBC_2.2.5", Some((2, 2)));
        check("GLIBC_ABI_DT_RELR", Some((2, 36)));
        check("GLIBC_PRIVATE", Some((u16::MAX, 0)));
        check("GLIBC_2", Some((u16::MAX, 0)));
        check("GCC_3.0", None);
        check("", None);
    }

    #[test]
    fn versions_are_compared_by_number() {
        assert!(Version(2, 9) < Version(2, 17));
        assert!(Version(2, 36) < Version(3, 0));
        assert_eq!(Version(2, 17).to_string(), "2.17");
    }

    #[test]
    fn what_is_no_program_is_refused() {
        assert!(needs(b"#!/bin/sh\n").is_err());
        assert!(needs(b"\x7fELF\x02\x01\x01").is_err());
        assert!(needs(&[]).is_err());
    }

    /// This test itself is a program that was linked against some glibc.
    #[cfg(all(target_os = "linux", target_env = "gnu", target_pointer_width = "64"))]
    #[test]
    fn a_real_program() {
        let this = std::env::current_exe().unwrap();
        let found = needs(&std::fs::read(&this).unwrap()).unwrap();
        assert!(found.values().flatten().any(|symbol| symbol == "malloc"), "{found:?}");
        let newest = *found.last_key_value().unwrap().0;
        assert_eq!(hold(&this, newest).unwrap(), newest);
        let said = hold(&this, Version(2, 1)).unwrap_err().to_string();
        assert!(said.contains("需要比 2.1 新的 glibc") && said.contains("malloc"), "{said}");
    }
}
