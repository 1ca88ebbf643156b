//! M14: “本报告由五个部分组成”.

use gouji_core::prelude::*;

/// 组成部分的个数不对.
pub(crate) struct WrongPartCount;

impl Rule for WrongPartCount {
    fn card(&self) -> Card {
        Card::warning("M14", "national/wrong-part-count", "所说的组成部分与实际不符")
            .basis("政府信息公开条例第五十条；国办公开办函〔2019〕60号、〔2021〕30号")
            .why("统一格式是六个部分。开头说几个部分，正文就应当有几个部分。")
            .years(2019, 9999)
            .bad("composition = 5", "开头说由 5 个部分组成，实际有 6 个部分")
            .good("composition = 6")
            .good("")
            .good("composition = 2\nheadings = ['一、总体情况', '二、主动公开政府信息情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(composition) = report.composition() else { return };
        let actual = report.parts().filter(|part| part.number > 0 || part.numeral > 0).count();
        // Six is right whatever the report has: what is missing or too much is said elsewhere.
        if composition.parts == 6 || usize::from(composition.parts) == actual || actual < 2 {
            return;
        }
        let found = findings.add(
            composition.place,
            format!("开头说由 {} 个部分组成，实际有 {actual} 个部分", composition.parts),
        );
        // In the digits that it is written in.
        let chinese = |number: usize| "零一二三四五六七八九".chars().nth(number).map(String::from);
        let told = usize::from(composition.parts);
        let said = report.slice(composition.place);
        if said.contains(&told.to_string()) {
            found.repair(told.to_string(), actual.to_string());
        } else if let (Some(wrong), Some(right)) =
            (chinese(told).filter(|wrong| said.contains(wrong)), chinese(actual))
        {
            found.repair(wrong, right);
        }
    }
}
