//! C22: measures, and no problem that they answer.

use gouji_core::prelude::*;

use super::told;

/// 只写措施，没有问题.
pub(crate) struct MeasuresWithoutProblems;

impl Rule for MeasuresWithoutProblems {
    fn card(&self) -> Card {
        Card::warning("C22", "national/measures-without-problems", "第五部分只写措施，没有写问题")
            .likely()
            .basis("政府信息公开条例第五十条第（四）项")
            .why("条例要的是“存在的主要问题及改进情况”，改进要针对具体的问题。")
            .years(2019, 9999)
            .bad(
                "problems = '2024年，我局将继续加强业务培训，丰富解读形式，推进专栏建设。'",
                "第五部分写了措施，没有写存在什么问题",
            )
            .bad(
                "problems = '针对上述问题，2024年将重点做好两项工作：一是修订答复模板；二是增设引导标识。'",
                "第五部分写了措施，没有写存在什么问题",
            )
            .good("problems = '针对解读形式单一，我局将增加图解。'")
            .good("problems = ''")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if told(report).is_some_and(|told| told.measures && !told.problems && !told.denied) {
            findings.add(Spot::part(5), "第五部分写了措施，没有写存在什么问题");
        }
    }
}
