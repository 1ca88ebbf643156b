//! S04: headings in words of the report's own.

use gouji_core::prelude::*;
use gouji_core::report::part_title;

use super::item_as_part::is_item;
use crate::prose;

/// 标题不是统一格式的标题.
pub(crate) struct UnofficialHeading;

impl Rule for UnofficialHeading {
    fn card(&self) -> Card {
        Card::warning("S04", "national/unofficial-heading", "部分的标题与统一格式不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号")
            .why("六个部分的标题由统一格式规定。")
            .years(2019, 9999)
            .bad(
                "headings = ['一、基本情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况', '五、存在的主要问题及改进情况', '六、其他需要报告的事项']",
                "标题写作“一、基本情况”，统一格式为“一、总体情况”",
            )
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for part in report.parts() {
            if part.number == 0
                || !matches!(part.fit, Fit::Own | Fit::Misspelt)
                // That is the matter of S08.
                || is_item(report, &part)
            {
                continue;
            }
            let printed = prose::shortened(report.slice(part.heading));
            findings
                .add(part.heading, format!("标题写作“{printed}”，统一格式为“{}”", part_title(part.number)));
        }
    }
}
