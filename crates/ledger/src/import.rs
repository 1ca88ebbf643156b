//! Sheets that come back with decisions filled in, from one reviewer or several: `gouji ledger export`, or the workbook of
//! `gouji check --format xlsx`.
//!
//! Rows may be sorted and left out, columns moved and added. But what a row changes is certain: the fingerprint says which
//! finding it is about, and is never guessed; where somebody decided since the sheet was made, nothing is overwritten
//! unasked.

use std::collections::HashMap;

use gouji_core::report::Date;
use gouji_engine::{folded, today};
use rusqlite::{Connection, OptionalExtension, params};

use crate::decisions::{As, put_decision};
use crate::error::LedgerError;
use crate::keep::find_unit;
use crate::open::Ledger;
use crate::sheet::{Column, Row, Sheet};

const COLUMNS: [Column; 9] = [
    Column { names: &["指纹"], needed: true },
    Column { names: &["决定", "结论"], needed: true },
    Column { names: &["理由", "意见"], needed: false },
    Column { names: &["决定人"], needed: false },
    Column { names: &["有效至"], needed: false },
    Column { names: &["单位"], needed: false },
    Column { names: &["年度"], needed: false },
    Column { names: &["决定号"], needed: false },
    Column { names: &["台账"], needed: false },
];

/// What came of a sheet.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Imported {
    /// What was decided, row by row.
    pub changes: Vec<String>,
    /// Rows that say what the ledger has already.
    pub same: usize,
    /// Rows without a decision.
    pub blank: usize,
    /// Rows that were not taken, and why.
    pub refused: Vec<String>,
    /// What was not read of the file.
    pub troubles: Vec<String>,
}

/// How a sheet is taken.
#[derive(Debug, Clone)]
pub struct Taking {
    pub day: Date,
    /// Who decided, where the sheet does not say.
    pub owner: String,
    /// Decisions that were made since give way.
    pub overwrite: bool,
    /// Nothing is written.
    pub dry_run: bool,
}

/// A row that says something.
struct Said {
    /// Where it stands, as people find it.
    at: String,
    fingerprint: String,
    decision: As,
    why: String,
    owner: String,
    until: Option<String>,
    unit: String,
    year: String,
    /// The decision that stood when the sheet was made; `None` where the sheet does not tell.
    base: Option<String>,
}

/// The finding that a row is about, with the decision that stands.
struct About {
    unit: i64,
    name: String,
    year: i64,
    rule: String,
    error: bool,
    lenient: bool,
    there: bool,
    standing: Option<Standing>,
}

struct Standing {
    id: i64,
    title: String,
    why: String,
    owner: String,
    until: Option<String>,
    day: String,
}

impl Ledger {
    /// Takes what a sheet says.
    pub fn import(&self, bytes: &[u8], taking: &Taking) -> Result<Imported, LedgerError> {
        self.import_all(&[("", bytes)], taking)
    }

    /// Takes what several sheets say, each by its name.
    pub fn import_all(&self, sheets: &[(&str, &[u8])], taking: &Taking) -> Result<Imported, LedgerError> {
        let own = self.id()?;
        let mut imported = Imported::default();
        let mut rows = Vec::new();
        for (name, bytes) in sheets {
            let wrong =
                |why| LedgerError::Said(if name.is_empty() { why } else { format!("{name}：{why}") });
            let of = if sheets.len() > 1 { format!("{name} ") } else { String::new() };
            for sheet in Sheet::read_all(bytes, &COLUMNS).map_err(wrong)? {
                imported.troubles.extend(sheet.troubles.iter().map(|why| format!("{of}{why}")));
                for row in &sheet.rows {
                    let at = format!("{of}{}", row.at());
                    match said(row, &at, (sheet.has[7], &own), taking) {
                        Ok(Some(said)) => rows.push(said),
                        Ok(None) => imported.blank += 1,
                        Err(why) => imported.refused.push(format!("{at}：{why}")),
                    }
                }
            }
        }
        let mut by_finding: HashMap<_, Vec<&Said>> = HashMap::new();
        rows.iter().for_each(|said| by_finding.entry(said.about()).or_default().push(said));
        self.transact(|db| {
            rows.iter().try_for_each(|said| {
                let all = &by_finding[&said.about()];
                // Where two of them say different things, neither is taken; twice the same is the same.
                if let Some(other) = all.iter().find(|other| !other.says(said)) {
                    let why = format!("{}：与{}是同一个问题，写的却不一样", said.at, other.at);
                    imported.refused.push(why);
                    return Ok(());
                }
                if !std::ptr::eq(all[0], said) {
                    imported.same += 1;
                    return Ok(());
                }
                take(db, said, taking, &mut imported)
            })
        })?;
        Ok(imported)
    }
}

