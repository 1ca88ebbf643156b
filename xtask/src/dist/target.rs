//! The systems that releases are made for, and what it takes to build for each.

use std::process::Command;

use anyhow::{Result, bail};

use crate::dist::glibc::Version;
use crate::project::has_standard_library;

/// A system that a release is made for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Target {
    pub(crate) triple: &'static str,
    /// In the names of files: what people call it.
    pub(crate) name: &'static str,
    /// Whom it is for.
    pub(crate) who: &'static str,
    pub(crate) kind: Kind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Linux {
        /// The oldest glibc that the release runs with, when zig links it.
        floor: Version,
        /// What Debian calls the processor.
        debian: &'static str,
    },
    Windows,
    Mac,
}

pub(crate) const TARGETS: [Target; 5] = [
    Target {
        triple: "x86_64-unknown-linux-gnu",
        name: "linux-x86_64",
        who: "Linux，64 位 x86（海光、兆芯在内）：麒麟 V10、统信 20 起，CentOS 7 起",
        kind: Kind::Linux { floor: Version(2, 17), debian: "amd64" },
    },
    Target {
        triple: "aarch64-unknown-linux-gnu",
        name: "linux-aarch64",
        who: "Linux，64 位 ARM（鲲鹏、飞腾）：麒麟 V10、统信 20 起",
        kind: Kind::Linux { floor: Version(2, 17), debian: "arm64" },
    },
    Target {
        triple: "loongarch64-unknown-linux-gnu",
        name: "linux-loongarch64",
        who: "Linux，龙芯 3A5000 起，只限“新世界”系统（glibc 2.36 起）",
        kind: Kind::Linux { floor: Version(2, 36), debian: "loong64" },
    },
    Target {
        triple: "x86_64-pc-windows-gnu",
        name: "windows-x86_64",
        who: "Windows 10 起，64 位",
        kind: Kind::Windows,
    },
    Target {
        triple: "aarch64-apple-darwin",
        name: "macos-aarch64",
        who: "macOS 11 起，苹果芯片",
        kind: Kind::Mac,
    },
];

/// How this machine builds for a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Way {
    /// zig links, against a glibc of choice.
    Zig,
    /// The compiler's own linker: the program needs the glibc of this machine.
    Native,
    /// What is missing, and how it is got.
    Not(String),
}

impl Target {
    /// By name or triple.
    pub(crate) fn find(name: &str) -> Result<Self> {
        let found = TARGETS.into_iter().find(|target| target.name == name || target.triple == name);
        let Some(found) = found else {
            let names = TARGETS.map(|target| target.name).join("、");
            bail!("没有名为“{name}”的目标，有：{names}");
        };
        Ok(found)
    }

    /// The system that this runs on.
    pub(crate) fn host() -> Result<Self> {
        let (arch, os) = (std::env::consts::ARCH, std::env::consts::OS);
        Self::find(&format!("{os}-{arch}"))
    }

    /// What cargo is asked to build for.
    pub(crate) fn asked(self, way: &Way) -> String {
        match (self.kind, way) {
            (Kind::Linux { floor, .. }, Way::Zig) => format!("{}.{floor}", self.triple),
            _ => self.triple.to_owned(),
        }
    }

    pub(crate) fn program(self) -> &'static str {
        if self.kind == Kind::Windows { "gouji.exe" } else { "gouji" }
    }

    /// The file of a pack's library.
    pub(crate) fn library(self, pack: &str) -> String {
        let name = format!("gouji_{}", pack.replace('-', "_"));
        match self.kind {
            Kind::Linux { .. } => format!("lib{name}.so"),
            Kind::Windows => format!("{name}.dll"),
            Kind::Mac => format!("lib{name}.dylib"),
        }
    }

    /// How this machine builds for it. Its own linker is for its own system only, and makes what systems that are older do
    /// not run.
    pub(crate) fn way(self, native: bool) -> Way {
        if !has_standard_library(self.triple) {
            return Way::Not(format!("缺 Rust 标准库：rustup target add {}", self.triple));
        }
        let here = Self::host().is_ok_and(|host| host == self);
        match self.kind {
            _ if native && !here => Way::Not("--native 只编译本机的系统".to_owned()),
            Kind::Linux { .. } if !native && zig() => Way::Zig,
            _ if here => Way::Native,
            Kind::Mac => {
                Way::Not("苹果的开发包只能在 macOS 上用：在一台 Mac 上运行 cargo xtask dist".to_owned())
            }
            Kind::Windows if zig() => Way::Zig,
            _ => Way::Not("缺 zig 和 cargo-zigbuild：pip install ziglang cargo-zigbuild".to_owned()),
        }
    }
}

fn zig() -> bool {
    let answers = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    answers("cargo-zigbuild", &["--version"])
        && (answers("zig", &["version"]) || answers("python3", &["-m", "ziglang", "version"]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_found_by_name_and_triple() {
        for target in TARGETS {
            assert_eq!(Target::find(target.name).unwrap(), target);
            assert_eq!(Target::find(target.triple).unwrap(), target);
        }
        let said = Target::find("amiga").unwrap_err().to_string();
        assert!(said.contains("没有名为“amiga”的目标") && said.contains("linux-x86_64"), "{said}");
    }

    #[track_caller]
    fn check(name: &str, program: &str, library: &str, asked: &str) {
        let target = Target::find(name).unwrap();
        assert_eq!(target.program(), program);
        assert_eq!(target.library("zhaotong-2020"), library);
        assert_eq!(target.asked(&Way::Zig), asked);
    }

    #[test]
    fn names_are_those_of_the_system() {
        check("linux-x86_64", "gouji", "libgouji_zhaotong_2020.so", "x86_64-unknown-linux-gnu.2.17");
        check("linux-aarch64", "gouji", "libgouji_zhaotong_2020.so", "aarch64-unknown-linux-gnu.2.17");
        check("windows-x86_64", "gouji.exe", "gouji_zhaotong_2020.dll", "x86_64-pc-windows-gnu");
        check("macos-aarch64", "gouji", "libgouji_zhaotong_2020.dylib", "aarch64-apple-darwin");
    }
}
