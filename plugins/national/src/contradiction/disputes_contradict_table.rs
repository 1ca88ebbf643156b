//! X06: reconsideration and litigation, in the prose and in 表四.

use gouji_core::prelude::*;

use crate::claims::{Mentioned, Tabled, compare, number, sum};

/// 正文的复议诉讼数与表四不符.
pub(crate) struct DisputesContradictTable;

use DisputeKind as K;
use DisputeResult as R;

const LITIGATION: [K; 2] = [K::DirectLitigation, K::LitigationAfterReconsideration];

const DISPUTES: [(Subject, &str, &[K], R); 6] = [
    (Subject::Reconsideration, "表四的行政复议总计", &[K::Reconsideration], R::Total),
    (Subject::Litigation, "表四的行政诉讼总计（两项合计）", &LITIGATION, R::Total),
    (Subject::ReconsiderationUpheld, "表四的行政复议结果维持", &[K::Reconsideration], R::Upheld),
    (Subject::ReconsiderationCorrected, "表四的行政复议结果纠正", &[K::Reconsideration], R::Corrected),
    (Subject::LitigationUpheld, "表四的行政诉讼结果维持（两项合计）", &LITIGATION, R::Upheld),
    (Subject::LitigationCorrected, "表四的行政诉讼结果纠正（两项合计）", &LITIGATION, R::Corrected),
];

impl Rule for DisputesContradictTable {
    fn card(&self) -> Card {
        Card::error("X06", "national/disputes-contradict-table", "正文的复议诉讼数与表四不符")
            .basis("政府信息公开条例第五十条第（三）项；国办公开办函〔2019〕60号、〔2021〕30号，附件表四")
            .why("正文和表四数的是同一批案件，都只数因政府信息公开引起的。")
            .bad(
                "overview = '未发生因政府信息公开引起的行政复议、行政诉讼。'
                 disputes.reconsideration = [1, 0, 0, 0, 1]
                 disputes.direct_litigation = [0, 0, 0, 0, 0]
                 disputes.litigation_after_reconsideration = [0, 0, 0, 0, 0]",
                "正文说没有政府信息公开行政复议，表四的行政复议总计是 1",
            )
            .bad(
                "overview = '全年因政府信息公开被申请行政复议3件，被提起行政诉讼2件。'
                 disputes.reconsideration = [1, 0, 0, 0, 1]
                 disputes.direct_litigation = [1, 0, 0, 0, 1]
                 disputes.litigation_after_reconsideration = [1, 0, 0, 0, 1]",
                "正文写政府信息公开行政复议 3件，表四的行政复议总计是 1",
            )
            .good(
                "overview = '未发生因政府信息公开引起的行政复议、行政诉讼。'
                 disputes.reconsideration = [0, 0, 0, 0, 0]
                 disputes.direct_litigation = [0, 0, 0, 0, 0]
                 disputes.litigation_after_reconsideration = [0, 0, 0, 0, 0]",
            )
            .good(
                "overview = '全年因政府信息公开被申请行政复议3件。'
                 disputes.reconsideration = [2, 1, 0, 0, 0]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mentioned = Mentioned::by(report);
        for (subject, name, kinds, result) in DISPUTES {
            if !mentioned.has(subject) {
                continue;
            }
            let figure: Figure = kinds.iter().map(|&kind| number(report, (kind, result))).sum();
            // Where the total is wrong, T4-01 to T4-03 say so; the prose may agree with the cases.
            let cases = match result {
                R::Total => kinds
                    .iter()
                    .map(|&kind| {
                        sum(report, [R::Upheld, R::Corrected, R::Other, R::Pending].map(|r| (kind, r)))
                    })
                    .sum(),
                _ => Figure::UNKNOWN,
            };
            let Some(&first) = kinds.first() else { continue };
            let spot = CellId::from((first, result));
            compare(report, subject, Tabled::new(name, spot, figure).or([cases]), findings);
        }
    }
}
