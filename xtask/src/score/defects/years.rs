//! What does not follow from last year's report, or follows it word for word.

use gouji_core::form::{Applicant as A, ProactiveColumn as C, ProactiveLine as P, RequestLine as R, Table};

use super::{Defect, Expected, Where, is_newer, set, write};
use crate::score::model::Report;

pub(super) const DEFECTS: &[Defect] = &[
    Defect::error("上年结转与上年报告不符", &["Y01"], |report, _, _| {
        // One more application of a person all the way: the table still adds up.
        let said = report.sentences().any(|s| {
            ["carried_in", "due", "handled", "granted", "rate"].iter().any(|slot| s.slot(slot).is_some())
        });
        (!said).then_some(())?;
        for line in [R::CarriedIn, R::Granted, R::Total] {
            set(report, (line, A::NaturalPerson), |n| n + 1)?;
            set(report, (line, A::Total), |n| n + 1)?;
        }
        Expected::row((R::CarriedIn, A::NaturalPerson))
    })
    .with(&["T3-15"])
    .between_years(),
    Defect::warning("有效件数接不上上年", &["Y02"], |report, last, _| {
        (is_newer(report) && last.year >= 2021).then_some(())?;
        let said = report.sentences().any(|s| s.slot("docs_in_force").is_some());
        (!said).then_some(())?;
        set(report, (P::NormativeDocuments, C::InForce), |n| n + 2)?;
        Expected::row((P::NormativeDocuments, C::InForce))
    })
    .between_years(),
    Defect::warning("上一年项目数接不上", &["Y03"], |report, _, _| {
        (!is_newer(report)).then_some(())?;
        (report.figures.get((P::Licensing, C::LastYearItems)) > 5).then_some(())?;
        set(report, (P::Licensing, C::LastYearItems), |n| n + 3)?;
        Expected::row((P::Licensing, C::LastYearItems))
    })
    .with(&["T2-04"])
    .between_years(),
    Defect::error("表三照抄上年", &["Y04", "Y01"], |report, last, _| {
        (report.figures.edition == last.figures.edition).then_some(())?;
        (last.figures.get((R::New, A::Total)) > 2).then_some(())?;
        let mut last = last.clone();
        let old = last.grid_mut(Table::Requests)?.clone();
        *report.grid_mut(Table::Requests)? = old;
        // Without prose that tells the true figures.
        let told =
            ["received", "handled", "carried_in", "carried_out", "natural", "granted", "due", "unavailable"];
        let said = report
            .sentences()
            .any(|s| s.topic == "requests_none" || told.iter().any(|slot| s.slot(slot).is_some()));
        (!said).then_some(())?;
        Expected::at(Where::Table("requests"))
    })
    .with(&["Y01", "X14", "X06", "T3-15", "T3-16"])
    .between_years(),
    Defect::warning("第五部分照抄上年", &["Y05"], |report, last, _| {
        report.part_mut(5)?.blocks = last.part(5)?.blocks.clone();
        Expected::part(5)
    })
    .with(&["Y06", "C27", "M07"])
    .between_years(),
    Defect::warning("全文照抄上年", &["Y06", "Y05"], |report, last, _| {
        // Everything of last year's but its figures, with the year brought up to date.
        let mut copied = last.clone();
        for sentence in copied.sentences_mut() {
            for (slot, value) in
                [("year", report.year), ("last_year", report.year - 1), ("next_year", report.year + 1)]
            {
                if let Some(text) = sentence.value_mut(slot) {
                    *text = value.to_string();
                }
            }
        }
        report.part_mut(1)?.blocks = copied.part(1)?.blocks.clone();
        report.part_mut(5)?.blocks = copied.part(5)?.blocks.clone();
        (report.year != 2021).then_some(())?;
        Expected::at(Where::Anywhere)
    })
    .with(&[
        "Y05", "X01", "X02", "X03", "X04", "X05", "X06", "X07", "X08", "X09", "X10", "X14", "T3-15", "T3-16",
        "D05", "D01", "D02", "W09", "G05", "C06", "P05",
    ])
    .between_years(),
    Defect::warning("许可数多了一个零", &["Y08"], |report, last, _| {
        tenfold(report, last, P::Licensing)
    })
    .between_years(),
    Defect::warning("处罚数多了一个零", &["Y08"], |report, last, _| {
        tenfold(report, last, P::Penalties)
    })
    .between_years(),
];

fn tenfold(report: &mut Report, last: &Report, line: P) -> Option<Expected> {
    let said = report.sentences().any(|s| s.slot("licensing").is_some() || s.slot("penalties").is_some());
    let before = last.figures.get((line, C::Decisions));
    (!said && before >= 100).then_some(())?;
    write(report, (line, C::Decisions), &(before * 14).to_string())?;
    Expected::row((line, C::Decisions))
}
