//! C08: 政务公开 weighs too little in the assessment of governments.

use gouji_core::prelude::*;

use crate::claims::stated;

/// 政务公开在考核中的权重低于4%.
pub(crate) struct LightAssessment;

const LEAST: Setting =
    Setting {
        rule: "C08", key: "least", default: 4, says: "政务公开在绩效考核中的权重不低于百分之几"
    };

impl Rule for LightAssessment {
    fn card(&self) -> Card {
        Card::warning("C08", "national/light-assessment", "政务公开在绩效考核中的权重低于4%")
            .likely()
            .basis("国办发〔2016〕80号《〈关于全面推进政务公开工作的意见〉实施细则》")
            .why("政务公开要纳入政府绩效考核，分值权重不应低于4%。")
            .years(2017, 9999)
            .levels(&[Level::Province, Level::City, Level::County, Level::Township])
            .option(LEAST)
            .bad(
                "agency.level = 'county'\noverview = '把政务公开纳入年终综合考核，权重占3%。'",
                "政务公开考核的权重写的是 3%，不应低于 4%",
            )
            .bad(
                "agency.level = 'township'\noverview = '将公开工作纳入高质量发展考核（权重 3%），考核结果在全镇通报。'",
                "政务公开考核的权重写的是 3%，不应低于 4%",
            )
            .good("agency.level = 'county'\noverview = '把政务公开纳入年终综合考核，权重占4%。'")
            .good("agency.level = 'county'\noverview = '政务公开考核中，社会评议权重占3%；考核优秀的单位占2%。'")
            .good("agency.level = 'city'\noverview = '政务公开考核权重不低于4%，其中新媒体分值占1%。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(least) = Decimal::from_int(LEAST.of(report)) else { return };
        for claim in &stated(report).claims {
            if claim.unit != Unit::Percent
                || claim.value >= least
                || claim.exactness == Exactness::AtLeast
                || claim.flags.intersects(Flags::PLAN | Flags::OTHER_YEAR | Flags::CHANGE)
            {
                continue;
            }
            let before = report.slice(Place::new(claim.sentence.start, claim.number.start));
            let mut clauses = before.rsplit(['，', ',', '；', ';']);
            let clause = clauses.next().unwrap_or("");
            let said_before = clauses.next().unwrap_or("");
            let names = |text: &str| {
                ["政务公开", "政府信息公开", "信息公开", "公开工作"].iter().any(|word| text.contains(word))
            };
            // The weight of one item in the assessment of 政务公开 is another weight.
            let of_whole = clause.starts_with("权重")
                || clause.starts_with("分值")
                || clause.starts_with("所占")
                || clause.starts_with('占')
                || names(clause);
            if (clause.contains("权重") || clause.contains("分值"))
                && of_whole
                && !before.contains("其中")
                && (names(clause) || names(said_before))
                && ["考核", "绩效", "考评"].iter().any(|word| before.contains(word))
            {
                findings.add(
                    claim.number,
                    format!("政务公开考核的权重写的是 {}%，不应低于 {least}%", claim.value),
                );
            }
        }
    }
}
