//! A check that keeps its results in a ledger: what stands is not checked again, and people's decisions count.

use std::path::Path;
use std::sync::Arc;

use gouji_core::report::Date;
use gouji_core::verdict::{Checked, Header};
use gouji_engine::{Beside, Session};
use gouji_ledger::{Access, EXTENSION, Ledger, Run, Settled, is_ledger};

use crate::failure::Failure;
use crate::subjects::Opened;
use crate::{interrupted, terminal};

/// A ledger with a run under way.
pub(crate) struct Season<'a> {
    file: &'a Path,
    /// Shared with whoever ends the program at once.
    ledger: Arc<Ledger>,
    run: Run,
    day: Date,
}

impl<'a> Season<'a> {
    pub(crate) fn open(file: &'a Path, day: Date, quiet: bool) -> Result<Self, Failure> {
        let ledger = Arc::new(Ledger::open(file, Access::Create)?);
        let run = ledger.begin(day)?;
        if run.done > 0 && !quiet {
            terminal::say(format_args!("接着上次没有查完的检查：{} 份已经查过的不再重查", run.done));
        }
        let (name, kept) = (file.display().to_string(), Arc::clone(&ledger));
        interrupted::before_leaving(move || match kept.commit() {
            Ok(()) => format!("查完的都记在台账 {name} 里了，再运行同一条命令就接着查"),
            Err(error) => error.to_string(),
        });
        Ok(Self { file, ledger, run, day })
    }

    /// The roster says which bodies are to report.
    pub(crate) fn expect(&self, opened: &mut Opened) -> Result<(), Failure> {
        opened.expect(&self.ledger)
    }

    /// The same things to hold reports against, and the results of earlier runs.
    pub(crate) fn remembered<'b>(&'b self, beside: Beside<'b>) -> Beside<'b> {
        Beside { memory: Some(&*self.ledger), ..beside }
    }

    /// Keeps a result, and lays on it what people decided.
    pub(crate) fn keep(&self, session: &Session, beside: Beside, checked: &mut Checked) {
        let lenient = session.explains_errors(checked);
        let basis = session.basis(beside, checked);
        self.ledger.keep(self.run, checked, basis.as_deref(), lenient);
        self.ledger.rule_on(checked, self.day, lenient);
    }

    /// Ends the run, and says what changed.
    pub(crate) fn finish(self, session: &Session, quiet: bool) -> Result<(), Failure> {
        let settled = self.ledger.settle(self.run)?;
        let (packs, profiles) = used(session);
        self.ledger.note_about("packs", &packs)?;
        self.ledger.note_about("profiles", &profiles)?;
        // The file is closed with the season, and no journal stays beside it.
        interrupted::nothing_left();
        if !quiet {
            terminal::say(format_args!("台账 {}：{}", self.file.display(), said(&settled)));
        }
        Ok(())
    }

    /// Makes what was kept so far safe, where the program ends before the run does.
    pub(crate) fn leave(&self) {
        if let Err(error) = self.ledger.commit() {
            terminal::complain(&error.to_string());
        }
    }
}

/// What checked: the program and its packs, and the profiles with hashes of what they make of them, as JSON.
fn used(session: &Session) -> (String, String) {
    let Header { tool, packs, .. } = session.header();
    let packs = serde_json::json!({ "tool": tool, "packs": packs });
    let profiles: Vec<_> = session
        .rulesets()
        .iter()
        .map(|set| serde_json::json!({ "profiles": set.members, "sha256": set.digest() }))
        .collect();
    (packs.to_string(), serde_json::Value::from(profiles).to_string())
}

fn said(settled: &Settled) -> String {
    let Settled { units, new, mended, changed, back, dropped, lapsed } = *settled;
    let counts = [
        ("新增", new),
        ("已改", mended),
        ("改后仍有问题", changed),
        ("再次出现", back),
        ("规则或程序变了而不再报", dropped),
        ("因内容改过而失效的决定", lapsed),
    ];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(what, count)| format!("{what} {count}")).collect();
    let changes = if counts.is_empty() { "没有变化".to_owned() } else { counts.join("，") };
    format!("{units} 个单位；{changes}。各单位的情况用 gouji ledger units 查看")
}

/// Whether a file in a folder is a ledger, or what SQLite keeps beside one: nobody means it when naming the folder.
pub(crate) fn is_ours(path: &Path) -> bool {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let journal = name.strip_suffix("-journal").is_some_and(|name| name.ends_with(&format!(".{EXTENSION}")));
    journal || is_ledger(path)
}
