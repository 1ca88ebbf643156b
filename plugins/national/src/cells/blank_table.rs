//! V08: a table without a single number.

use gouji_core::prelude::*;

use super::is_blank_table;
use crate::doubt;

/// 整张表空着.
pub(crate) struct BlankTable;

impl Rule for BlankTable {
    fn card(&self) -> Card {
        Card::error("V08", "national/blank-table", "整张表没有填数")
            .basis("政府信息公开条例第五十条；国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("三张表是报告的法定内容。全年一件都没有，也要一格一格填 0。")
            .bad(
                "disputes.reconsideration = ['', '', '', '', '']
                 disputes.direct_litigation = ['', '', '', '', '']
                 disputes.litigation_after_reconsideration = ['', '', '', '', '']",
                "表四一个数也没有填，没有的应填 0",
            )
            .good("disputes.reconsideration = [0, '', '', '', '']")
            .good("")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            if is_blank_table(report, table) {
                let message = format!("{}一个数也没有填，没有的应填 0", table.title());
                let found = findings.add(Spot::table(table), message);
                doubt::if_inferred(found, report, table);
                doubt::if_incomplete(found, report);
            }
        }
    }
}
