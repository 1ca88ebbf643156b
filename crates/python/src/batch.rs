//! Many reports: taken from Python some at a time, checked by all cores without its lock.

use std::collections::VecDeque;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use gouji_core::verdict::Checked;
use gouji_engine::{Beside, Input, Previous, Session};
use pyo3::prelude::*;
use pyo3::types::PyIterator;

use crate::checker::{LAST_YEAR, read};
use crate::input::input;

/// So many reports, or bytes, are taken from Python at a time for each thread: enough that no thread waits long for the
/// last ones, few enough for any memory.
const REPORTS: usize = 128;
const BYTES: usize = 16 << 20;

/// The result of a report as `gouji check --format json` has it in `reports`.
pub(crate) fn json(checked: &Checked) -> String {
    serde_json::to_string(checked).expect("every result can be written as JSON")
}

/// A report, and last year's where one was given for it alone.
struct Item {
    input: Input,
    previous: Option<Vec<u8>>,
}

/// The result of a report as JSON; with what was read of it, also as JSON, and the smallest hashes of its prose, where that
/// was asked for and something was read.
type Answer = (String, Option<(String, Vec<u32>)>);

/// The results, in the order of the reports.
#[pyclass(frozen, module = "gouji._native")]
pub(crate) struct Results {
    session: Arc<Session>,
    sources: Py<PyIterator>,
    previous: Option<Previous>,
    jobs: usize,
    reading: bool,
    ready: Mutex<VecDeque<Answer>>,
}

impl Results {
    pub(crate) fn new(
        session: Arc<Session>,
        sources: Py<PyIterator>,
        previous: Option<Previous>,
        jobs: usize,
        reading: bool,
    ) -> Self {
        Self { session, sources, previous, jobs, reading, ready: Mutex::default() }
    }

    fn ready(&self) -> std::sync::MutexGuard<'_, VecDeque<Answer>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next reports, as many as are checked at a time.
    fn take(&self, py: Python<'_>) -> PyResult<Vec<Item>> {
        let (mut items, mut size) = (Vec::new(), 0);
        for source in self.sources.bind(py) {
            let (source, name, previous): (Bound<PyAny>, Option<PathBuf>, Option<Vec<u8>>) =
                source?.extract()?;
            let input = input(&source, name)?;
            size += match &input {
                Input::Bytes { bytes, .. } => bytes.len(),
                _ => 0,
            };
            items.push(Item { input, previous });
            if items.len() == self.jobs * REPORTS || size >= self.jobs * BYTES {
                break;
            }
        }
        Ok(items)
    }

    fn check(&self, items: Vec<Item>) -> VecDeque<Answer> {
        if self.reading || items.iter().any(|item| item.previous.is_some()) {
            return self.check_each(items);
        }
        let inputs: Vec<Input> = items.into_iter().map(|item| item.input).collect();
        let beside = Beside { previous: self.previous.as_ref(), ..Beside::default() };
        let mut results = VecDeque::with_capacity(inputs.len());
        self.session.check_all(&inputs, beside, self.jobs, &mut |checked| {
            results.push_back((json(&checked), None));
        });
        results
    }

    /// Reports one by one: those that have last year's report each, and those of which more than the result is wanted.
    fn check_each(&self, items: Vec<Item>) -> VecDeque<Answer> {
        let share = items.len().div_ceil(self.jobs);
        let mut items = items.into_iter();
        let shares: Vec<Vec<Item>> = (0..self.jobs).map(|_| items.by_ref().take(share).collect()).collect();
        let check = |item: Item| {
            let own = item.previous.map(|bytes| Previous::of_bytes(LAST_YEAR.as_ref(), bytes));
            let previous = own.as_ref().or(self.previous.as_ref());
            let checked = json(&self.session.check(&item.input, previous));
            (checked, self.reading.then(|| read(&item.input).ok()).flatten())
        };
        thread::scope(|scope| {
            let work =
                |share: Vec<Item>| scope.spawn(move || share.into_iter().map(check).collect::<Vec<_>>());
            let threads: Vec<_> = shares.into_iter().map(work).collect();
            threads.into_iter().flat_map(|thread| thread.join().expect("a check does not panic")).collect()
        })
    }
}

#[pymethods]
impl Results {
    fn __iter__(this: PyRef<'_, Self>) -> PyRef<'_, Self> {
        this
    }

    fn __next__(&self, py: Python<'_>) -> PyResult<Option<Answer>> {
        if let Some(next) = self.ready().pop_front() {
            return Ok(Some(next));
        }
        py.check_signals()?;
        let items = self.take(py)?;
        let results = py.detach(|| self.check(items));
        let mut ready = self.ready();
        ready.extend(results);
        Ok(ready.pop_front())
    }
}
