//! One finding a cause, across rules: what the repair of a table cures as well is not said once more.
//!
//! When one wrong cell breaks equations and contradicts the prose too, the solver knows the cell and its right value. The
//! rules are asked again about the report with that value in place; what they no longer say of the prose had the same
//! cause, and is told by the finding that names the cell.

use std::collections::BTreeSet;

use gouji_core::figure::Decimal;
use gouji_core::finding::{Evidence, Spot};
use gouji_core::form::CellId;
use gouji_core::report::{CellState, Draft};
use gouji_core::wire::{Beside, Encoder};

use crate::run::{Outcome, Stated};

/// Repairs that are tried on one report at most: what is equally good is tried one after the other.
const MOST_TRIED: usize = 4;

/// The repairs of one report that are tried one after the other.
pub(crate) struct Companions {
    tries: std::vec::IntoIter<Cells>,
}

/// A report with repaired cells, and the rules that are to be asked about it.
pub(crate) struct Repaired {
    cells: Cells,
    pub(crate) bytes: Vec<u8>,
    pub(crate) rules: BTreeSet<usize>,
}

/// Repaired cells, with the place of the finding that repairs them.
type Cells = Vec<(usize, Vec<(CellId, Decimal)>)>;

impl Companions {
    pub(crate) fn of(outcome: &Outcome) -> Self {
        let mut tries = tries(&outcome.stated);
        tries.truncate(MOST_TRIED);
        Self { tries: tries.into_iter() }
    }

    /// What is to be tried next, on a draft with what it is held against; `None` when there is nothing left to try, or
    /// nothing left that it could cure.
    pub(crate) fn next(&mut self, (draft, others): (&Draft, &Beside), outcome: &Outcome) -> Option<Repaired> {
        let cells = self.tries.next()?;
        // Only what was said of the prose can be cured.
        let of_prose = outcome.stated.iter().filter(|stated| is_of_prose(stated));
        let rules: BTreeSet<usize> = of_prose.map(|stated| stated.rule).collect();
        if rules.is_empty() {
            return None;
        }
        let repaired = with(draft, cells.iter().flat_map(|(_, cells)| cells));
        let bytes = Encoder::default().encode_beside(&repaired, others).to_vec();
        Some(Repaired { cells, bytes, rules })
    }

    /// Drops what the rules no longer find in the repaired report, by what they found there, and names it in the findings
    /// that repair.
    pub(crate) fn fold(&mut self, draft: &Draft, outcome: &mut Outcome, repaired: &Repaired, left: &Outcome) {
        if !left.rules.crashed.is_empty() {
            self.tries = Vec::new().into_iter();
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
            let cause = cause_of(&companion, &repaired.cells);
            if let Some(Some(cause)) = kept.get_mut(cause) {
                take_in(cause, companion, draft);
            }
        }
        outcome.stated = kept.into_iter().flatten().collect();
    }
}

/// The first repair of every cause; then each of the others, one at a time. None where nothing is repaired.
fn tries(stated: &[Stated]) -> Vec<Cells> {
    let causes = || stated.iter().enumerate().filter(|(_, stated)| !stated.repairs.is_empty());
    let first: Cells = causes().map(|(at, stated)| (at, stated.repairs[0].clone())).collect();
    if first.is_empty() {
        return Vec::new();
    }
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
fn cause_of(companion: &Stated, repaired: &Cells) -> usize {
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

/// Said of the prose, and perhaps because of what a table says.
fn is_of_prose(stated: &Stated) -> bool {
    matches!(stated.found.spot, Spot::Text(_)) && stated.repairs.is_empty() && !stated.of_words
}

fn with<'c>(draft: &Draft, cells: impl Iterator<Item = &'c (CellId, Decimal)>) -> Draft {
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
