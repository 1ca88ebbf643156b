//! T4-08: decisions overturned, and the part on problems says nothing of them.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::prose;
use crate::words::Words;

/// 有被纠正的案件，第五部分没有提到.
pub(crate) struct CorrectionPassedOver;

/// Anything that may be about how requests are answered.
static TOLD: LazyLock<Words> = LazyLock::new(|| {
    Words::of(["纠正", "纠错", "败诉", "撤销", "复议", "诉讼", "应诉", "答复", "申请", "案件", "确认违法"])
});

impl Rule for CorrectionPassedOver {
    fn card(&self) -> Card {
        Card::info("T4-08", "national/correction-passed-over", "有被纠正的复议诉讼案件，第五部分没有提到")
            .possible()
            .basis("政府信息公开条例第五十条第（四）项；国办公开办函〔2019〕60号、〔2021〕30号，第五部分")
            .why("答复被复议机关或法院纠正，就是工作里的问题，宜说明错在哪里、怎样改。")
            .bad(
                "disputes.reconsideration = [3, 2, 0, 0, 5]
                 disputes.direct_litigation = [1, 1, 0, 0, 2]
                 problems = '主要问题是政策解读形式单一。改进情况：增加了图解。'",
                "表四的结果纠正共 3 件，第五部分没有提到依申请公开的问题",
            )
            .good(
                "disputes.reconsideration = [3, 2, 0, 0, 5]
                 problems = '主要问题是个别答复引用条款不准，2件被复议机关纠正。已编印答复范本。'",
            )
            .good(
                "disputes.reconsideration = [3, 0, 0, 0, 3]
                 problems = '主要问题是政策解读形式单一。改进情况：增加了图解。'",
            )
            .good("disputes.reconsideration = [3, 2, 0, 0, 5]\nproblems = ''")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let corrected = |&kind| report.cell((kind, DisputeResult::Corrected)).number();
        let cases: Figure = DisputeKind::ALL.iter().filter_map(corrected).map(Figure::known).sum();
        // What was read by guess is no ground for a hint.
        if !cases.is_positive() || report.is_inferred(Table::Disputes) || prose::is_empty(report, 5) {
            return;
        }
        if prose::paragraphs(report, |part| part == 5).any(|(_, text)| TOLD.any(text)) {
            return;
        }
        findings.add(Spot::part(5), format!("表四的结果纠正共 {cases} 件，第五部分没有提到依申请公开的问题"));
    }
}