impl Said {
    /// The finding that it is about, as it says itself.
    fn about(&self) -> (&str, &str, &str) {
        (&self.fingerprint, &self.unit, &self.year)
    }

    fn says(&self, other: &Self) -> bool {
        (self.decision, &self.why, &self.until) == (other.decision, &other.why, &other.until)
    }
}

/// What a row says; `None` where nothing is filled in.
fn said(row: &Row, at: &str, (has_base, own): (bool, &str), taking: &Taking) -> Result<Option<Said>, String> {
    let [fingerprint, decision, why, owner, until, unit, year, base, ledger] = &row.cells[..] else {
        return Ok(None);
    };
    if decision.is_empty() {
        return Ok(None);
    }
    if !ledger.is_empty() && !own.is_empty() && ledger != own {
        return Err("这一行是从另一本台账导出的，请导入到那一本里".to_owned());
    }
    for (name, text) in [("指纹", fingerprint), ("结论", decision), ("意见", why), ("有效至", until)]
    {
        if is_formula(text) {
            return Err(format!("“{name}”是公式（{text}），没有采用；请直接写文字"));
        }
    }
    let known = As::named(&folded(decision));
    let decision = known
        .ok_or_else(|| format!("决定“{decision}”不认识，可以写 {}", As::ALL.map(As::title).join("、")))?;
    let fingerprint = fingerprint.to_ascii_lowercase();
    if fingerprint.len() != 16 || !fingerprint.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(format!("“{fingerprint}”不是指纹（16 位），可能被表格软件当作数字改过；请从原表复制"));
    }
    // An apostrophe kept spreadsheets from computing it.
    let why = why.strip_prefix('\'').unwrap_or(why).to_owned();
    if decision.settles() && why.is_empty() {
        return Err(format!("“{}”要写明理由", decision.title()));
    }
    let until = match until.as_str() {
        "" => None,
        text => Some(day(text).ok_or_else(|| format!("有效至“{text}”不是日期，应如 2027-12-31"))?),
    };
    let owner = if owner.is_empty() { taking.owner.clone() } else { owner.clone() };
    let base = has_base.then(|| base.clone());
    let (unit, year) = (folded(unit), year.clone());
    let at = at.to_owned();
    Ok(Some(Said { at, fingerprint, decision, why, owner, until, unit, year, base }))
}

/// `=HYPERLINK(…)`, `=B3`; a text that begins so is none.
fn is_formula(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('=') else { return false };
    let word = rest.trim_start_matches('$').bytes().take_while(u8::is_ascii_alphanumeric).count();
    word > 0 && (rest.is_ascii() || rest[word..].starts_with('('))
}

/// `2027-12-31`, `2027/1/5`, `2027年1月5日`, with or without a time behind.
fn day(text: &str) -> Option<String> {
    let text = text.split([' ', 'T']).next().unwrap_or(text);
    let parts: Vec<&str> =
        text.split(['-', '/', '.', '年', '月', '日']).filter(|part| !part.is_empty()).collect();
    let [year, month, day] = parts[..] else { return None };
    today::parse(&format!("{year}-{month:0>2}-{day:0>2}")).map(today::iso)
}

fn take(db: &Connection, said: &Said, taking: &Taking, imported: &mut Imported) -> rusqlite::Result<()> {
    let Said { at, fingerprint, decision, why, .. } = said;
    let found = about(db, said)?;
    let refusal = match &found {
        Err(why) => Some(why.clone()),
        Ok(about) => refusal(said, about, taking),
    };
    if let Some(why) = refusal {
        imported.refused.push(format!("{at}：{why}"));
        return Ok(());
    }
    let Ok(about) = found else { return Ok(()) };
    if about.standing.as_ref().is_some_and(|standing| standing.is(said)) {
        imported.same += 1;
        return Ok(());
    }
    let title = decision.title();
    let before =
        about.standing.as_ref().map(|standing| format!("（原为“{}”）", standing.title)).unwrap_or_default();
    imported.changes.push(format!("{} {} 记为“{title}”{before}：{why}", about.name, about.rule));
    if taking.dry_run {
        return Ok(());
    }
    let day = today::iso(taking.day);
    let of = (about.unit, about.year, fingerprint.as_str(), about.rule.as_str());
    put_decision(db, of, (title, why, &said.owner, &day, said.until.as_deref()))
}

