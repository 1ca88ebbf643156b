//! The roll-up of a government: what the reports below it come to, cell by cell, beside its own.
//!
//! The ledger keeps results and not the figures: the files are read once more, and only those that are as they were
//! checked count.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};

use gouji_core::figure::{Decimal, Figure};
use gouji_core::form::{CellId, Level, Table};
use gouji_core::report::{AgencyDraft, Report};
use gouji_core::rollup::{cells, explained, is_added_up};
use gouji_core::wire;
use gouji_engine::{Due, Input, folded, manifest};
use gouji_reader::source::Limits;
use rusqlite::{Row, params};

use crate::error::LedgerError;
use crate::open::Ledger;

/// A government's figures beside the sum of those below it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rollup {
    pub unit: String,
    pub year: u16,
    /// Why there is nothing of its own to hold the sum against.
    pub without_own: Option<String>,
    /// Bodies whose reports are in the sum.
    pub bodies: Vec<Body>,
    /// Bodies that are not in it, and why.
    pub missing: Vec<(String, String)>,
    /// Every cell that a government adds up and that one of the reports prints.
    pub cells: Vec<Rolled>,
    /// By table: what explains the difference.
    pub causes: Vec<(String, String)>,
}

/// A body that is in the sum.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Body {
    pub name: String,
    pub path: String,
    /// How many files of the year it has in the folder; the last one counts.
    pub files: u32,
}

/// A cell, summed up.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rolled {
    pub table: String,
    pub row: String,
    pub column: String,
    /// The government's own; nothing where it prints no number.
    pub own: Option<String>,
    /// The sum; nothing where a report prints no number there.
    pub sum: Option<String>,
    /// How much more the government has than the sum; nothing where it is the same, or not known.
    pub more: Option<String>,
    /// Those that print no number there.
    pub unknown: Vec<String>,
}

/// Which governments are summed up.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope<'a> {
    /// One, by name or a part of it.
    Unit(&'a str),
    /// All that have reports below them.
    All,
}

/// A unit of the ledger with the report that stands for the year.
#[derive(Debug)]
struct Known {
    due: Due,
    standing: Option<(PathBuf, String)>,
    /// In the folder at the last check.
    files: u32,
    /// A year that it handed in for instead.
    other: Option<u16>,
}

/// A government that has bodies below it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Government {
    pub name: String,
    /// Bodies below it, and those of them that have a report of the year.
    pub below: usize,
    pub reports: usize,
}

/// All units, found by what those below a government have in common.
struct Units {
    all: Vec<Known>,
    by_name: BTreeMap<String, usize>,
    by_division: BTreeMap<String, Vec<usize>>,
    by_parent: HashMap<String, Vec<usize>>,
}

/// A report's agency and its figures, in the order of [`added`].
struct Figures {
    agency: AgencyDraft,
    cells: Vec<Figure>,
}

const UNITS: &str = "SELECT u.name, u.key, coalesce(u.level, ''), coalesce(u.division, ''), coalesce(u.parent, ''), \
    h.path, lower(hex(h.sha256)), \
    (SELECT count(*) FROM handins x WHERE x.unit = u.id AND x.year = ?1 AND x.last_run = h.last_run), \
    (SELECT max(x.year) FROM handins x WHERE x.unit = u.id AND x.year <> ?1) \
    FROM units u LEFT JOIN standing s ON s.unit = u.id AND s.year = ?1 LEFT JOIN handins h ON h.id = s.handin \
    ORDER BY u.division, u.name";

impl Ledger {
    /// Sums up what the ledger has of a year.
    pub fn roll_up(&self, scope: Scope, year: u16, each: &mut dyn FnMut(Rollup)) -> Result<(), LedgerError> {
        let units = self.all_units(year)?;
        let beside = self.path.parent().unwrap_or(Path::new("")).to_owned();
        if let Scope::Unit(name) = scope {
            let unit = self.unit_named(name)?;
            let name = "SELECT name FROM units WHERE id = ?1";
            let name: String = self.with(|db| db.query_row(name, params![unit], |row| row.get(0)))?;
            let Some(government) = units.governments().find(|known| known.due.name == name) else {
                return Err(LedgerError::Said(format!("{name}不是一级政府，没有下级可以汇总")));
            };
            each(sum(government, &units.below(government), year, &beside));
            return Ok(());
        }
        for government in units.governments() {
            let below = units.below(government);
            if below.iter().any(|known| known.standing.is_some()) {
                each(sum(government, &below, year, &beside));
            }
        }
        Ok(())
    }

