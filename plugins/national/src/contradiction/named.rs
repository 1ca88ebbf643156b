//! Cells that the prose names in words of its own, held to the tables: what X01 to X08 and X14 have in common.

use gouji_core::form::RequestLine as L;
use gouji_core::prelude::*;
use gouji_core::prose::{Cells, Named};

use crate::claims::{APPLICANTS, Span, Stated, printed, stated, sum};
use crate::{doubt, repairs};

/// The rule that speaks of a number, or of a denial.
fn rule_of(said: &Named) -> &'static str {
    const EVERYBODY: u8 = 0b11_1111;
    const fn only(lines: u32, of: &[L]) -> bool {
        let mut rest = lines;
        let mut at = 0;
        while at < of.len() {
            rest &= !(1 << of[at] as u32);
            at += 1;
        }
        rest == 0
    }
    match said.mention.cells() {
        Cells::Disputes { .. } => "X06",
        Cells::Proactive { line: ProactiveLine::Rules | ProactiveLine::NormativeDocuments, .. } => "X07",
        Cells::Proactive { .. } => "X08",
        Cells::Requests { applicants, .. } if applicants != EVERYBODY => "X05",
        Cells::Requests { lines, .. } if only(lines, &[L::CarriedOut]) || only(lines, &[L::CarriedIn]) => {
            "X03"
        }
        Cells::Requests { lines, .. } if only(lines, &[L::New, L::CarriedIn]) => {
            if said.claim.is_some() {
                "X01"
            } else {
                "X14"
            }
        }
        Cells::Requests { lines, .. } if only(lines, &[L::Total]) => "X02",
        Cells::Requests { .. } => "X04",
    }
}

/// Tells what the prose says otherwise than the table, where no reading of its words agrees.
pub(super) fn check(report: &Report, rule: &str, findings: &mut Findings) {
    let stated = stated(report);
    for said in stated.prose.named.iter().filter(|said| rule_of(said) == rule) {
        hold(report, &stated, said, findings);
    }
}

fn hold(report: &Report, stated: &Stated, said: &Named, findings: &mut Findings) {
    let cells = said.mention.cells();
    let Some(figure) = cells.figure(report).get() else { return };
    let claim = said.claim.and_then(|at| stated.claims.get(at as usize));
    let span = claim.map_or(Span::ZERO, Span::of);
    let holds = |cells: &Cells| {
        let figures = [cells.figure(report), by_columns(report, *cells)];
        figures.into_iter().any(|figure| figure.get().is_some_and(|value| span.has(value)))
    };
    if said.mention.readings.iter().any(holds) {
        return;
    }
    let table = cells.table();
    let name = format!("{}的{}", table.title(), cells.title());
    let message = match claim {
        Some(claim) => format!("正文写{} {}，{name}是 {figure}", cells.title(), printed(report, claim)),
        None => format!("正文说“{}”，{name}是 {figure}", report.slice(said.place)),
    };
    let found = findings.add(said.place, message);
    if let Some(spot) = cells.ids(report.edition).first() {
        found.evidence(*spot, format!("{name}：{figure}"));
    }
    match claim {
        _ if !said.mention.sure => {
            found.at_most(Severity::Warning);
        }
        Some(claim) if claim.exactness != Exactness::Exact => {
            found.at_most(Severity::Warning);
        }
        Some(claim) => repairs::of_claim(report, stated, claim, figure, found),
        None => {}
    }
    doubt::if_inferred(found, report, table);
}

/// What the columns of rows add up to, where their totals may be wrong.
fn by_columns(report: &Report, cells: Cells) -> Figure {
    let Cells::Requests { .. } = cells else { return Figure::UNKNOWN };
    let rows: Vec<CellId> = cells.ids(report.edition);
    let all = rows.iter().all(|id| id.column == Applicant::Total as u8);
    if !all {
        return Figure::UNKNOWN;
    }
    let columns = |id: &CellId| APPLICANTS.map(|applicant| CellId { column: applicant as u8, ..*id });
    sum(report, rows.iter().flat_map(columns))
}
