//! What a run changed: which findings are new, mended, changed or come back, unit by unit.
//!
//! A unit may have several files of a year in the folder. The one that was seen last for the first time stands; of several
//! that came together the last by name. What is no longer found counts as mended only if the report changed and the rule
//! had a look: else nothing is known, or it was the rules that changed.

use std::collections::HashMap;

use gouji_core::verdict::{At, Checked, Finding, Verdict};
use gouji_engine::folded;
use rusqlite::{Connection, OptionalExtension, params};

use crate::error::LedgerError;
use crate::keep::Run;
use crate::open::Ledger;
use crate::stored;

/// What there is to say of a run.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Settled {
    /// Units and years with a hand-in in this run.
    pub units: u32,
    /// Findings that were not there before.
    pub new: u32,
    pub mended: u32,
    /// Mended at the same place by what is wrong again.
    pub changed: u32,
    pub back: u32,
    /// No longer found since the rules changed, not the report.
    pub dropped: u32,
    /// Decisions that no longer stand since the figure changed.
    pub lapsed: u32,
}

/// What a finding is, as the ledger writes it.
pub(crate) mod state {
    pub(crate) const OPEN: &str = "open";
    /// It could not be looked for again.
    pub(crate) const UNSEEN: &str = "unseen";
    pub(crate) const MENDED: &str = "mended";
    pub(crate) const CHANGED: &str = "changed";
    pub(crate) const DROPPED: &str = "dropped";
}

/// A unit's hand-in of a year that stands.
struct Standing {
    unit: i64,
    year: i64,
    handin: i64,
    /// Its predecessor, if it is another file.
    before: Option<i64>,
    basis: Option<String>,
    checked: Vec<u8>,
}

/// A finding that the ledger knows.
struct Known {
    id: i64,
    fingerprint: String,
    rule: String,
    place: String,
    words: String,
    state: String,
}

