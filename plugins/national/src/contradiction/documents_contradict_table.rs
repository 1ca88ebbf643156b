//! X07: 规章 and 规范性文件, in the prose and in 表二.

use gouji_core::prelude::*;

use super::named;
use crate::claims::{Mentioned, Span, Tabled, compare, is_all_zero, number, printed, stands, stated};

/// 正文的规章、规范性文件数与表二不符.
pub(crate) struct DocumentsContradictTable;

use ProactiveColumn as C;
use ProactiveLine as L;

const DOCUMENTS: [(Subject, &str, L, C); 8] = [
    (Subject::RulesIssued, "表二的规章本年制发件数", L::Rules, C::Issued),
    (Subject::RulesRepealed, "表二的规章本年废止件数", L::Rules, C::Repealed),
    (Subject::RulesInForce, "表二的规章现行有效件数", L::Rules, C::InForce),
    (Subject::DocumentsIssued, "表二的行政规范性文件本年制发件数", L::NormativeDocuments, C::Issued),
    (Subject::DocumentsRepealed, "表二的行政规范性文件本年废止件数", L::NormativeDocuments, C::Repealed),
    (Subject::DocumentsInForce, "表二的行政规范性文件现行有效件数", L::NormativeDocuments, C::InForce),
    (Subject::DocumentsNewlyPublic, "表二的规范性文件本年新公开数量", L::NormativeDocuments, C::NewlyPublic),
    (Subject::DocumentsPublic, "表二的规范性文件对外公开总数量", L::NormativeDocuments, C::TotalPublic),
];

impl Rule for DocumentsContradictTable {
    fn card(&self) -> Card {
        Card::error("X07", "national/documents-contradict-table", "正文的规章、规范性文件数与表二不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表二第二十条第（一）项")
            .why("正文和表二数的是同一批文件。")
            .bad(
                "overview = '全年制发行政规范性文件4件，现行有效32件。'
                 proactive.normative_documents = [0, 0, 32]",
                "正文写行政规范性文件制发 4件，表二的行政规范性文件本年制发件数是 0",
            )
            .bad(
                "year = 2020\noverview = '全年制定规范性文件4件。'\nproactive.normative_documents = [3, 3, 40]",
                "正文写行政规范性文件制发 4件，表二的规范性文件本年新制作数量是 3",
            )
            .bad(
                "year = 2020\noverview = '本年新公开规范性文件4件，对外公开的规范性文件总数40件。'
                 proactive.normative_documents = [3, 3, 40]",
                "正文写规范性文件新公开 4件，表二的规范性文件本年新公开数量是 3",
            )
            .bad(
                "overview = '清理并公开现行有效的行政规范性文件102件。'\nproactive.normative_documents = [4, 0, 32]",
                "正文写清理后现行有效行政规范性文件 102件，表二的行政规范性文件现行有效件数是 32",
            )
            .bad(
                "overview = '截至年底，现行有效的行政规范性文件102件。'\nproactive.normative_documents = [4, 0, 32]",
                "正文写现行有效行政规范性文件 102件，表二的行政规范性文件现行有效件数是 32",
            )
            .good("overview = '清理并公开现行有效的行政规范性文件32件。'\nproactive.normative_documents = [4, 0, 32]")
            .good("overview = '全年制发行政规范性文件4件。'\nproactive.normative_documents = [4, 0, 32]")
            .good("overview = '全年发布政策文件40件。'\nproactive.normative_documents = [4, 0, 32]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X07", findings);
        let mentioned = Mentioned::by(report);
        let mut said_in_force = false;
        for (subject, name, line, column) in DOCUMENTS {
            if !mentioned.has(subject) {
                continue;
            }
            let (name, column) = match (report.edition, subject) {
                (Some(Edition::E2019), Subject::RulesIssued) => ("表二的规章本年新制作数量", C::Made),
                (Some(Edition::E2019), Subject::DocumentsIssued) => {
                    ("表二的规范性文件本年新制作数量", C::Made)
                }
                _ => (name, column),
            };
            let spot = CellId::from((line, column));
            let tabled = Tabled::new(name, spot, number(report, spot));
            said_in_force |= subject == Subject::DocumentsInForce;
            let Some((_, found)) = compare(report, subject, tabled, findings) else { continue };
            // The older form counts more kinds of documents than the prose may mean.
            if matches!(column, C::Made | C::NewlyPublic | C::TotalPublic) {
                found.at_most(Severity::Warning);
            }
        }
        if !said_in_force {
            cleared(report, findings);
        }
    }
}

/// `清理并公开现行有效的行政规范性文件102件`: what a clearing leaves in force is what the table counts, unless some were issued
/// after it, so that this is never more than a warning.
fn cleared(report: &Report, findings: &mut Findings) {
    const ENDS: [&str; 4] =
        ["现行有效规范性文件", "现行有效的规范性文件", "现行有效行政规范性文件", "现行有效的行政规范性文件"];
    let spot = CellId::from((L::NormativeDocuments, C::InForce));
    let Some(figure) = number(report, spot).get() else { return };
    let stated = stated(report);
    let says = |claim: &&Claim| {
        !claim.subject.is_tabled()
            && claim.unit == Unit::Case
            && claim.role != Role::Part
            && stands(claim)
            && ENDS.iter().any(|words| report.slice(claim.label).trim_end().ends_with(words))
    };
    let mut claims = stated.claims.iter().filter(says);
    let Some(first) = claims.next() else { return };
    let agrees = |claim: &Claim| Span::of(claim).has(figure);
    if agrees(first) || claims.any(agrees) || is_all_zero(report, Table::Proactive) {
        return;
    }
    let found = findings.add(
        first.number,
        format!(
            "正文写清理后现行有效行政规范性文件 {}，表二的行政规范性文件现行有效件数是 {figure}",
            printed(report, first)
        ),
    );
    found.evidence(spot, format!("表二的行政规范性文件现行有效件数：{figure}")).at_most(Severity::Warning);
}
