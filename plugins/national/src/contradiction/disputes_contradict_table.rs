//! X06: reconsideration and litigation, in the prose and in 表四.

use gouji_core::prelude::*;
use gouji_core::prose::{About, Predicate, Universal};

use super::named;
use crate::claims::{Mentioned, Tabled, compare, stated, sum};
use crate::{doubt, prose};

/// 正文的复议诉讼数与表四不符.
pub(crate) struct DisputesContradictTable;

use DisputeKind as K;
use DisputeResult as R;

const RECONSIDERATION: &[K] = &[K::Reconsideration];
const LITIGATION: &[K] = &[K::DirectLitigation, K::LitigationAfterReconsideration];
const DISPUTES: &[K] = &[K::Reconsideration, K::DirectLitigation, K::LitigationAfterReconsideration];
const ALL: &[R] = &[R::Upheld, R::Corrected, R::Other, R::Pending];
const SETTLED: &[R] = &[R::Upheld, R::Corrected, R::Other];

/// Subject, what the table calls it, and the rows and columns that are added up for it.
const COUNTED: [(Subject, &str, &[K], &[R]); 15] = [
    (Subject::Reconsideration, "表四的行政复议总计", RECONSIDERATION, ALL),
    (Subject::Litigation, "表四的行政诉讼总计（两项合计）", LITIGATION, ALL),
    (Subject::Disputes, "表四的行政复议、行政诉讼总计（三项合计）", DISPUTES, ALL),
    (Subject::LitigationDirect, "表四的直接起诉总计", &[K::DirectLitigation], ALL),
    (Subject::LitigationAfter, "表四的复议后起诉总计", &[K::LitigationAfterReconsideration], ALL),
    (Subject::ReconsiderationSettled, "表四的行政复议已审结（三项合计）", RECONSIDERATION, SETTLED),
    (Subject::LitigationSettled, "表四的行政诉讼已审结（三项合计）", LITIGATION, SETTLED),
    (Subject::ReconsiderationUpheld, "表四的行政复议结果维持", RECONSIDERATION, &[R::Upheld]),
    (Subject::ReconsiderationCorrected, "表四的行政复议结果纠正", RECONSIDERATION, &[R::Corrected]),
    (Subject::ReconsiderationOther, "表四的行政复议其他结果", RECONSIDERATION, &[R::Other]),
    (Subject::ReconsiderationPending, "表四的行政复议尚未审结", RECONSIDERATION, &[R::Pending]),
    (Subject::LitigationUpheld, "表四的行政诉讼结果维持（两项合计）", LITIGATION, &[R::Upheld]),
    (Subject::LitigationCorrected, "表四的行政诉讼结果纠正（两项合计）", LITIGATION, &[R::Corrected]),
    (Subject::LitigationOther, "表四的行政诉讼其他结果（两项合计）", LITIGATION, &[R::Other]),
    (Subject::LitigationPending, "表四的行政诉讼尚未审结（两项合计）", LITIGATION, &[R::Pending]),
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
            .bad(
                "overview = '因政府信息公开引起的行政复议3件，均被维持。'
                 disputes.reconsideration = [2, 1, 0, 0, 3]",
                "正文说“均被维持”，表四的结果维持是 2，各项合计是 3",
            )
            .good(
                "overview = '因政府信息公开引起的行政复议3件，已审结的均被维持。'
                 disputes.reconsideration = [2, 0, 0, 1, 3]",
            )
            .good(
                "overview = '全年因政府信息公开被申请行政复议3件。'
                 disputes.reconsideration = [2, 1, 0, 0, 0]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X06", findings);
        let mentioned = Mentioned::by(report);
        for (subject, name, kinds, results) in COUNTED {
            if !mentioned.has(subject) {
                continue;
            }
            let added = cells(report, kinds, results);
            // Where the total is wrong, T4-01 to T4-03 say so; the prose may agree with the cases.
            let (figure, column) = match results.len() {
                4 => (cells(report, kinds, &[R::Total]), R::Total),
                _ => (added, results[0]),
            };
            let spot = CellId::from((kinds[0], column));
            compare(report, subject, Tabled::new(name, spot, figure).or([added]), findings);
        }
        all_alike(report, findings);
    }
}

fn cells(report: &Report, kinds: &[K], results: &[R]) -> Figure {
    sum(report, kinds.iter().flat_map(|&kind| results.iter().map(move |&result| (kind, result))))
}

/// What a universal is about: of both kinds only where its clause and the one before name no single one. 行政诉讼3件，判决均为维持.
fn about(report: &Report, said: &Universal) -> About {
    if said.about != About::Disputes {
        return said.about;
    }
    let (from, _) = prose::sentence(report.text, said.place.start as usize);
    let before = &report.text[from..said.place.end as usize];
    match (before.rfind("复议"), before.rfind("诉讼").max(before.rfind("判决"))) {
        (Some(_), None) => About::Reconsideration,
        (None, Some(_)) => About::Litigation,
        // 复议4件、诉讼3件，均获维持 is of both; 复议4件；诉讼3件，判决均为维持 of one.
        (Some(one), Some(other)) if before[one..other.max(one)].contains(['；', ';']) => About::Litigation,
        _ if before.contains("判决") => About::Litigation,
        _ => About::Disputes,
    }
}

/// 均获维持, 全部审结, where the table has others.
fn all_alike(report: &Report, findings: &mut Findings) {
    let stated = stated(report);
    for said in &stated.prose.universals {
        let kinds = match about(report, said) {
            About::Reconsideration => RECONSIDERATION,
            About::Litigation => LITIGATION,
            About::Disputes => DISPUTES,
            About::Requests | About::Other => continue,
        };
        let (results, name): (&[R], _) = match said.predicate {
            Predicate::Upheld => (&[R::Upheld], "结果维持"),
            Predicate::Settled if !said.narrowed => (SETTLED, "已审结的三项合计"),
            _ => continue,
        };
        let all = cells(report, kinds, if said.narrowed { SETTLED } else { ALL });
        let some = cells(report, kinds, results);
        if !all.is_positive() || !some.differs(all) {
            continue;
        }
        let words = report.slice(said.place);
        let message = format!("正文说“{words}”，表四的{name}是 {some}，各项合计是 {all}");
        let found = findings.add(said.place, message);
        found.evidence(CellId::from((kinds[0], results[0])), format!("表四的{name}：{some}"));
        doubt::if_inferred(found, report, Table::Disputes);
    }
}
