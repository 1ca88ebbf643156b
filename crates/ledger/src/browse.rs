//! Findings page by page, by what people look for, and decisions about what they saw.
//!
//! A page is of a moment: [`Moment`] says what the ledger held then. What was decided or found since is never decided about
//! unseen.

use gouji_core::report::Date;
use gouji_engine::today;
use rusqlite::{Connection, OptionalExtension, Row, ToSql};

use crate::decisions::{Chosen, LAST, Meant, put};
use crate::error::LedgerError;
use crate::history::Line;
use crate::open::Ledger;

/// Which findings are looked for: those that match everything that is given.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Filter {
    /// Words of the unit, the rule, the title or the message.
    pub words: String,
    /// The unit, by its whole name.
    pub unit: String,
    pub rule: String,
    /// `error`, `warning`, `info`.
    pub severity: String,
    pub level: String,
    /// What a division code begins with.
    pub division: String,
    pub year: Option<u16>,
    pub there: There,
    pub decided: DecidedAs,
    /// In this state since this day or later.
    pub since: String,
}

/// Whether findings are still there.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum There {
    #[default]
    Yes,
    /// It was mended, is wrong otherwise, or the rules changed.
    No,
    Either,
}

/// What was decided about findings.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub enum DecidedAs {
    #[default]
    Anything,
    /// Nothing that stands.
    Nothing,
    /// By its title.
    This(String),
}

/// What the ledger held when something was looked at.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Moment {
    pub decision: i64,
    pub finding: i64,
}

/// Some of the findings that match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub lines: Vec<Seen>,
    /// How many match.
    pub total: usize,
    pub moment: Moment,
}

/// A finding in a list.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Seen {
    pub id: i64,
    #[serde(flatten)]
    pub line: Line,
}

/// Which findings somebody decides about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Picked {
    These(Vec<i64>),
    /// All that match, as far as they were there at that moment.
    All(Filter),
}

/// What came of it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct DecidedSeen {
    /// Findings that the decision stands for now.
    pub done: Vec<i64>,
    /// Somebody decided otherwise since they were looked at: who and what. Left as they were.
    pub stale: Vec<Seen>,
    /// Errors, which cannot be explained away. Left as they were.
    pub refused: Vec<Seen>,
    /// They are no longer there.
    pub gone: usize,
    pub moment: Moment,
}

/// What is there to choose from: rules and their titles, levels, years.
#[derive(Debug, Default, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Choices {
    pub rules: Vec<(String, String)>,
    pub levels: Vec<String>,
    pub years: Vec<u16>,
}

/// Findings with their units; with [`LAST`] behind, and the last decision about each. Where no condition asks for decisions,
/// SQLite does not look for them at all.
const FROM: &str = "FROM findings f JOIN units u ON u.id = f.unit";

const COLUMNS: &str = "f.id, u.name, f.year, f.fingerprint, f.rule, f.severity, f.title, f.message, f.line, \
    coalesce(h.path, ''), f.state, f.since, coalesce(d.verdict, ''), coalesce(d.why, ''), coalesce(d.owner, ''), \
    coalesce(d.until, ''), coalesce(d.lapsed, ''), d.id, coalesce(h.lenient, 0)";

const HANDIN: &str =
    "LEFT JOIN standing s ON s.unit = f.unit AND s.year = f.year LEFT JOIN handins h ON h.id = s.handin";

const ORDER: &str =
    "CASE f.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, u.division, u.name, f.year, f.id";

impl Ledger {
    /// Findings that match, so many from the `skip`-th on, the worst first.
    pub fn find(&self, filter: &Filter, day: Date, skip: usize, most: usize) -> Result<Found, LedgerError> {
        let clause = Clause::of(filter, &today::iso(day));
        self.with(|db| {
            let moment = moment(db)?;
            let total = format!("SELECT count(*) {FROM} {LAST} WHERE {}", clause.sql);
            let total: u32 = db.prepare(&total)?.query_row(&*clause.values(), |row| row.get(0))?;
            // The order is found among numbers alone; the words of so many rows are fetched afterwards.
            let page = format!(
                "WITH page AS (SELECT f.id AS id {FROM} {LAST} WHERE {} ORDER BY {ORDER} LIMIT {most} OFFSET {skip}) \
                 SELECT {COLUMNS} {FROM} {LAST} {HANDIN} WHERE f.id IN (SELECT id FROM page) ORDER BY {ORDER}",
                clause.sql
            );
            let mut page = db.prepare(&page)?;
            let lines = page.query_map(&*clause.values(), seen)?.collect::<rusqlite::Result<_>>()?;
            Ok(Found { lines, total: total as usize, moment })
        })
    }

