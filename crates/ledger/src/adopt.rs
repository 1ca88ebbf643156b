//! Today's waivers and baselines as decisions, so that an office has one place for all of them.

use gouji_core::report::Date;
use gouji_engine::baseline::Entry;
use gouji_engine::profile::Waiver;
use gouji_engine::{folded, today};
use rusqlite::{Connection, params};

use crate::decisions::{As, Meant, put_decision};
use crate::error::LedgerError;
use crate::import::{Imported, Taking};
use crate::keep::find_unit;
use crate::open::Ledger;

impl Ledger {
    /// Takes the entries of a baseline. Those whose finding is not there are kept too, and listed as orphans.
    pub fn adopt_baseline(
        &self,
        entries: &[Entry],
        decision: As,
        why: &str,
        taking: &Taking,
    ) -> Result<Imported, LedgerError> {
        let mut imported = Imported::default();
        self.transact(|db| {
            entries.iter().try_for_each(|entry| {
                let Some(meant) = of_entry(db, entry, taking.dry_run)? else {
                    imported.refused.push(format!("{} {}：台账里没有这个单位", entry.agency, entry.rule));
                    return Ok(());
                };
                adopt(db, &meant, decision, (why, &taking.owner, None), taking, &mut imported)
            })
        })?;
        Ok(imported)
    }

    /// Takes the waivers of a profile: each for the findings that it is about and that are there now.
    pub fn adopt_waivers(&self, waivers: &[Waiver], taking: &Taking) -> Result<Imported, LedgerError> {
        let mut imported = Imported::default();
        self.transact(|db| {
            waivers.iter().try_for_each(|waiver| {
                let meant = of_waiver(db, waiver)?;
                if meant.is_empty() {
                    imported
                        .refused
                        .push(format!("豁免（{}）没有对应的现存问题；规则请写代码", waiver.subject()));
                }
                let said = (waiver.reason.as_str(), waiver.owner.as_str(), Some(waiver.expires));
                let mut each = |meant| adopt(db, meant, As::Explained, said, taking, &mut imported);
                meant.iter().try_for_each(&mut each)
            })
        })?;
        Ok(imported)
    }
}

fn adopt(
    db: &Connection,
    meant: &Meant,
    decision: As,
    (why, owner, until): (&str, &str, Option<Date>),
    taking: &Taking,
    imported: &mut Imported,
) -> rusqlite::Result<()> {
    let Meant { unit, name, year, fingerprint, rule, .. } = meant;
    let decided = "SELECT 1 FROM said WHERE unit = ?1 AND year = ?2 AND fingerprint = ?3 AND lapsed IS NULL";
    if !taking.overwrite && db.prepare_cached(decided)?.exists(params![unit, year, fingerprint])? {
        imported.same += 1;
        return Ok(());
    }
    if !meant.may_be(decision) {
        imported.refused.push(format!("{name} 的 {rule} 是错误，不能记为“已说明”"));
        return Ok(());
    }
    imported.changes.push(format!("{name} {rule} 记为“{}”：{why}", decision.title()));
    if taking.dry_run {
        return Ok(());
    }
    let (day, until) = (today::iso(taking.day), until.map(today::iso));
    put_decision(
        db,
        (*unit, *year, fingerprint, rule),
        (decision.title(), why, owner, &day, until.as_deref()),
    )
}

/// The finding of an entry, whether it is there or not; `None` where there is not even the unit.
fn of_entry(db: &Connection, entry: &Entry, dry_run: bool) -> rusqlite::Result<Option<Meant>> {
    let key = folded(&entry.agency);
    let unit = match find_unit(db, &key)? {
        Some(unit) => unit,
        None if key.is_empty() || dry_run => return Ok(None),
        None => {
            db.execute("INSERT INTO units (key, name) VALUES (?1, ?2)", params![key, entry.agency])?;
            db.last_insert_rowid()
        }
    };
    let year = entry.year.unwrap_or_default().into();
    let there = found(
        db,
        "f.unit = ?1 AND f.year = ?2 AND f.fingerprint = ?3",
        params![unit, year, entry.fingerprint],
    )?;
    Ok(Some(there.into_iter().next().unwrap_or(Meant {
        unit,
        name: entry.agency.clone(),
        year,
        fingerprint: entry.fingerprint.clone(),
        rule: entry.rule.clone(),
        error: false,
        lenient: true,
    })))
}

fn of_waiver(db: &Connection, waiver: &Waiver) -> rusqlite::Result<Vec<Meant>> {
    let unit = match &waiver.agency {
        None => None,
        Some(agency) => match find_unit(db, &folded(agency))? {
            None => return Ok(Vec::new()),
            unit => unit,
        },
    };
    let rule = waiver.rule.as_ref().map(|rule| rule.value.as_str());
    let matching = "(?1 IS NULL OR f.unit = ?1) AND (?2 IS NULL OR f.year = ?2) AND (?3 IS NULL OR f.fingerprint = ?3) \
                    AND (?4 IS NULL OR f.rule = ?4) AND f.state IN ('open', 'unseen')";
    found(db, matching, params![unit, waiver.year, waiver.fingerprint, rule])
}

fn found(db: &Connection, matching: &str, values: impl rusqlite::Params) -> rusqlite::Result<Vec<Meant>> {
    let all = format!(
        "SELECT f.unit, u.name, f.year, f.fingerprint, f.rule, f.severity = 'error', coalesce(h.lenient, 0) \
         FROM findings f JOIN units u ON u.id = f.unit LEFT JOIN standing s ON s.unit = f.unit AND s.year = f.year \
         LEFT JOIN handins h ON h.id = s.handin WHERE {matching} ORDER BY f.id"
    );
    let mut all = db.prepare_cached(&all)?;
    let all = all.query_map(values, |row| {
        Ok(Meant {
            unit: row.get(0)?,
            name: row.get(1)?,
            year: row.get(2)?,
            fingerprint: row.get(3)?,
            rule: row.get(4)?,
            error: row.get(5)?,
            lenient: row.get(6)?,
        })
    })?;
    all.collect()
}
