//! M01: no title above the report.

use gouji_core::prelude::*;

/// 没有标题.
pub(crate) struct MissingTitle;

impl Rule for MissingTitle {
    fn card(&self) -> Card {
        Card::warning("M01", "national/missing-title", "没有标题")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第五十条；国办公开办函〔2019〕60号、〔2021〕30号")
            .why("标题说明这是哪个机关、哪一年的报告。只给了正文的，可能是转换时丢了标题。")
            .years(2019, 9999)
            .bad(
                "preamble = '本报告依照条例编制。'",
                "没有标题，应有“〈机关名称〉2023年政府信息公开工作年度报告”",
            )
            .bad("", "没有标题，应有“〈机关名称〉2023年政府信息公开工作年度报告”")
            .good("title = '某某县人民政府2023年政府信息公开工作年度报告'\npreamble = '本报告依照条例编制。'")
            .good("headings = ['二、主动公开政府信息情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.title().is_some() {
            return;
        }
        let Some(first) = report.part(1) else { return };
        let year = report.year.map(|year| format!("{year}年")).unwrap_or_default();
        let name = match report.agency.name {
            "" => "〈机关名称〉",
            name => name,
        };
        let found =
            findings.add(first.heading, format!("没有标题，应有“{name}{year}政府信息公开工作年度报告”"));
        // Where the text begins with part one, the beginning was probably not given to us.
        if !report.paragraphs().any(|paragraph| paragraph.part == 0) {
            found.at_most(Severity::Info);
        }
    }
}
