//! Which official form the tables follow, and whether their rows are those of the form.

mod extra_column;
mod missing_rows;
mod missing_unit;
mod misspelt_label;
mod mixed_forms;
mod outdated_form;
mod premature_form;
mod rows_out_of_order;
mod unknown_row;
mod unofficial_document_label;
mod wrong_cell_count;
mod wrong_other_handling_rows;

use gouji_core::prelude::*;

pub(crate) const RULES: &[&dyn Rule] = &[
    &outdated_form::OutdatedForm,
    &premature_form::PrematureForm,
    &mixed_forms::MixedForms,
    &unofficial_document_label::UnofficialDocumentLabel,
    &missing_rows::MissingRows,
    &unknown_row::UnknownRow,
    &extra_column::ExtraColumn,
    &wrong_cell_count::WrongCellCount,
    &misspelt_label::MisspeltLabel,
    &rows_out_of_order::RowsOutOfOrder,
    &missing_unit::MissingUnit,
    &wrong_other_handling_rows::WrongOtherHandlingRows,
];

/// Which of the two forms 表二 shows by its columns and rows; 政府集中采购 proves nothing, bodies go on printing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shows {
    Nothing,
    Old,
    New,
    Both,
}

/// The form that 表二 shows. 表三 differs by one block only, which rule F12 looks after.
pub(crate) fn shown_by_proactive(report: &Report) -> Shows {
    *report.once(shown)
}

fn shown(report: &Report) -> Shows {
    use ProactiveColumn as C;
    let (mut old, mut new) = (false, false);
    for cell in report.printed(Table::Proactive) {
        let (row, column) = (cell.id.row, cell.id.column);
        if row == ProactiveLine::Procurement as u8 {
            continue;
        }
        old |= column <= C::Change as u8 || row == ProactiveLine::OtherServices as u8;
        new |= column >= C::Amount as u8;
    }
    match (old, new) {
        (false, false) => Shows::Nothing,
        (true, false) => Shows::Old,
        (false, true) => Shows::New,
        (true, true) => Shows::Both,
    }
}

/// The form to hold a report's tables to: the one they follow, or else the one that is due.
pub(crate) fn edition_of(report: &Report) -> Option<Edition> {
    report.edition.or(report.year.map(Edition::due))
}

/// Which rows 表三 has for 其他处理: the one of 2019, and how many of the three of 2021.
pub(crate) fn other_handling_rows(report: &Report) -> (bool, usize) {
    let present = |row: RequestLine| report.line(Table::Requests, row as u8).present;
    (present(RequestLine::Other), THREE_ROWS.into_iter().filter(|&row| present(row)).count())
}

/// 其他处理 in the 2021 form.
pub(crate) const THREE_ROWS: [RequestLine; 3] =
    [RequestLine::NoCorrection, RequestLine::NoPayment, RequestLine::OtherReason];

/// Names joined by 、, the first eight of them.
pub(crate) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut text = String::new();
    for (at, name) in names.enumerate() {
        match at {
            0 => {}
            8 => {
                text.push_str(" 等");
                break;
            }
            _ => text.push('、'),
        }
        text.push_str(name);
    }
    text
}
