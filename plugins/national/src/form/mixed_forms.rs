//! F03: columns of both forms in one 表二.

use gouji_core::prelude::*;

use super::{Shows, edition_of, shown_by_proactive};
use crate::doubt;

/// 表二里两个格式的栏目混在一起.
pub(crate) struct MixedForms;

impl Rule for MixedForms {
    fn card(&self) -> Card {
        Card::error("F03", "national/mixed-forms", "表二混用两种格式的栏目")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("两个格式的栏目意思不同：“本年新制作数量”不是“本年制发件数”，“对外公开总数量”也不是“现行有效件数”。混在一张表里，哪一栏的数都没法用。")
            .years(2019, 9999)
            .bad(
                "proactive.rules = { made = 0, newly_public = 0, total_public = 0 }
                 proactive.fees = [0]",
                "表二里既有2019年格式的栏目（本年新制作数量），又有2021年格式的栏目（金额），应全部用2021年的格式（国办公开办函〔2021〕30号）",
            )
            .good("proactive.rules = [0, 0, 0]\nproactive.fees = [0]")
            .good("year = 2020\nproactive.rules = [0, 0, 0]\nproactive.procurement = [3, '12万元']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if shown_by_proactive(report) != Shows::Both {
            return;
        }
        let due = report.year.map(Edition::due).or_else(|| edition_of(report)).unwrap_or(Edition::E2021);
        let column_of = |edition: Edition| {
            let other = if edition == Edition::E2019 { Edition::E2021 } else { Edition::E2019 };
            report
                .printed(Table::Proactive)
                .filter(|cell| cell.id.row != ProactiveLine::Procurement as u8)
                .find(|cell| {
                    let CellId { table, row, column } = cell.id;
                    table.expects(edition, row, column) && !table.expects(other, row, column)
                })
                .and_then(|cell| cell.id.column_label())
                .map_or("", |label| label.title)
        };
        let found = findings.add(
            Spot::table(Table::Proactive),
            format!(
                "表二里既有2019年格式的栏目（{}），又有2021年格式的栏目（{}），应全部用{}年的格式（{}）",
                column_of(Edition::E2019),
                column_of(Edition::E2021),
                due.key(),
                due.document(),
            ),
        );
        doubt::if_inferred(found, report, Table::Proactive);
    }
}
