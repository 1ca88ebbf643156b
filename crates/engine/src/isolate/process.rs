//! One worker as its host sees it: a process, the pipes to it, and the time that it is given.

use std::io::{self, Read};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Isolation;
use super::ended::Ended;
use super::frames::{Broken, Kind, Reply, request_head};
use super::link::Link;

/// How much is kept of what a worker writes to its standard error: the end of it.
const WORDS: usize = 4 << 10;

/// How long a worker that has closed its pipe may take to end, and its last words to come; and the least time in which
/// a reply is fetched, however long the host was kept by another worker.
const GRACE: Duration = Duration::from_secs(1);

/// How often it is looked whether it has.
const PAUSE: Duration = Duration::from_millis(2);

/// A worker that runs. Dropped, it is ended.
pub(super) struct Process {
    child: Child,
    link: Link,
    words: Receiver<String>,
    /// Of the last request.
    number: u32,
    /// When what was sent is to be answered.
    deadline: Instant,
    limit: Duration,
    memory: u64,
}

impl Process {
    pub(super) fn start(isolation: &Isolation) -> Result<Self, Ended> {
        let mut child = spawn(command(isolation)).map_err(Ended::NotStarted)?;
        let words = listen(child.stderr.take());
        let link = match (child.stdin.take(), child.stdout.take()) {
            (Some(to), Some(from)) => Link::new(to, from),
            _ => Err(io::ErrorKind::BrokenPipe.into()),
        };
        let link = link.map_err(Ended::NotStarted)?;
        let (limit, memory) = (isolation.timeout, isolation.memory);
        Ok(Self { child, link, words, number: 0, deadline: Instant::now(), limit, memory })
    }

    /// Puts a request behind those that wait to be sent; its number.
    pub(super) fn put(&mut self, kind: Kind, first: &[u8], second: &[u8]) -> u32 {
        self.number = self.number.wrapping_add(1);
        let head = request_head(kind, self.number, first, second);
        self.link.put(self.number, &head, first, second);
        self.number
    }

    /// Sends what waits; from now on the worker has its time for all of it together.
    pub(super) fn send(&mut self) {
        self.link.send();
        self.deadline = Instant::now() + self.limit;
    }

    /// The reply to the request of that number, which is the first without one. An error ends the process.
    pub(super) fn reply(&mut self, number: u32) -> Result<Reply, Ended> {
        let deadline = self.deadline.max(Instant::now() + GRACE.min(self.limit));
        self.link.reply(number, deadline).map_err(|broken| match broken {
            Broken::Garbled => Ended::Garbled,
            Broken::Flooded => Ended::Flooded,
            Broken::Late => Ended::Late(self.limit),
            Broken::Closed => self.death(),
        })
    }

    /// One request and its reply.
    pub(super) fn call(&mut self, kind: Kind, first: &[u8], second: &[u8]) -> Result<Reply, Ended> {
        let number = self.put(kind, first, second);
        self.send();
        self.reply(number)
    }

    /// How it ended, once its pipe has.
    fn death(&mut self) -> Ended {
        let patience = Instant::now() + GRACE;
        loop {
            match self.child.try_wait() {
                Ok(Some(status)) => {
                    let words = self.words.recv_timeout(GRACE).unwrap_or_default();
                    return Ended::Died { status, words, memory: self.memory };
                }
                Ok(None) if Instant::now() < patience => thread::sleep(PAUSE),
                Ok(None) => return Ended::Silent,
                Err(cause) => return Ended::NotStarted(cause),
            }
        }
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail only where it has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(isolation: &Isolation) -> Command {
    let mut command = Command::new(&isolation.program);
    command.args(&isolation.arguments).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    // Nothing of the user's surroundings is a pack's business. Windows finds its own libraries by them.
    #[cfg(unix)]
    command.env_clear();
    command
}

#[cfg(not(target_os = "linux"))]
fn spawn(mut command: Command) -> io::Result<Child> {
    command.spawn()
}

/// Starts a worker on a thread that lives as long as this process: the system ends a worker with the thread that started
/// it, and those that check reports come and go.
#[cfg(target_os = "linux")]
fn spawn(command: Command) -> io::Result<Child> {
    use std::sync::LazyLock;
    use std::sync::mpsc::{Sender, SyncSender, channel};

    type Wanted = (Command, SyncSender<io::Result<Child>>);
    static STARTER: LazyLock<Sender<Wanted>> = LazyLock::new(|| {
        let (sender, wanted) = channel::<Wanted>();
        let start = move || {
            for (mut command, started) in wanted {
                // One that nobody waits for any more is ended by its pipes.
                let _ = started.send(command.spawn());
            }
        };
        // Without the thread nobody takes what is wanted, which is seen below.
        let _ = thread::Builder::new().name("gouji-pack".to_owned()).spawn(start);
        sender
    });
    let (sender, started) = sync_channel(1);
    let nobody = || io::Error::from(io::ErrorKind::Other);
    STARTER.send((command, sender)).map_err(|_| nobody())?;
    started.recv().map_err(|_| nobody())?
}

/// Reads what a worker writes to its standard error, so that it never waits for that, and keeps the end.
fn listen(stderr: Option<ChildStderr>) -> Receiver<String> {
    let (said, words) = sync_channel(1);
    let read = move || {
        let mut kept = Vec::new();
        let mut piece = [0; 1024];
        let mut stderr = stderr;
        while let Some(length) =
            stderr.as_mut().and_then(|from| from.read(&mut piece).ok()).filter(|l| *l > 0)
        {
            kept.extend_from_slice(&piece[..length]);
            let excess = kept.len().saturating_sub(WORDS);
            kept.drain(..excess);
        }
        let _ = said.send(String::from_utf8_lossy(&kept).into_owned());
    };
    // Without the thread the words are missing, and with them the reason of a death, no more.
    let _ = thread::Builder::new().name("gouji-pack-words".to_owned()).spawn(read);
    words
}
