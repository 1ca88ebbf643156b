//! L01: a department's report after 31 January.

use gouji_core::prelude::*;

use super::{is_republished, later_than};

/// 部门的报告迟于1月31日发布.
pub(crate) struct LateDepartment;

impl Rule for LateDepartment {
    fn card(&self) -> Card {
        Card::error("L01", "national/late-department", "部门的年度报告迟于1月31日发布")
            .basis("《中华人民共和国政府信息公开条例》第四十九条")
            .why("县级以上人民政府部门应当在每年1月31日前向本级主管部门提交上一年度的报告并向社会公布。")
            .source("发布日期以网页或落款上的为准；隔年以后的日期多半是网页搬迁留下的，只作警告")
            .years(2019, 9999)
            .levels(&[Level::Department])
            .needs(Need::Published)
            .bad(
                "agency.level = 'department'\nagency.of = 'county'\npublished = '2024-02-20'",
                "发布日期是2024年2月20日，县级以上政府部门应在2024年1月31日前发布",
            )
            .good("agency.level = 'department'\nagency.of = 'county'\npublished = '2024-01-31'")
            .good("agency.level = 'department'\nagency.of = 'township'\npublished = '2024-02-20'")
            .good("agency.level = 'department'\nagency.of = 'city'\npublished = '2024-02-30'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        // Article 49 binds departments of counties and above.
        if report.agency.of == Some(Level::Township) {
            return;
        }
        let Some(published) = later_than(report, 1, 31) else { return };
        let due = report.year.map_or(0, |year| year + 1);
        let message = format!("发布日期是{published}，县级以上政府部门应在{due}年1月31日前发布");
        let found = findings.add(Spot::Report, message);
        if report.agency.of.is_none() || is_republished(report, published) {
            found.at_most(Severity::Warning);
        }
    }
}
