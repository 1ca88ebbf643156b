//! F06: rows that the form does not have.

use gouji_core::prelude::*;
use gouji_core::report::ExtraKind;

use super::{Shows, listed, shown_by_proactive};

/// 表格有格式以外的行.
pub(crate) struct UnknownRow;

impl Rule for UnknownRow {
    fn card(&self) -> Card {
        Card::warning("F06", "national/unknown-row", "表格有格式以外的行")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("2021年的格式去掉了政府集中采购和其他对外管理服务事项，不再填报。地方另加的行要看上级有没有要求。")
            .years(2019, 9999)
            .bad(
                "proactive.rules = [0, 0, 0]\nproactive.procurement = { projects = 3, amount = 12 }",
                "表二的“政府集中采购”是2019年格式的行，2021年的格式没有，应删去",
            )
            .bad("extra.proactive = ['其他主动公开文件']", "表二有格式以外的行：其他主动公开文件")
            .good("year = 2020\nproactive.rules = [0, 0, 0]\nproactive.procurement = [3, '12万元']")
            .good("extra.requests = ['小计']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.year.is_some_and(|year| year >= 2021) && shown_by_proactive(report) == Shows::New {
            for line in [ProactiveLine::OtherServices, ProactiveLine::Procurement] {
                if report.line(Table::Proactive, line as u8).present {
                    findings.add(
                        Spot::row(Table::Proactive, line as u8),
                        format!("表二的“{}”是2019年格式的行，2021年的格式没有，应删去", line.title()),
                    );
                }
            }
        }
        for table in Table::ALL {
            let rows =
                || report.extras().filter(move |extra| extra.table == table && extra.kind == ExtraKind::Row);
            let Some(first) = rows().next() else { continue };
            let labels = listed(rows().map(|row| report.slice(row.place)));
            findings
                .add(first.place, format!("{}有格式以外的行：{labels}", table.title()))
                .at_most(Severity::Info);
        }
    }
}
