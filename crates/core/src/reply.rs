//! What a pack answers for one report, and how much of it is taken: values are counted before any of them is decoded,
//! because a byte of an answer can become hundreds in memory.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::finding::Found;

/// What a pack answers for one report.
#[derive(Debug, Default, Clone, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reply {
    /// Rule by rule, in the pack's order.
    pub found: Vec<Found>,
    pub crashed: Vec<Crashed>,
}

/// A rule that panicked, caught inside the pack.
#[derive(Debug, Default, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Crashed {
    pub rule: String,
    pub message: String,
}

/// Why an answer is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Untaken {
    /// More than a pack may say.
    #[error("回答过长，没有采用")]
    Flooded,
    #[error("回答已损坏（{0}）")]
    Damaged(String),
}

impl Reply {
    /// Bytes of an answer for one report: 4 MiB.
    pub const BYTES: usize = 4 << 20;
    /// Values in it, those inside others included. A finding with evidence has about twenty.
    pub const VALUES: usize = 60_000;
    /// Findings in it, faults included.
    pub const FINDINGS: usize = 5_000;

    /// Takes an answer for one report.
    pub fn take(bytes: &[u8]) -> Result<Self, Untaken> {
        if bytes.len() > Self::BYTES {
            return Err(Untaken::Flooded);
        }
        let reply: Self = take(bytes, Self::VALUES)?;
        match reply.found.len() + reply.crashed.len() > Self::FINDINGS {
            true => Err(Untaken::Flooded),
            false => Ok(reply),
        }
    }
}

/// Takes an answer of at most so many values.
pub fn take<T: DeserializeOwned>(bytes: &[u8], most: usize) -> Result<T, Untaken> {
    count(bytes, most)?;
    rmp_serde::from_slice(bytes).map_err(|cause| Untaken::Damaged(cause.to_string()))
}

/// Walks over the first value in MessagePack and all that is in it. Nothing is kept, nothing is called twice.
fn count(bytes: &[u8], most: usize) -> Result<(), Untaken> {
    let damaged = || Untaken::Damaged("数据不完整".to_owned());
    let mut rest = bytes;
    let (mut wanted, mut seen) = (1_u64, 0_usize);
    while wanted > 0 {
        (wanted, seen) = (wanted - 1, seen + 1);
        if seen > most {
            return Err(Untaken::Flooded);
        }
        let (&marker, after) = rest.split_first().ok_or_else(damaged)?;
        let Shape { length, skip, inside } = shape(marker);
        let (said, after) = after.split_at_checked(length).ok_or_else(damaged)?;
        let said = said.iter().fold(0_u64, |sum, byte| sum << 8 | u64::from(*byte));
        wanted += inside.of(marker, said);
        let skip = usize::try_from(skip.of(marker, said)).map_err(|_| damaged())?;
        rest = after.get(skip..).ok_or_else(damaged)?;
    }
    Ok(())
}

/// What follows a marker: bytes that say a length, bytes to pass over, values inside.
struct Shape {
    length: usize,
    skip: Much,
    inside: Much,
}

/// How much: so much, what the length says times one and plus another, or the low bits of the marker.
enum Much {
    Plain(u64),
    Said { times: u64, plus: u64 },
    Low { bits: u8, times: u64 },
}

impl Much {
    fn of(&self, marker: u8, said: u64) -> u64 {
        match *self {
            Self::Plain(much) => much,
            // Lengths have at most 32 bits.
            Self::Said { times, plus } => said * times + plus,
            Self::Low { bits, times } => u64::from(marker & bits) * times,
        }
    }
}

