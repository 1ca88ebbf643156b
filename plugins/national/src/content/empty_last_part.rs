//! C30: nothing in part six.

use gouji_core::prelude::*;

use crate::{doubt, ending};

/// 第六部分没有内容.
pub(crate) struct EmptyLastPart;

impl Rule for EmptyLastPart {
    fn card(&self) -> Card {
        Card::warning("C30", "national/empty-last-part", "第六部分没有内容")
            .basis("政府信息公开条例第五十条第（五）项；国办公开办函〔2019〕60号、〔2021〕30号")
            .why("没有其他需要报告的事项，应写“无”。空着看不出是没有，还是没写。")
            .years(2019, 9999)
            .bad("", "第六部分没有内容，没有其他事项的应写“无”")
            .bad("other = '''某某县水务局\n2024年1月16日'''", "第六部分没有内容，没有其他事项的应写“无”")
            .good("other = '无。'")
            .good("other = '''无。\n某某县水务局\n2024年1月16日'''")
            .good("headings = ['一、总体情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(part) = report.part(6) else { return };
        if ending::is_empty(report, 6) {
            let found = findings.add(part.heading, "第六部分没有内容，没有其他事项的应写“无”");
            doubt::if_incomplete(found, report);
        }
    }
}
