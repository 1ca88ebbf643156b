//! A run's results on their way into the ledger: written as they come, some at a time.
//!
//! Nothing here stops a run. What cannot be written is said in the end; until then results are only not kept.

use std::time::{Duration, Instant};

use gouji_core::report::Date;
use gouji_core::verdict::{Checked, Verdict};
use gouji_engine::{Memory, Recalled, folded, today};
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::LedgerError;
use crate::open::{Ledger, Work};
use crate::{about, settle, stored};

/// What is not yet safe on the disk is never more than what came in this time.
const ROUND: Duration = Duration::from_millis(500);

/// A run that is under way.
#[derive(Debug, Clone, Copy)]
pub struct Run {
    pub(crate) id: i64,
    pub(crate) day: Date,
    /// How many files of it an earlier run, which was broken off, has seen.
    pub done: u32,
}

impl Run {
    pub(crate) fn today(&self) -> String {
        today::iso(self.day)
    }
}

impl Memory for Ledger {
    fn recall(&self, sha256: &str) -> Option<Recalled> {
        let key = bytes_of(sha256)?;
        let select = "SELECT basis, checked FROM results WHERE sha256 = ?1 AND basis IS NOT NULL";
        let found = {
            let mut work = self.work();
            let found = work.db.prepare_cached(select).and_then(|mut select| {
                select.query_row([key], |row| Ok((row.get(0)?, row.get::<_, Vec<u8>>(1)?))).optional()
            });
            found.unwrap_or_else(|error| {
                work.failed.get_or_insert(LedgerError::of(&self.path, &error, false));
                None
            })
        };
        let (basis, checked) = found?;
        Some(Recalled { checked: stored::from_bytes(&checked)?, basis })
    }
}

impl Ledger {
    /// Begins a run, or goes on with one that was broken off.
    pub fn begin(&self, day: Date) -> Result<Run, LedgerError> {
        self.transact(|db| {
            about::name(db)?;
            let open = "SELECT id, (SELECT count(*) FROM handins WHERE last_run = runs.id) FROM runs \
                        WHERE ended IS NULL ORDER BY id DESC LIMIT 1";
            let open = db.query_row(open, [], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
            if let Some((id, done)) = open {
                return Ok(Run { id, day, done });
            }
            db.execute("INSERT INTO runs (began) VALUES (?1)", [today::iso(day)])?;
            Ok(Run { id: db.last_insert_rowid(), day, done: 0 })
        })
    }

    /// Keeps a result: `basis` is that of [`gouji_engine::Session::basis`]; `lenient` says whether the report's profile lets
    /// errors be explained away.
    pub fn keep(&self, run: Run, checked: &Checked, basis: Option<&str>, lenient: bool) {
        let mut work = self.work();
        if work.failed.is_some() {
            return;
        }
        if let Err(error) = write(&mut work, run, checked, basis, lenient) {
            work.give_up(LedgerError::of(&self.path, &error, false));
        }
    }

    /// Makes what was kept so far safe on the disk. Afterwards the ledger can be left at any moment.
    pub fn commit(&self) -> Result<(), LedgerError> {
        let mut work = self.work();
        if let Some(error) = work.failed.take() {
            return Err(error);
        }
        work.commit().map_err(|error| LedgerError::of(&self.path, &error, false))
    }
}

impl Work {
    fn begin(&mut self) -> rusqlite::Result<()> {
        if self.since.is_none() {
            self.db.execute_batch("BEGIN IMMEDIATE")?;
            self.since = Some(Instant::now());
        }
        Ok(())
    }

    fn commit(&mut self) -> rusqlite::Result<()> {
        match self.since.take() {
            Some(_) => self.db.execute_batch("COMMIT"),
            None => Ok(()),
        }
    }

