//! U05: half-width punctuation in a text that has full-width punctuation.

use gouji_core::prelude::*;

use super::marks::marks;

/// 半角标点.
pub(crate) struct HalfWidthMarks;

impl Rule for HalfWidthMarks {
    fn card(&self) -> Card {
        Card::info("U05", "national/half-width-marks", "中文里夹着半角标点")
            .basis("标点符号用法（GB/T 15834—2011）")
            .why("中文标点占一个字的位置。全文都是半角的多半是转换所致，不在此列。")
            .bad(
                "overview = '全年公开信息12条，解读3件,回应1次，办理申请2件。'",
                "正文夹着 1 处半角标点（这里是第一处“,”），应改为全角“，”",
            )
            .bad(
                "overview = '全年公开信息12条，解读3件:图解2件，视频1件，问答1件;回应1次，办理申请2件，都已办结。'",
                "正文夹着 2 处半角标点（这里是第一处“:”），应改为全角“：”",
            )
            .good("overview = '全年公开信息12条,解读3件,回应1次,办理申请2件。'")
            .good("overview = '全年公开信息1,027条，上午10:30接待，网址http://www.x.gov.cn。'")
            .good("overview = '(一)公开信息12条，解读3件(图解2件)。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let marks = marks(report);
        let Some(first) = marks.half_width.first else { return };
        // A text that has more of them than of the others was made half-width by whoever converted it.
        if marks.full_width_commas <= marks.half_width.count {
            return;
        }
        let mark = report.slice(first);
        let right = match mark {
            "," => "，",
            ";" => "；",
            _ => "：",
        };
        let count = marks.half_width.count;
        findings
            .add(first, format!("正文夹着 {count} 处半角标点（这里是第一处“{mark}”），应改为全角“{right}”"));
    }
}
