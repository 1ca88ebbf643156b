//! The desk: files that were dropped into the page, with their results. In memory only; nothing of them is kept.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use gouji_core::verdict::{Checked, Summary};
use gouji_core::wire;
use gouji_engine::{Input, folded};
use gouji_reader::source::Limits;

use crate::problem::Problem;

/// What there is room for.
const REPORTS: usize = 5000;
pub(crate) const BYTES: u64 = 512 << 20;

#[derive(Default)]
pub(crate) struct Desk(Mutex<State>);

#[derive(Default)]
struct State {
    next: usize,
    reports: BTreeMap<usize, Arc<Entry>>,
    bytes: u64,
}

/// A file on the desk.
pub(crate) struct Entry {
    pub(crate) id: usize,
    pub(crate) checked: Checked,
    pub(crate) bytes: Vec<u8>,
    /// What was read, as rules see it: when it is first looked at.
    report: OnceLock<Option<Vec<u8>>>,
}

impl Entry {
    /// What was read of it; nothing where nothing was.
    pub(crate) fn report(&self, limits: &Limits) -> Option<&[u8]> {
        let read = || {
            let input = Input::Stdin(self.bytes.clone());
            gouji_engine::read(&input, limits).ok().map(|(reading, _)| wire::encode(&reading.draft))
        };
        self.report.get_or_init(read).as_deref()
    }
}

impl Desk {
    /// Whether there is room for one more file.
    pub(crate) fn room(&self, size: usize) -> Result<(), Problem> {
        let state = self.state();
        if state.reports.len() >= REPORTS || state.bytes + size as u64 > BYTES {
            return Err(Problem::new(
                axum::http::StatusCode::INSUFFICIENT_STORAGE,
                format!(
                    "桌面已满（至多 {REPORTS} 份、{} MB），没有检查；请先清空，或者用 gouji check 检查整个文件夹",
                    BYTES >> 20
                ),
            ));
        }
        Ok(())
    }

    /// Lays a result on the desk; the same file again takes its own place.
    pub(crate) fn add(&self, checked: Checked, bytes: Vec<u8>) -> usize {
        let mut state = self.state();
        let same = |entry: &&Arc<Entry>| {
            entry.checked.path == checked.path && entry.checked.sha256 == checked.sha256
        };
        let known = state.reports.values().find(same).map(|entry| (entry.id, entry.bytes.len()));
        let id = match known {
            Some((id, size)) => {
                state.bytes -= size as u64;
                id
            }
            None => {
                state.next += 1;
                state.next
            }
        };
        state.bytes += bytes.len() as u64;
        state.reports.insert(id, Arc::new(Entry { id, checked, bytes, report: OnceLock::new() }));
        id
    }

    /// The report of an agency and a year that was laid here last.
    pub(crate) fn of(&self, agency: &str, year: u16) -> Option<Arc<Entry>> {
        let agency = folded(agency);
        let is_it = |entry: &&Arc<Entry>| {
            entry.checked.year == Some(year)
                && entry.checked.agency.name.as_deref().is_some_and(|name| folded(name) == agency)
        };
        self.state().reports.values().rev().find(is_it).map(Arc::clone)
    }

    pub(crate) fn get(&self, id: usize) -> Result<Arc<Entry>, Problem> {
        let entry = self.state().reports.get(&id).map(Arc::clone);
        entry.ok_or_else(|| Problem::not_found("桌面上已经没有这份报告；可能有人清空了，请再拖进来"))
    }

    /// All there is, the worst first, and what it comes to.
    pub(crate) fn all(&self) -> (Vec<Arc<Entry>>, Summary) {
        let mut all: Vec<Arc<Entry>> = self.state().reports.values().map(Arc::clone).collect();
        let mut summary = Summary::default();
        let mut errors = BTreeMap::new();
        for entry in &all {
            let mut of = Summary::default();
            of.count(&entry.checked);
            errors.insert(entry.id, (of.error, of.warning));
            summary.count(&entry.checked);
        }
        all.sort_by_key(|entry| Reverse((entry.checked.verdict, errors[&entry.id], Reverse(entry.id))));
        (all, summary)
    }

    pub(crate) fn clear(&self) {
        let mut state = self.state();
        state.reports.clear();
        state.bytes = 0;
    }

    /// The state is sound after every statement.
    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
