//! What reports are checked with: everything that a check needs and does not do itself.

use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

use gouji_core::report::{AgencyDraft, Date, Draft};
use gouji_core::wire::Beside;
use gouji_reader::Reading;
use gouji_reader::source::Limits;

use crate::baseline::Baseline;
use crate::memory::Memory;
use crate::rulesets::Rules;
use crate::run::Lacking;

/// What reports are checked with.
#[derive(Clone, Copy)]
pub struct Means<'s> {
    pub rules: &'s dyn Rules,
    /// Reports that each is held against.
    pub others: &'s dyn Others,
    /// Findings that are known.
    pub baseline: Option<&'s Baseline>,
    /// Results of earlier runs.
    pub memory: Option<&'s dyn Memory>,
    pub clock: &'s dyn Clock,
    pub limits: &'s Limits,
    /// Results carry the tables as they were read, for outputs that draw them.
    pub tables: bool,
    /// The day on which waivers hold or not.
    pub today: Date,
    /// Which program this is: results of another one are not taken over.
    pub program: &'s str,
}

/// A report to be: bytes under a name.
pub trait Incoming {
    /// As it is called in results.
    fn name(&self) -> &Path;

    /// Its bytes; or a Chinese sentence that says why there are none.
    fn bytes(&self, limits: &Limits) -> Result<Cow<'_, [u8]>, String>;

    /// What is to be done before it is read and does not count as its own time.
    fn prepare(&self, _limits: &Limits) {}

    /// What stands in it; or a Chinese sentence that says why it cannot be read.
    fn read(&self, bytes: &[u8], limits: &Limits) -> Result<Reading, String> {
        gouji_reader::read(bytes, limits).map_err(|why| why.to_string())
    }
}

/// Bytes in memory, and what results are to call them.
#[derive(Debug, Clone, Copy)]
pub struct Named<'a> {
    pub name: &'a Path,
    pub bytes: &'a [u8],
}

impl Incoming for Named<'_> {
    fn name(&self) -> &Path {
        self.name
    }

    fn bytes(&self, limits: &Limits) -> Result<Cow<'_, [u8]>, String> {
        let size = self.bytes.len() as u64;
        if size > limits.bytes {
            let limit = limits.bytes;
            return Err(gouji_reader::source::Unreadable::TooLarge { size, limit }.to_string());
        }
        Ok(Cow::Borrowed(self.bytes))
    }
}

/// Where the reports are that a report is held against.
pub trait Others: Sync {
    /// Those of one report, which is called `name`.
    fn of(&self, report: &Draft, name: &Path, limits: &Limits) -> Held;

    /// What the result of a report of such an agency and year depends on here.
    fn basis(&self, agency: &AgencyDraft, year: Option<u16>, name: &Path) -> String;
}

/// What a report is held against.
#[derive(Debug, Default)]
pub struct Held {
    pub others: Beside,
    /// Why some are missing, where that is known better than the cards of the rules that need them know it.
    pub lacking: Lacking,
    /// Chinese sentences, said with the report.
    pub notes: Vec<String>,
}

/// No other reports.
pub struct Nothing;

impl Others for Nothing {
    fn of(&self, _report: &Draft, _name: &Path, _limits: &Limits) -> Held {
        Held::default()
    }

    fn basis(&self, _agency: &AgencyDraft, _year: Option<u16>, _name: &Path) -> String {
        String::new()
    }
}

/// Tells the time that passes.
pub trait Clock: Sync {
    /// Since some moment, always the same one; never less than before.
    fn now(&self) -> Duration;
}

/// A clock that stands still: no report takes too long by it. What the reader does with one file is limited all the same.
pub struct Still;

impl Clock for Still {
    fn now(&self) -> Duration {
        Duration::ZERO
    }
}
