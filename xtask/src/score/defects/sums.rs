//! Figures of 表三 and 表四 that do not add up.

use gouji_core::form::{Applicant as A, DisputeKind as K, DisputeResult as D, RequestLine as R};

use super::{Defect, Expected, Where, set};
use crate::score::model::Report;
use crate::score::random::Random;

const BALANCE: &[&str] = &["T3-01", "T3-02", "T3-03"];

pub(super) const DEFECTS: &[Defect] = &[
    Defect::error("总计行一格错", BALANCE, |report, _, random| {
        changed(report, (R::Total, A::NaturalPerson), random)
    }),
    Defect::error("新收一格错", BALANCE, |report, _, random| {
        changed(report, (R::New, A::NaturalPerson), random)
    }),
    Defect::error("结果一格错", BALANCE, |report, _, random| {
        changed(report, (R::Granted, A::Commercial), random)
    }),
    Defect::error("不予公开一格错", BALANCE, |report, _, random| {
        changed(report, (R::ThirdParty, A::NaturalPerson), random)
    }),
    Defect::error("新收总计错", BALANCE, |report, _, random| {
        changed(report, (R::New, A::Total), random)
    }),
    Defect::error("结果总计列错", BALANCE, |report, _, random| {
        changed(report, (R::NotHeld, A::Total), random)
    }),
    Defect::error("上年结转总计错", BALANCE, |report, _, random| {
        changed(report, (R::CarriedIn, A::Total), random)
    })
    .with(&["Y01"]),
    Defect::error("结转下年度一格错", BALANCE, |report, _, random| {
        changed(report, (R::CarriedOut, A::NaturalPerson), random)
    }),
    Defect::error("总的总计错", BALANCE, |report, _, random| {
        changed(report, (R::Total, A::Total), random)
    }),
    Defect::error("总计只填在角上", &["T3-04", "T3-01", "T3-02", "T3-03"], corner_only),
    Defect::error("两位数字颠倒", BALANCE, transposed),
    Defect::error("一行右移一格", BALANCE, shifted),
    Defect::error("应有数的格空着", BALANCE, blank).with(&["V01"]),
    Defect::error("两格各错", BALANCE, two_wrong),
    Defect::error("一项重复计入", BALANCE, counted_twice),
    Defect::error("结转多于全部申请", &["T3-06", "T3-01"], too_many_carried).with(BALANCE),
    Defect::error("复议总计错", &["T4-01"], |report, _, _| total_of(report, K::Reconsideration)),
    Defect::error("直接起诉总计错", &["T4-02"], |report, _, _| total_of(report, K::DirectLitigation)),
    Defect::error("复议后起诉总计错", &["T4-03"], |report, _, _| {
        total_of(report, K::LitigationAfterReconsideration)
    }),
];

/// A cell gets another figure, which only one cell can be blamed for.
fn changed(report: &mut Report, cell: (R, A), random: &mut Random) -> Option<Expected> {
    // In an empty table anything would be the first figure.
    (report.figures.get((R::New, A::Total)) > 0).then_some(())?;
    let by = random.between(1, 9);
    let old = set(report, cell, |n| if n > by && random.chance(50) { n - by } else { n + by })?;
    Expected::repaired(cell, old)
}

fn corner_only(report: &mut Report, _: &Report, _: &mut Random) -> Option<Expected> {
    (report.figures.get((R::Total, A::Total)) > 0).then_some(())?;
    for column in &A::ALL[..6] {
        set(report, (R::Total, *column), |_| 0);
    }
    Expected::at(Where::Row("requests", "total".to_owned()))
}

fn transposed(report: &mut Report, _: &Report, random: &mut Random) -> Option<Expected> {
    let cells: Vec<(R, A)> = R::ALL
        .iter()
        .flat_map(|line| A::ALL.iter().map(move |column| (*line, *column)))
        .filter(|cell| {
            let n = report.figures.get(*cell);
            (12..100).contains(&n) && n % 11 != 0 && n % 10 != 0
        })
        .collect();
    (!cells.is_empty()).then_some(())?;
    let cell = *random.pick(&cells);
    let old = set(report, cell, |n| n % 10 * 10 + n / 10)?;
    Expected::repaired(cell, old)
}

fn shifted(report: &mut Report, _: &Report, _: &mut Random) -> Option<Expected> {
    (report.figures.get((R::New, A::Commercial)) > 0).then_some(())?;
    let row = report.grid_mut(gouji_core::form::Table::Requests)?.row_mut(R::New as u8)?;
    (row.values[5] == "0").then_some(())?;
    row.values[..6].rotate_right(1);
    Expected::row((R::New, A::NaturalPerson))
}

fn blank(report: &mut Report, _: &Report, _: &mut Random) -> Option<Expected> {
    let cell = (R::New, A::NaturalPerson);
    (report.figures.get(cell) > 0).then_some(())?;
    let old = super::write(report, cell, "")?;
    Expected::repaired(cell, old)
}

fn two_wrong(report: &mut Report, _: &Report, random: &mut Random) -> Option<Expected> {
    let first = changed(report, (R::Granted, A::NaturalPerson), random)?;
    changed(report, (R::NotHeld, A::Commercial), random)?;
    Some(first)
}

fn counted_twice(report: &mut Report, _: &Report, _: &mut Random) -> Option<Expected> {
    let partly = report.figures.get((R::PartlyGranted, A::NaturalPerson));
    (partly > 0).then_some(())?;
    let cell = (R::Granted, A::NaturalPerson);
    let old = set(report, cell, |n| n + partly)?;
    Expected::repaired(cell, old)
}

fn too_many_carried(report: &mut Report, _: &Report, _: &mut Random) -> Option<Expected> {
    let due = report.figures.get((R::New, A::Total)) + report.figures.get((R::CarriedIn, A::Total));
    (due > 0).then_some(())?;
    let cell = (R::CarriedOut, A::Total);
    set(report, cell, |_| due + 3)?;
    Expected::cell(cell)
}

fn total_of(report: &mut Report, kind: K) -> Option<Expected> {
    let cell = (kind, D::Total);
    let old = set(report, cell, |n| n + 1)?;
    (old != "0").then_some(())?;
    Expected::repaired(cell, old)
}
