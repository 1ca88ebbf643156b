//! L04: published before the year was over.

use gouji_core::prelude::*;

/// 年度没有结束就发布.
pub(crate) struct PublishedTooEarly;

impl Rule for PublishedTooEarly {
    fn card(&self) -> Card {
        Card::warning("L04", "national/published-too-early", "年度没有结束就发布了报告")
            .basis("《中华人民共和国政府信息公开条例》第四十九条：公布上一年度的报告")
            .why("统计期限到12月31日为止，在那以前发布的报告数据不全；也可能是日期写错了年份。")
            .needs(Need::Published)
            .bad("published = '2023-12-15'", "发布日期是2023年12月15日，2023年还没有过完")
            .bad(
                "published = '2023-01-15'",
                "发布日期是2023年1月15日，2023年还没有过完，像是把2024年写成了2023年",
            )
            .good("published = '2024-01-01'")
            .good("published = '2023-02-30'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let (Some(year), Some(published)) = (report.year, report.published()) else { return };
        if published.year > year || !published.exists() {
            return;
        }
        let mut message = format!("发布日期是{published}，{year}年还没有过完");
        // In the first months reports are written, of the year before.
        if published.year == year && published.month <= 4 {
            message += &format!("，像是把{}年写成了{year}年", year + 1);
        }
        findings.add(Spot::Report, message);
    }
}
