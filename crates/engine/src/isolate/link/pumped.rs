//! Where pipes cannot be waited for until a deadline, two threads of their own write requests and read replies, so that
//! neither a full pipe nor a silent worker holds up more than them.

use std::io::{self, BufReader, Write};
use std::process::{ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread;
use std::time::Instant;

use super::super::frames::{BUFFER, Broken, HEAD, Reply, read_reply};

pub(crate) struct Link {
    /// Requests that wait to be sent, and their numbers.
    unsent: Vec<u8>,
    numbers: Vec<u32>,
    requests: Sender<Vec<u8>>,
    asked: Sender<Vec<u32>>,
    replies: Receiver<Result<Reply, Broken>>,
}

impl Link {
    pub(crate) fn new(mut to: ChildStdin, from: ChildStdout) -> io::Result<Self> {
        let (requests, wanted) = channel::<Vec<u8>>();
        let (asked, numbers) = channel::<Vec<u32>>();
        let (answered, replies) = channel();
        // Both end when the worker is no longer wanted. Where nobody takes a request, nobody replies to it either.
        let write =
            move || wanted.into_iter().all(|bytes| to.write_all(&bytes).and_then(|()| to.flush()).is_ok());
        let mut from = BufReader::with_capacity(BUFFER, from);
        let read = move || {
            numbers.into_iter().flatten().all(|number| answered.send(read_reply(&mut from, number)).is_ok())
        };
        let thread = || thread::Builder::new().name("gouji-pack".to_owned());
        thread().spawn(write)?;
        thread().spawn(read)?;
        Ok(Self { unsent: Vec::new(), numbers: Vec::new(), requests, asked, replies })
    }

    /// Puts a request behind those that wait to be sent.
    pub(crate) fn put(&mut self, number: u32, head: &[u8; HEAD], first: &[u8], second: &[u8]) {
        [head, first, second].into_iter().for_each(|part: &[u8]| self.unsent.extend_from_slice(part));
        self.numbers.push(number);
    }

    /// Has them sent.
    pub(crate) fn send(&mut self) {
        // A thread that has ended is seen when there is no reply.
        let _ = self.asked.send(std::mem::take(&mut self.numbers));
        let _ = self.requests.send(std::mem::take(&mut self.unsent));
    }

    /// The reply to the request of that number, which is the first without one.
    pub(crate) fn reply(&mut self, _: u32, deadline: Instant) -> Result<Reply, Broken> {
        let left = deadline.saturating_duration_since(Instant::now());
        self.replies.recv_timeout(left).map_err(|cause| match cause {
            RecvTimeoutError::Timeout => Broken::Late,
            RecvTimeoutError::Disconnected => Broken::Closed,
        })?
    }
}
