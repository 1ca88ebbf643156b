//! The worker: a process that holds one pack and answers for it, until its host has no more requests.
//!
//! It takes from itself what a pack does not need before the first byte of the pack's library is mapped. The pack runs on
//! a thread of its own with a stack of known size; the first thread only waits for the host to go away, so that a pack
//! that never comes back does not outlive it.

use std::fs::File;
use std::io::{self, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::thread;

use gouji_check::code::Enforced;
use gouji_core::boundary::{Output, PackTable, Status};
use serde::{Deserialize, Serialize};

use super::Lacking;
use super::frames::{BUFFER, Kind, Reply, Request, code, put_reply, read_request};
use super::sandbox;
use crate::load::{LoadError, open_table};

/// The stack that a pack's rules have: that of a program's first thread on most systems.
const STACK: usize = 8 << 20;

/// What a worker is told first.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Setup {
    /// The library.
    pub(super) library: PathBuf,
    /// Where the user knows it to be, for messages.
    pub(super) shown: String,
    /// Bytes.
    pub(super) memory: u64,
    pub(super) lacking: Lacking,
}

/// What it answers.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Ready {
    pub(super) enforced: Enforced,
    /// Why the library was refused, in Chinese.
    pub(super) refused: Option<String>,
}

/// The whole life of a worker; the exit status of its process.
pub fn serve() -> ExitCode {
    match serve_pack() {
        Ok(()) => ExitCode::SUCCESS,
        // Nobody reads it but the host, which has gone or has ended this process.
        Err(_) => ExitCode::from(2),
    }
}

fn serve_pack() -> io::Result<()> {
    die_with_host();
    let (from, mut to) = pipes()?;
    let mut from = BufReader::with_capacity(BUFFER, from);
    let mut request = Request::default();
    if !read_request(&mut from, &mut request)? || request.kind != Kind::Setup {
        return Ok(());
    }
    let setup: Setup = rmp_serde::from_slice(&request.first).map_err(io::Error::other)?;
    let host = Host::of(&from)?;
    let library = Library::open(&setup.library)?;
    // What starts after this line is behind the same locks.
    let landlock = !setup.lacking.landlock && sandbox::hide_files();
    let mut work = move || -> io::Result<()> {
        let mut enforced = Enforced { landlock, ..Enforced::default() };
        enforced.memory = !setup.lacking.memory && sandbox::limit(setup.memory);
        enforced.seccomp = !setup.lacking.seccomp && sandbox::forbid_calls();
        let table = open_table(Path::new(&setup.shown), &library.path);
        enforced.seccomp &= sandbox::forbid_files();
        hide_memory();
        answer(&mut from, &mut to, &mut request, enforced, table)
    };
    let pack = thread::Builder::new().stack_size(STACK).spawn(move || {
        let ended = work();
        // Nothing is left to do, and no code of the pack is to be heard in the end.
        std::process::exit(if ended.is_ok() { 0 } else { 2 })
    })?;
    host.wait_until_gone();
    drop(pack);
    Ok(())
}

/// Answers requests until there are no more. Those that came together are answered together: the host is woken once.
fn answer(
    from: &mut BufReader<impl Read>,
    to: &mut impl Write,
    request: &mut Request,
    enforced: Enforced,
    table: Result<PackTable, LoadError>,
) -> io::Result<()> {
    let refused = table.as_ref().err().map(ToString::to_string);
    let ready = rmp_serde::to_vec_named(&Ready { enforced, refused }).map_err(io::Error::other)?;
    let mut replies = Vec::new();
    let ready = (Status::Ok, Output { answer: ready, ..Output::default() });
    put_reply(&mut replies, request, &reply(Some(ready)))?;
    send(to, &mut replies)?;
    let Ok(table) = table else { return Ok(()) };
    while read_request(from, request)? {
        let said = match request.kind {
            Kind::Setup => return Ok(()),
            Kind::Describe => Some(table.describe()),
            Kind::Configure => table.configure(&request.first),
            Kind::Check => Some(table.check(&request.first, &request.second)),
        };
        put_reply(&mut replies, request, &reply(said))?;
        if from.buffer().is_empty() || replies.len() >= BUFFER {
            send(to, &mut replies)?;
        }
    }
    Ok(())
}