    /// One finding.
    pub fn finding(&self, id: i64) -> Result<Option<Seen>, LedgerError> {
        self.with(|db| {
            let one = format!("SELECT {COLUMNS} {FROM} {LAST} {HANDIN} WHERE f.id = ?1");
            db.prepare(&one)?.query_row([id], seen).optional()
        })
    }

    /// What was decided about a finding, the last first: day, what, why, by whom.
    pub fn decisions_of(&self, id: i64) -> Result<Vec<[String; 4]>, LedgerError> {
        self.with(|db| {
            let all = "SELECT d.day, d.verdict, d.why, d.owner FROM decisions d JOIN findings f \
                       ON f.unit = d.unit AND f.year = d.year AND f.fingerprint = d.fingerprint \
                       WHERE f.id = ?1 ORDER BY d.id DESC";
            let mut all = db.prepare(all)?;
            let all = all.query_map([id], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?]))?;
            all.collect()
        })
    }

    /// What can be chosen.
    pub fn choices(&self) -> Result<Choices, LedgerError> {
        self.with(|db| {
            let two = |row: &Row| Ok((row.get(0)?, row.get(1)?));
            let rules = "SELECT rule, max(title) FROM findings GROUP BY rule ORDER BY rule";
            let levels = "SELECT DISTINCT level FROM units WHERE level IS NOT NULL ORDER BY level";
            let years = "SELECT DISTINCT year FROM findings WHERE year > 0 ORDER BY year DESC";
            Ok(Choices {
                rules: db.prepare(rules)?.query_map([], two)?.collect::<rusqlite::Result<_>>()?,
                levels: db
                    .prepare(levels)?
                    .query_map([], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?,
                years: db
                    .prepare(years)?
                    .query_map([], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?,
            })
        })
    }

    /// Decides about findings as they were seen: what somebody else decided since, and what came since, stays as it is.
    pub fn decide_seen(
        &self,
        picked: &Picked,
        chosen: &Chosen,
        seen_at: Moment,
    ) -> Result<DecidedSeen, LedgerError> {
        self.transact(|db| {
            let mut taken = DecidedSeen::default();
            for id in ids(db, picked, chosen.day, seen_at)? {
                take(db, id, chosen, seen_at, &mut taken)?;
            }
            taken.moment = moment(db)?;
            Ok(taken)
        })
    }
}

/// The last of the ledger's decisions and findings.
fn moment(db: &Connection) -> rusqlite::Result<Moment> {
    let last =
        "SELECT coalesce((SELECT max(id) FROM decisions), 0), coalesce((SELECT max(id) FROM findings), 0)";
    db.query_row(last, [], |row| Ok(Moment { decision: row.get(0)?, finding: row.get(1)? }))
}

fn seen(row: &Row) -> rusqlite::Result<Seen> {
    let line = Line {
        unit: row.get(1)?,
        year: row.get(2)?,
        fingerprint: row.get(3)?,
        rule: row.get(4)?,
        severity: row.get(5)?,
        title: row.get(6)?,
        message: row.get(7)?,
        line: row.get(8)?,
        path: row.get(9)?,
        state: row.get(10)?,
        since: row.get(11)?,
        decision: row.get(12)?,
        why: row.get(13)?,
        owner: row.get(14)?,
        until: row.get(15)?,
        lapsed: row.get(16)?,
        number: row.get(17)?,
    };
    Ok(Seen { id: row.get(0)?, line })
}

fn ids(db: &Connection, picked: &Picked, day: Date, seen_at: Moment) -> rusqlite::Result<Vec<i64>> {
    let filter = match picked {
        Picked::These(ids) => return Ok(ids.clone()),
        Picked::All(filter) => filter,
    };
    // What was decided since would no longer match: it is told apart one by one.
    let looked_for = Filter { decided: DecidedAs::Anything, ..filter.clone() };
    let clause = Clause::of(&looked_for, &today::iso(day));
    let then = Clause::of(filter, &today::iso(day));
    let all = format!(
        "SELECT f.id {FROM} {LAST} WHERE f.id <= {} AND ({}) AND (({}) OR coalesce(d.id, 0) > {}) ORDER BY f.id",
        seen_at.finding,
        clause.sql,
        then.sql_from(clause.values.len()),
        seen_at.decision
    );
    let values: Vec<&dyn ToSql> = clause.values().into_iter().chain(then.values()).collect();
    db.prepare(&all)?.query_map(&*values, |row| row.get(0))?.collect()
}

/// Decides about one finding, unless it is no longer what was seen.
fn take(
    db: &Connection,
    id: i64,
    chosen: &Chosen,
    seen_at: Moment,
    taken: &mut DecidedSeen,
) -> rusqlite::Result<()> {
    let one = format!("SELECT {COLUMNS}, f.unit {FROM} {LAST} {HANDIN} WHERE f.id = ?1");
    let found = db
        .prepare_cached(&one)?
        .query_row([id], |row| Ok((seen(row)?, row.get::<_, bool>(18)?, row.get::<_, i64>(19)?)))
        .optional()?;
    let Some((seen, lenient, unit)) =
        found.filter(|(seen, ..)| matches!(seen.line.state.as_str(), "open" | "unseen"))
    else {
        taken.gone += 1;
        return Ok(());
    };
    let line = &seen.line;
    if line.number.is_some_and(|number| i64::from(number) > seen_at.decision) {
        taken.stale.push(seen);
        return Ok(());
    }
    let meant = Meant {
        unit,
        name: line.unit.clone(),
        year: line.year.into(),
        fingerprint: line.fingerprint.clone(),
        rule: line.rule.clone(),
        error: line.severity == "error",
        lenient,
    };
    if !meant.may_be(chosen.decision) {
        taken.refused.push(seen);
        return Ok(());
    }
    put(db, &meant, chosen)?;
    taken.done.push(id);
    Ok(())
}

/// A condition with its values, which are numbered from 1.
struct Clause {
    parts: Vec<String>,
    sql: String,
    values: Vec<Box<dyn ToSql>>,
}

impl Clause {
    fn of(filter: &Filter, day: &str) -> Self {
        let mut clause = Self { parts: Vec::new(), sql: String::new(), values: Vec::new() };
        let there = "f.state IN ('open', 'unseen')";
        match filter.there {
            There::Yes => clause.plain(there),
            There::No => clause.plain("f.state NOT IN ('open', 'unseen')"),
            There::Either => {}
        }
        for (column, value) in [
            ("u.name", &filter.unit),
            ("f.rule", &filter.rule),
            ("f.severity", &filter.severity),
            ("u.level", &filter.level),
        ] {
            if !value.is_empty() {
                clause.with(&format!("{column} = ?"), value.clone());
            }
        }
        if !filter.division.is_empty() {
            clause.with("instr(coalesce(u.division, ''), ?) = 1", filter.division.clone());
        }
        if let Some(year) = filter.year {
            clause.with("f.year = ?", i64::from(year));
        }
        if !filter.since.is_empty() {
            clause.with("f.since >= ?", filter.since.clone());
        }
        for word in filter.words.split_whitespace() {
            clause.with(
                "instr(u.name || ' ' || f.rule || ' ' || f.title || ' ' || f.message, ?)",
                word.to_owned(),
            );
        }
        match &filter.decided {
            DecidedAs::Anything => {}
            DecidedAs::Nothing => {
                clause.with(
                    "(d.id IS NULL OR d.lapsed IS NOT NULL OR coalesce(d.until, '9999') < ?)",
                    day.to_owned(),
                );
            }
            DecidedAs::This(title) => {
                clause.with("d.lapsed IS NULL AND d.verdict = ?", title.clone());
                clause.with("coalesce(d.until, '9999') >= ?", day.to_owned());
            }
        }
        clause.sql = clause.sql_from(0);
        clause
    }

    fn plain(&mut self, part: &str) {
        self.parts.push(part.to_owned());
    }

    fn with(&mut self, part: &str, value: impl ToSql + 'static) {
        self.parts.push(part.to_owned());
        self.values.push(Box::new(value));
    }

    /// The condition, with its values behind so many others.
    fn sql_from(&self, before: usize) -> String {
        let mut number = before;
        let numbered = self.parts.iter().map(|part| match part.contains('?') {
            true => {
                number += 1;
                part.replace('?', &format!("?{number}"))
            }
            false => part.clone(),
        });
        let parts: Vec<String> = numbered.collect();
        if parts.is_empty() { "1".to_owned() } else { parts.join(" AND ") }
    }

    fn values(&self) -> Vec<&dyn ToSql> {
        self.values.iter().map(|value| &**value).collect()
    }
}
