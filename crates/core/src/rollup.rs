//! What governments add up, and which bodies explain a difference between a government's own figures and the sum of those
//! below: the smallest set whose leaving out or counting twice does, where there is only one.

use std::collections::HashMap;

use crate::figure::Decimal;
use crate::form::{CellId, ProactiveColumn, Table};

/// Of more bodies no three are tried.
const MANY: usize = 400;

/// Several bodies explain a difference that has so many digits for each of them.
const SURE: usize = 3;

/// So many explanations that are equally good are told; of more none.
const TOLD: usize = 2;

/// Cells that a government adds up. 规章 and 规范性文件 may be its own only, and money is rounded.
pub fn is_added_up(id: CellId) -> bool {
    id.table != Table::Proactive || id.column == ProactiveColumn::Decisions as u8
}

/// All cells of a table, in its order.
pub fn cells(table: Table) -> impl Iterator<Item = CellId> {
    let columns = table.columns().len() as u8;
    (0..table.rows().len() as u8)
        .flat_map(move |row| (0..columns).map(move |column| CellId { table, row, column }))
}

/// What explains a difference, as a clause: `missing` is what the government's own figures lack, cell by cell, and `bodies`
/// are the names and figures of those below, in the same cells. Nothing where it is not clear.
pub fn explained(bodies: &[(&str, Vec<i64>)], missing: &[i64]) -> Option<String> {
    let figures: Vec<&[i64]> = bodies.iter().map(|(_, figures)| figures.as_slice()).collect();
    let mut causes = smallest(&figures, missing);
    causes.retain(|cause| cause.bodies() == 1 || digits(missing) >= SURE * cause.bodies());
    let name = |at: &usize| bodies[*at].0;
    let named = |cause: &Cause| {
        [&cause.left_out, &cause.twice].iter().all(|all| all.iter().all(|at| !name(at).is_empty()))
    };
    if causes.is_empty() || causes.len() > TOLD || !causes.iter().all(named) {
        return None;
    }
    let list = |all: &[usize]| all.iter().map(name).collect::<Vec<_>>().join("、");
    match &causes[..] {
        [Cause { left_out, twice }] if twice.is_empty() => {
            Some(format!("正好差{}的数，像是没有汇总进来", list(left_out)))
        }
        [Cause { left_out, twice }] if left_out.is_empty() => {
            Some(format!("正好多出{}的数，像是算了两次", list(twice)))
        }
        [Cause { left_out, twice }] => {
            Some(format!("正好差{}的数而多出{}的数，像是漏了前者、后者算了两次", list(left_out), list(twice)))
        }
        [one, other] if one.twice.is_empty() && other.twice.is_empty() => {
            Some(format!("正好差{}或者{}的数，像是没有汇总进来", list(&one.left_out), list(&other.left_out)))
        }
        [one, other] if one.left_out.is_empty() && other.left_out.is_empty() => {
            Some(format!("正好多出{}或者{}的数，像是算了两次", list(&one.twice), list(&other.twice)))
        }
        _ => None,
    }
}

/// Bodies that were left out, and bodies that were counted twice.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Cause {
    left_out: Vec<usize>,
    twice: Vec<usize>,
}

impl Cause {
    fn bodies(&self) -> usize {
        self.left_out.len() + self.twice.len()
    }
}

/// How many digits the difference has: small figures add up to it by chance.
fn digits(missing: &[i64]) -> usize {
    let cells = missing.iter().filter(|cell| **cell != 0).map(|&cell| Decimal::from_micros(cell).abs());
    cells.map(|cell| cell.to_string().bytes().filter(u8::is_ascii_digit).count()).sum()
}

/// The causes with fewest bodies; no more than one beyond those that are told.
fn smallest(bodies: &[&[i64]], missing: &[i64]) -> Vec<Cause> {
    if missing.iter().all(|cell| *cell == 0) {
        return Vec::new();
    }
    let sums = Search::new(bodies, missing);
    [Search::of_one, Search::of_two, Search::of_three]
        .iter()
        .map(|step| step(&sums))
        .find(|causes| !causes.is_empty())
        .unwrap_or_default()
}

/// Figures of bodies as numbers that add up as the figures do, so that a sum is looked up and not tried.
struct Search<'a> {
    bodies: &'a [&'a [i64]],
    missing: &'a [i64],
    wanted: u64,
    /// Of the bodies with any figures.
    numbers: Vec<(usize, u64)>,
    by_number: HashMap<u64, Vec<usize>>,
}

