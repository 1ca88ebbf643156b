//! Governments beside the sums of what is below them.

use std::sync::Arc;

use axum::extract::{RawQuery, State};
use axum::response::Html;
use gouji_ledger::{Rollup, Scope};
use serde_json::json as object;

use super::{show, units};
use crate::app::{App, work};
use crate::problem::Problem;
use crate::query;

/// Governments of a page.
const LISTED: usize = 500;

pub(super) async fn page(
    State(app): State<Arc<App>>,
    RawQuery(query): RawQuery,
) -> Result<Html<String>, Problem> {
    let query = query.unwrap_or_default();
    work(&app, move |app| {
        let (season, year) = (app.season()?, units::year(app, &query)?);
        let unit = query::get(&query, "unit");
        let years = season.read(|ledger| ledger.years())?;
        let mut one: Option<Rollup> = None;
        let mut governments = Vec::new();
        match unit.as_str() {
            "" => governments = season.read(|ledger| ledger.governments(year))?,
            name => season.read(|ledger| {
                ledger.roll_up(Scope::Unit(name), year, &mut |rollup| one = Some(rollup))
            })?,
        }
        let total = governments.len();
        governments.truncate(LISTED);
        let every = query::get(&query, "every") == "1";
        let values = object!({
            "year": year, "years": years, "one": one, "governments": governments, "total": total, "every": every,
        });
        Ok(show(app, "rollup.html", "rollup", values))
    })
    .await
}