    /// What is open is undone: the transactions before it stand.
    fn give_up(&mut self, error: LedgerError) {
        if self.since.take().is_some() {
            // SQLite itself has undone it where the disk is full.
            let _ = self.db.execute_batch("ROLLBACK");
        }
        self.failed = Some(error);
    }
}

fn write(
    work: &mut Work,
    run: Run,
    checked: &Checked,
    basis: Option<&str>,
    lenient: bool,
) -> rusqlite::Result<()> {
    // A file that could not even be opened is nobody's hand-in.
    let Some(sha256) = bytes_of(&checked.sha256) else { return Ok(()) };
    work.begin()?;
    keep_result(&work.db, &sha256, checked, basis)?;
    keep_handin(&work.db, &sha256, run, checked, lenient)?;
    if let Some(unit) = find_unit(&work.db, &key_of(checked))? {
        settle::rename(&work.db, unit, year_of(checked), checked)?;
    }
    match work.since.is_some_and(|since| since.elapsed() >= ROUND) {
        true => work.commit(),
        false => Ok(()),
    }
}

fn keep_result(
    db: &Connection,
    sha256: &[u8],
    checked: &Checked,
    basis: Option<&str>,
) -> rusqlite::Result<()> {
    let same = "SELECT 1 FROM results WHERE sha256 = ?1 AND basis = ?2";
    if db.prepare_cached(same)?.exists(params![sha256, basis])? {
        return Ok(());
    }
    let put = "INSERT INTO results (sha256, basis, checked) VALUES (?1, ?2, ?3) \
               ON CONFLICT DO UPDATE SET basis = ?2, checked = ?3";
    db.prepare_cached(put)?.execute(params![sha256, basis, stored::to_bytes(checked)])?;
    Ok(())
}

fn keep_handin(
    db: &Connection,
    sha256: &[u8],
    run: Run,
    checked: &Checked,
    lenient: bool,
) -> rusqlite::Result<()> {
    let path = checked.path.to_string_lossy();
    let verdict = name_of(checked.verdict);
    let seen = "UPDATE handins SET last_run = ?2, path = ?3, verdict = ?4, lenient = ?5, year = ?6 \
                WHERE sha256 = ?1 AND name IS ?7";
    let name = checked.agency.name.as_deref().filter(|name| !folded(name).is_empty());
    let seen = db.prepare_cached(seen)?.execute(params![
        sha256,
        run.id,
        path,
        verdict,
        lenient,
        checked.year,
        name
    ])?;
    if seen > 0 {
        return Ok(());
    }
    let unit = name.map(|name| unit(db, name, checked)).transpose()?;
    let put = "INSERT INTO handins (sha256, unit, name, year, path, day, first_run, last_run, verdict, lenient) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?7, ?8, ?9) ON CONFLICT (sha256) DO UPDATE SET \
               unit = ?2, name = ?3, year = ?4, path = ?5, last_run = ?7, verdict = ?8, lenient = ?9";
    db.prepare_cached(put)?.execute(params![
        sha256,
        unit,
        name,
        checked.year,
        path,
        run.today(),
        run.id,
        verdict,
        lenient
    ])?;
    Ok(())
}

/// The unit of that name or other name; a new one where there is none.
fn unit(db: &Connection, name: &str, checked: &Checked) -> rusqlite::Result<i64> {
    let key = folded(name);
    if let Some(unit) = find_unit(db, &key)? {
        return Ok(unit);
    }
    let put = "INSERT INTO units (key, name, level, division) VALUES (?1, ?2, ?3, ?4)";
    let level = checked.agency.level.map(|level| level.key());
    db.prepare_cached(put)?.execute(params![key, name, level, checked.agency.division])?;
    Ok(db.last_insert_rowid())
}

/// The unit with that name or other name, which is folded.
pub(crate) fn find_unit(db: &Connection, key: &str) -> rusqlite::Result<Option<i64>> {
    let find = "SELECT unit FROM names WHERE key = ?1 UNION ALL SELECT id FROM units WHERE key = ?1 LIMIT 1";
    db.prepare_cached(find)?.query_row([key], |row| row.get(0)).optional()
}

/// The key of the unit that a report names; empty where it names none.
pub(crate) fn key_of(checked: &Checked) -> String {
    folded(checked.agency.name.as_deref().unwrap_or_default())
}

/// As findings and decisions are kept: 0 where the report does not say.
pub(crate) fn year_of(checked: &Checked) -> i64 {
    checked.year.unwrap_or_default().into()
}

/// As in JSON results.
pub(crate) fn name_of(verdict: Verdict) -> &'static str {
    ["pass", "warn", "fail", "incomplete", "unreadable"][verdict as usize]
}

/// The 32 bytes that 64 hexadecimal digits stand for.
pub(crate) fn bytes_of(sha256: &str) -> Option<Vec<u8>> {
    let digits = sha256.as_bytes().chunks_exact(2);
    let byte = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    let bytes: Option<Vec<u8>> = digits.map(byte).collect();
    bytes.filter(|bytes| bytes.len() == 32)
}
