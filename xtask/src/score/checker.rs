//! Runs gouji on generated files: the real program in one batch, as users run it.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};
use gouji_core::verdict::{Check, Checked};

/// Who checks.
pub(super) enum Checker {
    /// The program, with the installation that it runs with where that is not its own.
    Program { program: PathBuf, home: Option<PathBuf> },
    /// This process, with the packs linked in.
    #[cfg(test)]
    Linked(Box<gouji_engine::Session>),
}

impl Checker {
    /// Checks every file under `folder`, each with the report of the year before if `previous` has it.
    pub(super) fn check(&self, folder: &Path, previous: &Path) -> Result<HashMap<PathBuf, Checked>> {
        let reports = match self {
            Self::Program { program, home } => {
                let mut gouji = Command::new(program);
                if let Some(home) = home {
                    gouji.env("GOUJI_HOME", home);
                }
                let output = gouji
                    .args(["check", "--format", "json", "--fail-on", "never", "--quiet", "--previous"])
                    .args([previous, folder])
                    .stdin(Stdio::null())
                    .stderr(Stdio::inherit())
                    .output()
                    .context("运行 gouji")?;
                // 3: something could not be read, which the results say of each file.
                if !matches!(output.status.code(), Some(0 | 3)) {
                    bail!("gouji 以 {} 结束", output.status);
                }
                serde_json::from_slice::<Check>(&output.stdout).context("读 gouji 的 JSON")?.reports
            }
            #[cfg(test)]
            Self::Linked(session) => {
                let (inputs, _) = gouji_engine::inputs(&[folder.to_owned()]);
                let previous = gouji_engine::Previous::open(previous, 2)?;
                let mut reports = Vec::new();
                let beside = gouji_engine::Beside { previous: Some(&previous), ..Default::default() };
                session.check_all(&inputs, beside, 2, &mut |checked| reports.push(checked));
                reports
            }
        };
        Ok(reports.into_iter().map(|report| (report.path.clone(), report)).collect())
    }
}
