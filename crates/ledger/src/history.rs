//! What the ledger tells: units with their hand-ins, a unit's findings, and what changed since a day.

use std::collections::HashMap;

use gouji_core::report::Date;
use gouji_engine::today;
use rusqlite::{Connection, OptionalExtension, params};

use crate::decisions::As;
use crate::error::LedgerError;
use crate::open::Ledger;

/// A unit in one year.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Unit {
    pub name: String,
    pub level: Option<String>,
    pub division: Option<String>,
    /// It stands in the roster.
    pub listed: bool,
    pub state: State,
    /// What it handed in for the year and what stands in the folder now: the one that counts last.
    pub files: Vec<File>,
    /// Years that it handed in reports of instead, with their files.
    pub other_years: Vec<(Option<u16>, String)>,
    /// Findings that are there, without those that people have settled.
    pub errors: u32,
    pub warnings: u32,
    pub infos: u32,
    /// Explained, or no problem.
    pub settled: u32,
    pub mended: u32,
    /// How often it handed in.
    pub handed_in: u32,
    /// The day of its first hand-in for the year.
    pub first_day: Option<String>,
}

/// Where a unit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Missing,
    WrongYear,
    Several,
    HandedIn,
}

impl State {
    pub const fn title(self) -> &'static str {
        ["未报送", "年度不对", "有多份", "已报送"][self as usize]
    }
}

/// A file that was handed in.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct File {
    pub path: String,
    /// When it was first seen.
    pub day: String,
    /// As in JSON results.
    pub verdict: String,
    /// The name that the report gives, where it is not the unit's.
    pub printed: Option<String>,
}

/// A finding with what became of it and what was decided.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Line {
    pub unit: String,
    /// 0 where the report does not say.
    pub year: u16,
    pub fingerprint: String,
    pub rule: String,
    pub severity: String,
    pub title: String,
    pub message: String,
    pub line: u32,
    pub path: String,
    /// `open`, `unseen`, `mended`, `changed`, `dropped`.
    pub state: String,
    pub since: String,
    /// 退回, 已说明, 不是问题, 待定; empty where nobody decided.
    pub decision: String,
    pub why: String,
    pub owner: String,
    pub until: String,
    /// Why the decision no longer stands; empty where it does.
    pub lapsed: String,
    /// By which the decision is told from those before and after it.
    pub number: Option<u32>,
}

/// What changed in a unit's report of a year.
#[derive(Debug, Clone, Default, PartialEq, Eq, serde::Serialize)]
pub struct Change {
    pub unit: String,
    pub year: u16,
    /// Hand-ins in that time: day and file.
    pub files: Vec<(String, String)>,
    pub first: bool,
    pub mended: u32,
    /// Still there as they were.
    pub left: u32,
    /// Mended by what is wrong again.
    pub changed: u32,
    pub new: u32,
    pub back: u32,
    pub dropped: u32,
}

impl Line {
    /// Whether people have said, on a day, that it is explained or no problem.
    pub fn is_settled(&self, day: &str) -> bool {
        let settles = As::named(&self.decision).is_some_and(As::settles);
        settles && self.lapsed.is_empty() && (self.until.is_empty() || self.until.as_str() >= day)
    }
}

impl Ledger {
    /// The year of the season: that of most hand-ins.
    pub fn season(&self) -> Result<Option<u16>, LedgerError> {
        let most = "SELECT year FROM handins WHERE year IS NOT NULL GROUP BY year ORDER BY count(*) DESC, year DESC LIMIT 1";
        self.with(|db| db.query_row(most, [], |row| row.get(0)).optional())
    }

    /// Every unit with its hand-ins of a year, by name; and the files of which nobody knows whose they are.
    pub fn units(&self, year: u16, day: Date) -> Result<(Vec<Unit>, Vec<File>), LedgerError> {
        self.with(|db| {
            let mut units = db.prepare("SELECT id FROM units ORDER BY division, name")?;
            let units: Vec<i64> = units.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            let day = today::iso(day);
            let all = units.into_iter().map(|id| Unit::of(db, id, year, &day));
            let all = all.collect::<rusqlite::Result<_>>()?;
            Ok((all, nobodys(db)?))
        })
    }

    /// Files of the last run of which nobody knows whose they are.
    pub fn nobodys(&self) -> Result<Vec<File>, LedgerError> {
        self.with(|db| nobodys(db))
    }

    /// The findings of a unit, or of all: those that are there first, by weight.
    pub fn lines(&self, unit: Option<&str>, each: &mut dyn FnMut(Line)) -> Result<(), LedgerError> {
        let unit = unit.map(|name| self.unit_named(name)).transpose()?;
        let which = if unit.is_some() { "unit = ?1" } else { "?1 IS NULL" };
        self.with(|db| lines(db, which, [unit].as_slice(), each))
    }

