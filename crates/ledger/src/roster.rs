//! The roster (名册): which units are to hand in, their other names and their place, from a sheet.

use std::collections::HashMap;

use gouji_core::form::Level;
use gouji_engine::folded;
use rusqlite::{Connection, params};

use crate::error::LedgerError;
use crate::keep::find_unit;
use crate::open::Ledger;
use crate::sheet::{Column, Row, Sheet};

const COLUMNS: [Column; 5] = [
    Column { names: &["单位", "单位名称", "机关", "机关名称", "名称"], needed: true },
    Column { names: &["区划", "区划代码", "行政区划代码"], needed: false },
    Column { names: &["层级", "级别"], needed: false },
    Column { names: &["上级", "上级单位", "上级机关", "主管单位"], needed: false },
    Column { names: &["别名", "曾用名", "简称", "其他名称"], needed: false },
];

/// What parts other names in one cell.
const BETWEEN: [char; 7] = ['、', '；', ';', '，', ',', '/', '\n'];

/// So many mistakes are told at once.
const TOLD: usize = 10;

/// A unit of the roster.
struct Entry {
    row: u32,
    name: String,
    division: Option<String>,
    level: Option<&'static str>,
    parent: Option<String>,
    names: Vec<String>,
}

impl Ledger {
    /// Takes a sheet as the roster, in place of the one before. The number of units; nothing is changed where something in
    /// it is wrong.
    pub fn take_roster(&self, bytes: &[u8]) -> Result<u32, LedgerError> {
        let sheet = Sheet::read(bytes, &COLUMNS).map_err(LedgerError::Said)?;
        let mut wrong: Vec<String> = sheet.troubles.clone();
        let entries: Vec<Entry> = sheet.rows.iter().filter_map(|row| entry(row, &mut wrong)).collect();
        let known = names(&entries, &mut wrong);
        parents(&entries, &known, &mut wrong);
        if !wrong.is_empty() {
            let more = wrong.len().saturating_sub(TOLD);
            wrong.truncate(TOLD);
            let more = if more > 0 { format!("\n另有 {more} 处") } else { String::new() };
            return Err(LedgerError::Said(format!("名册有错，没有载入：\n{}{more}", wrong.join("\n"))));
        }
        if entries.is_empty() {
            return Err(LedgerError::Said("名册里没有单位".to_owned()));
        }
        self.transact(|db| {
            db.execute_batch("UPDATE units SET listed = 0; DELETE FROM names;")?;
            entries.iter().try_for_each(|entry| put(db, entry))
        })?;
        Ok(entries.len() as u32)
    }
}

fn entry(row: &Row, wrong: &mut Vec<String>) -> Option<Entry> {
    let [name, division, level, parent, names] = &row.cells[..] else { return None };
    let said = |text: &String| (!text.is_empty()).then(|| text.clone());
    if folded(name).is_empty() {
        wrong.push(format!("第 {} 行没有写单位", row.number));
        return None;
    }
    let level = match level.as_str() {
        "" => None,
        text => {
            let level = level_named(text);
            if level.is_none() {
                let all = Level::ALL.map(Level::title).join("、");
                wrong.push(format!("第 {} 行的层级“{text}”不认识，可以写 {all}", row.number));
            }
            level
        }
    };
    let names = names.split(BETWEEN).map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned);
    Some(Entry {
        row: row.number,
        name: name.clone(),
        division: said(division),
        level,
        parent: said(parent),
        names: names.collect(),
    })
}

/// `县级政府`, `县级`, `县`, `county`.
fn level_named(text: &str) -> Option<&'static str> {
    let short = |level: Level| match level {
        Level::National => "国",
        Level::Province => "省",
        Level::City => "市",
        Level::County => "县",
        Level::Township => "乡",
        Level::Department => "部门",
    };
    let is = |level: &Level| {
        let (title, short) = (level.title(), short(*level));
        text == level.key()
            || text == title
            || text == short
            || text == format!("{short}级")
            || (text == "乡镇" && short == "乡")
    };
    Level::ALL.into_iter().find(is).map(Level::key)
}

/// Which entry every name belongs to. No name belongs to two.
fn names(entries: &[Entry], wrong: &mut Vec<String>) -> HashMap<String, usize> {
    let mut known: HashMap<String, usize> = HashMap::new();
    for (at, entry) in entries.iter().enumerate() {
        for name in [&entry.name].into_iter().chain(&entry.names) {
            match known.insert(folded(name), at) {
                Some(other) if other != at => {
                    let (first, row) = (entries[other].row, entry.row);
                    wrong.push(format!("第 {row} 行的“{name}”与第 {first} 行重复"));
                }
                _ => {}
            }
        }
    }
    known
}

/// Every parent is in the roster, and none is below itself.
fn parents(entries: &[Entry], known: &HashMap<String, usize>, wrong: &mut Vec<String>) {
    let parent = |entry: &Entry| entry.parent.as_ref().and_then(|name| known.get(&folded(name)).copied());
    for (at, entry) in entries.iter().enumerate() {
        let Some(name) = &entry.parent else { continue };
        let Some(first) = parent(entry) else {
            wrong.push(format!("第 {} 行的上级“{name}”不在名册里", entry.row));
            continue;
        };
        // Levels of government are few: a way longer than the roster is a circle.
        let (mut above, mut steps) = (Some(first), 0);
        while let Some(up) = above.filter(|&up| up != at && steps <= entries.len()) {
            (above, steps) = (parent(&entries[up]), steps + 1);
        }
        if above == Some(at) {
            wrong.push(format!("第 {} 行的“{}”绕回来成了自己的上级", entry.row, entry.name));
        }
    }
}

