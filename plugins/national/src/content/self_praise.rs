//! C07: praise of oneself without a fact beside it.

use gouji_core::prelude::*;

use crate::prose;
use crate::vocabulary::{self, Kind};

/// 自我表扬多，事实少.
pub(crate) struct SelfPraise;

const MAX: Setting =
    Setting {
        rule: "C07", key: "max", default: 3, says: "总体情况里最多几处没有数字的自我评价"
    };

impl Rule for SelfPraise {
    fn card(&self) -> Card {
        Card::info("C07", "national/self-praise", "自我评价多，没有事实支持")
            .possible()
            .basis("国办公开办函〔2021〕30号：内容应准确、实在，不敷衍")
            .why("“成效显著”“走在前列”要有数字和事例。同一句里没有数字的自我评价多了，报告就成了表扬信。")
            .option(MAX)
            .bad(
                "overview = '公开工作成效显著，走在全县前列。平台建设取得新突破。服务水平明显提升，赢得群众一致好评。全年发布81条。'",
                "“成效显著”“走在全县前列”“新突破”等自我评价 5 处，同一句里没有数字",
            )
            .good(
                "overview = '公开工作成效显著，在全县考核中列第2位。栏目更新量由40条增至81条，明显提升。平台建设取得新突破。'",
            )
            .good("problems = '成效显著，走在前列，有声有色，一致好评。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let max = usize::try_from(MAX.of(report)).unwrap_or(0);
        let seen = vocabulary::seen(report);
        if seen.of(Kind::Praise, |part| part == 1).nth(max).is_none() {
            return;
        }
        let mut bare: Vec<Place> = Vec::new();
        for praise in seen.of(Kind::Praise, |part| part == 1) {
            let (start, end) = prose::sentence(report.text, praise.place.start as usize);
            let has_figure = report.text[start..end].bytes().any(|byte| byte.is_ascii_digit());
            if !has_figure && !bare.iter().any(|place| place.contains(praise.place)) {
                bare.push(praise.place);
            }
        }
        let [first, ..] = bare[..] else { return };
        if bare.len() > max {
            let quoted: String =
                bare.iter().take(3).map(|place| format!("“{}”", report.slice(*place))).collect();
            let found =
                findings.add(first, format!("{quoted}等自我评价 {} 处，同一句里没有数字", bare.len()));
            for place in &bare[1..bare.len().min(4)] {
                found.evidence(*place, report.slice(*place));
            }
        }
    }
}
