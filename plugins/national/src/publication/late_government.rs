//! L02: a government's report after 31 March.

use gouji_core::prelude::*;

use super::{is_republished, later_than};

/// 政府的报告迟于3月31日发布.
pub(crate) struct LateGovernment;

impl Rule for LateGovernment {
    fn card(&self) -> Card {
        Card::error("L02", "national/late-government", "政府的年度报告迟于3月31日发布")
            .basis("《中华人民共和国政府信息公开条例》第四十九条")
            .why("县级以上地方人民政府的政府信息公开工作主管部门应当在每年3月31日前向社会公布本级政府上一年度的报告。")
            .source("发布日期以网页或落款上的为准；隔年以后的日期多半是网页搬迁留下的，只作警告")
            .years(2019, 9999)
            .levels(&[Level::Province, Level::City, Level::County])
            .needs(Need::Published)
            .bad(
                "agency.level = 'county'\npublished = '2024-04-02'",
                "发布日期是2024年4月2日，县级以上政府应在2024年3月31日前发布",
            )
            .good("agency.level = 'county'\npublished = '2024-03-31'")
            .good("agency.level = 'province'\npublished = '2024-02-20'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(published) = later_than(report, 3, 31) else { return };
        let due = report.year.map_or(0, |year| year + 1);
        let message = format!("发布日期是{published}，县级以上政府应在{due}年3月31日前发布");
        let found = findings.add(Spot::Report, message);
        if is_republished(report, published) {
            found.at_most(Severity::Warning);
        }
    }
}