    /// The governments that can be summed up.
    pub fn governments(&self, year: u16) -> Result<Vec<Government>, LedgerError> {
        let units = self.all_units(year)?;
        let governments = units.governments().map(|known| {
            let below = units.below(known);
            let reports = below.iter().filter(|known| known.standing.is_some()).count();
            Government { name: known.due.name.clone(), below: below.len(), reports }
        });
        Ok(governments.filter(|government| government.reports > 0).collect())
    }

    fn all_units(&self, year: u16) -> Result<Units, LedgerError> {
        self.with(|db| {
            let mut all = db.prepare(UNITS)?;
            Ok(Units::new(all.query_map([year], known)?.collect::<rusqlite::Result<_>>()?))
        })
    }
}

impl Units {
    fn new(all: Vec<Known>) -> Self {
        let mut units =
            Self { by_name: BTreeMap::new(), by_division: BTreeMap::new(), by_parent: HashMap::new(), all };
        for (at, Known { due, .. }) in units.all.iter().enumerate() {
            units.by_name.extend(due.names.first().map(|key| (key.clone(), at)));
            if !due.division.is_empty() {
                units.by_division.entry(due.division.clone()).or_default().push(at);
            }
            if !due.parent.is_empty() {
                units.by_parent.entry(due.parent.clone()).or_default().push(at);
            }
        }
        units
    }

    fn governments(&self) -> impl Iterator<Item = &Known> {
        let is_one = |level: Level| !matches!(level, Level::Department | Level::National);
        self.all.iter().filter(move |known| known.due.level.is_some_and(is_one))
    }

    /// The units whose figures a government's report takes in.
    fn below(&self, government: &Known) -> Vec<&Known> {
        let Due { name, level, division, .. } = &government.due;
        let own = AgencyDraft { name: name.clone(), level: *level, of: None, division: division.clone() };
        let key = folded(name);
        let place = ["人民政府", "办事处", "政府"].iter().find_map(|end| key.strip_suffix(end));
        let place = place.unwrap_or(&key);
        let named = self.by_name.range(place.to_owned()..).take_while(|(key, _)| key.starts_with(place));
        let mut some: BTreeSet<usize> = named.map(|(_, at)| *at).collect();
        if !division.is_empty() {
            let stem = division.strip_suffix("00").unwrap_or(division);
            let stem = stem.strip_suffix("00").unwrap_or(stem);
            let coded =
                self.by_division.range(stem.to_owned()..).take_while(|(code, _)| code.starts_with(stem));
            some.extend(coded.flat_map(|(_, all)| all));
        }
        some.extend(self.by_parent.get(&key).into_iter().flatten());
        let some = some.into_iter().map(|at| &self.all[at]);
        some.filter(|known| known.due.name != *name && known.due.is_of(&own)).collect()
    }
}

