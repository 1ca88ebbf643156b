//! S01: parts that the report does not have.

use gouji_core::prelude::*;
use gouji_core::report::part_title;

use super::present;
use crate::doubt;

/// 缺少部分.
pub(crate) struct MissingPart;

impl Rule for MissingPart {
    fn card(&self) -> Card {
        Card::error("S01", "national/missing-part", "缺少统一格式规定的部分")
            .basis("政府信息公开条例第五十条；国办公开办函〔2019〕60号、〔2021〕30号")
            .why("六个部分是条例规定的内容，没有发生的也要写明没有。")
            .years(2019, 9999)
            .bad(
                "headings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、存在的主要问题及改进情况', '五、其他需要报告的事项']",
                "缺少：四、政府信息公开行政复议、行政诉讼情况",
            )
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let present = present(report);
        let missing: Vec<String> = (1..=6).filter(|part| present & 1 << part == 0).map(part_title).collect();
        if missing.is_empty() {
            return;
        }
        let found = findings.add(Spot::Report, format!("缺少：{}", missing.join("；")));
        // With so few headings known, they may have been lost on the way to us.
        if missing.len() > 3 {
            found.at_most(Severity::Warning);
        }
        doubt::if_incomplete(found, report);
    }
}
