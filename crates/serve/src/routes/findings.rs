//! The findings of a season: the list to work through, and one of them at a time.

use std::sync::Arc;

use axum::extract::{Path, RawQuery, State};
use axum::response::Html;
use gouji_core::form::Level;
use gouji_ledger::{As, Moment};
use gouji_render::beside;
use serde_json::json as object;

use super::show;
use crate::app::{App, work};
use crate::problem::Problem;
use crate::query::{self, Paged};

/// Findings on a page.
const SIZE: usize = 50;

pub(super) async fn list(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let season = app.season()?;
        let page = query::page(&query);
        let filter = query::filter(&query);
        let (found, choices) = season.read(|ledger| {
            Ok((ledger.find(&filter, app.day(), (page - 1) * SIZE, SIZE)?, ledger.choices()?))
        })?;
        let levels: Vec<(&str, &str)> =
            Level::ALL.into_iter().map(|level| (level.key(), level.title())).collect();
        let get = |key: &str| query::get(&query, key);
        let chosen =
            ["words", "unit", "rule", "severity", "level", "division", "year", "there", "decided", "since"];
        let chosen: serde_json::Map<_, _> =
            chosen.into_iter().map(|key| (key.to_owned(), get(key).into())).collect();
        Ok(show(
            app,
            "findings.html",
            "findings",
            object!({
                "query": query,
                "f": chosen,
                "lines": found.lines,
                "paged": Paged::new(found.total, page, SIZE),
                "moment": said(found.moment),
                "choices": choices,
                "levels": levels,
                "decisions": As::ALL.map(As::title),
            }),
        ))
    })
    .await
}

/// A moment as forms carry it.
pub(super) fn said(moment: Moment) -> String {
    format!("{}-{}", moment.decision, moment.finding)
}

/// A part of a page: all there is to say of a finding.
pub(super) async fn one(State(app): State<Arc<App>>, Path(id): Path<i64>) -> Result<Html<String>, Problem> {
    work(&app, move |app| {
        let gone = || Problem::not_found("台账里没有这个问题");
        let (seen, history, case) = app.season()?.read(|ledger| {
            let seen = ledger.finding(id)?;
            let history = ledger.decisions_of(id)?;
            let Some(line) = seen.as_ref().map(|seen| &seen.line) else { return Ok((None, history, None)) };
            let id = ledger.cases(Some(&line.unit), Some(line.year))?;
            let case = id.first().map(|id| ledger.case(*id)).transpose()?.flatten();
            Ok((seen, history, case))
        })?;
        let seen = seen.ok_or_else(gone)?;
        // A finding that is no longer there is in no result.
        let of = |finding: &&gouji_core::verdict::Finding| finding.fingerprint == seen.line.fingerprint;
        let note = case.as_ref().and_then(|case| case.checked.findings.iter().find(of));
        let note = note.map(|finding| beside::note(finding, 1));
        Ok(show(app, "finding.html", "", object!({ "line": seen, "n": note, "history": history })))
    })
    .await
}
