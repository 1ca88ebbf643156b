//! A package for Debian and its kin (统信 UOS and 银河麒麟 among them): an `ar` archive of two tar archives.

use std::io::Write;

use anyhow::{Context, Result};
use md5::{Digest, Md5};

use crate::dist::archive::{Entry, What, tar_gz};
use crate::dist::glibc::Version;

/// Where the program lies with its packs and rules beside it, which is how it finds them.
const HOME: &str = "usr/lib/gouji";

/// Debian's policy wants a file of this name.
const COPYRIGHT: &str = "\
gouji 的许可是 Apache-2.0，全文见本文件夹的 LICENSE 和 /usr/share/common-licenses/Apache-2.0。
程序里的第三方软件及其许可见 THIRD-PARTY.txt，行政区划数据的来源见 NOTICE.md。
";

/// What a package says of itself.
pub(crate) struct About<'a> {
    pub(crate) version: &'a str,
    /// As Debian calls the processor.
    pub(crate) architecture: &'a str,
    pub(crate) glibc: Version,
}

/// `installation` has names below the installation's folder (`gouji`, `rules/…`); `pages` are manual pages; `completions`
/// scripts by the name of the shell; `documents` go to `/usr/share/doc/gouji`.
pub(crate) struct Files<'a> {
    pub(crate) installation: &'a [Entry],
    pub(crate) pages: &'a [Entry],
    pub(crate) completions: &'a [(String, Vec<u8>)],
    pub(crate) documents: &'a [Entry],
}

pub(crate) fn deb(about: &About, files: &Files, time: u64) -> Result<Vec<u8>> {
    let data = lay_out(files)?;
    let control = [Entry::file("control", control(about, &data)), Entry::file("md5sums", sums(&data))];
    let members = [
        ("debian-binary", b"2.0\n".to_vec()),
        ("control.tar.gz", tar_gz(&control, time)?),
        ("data.tar.gz", tar_gz(&data, time)?),
    ];
    let mut package = ar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = ar::Header::new(name.as_bytes().to_vec(), bytes.len() as u64);
        header.set_mtime(time);
        header.set_mode(0o100_644);
        package.append(&header, bytes.as_slice()).with_context(|| format!("写 {name}"))?;
    }
    Ok(package.into_inner()?)
}

fn lay_out(files: &Files) -> Result<Vec<Entry>> {
    let mut data = Vec::new();
    for entry in files.installation {
        data.push(Entry { name: format!("{HOME}/{}", entry.name), what: entry.what.clone() });
    }
    let link = What::Link("../lib/gouji/gouji".to_owned());
    data.push(Entry { name: "usr/bin/gouji".to_owned(), what: link });
    for entry in files.pages {
        if let What::File { bytes, .. } = &entry.what {
            // Debian's policy: manual pages are compressed.
            let bytes = gzip(bytes)?;
            data.push(Entry::file(format!("usr/share/man/man1/{}.gz", entry.name), bytes));
        }
    }
    for (shell, script) in files.completions {
        let path = match shell.as_str() {
            "bash" => "usr/share/bash-completion/completions/gouji",
            "zsh" => "usr/share/zsh/vendor-completions/_gouji",
            "fish" => "usr/share/fish/vendor_completions.d/gouji.fish",
            _ => continue,
        };
        data.push(Entry::file(path, script.clone()));
    }
    for entry in files.documents {
        data.push(Entry { name: format!("usr/share/doc/gouji/{}", entry.name), what: entry.what.clone() });
    }
    data.push(Entry::file("usr/share/doc/gouji/copyright", COPYRIGHT));
    data.sort();
    Ok(data)
}

fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut gzip = flate2::GzBuilder::new()
        .mtime(0)
        .operating_system(255)
        .write(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    Ok(gzip.finish()?)
}

/// In KiB, as `dpkg` counts: each file takes whole ones, and folders and links one each.
fn size(data: &[Entry]) -> usize {
    let blocks = |entry: &Entry| match &entry.what {
        What::File { bytes, .. } => bytes.len().div_ceil(1024),
        What::Folder | What::Link(_) => 1,
    };
    data.iter().map(blocks).sum()
}

