//! L03: a township's report later than is usual.

use gouji_core::prelude::*;

use super::{is_republished, later_than};

/// 乡镇、街道的报告发布得晚.
pub(crate) struct LateTownship;

const DUE: Setting = Setting {
    rule: "L03",
    key: "due",
    default: 131,
    says: "乡镇、街道的报告最迟哪一天发布，写成月日：131 是1月31日",
};

impl Rule for LateTownship {
    fn card(&self) -> Card {
        Card::warning("L03", "national/late-township", "乡镇、街道的年度报告发布得晚")
            .likely()
            .basis("各地编制通知；《中华人民共和国政府信息公开条例》第四十九条没有规定乡镇的期限")
            .why("乡镇、街道一般与部门同时在1月31日前发布，不应晚于县政府自己的3月31日。")
            .source("条例没有规定乡镇的期限，1月31日是建议：过了1月31日只作提示，过了3月31日才是警告")
            .years(2019, 9999)
            .levels(&[Level::Township])
            .needs(Need::Published)
            .option(DUE)
            .bad(
                "agency.level = 'township'\npublished = '2024-04-20'",
                "发布日期是2024年4月20日，乡镇、街道的报告宜在1月31日前发布",
            )
            .bad(
                "agency.level = 'township'\npublished = '2024-02-20'",
                "发布日期是2024年2月20日，乡镇、街道的报告宜在1月31日前发布",
            )
            .good("agency.level = 'township'\npublished = '2024-01-25'")
            .good("agency.level = 'township'\npublished = '2024-01-31'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let due = DUE.of(report);
        let (Ok(month), Ok(day)) = (u8::try_from(due / 100), u8::try_from(due % 100)) else { return };
        let Some(published) = later_than(report, month, day) else { return };
        let message = format!("发布日期是{published}，乡镇、街道的报告宜在{month}月{day}日前发布");
        let found = findings.add(Spot::Report, message);
        if later_than(report, 3, 31).is_none() || is_republished(report, published) {
            found.at_most(Severity::Info);
        }
    }
}
