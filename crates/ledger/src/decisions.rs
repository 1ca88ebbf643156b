//! What people decide about findings: who, when, why, until when.
//!
//! A decision belongs to one finding of one unit and year. It is never deleted: a later one stands in its place; one on a
//! figure that changed lapses.

use gouji_core::card::Severity;
use gouji_core::report::Date;
use gouji_core::verdict::{Checked, Waived};
use gouji_engine::{folded, today, verdict};
use rusqlite::{Connection, params};

use crate::error::LedgerError;
use crate::keep::{find_unit, key_of, year_of};
use crate::open::Ledger;

/// What was decided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum As {
    /// The unit is to mend it.
    SentBack,
    /// It stands as it is, and the unit has said why.
    Explained,
    /// The program is wrong.
    NoProblem,
    /// Nobody has decided yet.
    Pending,
}

impl As {
    pub const ALL: [Self; 4] = [Self::SentBack, Self::Explained, Self::NoProblem, Self::Pending];

    pub const fn title(self) -> &'static str {
        ["退回", "已说明", "不是问题", "待定"][self as usize]
    }

    pub fn named(title: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|decision| decision.title() == title)
    }

    /// The finding counts for nothing.
    pub const fn settles(self) -> bool {
        matches!(self, Self::Explained | Self::NoProblem)
    }
}

/// The last decision about each finding `f`, as `d`: looked up one by one, which takes less than the view of all of them.
pub(crate) const LAST: &str = "LEFT JOIN decisions d ON d.id = \
    (SELECT max(x.id) FROM decisions x WHERE x.unit = f.unit AND x.year = f.year AND x.fingerprint = f.fingerprint)";

/// Which findings are meant: those that match everything that is given.
#[derive(Debug, Default, Clone)]
pub struct Wanted {
    pub fingerprints: Vec<String>,
    pub rules: Vec<String>,
    /// By name or other name.
    pub units: Vec<String>,
    /// Files in them and under them.
    pub folders: Vec<String>,
    pub year: Option<u16>,
}

/// What is decided about them.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub decision: As,
    pub why: String,
    pub owner: String,
    pub day: Date,
    pub until: Option<Date>,
}

/// What came of it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Decided {
    pub findings: usize,
    pub units: usize,
    /// Errors that cannot be explained away: left as they were.
    pub refused: Vec<String>,
}

/// A finding that somebody decides about, or that a waiver or a baseline means.
pub(crate) struct Meant {
    pub(crate) unit: i64,
    pub(crate) name: String,
    pub(crate) year: i64,
    pub(crate) fingerprint: String,
    pub(crate) rule: String,
    pub(crate) error: bool,
    /// The profile lets errors be explained away.
    pub(crate) lenient: bool,
}

impl Meant {
    /// Errors cannot be explained away unless the profile allows it.
    pub(crate) fn may_be(&self, decision: As) -> bool {
        decision != As::Explained || !self.error || self.lenient
    }
}

impl Ledger {
    /// Decides about findings that are there now. Nothing is written where something that is named is not found.
    pub fn decide(&self, wanted: &Wanted, chosen: &Chosen) -> Result<Decided, LedgerError> {
        let meant = self.meant(wanted)?;
        let (meant, refused): (Vec<Meant>, Vec<Meant>) =
            meant.into_iter().partition(|meant| meant.may_be(chosen.decision));
        let decided = Decided {
            findings: meant.len(),
            units: meant.iter().map(|meant| meant.unit).collect::<std::collections::HashSet<_>>().len(),
            refused: refused.iter().map(|m| format!("{} {} {}", m.name, m.rule, m.fingerprint)).collect(),
        };
        self.transact(|db| meant.iter().try_for_each(|meant| put(db, meant, chosen)))?;
        Ok(decided)
    }

    fn meant(&self, wanted: &Wanted) -> Result<Vec<Meant>, LedgerError> {
        let units = wanted.units.iter().map(|name| self.unit_named(name)).collect::<Result<Vec<_>, _>>()?;
        let all = self.with(|db| open_findings(db, wanted, &units))?;
        for fingerprint in &wanted.fingerprints {
            let of: Vec<&Meant> = all.iter().filter(|meant| meant.fingerprint == *fingerprint).collect();
            if of.is_empty() {
                return Err(LedgerError::Said(format!(
                    "台账里没有指纹为 {fingerprint} 的现存问题；指纹用 gouji ledger show <单位> 查看"
                )));
            }
            if let Some(other) = of.iter().find(|meant| meant.unit != of[0].unit) {
                return Err(LedgerError::Said(format!(
                    "{}、{}等单位都有指纹为 {fingerprint} 的问题，请用 --unit 写明是哪些单位的",
                    of[0].name, other.name
                )));
            }
        }
        if all.is_empty() {
            return Err(LedgerError::Said("没有符合这些条件的现存问题".to_owned()));
        }
        Ok(all)
    }

