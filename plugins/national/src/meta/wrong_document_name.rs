//! M03: a title that names another kind of document.

use gouji_core::prelude::*;

use super::unofficial_title::has_official_name;
use crate::prose;

/// 标题写成了别的文件.
pub(crate) struct WrongDocumentName;

impl Rule for WrongDocumentName {
    fn card(&self) -> Card {
        Card::warning("M03", "national/wrong-document-name", "标题写成了工作报告、总结或政务公开报告")
            .basis("政府信息公开条例第四十九条、第五十条；国办公开办函〔2019〕60号、〔2021〕30号")
            .why("年度报告是条例规定的法定文件，名称是“政府信息公开工作年度报告”，不是工作报告、工作总结，也不是政务公开的报告。")
            .years(2019, 9999)
            .bad(
                "title = '某某县2023年政府信息公开工作报告'",
                "标题把年度报告写成了“工作报告”，应为“政府信息公开工作年度报告”",
            )
            .bad(
                "title = '某某市水利局2023年政务公开年度报告'",
                "标题把年度报告写成了“政务公开”，应为“政府信息公开工作年度报告”",
            )
            .good("title = '某某县人民政府2023年政府信息公开工作年度报告'")
            .good("title = '某某县2023年政府信息公开年度报告'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(place) = report.title() else { return };
        if let Some(name) = names_another_document(report.slice(place)) {
            let name = prose::shortened(name);
            findings.add(place, format!("标题把年度报告写成了“{name}”，应为“政府信息公开工作年度报告”"));
        }
    }
}

/// The words of a title that name another document.
pub(super) fn names_another_document(title: &str) -> Option<&'static str> {
    if has_official_name(title) {
        return None;
    }
    ["政务公开", "工作总结", "工作报告", "总结"].into_iter().find(|name| title.contains(name))
}
