//! Cells that hold something else than a figure.

use gouji_core::form::{
    Applicant as A, DisputeKind as K, DisputeResult as D, ProactiveColumn as C, ProactiveLine as P,
    RequestLine as R, Table,
};

use super::{Defect, Expected, Where, write};
use crate::score::model::{Layout, Report};
use crate::score::random::Random;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::warning("零写成空白", &["V01"], |report, _, _| instead_of_zero(report, "")),
    Defect::warning("表四一格空白", &["V01"], |report, _, _| {
        let cell = (K::DirectLitigation, D::Other);
        (write(report, cell, "")? == "0").then_some(())?;
        Expected::at(Where::Table("disputes"))
    }),
    Defect::warning("零写成斜线", &["V02"], |report, _, _| instead_of_zero(report, "/")),
    Defect::warning("零写成横线", &["V02"], |report, _, _| instead_of_zero(report, "—")),
    Defect::error("格里写约数", &["V03"], |report, _, _| {
        let old = write(report, (P::Licensing, C::Decisions), "约300")?;
        (old != "0").then_some(())?;
        Expected::cell((P::Licensing, C::Decisions))
    })
    .with(&["X08"]),
    Defect::error("格里写汉字", &["V03"], |report, _, _| {
        // Where each cell has its line, a line of words is a label.
        (!matches!(report.style.layout, Layout::Lines | Layout::PipedLines)).then_some(())?;
        let cell = (R::Repeat, A::Commercial);
        (write(report, cell, "若干")? == "0").then_some(())?;
        Expected::cell(cell)
    }),
    Defect::error("件数为负", &["V04"], |report, _, _| {
        let cell = (P::Penalties, C::Decisions);
        let old: i64 = write(report, cell, "")?.parse().ok()?;
        (old > 0).then_some(())?;
        write(report, cell, &format!("-{old}"))?;
        Expected::cell(cell)
    })
    .with(&["X08", "Y08"]),
    Defect::error("件数有小数", &["V05"], |report, _, _| {
        let cell = (P::Penalties, C::Decisions);
        let old = write(report, cell, "")?;
        (old != "0").then_some(())?;
        write(report, cell, &format!("{old}.5"))?;
        Expected::cell(cell)
    })
    .with(&["X08"]),
    Defect::info("格里带单位", &["V06"], |report, _, _| {
        let cell = (R::New, A::NaturalPerson);
        let old = write(report, cell, "")?;
        (old != "0").then_some(())?;
        write(report, cell, &format!("{old}件"))?;
        Expected::at(Where::Table("requests"))
    }),
    Defect::info("数字用全角", &["V07"], |report, _, _| {
        let cell = (R::New, A::NaturalPerson);
        let old = write(report, cell, "")?;
        (old != "0").then_some(())?;
        let wide = |c: char| char::from_u32(c as u32 - '0' as u32 + '０' as u32).unwrap_or(c);
        write(report, cell, &old.chars().map(wide).collect::<String>())?;
        Expected::at(Where::Table("requests"))
    }),
    Defect::error("表三整张空白", &["V08", "S10", "F05"], |report, _, _| {
        blank_table(report, Table::Requests)
    })
    .with(&["V01", "Y01"]),
    Defect::error("表四整张空白", &["V08", "S10", "F05"], |report, _, _| {
        blank_table(report, Table::Disputes)
    })
    .with(&["V01"]),
    Defect::error("一格两个数", &["V09", "V03"], |report, _, _| {
        let cell = (P::Licensing, C::Decisions);
        let old = write(report, cell, "")?;
        (old.len() > 1).then_some(())?;
        write(report, cell, &format!("{old}/16"))?;
        Expected::cell(cell)
    })
    .with(&["X08"]),
    Defect::error("表三全是零而正文有数", &["V10", "X01", "X02"], zero_requests)
        .with(&["X01", "X02", "X03", "X04", "X05", "X14", "Y01", "Y08", "T4-06", "X10", "P05"]),
];

fn instead_of_zero(report: &mut Report, words: &str) -> Option<Expected> {
    let cell = (R::Publication, A::LegalService);
    (write(report, cell, words)? == "0").then_some(())?;
    Expected::at(Where::Table("requests"))
}

fn blank_table(report: &mut Report, table: Table) -> Option<Expected> {
    // A blank line for a cell is no cell to anybody.
    (report.style.layout != Layout::Lines).then_some(())?;
    for row in &mut report.grid_mut(table)?.rows {
        row.values.iter_mut().for_each(String::clear);
    }
    Expected::at(Where::Table(table.key()))
}

fn zero_requests(report: &mut Report, _: &Report, _: &mut Random) -> Option<Expected> {
    report.sentences().find(|sentence| {
        ["received", "handled"].iter().any(|slot| sentence.slot(slot).is_some_and(|value| value != "0"))
    })?;
    for row in &mut report.grid_mut(Table::Requests)?.rows {
        row.values.iter_mut().for_each(|value| *value = "0".to_owned());
    }
    Expected::at(Where::Anywhere)
}
