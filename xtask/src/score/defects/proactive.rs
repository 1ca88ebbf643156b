//! Figures of 表二 that cannot be, or that tell of a column misread; and unlikely figures of the other tables.

use gouji_core::form::{
    Applicant as A, DisputeKind as K, DisputeResult as D, Level, ProactiveColumn as C, ProactiveLine as P,
    RequestLine as R, Table,
};

use super::{Defect, Expected, Where, is_newer, set, write};
use crate::score::model::Report;
use crate::score::random::Random;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::error("无权机关填报规章", &["T2-01"], |report, _, _| {
        // Of a provincial department nobody can be sure: its rules are its government's.
        let has_power = matches!(report.agency.level, Level::Province | Level::City)
            || report.agency.of == Level::Province;
        (!has_power).then_some(())?;
        let column = if is_newer(report) { C::InForce } else { C::TotalPublic };
        set(report, (P::Rules, column), |n| n + 6)?;
        Expected::row((P::Rules, column))
    })
    .with(&["Y02"]),
    Defect::error("新公开多于总数", &["T2-02"], |report, _, _| {
        let cell = (P::NormativeDocuments, C::TotalPublic);
        let newly = report.figures.get((P::NormativeDocuments, C::NewlyPublic));
        (!is_newer(report) && newly > 1).then_some(())?;
        set(report, cell, |_| newly - 1)?;
        Expected::row(cell)
    })
    .with(&["X07", "Y08"]),
    Defect::warning("总数只计本年", &["T2-03"], |report, _, _| {
        let newly = report.figures.get((P::NormativeDocuments, C::NewlyPublic));
        (!is_newer(report) && newly > 1).then_some(())?;
        write(report, (P::NormativeDocuments, C::Made), &newly.to_string())?;
        write(report, (P::NormativeDocuments, C::TotalPublic), &newly.to_string())?;
        Expected::row((P::NormativeDocuments, C::TotalPublic))
    })
    .with(&["X07", "Y08"]),
    Defect::warning("处理决定填成事项数", &["T2-04"], decisions_as_items).with(&["X08", "Y08"]),
    Defect::error("减得比原有的多", &["T2-05"], |report, _, _| {
        let items = report.figures.get((P::Penalties, C::LastYearItems));
        (!is_newer(report) && items > 0).then_some(())?;
        write(report, (P::Penalties, C::Change), &format!("-{}", items + 4))?;
        Expected::row((P::Penalties, C::Change))
    })
    .with(&["T2-08"]),
    Defect::warning("没有事项却有决定", &["T2-06"], |report, _, _| {
        (!is_newer(report) && report.figures.get((P::Licensing, C::Decisions)) > 20).then_some(())?;
        write(report, (P::Licensing, C::LastYearItems), "0")?;
        write(report, (P::Licensing, C::Change), "0")?;
        Expected::row((P::Licensing, C::Decisions))
    })
    .with(&["Y03", "Y08"]),
    Defect::info("增减等于总数", &["T2-08"], |report, _, _| {
        let items = report.figures.get((P::Licensing, C::LastYearItems));
        (!is_newer(report) && items > 5).then_some(())?;
        write(report, (P::Licensing, C::Change), &(items * 2 + 7).to_string())?;
        Expected::row((P::Licensing, C::Change))
    }),
    Defect::warning("增减号写法不一", &["T2-09"], |report, _, _| {
        let change = report.figures.get((P::Licensing, C::Change));
        let other = report.figures.get((P::Penalties, C::Change));
        (!is_newer(report) && change > 0 && other > 0 && !report.style.signed).then_some(())?;
        write(report, (P::Licensing, C::Change), &format!("增{change}"))?;
        Expected::at(Where::Table("proactive"))
    }),
    Defect::warning("采购有数量没有金额", &["T2-10"], |report, _, _| {
        (!is_newer(report) && report.figures.get((P::Procurement, C::Projects)) > 0).then_some(())?;
        write(report, (P::Procurement, C::Amount), "0")?;
        Expected::row((P::Procurement, C::Amount))
    })
    .with(&["Y08"]),
    Defect::info("采购金额没有单位", &["T2-11"], |report, _, _| {
        let amount = report.figures.get((P::Procurement, C::Amount));
        (!is_newer(report) && amount > 0).then_some(())?;
        write(report, (P::Procurement, C::Amount), &amount.to_string())?;
        Expected::cell((P::Procurement, C::Amount))
    }),
    Defect::info("采购均价离谱", &["T2-12"], |report, _, _| {
        let projects = report.figures.get((P::Procurement, C::Projects));
        (!is_newer(report) && projects > 0).then_some(())?;
        write(report, (P::Procurement, C::Amount), &format!("{}元", projects * 83))?;
        Expected::row((P::Procurement, C::Amount))
    }),
    Defect::warning("收费按元填报", &["T2-13", "U01", "Y08", "X09"], |report, _, _| {
        let yuan = report.figures.get((P::Fees, C::Amount));
        let below = matches!(report.agency.of, Level::County | Level::Township);
        (is_newer(report) && below && yuan > 200_000).then_some(())?;
        write(report, (P::Fees, C::Amount), &yuan.to_string())?;
        Expected::row((P::Fees, C::Amount))
    })
    .with(&["X09", "Y08"]),
    Defect::error("有效少于制发减废止", &["T2-14"], |report, _, _| {
        let issued = report.figures.get((P::NormativeDocuments, C::Issued));
        let repealed = report.figures.get((P::NormativeDocuments, C::Repealed));
        (is_newer(report) && issued - repealed > 1).then_some(())?;
        write(report, (P::NormativeDocuments, C::InForce), &(issued - repealed - 1).to_string())?;
        Expected::row((P::NormativeDocuments, C::InForce))
    })
    .with(&["X07", "Y02", "Y08"]),
    Defect::error("有制发却没有有效", &["T2-15", "T2-14"], |report, _, _| {
        let issued = report.figures.get((P::NormativeDocuments, C::Issued));
        (is_newer(report) && issued > 0).then_some(())?;
        write(report, (P::NormativeDocuments, C::Repealed), "0")?;
        write(report, (P::NormativeDocuments, C::InForce), "0")?;
        Expected::row((P::NormativeDocuments, C::InForce))
    })
    .with(&["X07", "Y02", "Y08"]),
    Defect::info("两行数完全一样", &["T2-16"], |report, _, _| {
        let at = |column| report.figures.get((P::Penalties, column));
        let values = [at(C::LastYearItems), at(C::Change), at(C::Decisions)];
        (!is_newer(report) && values[2] > 0).then_some(())?;
        let row = report.grid_mut(Table::Proactive)?.row_mut(P::Coercion as u8)?;
        row.values = values.iter().map(i64::to_string).collect();
        let row = report.grid_mut(Table::Proactive)?.row_mut(P::Penalties as u8)?;
        row.values = values.iter().map(i64::to_string).collect();
        Expected::at(Where::Table("proactive"))
    })
    .with(&["X08", "Y03", "Y08"]),
    Defect::warning("执法机关全是零", &["T2-19"], |report, _, _| {
        let enforces =
            ["公安", "市场监督", "交通运输", "城市管理"].iter().any(|word| report.agency.name.contains(word));
        let decided = report.sentences().any(|s| ["decisions"].contains(&s.topic));
        (enforces && !decided && report.agency.of != Level::Province).then_some(())?;
        for line in [P::Licensing, P::OtherServices, P::Penalties, P::Coercion] {
            for column in [C::LastYearItems, C::Change, C::Decisions] {
                if let Some(value) = report.cell_mut((line, column)) {
                    *value = "0".to_owned();
                }
            }
        }
        Expected::at(Where::Table("proactive"))
    })
    .with(&["Y03", "Y08"]),
    Defect::info("行政强制远多于处罚", &["T2-18"], |report, _, _| {
        let penalties = report.figures.get((P::Penalties, C::Decisions));
        (penalties > 5).then_some(())?;
        write(report, (P::Coercion, C::Decisions), &(penalties * 40).to_string())?;
        Expected::at(Where::Table("proactive"))
    })
    .with(&["X08", "Y08"]),
    Defect::info("全部予以公开", &["T3-09"], |report, _, _| {
        let total = report.figures.get((R::Total, A::Total));
        (total >= 25 && !says_results(report)).then_some(())?;
        for column in A::ALL {
            let of = report.figures.get((R::Total, *column));
            for line in &R::ALL[2..24] {
                if let Some(value) = report.cell_mut((*line, *column)) {
                    *value = "0".to_owned();
                }
            }
            write(report, (R::Granted, *column), &of.to_string())?;
        }
        Expected::at(Where::Table("requests"))
    })
    .with(&["Y08"]),
    Defect::warning("没有申请却有复议", &["T4-06"], |report, _, _| {
        let requests = report.figures.get((R::New, A::Total)) + report.figures.get((R::CarriedIn, A::Total));
        let said = report.sentences().any(|s| ["no_disputes", "disputes"].contains(&s.topic));
        (requests == 0 && !said).then_some(())?;
        set(report, (K::Reconsideration, D::Upheld), |n| n + 1)?;
        set(report, (K::Reconsideration, D::Total), |n| n + 1)?;
        Expected::at(Where::Table("disputes"))
    }),
    Defect::warning("逾期不缴费而未说明", &["T3-13"], |report, _, _| {
        let cell = (R::NoPayment, A::NaturalPerson);
        let from = (R::OtherReason, A::NaturalPerson);
        let moved = report.figures.get(from);
        (is_newer(report) && moved > 0).then_some(())?;
        set(report, cell, |n| n + moved)?;
        set(report, (R::NoPayment, A::Total), |n| n + moved)?;
        set(report, from, |n| n - moved)?;
        set(report, (R::OtherReason, A::Total), |n| n - moved)?;
        let part = report.part_mut(6)?;
        part.blocks.truncate(1);
        part.paragraphs_mut().next()?.sentences =
            vec![crate::score::model::Sentence::plain("defect", "无。")];
        Expected::at(Where::Anywhere)
    }),
];

fn says_results(report: &Report) -> bool {
    report.sentences().any(|sentence| {
        ["granted", "unavailable", "denied", "partly"].iter().any(|slot| sentence.slot(slot).is_some())
    })
}

fn decisions_as_items(report: &mut Report, _: &Report, _: &mut Random) -> Option<Expected> {
    (!is_newer(report)).then_some(())?;
    let mut changed = 0;
    for line in [P::Licensing, P::OtherServices, P::Penalties, P::Coercion] {
        let items = report.figures.get((line, C::LastYearItems));
        let change = report.figures.get((line, C::Change));
        write(report, (line, C::Decisions), &(items + change).to_string())?;
        changed += i64::from(change != 0 && items > 0);
    }
    (changed >= 2).then_some(())?;
    Expected::at(Where::Table("proactive"))
}
