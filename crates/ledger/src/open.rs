//! Opening a ledger: whether it is one, of a version that is known, and nobody else's at the moment.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Instant;

use rusqlite::{Connection, OpenFlags};

use crate::error::LedgerError;

/// "gouj": in the head of the file, by which it is known.
const APPLICATION: i64 = 0x676F_756A;

/// Of the tables.
const VERSION: i64 = 1;

const SCHEMA: &str = include_str!("schema.sql");

/// What is wanted of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// To write into it; it is made if it is not there.
    Create,
    /// To write into one that is there.
    Write,
    /// To look into one that is there.
    Read,
}

/// A ledger that is open. As long as it is, nobody else writes into it.
#[derive(Debug)]
pub struct Ledger {
    pub(crate) path: PathBuf,
    pub(crate) work: Mutex<Work>,
}

/// The file, and what was written of the transaction that is open.
#[derive(Debug)]
pub(crate) struct Work {
    pub(crate) db: Connection,
    /// When the transaction began; `None` where none is open.
    pub(crate) since: Option<Instant>,
    /// Why nothing more is written.
    pub(crate) failed: Option<LedgerError>,
}

/// Whether a file is a ledger, by its head; one that nobody can read is none.
pub fn is_ledger(path: &Path) -> bool {
    let mut head = [0; 72];
    let read = fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    read.is_ok() && head.starts_with(b"SQLite format 3\0") && head[68..] == (APPLICATION as u32).to_be_bytes()
}

impl Ledger {
    pub fn open(path: &Path, access: Access) -> Result<Self, LedgerError> {
        if access != Access::Create && !path.exists() {
            return Err(LedgerError::Missing(path.to_owned()));
        }
        if path.is_dir() {
            let why = "这是文件夹，不是文件".to_owned();
            return Err(LedgerError::Open { path: path.to_owned(), why });
        }
        let db = connect(path, access).map_err(|error| LedgerError::of(path, &error, true))?;
        if access != Access::Read && db.is_readonly(rusqlite::MAIN_DB).unwrap_or(false) {
            let why = "没有写入权限".to_owned();
            return Err(LedgerError::Open { path: path.to_owned(), why });
        }
        let ledger = Self { path: path.to_owned(), work: Mutex::new(Work { db, since: None, failed: None }) };
        ledger.recognise(access)?;
        Ok(ledger)
    }

    /// The state is sound after every statement, so that a panic elsewhere spoils nothing.
    pub(crate) fn work(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Reads or writes by a few statements.
    pub(crate) fn with<T>(
        &self,
        what: impl FnOnce(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LedgerError> {
        what(&mut self.work().db).map_err(|error| LedgerError::of(&self.path, &error, false))
    }

    /// Writes all or nothing.
    pub(crate) fn transact<T>(
        &self,
        what: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T, LedgerError> {
        self.with(|db| {
            let transaction = db.transaction()?;
            let done = what(&transaction)?;
            transaction.commit()?;
            Ok(done)
        })
    }

    /// Makes the tables of a new ledger, and refuses what is no ledger or of a later version.
    fn recognise(&self, access: Access) -> Result<(), LedgerError> {
        let path = self.path.clone();
        let mut work = self.work();
        let opening = |error: rusqlite::Error| LedgerError::of(&path, &error, true);
        let number =
            |db: &Connection, name: &str| db.pragma_query_value(None, name, |row| row.get::<_, i64>(0));
        let tables = "SELECT count(*) FROM sqlite_schema";
        let tables: i64 = work.db.query_row(tables, [], |row| row.get(0)).map_err(opening)?;
        if tables == 0 && access == Access::Create {
            let transaction = work.db.transaction().map_err(opening)?;
            transaction.execute_batch(SCHEMA).map_err(opening)?;
            transaction.pragma_update(None, "application_id", APPLICATION).map_err(opening)?;
            transaction.pragma_update(None, "user_version", VERSION).map_err(opening)?;
            return transaction.commit().map_err(opening);
        }
        if number(&work.db, "application_id").map_err(opening)? != APPLICATION {
            return Err(LedgerError::Foreign(path.clone()));
        }
        match number(&work.db, "user_version").map_err(opening)? {
            VERSION => Ok(()),
            found if found > VERSION => Err(LedgerError::Newer { path: path.clone(), found, known: VERSION }),
            found => Err(LedgerError::Damaged { path: path.clone(), why: format!("版本号是 {found}") }),
        }
    }
}

/// The rollback journal, synced in full: what was written stands after a power cut. One lock from the beginning to the end
/// of a run that writes.
fn connect(path: &Path, access: Access) -> rusqlite::Result<Connection> {
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if access == Access::Create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let db = Connection::open_with_flags(path, flags)?;
    db.busy_timeout(std::time::Duration::ZERO)?;
    db.set_prepared_statement_cache_capacity(64);
    db.pragma_update(None, "cache_size", -16_384)?;
    if access == Access::Read {
        db.pragma_update(None, "query_only", true)?;
        return Ok(db);
    }
    db.pragma_update(None, "synchronous", "FULL")?;
    db.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
    // A lock that is got is kept.
    db.execute_batch("BEGIN EXCLUSIVE; COMMIT")?;
    Ok(db)
}
