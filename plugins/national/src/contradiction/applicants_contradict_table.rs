//! X05: who applied, in the prose and in 表三.

use gouji_core::prelude::*;
use gouji_core::prose::Predicate;

use super::named;
use crate::claims::{Mentioned, Tabled, compare, number, stated, sum};

/// 正文的申请人分类与表三不符.
pub(crate) struct ApplicantsContradictTable;

use Applicant as A;

const ORGANISATIONS: [A; 5] = [A::Commercial, A::Research, A::PublicWelfare, A::LegalService, A::Other];

const APPLICANTS: [(Subject, &str, &[A]); 7] = [
    (Subject::ByNaturalPerson, "表三的自然人（本年新收）", &[A::NaturalPerson]),
    (Subject::ByOrganisation, "表三的法人或其他组织（本年新收，5 栏合计）", &ORGANISATIONS),
    (Subject::ByCommercial, "表三的商业企业（本年新收）", &[A::Commercial]),
    (Subject::ByResearch, "表三的科研机构（本年新收）", &[A::Research]),
    (Subject::ByWelfare, "表三的社会公益组织（本年新收）", &[A::PublicWelfare]),
    (Subject::ByLegalService, "表三的法律服务机构（本年新收）", &[A::LegalService]),
    (Subject::ByOtherOrganisation, "表三的其他（本年新收）", &[A::Other]),
];

impl Rule for ApplicantsContradictTable {
    fn card(&self) -> Card {
        Card::error("X05", "national/applicants-contradict-table", "正文的申请人分类与表三不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三")
            .why("正文和表三数的是同一批申请人。")
            .bad(
                "overview = '全年收到政府信息公开申请12件，其中自然人10件，法人或其他组织2件。'
                 requests.new = [11, 1, 0, 0, 0, 0, 12]",
                "正文写自然人申请 10件，表三的自然人（本年新收）是 11
                 正文写法人或其他组织申请 2件，表三的法人或其他组织（本年新收，5 栏合计）是 1",
            )
            .good(
                "overview = '全年收到政府信息公开申请12件，其中自然人11件，法人或其他组织1件。'
                 requests.new = [11, 1, 0, 0, 0, 0, 12]",
            )
            .good(
                "overview = '全年办理政府信息公开申请13件，其中自然人12件，法人或其他组织1件。'
                 requests.new = [11, 1, 0, 0, 0, 0, 12]
                 requests.carried_in = [1, 0, 0, 0, 0, 0, 1]",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        named::check(report, "X05", findings);
        all_persons(report, findings);
        let mentioned = Mentioned::by(report);
        for (subject, name, columns) in APPLICANTS {
            if !mentioned.has(subject) {
                continue;
            }
            let of = |line| sum(report, columns.iter().map(|&applicant| (line, applicant)));
            let new = of(RequestLine::New);
            // The prose may divide all that were at hand, or those that were handled.
            // Where the row does not add up, T3-03 says so; the prose may agree with what its total leaves.
            let others = crate::claims::APPLICANTS.iter().filter(|one| !columns.contains(one));
            let left = number(report, (RequestLine::New, Applicant::Total))
                - sum(report, others.map(|&applicant| (RequestLine::New, applicant)));
            let also = [left, new + of(RequestLine::CarriedIn), of(RequestLine::Total)];
            let Some(&first) = columns.first() else { continue };
            let spot = CellId::from((RequestLine::New, first));
            compare(report, subject, Tabled::new(name, spot, new).or(also), findings);
        }
    }
}

/// 申请人均为自然人, where the table has others.
fn all_persons(report: &Report, findings: &mut Findings) {
    let stated = stated(report);
    let said = stated.prose.universals.iter().find(|said| said.predicate == Predicate::ByNaturalPerson);
    let Some(said) = said.filter(|said| !said.narrowed) else { return };
    let others = sum(report, ORGANISATIONS.map(|applicant| (RequestLine::New, applicant)));
    if !others.is_positive() {
        return;
    }
    let message = format!(
        "正文说“{}”，表三的法人或其他组织（本年新收，5 栏合计）是 {others}",
        report.slice(said.place)
    );
    findings.add(said.place, message);
}
