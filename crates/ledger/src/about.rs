//! What is known of a ledger as a whole: which one it is, and by what the last check was made.

use rusqlite::{Connection, OptionalExtension};

use crate::error::LedgerError;
use crate::open::Ledger;

/// The table is newer than the first ledgers: older programs pass it by.
const TABLE: &str = "CREATE TABLE IF NOT EXISTS about (name TEXT PRIMARY KEY, value TEXT NOT NULL)";

impl Ledger {
    /// Notes something; what was noted under that name before is gone.
    pub fn note_about(&self, name: &str, value: &str) -> Result<(), LedgerError> {
        self.transact(|db| note(db, name, value))
    }

    /// What was noted under a name.
    pub fn about(&self, name: &str) -> Result<Option<String>, LedgerError> {
        self.with(|db| look_up(db, name))
    }

    /// By which sheets tell one ledger from another; empty for one that nobody has written into since there are such.
    pub fn id(&self) -> Result<String, LedgerError> {
        Ok(self.about("id")?.unwrap_or_default())
    }
}

/// Gives a ledger its id, once.
pub(crate) fn name(db: &Connection) -> rusqlite::Result<()> {
    db.execute_batch(TABLE)?;
    db.execute("INSERT OR IGNORE INTO about (name, value) VALUES ('id', lower(hex(randomblob(4))))", [])?;
    Ok(())
}

fn note(db: &Connection, name: &str, value: &str) -> rusqlite::Result<()> {
    db.execute_batch(TABLE)?;
    db.execute("INSERT OR REPLACE INTO about (name, value) VALUES (?1, ?2)", [name, value])?;
    Ok(())
}

fn look_up(db: &Connection, name: &str) -> rusqlite::Result<Option<String>> {
    let there = "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'about'";
    if !db.prepare(there)?.exists([])? {
        return Ok(None);
    }
    db.query_row("SELECT value FROM about WHERE name = ?1", [name], |row| row.get(0)).optional()
}
