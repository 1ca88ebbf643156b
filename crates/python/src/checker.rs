//! An installation with its packs, opened once.

use std::ffi::OsString;
use std::path::PathBuf;
use std::sync::Arc;

use gouji_core::report::Report;
use gouji_core::similarity::Sketch;
use gouji_core::wire;
use gouji_engine::isolate::Mode;
use gouji_engine::{Home, Input, Isolation, Previous, Session, available_jobs};
use gouji_reader::source::Limits;
use gouji_render::cards::{self, Listed};
use gouji_render::reading;
use pyo3::prelude::*;

use crate::Error;
use crate::batch::{Results, json};
use crate::input::{bytes, input};

/// Rules and what they need, ready to check. Threads may share it.
#[pyclass(frozen, module = "gouji._native")]
pub(crate) struct Checker {
    session: Arc<Session>,
}

/// What any error of the program is for Python: its own sentence.
fn said(error: impl std::fmt::Display) -> PyErr {
    Error::new_err(error.to_string())
}

/// The process in which an untrusted pack runs: this interpreter, with this module.
fn isolation(py: Python<'_>) -> PyResult<Isolation> {
    let program: PathBuf = py.import("sys")?.getattr("executable")?.extract()?;
    let path = py.import("sys")?.getattr("path")?;
    let code =
        format!("import sys; sys.path = {}; from gouji import _native; _native.pack_worker()", path.repr()?);
    let arguments = ["-I", "-c", &code].map(OsString::from).to_vec();
    Ok(Isolation::by(Mode::Auto, program, arguments))
}

#[pymethods]
impl Checker {
    #[new]
    #[pyo3(signature = (*, profile=None, home=None))]
    fn new(py: Python<'_>, profile: Option<PathBuf>, home: Option<PathBuf>) -> PyResult<Self> {
        let home = match home {
            Some(root) if !root.join("rules").is_dir() => {
                let root = root.display();
                return Err(said(format!("home 指定的 {root} 里没有 rules 文件夹，应为 gouji 的安装目录")));
            }
            Some(root) => Home { released: &gouji_released::RELEASED, ..Home::at(&root) },
            None => gouji_released::home(),
        };
        let isolation = isolation(py)?;
        let profile = profile.map(|profile| profile.to_string_lossy().into_owned());
        let open = || {
            Session::of(home)
                .profile(profile.as_deref())
                .linked(gouji_official::TABLES)
                .isolation(isolation)
                .on_demand()
                .open()
        };
        let session = py.detach(open).map_err(said)?;
        Ok(Self { session: Arc::new(session) })
    }

    /// One report: the JSON of its result.
    #[pyo3(signature = (source, *, name=None, previous=None))]
    fn check(
        &self,
        py: Python<'_>,
        source: &Bound<'_, PyAny>,
        name: Option<PathBuf>,
        previous: Option<&Bound<'_, PyAny>>,
    ) -> PyResult<String> {
        let input = input(source, name)?;
        let previous = previous.map(before).transpose()?;
        let session = &self.session;
        py.detach(|| {
            let previous = previous.map(Before::open).transpose()?;
            if let Some((_, why)) = previous.as_ref().and_then(|previous| previous.unusable.first()) {
                return Err(said(format!("previous 不能用作上年报告：{why}")));
            }
            Ok(json(&session.check(&input, previous.as_ref())))
        })
    }

    /// Many reports, by all cores: the JSON of each result, in their order. `sources` gives `(source, name, previous)`.
    /// With `reading`, also what was read of each.
    #[pyo3(signature = (sources, *, previous=None, jobs=None, reading=false))]
    fn check_all(
        &self,
        py: Python<'_>,
        sources: &Bound<'_, PyAny>,
        previous: Option<&Bound<'_, PyAny>>,
        jobs: Option<usize>,
        reading: bool,
    ) -> PyResult<Results> {
        let previous = previous.map(before).transpose()?;
        let previous = py.detach(|| previous.map(Before::open).transpose())?;
        let sources = sources.try_iter()?.unbind();
        let jobs = jobs.unwrap_or_else(available_jobs).max(1);
        Ok(Results::new(Arc::clone(&self.session), sources, previous, jobs, reading))
    }

    /// Every rule, as `gouji rules --format json` prints them.
    fn rules(&self, py: Python<'_>) -> PyResult<String> {
        py.detach(|| Ok(cards::json(&self.every()?)))
    }

    /// The page of a rule, by its code or name; `None` where there is no such rule.
    fn explain(&self, py: Python<'_>, rule: &str) -> PyResult<Option<String>> {
        py.detach(|| {
            let rules = self.every()?;
            let is_it = |listed: &&Listed| {
                [&listed.card.code, &listed.card.name].iter().any(|known| known.eq_ignore_ascii_case(rule))
            };
            Ok(rules.iter().find(is_it).map(|listed| cards::page(listed, &rules)))
        })
    }

    /// The run's part of the JSON, packs as far as they were loaded.
    fn header(&self) -> PyResult<String> {
        let header = self.session.header();
        let header = serde_json::json!({
            "tool": header.tool, "profile": header.profile, "packs": header.packs,
        });
        Ok(header.to_string())
    }
}

impl Checker {
    fn every(&self) -> PyResult<Vec<Listed<'_>>> {
        self.session.load_all().map_err(said)?;
        let listed = self.session.cards().into_iter();
        Ok(listed
            .map(|(pack, card)| Listed { pack, severity: Some(card.severity), set: Vec::new(), card })
            .collect())
    }
}

/// What results call last year's report that was given as bytes.
pub(crate) const LAST_YEAR: &str = "previous";

/// Last year's reports, before they are read.
enum Before {
    Path(PathBuf),
    Bytes(Vec<u8>),
}

impl Before {
    fn open(self) -> PyResult<Previous> {
        match self {
            Self::Path(path) => Previous::open(&path, available_jobs()).map_err(said),
            Self::Bytes(bytes) => Ok(Previous::of_bytes(LAST_YEAR.as_ref(), bytes)),
        }
    }
}

fn before(source: &Bound<'_, PyAny>) -> PyResult<Before> {
    Ok(match bytes(source)? {
        Some(bytes) => Before::Bytes(bytes),
        None => Before::Path(source.extract()?),
    })
}

/// What was understood of a report, as `gouji read --format json` prints it, and the smallest hashes of its prose; or why
/// it could not be read.
pub(crate) fn read(input: &Input) -> Result<(String, Vec<u32>), String> {
    let (reading, _) = gouji_engine::read(input, &Limits::default())?;
    let encoded = wire::encode(&reading.draft);
    let report = Report::read(&encoded).map_err(|cause| cause.to_string())?;
    let sketch = Sketch::of_report(&report, |part| part > 0);
    Ok((reading::json(input.path(), &report), sketch.smallest(Sketch::SIZE).to_vec()))
}

/// What was understood of a report, as `gouji read --format json` prints it.
#[pyfunction]
#[pyo3(name = "read", signature = (source, *, name=None))]
pub(crate) fn read_json(
    py: Python<'_>,
    source: &Bound<'_, PyAny>,
    name: Option<PathBuf>,
) -> PyResult<String> {
    let input = input(source, name)?;
    let unreadable = |why: String| said(format!("{}：{why}", input.path().display()));
    py.detach(|| read(&input)).map(|(json, _)| json).map_err(unreadable)
}
