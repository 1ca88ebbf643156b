//! M02: a title that is not `<机关名称><年>政府信息公开工作年度报告`.

use gouji_core::prelude::*;

use super::misspelt_title::slip;
use super::wrong_document_name::names_another_document;
use crate::prose;

/// 标题不合格式.
pub(crate) struct UnofficialTitle;

impl Rule for UnofficialTitle {
    fn card(&self) -> Card {
        Card::warning("M02", "national/unofficial-title", "标题不是“政府信息公开工作年度报告”")
            .basis("政府信息公开条例第五十条；国办公开办函〔2019〕60号、〔2021〕30号")
            .why("统一的名称是“〈机关名称〉〈年份〉年政府信息公开工作年度报告”。")
            .years(2019, 9999)
            .bad(
                "title = '某某县农业农村局2023年政府信息公开年报'",
                "标题写作“某某县农业农村局2023年政府信息公开年报”，应含“2023年政府信息公开工作年度报告”",
            )
            .good("title = '某某县人民政府2023年政府信息公开工作年度报告'")
            .good("title = '某某县人民政府2023年度政府信息公开工作 年度报告'")
            .good("title = '某某县2023年政府信息公开工作报告'")
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(place) = report.title() else { return };
        let title = report.slice(place);
        // A slip in it is the matter of M05.
        if has_official_name(title) || names_another_document(title).is_some() || slip(title).is_some() {
            return;
        }
        let year = report.year.map(|year| format!("{year}年")).unwrap_or_default();
        let title = prose::shortened(title);
        findings.add(place, format!("标题写作“{title}”，应含“{year}政府信息公开工作年度报告”"));
    }
}

/// Whether a title has the official name of the document, white space aside.
pub(super) fn has_official_name(title: &str) -> bool {
    const NAME: &str = "政府信息公开工作年度报告";
    title.contains(NAME) || {
        // A repost in traditional characters has the name too.
        let plain = |c: char| match c {
            '開' => '开',
            '報' => '报',
            _ => c,
        };
        let joined: String = title.chars().filter(|c| !c.is_whitespace()).map(plain).collect();
        joined.contains(NAME)
    }
}
