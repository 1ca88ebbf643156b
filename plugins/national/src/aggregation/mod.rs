//! A government beside the bodies that it reports for (family A). Its report is the sum of theirs.

mod child_exceeds_parent;
mod decisions_do_not_add_up;
mod disputes_do_not_add_up;
mod explained;
mod own_office_copied;
mod requests_do_not_add_up;

use std::collections::HashMap;
use std::rc::Rc;

use gouji_core::prelude::*;
use gouji_core::rollup::{cells, is_added_up};

use crate::doubt;

pub(crate) const RULES: &[&dyn Rule] = &[
    &requests_do_not_add_up::RequestsDoNotAddUp,
    &disputes_do_not_add_up::DisputesDoNotAddUp,
    &decisions_do_not_add_up::DecisionsDoNotAddUp,
    &child_exceeds_parent::ChildExceedsParent,
    &own_office_copied::OwnOfficeCopied,
];

/// Whether the report of `parent` takes in that of `child` without another report between them.
fn is_direct(parent: &Report, child: &Report) -> bool {
    use Level as L;
    let below = match parent.agency.level {
        Some(L::National) => L::Province,
        Some(L::Province) => L::City,
        Some(L::City) => L::County,
        Some(L::County) => L::Township,
        _ => return false,
    };
    let of_parent = child.agency.level == Some(L::Department) && child.agency.of == parent.agency.level;
    let same_year = parent.year.is_none() || child.year.is_none() || parent.year == child.year;
    same_year && (of_parent || child.agency.level == Some(below))
}

/// The reports that a government's own is the sum of; of a body with several versions of its report the first.
pub(crate) fn direct<'a>(report: &Report<'a>) -> impl Iterator<Item = Report<'a>> + use<'a> {
    units(report).into_iter().filter_map(|versions| versions.first().copied())
}

/// The same with all versions: which one is right, nobody knows.
fn units<'a>(report: &Report<'a>) -> Vec<Vec<Report<'a>>> {
    let mut units: Vec<Vec<Report<'a>>> = Vec::new();
    let mut by_name: HashMap<&str, usize> = HashMap::new();
    for child in report.children().filter(|child| is_direct(report, child)) {
        let name = child.agency.name;
        match by_name.get(name).filter(|_| !name.is_empty()) {
            Some(&at) => units[at].push(child),
            None => {
                by_name.insert(name, units.len());
                units.push(vec![child]);
            }
        }
    }
    units
}

/// What the reports below add up to, cell by cell; worked out once.
pub(crate) struct Sums {
    /// How many bodies.
    pub(crate) bodies: usize,
    /// By table, in the order of its cells: the least and the most that it comes to, as one version or another of a report
    /// is taken; unknown where one of the reports does not print the cell.
    cells: [Vec<[Figure; 2]>; 3],
    /// A table of one of them was read by guess.
    inferred: [bool; 3],
    /// Bodies with several versions.
    several: Vec<String>,
}

impl Sums {
    pub(crate) fn of(report: &Report) -> Rc<Self> {
        report.once(|report| {
            let mut sums = Self {
                bodies: 0,
                cells: Table::ALL.map(|table| vec![[Figure::ZERO; 2]; table.size()]),
                inferred: [false; 3],
                several: Vec::new(),
            };
            for versions in units(report) {
                sums.bodies += 1;
                if let [first, _, ..] = &versions[..] {
                    sums.several.push(first.agency.name.to_owned());
                }
                for table in Table::ALL {
                    sums.inferred[table as usize] |= versions.iter().any(|child| child.is_inferred(table));
                    for (cell, id) in sums.cells[table as usize].iter_mut().zip(cells(table)) {
                        let [least, most] = range(&versions, id);
                        *cell = [cell[0] + least, cell[1] + most];
                    }
                }
            }
            sums
        })
    }

    fn cells(&self, table: Table) -> impl Iterator<Item = (CellId, [Figure; 2])> + '_ {
        cells(table).zip(self.cells[table as usize].iter().copied())
    }

    /// Whether a figure is the sum by no choice of versions.
    fn differs(printed: Figure, [least, most]: [Figure; 2]) -> bool {
        least.exceeds(printed) || printed.exceeds(most)
    }
}

/// The least and the most that versions of a report have in a cell; unknown where one of them does not print it.
fn range(versions: &[Report], id: CellId) -> [Figure; 2] {
    let known: Option<Vec<Decimal>> = versions.iter().map(|child| child.figure(id).get()).collect();
    let Some(known) = known else { return [Figure::UNKNOWN; 2] };
    [known.iter().min(), known.iter().max()].map(|one| one.map_or(Figure::UNKNOWN, |&one| one.into()))
}

