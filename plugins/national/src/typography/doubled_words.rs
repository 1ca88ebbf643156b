//! U08: words that stand twice.

use gouji_core::prelude::*;

use super::marks::marks;

/// 叠字、叠词.
pub(crate) struct DoubledWords;

impl Rule for DoubledWords {
    fn card(&self) -> Card {
        Card::warning("U08", "national/doubled-words", "字词重复")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("多打了一遍。词表里的重复，和三个字以上一字不差的重复，才算；“人人”“公开开展”不算。")
            .bad("overview = '及时公开群众关心的的信息。'", "“的的”重复，应删去一个“的”")
            .bad("overview = '进一步进一步规范公开工作。'", "“进一步进一步”重复，应删去一个“进一步”")
            .bad(
                "overview = '做好政府信息公开政府信息公开工作。二是是按照按照规定答复。'",
                "“政府信息公开政府信息公开”重复，应删去一个“政府信息公开”
                 “是是”重复，应删去一个“是”
                 “按照按照”重复，应删去一个“按照”",
            )
            .bad(
                "overview = '全面做好政府信息公开各项工作政府信息公开各项工作。'",
                "“政府信息公开各项工作政府信息公开各项工作”重复，应删去一个“政府信息公开各项工作”",
            )
            .bad(
                "overview = '公布补助资金资金分配结果3次，做好政府信息公开公开申请的答复。'",
                "“资金资金”像是重复，应删去一个“资金”\n“公开公开”重复，应删去一个“公开”",
            )
            .bad(
                "overview = '发布前逐级核对核对，健全政府信息信息审核机制。'",
                "“核对核对”重复，应删去一个“核对”\n“信息信息”重复，应删去一个“信息”",
            )
            .good("overview = '推进政府信息信息化，大家学习学习，人人有责，日日查、月月报。'")
            .good("overview = '（一）推进重点领域信息公开推进重点领域信息公开，各单位按时发布。'")
            .good("overview = '公开开展情况，人人知晓，事事回应，逐步逐项推进，往往常常如此。'")
            .good("overview = '县人民政府政府信息公开工作工作人员为民服务服务中心办公室办公室主任。'")
            .good("overview = '公开的的确是群众关心的，实事求是是作风，以公开为目的的制度。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let marks = marks(report);
        for &place in marks.stuttered.iter().take(3) {
            let twice = report.slice(place);
            let once = &twice[..twice.len() / 2];
            findings.add(place, format!("“{twice}”像是重复，应删去一个“{once}”"));
        }
        for &place in marks.doubled.iter().take(5) {
            let twice = report.slice(place);
            let once = &twice[..twice.len() / 2];
            let repair = (twice.to_owned(), once.to_owned());
            findings.add(place, format!("“{twice}”重复，应删去一个“{once}”")).repair(repair.0, repair.1);
        }
    }
}
