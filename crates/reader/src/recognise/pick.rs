//! Which of the cells behind a label are its values, when there are more cells than the form has.

use gouji_core::cell::{self, is_space};
use gouji_core::place::Place;
use gouji_core::report::{CellState, Notes};

use crate::recognise::found::Value;

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

/// The values with those cells taken apart that hold several numbers, if that makes exactly `width` of them: columns set
/// apart by spaces may have come too near to each other.
pub(super) fn spread(text: &str, values: &[Value], width: usize) -> Option<Vec<Value>> {
    let crowded = |value: &Value| value.state == CellState::Text || value.notes.has(Notes::INNER_SPACE);
    if values.len() >= width || !values.iter().any(crowded) {
        return None;
    }
    let mut spread = Vec::with_capacity(width);
    for value in values {
        let whole = value.place.of(text);
        if !crowded(value) {
            spread.push(*value);
            continue;
        }
        for field in whole.split(is_space).filter(|field| !field.is_empty()) {
            let start = value.place.start + (field.as_ptr() as usize - whole.as_ptr() as usize) as u32;
            let (state, number, notes) = cell::parse(field);
            if state != CellState::Number {
                return None;
            }
            let place = Place::new(start, start + field.len() as u32);
            spread.push(Value { place, state, number, notes, ..*value });
        }
    }
    (spread.len() == width).then_some(spread)
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
