//! U04: different measure words for things of one kind.

use gouji_core::prelude::*;

use crate::arithmetic::pipelines;
use crate::claims::{printed, stands, stated, table_of};

/// 同一种事物的量词不统一.
pub(crate) struct MixedMeasureWords;

impl Rule for MixedMeasureWords {
    fn card(&self) -> Card {
        Card::info("U04", "national/mixed-measure-words", "同一种事物的量词不统一")
            .likely()
            .basis(
                "国办公开办函〔2019〕60号、〔2021〕30号，附件表三、表四；出版物上数字用法（GB/T 15835—2011）",
            )
            .why("申请和案件在表格里都论件；一件事的几个环节，量词也应前后一样。")
            .bad(
                "overview = '全年收到政府信息公开申请12条，办结12件。'",
                "收到政府信息公开申请 12条，量词应为“件”",
            )
            .bad(
                "overview = '中介超市发布公告22个，选取结束22件，签约22件。'",
                "公告 22个，选取 22件，说的是同一批，量词应统一",
            )
            .good("overview = '全年收到政府信息公开申请12件，行政诉讼1起，主动公开信息812条、文件20件。'")
            .good("overview = '中介超市发布公告22件，选取结束22件，签约22件。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let odd = |claim: &&Claim| {
            let counted = matches!(table_of(claim.subject), Some(Table::Requests | Table::Disputes));
            counted
                && stands(claim)
                && !claim.flags.contains(Flags::NEGATED)
                && matches!(claim.unit, Unit::Item | Unit::Piece | Unit::Article | Unit::Time)
        };
        if let Some(claim) = stated(report).claims.iter().find(odd) {
            findings.add(
                claim.number,
                format!("{} {}，量词应为“件”", claim.subject.title(), printed(report, claim)),
            );
        }
        for pipeline in pipelines(report).iter() {
            let differs = |pair: &&[crate::arithmetic::Stage]| {
                pair[0].claim.unit != pair[1].claim.unit
                    && pair.iter().all(|stage| !matches!(stage.claim.unit, Unit::None | Unit::Other))
                    // 受理 and 办结 may count other things, households and matters.
                    && pair[0].claim.value == pair[1].claim.value
            };
            let Some([before, after]) = pipeline.windows(2).find(differs) else { continue };
            findings.add(
                after.claim.number,
                format!(
                    "{} {}，{} {}，说的是同一批，量词应统一",
                    before.word,
                    printed(report, &before.claim),
                    after.word,
                    printed(report, &after.claim)
                ),
            );
        }
    }
}
