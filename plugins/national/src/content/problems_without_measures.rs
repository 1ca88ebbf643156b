//! C21: problems, and nothing done about them.

use gouji_core::prelude::*;

use super::told;
use crate::doubt;

/// 只写问题，没有改进情况.
pub(crate) struct ProblemsWithoutMeasures;

impl Rule for ProblemsWithoutMeasures {
    fn card(&self) -> Card {
        Card::error("C21", "national/problems-without-measures", "第五部分只写问题，没有改进情况")
            .likely()
            .basis("政府信息公开条例第五十条第（四）项")
            .why("条例要的是“存在的主要问题及改进情况”，问题写了，还要写怎样改进。")
            .years(2019, 9999)
            .bad(
                "problems = '2023年，我局的公开工作还存在一些不足：解读的形式单一，图解和短视频偏少；内容的质量有待提升。'",
                "第五部分写了问题，没有写改进情况",
            )
            .bad(
                "problems = '各项任务按期办结，但还有差距：一是公开专区利用率不高；二是村级公开栏管理不规范，内容没有按期更换。'",
                "第五部分写了问题，没有写改进情况",
            )
            .good("problems = '我局解读的形式单一，图解和短视频偏少。下一步将每季度制作一期图解。'")
            .good("problems = '无'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(told) = told(report) else { return };
        if told.letters > 12 && told.problems && !told.measures {
            let found = findings.add(Spot::part(5), "第五部分写了问题，没有写改进情况");
            doubt::if_incomplete(found, report);
        }
    }
}
