//! What there is to ask for, one file a subject.

mod decide;
mod desk;
mod findings;
mod letters;
mod report;
mod rollup;
mod trade;
mod units;
mod writing;

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::from_fn_with_state;
use axum::response::{Html, IntoResponse, Response};
use axum::routing::{get, post};
use gouji_engine::today;
use serde::Serialize;

use crate::app::App;
use crate::guard::guard;
use crate::problem::Problem;
use crate::{names, pages};

/// How long a body may take to arrive.
const ARRIVAL: std::time::Duration = std::time::Duration::from_secs(60);

/// The most bytes of a form.
const FORM: usize = 1 << 20;

pub(crate) fn all(app: Arc<App>) -> Router {
    Router::new()
        .route("/", get(units::home))
        .route("/desk", get(desk::list))
        .route("/desk/add", post(desk::add))
        .route("/desk/clear", post(desk::clear))
        .route("/desk/export", get(desk::export))
        .route("/desk/{id}", get(desk::report))
        .route("/desk/{id}/marked", get(desk::marked))
        .route("/findings", get(findings::list))
        .route("/finding/{id}", get(findings::one))
        .route("/decide", post(decide::decide))
        .route("/units", get(units::list))
        .route("/unit", get(units::unit))
        .route("/report", get(report::report))
        .route("/report/marked", get(report::marked))
        .route("/changes", get(units::changes))
        .route("/rollup", get(rollup::page))
        .route("/stats", get(units::stats))
        .route("/trade", get(trade::page))
        .route("/export", get(trade::export))
        .route("/letters", get(letters::letters))
        .route("/import", post(trade::take).get(trade::preview))
        .route("/import/apply", post(trade::apply))
        .route("/invite", post(invite))
        .route("/help", get(help))
        .route("/page.css", get(|| async { typed("text/css; charset=utf-8", pages::STYLE) }))
        .route("/icon.svg", get(|| async { typed("image/svg+xml", pages::ICON) }))
        .route("/page.mjs", get(|| async { typed("text/javascript; charset=utf-8", pages::SCRIPT) }))
        .fallback(|| async { Problem::not_found("没有这一页") })
        .layer(from_fn_with_state(Arc::clone(&app), guard))
        .with_state(app)
}

fn typed(kind: &'static str, text: &'static str) -> Response {
    ([(header::CONTENT_TYPE, kind)], text).into_response()
}

/// What every page has around its own values.
#[derive(Serialize)]
struct Framed<T: Serialize> {
    /// The ledger's name, where there is one.
    ledger: Option<String>,
    /// Which part of the page this is.
    here: &'static str,
    day: String,
    #[serde(flatten)]
    values: T,
}

/// A page.
fn show(app: &App, template: &str, here: &'static str, values: impl Serialize) -> Html<String> {
    let ledger = app.season.as_ref().map(|season| season.name());
    Html(pages::render(template, &Framed { ledger, here, day: today::iso(app.day()), values }))
}

/// A file to keep.
pub(crate) fn file(name: &str, kind: &'static str, bytes: Vec<u8>) -> Response {
    let headers =
        [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, names::disposition(name))];
    (headers, bytes).into_response()
}

/// The bytes that a page's script sends: nothing that another page could send unasked.
async fn sent(headers: &HeaderMap, body: Body, most: u64) -> Result<Vec<u8>, Problem> {
    is_of_kind(headers, "application/octet-stream")?;
    let too_large = || {
        let most = most >> 20;
        Problem::new(StatusCode::PAYLOAD_TOO_LARGE, format!("文件超过 {most} MB，没有检查"))
    };
    let said =
        headers.get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    if said.is_some_and(|said| said > most) {
        return Err(too_large());
    }
    Ok(arrived(body, most as usize, too_large).await?.into())
}

/// The pairs of a form.
async fn form(headers: &HeaderMap, body: Body) -> Result<Vec<(String, String)>, Problem> {
    is_of_kind(headers, "application/x-www-form-urlencoded")?;
    let too_large =
        || Problem::new(StatusCode::PAYLOAD_TOO_LARGE, "一次选得太多，请分几次，或者用“全部符合条件的”");
    let bytes = arrived(body, FORM, too_large).await?;
    Ok(form_urlencoded::parse(&bytes).into_owned().collect())
}

async fn arrived(body: Body, most: usize, too_large: impl Fn() -> Problem) -> Result<Bytes, Problem> {
    match tokio::time::timeout(ARRIVAL, to_bytes(body, most)).await {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(_)) => Err(too_large()),
        Err(_) => Err(Problem::new(StatusCode::REQUEST_TIMEOUT, "内容到得太慢，没有接收")),
    }
}

fn is_of_kind(headers: &HeaderMap, kind: &str) -> Result<(), Problem> {
    let said = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let said = said.split(';').next().unwrap_or_default().trim();
    match said.eq_ignore_ascii_case(kind) {
        true => Ok(()),
        false => Err(Problem::of(StatusCode::UNSUPPORTED_MEDIA_TYPE)),
    }
}

/// The value of a form.
fn value<'a>(form: &'a [(String, String)], key: &str) -> &'a str {
    form.iter().find(|(name, _)| name == key).map_or("", |(_, value)| value.trim())
}

async fn help(State(app): State<Arc<App>>) -> Html<String> {
    show(&app, "help.html", "help", ())
}

/// Another browser is let in.
async fn invite(State(app): State<Arc<App>>) -> Result<Html<String>, Problem> {
    let address = app.keys.invite().map_err(Problem::ours)?;
    Ok(show(&app, "invite.html", "help", serde_json::json!({ "address": address })))
}

/// An answer for a script.
fn json(status: StatusCode, value: &serde_json::Value) -> Response {
    (status, [(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}
