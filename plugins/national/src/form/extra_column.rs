//! F07: columns that the form does not have.

use gouji_core::prelude::*;
use gouji_core::report::ExtraKind;

use super::{Shows, listed, shown_by_proactive};
use crate::doubt;

/// 表格有格式以外的列.
pub(crate) struct ExtraColumn;

impl Rule for ExtraColumn {
    fn card(&self) -> Card {
        Card::error("F07", "national/extra-column", "表格有格式以外的列")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("统一格式的列是固定的，多一列，汇总时后面的数就对错了栏。少一列的，每一行都少一格，由 F08 指出。")
            .years(2019, 9999)
            .bad("extra.requests = ['事业单位一栏']", "表三有格式以外的列：事业单位一栏")
            .good("")
            .good("extra.requests = ['小计']")
            .good("extra.proactive = ['其他主动公开文件']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let columns = || {
                report.extras().filter(move |extra| extra.table == table && extra.kind == ExtraKind::Column)
            };
            let Some(first) = columns().next() else { continue };
            // Of columns of both forms F03 says enough.
            if table == Table::Proactive && shown_by_proactive(report) == Shows::Both {
                continue;
            }
            let labels = listed(columns().map(|column| report.slice(column.place).trim()));
            let message = format!("{}有格式以外的列：{labels}", table.title());
            doubt::if_inferred(findings.add(first.place, message), report, table);
        }
    }
}
