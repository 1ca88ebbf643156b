//! X11: one thing counted twice in part one, and differently.

use gouji_core::prelude::*;

use super::repeated::differing;

/// 同一个数前后写得不同.
pub(crate) struct RepeatedFigureDiffers;

impl Rule for RepeatedFigureDiffers {
    fn card(&self) -> Card {
        Card::error("X11", "national/repeated-figure-differs", "同一个数，前后写得不同")
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("同一件事在一份报告里只有一个数。与表格不符的由 X01 至 X09 说，这里是正文自己前后不一。")
            .bad(
                "overview = '''全年共收到政府信息公开申请15件。
依申请公开方面，全年收到政府信息公开申请12件。'''
                 requests.new = [15, 0, 0, 0, 0, 0, 15]",
                "收到政府信息公开申请前面写的是 15件，这里写成 12件；表格里是 15",
            )
            .bad(
                "overview = '''全年主动公开政府信息812条。
本年度共主动公开政府信息821条。'''",
                "主动公开政府信息前面写的是 812条，这里写成 821条",
            )
            .good(
                "overview = '''全年收到政府信息公开申请12件。
县政府办公室收到政府信息公开申请5件。
全年办理政府信息公开申请15件（含上年结转3件），2022年收到政府信息公开申请8件。'''
                 requests.new = [12, 0, 0, 0, 0, 0, 12]
                 requests.carried_in = [3, 0, 0, 0, 0, 0, 3]",
            )
            .good(
                "overview = '''全年主动公开政府信息812条。
县政府网站主动公开政府信息500条，围绕民生领域主动公开政府信息120条。'''",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for pair in differing(report).iter().filter(|pair| pair.same_part) {
            pair.report(report, findings);
        }
    }
}
