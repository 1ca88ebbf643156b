//! What may have happened: the slips of the pen that a repair looks like.

use gouji_core::declared::equation::Equation;
use gouji_core::declared::language::{Axis, What};
use gouji_core::figure::{Decimal, Figure};
use gouji_core::form::CellId;
use gouji_core::report::Report;

use super::system::{System, id, index};
use super::{Change, Solver};

/// In a few words, without brackets; `None` where nothing is recognised.
pub(super) fn hint(
    solver: &Solver,
    system: &System,
    report: &Report,
    broken: &[usize],
    option: &[Change],
) -> Option<String> {
    let equations = || {
        broken.iter().filter_map(|&at| {
            let instance = &system.instances[at];
            Some((solver.rules[usize::from(instance.rule)].equality()?, instance.line))
        })
    };
    shifted(report, option)
        .or_else(|| {
            equations().find_map(|(equation, line)| only_the_corner(report, equation, line, option, system))
        })
        .or_else(|| transposed(report, option))
        .or_else(|| {
            equations().find_map(|(equation, line)| counted_twice(report, equation, line, option, system))
        })
}

/// Every value of a row stands one column beside its own.
fn shifted(report: &Report, option: &[Change]) -> Option<String> {
    let first = id(option.first()?.cell);
    let of_row = |change: &Change| {
        let cell = id(change.cell);
        cell.table == first.table && cell.row == first.row
    };
    if option.len() < 2 || !option.iter().all(of_row) {
        return None;
    }
    let count = first.table.columns().len() as u8;
    let cell = |column| CellId { column, ..first };
    let stands = |column: u8| report.figure(cell(column)).get();
    let should = |column: u8| {
        let change = option.iter().find(|change| change.cell == index(cell(column)));
        change.map(|change| change.value()).or_else(|| stands(column))
    };
    let known = (0..count).filter(|&column| stands(column).is_some()).count();
    let row = first.row_label()?.title;
    let moved = |by: i8| {
        let pairs = (0..count).filter_map(|column| Some((column, column.checked_add_signed(by)?)));
        let mut pairs = pairs.filter(|&(_, to)| to < count);
        pairs.all(|(from, to)| stands(to) == should(from))
    };
    (known > 2 && (moved(1) || moved(-1))).then(|| format!("“{row}”一行像是整行错开了一格"))
}

/// 总计行只填了最后一格: of a row of totals only the sum at its end is filled in.
fn only_the_corner(
    report: &Report,
    equation: &Equation,
    line: u8,
    option: &[Change],
    system: &System,
) -> Option<String> {
    if !matches!(equation.lines, Some((_, Axis::Columns))) {
        return None;
    }
    let corner = equation
        .lone(&equation.holds.right, system.edition, line)
        .or_else(|| equation.lone(&equation.holds.left, system.edition, line))?;
    let parts: Vec<CellId> = (0..corner.table.columns().len() as u8)
        .map(|column| CellId { column, ..corner })
        .filter(|&cell| cell != corner && system.of_cell(index(cell)).iter().any(|_| true))
        .collect();
    let is_total = |cell: CellId| {
        let cell = index(cell);
        system.of_cell(cell).iter().any(|&(at, _)| {
            let instance = &system.instances[usize::from(at)];
            instance.lone.contains(&cell) && !instance.lone.contains(&index(corner))
        })
    };
    let changed = option.iter().all(|change| parts.contains(&id(change.cell)) && is_total(id(change.cell)));
    let empty = parts.iter().all(|&cell| report.figure(cell).is_zero());
    (changed && empty && report.figure(corner).is_positive())
        .then(|| format!("“{}”行只填了最后一格", equation.line_title(line)))
}

/// 12 for 21.
fn transposed(report: &Report, option: &[Change]) -> Option<String> {
    let [change] = option else { return None };
    let stands = report.cell(id(change.cell)).number()?.to_string();
    let should = change.value().to_string();
    if stands.len() != should.len() || stands == should {
        return None;
    }
    let mut swapped = stands.into_bytes();
    let at = swapped.iter().zip(should.as_bytes()).position(|(a, b)| a != b)?;
    if at + 1 >= swapped.len() {
        return None;
    }
    swapped.swap(at, at + 1);
    (swapped == should.as_bytes()).then(|| "像是数字前后写颠倒了".to_owned())
}

/// A total that is too large or too small by exactly one of its terms.
fn counted_twice(
    report: &Report,
    equation: &Equation,
    line: u8,
    option: &[Change],
    system: &System,
) -> Option<String> {
    let [change] = option else { return None };
    let total = id(change.cell);
    let stands = report.cell(total).number()?;
    if stands == Decimal::ZERO {
        return None;
    }
    let side = |side| equation.lone(side, system.edition, line) == Some(total);
    let terms = match (side(&equation.holds.left), side(&equation.holds.right)) {
        (true, false) => &equation.holds.right,
        (false, true) => &equation.holds.left,
        _ => return None,
    };
    let excess = stands.checked_sub(change.value())?;
    let figure = |term| equation.figure(term, report, system.edition, line);
    // A difference of one, or a total of one term, coincides too easily.
    if excess.abs().as_int() == Some(1) || terms.iter().filter(|term| !figure(term).is_zero()).count() < 2 {
        return None;
    }
    let mut likely =
        terms.iter().filter(|term| !term.negative && figure(term) == Figure::known(excess.abs()));
    let (Some(term), None) = (likely.next(), likely.next()) else { return None };
    let title = match &term.what {
        What::Lines { title, .. } => title,
        What::Cells { title, .. } => title.as_str(),
        What::Number(_) | What::Said { .. } => return None,
    };
    let excess_is = if excess.is_negative() { "像是漏算了" } else { "像是重复计算了" };
    Some(format!("{excess_is}“{title}”的 {}", excess.abs()))
}
