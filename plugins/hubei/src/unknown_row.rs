//! HB-04.

use gouji_core::prelude::*;
use gouji_core::report::ExtraKind;

use crate::{OWN_ROW, SOURCE, TEMPLATE};

/// Rows that neither the national form nor the province's template has.
pub(crate) struct UnknownRow;

impl Rule for UnknownRow {
    fn card(&self) -> Card {
        Card::info("HB-04", "hubei/unknown-row", "表格有国家格式和省模板以外的行")
            .basis(&format!("国办公开办函〔2019〕60号，附件；{TEMPLATE}"))
            .why("省里的模板只另加了“其他主动公开文件”一行，此外的行汇总时收不上去。")
            .source(SOURCE)
            .replaces(&["F06"])
            .years(2020, 2020)
            .editions(&[Edition::E2019])
            .bad(
                "year = 2020\nextra.proactive = ['其他主动公开文件', '党务公开']",
                "表二有国家格式和省模板以外的行：党务公开",
            )
            .bad("year = 2020\nextra.requests = ['电话咨询']", "表三有国家格式和省模板以外的行：电话咨询")
            .good("year = 2020\nextra.proactive = ['其他主动公开文件']")
            .good("year = 2020\nextra.requests = ['小计']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let unknown = || {
                report.extras().filter(move |extra| {
                    let own = table == Table::Proactive && report.slice(extra.place).contains(OWN_ROW);
                    extra.table == table && extra.kind == ExtraKind::Row && !own
                })
            };
            let Some(first) = unknown().next() else { continue };
            let labels: Vec<&str> = unknown().take(8).map(|extra| report.slice(extra.place)).collect();
            findings.add(
                first.place,
                format!("{}有国家格式和省模板以外的行：{}", table.title(), labels.join("、")),
            );
        }
    }
}
