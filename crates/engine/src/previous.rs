//! The reports of the year before: found by agency and year among the files that the user gives, or in last year's ledger.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gouji_core::report::Draft;
use gouji_core::wire;
use gouji_reader::source::Limits;

use crate::batch::in_order;
use crate::beside::hashes;
use crate::convert;
use crate::input::{Input, inputs, read};
use crate::manifest::sha256;
use crate::others::{figures, some_of};
use crate::shelf::{Shelf, Slip};
use gouji_check::fingerprint::folded;

/// By whom, folded and empty where unknown, and of which year a report is.
type Key = (String, u16);

/// Reports of the year before: where each is, not the reports themselves.
#[derive(Debug)]
pub struct Previous {
    /// What the user gave, in words.
    given: String,
    kind: Kind,
    /// Of several the first stands, in the order of their names.
    reports: HashMap<Key, Vec<Known>>,
    /// Files that could not be read, or whose year is unknown.
    pub unusable: Vec<(PathBuf, String)>,
    shelf: Shelf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    File,
    Folder,
    /// Files are as the ledger knows them, or they are not used.
    Ledger,
}

/// Where a report is, and the hash of the file.
#[derive(Debug)]
struct Known {
    input: Input,
    sha256: String,
    figures: u64,
    slip: Option<Slip>,
}

/// A report that a ledger knows of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    /// The name of its agency, in any spelling; other names are entries of their own.
    pub agency: String,
    pub year: u16,
    pub path: PathBuf,
    pub sha256: String,
}

/// An encoded report, and what is to be known of it.
pub(crate) type Found = (Vec<u8>, Option<String>);

#[derive(Debug, thiserror::Error)]
pub enum PreviousError {
    #[error("找不到上年报告 {}", .0.display())]
    Missing(PathBuf),
    #[error("{} 不能用作上年报告：{why}", .path.display())]
    Unusable { path: PathBuf, why: String },
}

impl Previous {
    /// Reads a file, or all files of a folder, to know whose report of which year each is.
    pub fn open(path: &Path, jobs: usize) -> Result<Self, PreviousError> {
        if !path.exists() {
            return Err(PreviousError::Missing(path.to_owned()));
        }
        let kind = if path.is_dir() { Kind::Folder } else { Kind::File };
        let (files, _) = inputs(&[path.to_owned()]);
        let limits = Limits::default();
        let mut previous = Self::new(format!("给出的上年报告 {} ", path.display()), kind);
        let look = |input: &Input| (input.clone(), look(input, &limits));
        let _expected = convert::expect(&files);
        in_order(&files, jobs, look, &mut |(input, read)| previous.know(input, read));
        if kind == Kind::File
            && let Some((path, why)) = previous.unusable.pop()
        {
            return Err(PreviousError::Unusable { path, why });
        }
        Ok(previous)
    }

    /// One report that a program holds in memory, called `name` in what is said of it. Where it is none that can be used,
    /// results say so.
    pub fn of_bytes(name: &Path, bytes: Vec<u8>) -> Self {
        let mut previous = Self::new(format!("给出的上年报告 {} ", name.display()), Kind::File);
        let input = Input::Bytes { name: name.to_owned(), bytes };
        let read = look(&input, &Limits::default());
        previous.know(input, read);
        previous
    }

    /// The reports that a ledger, which is that file, knows of: they are read when they are wanted.
    pub fn of_ledger(path: &Path, handed: Vec<Handed>) -> Self {
        let mut previous = Self::new(format!("给出的上年台账 {} ", path.display()), Kind::Ledger);
        for Handed { agency, year, path, sha256 } in handed {
            let known = Known { input: Input::File(path), sha256, figures: 0, slip: None };
            previous.reports.entry((folded(&agency), year)).or_default().push(known);
        }
        previous
    }

    fn new(given: String, kind: Kind) -> Self {
        Self { given, kind, reports: HashMap::new(), unusable: Vec::new(), shelf: Shelf::default() }
    }

