//! YN20-11.

use gouji_core::prelude::*;

/// 政务公开 has to weigh at least 4 % in the yearly assessment of governments.
pub(crate) struct LightAssessment;

const LEAST: i32 = 4;

impl Rule for LightAssessment {
    fn card(&self) -> Card {
        Card::warning("YN20-11", "yunnan/light-assessment", "政务公开在绩效考核中的权重低于4%")
            .basis("国办发〔2016〕80号；云政办发〔2020〕49号（2020年云南省政务公开工作要点）")
            .why("政务公开要纳入政府绩效考核，分值权重不应低于4%。")
            .source("4%的规定见国家文件原文；省要点的这一段原文没有见到，由省内机关2020年度报告推知")
            .replaces(&["C08"])
            .years(2020, 2020)
            .levels(&[Level::Province, Level::City, Level::County])
            .bad(
                "year = 2020\nagency.level = 'county'\noverview = '把政务公开纳入年终综合考核，权重占3%。'",
                "政务公开考核的权重写的是 3%，不应低于 4%",
            )
            .bad(
                "year = 2020\nagency.level = 'city'\noverview = '政府信息公开在绩效考核中的分值占2.5%。'",
                "政务公开考核的权重写的是 2.5%，不应低于 4%",
            )
            .good("year = 2020\nagency.level = 'county'\noverview = '把政务公开纳入年终综合考核，权重占5%。'")
            .good("year = 2020\nagency.level = 'county'\noverview = '考核中优秀占3%。政务公开考核权重不低于4%。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let shares = report.claims().filter(|claim| claim.unit == Unit::Percent);
        let weights = shares.filter(|claim| {
            let sentence = report.slice(claim.sentence);
            let before = report.slice(Place::new(claim.sentence.start, claim.number.start));
            let clause = before.rsplit(['，', ',', '；', ';']).next().unwrap_or(before);
            (clause.contains("权重") || clause.contains("分值"))
                && ["政务公开", "政府信息公开"].iter().any(|word| sentence.contains(word))
                && !claim.flags.contains(Flags::PLAN)
        });
        for claim in weights {
            if Figure::from(LEAST).exceeds(claim.value.into()) {
                let said = format!("政务公开考核的权重写的是 {}%，不应低于 {LEAST}%", claim.value);
                findings.add(claim.number, said);
            }
        }
    }
}
