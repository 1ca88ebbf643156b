//! Counts over the whole ledger: by county, rule, level or year.

use gouji_core::report::Date;
use gouji_engine::today;

use crate::decisions::LAST;
use crate::error::LedgerError;
use crate::open::Ledger;

/// What is counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The division code: a county with its departments and towns.
    County,
    Rule,
    Level,
    Year,
}

/// A line of counts: findings that are there, those that people have settled, and those that were mended.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Count {
    /// Code, level or year; empty where it is not known.
    pub key: String,
    /// What a code is called; empty where that is not known.
    pub name: String,
    /// Reports with such a key; by rule: those with such findings, mended ones too.
    pub reports: u32,
    pub errors: u32,
    pub warnings: u32,
    pub infos: u32,
    pub settled: u32,
    pub mended: u32,
}

impl By {
    /// The key and its name, in SQL.
    const fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::County => (
                "u.division",
                "(SELECT name FROM units WHERE division = u.division AND level <> 'department' AND level <> 'township' \
                 ORDER BY id LIMIT 1)",
            ),
            Self::Rule => ("f.rule", "max(f.title)"),
            Self::Level => ("u.level", "NULL"),
            Self::Year => ("nullif(s.year, 0)", "NULL"),
        }
    }
}

impl Ledger {
    /// The counts, those with most errors first; by year in order.
    pub fn count(&self, by: By, day: Date) -> Result<Vec<Count>, LedgerError> {
        let (key, name) = by.columns();
        let order = if by == By::Year { "1" } else { "4 DESC, 5 DESC, 3 DESC, 1" };
        let settled = "coalesce(d.lapsed IS NULL AND coalesce(d.until, ?1) >= ?1 AND d.verdict IN ('已说明', '不是问题'), 0)";
        let there = |severity: &str| {
            format!(
                "coalesce(sum(f.state IN ('open', 'unseen') AND f.severity = '{severity}' AND NOT {settled}), 0)"
            )
        };
        let only = if by == By::Rule { "WHERE f.id IS NOT NULL" } else { "" };
        let all = format!(
            "SELECT coalesce({key}, ''), coalesce({name}, ''), count(DISTINCT s.unit * 10000 + s.year), {}, {}, {}, \
             coalesce(sum(f.state IN ('open', 'unseen') AND {settled}), 0), coalesce(sum(f.state = 'mended'), 0) \
             FROM standing s JOIN units u ON u.id = s.unit \
             LEFT JOIN findings f ON f.unit = s.unit AND f.year = s.year \
             {LAST} {only} GROUP BY {key} ORDER BY {order}",
            there("error"),
            there("warning"),
            there("info"),
        );
        self.with(|db| {
            let mut all = db.prepare(&all)?;
            let counts = all.query_map([today::iso(day)], |row| {
                let key: rusqlite::types::Value = row.get(0)?;
                let key = match key {
                    rusqlite::types::Value::Integer(number) => number.to_string(),
                    rusqlite::types::Value::Text(text) => text,
                    _ => String::new(),
                };
                Ok(Count {
                    key,
                    name: row.get(1)?,
                    reports: row.get(2)?,
                    errors: row.get(3)?,
                    warnings: row.get(4)?,
                    infos: row.get(5)?,
                    settled: row.get(6)?,
                    mended: row.get(7)?,
                })
            })?;
            counts.collect()
        })
    }
}
