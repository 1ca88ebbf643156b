//! The fewest cells which, changed, satisfy all of some equations.

use super::Change;
use super::system::{System, Values};

/// More cells than this are not guessed at, but for whole lines; see [`Search::lines`].
const MOST_CELLS: usize = 3;

/// Equations and what their cells hold.
pub(super) struct Search<'s> {
    system: &'s System,
    pub(super) values: Values,
    /// By instance: left less right; `None` where it is unknown or not asked.
    residuals: Vec<Option<i64>>,
    /// The most equations that one cell stands in.
    degree: usize,
    chosen: Vec<Change>,
    solutions: Vec<Vec<Change>>,
    /// Equations that may still be looked at.
    left: u32,
}

/// Equations that are looked at in one search before it is given up: the same on every machine. A report's own mistakes
/// take some millions at most; equations that contradict each other would never end.
const LOOKS: u32 = 20_000_000;

impl<'s> Search<'s> {
    /// Over those instances for which `asked` says so.
    pub(super) fn new(system: &'s System, values: Values, asked: impl Fn(usize) -> bool) -> Self {
        let residuals: Vec<Option<i64>> = system
            .instances
            .iter()
            .enumerate()
            .map(|(at, instance)| asked(at).then(|| instance.residual(&values)).flatten())
            .collect();
        let cells = system.instances.iter().flat_map(|instance| &instance.terms);
        let degree = cells.map(|&(cell, _)| system.of_cell(cell).len()).max().unwrap_or(0);
        Self { system, values, residuals, degree, chosen: Vec::new(), solutions: Vec::new(), left: LOOKS }
    }

    /// The broken instances.
    pub(super) fn broken(&self) -> Vec<usize> {
        let broken = |residual: &Option<i64>| residual.is_some_and(|residual| residual != 0);
        (0..self.residuals.len()).filter(|&at| broken(&self.residuals[at])).collect()
    }

    pub(super) fn residual(&self, instance: usize) -> Option<i64> {
        self.residuals[instance]
    }

    /// Known and asked: a repair has to satisfy it.
    pub(super) fn binds(&self, instance: usize) -> bool {
        self.residuals[instance].is_some()
    }

    /// Every set of as few cells as possible that satisfies all, cells in order, those already changed for good among
    /// them; empty when more than a few are needed.
    pub(super) fn smallest(&mut self) -> Vec<Vec<Change>> {
        for count in 1..=MOST_CELLS {
            self.choose(count);
            if !self.solutions.is_empty() {
                break;
            }
        }
        let mut solutions = std::mem::take(&mut self.solutions);
        if self.left == 0 {
            // There may be others that are as good.
            solutions.clear();
        }
        solutions.sort_unstable();
        solutions.dedup();
        solutions
    }

    /// Whoever changes `count` cells leaves an equation that has only one of them, unless they form a ring, which takes
    /// four in the official tables. So: take each broken equation in turn for that one, and each of its cells.
    fn choose(&mut self, count: usize) {
        self.left = self.left.saturating_sub(self.residuals.len() as u32);
        if self.left == 0 {
            return;
        }
        let broken = self.broken();
        if broken.is_empty() {
            let mut solution = self.chosen.clone();
            solution.sort_unstable();
            self.solutions.push(solution);
            return;
        }
        if count == 0 || broken.len() > count * self.degree {
            return;
        }
        // One cell has to stand in all of them, so any will do to find it.
        let taken = if count == 1 { &broken[..1] } else { &broken[..] };
        let system = self.system;
        for &at in taken {
            for &(cell, coefficient) in &system.instances[at].terms {
                self.left = self.left.saturating_sub(self.degree as u32);
                if self.left == 0 {
                    return;
                }
                let Some(change) = self.change(at, cell, coefficient) else { continue };
                let before = self.apply(change);
                self.choose(count - 1);
                self.chosen.pop();
                self.put(Change { cell, to: before });
            }
        }
    }

    /// The change of a cell that satisfies an equation, if the form allows it.
    fn change(&self, instance: usize, cell: u16, coefficient: i64) -> Option<Change> {
        if self.chosen.iter().any(|change| change.cell == cell) {
            return None;
        }
        let residual = self.residuals[instance]?;
        let to = self.values.get(cell)?.checked_sub(residual.checked_div(coefficient)?)?;
        (residual % coefficient == 0 && self.system.allows(cell, to)).then_some(Change { cell, to })
    }

    /// Changes a cell for good, or until it is changed back; gives what it held.
    pub(super) fn apply(&mut self, change: Change) -> i64 {
        self.chosen.push(change);
        self.put(change)
    }

    fn put(&mut self, change: Change) -> i64 {
        let before = self.values.get(change.cell).unwrap_or(change.to);
        self.values.set(change.cell, change.to);
        for &(at, _) in self.system.of_cell(change.cell) {
            let at = usize::from(at);
            if self.residuals[at].is_some() {
                self.residuals[at] = self.system.instances[at].residual(&self.values).or(Some(i64::MAX));
            }
        }
        before
    }

