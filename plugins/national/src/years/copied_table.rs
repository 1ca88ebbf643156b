//! Y04: a table that is last year's, cell by cell.

use gouji_core::finding::Found;
use gouji_core::prelude::*;

use super::{Likeness, likeness};
use crate::doubt;

/// 表格与上年报告完全一样.
pub(crate) struct CopiedTable;

impl Rule for CopiedTable {
    fn card(&self) -> Card {
        Card::error("Y04", "national/copied-table", "表格与上年报告完全一样")
            .basis("政府信息公开条例第六条、第五十条；国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("表里是当年的数。数不少，却一格不差，是照抄了上年的表。只有几件的小单位可能碰巧一样，只作提示。")
            .needs(Need::LastYear)
            .bad(
                "proactive.licensing = [3712]
                 proactive.penalties = [215]
                 proactive.coercion = [18]
                 last_year.proactive.licensing = [3712]
                 last_year.proactive.penalties = [215]
                 last_year.proactive.coercion = [18]",
                "表二与上年报告完全一样，没有换成本年的数",
            )
            .bad(
                "year = 2021
                 requests.new = [24, 3, 0, 0, 0, 0, 27]
                 requests.granted = [11, 2, 0, 0, 0, 0, 13]
                 requests.unavailable.not_held = [9, 1, 0, 0, 0, 0, 10]
                 requests.other.other = [4, 0, 0, 0, 0, 0, 4]
                 last_year.requests.new = [24, 3, 0, 0, 0, 0, 27]
                 last_year.requests.granted = [11, 2, 0, 0, 0, 0, 13]
                 last_year.requests.unavailable.not_held = [9, 1, 0, 0, 0, 0, 10]
                 last_year.requests.other = [4, 0, 0, 0, 0, 0, 4]",
                "表三与上年报告完全一样，没有换成本年的数",
            )
            .good(
                "proactive.licensing = [3712]
                 proactive.penalties = [215]
                 proactive.coercion = [18]
                 last_year.proactive.licensing = [3712]
                 last_year.proactive.penalties = [214]
                 last_year.proactive.coercion = [18]",
            )
            .good(
                "requests.new = [1, 0, 0, 0, 0, 0, 1]
                 requests.granted = [1, 0, 0, 0, 0, 0, 1]
                 requests.total = [1, 0, 0, 0, 0, 0, 1]
                 last_year.requests.new = [1, 0, 0, 0, 0, 0, 1]
                 last_year.requests.granted = [1, 0, 0, 0, 0, 0, 1]
                 last_year.requests.total = [1, 0, 0, 0, 0, 0, 1]",
            )
            // What is in force may well stay as it was.
            .good(
                "proactive.normative_documents = [0, 0, 126]
                 last_year.proactive.normative_documents = [0, 0, 126]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(last_year) = report.last_year() else { return };
        let copied = Table::ALL.map(|table| (table, likeness(report, &last_year, table)));
        let mut said: Option<&mut Found> = None;
        let worst = copied.iter().map(|(_, likeness)| *likeness).max();
        let tables: Vec<&str> = copied
            .iter()
            .filter(|(_, likeness)| *likeness >= Likeness::Likely)
            .map(|(table, _)| table.title())
            .collect();
        if let Some(&(first, _)) = copied.iter().find(|(_, likeness)| *likeness >= Likeness::Likely) {
            let message = format!("{}与上年报告完全一样，没有换成本年的数", tables.join("、"));
            said = Some(findings.add(Spot::table(first), message));
        }
        let Some(found) = said else { return };
        if worst != Some(Likeness::Sure) {
            found.at_most(Severity::Warning);
        }
        for table in Table::ALL {
            doubt::if_inferred(found, report, table);
            doubt::if_inferred(found, &last_year, table);
        }
    }
}
