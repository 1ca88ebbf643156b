//! M10: no address or telephone number.

use gouji_core::prelude::*;

/// 没有联系方式.
pub(crate) struct MissingContact;

impl Rule for MissingContact {
    fn card(&self) -> Card {
        Card::info("M10", "national/missing-contact", "没有写联系方式")
            .basis("各地编制通知；北京大学年报范本")
            .why("宜在开头写明对报告有疑问时同谁联系：机构、地址、邮编、电话。")
            .source("统一格式没有规定，是各地的做法")
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'",
                "没有写联系方式，宜写明联系的机构、地址和电话",
            )
            .good("title = '某某县2023年政府信息公开工作年度报告'\ncontact = '联系电话：0870-1234567'")
            .good("overview = '2023年，我县主动公开政府信息812条。'")
            .good("title = '某某县2023年政府信息公开工作年度报告'\nother = '如有疑问，请拨打咨询电话0870-1234567。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if report.contact().is_some() {
            return;
        }
        // Without title and preamble the beginning of the report was probably not given to us.
        let preamble =
            report.paragraphs().next().filter(|first| first.part == 0 && first.kind == ParagraphKind::Prose);
        let Some(place) = preamble.map(|first| first.place).or(report.title()) else { return };
        if [0, 6].iter().any(|&part| {
            report.paragraphs_of(part).any(|paragraph| report.slice(paragraph.place).contains("电话"))
        }) {
            return;
        }
        findings.add(place, "没有写联系方式，宜写明联系的机构、地址和电话");
    }
}