fn known(row: &Row) -> rusqlite::Result<Known> {
    let (name, key, level): (String, String, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
    let parent: String = row.get(4)?;
    let standing = match (row.get::<_, Option<String>>(5)?, row.get::<_, Option<String>>(6)?) {
        (Some(path), Some(sha256)) => Some((PathBuf::from(path), sha256)),
        _ => None,
    };
    Ok(Known {
        due: Due {
            name,
            names: vec![key],
            level: Level::ALL.into_iter().find(|known| known.key() == level),
            division: row.get(3)?,
            parent: folded(&parent),
        },
        standing,
        files: row.get(7)?,
        other: row.get(8)?,
    })
}

fn sum(government: &Known, below: &[&Known], year: u16, beside: &Path) -> Rollup {
    let own = figures(government, year, beside);
    let (mut bodies, mut missing, mut all) = (Vec::new(), Vec::new(), Vec::new());
    for known in below {
        let name = known.due.name.clone();
        match figures(known, year, beside) {
            // A department of a town shares the county's code: its own report says whose it is.
            Ok(found) if found.agency.of.is_some() && found.agency.of != government.due.level => {}
            Ok(found) => {
                let path = known.standing.as_ref().map(|(path, _)| path.display().to_string());
                bodies.push(Body { name, path: path.unwrap_or_default(), files: known.files });
                all.push(found.cells);
            }
            Err(why) => missing.push((name, why)),
        }
    }
    let (own, without_own) = match own {
        Ok(own) => (own.cells, None),
        Err(why) => (vec![Figure::UNKNOWN; added().count()], Some(why)),
    };
    let compared = added()
        .enumerate()
        .filter(|&(at, _)| own[at].get().is_some() || all.iter().any(|figures| figures[at].get().is_some()));
    let cells = compared.map(|(at, id)| rolled(id, own[at], &bodies, &all, at)).collect();
    let causes = Table::ALL.into_iter().filter_map(|table| cause(table, &own, &bodies, &all)).collect();
    Rollup { unit: government.due.name.clone(), year, without_own, bodies, missing, cells, causes }
}

/// The cells that are added up, of all tables.
fn added() -> impl Iterator<Item = CellId> {
    Table::ALL.into_iter().flat_map(cells).filter(|id| is_added_up(*id))
}

/// What the report of a unit that stands has in its tables; or why that is not known.
fn figures(known: &Known, year: u16, beside: &Path) -> Result<Figures, String> {
    let Some((path, sha256)) = &known.standing else {
        return Err(match known.other {
            Some(other) => format!("没有报送{year}年度的（交的是{other}年度）"),
            None => "没有报送".to_owned(),
        });
    };
    let moved = beside.join(path);
    let path = if !path.exists() && moved.exists() { moved } else { path.clone() };
    let shown = path.display().to_string();
    let input = Input::File(path);
    let (reading, bytes) = gouji_engine::read(&input, &Limits::default())
        .map_err(|why| format!("{shown} 现在读不出来（{why}）"))?;
    if manifest::sha256(&bytes) != *sha256 {
        return Err(format!("{shown} 在检查以后改动过，请再运行 gouji check --ledger"));
    }
    let encoded = wire::encode(&reading.draft);
    let report = Report::read(&encoded).map_err(|why| format!("{shown} 现在读不出来（{why}）"))?;
    let cells = added().map(|id| report.figure(id)).collect();
    Ok(Figures { agency: reading.draft.agency, cells })
}

fn rolled(id: CellId, own: Figure, bodies: &[Body], all: &[Vec<Figure>], at: usize) -> Rolled {
    let sum = all.iter().fold(Figure::ZERO, |sum, figures| sum + figures[at]);
    let unknown = bodies.iter().zip(all).filter(|(_, figures)| figures[at].get().is_none());
    let more = own.get().zip(sum.get()).and_then(|(own, sum)| own.checked_sub(sum));
    let said = |figure: Figure| figure.get().map(|number| number.to_string());
    let title = |label: Option<&'static gouji_core::form::Label>| label.map_or("", |label| label.title);
    Rolled {
        table: id.table.title().to_owned(),
        row: title(id.row_label()).to_owned(),
        column: title(id.column_label()).to_owned(),
        own: said(own),
        sum: said(sum),
        more: more.filter(|more| *more != Decimal::ZERO).map(|more| more.to_string()),
        unknown: unknown.map(|(body, _)| body.name.clone()).collect(),
    }
}

/// What explains the difference in a table.
fn cause(table: Table, own: &[Figure], bodies: &[Body], all: &[Vec<Figure>]) -> Option<(String, String)> {
    let here = added().enumerate().filter(|(_, id)| id.table == table).map(|(at, _)| at);
    let known: Vec<(usize, i64)> = here
        .filter(|&at| all.iter().all(|figures| figures[at].get().is_some()))
        .filter_map(|at| Some((at, own[at].get()?.micros())))
        .collect();
    let micros = |figures: &[Figure], at: usize| figures[at].get().map_or(0, Decimal::micros);
    let named: Vec<(&str, Vec<i64>)> = bodies
        .iter()
        .zip(all)
        .map(|(body, figures)| {
            (body.name.as_str(), known.iter().map(|(at, _)| micros(figures, *at)).collect())
        })
        .collect();
    let missing = known.iter().enumerate().map(|(nth, (_, own))| {
        named.iter().map(|(_, figures)| figures[nth]).fold(0_i64, i64::saturating_add).saturating_sub(*own)
    });
    explained(&named, &missing.collect::<Vec<i64>>()).map(|why| (table.title().to_owned(), why))
}
