//! On Unix the thread that asks writes and reads for itself, and the system wakes it when its time is up.

use std::io::{self, BufReader, ErrorKind, IoSlice, Read, Write};
use std::os::fd::AsFd;
use std::process::{ChildStdin, ChildStdout};
use std::time::Instant;

use rustix::event::{PollFd, PollFlags, Timespec, poll};
use rustix::io::{Errno, ioctl_fionbio};

use super::super::frames::{BUFFER, Broken, HEAD, Reply, read_reply};

pub(crate) struct Link {
    to: ChildStdin,
    from: BufReader<Timed>,
    /// What the pipe did not take of the last request: a pipe holds most reports, and not all.
    unsent: Vec<u8>,
}

impl Link {
    pub(crate) fn new(to: ChildStdin, from: ChildStdout) -> io::Result<Self> {
        // Reading waits for bytes that are there; only writing more than there is room for would block.
        ioctl_fionbio(&to, true)?;
        let from = BufReader::with_capacity(BUFFER, Timed { pipe: from, deadline: Instant::now() });
        Ok(Self { to, from, unsent: Vec::new() })
    }

    /// Sends as much as the pipe takes, without waiting; the rest goes when the reply is wanted.
    pub(crate) fn send(&mut self, _: u32, head: &[u8; HEAD], first: &[u8], second: &[u8]) {
        let parts = [head, first, second];
        // A worker that has gone is seen when it does not reply.
        let mut sent = self.to.write_vectored(&parts.map(IoSlice::new)).unwrap_or(0);
        self.unsent.clear();
        for part in parts {
            let of_this = sent.min(part.len());
            self.unsent.extend_from_slice(&part[of_this..]);
            sent -= of_this;
        }
    }

    /// The reply to the request of that number, which is the last.
    pub(crate) fn reply(&mut self, number: u32, deadline: Instant) -> Result<Reply, Broken> {
        self.send_rest(deadline).map_err(Broken::from)?;
        self.from.get_mut().deadline = deadline;
        read_reply(&mut self.from, number)
    }

    fn send_rest(&mut self, deadline: Instant) -> io::Result<()> {
        let mut rest = &self.unsent[..];
        while !rest.is_empty() {
            wait(&self.to, PollFlags::OUT, deadline)?;
            match self.to.write(rest) {
                Ok(sent) => rest = &rest[sent..],
                Err(cause) if matches!(cause.kind(), ErrorKind::WouldBlock | ErrorKind::Interrupted) => {}
                Err(cause) => return Err(cause),
            }
        }
        Ok(())
    }
}

/// A pipe that is read until the deadline.
struct Timed {
    pipe: ChildStdout,
    deadline: Instant,
}

impl Read for Timed {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        wait(&self.pipe, PollFlags::IN, self.deadline)?;
        self.pipe.read(into)
    }
}

/// Until the pipe is ready, or has come to its end.
fn wait(pipe: &impl AsFd, until: PollFlags, deadline: Instant) -> io::Result<()> {
    loop {
        // Looked at before every piece: one that comes byte by byte comes to an end too.
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        let left = Timespec::try_from(left).map_err(io::Error::other)?;
        match poll(&mut [PollFd::new(pipe, until)], Some(&left)) {
            Ok(0) | Err(Errno::INTR) => {}
            Ok(_) => return Ok(()),
            Err(cause) => return Err(cause.into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::{PipeReader, PipeWriter, pipe};
    use std::os::fd::OwnedFd;
    use std::thread;
    use std::time::Duration;

    use gouji_core::boundary::Output;

    use super::super::super::frames::{Kind, Request, read_request, request_head, write_reply};
    use super::*;

    /// What comes of a request as long as that to a worker that does so, until `time` is up.
    fn ask(
        length: usize,
        time: Duration,
        worker: impl FnOnce(PipeReader, PipeWriter) + Send + 'static,
    ) -> Result<usize, Broken> {
        let ((from_host, to_worker), (from_worker, to_host)) = (pipe().unwrap(), pipe().unwrap());
        let worker = thread::spawn(move || worker(from_host, to_host));
        let (to, from) = (OwnedFd::from(to_worker), OwnedFd::from(from_worker));
        let mut link = Link::new(to.into(), from.into()).unwrap();
        let report = vec![7; length];
        link.send(1, &request_head(Kind::Check, 1, &report, &[1]), &report, &[1]);
        let reply = link.reply(1, Instant::now() + time);
        drop(link);
        worker.join().unwrap();
        reply.map(|reply| reply.output.unwrap().answer.len())
    }

    const PATIENCE: Duration = Duration::from_secs(60);
    const SHORT: Duration = Duration::from_millis(50);

    /// Says the report back.
    fn echo(mut from: PipeReader, mut to: PipeWriter) {
        let mut request = Request::default();
        assert!(read_request(&mut from, &mut request).unwrap());
        let output = Some(Output { answer: request.first.clone(), ..Output::default() });
        write_reply(&mut to, &mut Vec::new(), &request, &Reply { status: 0, output }).unwrap();
    }

    #[test]
    fn requests_and_replies_of_any_length_come_through() {
        for length in [0, 10_000, 64 << 10, 5 << 20] {
            assert_eq!(ask(length, PATIENCE, echo).unwrap(), length);
        }
    }

    #[test]
    fn no_worker_is_waited_for_longer_than_it_may_take() {
        let never_reads = |mut from: PipeReader, _to: PipeWriter| {
            thread::sleep(2 * SHORT);
            let _ = io::copy(&mut from, &mut io::sink());
        };
        assert_eq!(ask(5 << 20, SHORT, never_reads).unwrap_err(), Broken::Late);
        let never_writes = |mut from: PipeReader, _to: PipeWriter| drop(io::copy(&mut from, &mut io::sink()));
        assert_eq!(ask(10, SHORT, never_writes).unwrap_err(), Broken::Late);
        // A reply that never ends, a byte at a time.
        let dribbles = |_from: PipeReader, mut to: PipeWriter| {
            let head = [&b"GJW1"[..], &1_u32.to_le_bytes(), &[0; 8], &(16_u32 << 20).to_le_bytes(), &[0; 4]];
            let mut next = head.concat().into_iter().chain(std::iter::repeat(0));
            while to.write_all(&[next.next().unwrap_or(0)]).is_ok() {}
        };
        assert_eq!(ask(10, SHORT, dribbles).unwrap_err(), Broken::Late);
    }

    #[test]
    fn a_worker_that_has_gone_is_seen_at_once() {
        assert_eq!(ask(10, PATIENCE, |_, _| {}).unwrap_err(), Broken::Closed);
        assert_eq!(ask(5 << 20, PATIENCE, |_, _| {}).unwrap_err(), Broken::Closed);
    }
}
