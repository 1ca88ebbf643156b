//! X08: decisions on permits, penalties and coercion, in the prose and in 表二.

use gouji_core::prelude::*;

use super::named;
use crate::claims::{Mentioned, Tabled, compare, number};

/// 正文的处理决定数与表二不符.
pub(crate) struct DecisionsContradictTable;

const DECISIONS: [(Subject, &str, ProactiveLine); 3] = [
    (Subject::LicensingDecisions, "表二的行政许可处理决定数量", ProactiveLine::Licensing),
    (Subject::PenaltyDecisions, "表二的行政处罚处理决定数量", ProactiveLine::Penalties),
    (Subject::CoercionDecisions, "表二的行政强制处理决定数量", ProactiveLine::Coercion),
];

impl Rule for DecisionsContradictTable {
    fn card(&self) -> Card {
        Card::error("X08", "national/decisions-contradict-table", "正文的许可、处罚、强制决定数与表二不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表二第二十条第（五）项、第（六）项")
            .why("处理决定数量是全年作出的决定，无论是否公开，正文和表二应当一致。")
            .bad(
                "overview = '全年作出行政许可决定600件。'\nproactive.licensing = [60]",
                "正文写行政许可处理决定 600件，表二的行政许可处理决定数量是 60",
            )
            .good("overview = '全年作出行政许可决定600件。'\nproactive.licensing = [600]")
            .good("overview = '一家下属单位作出行政许可决定6件。没有因行政强制引起的投诉。'\nproactive.licensing = [600]\nproactive.coercion = [3]")
            .good("overview = '公示行政许可信息600条。'\nproactive.licensing = [60]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X08", findings);
        let mentioned = Mentioned::by(report);
        for (subject, name, line) in DECISIONS {
            if !mentioned.has(subject) {
                continue;
            }
            let spot = CellId::from((line, ProactiveColumn::Decisions));
            let tabled = Tabled::new(name, spot, number(report, spot));
            let Some((_, found)) = compare(report, subject, tabled, findings) else { continue };
            // In the older form the column is often filled otherwise: T2-04.
            if report.edition == Some(Edition::E2019) {
                found.at_most(Severity::Warning);
            }
        }
    }
}
