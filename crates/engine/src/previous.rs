//! The reports of the year before: found by agency and year among the files that the user gives.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use gouji_core::report::Draft;
use gouji_reader::source::Limits;

use crate::batch::in_order;
use crate::check::read;
use crate::fingerprint::folded;
use crate::input::{Input, inputs};
use crate::manifest::sha256;
use crate::memory;

/// By whom, folded and empty where unknown, and of which year a report is.
type Key = (String, u16);

/// The reports given with `--previous`: where each is, not the reports themselves.
#[derive(Debug)]
pub struct Previous {
    /// What the user gave, in words.
    given: String,
    is_folder: bool,
    reports: HashMap<Key, Known>,
    /// Files that could not be read, or whose year is unknown.
    pub unusable: Vec<(PathBuf, String)>,
}

/// Where a report is, and the hash of the file.
#[derive(Debug)]
struct Known {
    input: Input,
    sha256: String,
}

#[derive(Debug, thiserror::Error)]
pub enum PreviousError {
    #[error("找不到 --previous 指定的 {}", .0.display())]
    Missing(PathBuf),
    #[error("--previous 指定的 {} 不能用作上年报告：{why}", .path.display())]
    Unusable { path: PathBuf, why: String },
}

impl Previous {
    /// Reads a file, or all files of a folder, to know whose report of which year each is.
    pub fn open(path: &Path, jobs: usize) -> Result<Self, PreviousError> {
        if !path.exists() {
            return Err(PreviousError::Missing(path.to_owned()));
        }
        let is_folder = path.is_dir();
        let (files, _) = inputs(&[path.to_owned()]);
        let limits = Limits::default();
        let given = format!("--previous 指定的 {} ", path.display());
        let mut previous = Self { given, is_folder, reports: HashMap::new(), unusable: Vec::new() };
        let look = |input: &Input| (input.clone(), key(input, &limits));
        in_order(&files, jobs, look, &mut |(input, key)| previous.know(input, key));
        if !is_folder && let Some((path, why)) = previous.unusable.pop() {
            return Err(PreviousError::Unusable { path, why });
        }
        Ok(previous)
    }

    /// One report that a program holds in memory, called `name` in what is said of it. Where it is none that can be used,
    /// results say so.
    pub fn of_bytes(name: &Path, bytes: Vec<u8>) -> Self {
        let given = format!("给出的上年报告 {} ", name.display());
        let mut previous = Self { given, is_folder: false, reports: HashMap::new(), unusable: Vec::new() };
        let input = Input::Bytes { name: name.to_owned(), bytes };
        let key = key(&input, &Limits::default());
        previous.know(input, key);
        previous
    }

    fn know(&mut self, input: Input, key: Result<(Key, String), String>) {
        match key {
            // Of several the first stands, in the order of their names.
            Ok((key, sha256)) => {
                self.reports.entry(key).or_insert(Known { input, sha256 });
            }
            Err(why) => self.unusable.push((input.path().to_owned(), why)),
        }
    }

    /// The report before that of an agency and year, or why there is none.
    pub(crate) fn before(&self, report: &Draft, limits: &Limits) -> Result<Draft, String> {
        let input = &self.find(&report.agency.name, report.year)?.input;
        let unreadable = |why| format!("上年报告 {} 无法读取：{why}", input.path().display());
        let (reading, _) = read(input, limits).map_err(unreadable)?;
        Ok(Draft { last_year: None, ..reading.draft })
    }

    /// What the result of a report of such an agency and year depends on here.
    pub(crate) fn basis(&self, agency: &str, year: Option<u16>) -> String {
        memory::files(self.find(agency, year).map(|known| [known.sha256.as_str()]))
    }

    fn find(&self, agency: &str, year: Option<u16>) -> Result<&Known, String> {
        let Some(year) = year else {
            return Err("本报告的年度不明，无法与上年报告对应".to_owned());
        };
        let name = folded(agency);
        let due = year.saturating_sub(1);
        let found = self.reports.get(&(name.clone(), due)).or_else(|| {
            // A file given by itself is meant for this report, unless it says that it is somebody else's.
            let (one, known) = self.reports.iter().next().filter(|_| !self.is_folder)?;
            (one.1 == due && (one.0.is_empty() || name.is_empty())).then_some(known)
        });
        found.ok_or_else(|| self.not_found(agency, due))
    }

    fn not_found(&self, agency: &str, year: u16) -> String {
        if let [(_, why)] = self.unusable.as_slice()
            && !self.is_folder
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

/// Whose report of which year an input is, and the hash of its bytes.
fn key(input: &Input, limits: &Limits) -> Result<(Key, String), String> {
    let (reading, bytes) = read(input, limits)?;
    let year = reading.draft.year.ok_or("没有找到报告的年度")?;
    Ok(((folded(&reading.draft.agency.name), year), sha256(&bytes)))
}
