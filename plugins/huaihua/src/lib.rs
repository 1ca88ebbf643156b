//! 怀化市: what the city's notices on the reports of 2021 and 2023 ask for; what needs no code is in `rules/huaihua/`.

mod late_city_department;
mod late_county;
mod long_overview;

use gouji_core::prelude::*;
use gouji_core::report::Date;

gouji_core::pack! {
    id: "huaihua",
    title: "怀化市规则",
    place: "4312",
    levels: [],
    years: None,
    rules: [
        late_city_department::LateCityDepartment,
        late_county::LateCounty,
        long_overview::LongOverview,
    ],
}

/// How sure the requirements of the notice on the reports of 2021 are.
const NOTICE_2021: &str =
    "怀化市2021年度报告编制通知见过原文；市里的期限比条例的早，过了条例的期限由全国规则报";

/// The day of publication, where it is after the city's last day and not yet after that of the law, which rules of the
/// nation look after.
fn between(report: &Report, city: (u8, u8), law: (u8, u8)) -> Option<Date> {
    let (year, published) = (report.year? + 1, report.published()?);
    let day = |(month, day)| Date { year, month, day };
    (published.exists() && day(city) < published && published <= day(law)).then_some(published)
}