fn control(about: &About, data: &[Entry]) -> String {
    let About { version, architecture, glibc } = about;
    let size = size(data);
    format!(
        "Package: gouji
Version: {version}
Architecture: {architecture}
Maintainer: gouji contributors <noreply@gouji.invalid>
Installed-Size: {size}
Depends: libc6 (>= {glibc})
Suggests: libreoffice-writer
Section: text
Priority: optional
Description: 检查《政府信息公开工作年度报告》的离线工具
 核对三张表的勾稽关系，对照正文与表格、今年与上年，说出哪里错、依据什么、
 应该是多少。完全离线，规则和规则包随程序安装在 /usr/lib/gouji。
"
    )
}

/// `dpkg --verify` wants them in MD5, against accidents and not against attackers.
fn sums(data: &[Entry]) -> String {
    let mut sums = String::new();
    for entry in data {
        if let What::File { bytes, .. } = &entry.what {
            let sum: String = Md5::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
            sums.push_str(&format!("{sum}  {}\n", entry.name));
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    fn package() -> Vec<u8> {
        let about = About { version: "1.2.3", architecture: "amd64", glibc: Version(2, 17) };
        let files = Files {
            installation: &[Entry::program("gouji", "program"), Entry::file("rules/a.toml", "rule")],
            pages: &[Entry::file("gouji.1", ".TH gouji")],
            completions: &[
                ("bash".to_owned(), b"complete".to_vec()),
                ("elvish".to_owned(), b"none".to_vec()),
            ],
            documents: &[Entry::file("README.md", "all")],
        };
        deb(&about, &files, 1_700_000_000).unwrap()
    }

    /// The files of a member that is a tar archive, as `path: text`.
    fn member(wanted: &str) -> Vec<String> {
        let package = package();
        let mut ar = ar::Archive::new(package.as_slice());
        while let Some(entry) = ar.next_entry() {
            let entry = entry.unwrap();
            if entry.header().identifier() != wanted.as_bytes() {
                continue;
            }
            let mut tar = tar::Archive::new(GzDecoder::new(entry));
            let listed = tar.entries().unwrap().map(|entry| {
                let mut entry = entry.unwrap();
                let path = entry.path().unwrap().display().to_string();
                let mut bytes = Vec::new();
                entry.read_to_end(&mut bytes).unwrap();
                let link = entry.link_name().unwrap().map(|to| to.display().to_string());
                format!("{path}: {}", link.unwrap_or_else(|| String::from_utf8_lossy(&bytes).into_owned()))
            });
            return listed.collect();
        }
        panic!("no {wanted}");
    }

    #[test]
    fn members_stand_in_the_order_that_dpkg_wants() {
        let package = package();
        let mut ar = ar::Archive::new(package.as_slice());
        let mut names = Vec::new();
        while let Some(entry) = ar.next_entry() {
            names.push(String::from_utf8(entry.unwrap().header().identifier().to_vec()).unwrap());
        }
        assert_eq!(names, ["debian-binary", "control.tar.gz", "data.tar.gz"]);
    }

    #[test]
    fn the_program_is_a_link_to_its_home() {
        let files = member("data.tar.gz");
        for expected in [
            "usr/bin/gouji: ../lib/gouji/gouji",
            "usr/lib/gouji/gouji: program",
            "usr/lib/gouji/rules/a.toml: rule",
            "usr/share/bash-completion/completions/gouji: complete",
            "usr/share/doc/gouji/README.md: all",
        ] {
            assert!(files.iter().any(|file| file == expected), "{expected} is not among {files:#?}");
        }
        assert!(!files.iter().any(|file| file.contains("none")), "{files:#?}");
        assert!(files.iter().any(|file| file.starts_with("usr/share/man/man1/gouji.1.gz")), "{files:#?}");
    }

    #[test]
    fn the_control_file_says_what_is_needed() {
        let files = member("control.tar.gz");
        let control = files.iter().find(|file| file.starts_with("control")).unwrap();
        for line in ["Version: 1.2.3\n", "Architecture: amd64\n", "Depends: libc6 (>= 2.17)\n"] {
            assert!(control.contains(line), "{control}");
        }
        let sums = files.iter().find(|file| file.starts_with("md5sums")).unwrap();
        assert!(sums.contains("a9c449d4fa44e9e5a41c574ae55ce4d9  usr/lib/gouji/gouji\n"), "{sums}");
    }

    #[test]
    fn the_same_files_give_the_same_package() {
        assert_eq!(package(), package());
    }
}
