//! F09: row labels with a small mistake.

use gouji_core::prelude::*;

use super::edition_of;
use super::unofficial_document_label::is_unofficial;

/// 行名有错字.
pub(crate) struct MisspeltLabel;

impl Rule for MisspeltLabel {
    fn card(&self) -> Card {
        Card::info("F09", "national/misspelt-label", "表格的行名有错字漏字")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件")
            .why("行名是统一格式印好的，照原样保留，便于汇总。")
            .years(2019, 9999)
            .bad(
                "label.requests.denied.law_prohibited = '2.其他法律行政止公开'",
                "“2.其他法律行政止公开”应写作“2.其他法律行政法规禁止公开”",
            )
            .good("")
            .good("label.requests.total = '总计'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for table in Table::ALL {
            for ((row, label), line) in (0_u8..).zip(table.rows()).zip(report.lines(table)) {
                if !line.present || line.fit != Fit::Misspelt || line.label.is_empty() {
                    continue;
                }
                let is_documents = label.key == ProactiveLine::NormativeDocuments.key();
                if is_documents && is_unofficial(report) {
                    continue;
                }
                let official = match edition_of(report) {
                    Some(Edition::E2019) if is_documents => label.title,
                    _ => label.printed,
                };
                let printed = report.slice(line.label).trim();
                findings
                    .add(Spot::row(table, row), format!("“{printed}”应写作“{official}”"))
                    .repair(printed, official);
            }
        }
    }
}
