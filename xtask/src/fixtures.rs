//! `cargo xtask fixtures`: makes the files of tests that only foreign programs can write, and that are committed.

use std::process::Command;

use anyhow::{Result, bail};
use clap::ValueEnum;

use crate::project::{root, run};
use crate::python::Python;

/// What the scripts import.
const PACKAGES: [&str; 4] = ["openpyxl", "python-docx", "reportlab", "pdfplumber"];

/// Files that are made together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Set {
    /// 工作簿、旧版文档、单文件网页：crates/reader/tests/files
    Sheets,
    /// PDF 和 OFD：crates/reader/tests/files/pages
    Pages,
    /// 同一份报告的各种格式：tests/formats
    Formats,
}

/// `only`: the sets to be made; all, when there are none.
pub(crate) fn fixtures(python: &str, only: &[Set]) -> Result<()> {
    let office = Command::new("soffice").arg("--version").output();
    if !office.is_ok_and(|output| output.status.success()) {
        bail!("没有 soffice：重做测试文件需要 LibreOffice 和思源黑体（fonts-noto-cjk）");
    }
    let python = Python::new(python, "fixtures-python")?;
    python.install(&PACKAGES)?;
    let root = root();
    let files = root.join("crates/reader/tests/files");
    for set in Set::value_variants() {
        if !only.is_empty() && !only.contains(set) {
            continue;
        }
        let mut script = match set {
            Set::Sheets => {
                let mut script = python.script(&root.join("xtask/fixtures/sheets.py"));
                script.arg(root.join("tests/reports/clean-2023.txt")).arg(&files);
                script
            }
            Set::Pages => python.script(&files.join("pages/make.py")),
            Set::Formats => {
                let mut script = python.script(&root.join("xtask/fixtures/formats.py"));
                script.arg(root.join("tests/formats"));
                script
            }
        };
        run(&mut script)?;
    }
    Ok(())
}
