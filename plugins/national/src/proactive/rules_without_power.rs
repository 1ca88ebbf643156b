//! T2-01: 规章 of a body that has no power to make any.

use gouji_core::prelude::*;

use crate::doubt;

/// 没有规章制定权的机关填了规章.
pub(crate) struct RulesWithoutPower;

/// Cities without districts that may make rules all the same, and districts with powers of their own.
const EXCEPTIONS: [&str; 5] = ["东莞", "中山市", "儋州", "嘉峪关", "浦东"];

impl Rule for RulesWithoutPower {
    fn card(&self) -> Card {
        Card::error("T2-01", "national/rules-without-power", "没有规章制定权的机关填报了规章")
            .basis("立法法关于规章的规定；国办公开办函〔2019〕60号、〔2021〕30号，附件表二")
            .why("规章只有国务院部门，省、自治区、直辖市，设区的市、自治州的政府能够制定。县、乡和市县政府部门应填 0，上级的规章不计入。")
            .bad(
                "agency.level = 'township'\nproactive.rules = [0, 0, 6]",
                "“规章”填了：现行有效件数 6；乡镇、街道没有规章制定权，应填 0，上级的规章不计入",
            )
            .bad(
                "year = 2020\nagency.level = 'department'\nagency.of = 'city'\nproactive.rules = [1, 1, 1]",
                "“规章”填了：本年新制作数量 1、本年新公开数量 1、对外公开总数量 1；市、县政府部门没有规章制定权，应填 0，上级的规章不计入",
            )
            .good("agency.level = 'township'\nproactive.rules = [0, 0, 0]")
            .good("agency.level = 'city'\nproactive.rules = [1, 0, 30]")
            .good("agency.level = 'department'\nagency.of = 'national'\nproactive.rules = [1, 0, 30]")
            .good("agency.level = 'department'\nproactive.rules = [1, 0, 30]")
            .good("proactive.rules = [1, 0, 30]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let body = match (report.agency.level, report.agency.of) {
            (Some(level @ (Level::County | Level::Township)), _) => level.title(),
            (Some(Level::Department), Some(Level::City | Level::County | Level::Township)) => {
                "市、县政府部门"
            }
            _ => return,
        };
        let counts = || {
            report
                .printed(Table::Proactive)
                .take_while(|cell| cell.id.row == ProactiveLine::Rules as u8)
                .filter(|cell| cell.figure().is_positive())
        };
        let Some(first) = counts().next() else { return };
        if EXCEPTIONS.iter().any(|name| report.agency.name.contains(name)) {
            return;
        }
        let columns: Vec<String> = counts()
            .map(|cell| {
                format!("{} {}", cell.id.column_label().map_or("", |label| label.title), cell.figure())
            })
            .collect();
        let found = findings.add(
            first.id,
            format!("“规章”填了：{}；{body}没有规章制定权，应填 0，上级的规章不计入", columns.join("、")),
        );
        doubt::if_inferred(found, report, Table::Proactive);
    }
}
