//! Packs in processes of their own, for those that are not trusted: a worker a pack and thread, which crashes, loops or
//! floods alone, and which the system lets do nothing but compute, as far as it can ([`Enforced`]).
//!
//! A worker has one pack only, so that what kills it has one name, and no pack can touch what another finds. This process
//! never maps the library. The report crosses as the bytes that all packs read; the answers as over the border in one
//! process. A thread gives its workers several reports at once ([`Crew`]): to change from one process to another costs as
//! much as a pack takes for a report.

mod crew;
mod ended;
mod frames;
mod link;
mod process;
mod sandbox;
mod worker;

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use gouji_check::code::{Answered, Code, Enforced, Worker};
use gouji_check::pack::PackError;
use gouji_core::boundary::{Output, Status};
use serde::{Deserialize, Serialize};

use self::crew::Member;
use self::ended::Ended;
use self::frames::{Kind, Reply};
use self::process::Process;
pub use self::worker::serve;
use self::worker::{Ready, Setup};
use crate::load::LoadError;
use crate::sealed::Sealed;

/// Which packs run in processes of their own, and how.
#[derive(Debug, Clone)]
pub struct Isolation {
    pub mode: Mode,
    /// What is run as a worker, with these arguments: a program that calls [`serve`].
    pub program: PathBuf,
    pub arguments: Vec<OsString>,
    /// How long a pack may take for one report, and for saying what it is.
    pub timeout: Duration,
    /// How much memory a worker may have, in bytes.
    pub memory: u64,
    /// For tests: what the system is taken to lack.
    #[doc(hidden)]
    pub lacking: Lacking,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// Those that no trusted key has signed.
    Auto,
    Always,
    #[default]
    Never,
}

/// Means of the system that a worker does without.
#[doc(hidden)]
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    pub seccomp: bool,
    pub landlock: bool,
    pub memory: bool,
}

impl Default for Isolation {
    /// No pack in a process of its own.
    fn default() -> Self {
        Self::by(Mode::Never, PathBuf::new(), Vec::new())
    }
}

impl Isolation {
    /// For one report; an honest pack takes milliseconds.
    pub const TIMEOUT: Duration = Duration::from_secs(10);
    /// An honest pack takes some ten MiB.
    pub const MEMORY: u64 = 512 << 20;

    /// Workers by that program, with the usual limits.
    pub fn by(mode: Mode, program: PathBuf, arguments: Vec<OsString>) -> Self {
        let (timeout, memory) = (Self::TIMEOUT, Self::MEMORY);
        Self { mode, program, arguments, timeout, memory, lacking: Lacking::default() }
    }

    /// Whether a pack is to run apart.
    pub(crate) fn takes(&self, trusted: bool) -> bool {
        match self.mode {
            Mode::Always => true,
            Mode::Auto => !trusted,
            Mode::Never => false,
        }
    }
}

/// A pack that runs in workers.
pub(crate) struct Isolated {
    isolation: Isolation,
    library: Sealed,
    /// Where the user knows the library to be.
    shown: String,
    /// Workers that wait for a report. There are never more than threads that check.
    idle: Mutex<Vec<Process>>,
    /// What the pack said of itself and was given first: every worker must say the same and is given the same.
    described: OnceLock<(Status, Vec<u8>)>,
    configuration: OnceLock<Vec<u8>>,
    enforced: OnceLock<Enforced>,
    /// How often it was late.
    late: AtomicU32,
}

/// A pack that is late for so many reports is not asked about more: a folder of thousands is to end.
const LATE: u32 = 10;

impl Isolated {
    /// Starts the first worker on a library of these bytes, which were verified.
    pub(crate) fn load(shown: &Path, library: &[u8], isolation: &Isolation) -> Result<Self, LoadError> {
        let path = || shown.to_owned();
        let library = Sealed::new(library).map_err(|cause| LoadError::Unreadable { path: path(), cause })?;
        let isolated = Self {
            isolation: isolation.clone(),
            library,
            shown: shown.display().to_string(),
            idle: Mutex::default(),
            described: OnceLock::new(),
            configuration: OnceLock::new(),
            enforced: OnceLock::new(),
            late: AtomicU32::new(0),
        };
        let first = isolated.start().map_err(|ended| match ended {
            Ended::Refused(why) => LoadError::Refused { why },
            ended => {
                PackError::NoAnswer { shown: shown.display().to_string(), why: ended.to_string() }.into()
            }
        })?;
        isolated.idle().push(first);
        Ok(isolated)
    }

