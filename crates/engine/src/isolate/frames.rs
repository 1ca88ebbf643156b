//! What goes through the pipes between host and worker: a request, then its reply, each a head of fixed size and two
//! runs of bytes. Both sides are the same program, but a worker may be at the mercy of its pack: the host believes no
//! length and no number that comes back.

use std::io::{self, Read};

use gouji_core::boundary::{Output, Status};

const MAGIC: u32 = u32::from_le_bytes(*b"GJW1");

/// The size of a head.
pub(super) const HEAD: usize = 24;

/// How much is read at a time, if there is so much: several reports of usual size.
pub(super) const BUFFER: usize = 256 << 10;

/// Bytes of log lines that one reply may bring: 1 MiB. They are for whoever looks for a mistake; the rest is dropped.
const LOG: usize = 1 << 20;

/// What a worker is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[repr(u32)]
pub(super) enum Kind {
    /// To load its pack; the first request of all.
    Setup = 1,
    Describe = 2,
    Configure = 3,
    Check = 4,
}

impl Kind {
    const ALL: [Self; 4] = [Self::Setup, Self::Describe, Self::Configure, Self::Check];
}

/// A request as a worker reads it; its buffers are used again.
#[derive(Debug)]
pub(super) struct Request {
    pub(super) kind: Kind,
    number: u32,
    /// The report, the configuration or the setup.
    pub(super) first: Vec<u8>,
    /// Which rules to run.
    pub(super) second: Vec<u8>,
}

impl Default for Request {
    fn default() -> Self {
        Self { kind: Kind::Setup, number: 0, first: Vec::new(), second: Vec::new() }
    }
}

/// What a pack says to a request, as over the border in one process.
#[derive(Debug, Default)]
pub(super) struct Reply {
    /// The number that the pack returned.
    pub(super) status: i32,
    /// `None`: the pack has no such function.
    pub(super) output: Option<Output>,
}

/// Why no reply could be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Broken {
    /// The pipe ended or failed.
    Closed,
    /// More than a pack may say.
    Flooded,
    /// No reply, or not one to the request.
    Garbled,
    /// Not whole when its time was up.
    Late,
}

impl From<io::Error> for Broken {
    fn from(cause: io::Error) -> Self {
        if cause.kind() == io::ErrorKind::TimedOut { Self::Late } else { Self::Closed }
    }
}

/// What goes before the two runs of bytes of a request.
pub(super) fn request_head(kind: Kind, number: u32, first: &[u8], second: &[u8]) -> [u8; HEAD] {
    packed([MAGIC, kind as u32, number, length(first), length(second), 0])
}

/// Reads the next request; `false` when there are no more.
pub(super) fn read_request(from: &mut impl Read, request: &mut Request) -> io::Result<bool> {
    let Some([magic, kind, number, first, second, _]) = head(from)? else { return Ok(false) };
    let kind = Kind::ALL.into_iter().find(|known| *known as u32 == kind);
    let (MAGIC, Some(kind)) = (magic, kind) else { return Err(io::ErrorKind::InvalidData.into()) };
    request.kind = kind;
    request.number = number;
    fill(from, &mut request.first, first)?;
    fill(from, &mut request.second, second)?;
    Ok(true)
}

const FLOODED: u32 = 1;
const NO_FUNCTION: u32 = 2;

/// Puts the reply to a request behind what a buffer holds.
pub(super) fn put_reply(buffer: &mut Vec<u8>, request: &Request, reply: &Reply) -> io::Result<()> {
    let nothing = Output::default();
    let output = reply.output.as_ref().unwrap_or(&nothing);
    let log = match kept(&output.log) {
        [] => Vec::new(),
        lines => rmp_serde::to_vec(lines).map_err(io::Error::other)?,
    };
    let flags =
        if output.flooded { FLOODED } else { 0 } | if reply.output.is_none() { NO_FUNCTION } else { 0 };
    let status = reply.status.cast_unsigned();
    let head = [MAGIC, request.number, status, flags, length(&output.answer), length(&log)];
    buffer.extend_from_slice(&packed(head));
    buffer.extend_from_slice(&output.answer);
    buffer.extend_from_slice(&log);
    Ok(())
}

/// Reads the reply to the request of that number.
pub(super) fn read_reply(from: &mut impl Read, number: u32) -> Result<Reply, Broken> {
    let Some([magic, replies_to, status, flags, answer, log]) = head(from)? else {
        return Err(Broken::Closed);
    };
    if magic != MAGIC || replies_to != number {
        return Err(Broken::Garbled);
    }
    if answer as usize > Output::LIMIT || log as usize > LOG {
        return Err(Broken::Flooded);
    }
    let mut output = Output { flooded: flags & FLOODED != 0, ..Output::default() };
    fill(from, &mut output.answer, answer)?;
    let mut lines = Vec::new();
    fill(from, &mut lines, log)?;
    if !lines.is_empty() {
        output.log = rmp_serde::from_slice(&lines).map_err(|_| Broken::Garbled)?;
    }
    Ok(Reply { status: status.cast_signed(), output: (flags & NO_FUNCTION == 0).then_some(output) })
}

/// The lines of a log that a reply can bring, with what MessagePack needs for each and for all.
fn kept(lines: &[String]) -> &[String] {
    let mut left = LOG - 5;
    let fits = |line: &&String| match left.checked_sub(line.len() + 5) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    &lines[..lines.iter().take_while(fits).count()]
}