fn send(to: &mut impl Write, replies: &mut Vec<u8>) -> io::Result<()> {
    to.write_all(replies)?;
    to.flush()?;
    replies.clear();
    Ok(())
}

fn reply(said: Option<(Status, Output)>) -> Reply {
    match said {
        Some((status, output)) => Reply { status: code(status), output: Some(output) },
        None => Reply::default(),
    }
}

/// The library, open since before files were out of reach.
struct Library {
    path: PathBuf,
    #[cfg(target_os = "linux")]
    _file: File,
}

impl Library {
    #[cfg(target_os = "linux")]
    fn open(path: &Path) -> io::Result<Self> {
        use std::os::fd::AsRawFd;
        let file = File::open(path)?;
        Ok(Self { path: format!("/proc/self/fd/{}", file.as_raw_fd()).into(), _file: file })
    }

    #[cfg(not(target_os = "linux"))]
    fn open(path: &Path) -> io::Result<Self> {
        Ok(Self { path: path.to_owned() })
    }
}

/// The pipes of the host, away from where a pack that prints would write.
#[cfg(unix)]
fn pipes() -> io::Result<(File, File)> {
    use std::os::fd::AsFd;

    let (stdin, stdout) = (io::stdin(), io::stdout());
    let from = stdin.as_fd().try_clone_to_owned()?;
    let to = stdout.as_fd().try_clone_to_owned()?;
    let nothing = File::options().read(true).write(true).open("/dev/null")?;
    rustix::stdio::dup2_stdin(&nothing)?;
    rustix::stdio::dup2_stdout(&nothing)?;
    Ok((from.into(), to.into()))
}

#[cfg(windows)]
fn pipes() -> io::Result<(File, File)> {
    use std::os::windows::io::AsHandle;

    let from = io::stdin().as_handle().try_clone_to_owned()?;
    let to = io::stdout().as_handle().try_clone_to_owned()?;
    Ok((from.into(), to.into()))
}

/// The host's end of the pipe, to see when it is gone.
struct Host {
    #[cfg(unix)]
    pipe: File,
}

impl Host {
    #[cfg(unix)]
    fn of(from: &BufReader<File>) -> io::Result<Self> {
        Ok(Self { pipe: from.get_ref().try_clone()? })
    }

    #[cfg(not(unix))]
    fn of(_: &BufReader<File>) -> io::Result<Self> {
        Ok(Self {})
    }

    #[cfg(unix)]
    fn wait_until_gone(&self) {
        use rustix::event::{PollFd, PollFlags, poll};
        let mut pipe = [PollFd::new(&self.pipe, PollFlags::empty())];
        loop {
            match poll(&mut pipe, None) {
                Ok(_) if !pipe[0].revents().is_empty() => return,
                Ok(_) | Err(rustix::io::Errno::INTR) => {}
                // It cannot be seen: the other thread sees it when it next reads.
                Err(_) => self.park(),
            }
        }
    }

    #[cfg(not(unix))]
    fn wait_until_gone(&self) {
        self.park();
    }

    fn park(&self) {
        loop {
            thread::park();
        }
    }
}

/// Has the system end this process when the thread of the host that started it ends.
fn die_with_host() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{Signal, set_parent_process_death_signal};
        let _ = set_parent_process_death_signal(Some(Signal::KILL));
    }
}

/// Keeps other processes of the user from looking into this one, and its memory out of core files. Not earlier: the
/// library is opened through a path that is then closed to the process itself.
fn hide_memory() {
    #[cfg(target_os = "linux")]
    {
        use rustix::process::{DumpableBehavior, set_dumpable_behavior};
        let _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    }
}