    fn call(&self, kind: Kind, first: &[u8], second: &[u8]) -> Result<Reply, Ended> {
        let mut worker = self.worker()?;
        let reply = self.noted(worker.call(kind, first, second))?;
        self.idle().push(worker);
        Ok(reply)
    }

    /// Counts what came too late.
    fn noted<T>(&self, reply: Result<T, Ended>) -> Result<T, Ended> {
        if let Err(Ended::Late(_)) = reply {
            self.late.fetch_add(1, Ordering::Relaxed);
        }
        reply
    }

    /// Whether the pack may still be asked.
    fn wanted(&self) -> Result<(), Ended> {
        let late = self.late.load(Ordering::Relaxed);
        if late < LATE { Ok(()) } else { Err(Ended::GivenUp(late)) }
    }

    /// A worker that waits, or a new one.
    fn worker(&self) -> Result<Process, Ended> {
        self.wanted()?;
        let waiting = self.idle().pop();
        waiting.map_or_else(|| self.start(), Ok)
    }

    /// A worker that is as the first one was when it had been set up.
    fn start(&self) -> Result<Process, Ended> {
        let mut worker = Process::start(&self.isolation)?;
        let mut ask = |kind, bytes: &[u8]| worker.call(kind, bytes, &[]).and_then(said);
        let setup = Setup {
            library: self.library.path().to_owned(),
            shown: self.shown.clone(),
            memory: self.isolation.memory,
            lacking: self.isolation.lacking,
        };
        let setup = rmp_serde::to_vec_named(&setup)
            .map_err(|_| Ended::NotStarted(io::ErrorKind::InvalidInput.into()))?;
        let (_, output) = ask(Kind::Setup, &setup)?;
        let ready: Ready = rmp_serde::from_slice(&output.answer).map_err(|_| Ended::Garbled)?;
        if let Some(why) = ready.refused {
            return Err(Ended::Refused(why));
        }
        let _ = self.enforced.set(ready.enforced);
        if let Some((status, answer)) = self.described.get() {
            let (now, output) = ask(Kind::Describe, &[])?;
            if (now, &output.answer) != (*status, answer) {
                return Err(Ended::Changed);
            }
        }
        if let Some(configuration) = self.configuration.get() {
            ask(Kind::Configure, configuration)?;
        }
        Ok(worker)
    }

    /// The list is whole after every statement that changes it.
    fn idle(&self) -> MutexGuard<'_, Vec<Process>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Code for Isolated {
    fn describe(&self) -> Answered {
        let described = self.call(Kind::Describe, &[], &[]).and_then(said);
        if let Ok((status, output)) = &described {
            let _ = self.described.set((*status, output.answer.clone()));
        }
        described.map_err(|ended| ended.to_string())
    }

    fn configure(&self, configuration: &[u8]) -> Option<Answered> {
        let reply = match self.call(Kind::Configure, configuration, &[]) {
            Ok(reply) if reply.output.is_none() => return None,
            reply => reply,
        };
        if reply.is_ok() {
            // Tests of packs give them many; a worker that is started later is given the first, the one that is meant.
            let _ = self.configuration.set(configuration.to_owned());
        }
        Some(reply.and_then(said).map_err(|ended| ended.to_string()))
    }

    fn check(&self, report: &[u8], rules: &[u8]) -> Answered {
        self.call(Kind::Check, report, rules).and_then(said).map_err(|ended| ended.to_string())
    }

    fn worker(&self) -> Option<Box<dyn Worker + '_>> {
        Some(Box::new(Member::new(self)))
    }

    fn enforced(&self) -> Option<Enforced> {
        Some(self.enforced.get().copied().unwrap_or_default())
    }
}

/// What a pack said; all functions but one are there in every pack.
fn said(reply: Reply) -> Result<(Status, Output), Ended> {
    let output = reply.output.ok_or(Ended::Garbled)?;
    Ok((Status::from(reply.status), output))
}
