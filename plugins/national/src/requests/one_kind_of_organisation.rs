//! T3-12: every request from one kind of organisation.

use gouji_core::prelude::*;

use super::count;

/// 申请全部来自同一类组织.
pub(crate) struct OneKindOfOrganisation;

const LEAST: Setting =
    Setting { rule: "T3-12", key: "least", default: 10, says: "新收少于多少件时不提示" };

const ORGANISATIONS: [Applicant; 5] = [
    Applicant::Commercial,
    Applicant::Research,
    Applicant::PublicWelfare,
    Applicant::LegalService,
    Applicant::Other,
];

impl Rule for OneKindOfOrganisation {
    fn card(&self) -> Card {
        Card::info("T3-12", "national/one-kind-of-organisation", "申请全部来自同一类组织")
            .possible()
            .basis("国办公开办函〔2019〕60号、〔2021〕30号，附件表三")
            .why("申请人通常以自然人为多。全部填在一个组织栏里，可能整行填错了一格。")
            .option(LEAST)
            .bad(
                "requests.new = [0, 26, 0, 0, 0, 0, 26]",
                "本年新收 26 件全部来自商业企业，没有一件来自自然人，请核对是否填错了一格",
            )
            .good("requests.new = [1, 25, 0, 0, 0, 0, 26]")
            .good("requests.new = [0, 4, 0, 0, 0, 0, 4]")
            .good("requests.new = [0, 16, 0, 10, 0, 0, 26]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(total) = count(report, RequestLine::New) else { return };
        if total < LEAST.of(report) {
            return;
        }
        let cell = |applicant| report.cell((RequestLine::New, applicant));
        if cell(Applicant::NaturalPerson).number() != Some(Decimal::ZERO) {
            return;
        }
        let Some(all) = ORGANISATIONS
            .into_iter()
            .find(|&one| cell(one).number().and_then(Decimal::as_int) == Some(total))
        else {
            return;
        };
        findings.add(
            cell(all).id,
            format!("本年新收 {total} 件全部来自{}，没有一件来自自然人，请核对是否填错了一格", all.title()),
        );
    }
}