/// The number that stands for a status; what [`Status::from`] makes a status of.
pub(super) fn code(status: Status) -> i32 {
    match status {
        Status::Ok => 0,
        Status::Failed => 1,
        Status::Panicked => 2,
        Status::NotAReport => 3,
        Status::Unknown(code) => code,
    }
}

/// Reports and answers are limited to far less than 4 GiB; what is longer would be refused as garbled.
fn length(bytes: &[u8]) -> u32 {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX)
}

/// A head of six numbers.
fn packed(numbers: [u32; 6]) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    let (places, _) = head.as_chunks_mut::<4>();
    for (place, number) in places.iter_mut().zip(numbers) {
        *place = number.to_le_bytes();
    }
    head
}

/// The six numbers of a head; `None` where the pipe ends before it.
fn head(from: &mut impl Read) -> io::Result<Option<[u32; 6]>> {
    let mut bytes = [0; HEAD];
    let mut read = 0;
    while read < HEAD {
        match from.read(&mut bytes[read..]) {
            Ok(0) if read == 0 => return Ok(None),
            Ok(0) => return Err(io::ErrorKind::UnexpectedEof.into()),
            Ok(more) => read += more,
            Err(cause) if cause.kind() == io::ErrorKind::Interrupted => {}
            Err(cause) => return Err(cause),
        }
    }
    let (numbers, _) = bytes.as_chunks::<4>();
    let mut head = [0; 6];
    for (value, number) in head.iter_mut().zip(numbers) {
        *value = u32::from_le_bytes(*number);
    }
    Ok(Some(head))
}

/// Reads so many bytes into a buffer. A long one grows as they come: a length that is a lie costs next to nothing.
fn fill(from: &mut impl Read, buffer: &mut Vec<u8>, length: u32) -> io::Result<()> {
    buffer.clear();
    buffer.reserve((length as usize).min(BUFFER));
    let read = from.take(u64::from(length)).read_to_end(buffer)?;
    if read < length as usize { Err(io::ErrorKind::UnexpectedEof.into()) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_read_as_they_were_written() {
        let head = request_head(Kind::Check, 7, b"report", &[1, 0]);
        let buffer = [&head[..], b"report", &[1, 0]].concat();
        let mut request = Request::default();
        assert!(read_request(&mut &buffer[..], &mut request).unwrap());
        assert_eq!((request.kind, request.number), (Kind::Check, 7));
        assert_eq!((&request.first[..], &request.second[..]), (&b"report"[..], &[1, 0][..]));
        assert!(!read_request(&mut &[][..], &mut request).unwrap());
        assert!(read_request(&mut &buffer[..10], &mut request).is_err());
        assert!(read_request(&mut &buffer[..buffer.len() - 1], &mut request).is_err());
    }

    /// A reply to request 7.
    fn written(reply: &Reply) -> Vec<u8> {
        let (mut bytes, request) = (Vec::new(), Request { number: 7, ..Request::default() });
        put_reply(&mut bytes, &request, reply).unwrap();
        bytes
    }

    #[test]
    fn replies_are_read_as_they_were_written() {
        let output =
            Output { answer: vec![1, 2, 3], log: vec!["甲\n乙".to_owned()], flooded: true, held: 0 };
        let bytes = written(&Reply { status: -5, output: Some(output) });
        let read = read_reply(&mut &bytes[..], 7).unwrap();
        let output = read.output.unwrap();
        assert_eq!((read.status, &output.answer[..], output.flooded), (-5, &[1, 2, 3][..], true));
        assert_eq!(output.log, ["甲\n乙"]);
        assert!(read_reply(&mut &written(&Reply::default())[..], 7).unwrap().output.is_none());
    }

    #[test]
    fn long_logs_are_cut() {
        let log = vec!["甲".repeat(100); 5000];
        let bytes = written(&Reply { status: 0, output: Some(Output { log, ..Output::default() }) });
        let log = read_reply(&mut &bytes[..], 7).unwrap().output.unwrap().log;
        assert_eq!(log.len(), (LOG - 5) / 305);
    }

    #[track_caller]
    fn broken(change: impl Fn(&mut Vec<u8>), expected: Broken) {
        let output = Output { answer: vec![1; 9], log: vec!["甲".to_owned()], flooded: false, held: 0 };
        let mut bytes = written(&Reply { status: 0, output: Some(output) });
        change(&mut bytes);
        assert_eq!(read_reply(&mut &bytes[..], 7).unwrap_err(), expected);
    }

    #[test]
    fn nothing_that_comes_back_is_believed() {
        broken(Vec::clear, Broken::Closed);
        broken(|bytes| bytes.truncate(20), Broken::Closed);
        broken(|bytes| bytes.truncate(HEAD + 3), Broken::Closed);
        broken(|bytes| bytes[0] ^= 1, Broken::Garbled);
        broken(|bytes| bytes[4] = 8, Broken::Garbled);
        broken(|bytes| bytes[19] = 0x7f, Broken::Flooded);
        broken(|bytes| bytes[23] = 0x7f, Broken::Flooded);
        // One byte of the answer less: the log begins with it.
        broken(|bytes| bytes[16] -= 1, Broken::Garbled);
        // The answer is said to be longer than what comes.
        broken(|bytes| bytes[17] = 1, Broken::Closed);
    }
}
