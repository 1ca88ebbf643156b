//! X12: one thing counted in two parts of the report, and differently.

use gouji_core::prelude::*;

use super::repeated::differing;

/// 同一个数在不同部分写得不同.
pub(crate) struct FigureDiffersBetweenParts;

impl Rule for FigureDiffersBetweenParts {
    fn card(&self) -> Card {
        Card::error("X12", "national/figure-differs-between-parts", "同一个数，各部分写得不同")
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("引言、第一部分、第五部分、第六部分说的是同一年的同一件事，数应当一样。")
            .bad(
                "overview = '全年主动公开政府信息812条。'\nproblems = '全年共主动公开政府信息820条，图解偏少。'",
                "主动公开政府信息前面写的是 812条，这里写成 820条",
            )
            .good("overview = '全年主动公开政府信息812条。'\nproblems = '全年主动公开政府信息800余条，图解偏少。'")
            .good(
                "overview = '全年收到政府信息公开申请12件。'\nproblems = '下一步力争主动公开政府信息900条；2022年收到政府信息公开申请8件。'",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for pair in differing(report).iter().filter(|pair| !pair.same_part) {
            pair.report(report, findings);
        }
    }
}
