//! Everything that the ledger has of a unit's report of a year, for whoever writes to the unit.

use std::collections::HashMap;

use gouji_core::verdict::Checked;
use rusqlite::{OptionalExtension, params};

use crate::error::LedgerError;
use crate::history::{self, Line};
use crate::open::Ledger;
use crate::stored;

/// Which report: of a unit and a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaseId {
    unit: i64,
    year: i64,
}

/// The report of a unit and a year that stands, and what became of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Case {
    pub unit: String,
    /// 0 where the report does not say.
    pub year: u16,
    /// The day on which the report was first seen.
    pub day: String,
    /// How often the unit handed in for that year.
    pub handed_in: u32,
    /// Its errors can be explained away.
    pub lenient: bool,
    /// The result as it was kept, without waivers, baseline and decisions.
    pub checked: Checked,
    /// Findings with their decisions: those that are there first, by weight.
    pub lines: Vec<Line>,
    /// What the report that stands changed, by fingerprint: `new`, `mended`, `changed`, `back`, `dropped`.
    pub news: HashMap<String, String>,
}

impl Ledger {
    /// The reports that stand, by place and name: of one unit or all, of one year or all.
    pub fn cases(&self, unit: Option<&str>, year: Option<u16>) -> Result<Vec<CaseId>, LedgerError> {
        let unit = unit.map(|name| self.unit_named(name)).transpose()?;
        self.with(|db| {
            let all = "SELECT unit, year FROM standing JOIN units ON units.id = unit \
                       WHERE (?1 IS NULL OR unit = ?1) AND (?2 IS NULL OR year = ?2) ORDER BY division, name, year";
            let mut all = db.prepare(all)?;
            let id = |row: &rusqlite::Row| Ok(CaseId { unit: row.get(0)?, year: row.get(1)? });
            all.query_map(params![unit, year], id)?.collect()
        })
    }

    /// One of them; `None` where its result is no longer there or cannot be read.
    pub fn case(&self, id: CaseId) -> Result<Option<Case>, LedgerError> {
        let CaseId { unit, year } = id;
        let found = self.with(|db| {
            let standing = "SELECT units.name, handins.day, handins.id, handins.path, checked, \
                            (SELECT count(*) FROM handins WHERE unit = ?1 AND coalesce(year, 0) = ?2), handins.lenient \
                            FROM standing JOIN units ON units.id = standing.unit JOIN handins ON handins.id = standing.handin \
                            JOIN results USING (sha256) WHERE standing.unit = ?1 AND standing.year = ?2";
            let found = db.prepare_cached(standing)?.query_row(params![unit, year], |row| {
                Ok((
                    (row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, i64>(2)?),
                    (row.get::<_, String>(3)?, row.get::<_, Vec<u8>>(4)?, row.get::<_, u32>(5)?, row.get::<_, bool>(6)?),
                ))
            });
            let Some(((name, day, handin), (path, checked, handed_in, lenient))) = found.optional()? else { return Ok(None) };
            let news = "SELECT fingerprint, kind FROM events JOIN findings ON findings.id = finding \
                        WHERE findings.unit = ?1 AND findings.year = ?2 AND handin = ?3 ORDER BY events.id";
            let mut news = db.prepare_cached(news)?;
            let news = news.query_map(params![unit, year, handin], |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(Some((name, day, path, checked, (handed_in, lenient), news.collect::<rusqlite::Result<HashMap<_, _>>>()?)))
        })?;
        let Some((name, day, path, checked, (handed_in, lenient), news)) = found else { return Ok(None) };
        let Some(checked) = stored::from_bytes(&checked) else { return Ok(None) };
        // The same bytes may have been kept under another name before.
        let checked = Checked { path: path.into(), ..checked };
        let mut lines = Vec::new();
        let which = "unit = ?1 AND year = ?2";
        self.with(|db| history::lines(db, which, &[Some(unit), Some(year)], &mut |line| lines.push(line)))?;
        Ok(Some(Case { unit: name, year: year as u16, day, handed_in, lenient, checked, lines, news }))
    }
}
