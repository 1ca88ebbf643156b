//! What a ledger tells a check: which reports of other years there are, and which units are to report.

use std::path::{Path, PathBuf};

use gouji_core::form::Level;
use gouji_engine::{Due, Handed, folded};

use crate::error::LedgerError;
use crate::open::Ledger;

impl Ledger {
    /// The hand-ins that stand, of all years, under every name of their units. A file that is not where it was is looked for
    /// beside the ledger, which may have been moved together with its folder.
    pub fn handed(&self) -> Result<Vec<Handed>, LedgerError> {
        let all = "SELECT coalesce(n.name, u.name), s.year, h.path, lower(hex(h.sha256)) FROM standing s \
                   JOIN units u ON u.id = s.unit JOIN handins h ON h.id = s.handin \
                   LEFT JOIN (SELECT unit, name FROM names UNION SELECT id, name FROM units) n ON n.unit = u.id \
                   WHERE s.year > 0 ORDER BY 1, 2";
        let beside = self.path.parent().unwrap_or(Path::new("")).to_owned();
        self.with(|db| {
            let mut all = db.prepare(all)?;
            let all = all.query_map([], |row| {
                let path = PathBuf::from(row.get::<_, String>(2)?);
                let moved = beside.join(&path);
                let path = if !path.exists() && moved.exists() { moved } else { path };
                Ok(Handed { agency: row.get(0)?, year: row.get(1)?, path, sha256: row.get(3)? })
            })?;
            all.collect()
        })
    }

    /// The units of the roster; none where there is no roster.
    pub fn due(&self) -> Result<Vec<Due>, LedgerError> {
        let all = "SELECT id, name, coalesce(level, ''), coalesce(division, ''), coalesce(parent, '') FROM units \
                   WHERE listed ORDER BY division, name";
        self.with(|db| {
            let mut names = db.prepare("SELECT key FROM names WHERE unit = ?1")?;
            let mut all = db.prepare(all)?;
            let mut rows = all.query([])?;
            let mut due = Vec::new();
            while let Some(row) = rows.next()? {
                let (id, name, level): (i64, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
                let others = names.query_map([id], |row| row.get(0))?;
                let mut all_names = others.collect::<rusqlite::Result<Vec<String>>>()?;
                all_names.push(folded(&name));
                let level = Level::ALL.into_iter().find(|known| known.key() == level);
                let parent: String = row.get(4)?;
                due.push(Due {
                    name,
                    names: all_names,
                    level,
                    division: row.get(3)?,
                    parent: folded(&parent),
                });
            }
            Ok(due)
        })
    }
}
