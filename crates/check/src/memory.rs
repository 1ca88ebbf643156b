//! Results of earlier runs, which stand as long as nothing that they depend on has changed.
//!
//! A result depends on the bytes of its report; on the program; on the rules, levels, settings and dictionaries of the
//! profiles that the report has, and on what other packs there are for its place, which it names; and on the very reports that it was held against. All of
//! these but the bytes are its *basis*. Waivers and the baseline are no part of it: they are laid on anew.

use std::fmt::Write as _;
use std::path::Path;

use gouji_core::report::AgencyDraft;
use gouji_core::verdict::{AgencyOut, Checked, Verdict};

use crate::hash::sha256;
use crate::means::Means;
use crate::ruleset::Ruleset;

/// Where results of earlier runs are.
pub trait Memory: Sync {
    /// The last result for a file with these bytes.
    fn recall(&self, sha256: &str) -> Option<Recalled>;
}

/// A result as it was, before waivers and baseline.
#[derive(Debug, Clone, PartialEq)]
pub struct Recalled {
    pub checked: Checked,
    /// See [`Means::basis`].
    pub basis: String,
}

impl<'s> Means<'s> {
    /// What a result depends on besides the report's bytes, as a hash. `None` where it is worth nothing next time: nothing
    /// was read, not everything was looked at, or a rule failed, which may have been for want of time or memory.
    pub fn basis(&self, checked: &Checked) -> Option<String> {
        let whole =
            checked.rules.crashed.is_empty() && !checked.trouble.iter().any(|trouble| trouble.blocking);
        let usable = whole && checked.verdict != Verdict::Unreadable && !checked.sha256.is_empty();
        self.basis_of(checked).filter(|_| usable).map(|(basis, _)| basis)
    }

    /// The same for any result, and the rules that the report has now.
    pub(crate) fn basis_of(&self, checked: &Checked) -> Option<(String, &'s Ruleset)> {
        let agency = drafted(&checked.agency);
        let ruleset = self.rules.of(&agency, checked.year).ok()?;
        let mut text = format!("{}\n{}\n{:?}\n", self.program, ruleset.digest(), self.limits);
        let _ = writeln!(text, "{:?}", self.rules.left_out(&agency, checked.year, ruleset));
        text += &self.others.basis(&agency, checked.year, &checked.path);
        Some((sha256(text.as_bytes()), ruleset))
    }

    /// The result that was kept for such bytes, if it still stands.
    pub(crate) fn recall(&self, path: &Path, bytes: &str) -> Option<(Checked, &'s Ruleset)> {
        let Recalled { mut checked, basis } = self.memory?.recall(bytes)?;
        if self.tables && checked.seen.is_none() {
            return None;
        }
        path.clone_into(&mut checked.path);
        let (now, ruleset) = self.basis_of(&checked)?;
        (now == basis).then_some((checked, ruleset))
    }
}

fn drafted(agency: &AgencyOut) -> AgencyDraft {
    let AgencyOut { name, level, of, division } = agency.clone();
    AgencyDraft { name: name.unwrap_or_default(), level, of, division: division.unwrap_or_default() }
}
