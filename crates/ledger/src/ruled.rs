//! Decisions as they stand, orphans too; and rules that got another code.

use gouji_core::report::Date;
use gouji_engine::today;
use rusqlite::params;

use crate::error::LedgerError;
use crate::open::Ledger;

/// A decision, and whether it still does something.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Ruled {
    pub unit: String,
    pub year: u16,
    pub fingerprint: String,
    pub rule: String,
    pub decision: String,
    pub why: String,
    pub owner: String,
    pub day: String,
    pub until: String,
    pub effect: Effect,
    /// Why it lapsed; empty where it did not.
    pub lapsed: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Effect {
    /// Its finding is there.
    Stands,
    /// Its day has passed.
    Expired,
    /// The figure changed.
    Lapsed,
    /// The finding was mended.
    Done,
    /// No finding is known that it is about: the rule is gone or has another code, or it was taken over from elsewhere.
    Orphan,
}

impl Effect {
    pub const fn title(self) -> &'static str {
        ["有效", "已到期", "已失效", "问题已改", "没有对应的问题"][self as usize]
    }
}

impl Ledger {
    /// Every decision that is the last one on its finding, by unit.
    pub fn decisions(&self, day: Date) -> Result<Vec<Ruled>, LedgerError> {
        let all = "SELECT u.name, d.year, d.fingerprint, d.rule, d.verdict, d.why, d.owner, d.day, coalesce(d.until, ''), \
                   coalesce(d.lapsed, ''), coalesce(f.state, '') FROM said d JOIN units u ON u.id = d.unit \
                   LEFT JOIN findings f ON f.unit = d.unit AND f.year = d.year AND f.fingerprint = d.fingerprint \
                   ORDER BY u.name, d.year, d.id";
        let today = today::iso(day);
        self.with(|db| {
            let mut all = db.prepare(all)?;
            let all = all.query_map([], |row| {
                let (until, lapsed, state): (String, String, String) =
                    (row.get(8)?, row.get(9)?, row.get(10)?);
                let effect = match state.as_str() {
                    _ if !lapsed.is_empty() => Effect::Lapsed,
                    "" | "dropped" => Effect::Orphan,
                    "mended" | "changed" => Effect::Done,
                    _ if !until.is_empty() && until < today => Effect::Expired,
                    _ => Effect::Stands,
                };
                Ok(Ruled {
                    unit: row.get(0)?,
                    year: row.get(1)?,
                    fingerprint: row.get(2)?,
                    rule: row.get(3)?,
                    decision: row.get(4)?,
                    why: row.get(5)?,
                    owner: row.get(6)?,
                    day: row.get(7)?,
                    until,
                    effect,
                    lapsed,
                })
            })?;
            all.collect()
        })
    }

    /// From now on a rule has another code: what was decided about its findings goes on.
    pub fn rename(&self, old: &str, new: &str) -> Result<(), LedgerError> {
        self.transact(|db| {
            let put = "INSERT INTO renamed (old, new) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET new = ?2";
            db.execute(put, params![old, new]).map(drop)
        })
    }
}