fn put(db: &Connection, entry: &Entry) -> rusqlite::Result<()> {
    let Entry { name, division, level, parent, names, .. } = entry;
    let key = folded(name);
    let add = "INSERT INTO units (key, name, level, division, parent, listed) VALUES (?1, ?2, ?3, ?4, ?5, 1) \
               ON CONFLICT (key) DO UPDATE SET name = ?2, level = coalesce(?3, level), \
               division = coalesce(?4, division), parent = ?5, listed = 1";
    db.prepare_cached(add)?.execute(params![key, name, level, division, parent])?;
    let unit =
        db.prepare_cached("SELECT id FROM units WHERE key = ?1")?.query_row([&key], |row| row.get(0))?;
    for name in names {
        let key = folded(name);
        if let Some(other) = find_unit(db, &key)?.filter(|other| *other != unit) {
            merge(db, other, unit)?;
        }
        let add = "INSERT INTO names (key, name, unit) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        db.prepare_cached(add)?.execute(params![key, name, unit])?;
    }
    Ok(())
}

/// What was read under another name belongs to the unit of the roster.
fn merge(db: &Connection, from: i64, to: i64) -> rusqlite::Result<()> {
    // What both have stays with the one that the roster names; the next run settles the rest.
    for statement in [
        "UPDATE handins SET unit = ?2 WHERE unit = ?1",
        "UPDATE decisions SET unit = ?2 WHERE unit = ?1",
        "UPDATE OR IGNORE findings SET unit = ?2 WHERE unit = ?1",
        "UPDATE OR IGNORE standing SET unit = ?2 WHERE unit = ?1",
    ] {
        db.execute(statement, [from, to])?;
    }
    for statement in [
        "DELETE FROM events WHERE finding IN (SELECT id FROM findings WHERE unit = ?1)",
        "DELETE FROM findings WHERE unit = ?1",
        "DELETE FROM standing WHERE unit = ?1",
        "DELETE FROM units WHERE id = ?1",
    ] {
        db.execute(statement, [from])?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::Access;

    fn ledger() -> (tempfile::TempDir, Ledger) {
        let folder = tempfile::tempdir().unwrap();
        let ledger = Ledger::open(&folder.path().join("s.gouji"), Access::Create).unwrap();
        (folder, ledger)
    }

    #[track_caller]
    fn refused(roster: &str, expected: &str) {
        let (_folder, ledger) = ledger();
        let error = ledger.take_roster(roster.as_bytes()).unwrap_err();
        assert_eq!((error.to_string().as_str(), error.exit_code()), (expected, 2));
    }

    #[test]
    fn mistakes_are_told_by_row() {
        refused("名字\n甲县\n", "没有找到表头：应有一行写着“单位”");
        refused("单位,区划\n", "名册里没有单位");
        refused(
            "单位,上级,别名,层级\n甲县,,,\n乙县,丁市,甲县,县\n,甲县,,\n丙乡,丙乡,,村\n",
            "名册有错，没有载入：\n第 4 行没有写单位\n\
             第 5 行的层级“村”不认识，可以写 国务院、省级政府、市级政府、县级政府、乡镇、街道、政府部门\n\
             第 3 行的“甲县”与第 2 行重复\n第 3 行的上级“丁市”不在名册里\n第 5 行的“丙乡”绕回来成了自己的上级",
        );
        refused(
            "单位,上级\n甲,乙\n乙,丙\n丙,甲\n丁,甲\n",
            "名册有错，没有载入：\n第 2 行的“甲”绕回来成了自己的上级\n第 3 行的“乙”绕回来成了自己的上级\n\
             第 4 行的“丙”绕回来成了自己的上级",
        );
        let many: String = (0..30).map(|at| format!("甲县,{at}\n")).collect();
        let (_folder, ledger) = ledger();
        let error = ledger.take_roster(format!("单位,上级\n{many}").as_bytes()).unwrap_err().to_string();
        assert!(error.lines().count() == 12 && error.ends_with("另有 49 处"), "{error}");
    }

    #[test]
    fn a_roster_takes_the_place_of_the_one_before() {
        let (_folder, ledger) = ledger();
        // GB 18030, as Excel saves it.
        let gbk = b"\xb5\xa5\xce\xbb,\xb1\xf0\xc3\xfb\n\xbc\xd7\xcf\xd8,\xbc\xd7\xa1\xa2\xc0\xcf\xbc\xd7\n";
        assert_eq!(ledger.take_roster(gbk).unwrap(), 1);
        assert_eq!(ledger.unit_named("老甲").unwrap(), ledger.unit_named("甲县").unwrap());
        assert_eq!(ledger.take_roster("单位,层级\n乙县,县\n".as_bytes()).unwrap(), 1);
        assert!(ledger.unit_named("老甲").is_err());
        let (units, _) = ledger.units(2023, gouji_engine::today::today()).unwrap();
        let listed: Vec<_> = units.iter().map(|unit| (unit.name.as_str(), unit.listed)).collect();
        assert_eq!(listed, [("乙县", true), ("甲县", false)]);
    }
}
