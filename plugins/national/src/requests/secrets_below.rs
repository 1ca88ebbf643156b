//! T3-11: state secrets and threats to security in the report of a small body.

use gouji_core::prelude::*;

use super::count;

/// 基层机关以国家秘密、“三安全一稳定”不予公开.
pub(crate) struct SecretsBelow;

const LINES: [RequestLine; 2] = [RequestLine::StateSecret, RequestLine::PublicSecurity];

impl Rule for SecretsBelow {
    fn card(&self) -> Card {
        Card::info("T3-11", "national/secrets-below", "基层机关以国家秘密或“三安全一稳定”为由不予公开")
            .possible()
            .basis("政府信息公开条例第十四条、第十七条；国办公开办函〔2019〕60号、〔2021〕30号，附件表三第三项（三）")
            .why("定密要有定密权和依据，危及安全稳定要有具体的判断。乡镇和市县部门很少遇到，可能填串了行，或者理由用错。")
            .levels(&[Level::Township, Level::Department])
            .bad(
                "agency.level = 'township'\nrequests.denied.state_secret = [2, 0, 0, 0, 0, 0, 2]",
                "属于国家秘密 2 件，乡镇、街道很少遇到，请核对有没有填串行，依据是否充分",
            )
            .bad(
                "agency.level = 'department'\nagency.of = 'county'\nrequests.denied.public_security = [1, 0, 0, 0, 0, 0, 1]",
                "危及“三安全一稳定” 1 件，市、县部门很少遇到，请核对有没有填串行，依据是否充分",
            )
            .good("agency.level = 'township'\nrequests.denied.state_secret = [0, 0, 0, 0, 0, 0, 0]")
            .good("agency.level = 'department'\nagency.of = 'province'\nrequests.denied.state_secret = [2, 0, 0, 0, 0, 0, 2]")
            .good("agency = { name = '青岭县公安局', level = 'department', of = 'county' }\nrequests.denied.state_secret = [2, 0, 0, 0, 0, 0, 2]")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let who = match (report.agency.level, report.agency.of) {
            (Some(Level::Township), _) => "乡镇、街道",
            (_, Some(Level::City | Level::County)) => "市、县部门",
            _ => return,
        };
        // These have secrets in plenty.
        if ["公安", "保密", "国家安全", "国防", "人民防空", "测绘"]
            .iter()
            .any(|word| report.agency.name.contains(word))
        {
            return;
        }
        for line in LINES {
            let Some(cases @ 1..) = count(report, line) else { continue };
            findings.add(
                CellId::from((line, Applicant::Total)),
                format!("{} {cases} 件，{who}很少遇到，请核对有没有填串行，依据是否充分", line.title()),
            );
        }
    }
}
