//! Sheets out of the ledger, and back into it.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use gouji_ledger::{Imported, Taking};
use serde_json::json as object;

use super::writing::Writing;
use super::{form, json, sent, show, value};
use crate::app::{App, work};
use crate::problem::Problem;
use crate::season::Sheet;
use crate::{names, query};

/// The most bytes of a sheet.
const SHEET: u64 = 64 << 20;

/// Rows that are told one by one.
const SHOWN: usize = 200;

pub(super) async fn page(State(app): State<Arc<App>>) -> Result<Html<String>, Problem> {
    app.season()?;
    Ok(show(&app, "trade.html", "trade", ()))
}

/// The season's results with what people decided, in a format of results.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let mut writing = Writing::begin(app, &query::get(&query, "format"))?;
        let unit = query::get(&query, "unit");
        let unit = Some(unit.as_str()).filter(|unit| !unit.is_empty());
        let lost = app.season()?.read(|ledger| {
            let mut lost = 0;
            for id in ledger.cases(unit, None)? {
                let Some(mut case) = ledger.case(id)? else {
                    lost += 1;
                    continue;
                };
                ledger.rule_on(&mut case.checked, app.day(), case.lenient);
                writing.report(&case.checked);
            }
            Ok(lost)
        })?;
        if lost > 0 {
            return Err(Problem::ours(format!(
                "{lost} 个单位的结果在台账里读不出来，没有导出；请再检查一次"
            )));
        }
        writing.finish(app)
    })
    .await
}

/// Takes a sheet in, to show what it would change.
pub(super) async fn take(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let name = names::harmless(&query::get(&query.unwrap_or_default(), "name"));
    let Ok(_turn) = app.uploads.acquire().await else { return Err(Problem::ours("服务正在结束")) };
    let bytes = sent(&headers, body, SHEET).await?;
    let id = app.season()?.wait(Sheet { name, bytes });
    Ok(json(StatusCode::OK, &object!({ "id": id })))
}

fn taking(app: &App, owner: &str, overwrite: bool, dry_run: bool) -> Taking {
    Taking { day: app.day(), owner: owner.to_owned(), overwrite, dry_run }
}

/// What a sheet would change.
pub(super) async fn preview(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let id = query::get(&query, "id").parse().unwrap_or(0);
        let overwrite = query::get(&query, "overwrite") == "1";
        let sheet = app.season()?.waiting(id)?;
        let imported =
            app.season()?.read(|ledger| ledger.import(&sheet.bytes, &taking(app, "", overwrite, true)))?;
        Ok(told(
            app,
            &imported,
            object!({ "id": id, "name": sheet.name, "overwrite": overwrite, "done": false }),
        ))
    })
    .await
}

/// Takes what a sheet says.
pub(super) async fn apply(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let form = form(&headers, body).await?;
    work(&app, move |app| {
        let id = value(&form, "id").parse().unwrap_or(0);
        let sheet = app.season()?.waiting(id)?;
        let taking = taking(app, value(&form, "by"), value(&form, "overwrite") == "1", false);
        let imported = app.season()?.write(|ledger| ledger.import(&sheet.bytes, &taking))?;
        Ok(told(app, &imported, object!({ "name": sheet.name, "done": true })).into_response())
    })
    .await
}

fn told(app: &App, imported: &Imported, about: serde_json::Value) -> Html<String> {
    let Imported { changes, same, blank, refused, troubles } = imported;
    let some = |all: &[String]| all.iter().take(SHOWN).cloned().collect::<Vec<_>>();
    let values = object!({
        "about": about, "changes": some(changes), "changed": changes.len(), "same": same, "blank": blank,
        "refused": some(refused), "refusals": refused.len(), "troubles": some(troubles),
    });
    show(app, "import.html", "trade", values)
}