    /// Whole lines that explain everything: each total of one rule worked out anew, or a row shifted by one column.
    pub(super) fn lines(&mut self) -> Option<Vec<Change>> {
        let mut candidates: Vec<Vec<Change>> = Vec::new();
        let broken = self.broken();
        for &at in &broken {
            for shift in [1, -1] {
                candidates.extend(self.shifted(at, shift));
            }
        }
        let mut rules: Vec<u16> = broken.iter().map(|&at| self.system.instances[at].rule).collect();
        rules.dedup();
        candidates.extend(rules.into_iter().filter_map(|rule| self.totals(rule, &broken)));
        candidates.retain(|candidate| self.satisfies(candidate));
        candidates.into_iter().min_by_key(Vec::len)
    }

    /// Of one rule, every total whose equation is broken.
    fn totals(&self, rule: u16, broken: &[usize]) -> Option<Vec<Change>> {
        let of_rule = broken.iter().filter(|&&at| self.system.instances[at].rule == rule);
        let mut changes: Vec<Change> = of_rule
            .map(|&at| {
                let instance = &self.system.instances[at];
                let total = *instance.lone.first()?;
                let (_, coefficient) = instance.terms.iter().find(|(cell, _)| *cell == total)?;
                self.change(at, total, *coefficient)
            })
            .collect::<Option<_>>()?;
        changes.sort_unstable();
        Some(changes)
    }

    /// The row of an equation over columns, its values moved by one; the equation says what the cell at the end was.
    fn shifted(&self, at: usize, shift: isize) -> Option<Vec<Change>> {
        let instance = &self.system.instances[at];
        let mut cells: Vec<(u16, i64)> = instance.terms.clone();
        cells.sort_unstable();
        let of_one_row = cells.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0);
        if !of_one_row || cells.len() < 3 {
            return None;
        }
        let end = if shift > 0 { cells.len() - 1 } else { 0 };
        let mut values = self.values.clone();
        for place in (0..cells.len()).filter(|&place| place != end) {
            let from = cells[place.checked_add_signed(shift)?].0;
            values.set(cells[place].0, self.values.get(from)?);
        }
        let (cell, coefficient) = cells[end];
        values.set(cell, 0);
        let rest = instance.residual(&values)?;
        values.set(cell, -rest.checked_div(coefficient)?);
        let moved = |&(cell, _): &(u16, i64)| {
            let to = values.get(cell)?;
            Some(Change { cell, to })
        };
        let mut changes: Vec<Change> = cells.iter().map(moved).collect::<Option<_>>()?;
        changes.retain(|change| self.values.get(change.cell) != Some(change.to));
        changes.iter().all(|change| self.system.allows(change.cell, change.to)).then_some(changes)
    }

    fn satisfies(&self, changes: &[Change]) -> bool {
        let mut values = self.values.clone();
        for change in changes {
            values.set(change.cell, change.to);
        }
        let instances = self.system.instances.iter().zip(&self.residuals);
        instances
            .filter(|(_, residual)| residual.is_some())
            .all(|(instance, _)| instance.residual(&values) == Some(0))
    }

    /// Changes every cell that alone explains all the equations it stands in, two at least, where no other cell explains
    /// any of them: what many separate slips of the pen leave. Gives the changes; what they do not explain stays broken.
    pub(super) fn peel(&mut self) -> Vec<Change> {
        let mut peeled: Vec<Change> = Vec::new();
        loop {
            let explaining = self.explaining();
            self.left = self.left.saturating_sub((explaining.len() * explaining.len()) as u32);
            if self.left == 0 {
                return peeled;
            }
            let next = explaining.iter().find(|(change, explained)| {
                !explaining.iter().any(|(other, others)| {
                    other.cell != change.cell && others.iter().any(|at| explained.contains(at))
                })
            });
            let Some((change, _)) = next else { return peeled };
            self.apply(*change);
            peeled.push(*change);
        }
    }

    fn explaining(&self) -> Vec<(Change, Vec<usize>)> {
        let mut explaining: Vec<(Change, Vec<usize>)> = Vec::new();
        for at in self.broken() {
            for &(cell, coefficient) in &self.system.instances[at].terms {
                let of_cell =
                    || self.system.of_cell(cell).iter().filter(|(at, _)| self.binds(usize::from(*at)));
                if explaining.iter().any(|(change, _)| change.cell == cell) || of_cell().count() < 2 {
                    continue;
                }
                let Some(change) = self.change(at, cell, coefficient) else { continue };
                let agrees = |&(at, coefficient): &(u16, i64)| {
                    self.change(at.into(), cell, coefficient) == Some(change)
                };
                if of_cell().all(agrees) {
                    explaining.push((change, of_cell().map(|&(at, _)| usize::from(at)).collect()));
                }
            }
        }
        explaining
    }
}