    /// A unit's name, and its hand-ins of all years, the oldest first.
    pub fn handins(&self, unit: &str) -> Result<(String, Vec<(u16, File)>), LedgerError> {
        let unit = self.unit_named(unit)?;
        self.with(|db| {
            let name = db.query_row("SELECT name FROM units WHERE id = ?1", [unit], |row| row.get(0))?;
            let all = "SELECT path, day, verdict, NULL, coalesce(year, 0) FROM handins WHERE unit = ?1 \
                       ORDER BY year, first_run, path";
            let mut all = db.prepare(all)?;
            let all = all.query_map([unit], |row| Ok((row.get(4)?, file(row)?)))?;
            Ok((name, all.collect::<rusqlite::Result<_>>()?))
        })
    }

    /// What changed from a day on, unit by unit.
    pub fn changes(&self, since: Date) -> Result<Vec<Change>, LedgerError> {
        let since = today::iso(since);
        self.with(|db| {
            let mut changes = begun(db, &since)?;
            handed_in(db, &since, &mut changes)?;
            became(db, &since, &mut changes)?;
            let mut changes: Vec<Change> = changes.into_values().collect();
            changes.sort_by(|a, b| (&a.unit, a.year).cmp(&(&b.unit, b.year)));
            Ok(changes)
        })
    }
}

impl Unit {
    /// What the ledger knows of it in a year.
    pub(crate) fn of(db: &Connection, id: i64, year: u16, day: &str) -> rusqlite::Result<Self> {
        let one = "SELECT name, level, division, listed FROM units WHERE id = ?1";
        let mut unit = db.prepare_cached(one)?.query_row([id], |row| {
            Ok(Self {
                name: row.get(0)?,
                level: row.get(1)?,
                division: row.get(2)?,
                listed: row.get(3)?,
                state: State::Missing,
                files: Vec::new(),
                other_years: Vec::new(),
                errors: 0,
                warnings: 0,
                infos: 0,
                settled: 0,
                mended: 0,
                handed_in: 0,
                first_day: None,
            })
        })?;
        unit.fill(db, id, year, day)?;
        Ok(unit)
    }

