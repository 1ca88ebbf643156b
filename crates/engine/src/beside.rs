//! What reports are held against besides the rules.

use std::fmt::Write as _;
use std::path::Path;

use gouji_check::baseline::Baseline;
use gouji_check::means::{Held, Others};
use gouji_check::memory::Memory;
use gouji_core::report::{AgencyDraft, Draft};
use gouji_reader::source::Limits;

use crate::others::{Children, Peers};
use crate::previous::Previous;

/// What reports are held against besides the rules.
#[derive(Default, Clone, Copy)]
pub struct Beside<'a> {
    /// Reports of the year before.
    pub previous: Option<&'a Previous>,
    /// Reports of the bodies below.
    pub children: Option<&'a Children>,
    /// Reports of sister bodies.
    pub peers: Option<&'a Peers>,
    /// Findings that are known.
    pub baseline: Option<&'a Baseline>,
    /// Results of earlier runs.
    pub memory: Option<&'a dyn Memory>,
}

impl Others for Beside<'_> {
    fn of(&self, report: &Draft, name: &Path, limits: &Limits) -> Held {
        let mut held = Held::default();
        match self.previous.map(|previous| previous.before(report, limits)) {
            Some(Ok((last_year, note))) => {
                held.others.last_year = Some(last_year);
                held.notes.extend(note);
            }
            Some(Err(why)) => held.lacking.last_year = Some(why),
            None => {}
        }
        match self.children.map(|children| children.below_of(report, limits)) {
            Some(Ok((children, of_children))) => {
                held.others.children = children;
                held.notes.extend(of_children);
            }
            Some(Err(why)) => held.lacking.children = Some(why),
            None => {}
        }
        match self.peers.map(|peers| peers.like(report, name, limits)) {
            Some(Ok(peers)) => held.others.peers = peers,
            Some(Err(why)) => held.lacking.peers = Some(why),
            None => {}
        }
        held
    }

    fn basis(&self, agency: &AgencyDraft, year: Option<u16>, name: &Path) -> String {
        let mut text = String::new();
        if let Some(previous) = self.previous {
            let _ = writeln!(text, "previous {}", previous.basis(&agency.name, year));
        }
        if let Some(children) = self.children {
            let _ = writeln!(text, "children {}", children.basis(agency, year));
        }
        if let Some(peers) = self.peers {
            let _ = writeln!(text, "peers {}", peers.basis(agency, year, name));
        }
        text
    }
}

/// The hashes of the files that a report is held against, or why there are none.
pub(crate) fn hashes<'a>(found: Result<impl IntoIterator<Item = &'a str>, String>) -> String {
    match found {
        Ok(files) => files.into_iter().collect::<Vec<_>>().join(" "),
        Err(why) => why,
    }
}
