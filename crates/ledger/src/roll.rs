//! Units page by page, and what a season comes to.

use gouji_core::report::Date;
use gouji_engine::{folded, today};
use rusqlite::params;

use crate::decisions::LAST;
use crate::error::LedgerError;
use crate::history::{State, Unit};
use crate::open::Ledger;

/// Which units are looked for.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct UnitFilter {
    pub year: u16,
    /// Words of the name.
    pub words: String,
    pub state: Option<State>,
    /// Those with most errors first, else by division and name.
    pub worst: bool,
}

/// Some of the units that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitsFound {
    pub units: Vec<Unit>,
    /// How many match.
    pub total: usize,
    /// How many of all there are in each state, by [`State`].
    pub states: [usize; 4],
}

/// What is open, by severity and by what was decided: `退回`, …; empty where nothing was.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Open {
    pub severity: String,
    pub decision: String,
    pub count: u32,
}

/// The state of every unit, and how many errors it has open.
const UNITS: &str = "WITH last AS (SELECT unit, max(last_run) AS run FROM handins WHERE year = ?1 AND unit IS NOT NULL GROUP BY unit), \
    files AS (SELECT h.unit, count(*) AS files FROM handins h JOIN last l ON l.unit = h.unit AND h.last_run = l.run \
    WHERE h.year = ?1 GROUP BY h.unit), \
    others AS (SELECT DISTINCT unit FROM handins WHERE year IS NOT ?1 AND unit IS NOT NULL), \
    wrong AS (SELECT unit, count(*) AS errors FROM findings WHERE year = ?1 AND severity = 'error' \
    AND state IN ('open', 'unseen') GROUP BY unit), \
    every AS (SELECT u.id, u.key, u.name, u.division, coalesce(w.errors, 0) AS errors, \
    CASE WHEN f.files > 1 THEN 2 WHEN f.files = 1 THEN 3 WHEN o.unit IS NOT NULL THEN 1 ELSE 0 END AS state \
    FROM units u LEFT JOIN files f ON f.unit = u.id LEFT JOIN others o ON o.unit = u.id LEFT JOIN wrong w ON w.unit = u.id)";

impl Ledger {
    /// Units that match, so many from the `skip`-th on.
    pub fn some_units(
        &self,
        filter: &UnitFilter,
        day: Date,
        skip: usize,
        most: usize,
    ) -> Result<UnitsFound, LedgerError> {
        let UnitFilter { year, words, state, worst } = filter;
        let state = state.map(|state| state as u8);
        let order = if *worst { "errors DESC, division, name" } else { "division, name" };
        let which = "(?2 = '' OR instr(key, ?2)) AND (?3 IS NULL OR state = ?3)";
        self.with(|db| {
            let mut states = [0; 4];
            let counts = format!("{UNITS} SELECT state, count(*) FROM every GROUP BY state");
            let mut counts = db.prepare(&counts)?;
            let mut rows = counts.query([year])?;
            while let Some(row) = rows.next()? {
                let (state, count): (usize, u32) = (row.get::<_, u8>(0)?.into(), row.get(1)?);
                states[state] = count as usize;
            }
            let words = folded(words);
            let total = format!("{UNITS} SELECT count(*) FROM every WHERE {which}");
            let total: u32 = db.query_row(&total, params![year, words, state], |row| row.get(0))?;
            let page = format!(
                "{UNITS} SELECT id FROM every WHERE {which} ORDER BY {order} LIMIT {most} OFFSET {skip}"
            );
            let mut page = db.prepare(&page)?;
            let ids: Vec<i64> = page
                .query_map(params![year, words, state], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()?;
            let day = today::iso(day);
            let units =
                ids.into_iter().map(|id| Unit::of(db, id, *year, &day)).collect::<rusqlite::Result<_>>()?;
            Ok(UnitsFound { units, total: total as usize, states })
        })
    }

    /// What is open in a year.
    pub fn open_findings(&self, year: u16, day: Date) -> Result<Vec<Open>, LedgerError> {
        let all = format!(
            "SELECT f.severity, CASE WHEN d.lapsed IS NULL AND coalesce(d.until, ?2) >= ?2 \
             THEN coalesce(d.verdict, '') ELSE '' END, count(*) FROM findings f {LAST} \
             WHERE f.year = ?1 AND f.state IN ('open', 'unseen') GROUP BY 1, 2"
        );
        self.with(|db| {
            let mut all = db.prepare(&all)?;
            let all = all.query_map(params![year, today::iso(day)], |row| {
                Ok(Open { severity: row.get(0)?, decision: row.get(1)?, count: row.get(2)? })
            })?;
            all.collect()
        })
    }

    /// The day on which the last run began, and that of the one before.
    pub fn last_runs(&self) -> Result<Vec<String>, LedgerError> {
        self.with(|db| {
            let mut all = db.prepare("SELECT DISTINCT began FROM runs ORDER BY began DESC LIMIT 2")?;
            all.query_map([], |row| row.get(0))?.collect()
        })
    }

    /// Years that something was handed in for, the last first.
    pub fn years(&self) -> Result<Vec<u16>, LedgerError> {
        self.with(|db| {
            let mut all =
                db.prepare("SELECT DISTINCT year FROM handins WHERE year IS NOT NULL ORDER BY year DESC")?;
            all.query_map([], |row| row.get(0))?.collect()
        })
    }
}
