//! On Unix the thread that asks writes and reads for itself, and the system wakes it when its time is up.

use std::io::{self, BufReader, ErrorKind, Read, Write};
use std::process::{ChildStdin, ChildStdout};
use std::time::{Duration, Instant};

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, ioctl_fionbio};

use super::super::frames::{BUFFER, Broken, HEAD, Reply, read_reply};

/// How much is kept of a buffer that one long request has made large.
const KEPT: usize = 1 << 20;

pub(crate) struct Link {
    pipes: BufReader<Pipes>,
}

impl Link {
    pub(crate) fn new(to: ChildStdin, from: ChildStdout) -> io::Result<Self> {
        ioctl_fionbio(&to, true)?;
        ioctl_fionbio(&from, true)?;
        // All that is asked at once, as a rule. The usual pipe will do where the system does not give a longer one.
        #[cfg(target_os = "linux")]
        let _ = rustix::pipe::fcntl_setpipe_size(&to, BUFFER);
        let pipes = Pipes { to, from, unsent: Vec::new(), sent: 0, deadline: Instant::now() };
        Ok(Self { pipes: BufReader::with_capacity(BUFFER, pipes) })
    }

    /// Puts a request behind those that wait to be sent.
    pub(crate) fn put(&mut self, _: u32, head: &[u8; HEAD], first: &[u8], second: &[u8]) {
        let unsent = &mut self.pipes.get_mut().unsent;
        [head, first, second].into_iter().for_each(|part: &[u8]| unsent.extend_from_slice(part));
    }

    /// Sends as much as the pipe takes, without waiting; the rest goes when replies are wanted.
    pub(crate) fn send(&mut self) {
        self.pipes.get_mut().send();
    }

    /// The reply to the request of that number, which is the first without one.
    pub(crate) fn reply(&mut self, number: u32, deadline: Instant) -> Result<Reply, Broken> {
        self.pipes.get_mut().deadline = deadline;
        read_reply(&mut self.pipes, number)
    }
}

/// Both pipes: while one is read until the deadline, the other takes what it did not take at once.
struct Pipes {
    to: ChildStdin,
    from: ChildStdout,
    unsent: Vec<u8>,
    /// How much of it has gone.
    sent: usize,
    deadline: Instant,
}

impl Pipes {
    fn send(&mut self) {
        while self.sent < self.unsent.len() {
            match self.to.write(&self.unsent[self.sent..]) {
                Ok(sent) => self.sent += sent,
                Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
                Err(cause) if cause.kind() == ErrorKind::WouldBlock => return,
                // A worker that has gone is seen when it does not reply.
                Err(_) => break,
            }
        }
        self.unsent.clear();
        self.unsent.shrink_to(KEPT);
        self.sent = 0;
    }

    /// Until there is something to read, or the end of it, or room for what is unsent, or no time is left.
    fn wait(&self, left: Duration) -> io::Result<()> {
        let left = Timespec::try_from(left).map_err(io::Error::other)?;
        let mut ends = [PollFd::new(&self.from, PollFlags::IN), PollFd::new(&self.to, PollFlags::OUT)];
        let ends = if self.unsent.is_empty() { &mut ends[..1] } else { &mut ends[..] };
        match poll(ends, Some(&left)) {
            Ok(_) | Err(Errno::INTR) => Ok(()),
            Err(cause) => Err(cause.into()),
        }
    }
}

impl Read for Pipes {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        loop {
            // Looked at before every piece: one that comes byte by byte comes to an end too.
            let left = self.deadline.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return Err(ErrorKind::TimedOut.into());
            }
            match self.from.read(into) {
                Err(cause) if matches!(cause.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
                done => return done,
            }
            self.wait(left)?;
            self.send();
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{PipeReader, PipeWriter, pipe};
    use std::os::fd::OwnedFd;
    use std::thread;

    use gouji_core::boundary::Output;

    use super::super::super::frames::{Kind, Request, put_reply, read_request, request_head};
    use super::*;

    /// The lengths of the replies to requests as long as that, to a worker that does so, until `time` is up.
    fn ask(
        lengths: &[usize],
        time: Duration,
        worker: impl FnOnce(PipeReader, PipeWriter) + Send + 'static,
    ) -> Result<Vec<usize>, Broken> {
        let ((from_host, to_worker), (from_worker, to_host)) = (pipe().unwrap(), pipe().unwrap());
        let worker = thread::spawn(move || worker(from_host, to_host));
        let (to, from) = (OwnedFd::from(to_worker), OwnedFd::from(from_worker));
        let mut link = Link::new(to.into(), from.into()).unwrap();
        for (number, length) in (1..).zip(lengths) {
            let report = vec![7; *length];
            link.put(number, &request_head(Kind::Check, number, &report, &[1]), &report, &[1]);
        }
        link.send();
        let deadline = Instant::now() + time;
        let replies = (1..).zip(lengths).map(|(number, _)| link.reply(number, deadline));
        let replies = replies.map(|reply| Ok(reply?.output.unwrap().answer.len())).collect();
        drop(link);
        worker.join().unwrap();
        replies
    }

    const PATIENCE: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(50);

    /// Says the reports back, each when it comes.
    fn echo(mut from: PipeReader, mut to: PipeWriter) {
        let mut request = Request::default();
        while read_request(&mut from, &mut request).unwrap_or(false) {
            let output = Some(Output { answer: request.first.clone(), ..Output::default() });
            let mut reply = Vec::new();
            put_reply(&mut reply, &request, &Reply { status: 0, output }).unwrap();
            to.write_all(&reply).unwrap();
        }
    }

    #[test]
    fn requests_and_replies_of_any_length_come_through() {
        for lengths in
            [&[0][..], &[10_000], &[64 << 10], &[5 << 20], &[1, 5 << 20, 0, 5 << 20, 9], &[20_000; 40]]
        {
            assert_eq!(ask(lengths, PATIENCE, echo).unwrap(), lengths);
        }
    }

    #[test]
    fn no_worker_is_waited_for_longer_than_it_may_take() {
        let never_reads = |mut from: PipeReader, _to: PipeWriter| {
            thread::sleep(2 * SHORT);
            let _ = io::copy(&mut from, &mut io::sink());
        };
        assert_eq!(ask(&[5 << 20], SHORT, never_reads).unwrap_err(), Broken::Late);
        let never_writes = |mut from: PipeReader, _to: PipeWriter| drop(io::copy(&mut from, &mut io::sink()));
        assert_eq!(ask(&[10], SHORT, never_writes).unwrap_err(), Broken::Late);
        // A reply that never ends, a byte at a time.
        let dribbles = |_from: PipeReader, mut to: PipeWriter| {
            let head = [&b"GJW1"[..], &1_u32.to_le_bytes(), &[0; 8], &(16_u32 << 20).to_le_bytes(), &[0; 4]];
            let mut next = head.concat().into_iter().chain(std::iter::repeat(0));
            while to.write_all(&[next.next().unwrap_or(0)]).is_ok() {}
        };
        assert_eq!(ask(&[10], SHORT, dribbles).unwrap_err(), Broken::Late);
    }

    #[test]
    fn a_worker_that_has_gone_is_seen_at_once() {
        assert_eq!(ask(&[10], PATIENCE, |_, _| {}).unwrap_err(), Broken::Closed);
        assert_eq!(ask(&[5 << 20], PATIENCE, |_, _| {}).unwrap_err(), Broken::Closed);
    }
}