/// The cell of 总计 in its row, which says what the others say in one number.
fn is_total(id: CellId) -> bool {
    match id.table {
        Table::Proactive => true,
        Table::Requests => id.column == Applicant::Total as u8,
        Table::Disputes => id.column == DisputeResult::Total as u8,
    }
}

/// Adds one finding where a table is not the sum of the tables below.
fn check_sums(report: &Report, table: Table, findings: &mut Findings) {
    let sums = Sums::of(report);
    if sums.bodies == 0 || excess(report, table).is_some() {
        return;
    }
    let wrong = || {
        sums.cells(table).filter_map(|(id, sum)| {
            let printed = report.figure(id);
            (is_added_up(id) && Sums::differs(printed, sum)).then_some((id, printed, sum))
        })
    };
    // A cell that differs makes its total differ, or else another cell make up for it.
    let totals = wrong().any(|(id, ..)| is_total(id));
    let wrong = || wrong().filter(move |(id, ..)| !totals || is_total(*id));
    let Some((first, ..)) = wrong().next() else { return };
    let too_little = wrong().any(|(_, printed, [least, _])| least.exceeds(printed));
    let bodies = sums.bodies;
    let mut said: Vec<String> = wrong()
        .take(3)
        .map(|(id, printed, [least, most])| {
            let sum = if least == most { format!("{least}") } else { format!("{least} 到 {most}") };
            format!("{} {printed}，下级合计 {sum}", crate::cells::name(id))
        })
        .collect();
    let count = wrong().count();
    if count > said.len() {
        said.push(format!("共 {count} 处"));
    }
    let advice = advice(report, table, &sums, too_little);
    let found = findings.add(
        first,
        format!("{}与 {bodies} 份下级报告之和不符：{}；{advice}", table.title(), said.join("；")),
    );
    if !too_little {
        found.at_most(Severity::Info);
    }
    doubt::if_inferred(found, report, table);
    if sums.inferred[table as usize] {
        found.at_most(Severity::Info);
    }
}

/// Where a difference comes from, as far as the figures tell.
fn advice(report: &Report, table: Table, sums: &Sums, too_little: bool) -> String {
    if let Some(alone) = explained::alone(report, table) {
        return format!("与{}的报告完全相同，像是没有汇总", alone.agency.name);
    }
    if !sums.several.is_empty() {
        let names: Vec<&str> = sums.several.iter().take(3).map(String::as_str).collect();
        return format!("{}给了几份不同的报告，按哪一份都不符", names.join("、"));
    }
    match (explained::difference(report, table), too_little) {
        (Some(explained), true) => format!("少于合计，{explained}"),
        (Some(explained), false) => format!("多于合计，{explained}"),
        (None, true) => "少于合计，有的没有汇总进来".to_owned(),
        (None, false) => "多于合计，请核对下级报告是否给全".to_owned(),
    }
}

/// The cell in which a report below has most more than the government's own.
pub(crate) fn excess<'a>(report: &Report<'a>, table: Table) -> Option<(CellId, Report<'a>, Decimal)> {
    let sums = Sums::of(report);
    let mut most: Option<(CellId, Report<'a>, Decimal)> = None;
    // A part cannot be more than the sum, so where the sum is not more no part is.
    let over = sums.cells(table).filter(|(id, [_, most])| {
        is_added_up(*id) && report.cell(*id).number().is_some() && !report.figure(*id).exceeds(*most)
    });
    let units = units(report);
    for (id, _) in over {
        let Some(printed) = report.cell(id).number() else { continue };
        for versions in &units {
            // Of several versions the one with least is meant.
            let least = versions.iter().min_by_key(|child| child.cell(id).number());
            let Some((child, number)) = least.and_then(|child| Some((child, child.cell(id).number()?)))
            else {
                continue;
            };
            let Some(more) = number.checked_sub(printed) else { continue };
            if more > Decimal::ZERO && most.is_none_or(|(_, _, most)| more > most) {
                most = Some((id, *child, more));
            }
        }
    }
    most
}

/// The report of the government's own office.
pub(crate) fn office<'a>(report: &Report<'a>) -> Option<Report<'a>> {
    direct(report).find(|child| {
        let name = child.agency.name;
        name.contains("政府办公") && (name.ends_with("办公室") || name.ends_with("办公厅"))
    })
}
