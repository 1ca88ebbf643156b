//! Results of earlier runs, which stand as long as nothing that they depend on has changed.
//!
//! A result depends on the bytes of its report; on the program; on the rules, levels, settings and dictionaries of the
//! profiles that the report has, and on what other packs there are for its place, which it names; and on the very reports that it was held against. All of
//! these but the bytes are its *basis*. Waivers and the baseline are no part of it: they are laid on anew.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::OnceLock;
use std::time::UNIX_EPOCH;

use gouji_core::report::AgencyDraft;
use gouji_core::verdict::{AgencyOut, Checked, Verdict};

use crate::manifest::sha256;
use crate::ruleset::Ruleset;
use crate::session::{Beside, Session};

/// Where results of earlier runs are.
pub trait Memory: Sync {
    /// The last result for a file with these bytes.
    fn recall(&self, sha256: &str) -> Option<Recalled>;
}

/// A result as it was, before waivers and baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Recalled {
    pub checked: Checked,
    /// See [`Session::basis`].
    pub basis: String,
}

impl Session {
    /// What a result depends on besides the report's bytes, as a hash. `None` where it is worth nothing next time: nothing
    /// was read, not everything was looked at, or a rule failed, which may have been for want of time or memory.
    pub fn basis(&self, beside: Beside, checked: &Checked) -> Option<String> {
        let whole =
            checked.rules.crashed.is_empty() && !checked.trouble.iter().any(|trouble| trouble.blocking);
        let usable = whole && checked.verdict != Verdict::Unreadable && !checked.sha256.is_empty();
        self.basis_of(beside, checked).filter(|_| usable).map(|(basis, _)| basis)
    }

    /// Whether the profile of a report lets its errors be explained away.
    pub fn explains_errors(&self, checked: &Checked) -> bool {
        let mut sets = self.rulesets().into_iter();
        sets.any(|set| set.members == checked.profiles && set.profile.explain_errors)
    }

    /// The same for any result, and the rules that the report has now.
    pub(crate) fn basis_of(&self, beside: Beside, checked: &Checked) -> Option<(String, &Ruleset)> {
        let agency = drafted(&checked.agency);
        let ruleset = self.ruleset(&agency, checked.year).ok()?;
        let mut text = format!("{}\n{}\n{:?}\n", program(), ruleset.digest(), self.limits);
        let _ = writeln!(text, "{:?}", self.left_out(&agency, checked.year, ruleset));
        if let Some(previous) = beside.previous {
            let _ = writeln!(text, "previous {}", previous.basis(&agency.name, checked.year));
        }
        if let Some(children) = beside.children {
            let _ = writeln!(text, "children {}", children.basis(&agency, checked.year));
        }
        if let Some(peers) = beside.peers {
            let _ = writeln!(text, "peers {}", peers.basis(&agency, checked.year, &checked.path));
        }
        Some((sha256(text.as_bytes()), ruleset))
    }

    /// The result that was kept for such bytes, if it still stands.
    pub(crate) fn recall(&self, beside: Beside, path: &Path, bytes: &str) -> Option<(Checked, &Ruleset)> {
        let Recalled { mut checked, basis } = beside.memory?.recall(bytes)?;
        if self.tables && checked.seen.is_none() {
            return None;
        }
        path.clone_into(&mut checked.path);
        let (now, ruleset) = self.basis_of(beside, &checked)?;
        (now == basis).then_some((checked, ruleset))
    }
}

fn drafted(agency: &AgencyOut) -> AgencyDraft {
    let AgencyOut { name, level, of, division } = agency.clone();
    AgencyDraft { name: name.unwrap_or_default(), level, of, division: division.unwrap_or_default() }
}

/// This program: its version, and the size and time of its file, since a version may be built more than once.
fn program() -> &'static str {
    static PROGRAM: OnceLock<String> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let about = std::env::current_exe().and_then(std::fs::metadata);
        let built = about.map(|about| {
            let time = about.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            format!("{} {time:?}", about.len())
        });
        format!("{} {}", env!("CARGO_PKG_VERSION"), built.unwrap_or_default())
    })
}

/// The hashes of the files that a report is held against, or why there are none.
pub(crate) fn files<'a>(found: Result<impl IntoIterator<Item = &'a str>, String>) -> String {
    match found {
        Ok(files) => files.into_iter().collect::<Vec<_>>().join(" "),
        Err(why) => why,
    }
}
