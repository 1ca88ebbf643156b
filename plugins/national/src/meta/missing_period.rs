//! M08: no word on the days that the figures cover.

use gouji_core::prelude::*;

/// 没有统计期限.
pub(crate) struct MissingPeriod;

impl Rule for MissingPeriod {
    fn card(&self) -> Card {
        Card::info("M08", "national/missing-period", "没有写统计期限")
            .basis("四川省地方标准 DB51/T 2660—2019 第2.1条；各地编制通知")
            .why("报告的数据是上一年1月1日至12月31日的，宜在开头写明。")
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'",
                "没有写统计期限，宜写明所列数据为2023年1月1日至12月31日的",
            )
            .good("title = '某某县2023年政府信息公开工作年度报告'\nperiod = '2023-01-01/2023-12-31'")
            .good("overview = '2023年，我县主动公开政府信息812条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.period().is_some() {
            return;
        }
        // Without title and preamble the beginning of the report was probably not given to us.
        let preamble =
            report.paragraphs().next().filter(|first| first.part == 0 && first.kind == ParagraphKind::Prose);
        let Some(place) = preamble.map(|first| first.place).or(report.title()) else { return };
        let year = report.year.map_or("上一年".to_owned(), |year| format!("{year}年"));
        findings.add(place, format!("没有写统计期限，宜写明所列数据为{year}1月1日至12月31日的"));
    }
}
