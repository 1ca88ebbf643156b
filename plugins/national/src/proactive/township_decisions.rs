//! T2-17: permits, coercion or fees of a township.

use gouji_core::prelude::*;

/// 乡镇、街道填了行政许可、行政强制或收费.
pub(crate) struct TownshipDecisions;

const LINES: [(ProactiveLine, ProactiveColumn, ProactiveColumn); 3] = [
    (ProactiveLine::Licensing, ProactiveColumn::Decisions, ProactiveColumn::Decisions),
    (ProactiveLine::Coercion, ProactiveColumn::Decisions, ProactiveColumn::Decisions),
    (ProactiveLine::Fees, ProactiveColumn::Amount, ProactiveColumn::LastYearItems),
];

impl Rule for TownshipDecisions {
    fn card(&self) -> Card {
        Card::info("T2-17", "national/township-decisions", "乡镇、街道填报了行政许可、行政强制或收费")
            .possible()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表二")
            .why("乡镇、街道的许可、强制和收费权一般来自赋权或委托。没有的应填 0，替上级部门代办的由上级部门填。")
            .levels(&[Level::Township])
            .bad(
                "agency.level = 'township'\nproactive.licensing = [37]\nproactive.fees = ['1.5']",
                "填了行政许可 37、行政事业性收费 1.5，请核对有没有赋权或委托；代上级部门办理的不填",
            )
            .bad(
                "agency.level = 'township'\nyear = 2020\nproactive.coercion = [2, 0, 6]",
                "填了行政强制 6，请核对有没有赋权或委托；代上级部门办理的不填",
            )
            .good("agency.level = 'township'\nproactive.licensing = [0]\nproactive.penalties = [12]")
            .good(
                "agency.level = 'township'\noverview = '承接县级赋权事项48项。'\nproactive.licensing = [37]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let filled = || {
            LINES.into_iter().filter_map(|(line, newer, older)| {
                let column = if report.edition == Some(Edition::E2021) { newer } else { older };
                let cell = report.cell((line, column));
                cell.figure().is_positive().then_some((line, cell))
            })
        };
        let Some((_, first)) = filled().next() else { return };
        if ["赋权", "委托", "下放", "承接"].iter().any(|word| report.part_text(1).contains(word)) {
            return;
        }
        let said: Vec<String> =
            filled().map(|(line, cell)| format!("{} {}", line.title(), cell.figure())).collect();
        findings
            .add(first.id, format!("填了{}，请核对有没有赋权或委托；代上级部门办理的不填", said.join("、")));
    }
}
