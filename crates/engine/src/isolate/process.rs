//! One worker as its host sees it: a process, the thread that talks to it, and the time that it is given.

use std::io::{BufReader, Read, Write};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::{Duration, Instant};

use super::Isolation;
use super::ended::Ended;
use super::frames::{Broken, Kind, Reply, put_request, read_reply};

/// How much is kept of what a worker writes to its standard error: the end of it.
const WORDS: usize = 4 << 10;

/// How long a worker that has closed its pipe may take to end, and its last words to come.
const GRACE: Duration = Duration::from_secs(1);

/// How often it is looked whether it has.
const PAUSE: Duration = Duration::from_millis(2);

/// A worker that runs. Dropped, it is ended.
///
/// A thread of its own writes requests and reads replies, so that neither a full pipe nor a silent worker holds up more
/// than that thread. It also starts the process, which is to end with it.
pub(super) struct Process {
    child: Child,
    requests: SyncSender<(u32, Vec<u8>)>,
    replies: Receiver<(Result<Reply, Broken>, Vec<u8>)>,
    words: Receiver<String>,
    /// Of the last request.
    number: u32,
    /// To write requests into.
    buffer: Vec<u8>,
    limit: Duration,
    memory: u64,
}

impl Process {
    pub(super) fn start(isolation: &Isolation) -> Result<Self, Ended> {
        let (started, child) = sync_channel(1);
        let (requests, asked) = sync_channel::<(u32, Vec<u8>)>(1);
        let (answered, replies) = sync_channel(1);
        let mut command = command(isolation);
        let talk = move || {
            let mut child = match command.spawn() {
                Ok(child) => child,
                Err(cause) => return drop(started.send(Err(cause))),
            };
            let (to, from) = (child.stdin.take(), child.stdout.take());
            let _ = started.send(Ok(child));
            let (Some(mut to), Some(from)) = (to, from) else { return };
            let mut from = BufReader::with_capacity(64 << 10, from);
            // Ends when the worker is no longer wanted; what is said after that nobody hears.
            for (number, bytes) in asked {
                let sent = to.write_all(&bytes).and_then(|()| to.flush());
                let reply = sent.map_err(|_| Broken::Closed).and_then(|()| read_reply(&mut from, number));
                if answered.send((reply, bytes)).is_err() {
                    return;
                }
            }
        };
        let spawned = thread::Builder::new().name("gouji-pack".to_owned()).spawn(talk);
        spawned.map_err(Ended::NotStarted)?;
        let nobody = || Ended::NotStarted(std::io::ErrorKind::Other.into());
        let mut child = child.recv().map_err(|_| nobody())?.map_err(Ended::NotStarted)?;
        let words = listen(child.stderr.take());
        let (limit, memory) = (isolation.timeout, isolation.memory);
        Ok(Self { child, requests, replies, words, number: 0, buffer: Vec::new(), limit, memory })
    }

    /// Sends a request; its reply is asked for by [`Process::reply`].
    pub(super) fn ask(&mut self, kind: Kind, first: &[u8], second: &[u8]) -> Instant {
        self.number = self.number.wrapping_add(1);
        let mut buffer = std::mem::take(&mut self.buffer);
        put_request(&mut buffer, kind, self.number, first, second);
        // Where nobody takes it, nobody replies either, which is seen below.
        let _ = self.requests.send((self.number, buffer));
        Instant::now() + self.limit
    }

    /// The reply to the last request. An error ends the process.
    pub(super) fn reply(&mut self, deadline: Instant) -> Result<Reply, Ended> {
        let left = deadline.saturating_duration_since(Instant::now());
        match self.replies.recv_timeout(left) {
            Ok((Ok(reply), buffer)) => {
                self.buffer = buffer;
                Ok(reply)
            }
            Ok((Err(Broken::Garbled), _)) => Err(Ended::Garbled),
            Ok((Err(Broken::Flooded), _)) => Err(Ended::Flooded),
            Ok((Err(Broken::Closed), _)) | Err(RecvTimeoutError::Disconnected) => Err(self.death()),
            Err(RecvTimeoutError::Timeout) => Err(Ended::Late(self.limit)),
        }
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
