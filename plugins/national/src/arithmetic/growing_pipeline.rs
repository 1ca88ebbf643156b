//! P09: more things at a later stage than at the one before.

use gouji_core::prelude::*;

use super::pipelines;
use crate::claims::{Span, printed};

/// 后一环节比前一环节多.
pub(crate) struct GrowingPipeline;

impl Rule for GrowingPipeline {
    fn card(&self) -> Card {
        Card::info("P09", "national/growing-pipeline", "后一环节的数比前一环节多")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("先公告、再选取、再签约、再履约，先受理、再办结：后一环节的数一般不会更多。有往年转来的，应写明。")
            .bad(
                "overview = '中介超市发布公告22个，选取结束22个，签约22个，履约结束25个。'",
                "履约 25个，比签约 22个还多；有往年转来的应写明",
            )
            .bad(
                "overview = '受理群众留言98件，办结103件。'",
                "办结 103件，比受理 98件还多；有往年转来的应写明",
            )
            .good("overview = '中介超市发布公告22个，选取结束21个，签约20个，履约结束18个。'")
            .good("overview = '受理群众留言98件，含上年结转9件，办结103件。收到建议12条，回复网民咨询34条。'")
            .good("overview = '发布公告22个。全年履约考核25家。'")
            .good("overview = '收到政府信息公开申请12件，办结14件。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for pipeline in pipelines(report).iter() {
            let grows = pipeline.windows(2).find(|pair| {
                let (before, after) = (&pair[0].claim, &pair[1].claim);
                Span::of(after).low > Span::of(before).high && Span::of(before).is_exact()
            });
            let Some([before, after]) = grows else { continue };
            findings
                .add(
                    after.claim.number,
                    format!(
                        "{} {}，比{} {}还多；有往年转来的应写明",
                        after.word,
                        printed(report, &after.claim),
                        before.word,
                        printed(report, &before.claim)
                    ),
                )
                .evidence(after.claim.sentence, report.slice(after.claim.sentence));
        }
    }
}
