//! Which of the cells behind a label are its values, when there are more cells than the form has.

use gouji_core::report::CellState;

use crate::recognise::scan::Value;

/// For rows of a table that print more cells than values (grids of a word processor): where the values stand, learned
/// from the rows that leave no doubt.
#[derive(Debug, Default)]
pub(super) struct Masks {
    /// By the number of cells and of values; `None` where two rows disagree.
    known: Vec<(usize, usize, Option<Vec<usize>>)>,
}

impl Masks {
    pub(super) fn learn(&mut self, values: &[Value], width: usize) {
        let cells: Vec<usize> = hard(values).collect();
        let filled: Vec<usize> = (0..cells.len()).filter(|&at| is_filled(&values[cells[at]])).collect();
        if filled.len() != width || cells.len() <= width {
            return;
        }
        match self.known.iter_mut().find(|known| (known.0, known.1) == (cells.len(), width)) {
            Some((.., mask)) => {
                if mask.as_ref().is_some_and(|mask| *mask != filled) {
                    *mask = None;
                }
            }
            None => self.known.push((cells.len(), width, Some(filled))),
        }
    }

    fn get(&self, cells: usize, width: usize) -> Option<&Vec<usize>> {
        let known = self.known.iter().find(|known| (known.0, known.1) == (cells, width))?;
        known.2.as_ref()
    }
}

/// The `width` values of a row, as indexes into `values`; `None` where more than one reading is possible.
pub(super) fn pick(values: &[Value], width: usize, masks: &Masks) -> Option<Vec<usize>> {
    let cells: Vec<usize> = hard(values).collect();
    if cells.len() == width {
        return Some(cells);
    }
    if values.len() == width {
        return Some((0..width).collect());
    }
    let filled: Vec<usize> = cells.iter().copied().filter(|&at| is_filled(&values[at])).collect();
    if cells.len() < width {
        return None;
    }
    if filled.len() == width {
        return Some(filled);
    }
    // A remark behind the values.
    if filled.len() == width + 1
        && let Some((&last, rest)) = filled.split_last()
        && values[last].state == CellState::Text
        && rest.iter().all(|&at| values[at].state != CellState::Text)
    {
        return Some(rest.to_vec());
    }
    if let Some(mask) = masks.get(cells.len(), width) {
        let picked: Vec<usize> = mask.iter().map(|&at| cells[at]).collect();
        return filled.iter().all(|at| picked.contains(at)).then_some(picked);
    }
    // Empty cells at the end are no values.
    let first = &cells[..width];
    filled.iter().all(|at| first.contains(at)).then(|| first.to_vec())
}

/// How many values a row prints that could not be told apart.
pub(super) fn count(values: &[Value], width: usize) -> usize {
    let cells = hard(values).count();
    if cells <= width { cells } else { values.iter().filter(|value| is_filled(value)).count() }
}

/// The cells that are certainly cells: empty lines are not.
fn hard(values: &[Value]) -> impl Iterator<Item = usize> {
    values.iter().enumerate().filter(|(_, value)| !value.soft).map(|(at, _)| at)
}

pub(super) fn is_filled(value: &Value) -> bool {
    value.state != CellState::Blank
}
