//! T4-05: all the body's lawsuits in a table that is for those about government information.

use gouji_core::prelude::*;

use crate::claims::{number, printed, stands};
use crate::plausibility::{behind, clause_before};

/// 表四填了本机关的全部复议诉讼案件.
pub(crate) struct GeneralDisputes;

const LEAST: Setting =
    Setting { rule: "T4-05", key: "least", default: 5, says: "案件少于多少件时不提示" };

impl Rule for GeneralDisputes {
    fn card(&self) -> Card {
        Card::warning("T4-05", "national/general-disputes", "表四像是填了全部复议诉讼案件")
            .likely()
            .basis("政府信息公开条例第五十条第（三）项；国办公开办函〔2019〕60号、〔2021〕30号，附件表四")
            .why("表四只填因政府信息公开引起的复议、诉讼，本机关的其他案件不填。")
            .option(LEAST)
            .bad(
                "overview = '（五）监督保障。推进依法行政，办理行政复议案件37件。'
                 disputes.reconsideration = [30, 2, 5, 0, 37]",
                "正文说办理的行政复议共 37件，没有说都因政府信息公开引起，表四的行政复议总计也是 37，请核对是否填了全部案件",
            )
            .bad(
                "overview = '（五）监督保障。推进依法行政，全年行政应诉12件。'
                 disputes.direct_litigation = [7, 0, 0, 0, 7]
                 disputes.litigation_after_reconsideration = [5, 0, 0, 0, 5]",
                "正文说办理的行政诉讼共 12件，没有说都因政府信息公开引起，表四的行政诉讼总计也是 12，请核对是否填了全部案件",
            )
            .good(
                "overview = '因政府信息公开被申请行政复议37件。'
                 disputes.reconsideration = [30, 2, 5, 0, 37]",
            )
            .good(
                "overview = '（五）监督保障。推进依法行政，办理行政复议案件37件。'
                 disputes.reconsideration = [3, 0, 0, 0, 3]",
            )
            .good(
                "overview = '（五）监督保障。推进依法行政，办理行政复议案件2件。'
                 disputes.reconsideration = [2, 0, 0, 0, 2]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        use DisputeKind as K;
        let total = |kind: K| number(report, (kind, DisputeResult::Total));
        let kinds = [
            (K::Reconsideration, total(K::Reconsideration), "行政复议", ["行政复议", "复议案件"]),
            (
                K::DirectLitigation,
                total(K::DirectLitigation) + total(K::LitigationAfterReconsideration),
                "行政诉讼",
                ["行政诉讼", "行政应诉"],
            ),
        ];
        let least = Decimal::from_int(LEAST.of(report));
        for (kind, cases, name, words) in kinds {
            let Some(cases) = cases.get().filter(|cases| Some(*cases) >= least) else { continue };
            let general = report.claims().find(|claim| {
                claim.value == cases
                    && claim.subject == Subject::Unknown
                    && stands(claim)
                    && is_about(report, claim, &words)
                    && !report.slice(claim.sentence).contains("信息公开")
            });
            let Some(claim) = general else { continue };
            // The prose may say elsewhere that all of them are about information.
            let told = |claim: Claim| matches!(claim.subject, Subject::Reconsideration | Subject::Litigation);
            if report.claims().any(told) || in_part(report, 4, claim.number) {
                continue;
            }
            let message = format!(
                "正文说办理的{name}共 {}，没有说都因政府信息公开引起，表四的{name}总计也是 {cases}，请核对是否填了全部案件",
                printed(report, &claim)
            );
            let found = findings.add(CellId::from((kind, DisputeResult::Total)), message);
            found.evidence(claim.sentence, report.slice(claim.sentence));
        }
    }
}

/// Whether the words between two commas that a number stands in have one of these.
fn is_about(report: &Report, claim: &Claim, words: &[&str]) -> bool {
    let behind = behind(report, claim);
    let behind = behind.split(['，', ',', '、', '；', '：', '。']).next().unwrap_or(behind);
    let before = clause_before(report, claim);
    words.iter().any(|word| before.contains(word) || behind.contains(word))
}

fn in_part(report: &Report, part: u8, place: Place) -> bool {
    report.part(part).is_some_and(|part| part.body.contains(place))
}
