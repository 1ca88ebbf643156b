//! HB-03.

use gouji_core::prelude::*;
use gouji_core::report::ExtraKind;

use crate::{OWN_ROW, SOURCE, TEMPLATE};

/// The province's template has a row that the national one has not.
pub(crate) struct MissingOtherDocuments;

impl Rule for MissingOtherDocuments {
    fn card(&self) -> Card {
        Card::info("HB-03", "hubei/missing-other-documents", "表二没有“其他主动公开文件”一行")
            .likely()
            .basis(TEMPLATE)
            .why("省里的模板在表二第（一）项下另加了一行“其他主动公开文件”，用来填规章、规范性文件以外的文件。")
            .source(SOURCE)
            .years(2020, 2020)
            .editions(&[Edition::E2019])
            .bad(
                "year = 2020\nproactive.rules = [0, 0, 0]\nproactive.normative_documents = [3, 3, 41]",
                "省里的模板在“规范性文件”之后另有一行“其他主动公开文件”，这份报告没有",
            )
            .good(
                "year = 2020\nproactive.normative_documents = [3, 3, 41]\nextra.proactive = ['其他主动公开文件']",
            )
            // The rows of item (一) are not there at all: another rule's matter.
            .good("year = 2020\nproactive.penalties = [12, 0, 40]\nproactive.normative_documents = 'missing'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let documents = ProactiveLine::NormativeDocuments as u8;
        let has_own_row = report.extras().any(|extra| {
            extra.kind == ExtraKind::Row
                && extra.table == Table::Proactive
                && report.slice(extra.place).contains(OWN_ROW)
        });
        if report.line(Table::Proactive, documents).present && !has_own_row {
            findings.add(
                Spot::row(Table::Proactive, documents),
                format!("省里的模板在“规范性文件”之后另有一行“{OWN_ROW}”，这份报告没有"),
            );
        }
    }
}
