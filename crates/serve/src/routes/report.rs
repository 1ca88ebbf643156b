//! A unit's report of the season: as it was read, beside its findings and what was decided about them.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::{Html, Response};
use gouji_ledger::{As, Case, Filter, Found, There};
use gouji_render::beside;
use serde_json::json as object;

use super::{findings, show};
use crate::app::{App, work};
use crate::problem::Problem;
use crate::{marked as copies, query, season};

/// The report that an address names.
fn named(app: &App, query: &str) -> Result<Case, Problem> {
    let (unit, year) = (query::get(query, "unit"), query::get(query, "year").parse().unwrap_or(0));
    let case = app.season()?.read(|ledger| {
        let id = ledger.cases(Some(&unit), Some(year))?;
        Ok(id.first().map(|id| ledger.case(*id)).transpose()?.flatten())
    })?;
    case.ok_or_else(|| Problem::not_found(format!("台账里没有{unit}这一年度的报告")))
}

pub(super) async fn report(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let case = named(app, &query)?;
        let season = app.season()?;
        let filter =
            Filter { unit: case.unit.clone(), year: Some(case.year), there: There::Yes, ..Filter::default() };
        let found: Found = season.read(|ledger| ledger.find(&filter, app.day(), 0, beside::SHOWN))?;
        let said: HashMap<&str, _> =
            found.lines.iter().map(|seen| (seen.line.fingerprint.as_str(), seen)).collect();
        let read = season.file(&case.checked.path, &case.checked.sha256, &app.session.limits);
        let report = read.as_ref().ok().and_then(|found| season::report(&found.report));
        let side = beside::beside(&case.checked, report.as_ref());
        // What counts is what nobody has settled.
        let ruled = {
            let mut ruled = case.checked.clone();
            season.read(|ledger| {
                ledger.rule_on(&mut ruled, app.day(), case.lenient);
                Ok(())
            })?;
            beside::head(&ruled)
        };
        let marked = (read.is_ok() && copies::can_be(&case.checked))
            .then(|| format!("/report/marked?{}", query::with(&query, "page", "".into())));
        Ok(show(
            app,
            "report.html",
            "findings",
            object!({
                "side": side,
                "ruled": ruled,
                "unit": case.unit,
                "year": case.year,
                "received": case.day,
                "said": said,
                "moment": findings::said(found.moment),
                "decisions": As::ALL.map(As::title),
                "missing": read.err(),
                "marked": marked,
                "back": "/findings",
                "address": format!("/report?{query}"),
            }),
        ))
    })
    .await
}

pub(super) async fn marked(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let mut case = named(app, &query)?;
        let season = app.season()?;
        let found = season.file(&case.checked.path, &case.checked.sha256, &app.session.limits);
        let found = found.map_err(Problem::not_found)?;
        season.read(|ledger| {
            ledger.rule_on(&mut case.checked, app.day(), case.lenient);
            Ok(())
        })?;
        copies::copy(&found.bytes, &case.checked, &app.session.limits)
    })
    .await
}
