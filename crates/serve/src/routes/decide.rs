//! Decisions about findings: those that were ticked, or all that match; never about what was not seen.

use std::fmt::Write as _;
use std::sync::Arc;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use gouji_engine::today;
use gouji_ledger::{As, Chosen, DecidedSeen, Moment, Picked, Seen};
use serde_json::{Value, json as object};

use super::{findings, form, json, show, value};
use crate::app::{App, work};
use crate::guard::wants_json;
use crate::problem::Problem;
use crate::query;

/// Rows that an answer names one by one.
const NAMED: usize = 500;

pub(super) async fn decide(
    State(app): State<Arc<App>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Problem> {
    let form = form(&headers, body).await?;
    let script = wants_json(&headers);
    work(&app, move |app| {
        let (picked, moment) = (picked(&form)?, moment(value(&form, "moment"))?);
        let chosen = chosen(app, &form)?;
        let taken = app.season()?.write(|ledger| ledger.decide_seen(&picked, &chosen, moment))?;
        let message = message(&taken, &chosen);
        let nothing =
            taken.done.is_empty() && !(taken.stale.is_empty() && taken.refused.is_empty() && taken.gone == 0);
        let status = if nothing { StatusCode::CONFLICT } else { StatusCode::OK };
        if script {
            return Ok(json(status, &answer(&taken, &chosen, &message)));
        }
        let back = back(value(&form, "back"));
        let page =
            show(app, "problem.html", "findings", object!({ "title": "决定", "why": message, "back": back }));
        Ok((status, page).into_response())
    })
    .await
}

fn picked(form: &[(String, String)]) -> Result<Picked, Problem> {
    if value(form, "all") == "1" {
        return Ok(Picked::All(query::filter(value(form, "filter"))));
    }
    let ids = form.iter().filter(|(key, _)| key == "id").map(|(_, id)| id.parse::<i64>());
    let ids: Vec<i64> =
        ids.collect::<Result<_, _>>().map_err(|_| Problem::asked("问题的编号不对，没有改动"))?;
    if ids.is_empty() {
        return Err(Problem::asked("没有选中问题；请在左边打勾"));
    }
    Ok(Picked::These(ids))
}

/// When the page was made that the decision is about.
fn moment(text: &str) -> Result<Moment, Problem> {
    let parts = text.split_once('-').and_then(|(decision, finding)| {
        Some(Moment { decision: decision.parse().ok()?, finding: finding.parse().ok()? })
    });
    parts.ok_or_else(|| Problem::asked("页面不完整，没有改动；请重新载入这一页"))
}

fn chosen(app: &App, form: &[(String, String)]) -> Result<Chosen, Problem> {
    let decision = As::named(value(form, "as"))
        .ok_or_else(|| Problem::asked(format!("决定应为{}", As::ALL.map(As::title).join("、"))))?;
    let why = value(form, "why").to_owned();
    if decision.settles() && why.is_empty() {
        return Err(Problem::asked(format!("“{}”要写明理由，没有改动", decision.title())));
    }
    let until = match value(form, "until") {
        "" => None,
        text => Some(
            today::parse(text).ok_or_else(|| Problem::asked("有效至应为日期，如 2027-12-31，没有改动"))?,
        ),
    };
    Ok(Chosen { decision, why, owner: value(form, "by").to_owned(), day: app.day(), until })
}

fn message(taken: &DecidedSeen, chosen: &Chosen) -> String {
    let title = chosen.decision.title();
    let mut message = format!("{} 个问题记为“{title}”", taken.done.len());
    if let Some(Seen { line, .. }) = taken.stale.first() {
        let who = if line.owner.is_empty() { "有人" } else { &line.owner };
        let _ = write!(
            message,
            "；{} 个在您打开这一页以后另有决定（{who}：{}），没有改动，请看过再决定",
            taken.stale.len(),
            line.decision
        );
    }
    if !taken.refused.is_empty() {
        let _ = write!(
            message,
            "；{} 个是错误，不能记为“{title}”，没有改动：应退回改正，确是误报的记为“不是问题”",
            taken.refused.len()
        );
    }
    if taken.gone > 0 {
        let _ = write!(message, "；{} 个现在已经没有了", taken.gone);
    }
    message
}

/// What a script needs to bring its page up to date.
fn answer(taken: &DecidedSeen, chosen: &Chosen, message: &str) -> Value {
    let done = taken.done.iter().take(NAMED).map(|id| {
        object!({ "id": id, "decision": chosen.decision.title(), "why": chosen.why, "owner": chosen.owner })
    });
    let stale = taken.stale.iter().take(NAMED).map(|Seen { id, line }| {
        object!({ "id": id, "decision": line.decision, "why": line.why, "owner": line.owner, "stale": true })
    });
    object!({
        "message": message,
        "moment": findings::said(taken.moment),
        "rows": done.chain(stale).collect::<Vec<Value>>(),
    })
}

/// A page of ours to go back to.
fn back(path: &str) -> &str {
    let own = path.starts_with('/') && !path.starts_with("//") && !path.contains(['\\', '\r', '\n']);
    if own { path } else { "/findings" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_back_are_our_own() {
        for (path, expected) in [
            ("/findings?rule=P01&page=2", "/findings?rule=P01&page=2"),
            ("//evil.example", "/findings"),
            ("https://evil.example", "/findings"),
            ("/\\evil.example", "/findings"),
            ("", "/findings"),
        ] {
            assert_eq!(back(path), expected);
        }
    }

    #[test]
    fn moments_are_read() {
        assert_eq!(moment("3-14").unwrap(), Moment { decision: 3, finding: 14 });
        for wrong in ["", "3", "3-", "a-b", "3-1-4"] {
            assert!(moment(wrong).is_err(), "{wrong}");
        }
    }
}