fn shape(marker: u8) -> Shape {
    use Much::{Low, Plain, Said};
    let nothing = || Plain(0);
    let plain = |bytes| Shape { length: 0, skip: Plain(bytes), inside: nothing() };
    let run = |length, plus| Shape { length, skip: Said { times: 1, plus }, inside: nothing() };
    let holds = |length, times| Shape { length, skip: nothing(), inside: Said { times, plus: 0 } };
    match marker {
        0x80..=0x8F => Shape { length: 0, skip: nothing(), inside: Low { bits: 0x0F, times: 2 } },
        0x90..=0x9F => Shape { length: 0, skip: nothing(), inside: Low { bits: 0x0F, times: 1 } },
        0xA0..=0xBF => Shape { length: 0, skip: Low { bits: 0x1F, times: 1 }, inside: nothing() },
        // Binaries and strings, then extensions with a byte for their kind.
        0xC4 | 0xD9 => run(1, 0),
        0xC5 | 0xDA => run(2, 0),
        0xC6 | 0xDB => run(4, 0),
        0xC7 => run(1, 1),
        0xC8 => run(2, 1),
        0xC9 => run(4, 1),
        // Numbers.
        0xCC | 0xD0 => plain(1),
        0xCD | 0xD1 => plain(2),
        0xCA | 0xCE | 0xD2 => plain(4),
        0xCB | 0xCF | 0xD3 => plain(8),
        // Extensions of fixed length.
        0xD4 => plain(2),
        0xD5 => plain(3),
        0xD6 => plain(5),
        0xD7 => plain(9),
        0xD8 => plain(17),
        0xDC => holds(2, 1),
        0xDD => holds(4, 1),
        0xDE => holds(2, 2),
        0xDF => holds(4, 2),
        _ => plain(0),
    }
}

#[cfg(test)]
mod tests {
    use serde::de::IgnoredAny;
    use serde_json::{Value, json};

    use super::*;

    fn values(value: &Value) -> usize {
        match value {
            Value::Array(inside) => 1 + inside.iter().map(values).sum::<usize>(),
            Value::Object(inside) => 1 + inside.values().map(|value| 1 + values(value)).sum::<usize>(),
            _ => 1,
        }
    }

    #[test]
    fn every_value_is_counted_once() {
        let long = |length: usize| "长".repeat(length);
        let many = |length: usize| vec![1; length];
        for value in [
            json!(null),
            json!([
                true,
                -1,
                -200,
                -70_000,
                -5_000_000_000_i64,
                0,
                200,
                60_000,
                70_000,
                5_000_000_000_u64,
                1.5
            ]),
            json!([long(5), long(20), long(100), long(30_000)]),
            json!([many(3), many(20), many(70_000)]),
            json!({"found": [{"rule": "A", "evidence": [{"text": "甲"}]}, {}], "crashed": []}),
            json!((0..20).map(|at| (at.to_string(), at)).collect::<std::collections::BTreeMap<_, _>>()),
        ] {
            let bytes = rmp_serde::to_vec_named(&value).unwrap();
            let count = values(&value);
            assert_eq!(super::count(&bytes, count), Ok(()), "{count}");
            assert_eq!(super::count(&bytes, count - 1), Err(Untaken::Flooded), "{count}");
        }
    }

    #[test]
    fn what_is_cut_is_damaged() {
        let bytes = rmp_serde::to_vec_named(&json!({"found": [{"rule": "A", "message": "甲"}]})).unwrap();
        for cut in 0..bytes.len() {
            let damaged = take::<IgnoredAny>(&bytes[..cut], 100).unwrap_err();
            assert!(matches!(damaged, Untaken::Damaged(_)), "{cut}");
        }
        assert!(take::<IgnoredAny>(&bytes, 100).is_ok());
    }

    /// Sixteen million findings of one byte each would be gigabytes.
    #[test]
    fn more_than_a_pack_may_say_is_not_decoded() {
        let maps = |count: usize| {
            let mut bytes = vec![0x81, 0xA5];
            bytes.extend_from_slice(b"found");
            bytes.push(0xDD);
            bytes.extend_from_slice(&u32::try_from(count).unwrap().to_be_bytes());
            bytes.resize(bytes.len() + count, 0x80);
            bytes
        };
        assert_eq!(Reply::take(&maps(Reply::FINDINGS)).unwrap().found.len(), Reply::FINDINGS);
        assert_eq!(Reply::take(&maps(Reply::FINDINGS + 1)), Err(Untaken::Flooded));
        assert_eq!(Reply::take(&maps(Reply::VALUES)), Err(Untaken::Flooded));
        assert_eq!(Reply::take(&maps(3 << 20)), Err(Untaken::Flooded));
        assert_eq!(Reply::take(&vec![0x80; Reply::BYTES + 1]), Err(Untaken::Flooded));
    }
}