    /// The unit that a user names.
    pub(crate) fn unit_named(&self, name: &str) -> Result<i64, LedgerError> {
        let found = self.with(|db| find_unit(db, &folded(name)))?;
        if let Some(unit) = found {
            return Ok(unit);
        }
        let like: Vec<(i64, String)> = self.with(|db| {
            let mut like =
                db.prepare("SELECT id, name FROM units WHERE instr(key, ?1) ORDER BY name LIMIT 6")?;
            like.query_map([folded(name)], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })?;
        match &like[..] {
            [(unit, _)] => Ok(*unit),
            [] => Err(LedgerError::Said(format!("台账里没有“{name}”这个单位；用 gouji ledger units 查看"))),
            several => {
                let names: Vec<&str> = several.iter().map(|(_, name)| name.as_str()).collect();
                Err(LedgerError::Said(format!("“{name}”可以是{}，请写全", names.join("、"))))
            }
        }
    }

    /// Lays what was decided on the findings of a report, after waivers and baseline: what is explained or no problem
    /// counts for nothing, until its day.
    pub fn rule_on(&self, checked: &mut Checked, day: Date, lenient: bool) {
        let said = self.with(|db| match find_unit(db, &key_of(checked))? {
            Some(unit) => standing(db, unit, year_of(checked), &today::iso(day)),
            None => Ok(Vec::new()),
        });
        // What could not be read is said when the run ends.
        let Ok(said) = said else { return };
        let before = checked.findings.iter().filter(|finding| finding.counts()).count();
        for (fingerprint, decision, waived) in said {
            let finding = checked.findings.iter_mut().find(|finding| finding.fingerprint == fingerprint);
            let Some(finding) = finding.filter(|finding| finding.counts()) else { continue };
            let error = finding.severity == Severity::Error;
            if decision.settles() && (lenient || !error || decision == As::NoProblem) {
                finding.waived = Some(waived);
            }
        }
        if checked.findings.iter().filter(|finding| finding.counts()).count() < before {
            checked.verdict = verdict(checked);
        }
    }
}

/// Decisions that stand on a day.
fn standing(db: &Connection, unit: i64, year: i64, day: &str) -> rusqlite::Result<Vec<(String, As, Waived)>> {
    let said = "SELECT fingerprint, verdict, why, owner, coalesce(until, '') FROM said \
                WHERE unit = ?1 AND year = ?2 AND lapsed IS NULL AND coalesce(until, ?3) >= ?3";
    let mut said = db.prepare_cached(said)?;
    let rows = said.query_map(params![unit, year, day], |row| {
        let (title, why): (String, String) = (row.get(1)?, row.get(2)?);
        let decision = As::named(&title).unwrap_or(As::Pending);
        let waived = Waived { reason: format!("{title}：{why}"), owner: row.get(3)?, expires: row.get(4)? };
        Ok((row.get(0)?, decision, waived))
    })?;
    rows.collect()
}

/// Findings that are there, and match.
fn open_findings(db: &Connection, wanted: &Wanted, units: &[i64]) -> rusqlite::Result<Vec<Meant>> {
    let all = "SELECT units.id, units.name, findings.year, fingerprint, rule, severity, handins.path, handins.lenient \
               FROM findings JOIN units ON units.id = findings.unit \
               JOIN standing ON standing.unit = findings.unit AND standing.year = findings.year \
               JOIN handins ON handins.id = standing.handin \
               WHERE state IN ('open', 'unseen') ORDER BY units.name, findings.year, findings.id";
    let mut all = db.prepare(all)?;
    let mut rows = all.query([])?;
    let mut meant = Vec::new();
    while let Some(row) = rows.next()? {
        let path: String = row.get(6)?;
        let one = Meant {
            unit: row.get(0)?,
            name: row.get(1)?,
            year: row.get(2)?,
            fingerprint: row.get(3)?,
            rule: row.get(4)?,
            error: row.get_ref(5)?.as_str()? == Severity::Error.key(),
            lenient: row.get(7)?,
        };
        let in_folder = |folder: &String| std::path::Path::new(&path).starts_with(folder);
        let wanted_too = (wanted.fingerprints.is_empty() || wanted.fingerprints.contains(&one.fingerprint))
            && (wanted.rules.is_empty() || wanted.rules.contains(&one.rule))
            && (units.is_empty() || units.contains(&one.unit))
            && (wanted.folders.is_empty() || wanted.folders.iter().any(in_folder))
            && wanted.year.is_none_or(|year| one.year == i64::from(year));
        if wanted_too {
            meant.push(one);
        }
    }
    Ok(meant)
}

pub(crate) fn put(db: &Connection, meant: &Meant, chosen: &Chosen) -> rusqlite::Result<()> {
    let Chosen { decision, why, owner, day, until } = chosen;
    let (day, until) = (today::iso(*day), until.map(today::iso));
    let of = (meant.unit, meant.year, meant.fingerprint.as_str(), meant.rule.as_str());
    put_decision(db, of, (decision.title(), why, owner, &day, until.as_deref()))
}

/// A decision on a finding (unit, year, fingerprint, rule): what, why, by whom, on which day, until when.
pub(crate) fn put_decision(
    db: &Connection,
    (unit, year, fingerprint, rule): (i64, i64, &str, &str),
    (title, why, owner, day, until): (&str, &str, &str, &str, Option<&str>),
) -> rusqlite::Result<()> {
    let put = "INSERT INTO decisions (unit, year, fingerprint, rule, verdict, why, owner, day, until) \
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    db.prepare_cached(put)?.execute(params![unit, year, fingerprint, rule, title, why, owner, day, until])?;
    Ok(())
}
