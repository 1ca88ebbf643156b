//! C26: what will be done, and nothing that was.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use super::told;
use crate::prose;
use crate::words::Words;

/// 只有今后的打算，没有改进情况.
pub(crate) struct OnlyPlans;

static PLANS: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "下一步",
        "下步",
        "下一阶段",
        "今后",
        "明年",
        "将从",
        "将进一步",
        "将继续",
        "将采取",
        "我们将",
    ])
});
static DONE: LazyLock<Words> = LazyLock::new(|| {
    Words::of([
        "已",
        "改进情况",
        "改进了",
        "完成",
        "整改到位",
        "上年",
        "去年",
        "上一年",
        "今年",
        "年内",
        "本年",
        "全年",
        "有所",
        "得到",
        "明显",
        "逐一",
        "全部",
        "月起",
        "季度起",
        "通过",
        "编印",
        "新增",
        "补齐",
    ])
});

impl Rule for OnlyPlans {
    fn card(&self) -> Card {
        Card::info("C26", "national/only-plans", "第五部分只有今后的打算，没有改进情况")
            .possible()
            .basis("政府信息公开条例第五十条第（四）项")
            .why("条例要的是“改进情况”：上年的问题、今年的问题，改了什么。只写“下一步将”，看不出做了什么。")
            .years(2019, 9999)
            .bad(
                "problems = '主要问题是解读形式单一。下一步将加强业务培训，丰富解读形式。'",
                "第五部分只写了今后的打算，宜写明这一年改进了什么",
            )
            .good("problems = '主要问题是解读形式单一，已从10月起制作图解。下一步将加强业务培训。'")
            .good("problems = ''")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if !told(report).is_some_and(|told| told.problems && told.measures && told.letters > 12) {
            return;
        }
        let said =
            |words: &Words| prose::paragraphs(report, |part| part == 5).any(|(_, text)| words.any(text));
        if said(&PLANS) && !said(&DONE) {
            findings.add(Spot::part(5), "第五部分只写了今后的打算，宜写明这一年改进了什么");
        }
    }
}