impl Ledger {
    /// Ends a run. As many units at a time are settled as one transaction holds: what is done when the run is killed here is
    /// not done again.
    pub fn settle(&self, run: Run) -> Result<Settled, LedgerError> {
        self.commit()?;
        let mut settled = Settled::default();
        let due: Vec<(i64, i64)> = self.with(|db| {
            let mut due = db.prepare(
                "SELECT DISTINCT unit, coalesce(year, 0) FROM handins WHERE last_run = ?1 AND unit IS NOT NULL",
            )?;
            due.query_map([run.id], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        settled.units = due.len() as u32;
        for some in due.chunks(256) {
            self.transact(|db| some.iter().try_for_each(|&of| unit(db, run, of, &mut settled)))?;
        }
        self.transact(|db| {
            settled.count(db, run)?;
            db.execute("UPDATE runs SET ended = ?2 WHERE id = ?1", params![run.id, run.today()])
        })?;
        Ok(settled)
    }
}

impl Settled {
    /// All events of the run, those before it was broken off too.
    fn count(&mut self, db: &Connection, run: Run) -> rusqlite::Result<()> {
        let mut kinds = db.prepare("SELECT kind, count(*) FROM events WHERE run = ?1 GROUP BY kind")?;
        let mut kinds = kinds.query([run.id])?;
        while let Some(row) = kinds.next()? {
            let count = row.get(1)?;
            match row.get_ref(0)?.as_str()? {
                "new" => self.new = count,
                "mended" => self.mended = count,
                "changed" => self.changed = count,
                "back" => self.back = count,
                "dropped" => self.dropped = count,
                _ => {}
            }
        }
        Ok(())
    }
}

/// Settles a unit's year, unless all is as it was.
fn unit(db: &Connection, run: Run, of: (i64, i64), settled: &mut Settled) -> rusqlite::Result<()> {
    let Some(standing) = standing(db, run, of)? else { return Ok(()) };
    let Some(checked) = stored::from_bytes(&standing.checked) else { return Ok(()) };
    let mut books = Books { db, run, standing: &standing, settled };
    books.compare(&checked)?;
    let put = "INSERT INTO standing (unit, year, handin, basis) VALUES (?1, ?2, ?3, ?4) \
               ON CONFLICT DO UPDATE SET handin = ?3, basis = ?4";
    let Standing { unit, year, handin, basis, .. } = &standing;
    db.prepare_cached(put)?.execute(params![unit, year, handin, basis])?;
    Ok(())
}

/// The last hand-in of a unit's year in a run, by the index of units: by that of runs, every hand-in of the run would be
/// looked at for each unit.
const LAST: &str = "SELECT handins.id, results.basis, results.rowid FROM handins JOIN results USING (sha256) \
    WHERE unit = ?1 AND coalesce(year, 0) = ?2 AND +last_run = ?3 ORDER BY first_run DESC, path DESC LIMIT 1";

/// The hand-in that stands after a run; `None` where it is the same with the same result as before.
fn standing(db: &Connection, run: Run, (unit, year): (i64, i64)) -> rusqlite::Result<Option<Standing>> {
    let (handin, basis, result): (i64, Option<String>, i64) = db
        .prepare_cached(LAST)?
        .query_row(params![unit, year, run.id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    let before = "SELECT handin, basis FROM standing WHERE unit = ?1 AND year = ?2";
    let before: Option<(i64, Option<String>)> = db
        .prepare_cached(before)?
        .query_row(params![unit, year], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    if basis.is_some() && before.as_ref() == Some(&(handin, basis.clone())) {
        return Ok(None);
    }
    let checked = "SELECT checked FROM results WHERE rowid = ?1";
    let checked = db.prepare_cached(checked)?.query_row([result], |row| row.get(0))?;
    let before = before.map(|(handin, _)| handin);
    Ok(Some(Standing { unit, year, handin, before, basis, checked }))
}

/// What the ledger knows of a unit's year.
fn known(db: &Connection, unit: i64, year: i64) -> rusqlite::Result<Vec<Known>> {
    let all = "SELECT id, fingerprint, rule, place, words, state FROM findings \
               WHERE unit = ?1 AND year = ?2 ORDER BY id";
    let known = |row: &rusqlite::Row| {
        Ok(Known {
            id: row.get(0)?,
            fingerprint: row.get(1)?,
            rule: row.get(2)?,
            place: row.get(3)?,
            words: row.get(4)?,
            state: row.get(5)?,
        })
    };
    db.prepare_cached(all)?.query_map([unit, year], known)?.collect()
}

/// Rules that got another code say the same of the same places: those findings, and what was decided about them, go on
/// under their new fingerprints.
pub(crate) fn rename(db: &Connection, unit: i64, year: i64, checked: &Checked) -> rusqlite::Result<()> {
    let renamed: HashMap<String, String> = {
        let mut all = db.prepare_cached("SELECT old, new FROM renamed")?;
        all.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?
    };
    if renamed.is_empty() {
        return Ok(());
    }
    for known in known(db, unit, year)? {
        let Some(rule) = renamed.get(&known.rule) else { continue };
        let same = |finding: &&Finding| {
            finding.rule == *rule && place(&finding.at) == known.place && words(finding) == known.words
        };
        let Some(Finding { fingerprint, .. }) = checked.findings.iter().find(same) else { continue };
        let to = "UPDATE OR IGNORE findings SET fingerprint = ?2, rule = ?3 WHERE id = ?1";
        db.prepare_cached(to)?.execute(params![known.id, fingerprint, rule])?;
        let to = "UPDATE decisions SET fingerprint = ?4, rule = ?5 \
                  WHERE unit = ?1 AND year = ?2 AND fingerprint = ?3";
        db.prepare_cached(to)?.execute(params![unit, year, known.fingerprint, fingerprint, rule])?;
    }
    Ok(())
}

/// The books of one unit's year while they are being written.
struct Books<'a> {
    db: &'a Connection,
    run: Run,
    standing: &'a Standing,
    settled: &'a mut Settled,
}

impl Books<'_> {
    fn compare(&mut self, checked: &Checked) -> rusqlite::Result<()> {
        let known = known(self.db, self.standing.unit, self.standing.year)?;
        let by_fingerprint: HashMap<&str, &Known> =
            known.iter().map(|known| (known.fingerprint.as_str(), known)).collect();
        let mut fresh = Vec::new();
        for finding in &checked.findings {
            match by_fingerprint.get(finding.fingerprint.as_str()) {
                None => fresh.push(finding),
                Some(known) => self.again(known, finding)?,
            }
        }
        let found: HashMap<&str, ()> =
            checked.findings.iter().map(|finding| (finding.fingerprint.as_str(), ())).collect();
        let gone: Vec<&Known> = known
            .iter()
            .filter(|known| !found.contains_key(known.fingerprint.as_str()))
            .filter(|known| matches!(known.state.as_str(), state::OPEN | state::UNSEEN))
            .collect();
        for known in gone {
            self.gone(known, checked, &mut fresh)?;
        }
        for finding in fresh {
            self.add(finding, "new")?;
        }
        Ok(())
    }

    /// A finding that is known is there.
    fn again(&mut self, known: &Known, finding: &Finding) -> rusqlite::Result<()> {
        let as_it_is = "UPDATE findings SET severity = ?2, title = ?3, message = ?4, line = ?5 WHERE id = ?1";
        self.db.prepare_cached(as_it_is)?.execute(params![
            known.id,
            finding.severity.key(),
            finding.title,
            finding.message,
            finding.at.line
        ])?;
        match known.state.as_str() {
            state::OPEN => Ok(()),
            state::UNSEEN => self.becomes(known.id, state::OPEN, None),
            _ => self.becomes(known.id, state::OPEN, Some("back")),
        }
    }

    /// A finding that was there is not.
    fn gone(&mut self, known: &Known, checked: &Checked, fresh: &mut Vec<&Finding>) -> rusqlite::Result<()> {
        let faulty = matches!(checked.verdict, Verdict::Incomplete | Verdict::Unreadable);
        let looked = checked.rules.could_not_check.iter().all(|other| other.rule != known.rule);
        if faulty || !looked {
            return self.becomes(known.id, state::UNSEEN, None);
        }
        if self.standing.before == Some(self.standing.handin) {
            return self.becomes(known.id, state::DROPPED, Some("dropped"));
        }
        let same_place = |finding: &&Finding| finding.rule == known.rule && place(&finding.at) == known.place;
        let Some(at) = fresh.iter().position(same_place) else {
            return self.becomes(known.id, state::MENDED, Some("mended"));
        };
        self.becomes(known.id, state::CHANGED, None)?;
        self.lapse(known)?;
        let finding = fresh.remove(at);
        self.add(finding, "changed")
    }

    /// What was decided about a figure is not said of another one.
    fn lapse(&mut self, known: &Known) -> rusqlite::Result<()> {
        let lapse = "UPDATE decisions SET lapsed = ?4 WHERE unit = ?1 AND year = ?2 AND fingerprint = ?3 AND lapsed IS NULL";
        let why = format!("{}，内容改过了，仍有问题，请重新决定", self.run.today());
        let Standing { unit, year, .. } = self.standing;
        let lapsed = self.db.prepare_cached(lapse)?.execute(params![unit, year, known.fingerprint, why])?;
        self.settled.lapsed += lapsed as u32;
        Ok(())
    }

    fn becomes(&self, finding: i64, state: &str, event: Option<&str>) -> rusqlite::Result<()> {
        let to = "UPDATE findings SET state = ?2, since = ?3 WHERE id = ?1";
        self.db.prepare_cached(to)?.execute(params![finding, state, self.run.today()])?;
        event.map_or(Ok(()), |kind| self.note(finding, kind))
    }

    fn add(&self, finding: &Finding, kind: &str) -> rusqlite::Result<()> {
        let put = "INSERT INTO findings (unit, year, fingerprint, rule, severity, title, message, place, words, line, state, since) \
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, 'open', ?11) ON CONFLICT DO NOTHING";
        let Standing { unit, year, .. } = self.standing;
        let put = self.db.prepare_cached(put)?.execute(params![
            unit,
            year,
            finding.fingerprint,
            finding.rule,
            finding.severity.key(),
            finding.title,
            finding.message,
            place(&finding.at),
            words(finding),
            finding.at.line,
            self.run.today()
        ])?;
        match put {
            0 => Ok(()),
            _ => self.note(self.db.last_insert_rowid(), kind),
        }
    }

    fn note(&self, finding: i64, kind: &str) -> rusqlite::Result<()> {
        let put = "INSERT INTO events (run, day, finding, kind, handin) VALUES (?1, ?2, ?3, ?4, ?5)";
        let mut put = self.db.prepare_cached(put)?;
        put.execute(params![self.run.id, self.run.today(), finding, kind, self.standing.handin])?;
        Ok(())
    }
}

/// A place in the form, whatever stands there.
fn place(at: &At) -> String {
    let part = at.part.map(|part| part.to_string());
    let parts = [part.as_deref(), at.table.as_deref(), at.row.as_deref(), at.col.as_deref()];
    parts.map(Option::unwrap_or_default).join("/")
}

/// What stands there, and what should.
fn words(finding: &Finding) -> String {
    let repair = finding.repair.as_ref().map(|repair| repair.with.as_str());
    folded(&format!("{}→{}", finding.at.excerpt, repair.unwrap_or_default()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_unit_is_settled_without_a_look_at_all_others() {
        let db = Connection::open_in_memory().unwrap();
        db.execute_batch(include_str!("schema.sql")).unwrap();
        let mut plan = db.prepare(&format!("EXPLAIN QUERY PLAN {LAST}")).unwrap();
        let steps = plan.query_map(params![1, 2, 3], |row| row.get::<_, String>(3)).unwrap();
        let steps: Vec<String> = steps.collect::<rusqlite::Result<_>>().unwrap();
        assert!(
            steps[0].contains("handins_of_unit") && steps.iter().all(|step| !step.contains("SCAN")),
            "{steps:?}"
        );
    }
}
