//! T4-07: lawsuits after reconsideration, and no reconsideration in two years.

use gouji_core::prelude::*;

/// 有复议后起诉，两年都没有复议.
pub(crate) struct LitigationWithoutReconsideration;

impl Rule for LitigationWithoutReconsideration {
    fn card(&self) -> Card {
        Card::info(
            "T4-07",
            "national/litigation-without-reconsideration",
            "有复议后起诉的，今年和上年却都没有复议",
        )
        .possible()
        .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表四")
        .why("复议后起诉的案件，先要有复议。今年和上年都没有，可能本应填在“未经复议直接起诉”。")
        .needs(Need::LastYear)
        .bad(
            "disputes.reconsideration = [0, 0, 0, 0, 0]
                 disputes.litigation_after_reconsideration = [2, 0, 0, 0, 2]
                 last_year.disputes.reconsideration = [0, 0, 0, 0, 0]",
            "复议后起诉 2 件，今年和上年的行政复议都是 0，请核对是否应填在“未经复议直接起诉”",
        )
        .good(
            "disputes.reconsideration = [0, 0, 0, 0, 0]
                 disputes.litigation_after_reconsideration = [2, 0, 0, 0, 2]
                 last_year.disputes.reconsideration = [2, 0, 0, 0, 2]",
        )
        .good(
            "disputes.reconsideration = [1, 0, 0, 0, 1]
                 disputes.litigation_after_reconsideration = [2, 0, 0, 0, 2]
                 last_year.disputes.reconsideration = [0, 0, 0, 0, 0]",
        )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        use DisputeKind as K;
        let Some(last_year) = report.last_year() else { return };
        let total = |report: &Report, kind: K| report.cell((kind, DisputeResult::Total)).number();
        let none = |report| total(report, K::Reconsideration) == Some(Decimal::ZERO);
        let Some(cases) = total(report, K::LitigationAfterReconsideration) else { return };
        if cases > Decimal::ZERO && none(report) && none(&last_year) {
            findings.add(
                CellId::from((K::LitigationAfterReconsideration, DisputeResult::Total)),
                format!(
                    "复议后起诉 {cases} 件，今年和上年的行政复议都是 0，请核对是否应填在“未经复议直接起诉”"
                ),
            );
        }
    }
}
