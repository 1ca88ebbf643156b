//! Units, what changed, and what the season comes to.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::{Html, IntoResponse, Redirect, Response};
use gouji_core::form::Level;
use gouji_engine::today;
use gouji_ledger::{As, By, Count, Open, State as Standing, UnitFilter};
use serde_json::json as object;

use super::show;
use crate::app::{App, work};
use crate::problem::Problem;
use crate::query::{self, Paged};

/// Units on a page.
const SIZE: usize = 50;

/// Rules and counties that the first page names.
const TOP: usize = 12;

/// Units of a page of changes, and lines of a table of counts.
const LISTED: usize = 500;

const STATES: [(&str, Standing); 4] = [
    ("missing", Standing::Missing),
    ("wrong", Standing::WrongYear),
    ("several", Standing::Several),
    ("in", Standing::HandedIn),
];

/// The year that an address names, else the season's.
pub(super) fn year(app: &App, query: &str) -> Result<u16, Problem> {
    match query::get(query, "year").parse() {
        Ok(year) => Ok(year),
        Err(_) => Ok(app.season()?.read(|ledger| ledger.season())?.unwrap_or_default()),
    }
}

/// What there is to see first: the season, or where there is none the desk.
pub(super) async fn home(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    if app.season.is_none() {
        return Ok(Redirect::to("/desk").into_response());
    }
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let (season, year, day) = (app.season()?, year(app, &query)?, app.day());
        let filter = UnitFilter { year, ..UnitFilter::default() };
        let (units, open, runs, years) = season.read(|ledger| {
            let units = ledger.some_units(&filter, day, 0, 0)?;
            Ok((units, ledger.open_findings(year, day)?, ledger.last_runs()?, ledger.years()?))
        })?;
        let (rules, counties, nobodys) = season.read(|ledger| {
            Ok((ledger.count(By::Rule, day)?, ledger.count(By::County, day)?, ledger.nobodys()?))
        })?;
        let most = rules.iter().map(|rule| rule.errors + rule.warnings + rule.infos).max().unwrap_or(0);
        let states: Vec<_> =
            STATES.map(|(key, state)| (key, state.title(), units.states[state as usize])).into();
        Ok(show(
            app,
            "overview.html",
            "home",
            object!({
                "year": year,
                "years": years,
                "states": states,
                "units": units.states.iter().sum::<usize>(),
                "open": table(&open),
                "most": most,
                "decisions": As::ALL.map(As::title),
                "rules": rules.iter().take(TOP).collect::<Vec<&Count>>(),
                "counties": counties.iter().take(TOP).collect::<Vec<&Count>>(),
                "nobodys": nobodys.iter().take(LISTED).collect::<Vec<_>>(),
                "runs": runs,
            }),
        )
        .into_response())
    })
    .await
}

/// What is open: for each severity and for all, how many nobody has decided about, and how many of each decision.
fn table(open: &[Open]) -> Vec<(&'static str, &'static str, Vec<u32>)> {
    let severities = [("error", "错误"), ("warning", "警告"), ("info", "提示"), ("", "合计")];
    let count = |severity: &str, decision: &str| {
        let of = |one: &&Open| (severity.is_empty() || one.severity == severity) && one.decision == decision;
        open.iter().filter(of).map(|one| one.count).sum()
    };
    let columns = || std::iter::once("").chain(As::ALL.map(As::title));
    let row = |(key, title)| (key, title, columns().map(|decision| count(key, decision)).collect());
    severities.map(row).into()
}

pub(super) async fn list(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let (season, year, page) = (app.season()?, year(app, &query)?, query::page(&query));
        let state = query::get(&query, "state");
        let filter = UnitFilter {
            year,
            words: query::get(&query, "words"),
            state: STATES.iter().find(|(key, _)| *key == state).map(|(_, state)| *state),
            worst: query::get(&query, "sort") == "worst",
        };
        let (found, years) = season.read(|ledger| {
            Ok((ledger.some_units(&filter, app.day(), (page - 1) * SIZE, SIZE)?, ledger.years()?))
        })?;
        let states: Vec<_> =
            STATES.map(|(key, state)| (key, state.title(), found.states[state as usize])).into();
        Ok(show(
            app,
            "units.html",
            "units",
            object!({
                "query": query,
                "year": year,
                "years": years,
                "state": state,
                "words": filter.words,
                "sort": query::get(&query, "sort"),
                "units": found.units,
                "states": states,
                "paged": Paged::new(found.total, page, SIZE),
            }),
        ))
    })
    .await
}

pub(super) async fn unit(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let name = query::get(&query, "name");
        let (name, handins) = app.season()?.read(|ledger| ledger.handins(&name))?;
        let mut years: BTreeMap<u16, Vec<gouji_ledger::File>> = BTreeMap::new();
        for (year, file) in handins {
            years.entry(year).or_default().push(file);
        }
        let years: Vec<_> = years.into_iter().rev().collect();
        Ok(show(app, "unit.html", "units", object!({ "name": name, "years": years })))
    })
    .await
}

pub(super) async fn changes(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let runs = app.season()?.read(|ledger| ledger.last_runs())?;
        let said = query::get(&query, "since");
        let since = match today::parse(&said) {
            Some(day) => day,
            None if said.is_empty() => {
                runs.first().and_then(|day| today::parse(day)).unwrap_or_else(|| app.day())
            }
            None => return Err(Problem::asked("日期应如 2027-03-01")),
        };
        let changes = app.season()?.read(|ledger| ledger.changes(since))?;
        let total = changes.len();
        let sum = changes.iter().fold([0; 6], |mut sum, change| {
            let of = [change.new, change.mended, change.left, change.changed, change.back, change.dropped];
            sum.iter_mut().zip(of).for_each(|(sum, count)| *sum += count);
            sum
        });
        let shown: Vec<_> = changes.into_iter().take(LISTED).collect();
        let values = object!({
            "since": today::iso(since), "runs": runs, "changes": shown, "total": total, "sum": sum,
        });
        Ok(show(app, "changes.html", "changes", values))
    })
    .await
}

const BYS: [(&str, &str, By); 4] = [
    ("rule", "规则", By::Rule),
    ("county", "县区", By::County),
    ("level", "层级", By::Level),
    ("year", "年度", By::Year),
];

pub(super) async fn stats(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let key = query::get(&query, "by");
        let (key, title, by) = BYS.into_iter().find(|(known, ..)| *known == key).unwrap_or(BYS[0]);
        let mut counts = app.season()?.read(|ledger| ledger.count(by, app.day()))?;
        if by == By::Level {
            let level = |key: &str| Level::ALL.into_iter().find(|level| level.key() == key);
            for count in &mut counts {
                count.name = level(&count.key).map_or("", Level::title).to_owned();
            }
        }
        let total = counts.len();
        counts.truncate(LISTED);
        let most = counts.iter().map(|count| count.errors + count.warnings).max().unwrap_or(0);
        let bys: Vec<_> = BYS.map(|(key, title, _)| (key, title)).into();
        Ok(show(
            app,
            "stats.html",
            "stats",
            object!({ "by": key, "title": title, "bys": bys, "counts": counts, "total": total, "most": most }),
        ))
    })
    .await
}
