//! T3-08: sub-totals that the form does not have, and that do not add up.

use gouji_core::prelude::*;
use gouji_core::report::{Extra, ExtraKind};
use gouji_core::{cell, prelude::Applicant as A};

use crate::claims::{APPLICANTS, sum};
use crate::doubt;

/// 自加的小计与各格之和不符.
pub(crate) struct WrongSubTotal;

use RequestLine as R;

/// The rows under each heading of the results.
const GROUPS: [(&str, &[R]); 4] = [
    (
        "不予公开",
        &[
            R::StateSecret,
            R::LawProhibited,
            R::PublicSecurity,
            R::ThirdParty,
            R::InternalAffairs,
            R::ProcessInfo,
            R::EnforcementFile,
            R::AdminQuery,
        ],
    ),
    ("无法提供", &[R::NotHeld, R::NeedsCreation, R::Unclear]),
    ("不予处理", &[R::Petition, R::Repeat, R::Publication, R::Excessive, R::Confirmation]),
    ("其他处理", &[R::NoCorrection, R::NoPayment, R::OtherReason]),
];

impl Rule for WrongSubTotal {
    fn card(&self) -> Card {
        Card::error("T3-08", "national/wrong-sub-total", "表三自加的小计与各格之和不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三")
            .why("格式里没有小计，自己加的也要加对；最好删去。")
            .bad(
                "requests.unavailable.not_held = [4, 1, 0, 0, 0, 0, 5]
                 requests.unavailable.needs_creation = [1, 0, 0, 0, 0, 0, 1]
                 requests.unavailable.unclear = [0, 0, 0, 0, 0, 0, 0]
                 extra.requests = ['（四）无法提供小计 | 4 | 1 | 0 | 0 | 0 | 0 | 6']",
                "“无法提供”小计的自然人写的是 4，各行相加是 5",
            )
            .good(
                "requests.unavailable.not_held = [4, 1, 0, 0, 0, 0, 5]
                 requests.unavailable.needs_creation = [1, 0, 0, 0, 0, 0, 1]
                 requests.unavailable.unclear = [0, 0, 0, 0, 0, 0, 0]
                 extra.requests = ['（四）无法提供小计 | 5 | 1 | 0 | 0 | 0 | 0 | 6']",
            )
            .good(
                "requests.unavailable.not_held = [4, 1, 0, 0, 0, 0, 5]
                 extra.requests = ['（四）无法提供小计 | 4 | 1 | 0 | 0 | 0 | 0 | 6']",
            )
            .good("requests.new = [4, 1, 0, 0, 0, 0, 5]\nextra.requests = ['小计']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut columns = false;
        for extra in report.extras().filter(|extra| extra.table == Table::Requests) {
            if extra.kind != ExtraKind::SubTotal {
                continue;
            }
            match values(report.slice(extra.place)) {
                values if values.len() == A::ALL.len() => check_row(report, extra, &values, findings),
                values if values.is_empty() => columns = true,
                _ => {}
            }
        }
        if columns {
            check_column(report, findings);
        }
    }
}

/// 小计 of the rows under a heading, column by column.
fn check_row(report: &Report, extra: Extra, values: &[Decimal], findings: &mut Findings) {
    let Some((group, rows)) = group_of(report, extra) else { return };
    for (&applicant, &printed) in A::ALL.iter().zip(values) {
        let Some(added) = sum(report, rows.iter().map(|&row| (row, applicant))).get() else { continue };
        if added == printed {
            continue;
        }
        let message = format!("“{group}”小计的{}写的是 {printed}，各行相加是 {added}", applicant.title());
        doubt::if_inferred(findings.add(extra.place, message), report, Table::Requests);
        // The other columns are likely to be wrong in the same way.
        return;
    }
}

/// By its own words, or else by the row above it.
fn group_of(report: &Report, extra: Extra) -> Option<(&'static str, &'static [R])> {
    let words = report.slice(extra.place);
    if let Some(&group) = GROUPS.iter().find(|(name, _)| words.contains(name)) {
        return Some(group);
    }
    let start = |row: R| {
        let line = report.line(Table::Requests, row as u8);
        (line.present && line.whole.end <= extra.place.start).then_some(line.whole.start)
    };
    let above =
        R::ALL.iter().copied().filter_map(|row| Some((start(row)?, row))).max_by_key(|(at, _)| *at)?.1;
    GROUPS.into_iter().find(|(_, rows)| rows.contains(&above))
}

/// 小计 of the five kinds of organisations, in a column of its own between 其他 and 总计 or before 商业企业.
fn check_column(report: &Report, findings: &mut Findings) {
    for &row in R::ALL {
        let line = report.line(Table::Requests, row as u8);
        if !line.present {
            continue;
        }
        let behind_label = Place { start: line.label.end, end: line.whole.end };
        let printed = values_of(report.slice(behind_label));
        let Some(sub_total) = odd_one_out(report, row, &printed) else { continue };
        let Some(added) = sum(report, APPLICANTS[1..].iter().map(|&one| (row, one))).get() else { continue };
        if sub_total == added {
            continue;
        }
        let message =
            format!("“{}”一行法人或其他组织的小计写的是 {sub_total}，各格相加是 {added}", row.title());
        doubt::if_inferred(
            findings.add(Spot::row(Table::Requests, row as u8), message),
            report,
            Table::Requests,
        );
        return;
    }
}

/// The one of eight printed values that is no cell of the form: behind 其他, or before 商业企业.
fn odd_one_out(report: &Report, row: R, printed: &[Decimal]) -> Option<Decimal> {
    let cell = |applicant: A| report.cell((row, applicant)).number();
    if printed.len() != A::ALL.len() + 1 {
        return None;
    }
    [6, 1].into_iter().find_map(|at| {
        let mut rest = printed.iter().enumerate().filter(|(index, _)| *index != at).map(|(_, value)| *value);
        A::ALL.iter().all(|&applicant| cell(applicant) == rest.next()).then(|| printed[at])
    })
}

/// The numbers of a printed row, its label apart.
fn values(row: &str) -> Vec<Decimal> {
    row.find(SEPARATORS).map_or_else(Vec::new, |at| values_of(&row[at..]))
}

const SEPARATORS: [char; 3] = ['|', '\t', '\n'];

fn values_of(cells: &str) -> Vec<Decimal> {
    cells
        .split(SEPARATORS)
        .filter_map(|raw| match cell::parse(raw) {
            (CellState::Number, value, _) => Some(value),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_numbers_of_a_row() {
        let numbers = |row| values(row).iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
        assert_eq!(numbers("小计 | 4 | 1 |  | 12"), "4 1 12");
        assert_eq!(numbers("（三）不予公开\t1\t2"), "1 2");
        assert_eq!(numbers("小计"), "");
        assert_eq!(numbers(""), "");
    }
}
