//! The one clock of the program: which day it is, in Beijing time.

use std::time::{SystemTime, UNIX_EPOCH};

use gouji_check::day;
pub use gouji_check::day::{iso, parse};
use gouji_core::report::Date;

/// The day that it is now.
pub fn today() -> Date {
    let seconds = match SystemTime::now().duration_since(UNIX_EPOCH) {
        Ok(since) => i64::try_from(since.as_secs()).unwrap_or(i64::MAX),
        Err(before) => -i64::try_from(before.duration().as_secs()).unwrap_or(0),
    };
    day::of_seconds(seconds)
}

/// The day in Beijing so many seconds after the beginning of 1970 in Greenwich.
pub fn of_seconds(seconds: u64) -> Date {
    day::of_seconds(i64::try_from(seconds).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_not_the_past() {
        assert!(today().year >= 2024);
    }
}
