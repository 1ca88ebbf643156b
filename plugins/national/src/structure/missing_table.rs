//! S10: a part without its table.

use gouji_core::form::PARTS;
use gouji_core::prelude::*;

use super::ordinal;
use super::table_elsewhere::{pictured, pointed_to};
use crate::doubt;

/// 缺少表格.
pub(crate) struct MissingTable;

impl Rule for MissingTable {
    fn card(&self) -> Card {
        Card::error("S10", "national/missing-table", "第二、三、四部分缺少表格")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("这三个部分以表格形式报告，没有发生的也要逐格填 0。2019年度是过渡，确有困难的可以参照。")
            .years(2019, 9999)
            .bad(
                "disputes = 'missing'",
                "第四部分没有表格，应按统一格式列出“政府信息公开行政复议、行政诉讼情况”表",
            )
            .bad(
                "disputes.reconsideration = 'missing'
                 disputes.direct_litigation = 'missing'
                 disputes.litigation_after_reconsideration = 'missing'",
                "第四部分的表只有表头，没有一个数，应按统一格式列出“政府信息公开行政复议、行政诉讼情况”表",
            )
            .good("")
            .good("headings = ['一、总体情况']")
            .good("disputes = 'missing'\ntext.disputes = '详见附件。'")
            .good("disputes = 'picture'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            let header_only = report.table_place(table).is_some();
            if header_only && !is_header_only(report, table) {
                continue;
            }
            // That it is a picture or an attachment S23 says.
            if pictured(report, table).is_some() || pointed_to(report, table).is_some() {
                continue;
            }
            // Without the part, S01 says it.
            let Some(part) = report.part(table.part()) else { continue };
            let found = findings.add(
                part.heading,
                format!(
                    "{}{}，应按统一格式列出“{}”表",
                    ordinal(table.part()),
                    if header_only { "的表只有表头，没有一个数" } else { "没有表格" },
                    PARTS[usize::from(table.part()) - 1].heading
                ),
            );
            if report.year == Some(2019) {
                found.at_most(Severity::Warning);
            }
            doubt::if_incomplete(found, report);
        }
    }
}

/// Whether of a table nothing but its header stands there: neither a row nor a number that might be one's.
fn is_header_only(report: &Report, table: Table) -> bool {
    let rows = 0..table.rows().len() as u8;
    report.extras().all(|extra| extra.table != table)
        && !rows.into_iter().any(|row| report.line(table, row).present)
        && !report.part_text(table.part()).bytes().any(|byte| byte.is_ascii_digit())
}