    fn fill(&mut self, db: &Connection, id: i64, year: u16, day: &str) -> rusqlite::Result<()> {
        let files = "SELECT path, day, verdict, CASE WHEN name <> ?3 THEN name END FROM handins \
                     WHERE unit = ?1 AND year = ?2 AND last_run = \
                     (SELECT max(last_run) FROM handins WHERE unit = ?1 AND year = ?2) ORDER BY first_run, path";
        let mut files = db.prepare_cached(files)?;
        self.files = files.query_map(params![id, year, self.name], file)?.collect::<rusqlite::Result<_>>()?;
        let others = "SELECT year, path FROM handins WHERE unit = ?1 AND year IS NOT ?2 ORDER BY year, path";
        let mut others = db.prepare_cached(others)?;
        let others = others.query_map(params![id, year], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.other_years = others.collect::<rusqlite::Result<_>>()?;
        let handed_in = "SELECT count(*), min(day) FROM handins WHERE unit = ?1 AND year = ?2";
        (self.handed_in, self.first_day) = db
            .prepare_cached(handed_in)?
            .query_row(params![id, year], |row| Ok((row.get(0)?, row.get(1)?)))?;
        self.state = match (self.files.len(), self.other_years.len()) {
            (0, 0) => State::Missing,
            (0, _) => State::WrongYear,
            (1, _) => State::HandedIn,
            _ => State::Several,
        };
        self.count(db, id, year, day)?;
        // What people decided since the report was checked.
        if let Some(file) =
            self.files.last_mut().filter(|file| ["fail", "warn"].contains(&file.verdict.as_str()))
        {
            file.verdict = if self.errors > 0 {
                "fail"
            } else if self.warnings > 0 {
                "warn"
            } else {
                "pass"
            }
            .to_owned();
        }
        Ok(())
    }

    fn count(&mut self, db: &Connection, id: i64, year: u16, day: &str) -> rusqlite::Result<()> {
        let all = "SELECT state, severity, lapsed IS NULL AND coalesce(until, ?3) >= ?3 AND \
                   (verdict = '不是问题' OR verdict = '已说明'), count(*) \
                   FROM findings LEFT JOIN said USING (unit, year, fingerprint) \
                   WHERE unit = ?1 AND year = ?2 GROUP BY 1, 2, 3";
        let mut all = db.prepare_cached(all)?;
        let mut rows = all.query(params![id, year, day])?;
        while let Some(row) = rows.next()? {
            let (state, severity) =
                (row.get_ref(0)?.as_str()?.to_owned(), row.get_ref(1)?.as_str()?.to_owned());
            let (settled, count): (Option<bool>, u32) = (row.get(2)?, row.get(3)?);
            let count_of = match (state.as_str(), severity.as_str()) {
                ("open" | "unseen", _) if settled == Some(true) => &mut self.settled,
                ("open" | "unseen", "error") => &mut self.errors,
                ("open" | "unseen", "warning") => &mut self.warnings,
                ("open" | "unseen", _) => &mut self.infos,
                ("mended", _) => &mut self.mended,
                _ => continue,
            };
            *count_of += count;
        }
        Ok(())
    }
}

/// Findings with what was decided about them; `which` is said of the columns of either.
pub(crate) fn lines(
    db: &Connection,
    which: &str,
    values: &[Option<i64>],
    each: &mut dyn FnMut(Line),
) -> rusqlite::Result<()> {
    let all = format!(
        "SELECT units.name, found.year, found.fingerprint, found.rule, severity, title, message, line, \
         coalesce(handins.path, ''), state, since, coalesce(verdict_said, ''), coalesce(why, ''), \
         coalesce(owner, ''), coalesce(until, ''), coalesce(lapsed, ''), number \
         FROM (SELECT * FROM findings WHERE {which}) found JOIN units ON units.id = found.unit \
         LEFT JOIN standing ON standing.unit = found.unit AND standing.year = found.year \
         LEFT JOIN handins ON handins.id = standing.handin \
         LEFT JOIN (SELECT id AS number, unit, year, fingerprint, verdict AS verdict_said, why, owner, until, lapsed \
         FROM said WHERE {which}) said \
         ON said.unit = found.unit AND said.year = found.year AND said.fingerprint = found.fingerprint \
         ORDER BY units.name, found.year, state IN ('open', 'unseen') DESC, \
         CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, found.id"
    );
    let mut all = db.prepare_cached(&all)?;
    let mut rows = all.query(rusqlite::params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        each(line(row)?);
    }
    Ok(())
}

fn nobodys(db: &Connection) -> rusqlite::Result<Vec<File>> {
    let all = "SELECT path, day, verdict, NULL FROM handins WHERE unit IS NULL \
               AND last_run = (SELECT max(id) FROM runs) ORDER BY path";
    db.prepare(all)?.query_map([], file)?.collect()
}

fn file(row: &rusqlite::Row) -> rusqlite::Result<File> {
    Ok(File { path: row.get(0)?, day: row.get(1)?, verdict: row.get(2)?, printed: row.get(3)? })
}

fn line(row: &rusqlite::Row) -> rusqlite::Result<Line> {
    Ok(Line {
        unit: row.get(0)?,
        year: row.get(1)?,
        fingerprint: row.get(2)?,
        rule: row.get(3)?,
        severity: row.get(4)?,
        title: row.get(5)?,
        message: row.get(6)?,
        line: row.get(7)?,
        path: row.get(8)?,
        state: row.get(9)?,
        since: row.get(10)?,
        decision: row.get(11)?,
        why: row.get(12)?,
        owner: row.get(13)?,
        until: row.get(14)?,
        lapsed: row.get(15)?,
        number: row.get(16)?,
    })
}

/// Changes by unit and year. Each question is asked of the ledger once: a season has thousands of units.
type Changes = HashMap<(i64, i64), Change>;

/// The units and years in which something changed.
fn begun(db: &Connection, since: &str) -> rusqlite::Result<Changes> {
    let all = "SELECT unit, year, name FROM (SELECT findings.unit AS unit, findings.year AS year FROM events \
               JOIN findings ON findings.id = finding WHERE day >= ?1 \
               UNION SELECT unit, coalesce(year, 0) FROM handins WHERE day >= ?1 AND unit IS NOT NULL) \
               JOIN units ON units.id = unit";
    let mut all = db.prepare(all)?;
    let all = all.query_map([since], |row| {
        let (unit, year): (i64, i64) = (row.get(0)?, row.get(1)?);
        let change = Change { unit: row.get(2)?, year: year as u16, first: true, ..Change::default() };
        Ok(((unit, year), change))
    })?;
    all.collect()
}

/// What was handed in since, and whether that was the first time.
fn handed_in(db: &Connection, since: &str, changes: &mut Changes) -> rusqlite::Result<()> {
    let all = "SELECT unit, coalesce(year, 0), day, path FROM handins WHERE unit IS NOT NULL ORDER BY first_run, path";
    let mut all = db.prepare(all)?;
    let mut rows = all.query([])?;
    while let Some(row) = rows.next()? {
        let Some(change) = changes.get_mut(&(row.get(0)?, row.get(1)?)) else { continue };
        let day: String = row.get(2)?;
        if day.as_str() < since {
            change.first = false;
        } else {
            change.files.push((day, row.get(3)?));
        }
    }
    Ok(())
}

/// What became of findings since, and which of them nothing became of.
fn became(db: &Connection, since: &str, changes: &mut Changes) -> rusqlite::Result<()> {
    let all = "SELECT findings.unit, findings.year, kind, count(*) FROM events JOIN findings ON findings.id = finding \
               WHERE day >= ?1 GROUP BY 1, 2, 3 \
               UNION ALL SELECT unit, year, 'left', count(*) FROM findings WHERE state IN ('open', 'unseen') \
               AND id NOT IN (SELECT finding FROM events WHERE day >= ?1) GROUP BY 1, 2";
    let mut all = db.prepare(all)?;
    let mut rows = all.query([since])?;
    while let Some(row) = rows.next()? {
        let Some(change) = changes.get_mut(&(row.get(0)?, row.get(1)?)) else { continue };
        let count = row.get(3)?;
        match row.get_ref(2)?.as_str()? {
            "mended" => change.mended = count,
            "changed" => change.changed = count,
            "new" => change.new = count,
            "back" => change.back = count,
            "left" => change.left = count,
            _ => change.dropped = count,
        }
    }
    Ok(())
}
