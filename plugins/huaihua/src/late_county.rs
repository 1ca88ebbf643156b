//! HH-02.

use gouji_core::prelude::*;

use crate::{NOTICE_2021, between};

/// Counties had to publish by 20 February.
pub(crate) struct LateCounty;

impl Rule for LateCounty {
    fn card(&self) -> Card {
        Card::warning("HH-02", "huaihua/late-county", "县市区政府的年度报告迟于2月20日发布")
            .basis("怀化市2021年度政府信息公开工作年度报告编制通知")
            .why("市里要求县市区2月20日前汇总、报送并发布，比条例规定的3月31日早。")
            .source(NOTICE_2021)
            .years(2021, 2021)
            .levels(&[Level::County])
            .needs(Need::Published)
            .bad(
                "year = 2021\nagency.level = 'county'\npublished = '2022-03-10'",
                "发布日期是2022年3月10日，市里要求县市区政府在2022年2月20日前发布",
            )
            .good("year = 2021\nagency.level = 'county'\npublished = '2022-02-20'")
            // Later than the law allows: L02.
            .good("year = 2021\nagency.level = 'county'\npublished = '2022-04-02'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(published) = between(report, (2, 20), (3, 31)) else { return };
        findings.add(
            Spot::Report,
            format!("发布日期是{published}，市里要求县市区政府在{}年2月20日前发布", published.year),
        );
    }
}
