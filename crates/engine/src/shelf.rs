//! Reports that others are held against, put aside until they are wanted: read once, encoded, in a temporary file without a
//! name, so that memory does not grow with their number.

use std::fs::File;
use std::io::{self, Write as _};

use gouji_core::report::Draft;
use gouji_core::wire;
use gouji_reader::source::Limits;

use crate::input::{Input, read};

/// What is put aside at most, in bytes. The temporary folder may be in memory; what does not fit is read again.
const MOST: u64 = 1 << 30;

/// Reports, one behind the other.
#[derive(Debug, Default)]
pub(crate) struct Shelf {
    file: Option<File>,
    length: u64,
}

/// Where a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Slip {
    at: u64,
    length: usize,
}

impl Shelf {
    /// Puts an encoded report aside; `None` where there is no room for it.
    pub(crate) fn put(&mut self, encoded: &[u8]) -> Option<Slip> {
        if self.length + encoded.len() as u64 > MOST {
            return None;
        }
        if self.file.is_none() {
            self.file = tempfile::tempfile().ok();
        }
        let slip = Slip { at: self.length, length: encoded.len() };
        match self.file.as_mut()?.write_all(encoded) {
            Ok(()) => self.length += encoded.len() as u64,
            // Where the end of the file is now, nobody knows: what is on it stays, nothing more is put there.
            Err(_) => {
                self.length = MOST;
                return None;
            }
        }
        Some(slip)
    }

    /// The report of a file, encoded: what was put aside, or read again and made into `whole` or less.
    pub(crate) fn take(
        &self,
        slip: Option<Slip>,
        input: &Input,
        limits: &Limits,
        made: impl FnOnce(Draft) -> Draft,
    ) -> Result<Vec<u8>, String> {
        if let Some(bytes) = slip.and_then(|slip| self.bytes(slip).ok()) {
            return Ok(bytes);
        }
        let unreadable = |why| format!("{} 无法读取：{why}", input.path().display());
        let (reading, _) = read(input, limits).map_err(unreadable)?;
        Ok(wire::encode(&made(reading.draft)))
    }

    fn bytes(&self, slip: Slip) -> io::Result<Vec<u8>> {
        let file = self.file.as_ref().ok_or(io::ErrorKind::NotFound)?;
        let mut bytes = vec![0; slip.length];
        read_at(file, &mut bytes, slip.at)?;
        Ok(bytes)
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], at: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, bytes, at)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], mut at: u64) -> io::Result<()> {
    use std::os::windows::fs::FileExt as _;
    let mut left = bytes;
    while !left.is_empty() {
        match file.seek_read(left, at)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                left = &mut left[count..];
                at += count as u64;
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_aside_comes_back() {
        let mut shelf = Shelf::default();
        let slips = [b"one".as_slice(), b"", b"three"].map(|bytes| shelf.put(bytes).unwrap());
        let back = slips.map(|slip| shelf.bytes(slip).unwrap());
        assert_eq!(back, [b"one".to_vec(), Vec::new(), b"three".to_vec()]);
        assert!(shelf.bytes(Slip { at: 6, length: 9 }).is_err());
        shelf.length = MOST;
        assert_eq!(shelf.put(b"more"), None);
    }
}
