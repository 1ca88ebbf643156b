//! S12: a part that stands there twice.

use gouji_core::prelude::*;

use crate::prose;

/// 同一部分写了两遍.
pub(crate) struct RepeatedPart;

impl Rule for RepeatedPart {
    fn card(&self) -> Card {
        Card::warning("S12", "national/repeated-part", "同一部分出现了两次")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号")
            .why("六个部分各写一次。重复的多半是粘贴时留下的，两处的内容还可能不一样。")
            .years(2019, 9999)
            .bad(
                "headings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况', '五、存在的主要问题及改进情况', '五、存在的主要问题及改进情况', '六、其他需要报告的事项']",
                "“五、存在的主要问题及改进情况”出现了两次，应合并或删去一处",
            )
            .good("")
            .good("headings = ['一、总体情况', '五、存在的主要问题', '五、改进情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for part in report.parts().filter(|part| part.number > 0 && part.fit != Fit::Own) {
            let again = report.parts().find(|other| {
                other.number == part.number
                    && other.fit != Fit::Own
                    && other.heading.start > part.heading.start
            });
            let Some(again) = again else { continue };
            let heading = prose::shortened(report.slice(again.heading));
            let message = format!("“{heading}”出现了两次，应合并或删去一处");
            findings.add(again.heading, message).evidence(part.heading, report.slice(part.heading).trim());
            return;
        }
    }
}
