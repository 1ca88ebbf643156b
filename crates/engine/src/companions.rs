//! One finding a cause, across rules: what the repair of a table cures as well is not said once more.
//!
//! When one wrong cell breaks equations and contradicts the prose too, the solver knows the cell and its right value. The
//! rules are asked again about the report with that value in place; what they no longer say of the prose had the same
//! cause, and is told by the finding that names the cell.

use std::collections::BTreeSet;

use gouji_core::figure::Decimal;
use gouji_core::finding::{Evidence, Spot};
use gouji_core::form::CellId;
use gouji_core::report::{CellState, Draft, Report};
use gouji_core::wire;

use crate::run::{Outcome, Stated};

/// Repairs that are tried on one report at most: what is equally good is tried one after the other.
const MOST_TRIED: usize = 4;

/// Drops what `again`, some of the same rules on a repaired report, no longer finds, and names it in the findings that repair.
pub(crate) fn fold(
    draft: &Draft,
    outcome: &mut Outcome,
    mut again: impl FnMut(&Report, &[u8], &BTreeSet<usize>) -> Outcome,
) {
    let repairs = outcome.stated.iter().any(|stated| !stated.repairs.is_empty());
    if !repairs || !outcome.stated.iter().any(is_of_prose) {
        return;
    }
    for repaired in repaired(&outcome.stated).into_iter().take(MOST_TRIED) {
        let cells: Vec<(CellId, Decimal)> = repaired.iter().flat_map(|(_, cells)| cells.clone()).collect();
        let bytes = wire::encode(&with(draft, &cells));
        let Ok(report) = Report::read(&bytes) else { return };
        // Only what was said of the prose can be cured.
        let asked =
            outcome.stated.iter().filter(|stated| is_of_prose(stated)).map(|stated| stated.rule).collect();
        let left = again(&report, &bytes, &asked);
        if !left.rules.crashed.is_empty() {
            return;
        }
        let cured = |stated: &Stated| {
            let same = |other: &Stated| other.rule == stated.rule && other.found.spot == stated.found.spot;
            is_of_prose(stated) && !left.stated.iter().any(same)
        };
        let stated = std::mem::take(&mut outcome.stated);
        // What repairs stands before all else that is stated, so that its place holds whatever is taken away.
        let mut kept: Vec<Option<Stated>> = stated.into_iter().map(Some).collect();
        for at in 0..kept.len() {
            let Some(companion) = kept[at].take_if(|stated| cured(stated)) else { continue };
            let cause = cause_of(&companion, &repaired);
            if let Some(Some(cause)) = kept.get_mut(cause) {
                take_in(cause, companion, draft);
            }
        }
        outcome.stated = kept.into_iter().flatten().collect();
        if !outcome.stated.iter().any(is_of_prose) {
            return;
        }
    }
}

/// Repaired cells, with the place of the finding that repairs them.
type Repaired = Vec<(usize, Vec<(CellId, Decimal)>)>;

/// The first repair of every cause; then each of the others, one at a time.
fn repaired(stated: &[Stated]) -> Vec<Repaired> {
    let causes = || stated.iter().enumerate().filter(|(_, stated)| !stated.repairs.is_empty());
    let first: Repaired = causes().map(|(at, stated)| (at, stated.repairs[0].clone())).collect();
    let mut all = vec![first.clone()];
    for (nth, (_, stated)) in causes().enumerate() {
        for other in stated.repairs.iter().skip(1) {
            let mut repaired = first.clone();
            repaired[nth].1.clone_from(other);
            all.push(repaired);
        }
    }
    all
}

/// The finding that repairs a cell which the companion points at, else the first that repairs one of its table.
fn cause_of(companion: &Stated, repaired: &Repaired) -> usize {
    let cells = || {
        companion.found.evidence.iter().filter_map(|evidence| match evidence.spot {
            Spot::Cell(cell) => Some(cell),
            _ => None,
        })
    };
    let holds = |fits: fn(CellId, CellId) -> bool| {
        repaired
            .iter()
            .find(|(_, changed)| changed.iter().any(|(cell, _)| cells().any(|own| fits(own, *cell))))
    };
    let found = holds(|one, other| one == other)
        .or_else(|| holds(|one, other| one.table == other.table))
        .or_else(|| repaired.first());
    found.map_or(usize::MAX, |(at, _)| *at)
}

/// The words of the prose are evidence for the repair.
fn take_in(cause: &mut Stated, companion: Stated, draft: &Draft) {
    let Spot::Text(place) = companion.found.spot else { return };
    let words = draft.text.get(place.start as usize..place.end as usize).unwrap_or("");
    cause
        .found
        .evidence
        .push(Evidence { text: format!("正文写的是“{words}”"), spot: companion.found.spot });
    for code in std::iter::once(companion.found.rule).chain(companion.found.also) {
        if !cause.found.also.contains(&code) {
            cause.found.also.push(code);
        }
    }
    cause.found.also.sort_unstable();
}

fn is_of_prose(stated: &Stated) -> bool {
    matches!(stated.found.spot, Spot::Text(_)) && stated.repairs.is_empty()
}

fn with(draft: &Draft, cells: &[(CellId, Decimal)]) -> Draft {
    let mut draft = draft.clone();
    for (id, value) in cells {
        let at = usize::from(id.row) * id.table.columns().len() + usize::from(id.column);
        if let Some(cell) = draft.grids[id.table as usize].cells.get_mut(at) {
            cell.state = CellState::Number;
            cell.value = *value;
        }
    }
    draft
}
