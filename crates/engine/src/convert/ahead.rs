//! Many older files turned into newer ones by one run of the office program, before they are wanted: it takes three seconds to
//! start and a tenth of one for a report.

use std::collections::{HashMap, HashSet};
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use gouji_reader::source::{Limits, Unreadable};
use tempfile::TempDir;

use super::{Office, TIME};
use crate::input::{Input, read_file};
use crate::leftovers;
use crate::manifest::sha256;

/// So many are converted in one run.
const TOGETHER: usize = 48;

/// What such files are called. What is in them is looked at when they are read; others are converted one by one.
const ENDINGS: [&str; 4] = ["doc", "wps", "rtf", "odt"];

/// How much longer a run may take for each file.
const EACH: Duration = Duration::from_secs(5);

/// Files that are going to be read, in order.
struct Expected {
    paths: Vec<PathBuf>,
    known: HashMap<PathBuf, usize>,
    /// Those that were converted, or cannot be converted together.
    seen: HashSet<usize>,
    /// By the hash of the older file's bytes.
    done: HashMap<String, PathBuf>,
    home: Option<TempDir>,
}

/// Of every check that is under way, by its number.
static EXPECTED: Mutex<Vec<(usize, Expected)>> = Mutex::new(Vec::new());

static NUMBER: AtomicUsize = AtomicUsize::new(0);

/// Of the run that is under way: how many files, and how many are done.
static UNDER_WAY: [AtomicUsize; 2] = [AtomicUsize::new(0), AtomicUsize::new(0)];

/// How many files are being converted together at this moment, and how many of them are done; `None` where none are.
pub fn converting() -> Option<(usize, usize)> {
    let [all, done] = UNDER_WAY.each_ref().map(|count| count.load(Ordering::Relaxed));
    (all > 0).then_some((done.min(all), all))
}

/// As long as it is held, the files are expected.
pub(crate) struct Guard(usize);

impl Drop for Guard {
    fn drop(&mut self) {
        lock().retain(|(number, _)| *number != self.0);
    }
}

fn lock() -> MutexGuard<'static, Vec<(usize, Expected)>> {
    EXPECTED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Says which files are going to be read.
pub(crate) fn expect(inputs: &[Input]) -> Guard {
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let is_older = |path: &&PathBuf| {
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_ascii_lowercase());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.as_str()))
    };
    let files = inputs.iter().filter_map(|input| match input {
        Input::File(path) => Some(path),
        _ => None,
    });
    let paths: Vec<PathBuf> = files.filter(is_older).cloned().collect();
    if paths.len() > 1 {
        let known = paths.iter().cloned().zip(0..).collect();
        let expected = Expected { paths, known, seen: HashSet::new(), done: HashMap::new(), home: None };
        lock().push((number, expected));
    }
    Guard(number)
}

/// Converts a file and those that are expected after it, if it is one of those.
pub(crate) fn prepare(path: &Path, limits: &Limits) {
    let mut all = lock();
    let wanted = all.iter_mut().find_map(|(_, expected)| {
        let at = *expected.known.get(path)?;
        (!expected.seen.contains(&at)).then_some((expected, at))
    });
    let Some((expected, first)) = wanted else { return };
    // Where there is none, that is said file by file.
    let Ok(office) = Office::find() else { return };
    // What does not come out is converted by itself, when it is wanted.
    let _ = expected.convert(&office, first, limits);
    UNDER_WAY.iter().for_each(|count| count.store(0, Ordering::Relaxed));
}

/// The newer file of some bytes, if it is there already.
pub(super) fn take(bytes: &[u8], limits: &Limits) -> Option<Vec<u8>> {
    let mut all = lock();
    if all.iter().all(|(_, expected)| expected.done.is_empty()) {
        return None;
    }
    let hash = sha256(bytes);
    let path = all.iter_mut().find_map(|(_, expected)| expected.done.remove(&hash))?;
    drop(all);
    let newer = read_file(&path, limits).ok();
    // The folder goes in the end, with what could not be removed.
    let _ = fs::remove_file(path);
    newer
}

impl Expected {
    fn convert(&mut self, office: &Office, first: usize, limits: &Limits) -> std::io::Result<()> {
        let home = tempfile::Builder::new().prefix("gouji-").tempdir()?;
        leftovers::note(home.path());
        let mut left = self.some_from(first, home.path(), limits)?;
        if left.len() < 2 {
            return Ok(());
        }
        let out = home.path().join(format!("out-{first}"));
        UNDER_WAY[0].store(left.len(), Ordering::Relaxed);
        // One that the program stumbles over takes those after it along: they get another run without it.
        while left.len() > 1 {
            let sources: Vec<&OsStr> = left.iter().map(|(_, source)| source.as_os_str()).collect();
            let arguments = ["--convert-to", "docx", "--outdir"].map(OsStr::new).into_iter();
            let arguments = arguments.chain([out.as_os_str()]).chain(sources.iter().copied());
            let time = TIME + EACH * left.len() as u32;
            let count = || {
                let made = fs::read_dir(&out).map_or(0, Iterator::count);
                UNDER_WAY[1].store(made, Ordering::Relaxed);
            };
            let ran = office.run(home.path(), Stdio::null(), arguments, time, &count);
            let before = left.len();
            left.retain(|(hash, source)| {
                let newer = source.file_stem().map(|stem| out.join(stem).with_extension("docx"));
                match newer.filter(|newer| newer.is_file()) {
                    Some(newer) => {
                        self.done.insert(hash.clone(), newer);
                        false
                    }
                    None => true,
                }
            });
            if left.len() == before || ran.is_err() && left.len() + 1 >= before {
                break;
            }
            if !left.is_empty() {
                left.remove(0);
            }
        }
        // What was made before stays where it is.
        match &self.home {
            None => self.home = Some(home),
            Some(_) => self.keep(home)?,
        }
        Ok(())
    }

    /// Copies of a file and of those around it that can be converted like it, with the hashes of their bytes. Another thread
    /// may be a little behind.
    fn some_from(
        &mut self,
        first: usize,
        home: &Path,
        limits: &Limits,
    ) -> std::io::Result<Vec<(String, PathBuf)>> {
        let mut some: Vec<(String, PathBuf)> = Vec::new();
        for at in first.saturating_sub(TOGETHER / 2)..self.paths.len() {
            if some.len() == TOGETHER {
                break;
            }
            if !self.seen.insert(at) {
                continue;
            }
            let Ok(bytes) = read_file(&self.paths[at], limits) else { continue };
            let Err(Unreadable::NeedsConversion { legacy }) = gouji_reader::read(&bytes, limits) else {
                continue;
            };
            let hash = sha256(&bytes);
            if legacy.newer() != "docx" || some.iter().any(|(other, _)| *other == hash) {
                continue;
            }
            let source = home.join(format!("{at}.{}", legacy.extension()));
            fs::write(&source, &bytes)?;
            some.push((hash, source));
        }
        Ok(some)
    }

    /// Moves what was made into the folder that stays.
    fn keep(&mut self, home: TempDir) -> std::io::Result<()> {
        let Some(own) = &self.home else { return Ok(()) };
        for path in self.done.values_mut().filter(|path| path.starts_with(home.path())) {
            let name = path.file_name().unwrap_or_default();
            let to = own.path().join(name);
            fs::rename(&*path, &to)?;
            *path = to;
        }
        Ok(())
    }
}
