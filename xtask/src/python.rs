//! Pythons of our own under `target/`, with the packages that a task needs. Nothing of the system is changed.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use crate::project::target;

/// A virtual environment.
pub(crate) struct Python {
    program: PathBuf,
}

impl Python {
    /// The environment of this name, made with `base` where it is not there yet.
    pub(crate) fn new(base: &str, name: &str) -> Result<Self> {
        let folder = target().join(name);
        let program = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
        if !program.is_file() {
            quiet(Command::new(base).args(["-m", "venv"]).arg(&folder)).map_err(|why| {
                why.context(format!("用 {base} 建立 {}（可用 --python 指定 python）", folder.display()))
            })?;
        }
        Ok(Self { program })
    }

    /// Installs packages that are not there yet.
    pub(crate) fn install(&self, packages: &[&str]) -> Result<()> {
        quiet(
            self.command()
                .args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check"])
                .args(packages),
        )
        .map_err(|why| why.context(format!("安装 {}", packages.join("、"))))
    }

    pub(crate) fn command(&self) -> Command {
        Command::new(&self.program)
    }

    /// Runs a script of the project.
    pub(crate) fn script(&self, path: &Path) -> Command {
        let mut command = self.command();
        // No compiled modules beside the sources.
        command.arg("-B").arg(path);
        command
    }
}

/// Runs a command whose words matter only when it fails.
fn quiet(command: &mut Command) -> Result<()> {
    let output = command.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        bail!("{}", said.lines().last().unwrap_or("没有说明原因").trim());
    }
    Ok(())
}
