//! C06: a government's report without the results of 工作考核, 社会评议 and 责任追究.

use gouji_core::prelude::*;

use crate::prose;
use crate::vocabulary::{self, Matter};

/// 政府的报告没有写考核、评议、追责的结果.
pub(crate) struct MissingAssessmentResults;

/// The words that results are told by.
pub(crate) const RESULT_WORDS: &[(Matter, &[&str])] = &[
    (Matter::Assessment, &["考核", "考评", "绩效"]),
    (
        Matter::Evaluation,
        &[
            "社会评议",
            "社会评价",
            "社会各界评议",
            "公众评议",
            "群众评议",
            "民主评议",
            "评议结果",
            "评议活动",
            "开展评议",
            "代表评议",
            "监督员评议",
            "满意度",
            "满意率",
            "第三方评估",
            "民意调查",
        ],
    ),
    (Matter::Liability, &["责任追究", "追责", "问责", "追究责任", "被追究", "追究"]),
];

const RESULTS: [(&str, Matter); 3] =
    [("工作考核", Matter::Assessment), ("社会评议", Matter::Evaluation), ("责任追究", Matter::Liability)];

impl Rule for MissingAssessmentResults {
    fn card(&self) -> Card {
        Card::warning("C06", "national/missing-assessment-results", "政府的报告没有写工作考核、社会评议、责任追究结果")
            .likely()
            .basis("政府信息公开条例第五十条第（四）项")
            .why("各级人民政府的报告还应当包括工作考核、社会评议和责任追究结果情况。没有追究责任的，也要写明没有。")
            .years(2019, 9999)
            .levels(&[Level::National, Level::Province, Level::City, Level::County, Level::Township])
            .bad(
                "agency.level = 'county'\noverview = '把政务公开纳入年终综合考核，权重占5%。'",
                "没有写社会评议、责任追究的结果，政府的报告应包括工作考核、社会评议和责任追究结果情况",
            )
            .good(
                "agency.level = 'county'
                 overview = '年终考核中12个单位优秀。开展社会评议，满意度96%。全年没有需要追究责任的情形。'",
            )
            .good("agency.level = 'township'\nagency.name = '某某街道办事处'\noverview = '加强培训。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        // A street office is no government.
        if report.part(1).is_none() || prose::is_empty(report, 1) || report.agency.name.contains("街道") {
            return;
        }
        let seen = vocabulary::seen(report);
        if !RESULTS.iter().all(|(_, matter)| seen.tells(&[1, 6], *matter)) {
            let missing = RESULTS.iter().filter(|(_, matter)| !seen.tells(&[1, 6], *matter));
            let missing: Vec<&str> = missing.map(|(title, _)| *title).collect();
            findings.add(
                Spot::part(1),
                format!(
                    "没有写{}的结果，政府的报告应包括工作考核、社会评议和责任追究结果情况",
                    missing.join("、")
                ),
            );
        }
    }
}
