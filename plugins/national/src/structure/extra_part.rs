//! S05: parts that the form does not have.

use gouji_core::prelude::*;

use super::item_as_part::is_item;
use crate::prose;

/// 多出的部分.
pub(crate) struct ExtraPart;

impl Rule for ExtraPart {
    fn card(&self) -> Card {
        Card::warning("S05", "national/extra-part", "有统一格式以外的部分")
            .basis("国办公开办函〔2021〕30号：内容不能遗漏，也不宜泛化")
            .why("六个部分以外的内容，应写进相应的部分，或者不写。")
            .years(2019, 9999)
            .bad(
                "headings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况', '五、存在的主要问题及改进情况', '六、其他需要报告的事项', '七、下一步工作思路']",
                "统一格式没有“七、下一步工作思路”这一部分",
            )
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for part in
            report.parts().filter(|part| part.number == 0 && part.numeral > 0 && !is_item(report, part))
        {
            let heading = prose::shortened(report.slice(part.heading));
            findings.add(part.heading, format!("统一格式没有“{heading}”这一部分"));
        }
    }
}