    fn know(&mut self, input: Input, read: Result<Looked, String>) {
        match read {
            Ok(Looked { key, sha256, figures, encoded }) => {
                let versions = self.reports.entry(key).or_default();
                // The same report in two formats is one.
                if versions.iter().all(|other| other.figures != figures) {
                    let slip = self.shelf.put(&encoded);
                    versions.push(Known { input, sha256, figures, slip });
                }
            }
            Err(why) => self.unusable.push((input.path().to_owned(), why)),
        }
    }

    /// The report before that of an agency and year, or why there is none.
    pub(crate) fn before(&self, report: &Draft, limits: &Limits) -> Result<Found, String> {
        let (known, note) = self.find(&report.agency.name, report.year)?;
        let path = known.input.path().display();
        if self.kind == Kind::Ledger {
            let (reading, bytes) = read(&known.input, limits)
                .map_err(|why| format!("{}里的上年报告 {path} 无法读取：{why}", self.given))?;
            if sha256(&bytes) != known.sha256 {
                let given = &self.given;
                return Err(format!("上年报告 {path} 在记入{given}以后改动过，没有使用；请放回原来的文件"));
            }
            return Ok((wire::encode(&reading.draft), note));
        }
        let encoded = self.shelf.take(known.slip, &known.input, limits, |draft| draft);
        Ok((encoded.map_err(|why| format!("上年报告 {why}"))?, note))
    }

    /// What the result of a report of such an agency and year depends on here.
    pub(crate) fn basis(&self, agency: &str, year: Option<u16>) -> String {
        let found = self.find(agency, year);
        let note = found.as_ref().ok().and_then(|(_, note)| note.clone()).unwrap_or_default();
        hashes(found.map(|(known, _)| [known.sha256.as_str()])) + &note
    }

    /// The report, and what is to be said where there are several.
    fn find(&self, agency: &str, year: Option<u16>) -> Result<(&Known, Option<String>), String> {
        let Some(year) = year else {
            return Err("本报告的年度不明，无法与上年报告对应".to_owned());
        };
        let name = folded(agency);
        let due = year.saturating_sub(1);
        let found = self.reports.get(&(name.clone(), due)).or_else(|| {
            // A file given by itself is meant for this report, unless it says that it is somebody else's.
            let (one, known) = self.reports.iter().next().filter(|_| self.kind == Kind::File)?;
            (one.1 == due && (one.0.is_empty() || name.is_empty())).then_some(known)
        });
        let Some([first, others @ ..]) = found.map(Vec::as_slice) else {
            return Err(self.not_found(agency, due));
        };
        let note = (!others.is_empty() && self.kind == Kind::Folder).then(|| {
            let others: Vec<String> =
                others.iter().map(|known| known.input.path().display().to_string()).collect();
            let (first, others) = (first.input.path().display(), some_of(&others, "份"));
            format!(
                "给出的上年报告里有几份数字不同的{due}年度报告，与 {first} 比对，没有用 {others}；请留下对的一份"
            )
        });
        Ok((first, note))
    }

    fn not_found(&self, agency: &str, year: u16) -> String {
        if let [(_, why)] = self.unusable.as_slice()
            && self.kind == Kind::File
        {
            return format!("{}不能用：{why}", self.given);
        }
        let agency = if agency.is_empty() { "本机关" } else { agency };
        let unusable = match self.unusable.len() {
            0 => String::new(),
            count => format!("（其中 {count} 个文件无法使用）"),
        };
        format!("{}里没有{agency}{year}年度的报告{unusable}", self.given)
    }
}

/// A report that was looked at: whose of which year it is, the hash of its bytes, and the report, encoded.
struct Looked {
    key: Key,
    sha256: String,
    figures: u64,
    encoded: Vec<u8>,
}

fn look(input: &Input, limits: &Limits) -> Result<Looked, String> {
    let (reading, bytes) = read(input, limits)?;
    let draft = reading.draft;
    let year = draft.year.ok_or("没有找到报告的年度")?;
    let key = (folded(&draft.agency.name), year);
    Ok(Looked { key, sha256: sha256(&bytes), figures: figures(&draft), encoded: wire::encode(&draft) })
}
