//! Broken equations, put together by cause.

use gouji_core::report::Report;

use super::say::Speaker;
use super::search::Search;
use super::system::{System, Values, is_blank};
use super::{Change, Solved, Solver};

/// More repairs than this, equally good, say nothing any more.
const MOST_OPTIONS: usize = 3;

/// What a cause's equations have in common, and the ways to repair it.
pub(super) struct Cause {
    /// Broken instances, in order.
    pub(super) broken: Vec<usize>,
    /// Sets of changes, each of which repairs it; none where nothing simple does.
    pub(super) options: Vec<Vec<Change>>,
}

pub(super) fn find(solver: &Solver, system: &System, values: Values, report: &Report) -> Vec<Solved> {
    let applies: Vec<bool> =
        solver.rules.iter().map(|rule| rule.card.scope.excludes(report).is_none()).collect();
    let mut causes = Vec::new();
    for component in components(system, &values, |rule| applies[usize::from(rule)]) {
        causes.extend(causes_of(system, &values, &component, report));
    }
    let speaker = Speaker { solver, system, report };
    let mut solved: Vec<(u16, Solved)> = causes.iter().map(|cause| speaker.say(cause)).collect();
    solved.sort_by_key(|(cell, _)| *cell);
    solved.into_iter().map(|(_, solved)| solved).collect()
}

/// The instances that known cells connect, of each component that has a broken one.
fn components(system: &System, values: &Values, applies: impl Fn(u16) -> bool) -> Vec<Vec<usize>> {
    let asked = |at: usize| {
        let instance = &system.instances[at];
        applies(instance.rule).then(|| instance.residual(values)).flatten()
    };
    let mut seen = vec![false; system.instances.len()];
    let mut components = Vec::new();
    for start in 0..system.instances.len() {
        if seen[start] || asked(start).is_none() {
            continue;
        }
        seen[start] = true;
        let mut component = vec![start];
        let mut at = 0;
        while at < component.len() {
            for &(cell, _) in &system.instances[component[at]].terms {
                for &(next, _) in system.of_cell(cell) {
                    let next = usize::from(next);
                    if !seen[next] && asked(next).is_some() {
                        seen[next] = true;
                        component.push(next);
                    }
                }
            }
            at += 1;
        }
        if component.iter().any(|&at| asked(at) != Some(0)) {
            components.push(component);
        }
    }
    components
}

fn causes_of(system: &System, values: &Values, component: &[usize], report: &Report) -> Vec<Cause> {
    let mut search = Search::new(system, values.clone(), |at| component.contains(&at));
    let broken = search.broken();
    let solutions = search.smallest();
    if !solutions.is_empty() {
        return split(system, &search, &broken, best(system, solutions, &broken, report));
    }
    if let Some(line) = search.lines() {
        return vec![Cause { broken, options: vec![line] }];
    }
    let peeled = search.peel();
    let rest = search.broken();
    let solutions =
        if rest.is_empty() { vec![peeled.clone()] } else { best(system, search.smallest(), &rest, report) };
    if !solutions.is_empty() {
        return split(system, &search, &broken, solutions);
    }
    let explained: Vec<usize> = broken.iter().copied().filter(|at| !rest.contains(at)).collect();
    let mut causes = split(system, &search, &explained, vec![peeled]);
    causes.extend(
        independent(system, &search, &rest)
            .into_iter()
            .map(|at| Cause { broken: vec![at], options: Vec::new() }),
    );
    causes
}

/// Of solutions with as many cells, those that fill the most blank ones; of these, those that change the most totals.
fn best(system: &System, solutions: Vec<Vec<Change>>, broken: &[usize], report: &Report) -> Vec<Vec<Change>> {
    let rank = |solution: &Vec<Change>| {
        let blanks = solution.iter().filter(|change| is_blank(report, change.cell)).count();
        let is_total = |cell| broken.iter().any(|&at| system.instances[at].lone.contains(&cell));
        (blanks, solution.iter().filter(|change| is_total(change.cell)).count())
    };
    let Some(highest) = solutions.iter().map(rank).max() else { return solutions };
    solutions.into_iter().filter(|solution| rank(solution) == highest).collect()
}

/// Cells that share no equation are causes of their own.
fn split(system: &System, search: &Search, broken: &[usize], solutions: Vec<Vec<Change>>) -> Vec<Cause> {
    let mut groups: Vec<Vec<u16>> = Vec::new();
    for change in solutions.iter().flatten() {
        let near = |group: &Vec<u16>| group.iter().any(|&cell| share(system, search, cell, change.cell));
        let (mut joined, apart): (Vec<_>, Vec<_>) = groups.into_iter().partition(near);
        let mut group = joined.drain(..).flatten().collect::<Vec<u16>>();
        if !group.contains(&change.cell) {
            group.push(change.cell);
        }
        groups = apart;
        groups.push(group);
    }
    let causes: Vec<Cause> = groups
        .into_iter()
        .map(|group| {
            let mut options: Vec<Vec<Change>> = solutions.iter().map(|all| within(all, &group)).collect();
            options.sort_unstable();
            options.dedup();
            let has = |at: &usize| system.instances[*at].terms.iter().any(|(cell, _)| group.contains(cell));
            Cause { broken: broken.iter().copied().filter(has).collect(), options }
        })
        .filter(|cause| !cause.broken.is_empty())
        .collect();
    let torn = causes.iter().any(|cause| cause.options.iter().any(Vec::is_empty));
    let mut causes = if torn { vec![Cause { broken: broken.to_vec(), options: solutions }] } else { causes };
    // With more ways than can be told, what is certain is that the equations are broken.
    for cause in causes.iter_mut().filter(|cause| cause.options.len() > MOST_OPTIONS) {
        cause.options.clear();
    }
    causes
}

fn within(solution: &[Change], group: &[u16]) -> Vec<Change> {
    let mut within: Vec<Change> =
        solution.iter().copied().filter(|change| group.contains(&change.cell)).collect();
    within.sort_unstable();
    within
}

fn share(system: &System, search: &Search, a: u16, b: u16) -> bool {
    a == b
        || system.of_cell(a).iter().any(|(at, _)| {
            search.binds(usize::from(*at)) && system.of_cell(b).iter().any(|(other, _)| other == at)
        })
}

/// Broken equations without those that others imply: what is broken in the parts of several totals is broken by as much
/// in the totals.
fn independent(system: &System, search: &Search, broken: &[usize]) -> Vec<usize> {
    let implied = |at: usize| {
        let instance = &system.instances[at];
        let is_total_elsewhere = |cell: u16| {
            system.of_cell(cell).iter().any(|&(other, _)| {
                let other = usize::from(other);
                other != at
                    && search.residual(other) == Some(0)
                    && system.instances[other].lone.contains(&cell)
            })
        };
        let others =
            broken.iter().filter(|&&other| other != at && system.instances[other].rule == instance.rule);
        let sum = others.filter_map(|&other| search.residual(other)).fold(0, i64::saturating_add);
        instance.terms.iter().all(|&(cell, _)| is_total_elsewhere(cell)) && search.residual(at) == Some(sum)
    };
    broken.iter().copied().filter(|&at| !implied(at)).collect()
}
