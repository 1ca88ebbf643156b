//! S08: the items of part one as parts of their own.

use gouji_core::prelude::*;

/// 总体情况的各项当成了部分.
pub(crate) struct ItemAsPart;

impl Rule for ItemAsPart {
    fn card(&self) -> Card {
        Card::warning("S08", "national/item-as-part", "把总体情况的分项当成了部分")
            .basis("国办公开办函〔2021〕30号：总体情况包括主动公开、依申请公开、政府信息管理、平台建设、监督保障")
            .why("这五项是第一部分的内容，应编为（一）至（五），不应与六个部分并列。")
            .years(2019, 9999)
            .bad(
                "headings = ['一、总体情况', '二、主动公开政府信息情况', '三、收到和处理政府信息公开申请情况', '四、政府信息公开行政复议、行政诉讼情况', '五、存在的主要问题及改进情况', '六、其他需要报告的事项', '七、监督保障情况', '八、平台建设']",
                "“监督保障情况”“平台建设”是总体情况的分项，应写在第一部分里，编为（一）（二）等",
            )
            .good("")
            .good("headings = ['一、总体情况', '二、主动公开政府信息情况', '七、下一步工作思路']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let items = || report.parts().filter(|part| is_item(report, part));
        let Some(first) = items().next() else { return };
        let names: String = items().map(|part| format!("“{}”", words(report, &part))).collect();
        findings.add(first.heading, format!("{names}是总体情况的分项，应写在第一部分里，编为（一）（二）等"));
    }
}

/// Whether a part's heading is that of an item of part one.
pub(super) fn is_item(report: &Report, part: &Part) -> bool {
    const ITEMS: [&str; 5] =
        ["政府信息管理", "平台建设", "政府信息公开平台建设", "政府信息平台建设", "监督保障"];
    if part.numeral == 0 || !(part.number == 0 || part.fit == Fit::Own) {
        return false;
    }
    let words = words(report, part);
    let words = words.strip_suffix("情况").unwrap_or(words);
    ITEMS.contains(&words.strip_suffix('的').unwrap_or(words))
}

/// A heading without its numeral.
fn words<'a>(report: &Report<'a>, part: &Part) -> &'a str {
    let heading = report.slice(part.heading).trim();
    heading.split_once(['、', '.', '．', ' ']).map_or(heading, |(_, words)| words).trim()
}
