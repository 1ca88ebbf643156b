//! What every request has to pass, and what every answer says to the browser.
//!
//! Only pages of this server may ask it for anything: the name by which it was called is its own (no foreign name that
//! leads to this machine), changes come from its own pages, and the browser has the cookie that a printed address gave it.

use std::sync::Arc;

use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName, HeaderValue};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use serde_json::json;

use crate::app::App;
use crate::pages;
use crate::problem::Problem;

/// Nothing but what this server sends: no script in pages, nothing from elsewhere, in nobody's frame.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; \
    form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "same-origin"),
    // What was read stays in no cache.
    (header::CACHE_CONTROL, "no-store"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

pub(crate) async fn guard(State(app): State<Arc<App>>, request: Request, next: Next) -> Response {
    let program = wants_json(request.headers());
    let answer = match admit(&app, &request) {
        Err(problem) => problem.into_response(),
        Ok(Some(answer)) => answer,
        Ok(None) => next.run(request).await,
    };
    let mut answer = told(answer, program);
    for (name, value) in HEADERS {
        answer.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    answer
}

/// Lets a request through, or answers it.
fn admit(app: &App, request: &Request) -> Result<Option<Response>, Problem> {
    let text = |name: HeaderName| request.headers().get(name).and_then(|value| value.to_str().ok());
    let host = text(header::HOST).unwrap_or_default();
    if !app.keys.is_host(host) {
        let why = "这个地址不是本机的 gouji；请用终端里显示的地址打开";
        return Err(Problem::new(StatusCode::MISDIRECTED_REQUEST, why));
    }
    let site = text(HeaderName::from_static("sec-fetch-site"));
    match *request.method() {
        Method::GET | Method::HEAD => {}
        Method::POST => {
            let own = text(header::ORIGIN).is_some_and(|origin| app.keys.is_origin(origin));
            if !own || site.is_some_and(|site| site != "same-origin") {
                return Err(Problem::forbidden("这个请求不是从本页面发出的，没有执行"));
            }
        }
        _ => return Err(Problem::new(StatusCode::METHOD_NOT_ALLOWED, "不支持这种请求")),
    }
    let is_in = text(header::COOKIE).is_some_and(|cookie| app.keys.is_in(cookie));
    let path = request.uri().path();
    if path == "/enter" {
        return Ok(Some(enter(app, request, is_in)?));
    }
    if !is_in && !["/page.css", "/icon.svg"].contains(&path) {
        return Err(Problem::forbidden(
            "没有通行证：请用终端里显示的地址打开；那个地址只能用一次，要在另一个浏览器里打开，在已经打开的页面上点“再开一个”",
        ));
    }
    Ok(None)
}

/// Gives the cookie for a token. The page leads on by itself: were this a redirection of a request that another program
/// began, browsers would not send the cookie along.
fn enter(app: &App, request: &Request, is_in: bool) -> Result<Response, Problem> {
    let query = request.uri().query().unwrap_or_default();
    let token = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "token");
    let let_in = token.is_some_and(|(_, token)| app.keys.redeem(&token));
    if !let_in && !is_in {
        return Err(Problem::forbidden("这个地址已经用过了，或者不对；请用 gouji serve 重新打开"));
    }
    let page = Html(pages::render("enter.html", &json!({})));
    match let_in {
        true => Ok(([(header::SET_COOKIE, app.keys.cookie())], page).into_response()),
        false => Ok(page.into_response()),
    }
}

fn is_ours(answer: &Response) -> bool {
    let kind =
        answer.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("text/html") || kind.starts_with("application/json")
}

/// Scripts want to be told in JSON.
pub(crate) fn wants_json(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok());
    accept.is_some_and(|accept| accept.starts_with("application/json"))
}

/// Whatever goes wrong is said in a Chinese sentence.
fn told(mut answer: Response, program: bool) -> Response {
    let status = answer.status();
    if !status.is_client_error() && !status.is_server_error() {
        return answer;
    }
    let why = match answer.extensions_mut().remove::<Problem>() {
        Some(problem) => problem.why,
        // What we say ourselves is a page or JSON; what libraries say is neither.
        None if is_ours(&answer) => return answer,
        None => Problem::of(status).why,
    };
    if program {
        return (status, [(header::CONTENT_TYPE, "application/json")], json!({ "why": why }).to_string())
            .into_response();
    }
    (status, Html(pages::render("problem.html", &json!({ "title": "没有办成", "why": why })))).into_response()
}
