//! `cargo xtask fixtures`: makes the files of tests that only foreign programs can write, and that are committed.

use std::process::Command;

use anyhow::{Result, bail};

use crate::project::{root, run};

/// What `xtask/fixtures/sheets.py` needs beside python itself.
const NEEDS: [(&str, &[&str]); 2] = [("soffice", &["--version"]), ("python", &["-c", "import openpyxl"])];

/// `python` is the interpreter that has openpyxl.
pub(crate) fn fixtures(python: &str) -> Result<()> {
    for (name, arguments) in NEEDS {
        let program = if name == "python" { python } else { name };
        let there =
            Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success());
        if !there {
            bail!(
                "没有 {program}，或它缺少 openpyxl：重做测试文件需要 LibreOffice 和带 openpyxl 的 python（--python 路径）"
            );
        }
    }
    let root = root();
    run(Command::new(python)
        .arg(root.join("xtask/fixtures/sheets.py"))
        .arg(root.join("tests/reports/clean-2023.txt"))
        .arg(root.join("crates/reader/tests/files")))
}