/// Why a row is not taken.
fn refusal(said: &Said, about: &About, taking: &Taking) -> Option<String> {
    if !about.there {
        return Some(format!("{} 的这个问题（{}）现在已经没有了", about.name, about.rule));
    }
    if said.decision == As::Explained && about.error && !about.lenient {
        return Some(format!("{} 的 {} 是错误，不能记为“已说明”", about.name, about.rule));
    }
    let standing = about.standing.as_ref().filter(|standing| !standing.is(said) && !taking.overwrite)?;
    let since = said.base.as_ref().is_none_or(|base| *base != standing.id.to_string());
    since.then(|| {
        let Standing { title, owner, day, .. } = standing;
        format!(
            "{} 的 {} 已经另有决定（{title}，{owner} {day}）；要以表格为准，加 --overwrite",
            about.name, about.rule
        )
    })
}

impl Standing {
    fn is(&self, said: &Said) -> bool {
        self.title == said.decision.title()
            && self.why == said.why
            && (self.owner == said.owner || said.owner.is_empty())
            && self.until == said.until
    }
}

/// The one finding with that fingerprint, of that unit and year where the row names them; or why there is none.
fn about(db: &Connection, said: &Said) -> rusqlite::Result<Result<About, String>> {
    let unit = match said.unit.as_str() {
        "" => None,
        key => match find_unit(db, key)? {
            None => return Ok(Err("台账里没有这个单位".to_owned())),
            unit => unit,
        },
    };
    let year = said.year.trim_end_matches("年度").parse::<i64>().ok();
    let all = "SELECT f.unit, u.name, f.year, f.rule, f.severity = 'error', coalesce(h.lenient, 0), \
               f.state IN ('open', 'unseen') FROM findings f JOIN units u ON u.id = f.unit \
               LEFT JOIN standing s ON s.unit = f.unit AND s.year = f.year LEFT JOIN handins h ON h.id = s.handin \
               WHERE f.fingerprint = ?1 AND (?2 IS NULL OR f.unit = ?2) AND (?3 IS NULL OR f.year = ?3) LIMIT 2";
    let mut all = db.prepare_cached(all)?;
    let found = all.query_map(params![said.fingerprint, unit, year], |row| {
        Ok(About {
            unit: row.get(0)?,
            name: row.get(1)?,
            year: row.get(2)?,
            rule: row.get(3)?,
            error: row.get(4)?,
            lenient: row.get(5)?,
            there: row.get(6)?,
            standing: None,
        })
    })?;
    let mut found = found.collect::<rusqlite::Result<Vec<About>>>()?;
    let Some(mut about) = found.pop() else {
        return Ok(Err(format!("台账里没有指纹为 {} 的问题", said.fingerprint)));
    };
    if !found.is_empty() {
        return Ok(Err("几个单位或几个年度有这个指纹的问题，表格要有“单位”和“年度”两列".to_owned()));
    }
    let standing = "SELECT id, verdict, why, owner, until, day FROM said \
                    WHERE unit = ?1 AND year = ?2 AND fingerprint = ?3 AND lapsed IS NULL";
    let standing =
        db.prepare_cached(standing)?.query_row(params![about.unit, about.year, said.fingerprint], |row| {
            Ok(Standing {
                id: row.get(0)?,
                title: row.get(1)?,
                why: row.get(2)?,
                owner: row.get(3)?,
                until: row.get(4)?,
                day: row.get(5)?,
            })
        });
    about.standing = standing.optional()?;
    Ok(Ok(about))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_as_offices_write_them() {
        for (text, expected) in [
            ("2027-12-31", Some("2027-12-31")),
            ("2027/1/5", Some("2027-01-05")),
            ("2027年1月5日", Some("2027-01-05")),
            ("2027-01-05 00:00:00", Some("2027-01-05")),
            ("2027-02-30", None),
            ("46387", None),
            ("年底", None),
        ] {
            assert_eq!(day(text).as_deref(), expected, "{text}");
        }
    }
}
