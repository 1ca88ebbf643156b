//! Reports of other bodies that a report is held against: those of the bodies below it, and those of its sisters.
//!
//! An index knows whose each report is and how it reads; the reports themselves are on a [`Shelf`], each read once.

mod alike;
mod children;
mod parent;
mod peers;

use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash as _, Hasher as _};
use std::path::{Path, PathBuf};

use gouji_core::report::{AgencyDraft, Draft};
use gouji_core::wire;
use gouji_reader::source::Limits;

pub use self::children::{Children, Due};
pub use self::peers::Peers;
use crate::batch::in_order;
use crate::convert;
use crate::input::{Input, inputs, read};
use crate::manifest::sha256;
use crate::shelf::{Shelf, Slip};
use gouji_check::fingerprint::folded;

#[derive(Debug, thiserror::Error)]
pub enum OthersError {
    #[error("找不到{} {}", .whose.title(), .path.display())]
    Missing { whose: Whose, path: PathBuf },
    #[error("{} {} 不能使用：{why}", .whose.title(), .path.display())]
    Unusable { whose: Whose, path: PathBuf, why: String },
}

/// Whose reports were given.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose {
    /// Of bodies below.
    Children,
    /// Of sister bodies.
    Peers,
}

impl Whose {
    fn title(self) -> &'static str {
        match self {
            Self::Children => "下级机关的报告",
            Self::Peers => "同级机关的报告",
        }
    }
}

/// What the user gave.
#[derive(Debug)]
struct Given {
    paths: Vec<PathBuf>,
    /// Files that could not be read, or whose year is unknown.
    unusable: Vec<(PathBuf, String)>,
    shelf: Shelf,
    /// What of a draft is put aside.
    made: fn(Draft) -> Draft,
}

/// Whose report it is and where.
#[derive(Debug)]
struct Known {
    input: Input,
    /// Of its bytes.
    sha256: String,
    agency: AgencyDraft,
    /// Folded.
    name: String,
    slip: Option<Slip>,
}

impl Given {
    fn places(&self) -> String {
        let paths: Vec<String> = self.paths.iter().map(|path| format!(" {} ", path.display())).collect();
        paths.join("、")
    }

    fn unusable_too(&self) -> String {
        match self.unusable.len() {
            0 => String::new(),
            count => format!("（其中 {count} 个文件无法使用）"),
        }
    }

    /// A report, encoded.
    fn read(&self, known: &Known, limits: &Limits) -> Result<Vec<u8>, String> {
        self.shelf.take(known.slip, &known.input, limits, self.made)
    }
}

impl Known {
    fn path(&self) -> &Path {
        self.input.path()
    }
}

/// The files that paths stand for.
fn files(whose: Whose, paths: &[PathBuf]) -> Result<Vec<Input>, OthersError> {
    match paths.iter().find(|path| !path.exists()) {
        Some(path) => Err(OthersError::Missing { whose, path: path.clone() }),
        None => Ok(inputs(paths).0),
    }
}

/// What reports in memory are called.
fn names(reports: &[Input]) -> Vec<PathBuf> {
    reports.iter().map(|report| report.path().to_owned()).collect()
}

/// Reads everything, and hands on whose report each is with what `note` makes of it, in the order of the paths.
fn index<N: Send>(
    whose: Whose,
    (files, paths): (&[Input], &[PathBuf]),
    jobs: usize,
    made: fn(Draft) -> Draft,
    note: impl Fn(&Draft) -> N + Sync,
    each: &mut dyn FnMut(u16, Known, N),
) -> Result<Given, OthersError> {
    let limits = Limits::default();
    let look = |input: &Input| {
        let path = input.path().to_owned();
        let known = read(input, &limits).and_then(|(reading, bytes)| {
            let draft = reading.draft;
            let year = draft.year.ok_or("没有找到报告的年度")?;
            let (noted, agency) = (note(&draft), draft.agency.clone());
            let name = folded(&agency.name);
            let known = Known { input: input.clone(), sha256: sha256(&bytes), agency, name, slip: None };
            Ok((year, known, noted, wire::encode(&made(draft))))
        });
        (path, known)
    };
    let (paths, unusable) = (paths.to_owned(), Vec::new());
    let mut given = Given { paths, unusable, shelf: Shelf::default(), made };
    let _expected = convert::expect(files);
    in_order(files, jobs, look, &mut |(path, known)| match known {
        Ok((year, known, noted, encoded)) => {
            let slip = given.shelf.put(&encoded);
            each(year, Known { slip, ..known }, noted);
        }
        Err(why) => given.unusable.push((path, why)),
    });
    // A file that is named is meant.
    let named = given.unusable.iter().find(|(path, _)| given.paths.contains(path));
    match named {
        Some((path, why)) => Err(OthersError::Unusable { whose, path: path.clone(), why: why.clone() }),
        None => Ok(given),
    }
}

/// What stands in the tables of a report, wherever they stand in its text: two files with the same are the same report.
pub(crate) fn figures(draft: &Draft) -> u64 {
    let mut hasher = DefaultHasher::new();
    for cell in draft.grids.iter().flat_map(|grid| &grid.cells) {
        (cell.state as u8, cell.value.micros()).hash(&mut hasher);
    }
    hasher.finish()
}

/// `甲、乙、丙等 5 个`.
pub(crate) fn some_of<S: AsRef<str>>(names: &[S], what: &str) -> String {
    const NAMED: usize = 5;
    let named: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    let named = named.join("、");
    if names.len() > NAMED { format!("{named}等 {} {what}", names.len()) } else { named }
}
