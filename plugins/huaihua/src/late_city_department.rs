//! HH-01.

use gouji_core::prelude::*;

use crate::{NOTICE_2021, between};

/// Departments of the city had to publish by 28 January.
pub(crate) struct LateCityDepartment;

impl Rule for LateCityDepartment {
    fn card(&self) -> Card {
        Card::warning("HH-01", "huaihua/late-city-department", "市直部门的年度报告迟于1月28日发布")
            .basis("怀化市2021年度政府信息公开工作年度报告编制通知")
            .why("市里要求市直部门1月26日前报送、1月28日前发布，比条例规定的1月31日早三天。")
            .source(NOTICE_2021)
            .years(2021, 2021)
            .levels(&[Level::Department])
            .needs(Need::Published)
            .bad(
                "year = 2021\nagency.level = 'department'\nagency.of = 'city'\npublished = '2022-01-30'",
                "发布日期是2022年1月30日，市里要求市直部门在2022年1月28日前发布",
            )
            .good("year = 2021\nagency.level = 'department'\nagency.of = 'city'\npublished = '2022-01-28'")
            // Later than the law allows: L01.
            .good("year = 2021\nagency.level = 'department'\nagency.of = 'city'\npublished = '2022-02-03'")
            .good("year = 2021\nagency.level = 'department'\nagency.of = 'county'\npublished = '2022-01-30'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.agency.of != Some(Level::City) {
            return;
        }
        let Some(published) = between(report, (1, 28), (1, 31)) else { return };
        findings.add(
            Spot::Report,
            format!("发布日期是{published}，市里要求市直部门在{}年1月28日前发布", published.year),
        );
    }
}
