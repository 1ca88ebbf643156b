//! T3-07: numbers on the line that heads the results.

use gouji_core::prelude::*;
use gouji_core::report::ExtraKind;

/// “三、本年度办理结果”一行填了数.
pub(crate) struct ValuesOnHeading;

const HEADING: &str = "本年度办理结果";

impl Rule for ValuesOnHeading {
    fn card(&self) -> Card {
        Card::info("T3-07", "national/values-on-heading", "“三、本年度办理结果”一行填了数")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三")
            .why("这一行只是（一）至（七）的标题，没有格子。办结的总数填在“（七）总计”。")
            .bad(
                "extra.requests = ['三、本年度办理结果 | 12 | 0 | 0 | 0 | 0 | 0 | 12']",
                "“三、本年度办理结果”是标题，不填数，办结的总数填在“（七）总计”",
            )
            .good("extra.requests = ['其他说明 | 12 | 0 | 0 | 0 | 0 | 0 | 12']")
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let on_heading = report.extras().find(|extra| {
            extra.table == Table::Requests
                && matches!(extra.kind, ExtraKind::Row | ExtraKind::SubTotal)
                && (report.slice(extra.place).contains(HEADING) || follows_heading(report, extra.place))
        });
        if let Some(extra) = on_heading {
            findings.add(extra.place, "“三、本年度办理结果”是标题，不填数，办结的总数填在“（七）总计”");
        }
    }
}

/// Values without a label begin behind the heading, which is no label to the reader.
fn follows_heading(report: &Report, place: Place) -> bool {
    let before = report.text.get(..place.start as usize).unwrap_or("");
    before.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '|' | '：' | ':')).ends_with(HEADING)
}
