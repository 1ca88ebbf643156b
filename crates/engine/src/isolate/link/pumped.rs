//! Where pipes cannot be waited for until a deadline, a thread of its own writes requests and reads replies, so that
//! neither a full pipe nor a silent worker holds up more than that thread.

use std::io::{self, BufReader, Write};
use std::process::{ChildStdin, ChildStdout};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::thread;
use std::time::Instant;

use super::super::frames::{BUFFER, Broken, HEAD, Reply, read_reply};

pub(crate) struct Link {
    requests: SyncSender<(u32, Vec<u8>)>,
    replies: Receiver<(Result<Reply, Broken>, Vec<u8>)>,
    /// To write requests into.
    buffer: Vec<u8>,
}

impl Link {
    pub(crate) fn new(mut to: ChildStdin, from: ChildStdout) -> io::Result<Self> {
        let (requests, asked) = sync_channel::<(u32, Vec<u8>)>(1);
        let (answered, replies) = sync_channel(1);
        let mut from = BufReader::with_capacity(BUFFER, from);
        let pump = move || {
            // Ends when the worker is no longer wanted; what is said after that nobody hears.
            for (number, bytes) in asked {
                let sent = to.write_all(&bytes).and_then(|()| to.flush()).map_err(Broken::from);
                let reply = sent.and_then(|()| read_reply(&mut from, number));
                if answered.send((reply, bytes)).is_err() {
                    return;
                }
            }
        };
        thread::Builder::new().name("gouji-pack".to_owned()).spawn(pump)?;
        Ok(Self { requests, replies, buffer: Vec::new() })
    }

    pub(crate) fn send(&mut self, number: u32, head: &[u8; HEAD], first: &[u8], second: &[u8]) {
        let mut buffer = std::mem::take(&mut self.buffer);
        buffer.clear();
        [head, first, second].into_iter().for_each(|part: &[u8]| buffer.extend_from_slice(part));
        // Where nobody takes it, nobody replies either.
        let _ = self.requests.send((number, buffer));
    }

    /// The reply to the request of that number, which is the last.
    pub(crate) fn reply(&mut self, _: u32, deadline: Instant) -> Result<Reply, Broken> {
        let left = deadline.saturating_duration_since(Instant::now());
        let (reply, buffer) = self.replies.recv_timeout(left).map_err(|cause| match cause {
            RecvTimeoutError::Timeout => Broken::Late,
            RecvTimeoutError::Disconnected => Broken::Closed,
        })?;
        self.buffer = buffer;
        reply
    }
}
