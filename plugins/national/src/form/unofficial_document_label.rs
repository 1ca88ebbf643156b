//! F04: 规范性文件 in the 2021 form.

use gouji_core::prelude::*;

/// 2021年格式里仍写“规范性文件”.
pub(crate) struct UnofficialDocumentLabel;

impl Rule for UnofficialDocumentLabel {
    fn card(&self) -> Card {
        Card::warning("F04", "national/unofficial-document-label", "表二“行政规范性文件”写作“规范性文件”")
            .basis("国办公开办函〔2021〕30号，附件表二")
            .why("2021年格式的这一行是“行政规范性文件”，范围比2019年格式的“规范性文件”窄：只算依法公开发布、有普遍约束力、在一定期限内反复适用的。行名没改，数往往也是按老口径填的。")
            .editions(&[Edition::E2021])
            .bad(
                "label.proactive.normative_documents = '规范性文件'
                 proactive.normative_documents = [1, 0, 5]",
                "这一行应为“行政规范性文件”，写作“规范性文件”；请核对件数是否按行政规范性文件统计",
            )
            .good("proactive.normative_documents = [1, 0, 5]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if is_unofficial(report) {
            findings.add(
                Spot::row(Table::Proactive, ProactiveLine::NormativeDocuments as u8),
                "这一行应为“行政规范性文件”，写作“规范性文件”；请核对件数是否按行政规范性文件统计",
            );
        }
    }
}

/// Whether a report on the 2021 form prints the label of the 2019 form.
pub(super) fn is_unofficial(report: &Report) -> bool {
    let line = report.line(Table::Proactive, ProactiveLine::NormativeDocuments as u8);
    report.edition == Some(Edition::E2021)
        && line.present
        && !line.label.is_empty()
        && report.slice(line.label).chars().filter(|c| !c.is_whitespace()).eq("规范性文件".chars())
}