impl<'a> Search<'a> {
    fn new(bodies: &'a [&'a [i64]], missing: &'a [i64]) -> Self {
        let some = bodies.iter().enumerate().filter(|(_, figures)| figures.iter().any(|cell| *cell != 0));
        let numbers: Vec<(usize, u64)> = some.map(|(at, figures)| (at, number(figures))).collect();
        let mut by_number: HashMap<u64, Vec<usize>> = HashMap::new();
        for &(at, number) in &numbers {
            by_number.entry(number).or_default().push(at);
        }
        Self { bodies, missing, wanted: number(missing), numbers, by_number }
    }

    fn of_one(&self) -> Vec<Cause> {
        let mut causes = Causes::new(self);
        causes.add(self.wanted, |at| Cause { left_out: vec![at], twice: Vec::new() });
        causes.add(self.wanted.wrapping_neg(), |at| Cause { left_out: Vec::new(), twice: vec![at] });
        causes.found
    }

    fn of_two(&self) -> Vec<Cause> {
        let mut causes = Causes::new(self);
        for &(one, number) in &self.numbers {
            causes.add(self.wanted.wrapping_sub(number), |other| Cause {
                left_out: if other > one { vec![one, other] } else { Vec::new() },
                twice: Vec::new(),
            });
            causes.add(self.wanted.wrapping_add(number).wrapping_neg(), |other| Cause {
                left_out: Vec::new(),
                twice: if other > one { vec![one, other] } else { Vec::new() },
            });
            causes.add(self.wanted.wrapping_add(number), |other| Cause {
                left_out: if other == one { Vec::new() } else { vec![other] },
                twice: if other == one { Vec::new() } else { vec![one] },
            });
        }
        causes.found
    }

    fn of_three(&self) -> Vec<Cause> {
        let mut causes = Causes::new(self);
        if self.numbers.len() > MANY {
            return causes.found;
        }
        for (at, &(one, first)) in self.numbers.iter().enumerate() {
            for &(two, second) in &self.numbers[at + 1..] {
                let both = first.wrapping_add(second);
                causes.add(self.wanted.wrapping_sub(both), |three| Cause {
                    left_out: if three > two { vec![one, two, three] } else { Vec::new() },
                    twice: Vec::new(),
                });
                causes.add(self.wanted.wrapping_add(both).wrapping_neg(), |three| Cause {
                    left_out: Vec::new(),
                    twice: if three > two { vec![one, two, three] } else { Vec::new() },
                });
            }
            if causes.found.len() > TOLD {
                break;
            }
        }
        causes.found
    }

    fn explains(&self, cause: &Cause) -> bool {
        let sum = |all: &[usize], cell: usize| all.iter().map(|&at| self.bodies[at][cell]).sum::<i64>();
        let explains =
            |(cell, missing): (usize, &i64)| sum(&cause.left_out, cell) - sum(&cause.twice, cell) == *missing;
        *cause != Cause::default() && self.missing.iter().enumerate().all(explains)
    }
}

/// The causes that were found and hold.
struct Causes<'s, 'a> {
    search: &'s Search<'a>,
    found: Vec<Cause>,
}

impl<'s, 'a> Causes<'s, 'a> {
    fn new(search: &'s Search<'a>) -> Self {
        Self { search, found: Vec::new() }
    }

    /// Every body with a number completes a cause.
    fn add(&mut self, number: u64, cause: impl Fn(usize) -> Cause) {
        let bodies = self.search.by_number.get(&number).into_iter().flatten();
        for cause in bodies.map(|&at| cause(at)) {
            if self.found.len() <= TOLD && self.search.explains(&cause) {
                self.found.push(cause);
            }
        }
    }
}

/// A number for some figures; that of a sum is the sum of the numbers.
fn number(figures: &[i64]) -> u64 {
    let mut factor = 0x9E37_79B9_7F4A_7C15_u64;
    figures.iter().fold(0_u64, |sum, &figure| {
        factor = (factor ^ (factor >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) | 1;
        sum.wrapping_add(factor.wrapping_mul(figure as u64))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODIES: [[i64; 3]; 6] = [[3, 0, 3], [10, 2, 12], [0, 0, 0], [7, 1, 8], [3, 0, 3], [25, 5, 30]];

    /// `missing` is what the government's own figures lack; the causes as `left out - counted twice`.
    #[track_caller]
    fn check(missing: [i64; 3], expected: &[&str]) {
        let bodies = BODIES.each_ref().map(|body| &body[..]);
        let list = |all: &[usize]| all.iter().map(usize::to_string).collect::<Vec<_>>().join("+");
        let causes = smallest(&bodies, &missing);
        let causes: Vec<String> =
            causes.iter().map(|cause| format!("{}-{}", list(&cause.left_out), list(&cause.twice))).collect();
        assert_eq!(causes, expected);
    }

    #[test]
    fn the_smallest_set_is_found() {
        check([10, 2, 12], &["1-"]);
        check([-25, -5, -30], &["-5"]);
        check([17, 3, 20], &["1+3-"]);
        check([-35, -7, -42], &["-1+5"]);
        check([15, 3, 18], &["5-1"]);
        check([42, 8, 50], &["1+3+5-"]);
        check([0, 0, 0], &[]);
        check([1, 1, 1], &[]);
        // Two bodies have the same figures.
        check([3, 0, 3], &["0-", "4-"]);
        // It does not fit every cell.
        check([10, 2, 13], &[]);
    }
}
