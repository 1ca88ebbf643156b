//! This report beside that of the year before (family Y). From 2020 to 2021 the form changed: 表二 counts other things,
//! 表三 has three rows for one, 表四 is the same.

mod broken_carry_over;
mod copied_table;
mod documents_do_not_follow;
mod items_do_not_follow;
mod jump;
mod shrunken_stock;

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::claims::number;
use crate::prose;
use crate::words::Words;

pub(crate) const RULES: &[&dyn Rule] = &[
    &broken_carry_over::BrokenCarryOver,
    &documents_do_not_follow::DocumentsDoNotFollow,
    &items_do_not_follow::ItemsDoNotFollow,
    &copied_table::CopiedTable,
    &jump::Jump,
    &shrunken_stock::ShrunkenStock,
];

/// How surely a table was copied from last year's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Likeness {
    /// Some cell differs, or nearly all are 0: a small body may have the same figures twice.
    None,
    Likely,
    Sure,
}

/// Compares a table with last year's, cell by cell.
pub(crate) fn likeness(report: &Report, last_year: &Report, table: Table) -> Likeness {
    let same_form = report.edition == last_year.edition;
    if !is_same(report, last_year, table, same_form) {
        return Likeness::None;
    }
    // The more digits agree, the less is it chance.
    let digits: usize = report
        .printed(table)
        .filter(|cell| is_of_the_year(cell.id))
        .filter_map(|cell| cell.number())
        .filter(|number| *number != Decimal::ZERO)
        .map(|number| number.to_string().bytes().filter(u8::is_ascii_digit).count())
        .sum();
    match digits {
        0..5 => Likeness::None,
        5..8 => Likeness::Likely,
        _ => Likeness::Sure,
    }
}

fn is_same(report: &Report, last_year: &Report, table: Table, same_form: bool) -> bool {
    if table == Table::Proactive && !same_form {
        return false;
    }
    let other = |report: &Report, applicant| {
        let of = |line| number(report, (line, applicant));
        if report.edition == Some(Edition::E2021) {
            of(RequestLine::NoCorrection) + of(RequestLine::NoPayment) + of(RequestLine::OtherReason)
        } else {
            of(RequestLine::Other)
        }
    };
    if table == Table::Requests
        && !same_form
        && Applicant::ALL.iter().any(|&one| other(report, one).differs(other(last_year, one)))
    {
        return false;
    }
    for (row, label) in (0_u8..).zip(table.rows()) {
        if table == Table::Requests && !same_form && label.key.starts_with("other") {
            continue;
        }
        for column in 0..table.columns().len() as u8 {
            let id = CellId { table, row, column };
            let (now, then) = (report.cell(id), last_year.cell(id));
            if now.state != then.state || now.figure().get() != then.figure().get() {
                return false;
            }
        }
    }
    true
}

/// Whether a cell counts what happened in the year: no stock, and no sum of other cells.
fn is_of_the_year(id: CellId) -> bool {
    use ProactiveColumn as C;
    match id.table {
        Table::Proactive => {
            ![C::TotalPublic as u8, C::LastYearItems as u8, C::InForce as u8].contains(&id.column)
        }
        Table::Requests => id.column != Applicant::Total as u8 && id.row != RequestLine::Total as u8,
        Table::Disputes => id.column != DisputeResult::Total as u8,
    }
}

/// Why documents may have become fewer.
static FEWER: LazyLock<Words> = LazyLock::new(|| {
    Words::of(["失效", "有效期", "清理", "划转", "移交", "机构改革", "不再作为", "重新认定", "口径"])
});

/// Whether the prose tells of documents that lapsed, were sorted out or went to another body.
pub(crate) fn explained(report: &Report) -> bool {
    prose::paragraphs(report, |part| matches!(part, 1 | 2)).any(|(_, text)| {
        FEWER.hits(text).any(|hit| {
            let (start, end) = prose::sentence(text, hit.at);
            text[start..end].contains("文件")
        })
    })
}
