//! The ledger that is open: taken for each request anew, so that a check can write into it between two of them.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use gouji_core::report::Report;
use gouji_core::wire;
use gouji_engine::{Input, manifest};
use gouji_ledger::{Access, Ledger, LedgerError};
use gouji_reader::source::Limits;

use crate::problem::Problem;

/// Sheets that wait for a yes; older ones are forgotten.
const WAITING: usize = 4;

pub(crate) struct Season {
    path: PathBuf,
    /// Requests of this program do not lock each other out.
    turn: Mutex<()>,
    sheets: Mutex<Sheets>,
}

#[derive(Default)]
struct Sheets {
    next: usize,
    waiting: Vec<(usize, Sheet)>,
}

/// A sheet that came back, and whose it is.
#[derive(Clone)]
pub(crate) struct Sheet {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
}

/// A file that was handed in, as it is now.
pub(crate) struct Found {
    pub(crate) bytes: Vec<u8>,
    /// What was read of it, as rules see it.
    pub(crate) report: Vec<u8>,
}

impl Season {
    /// One that is there and is a ledger.
    pub(crate) fn open(path: PathBuf) -> Result<Self, LedgerError> {
        Ledger::open(&path, Access::Read)?;
        Ok(Self { path, turn: Mutex::default(), sheets: Mutex::default() })
    }

    /// As users know it.
    pub(crate) fn name(&self) -> String {
        self.path.file_name().unwrap_or(self.path.as_os_str()).to_string_lossy().into_owned()
    }

    pub(crate) fn read<T>(&self, what: impl FnOnce(&Ledger) -> Result<T, LedgerError>) -> Result<T, Problem> {
        self.with(Access::Read, what)
    }

    pub(crate) fn write<T>(
        &self,
        what: impl FnOnce(&Ledger) -> Result<T, LedgerError>,
    ) -> Result<T, Problem> {
        self.with(Access::Write, what)
    }

    fn with<T>(
        &self,
        access: Access,
        what: impl FnOnce(&Ledger) -> Result<T, LedgerError>,
    ) -> Result<T, Problem> {
        let _turn = self.turn.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(what(&Ledger::open(&self.path, access)?)?)
    }

    /// The file of a hand-in, if it still has those bytes: where it was, from here or from where the ledger is. Nothing
    /// else is ever read from the disk.
    pub(crate) fn file(&self, path: &Path, sha256: &str, limits: &Limits) -> Result<Found, String> {
        let mut changed = false;
        for path in [path.to_owned(), self.beside(path)] {
            let input = Input::File(path);
            let Ok((reading, bytes)) = gouji_engine::read(&input, limits) else { continue };
            if manifest::sha256(&bytes) == sha256 {
                let report = wire::encode(&reading.draft);
                return Ok(Found { bytes: bytes.into_owned(), report });
            }
            changed = true;
        }
        Err(match changed {
            true => "文件在检查以后改过了，这里只列出当时的问题；请再运行 gouji check --ledger".to_owned(),
            false => format!(
                "在 {} 没有找到原来的文件，这里只列出问题；请在检查时的文件夹里运行 gouji serve",
                path.display()
            ),
        })
    }

    /// Where a path leads from the ledger's folder.
    fn beside(&self, path: &Path) -> PathBuf {
        self.path.parent().map_or_else(|| path.to_owned(), |folder| folder.join(path))
    }

    /// Where a file that was handed in is looked for: from here, else from where the ledger is.
    pub(crate) fn place(&self, path: &Path) -> PathBuf {
        if path.exists() { path.to_owned() } else { self.beside(path) }
    }

    /// Keeps a sheet until it is said what to do with it.
    pub(crate) fn wait(&self, sheet: Sheet) -> usize {
        let mut sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        sheets.next += 1;
        let number = sheets.next;
        if sheets.waiting.len() == WAITING {
            sheets.waiting.remove(0);
        }
        sheets.waiting.push((number, sheet));
        number
    }

    pub(crate) fn waiting(&self, number: usize) -> Result<Sheet, Problem> {
        let sheets = self.sheets.lock().unwrap_or_else(PoisonError::into_inner);
        let sheet = sheets.waiting.iter().find(|(known, _)| *known == number);
        let sheet = sheet.map(|(_, sheet)| sheet.clone());
        sheet.ok_or_else(|| Problem::not_found("这份表格已经不在了（只留最近几份），请重新选择文件"))
    }
}

/// The report in what was read.
pub(crate) fn report(bytes: &[u8]) -> Option<Report<'_>> {
    Report::read(bytes).ok()
}
