//! The desk: files dropped into the page.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{Html, IntoResponse, Redirect, Response};
use gouji_core::verdict::{Checked, Summary, Verdict};
use gouji_engine::{Input, PassedKind, Previous};
use gouji_render::beside;
use serde::Serialize;
use serde_json::json as object;

use super::writing::Writing;
use super::{form, json, sent, show};
use crate::app::{App, work};
use crate::bundle::{self, Bundle};
use crate::desk::{self, Entry};
use crate::guard::wants_json;
use crate::problem::Problem;
use crate::query::{self, Paged};
use crate::{marked as copies, names, season};

/// Reports on a page of the list.
const SIZE: usize = 100;

/// A line of the list.
#[derive(Serialize)]
struct Row {
    id: usize,
    verdict: &'static str,
    class: &'static str,
    unit: String,
    year: Option<u16>,
    path: String,
    counts: Summary,
    why: String,
}

fn class(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Pass => "pass",
        Verdict::Warn => "warning",
        Verdict::Fail => "error",
        Verdict::Incomplete | Verdict::Unreadable => "lost",
    }
}

fn row(entry: &Entry) -> Row {
    let Checked { verdict, agency, year, path, trouble, .. } = &entry.checked;
    let mut counts = Summary::default();
    counts.count(&entry.checked);
    let why = trouble.iter().find(|trouble| trouble.blocking).map(|trouble| trouble.message.clone());
    Row {
        id: entry.id,
        verdict: verdict.title(),
        class: class(*verdict),
        unit: agency.name.clone().unwrap_or_default(),
        year: *year,
        path: path.to_string_lossy().into_owned(),
        counts,
        why: why.unwrap_or_default(),
    }
}

pub(super) async fn list(State(app): State<Arc<App>>, RawQuery(query): RawQuery) -> Html<String> {
    let query = query.unwrap_or_default();
    let (all, summary) = app.desk.all();
    let verdict = query::get(&query, "verdict");
    let chosen: Vec<&Arc<Entry>> =
        all.iter().filter(|entry| verdict.is_empty() || class(entry.checked.verdict) == verdict).collect();
    let page = query::page(&query);
    let rows: Vec<Row> = chosen.iter().skip((page - 1) * SIZE).take(SIZE).map(|entry| row(entry)).collect();
    let paged = Paged::new(chosen.len(), page, SIZE);
    let lost = summary.incomplete + summary.unreadable;
    show(
        &app,
        "desk.html",
        "desk",
        object!({ "rows": rows, "paged": paged, "summary": summary, "lost": lost, "query": query, "verdict": verdict }),
    )
}

/// Checks one file, or those of a package. Its name is for showing only.
pub(super) async fn add(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let name = names::harmless(&query::get(&query.unwrap_or_default(), "name"));
    if let Some(kind) = PassedKind::of(name.as_ref()) {
        return Ok(json(StatusCode::OK, &object!({ "passed": kind.title() })));
    }
    let Ok(_turn) = app.uploads.acquire().await else { return Err(Problem::ours("服务正在结束")) };
    let package = bundle::is_named(&name);
    let most = if package { desk::BYTES } else { app.session.limits.bytes };
    let bytes = sent(&headers, body, most).await?;
    work(&app, move |app| {
        if package && let Some(files) = bundle::unpack(&name, &bytes, &app.session.limits)? {
            return Ok(json(StatusCode::OK, &add_all(app, files)));
        }
        let (id, verdict) = add_one(app, name, bytes)?;
        Ok(json(StatusCode::OK, &object!({ "id": id, "verdict": verdict.title(), "class": class(verdict) })))
    })
    .await
}

fn add_one(app: &App, name: String, bytes: Vec<u8>) -> Result<(usize, Verdict), Problem> {
    app.desk.room(bytes.len())?;
    let input = Input::Bytes { name: name.into(), bytes };
    let checked = app.session.check(&input, None);
    let Input::Bytes { bytes, .. } = input else { return Err(Problem::ours("文件不在了")) };
    let entry = app.desk.get(app.desk.add(checked, bytes))?;
    let (Some(agency), Some(year)) = (&entry.checked.agency.name, entry.checked.year) else {
        return Ok((entry.id, entry.checked.verdict));
    };
    // The year before and the year after, where they are here: the later one is held against the earlier.
    if let Some(later) = app.desk.of(agency, year.saturating_add(1)) {
        hold(app, &later, &entry);
    }
    let before = app.desk.of(agency, year.saturating_sub(1));
    let verdict = before.map_or(entry.checked.verdict, |before| hold(app, &entry, &before));
    Ok((entry.id, verdict))
}

/// Checks a report once more, against that of the year before.
fn hold(app: &App, entry: &Entry, before: &Entry) -> Verdict {
    let input = Input::Bytes { name: entry.checked.path.clone(), bytes: entry.bytes.clone() };
    let previous = Previous::of_bytes(&before.checked.path, before.bytes.clone());
    let checked = app.session.check(&input, Some(&previous));
    let verdict = checked.verdict;
    app.desk.add(checked, entry.bytes.clone());
    verdict
}

/// The files of a package, and what became of each.
fn add_all(app: &App, bundle: Bundle) -> serde_json::Value {
    let Bundle { files, passed, mut lost } = bundle;
    let mut many = Vec::new();
    for (name, bytes) in files {
        match add_one(app, name.clone(), bytes) {
            Ok((id, verdict)) => many.push(object!({ "id": id, "verdict": verdict.title() })),
            Err(problem) => lost.push((name, problem.why)),
        }
    }
    object!({ "many": many, "passed": passed, "lost": lost })
}

pub(super) async fn clear(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    form(&headers, body).await?;
    app.desk.clear();
    Ok(match wants_json(&headers) {
        true => json(StatusCode::OK, &object!({})),
        false => Redirect::to("/desk").into_response(),
    })
}

pub(super) async fn report(
    State(app): State<Arc<App>>,
    Path(id): Path<usize>,
) -> Result<Html<String>, Problem> {
    work(&app, move |app| {
        let entry = app.desk.get(id)?;
        let bytes = entry.report(&app.session.limits);
        let report = bytes.and_then(season::report);
        let side = beside::beside(&entry.checked, report.as_ref());
        let marked = copies::can_be(&entry.checked).then(|| format!("/desk/{id}/marked"));
        let back = "/desk";
        Ok(show(app, "report.html", "desk", object!({ "side": side, "marked": marked, "back": back })))
    })
    .await
}

pub(super) async fn marked(State(app): State<Arc<App>>, Path(id): Path<usize>) -> Result<Response, Problem> {
    work(&app, move |app| {
        let entry = app.desk.get(id)?;
        copies::copy(&entry.bytes, &entry.checked, &app.session.limits)
    })
    .await
}

/// All that is on the desk, in a format of results.
pub(super) async fn export(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let format = query::get(&query.unwrap_or_default(), "format");
    work(&app, move |app| {
        let mut writing = Writing::begin(app, &format)?;
        app.desk.all().0.iter().for_each(|entry| writing.report(&entry.checked));
        writing.finish(app)
    })
    .await
}
