//! S22: next to nothing in part five.

use gouji_core::prelude::*;

use crate::content::told;
use crate::{doubt, prose};

/// 第五部分太短.
pub(crate) struct ShortProblems;

const MIN: Setting =
    Setting {
        rule: "S22", key: "min", default: 60, says: "第五部分“存在的主要问题及改进情况”最少多少字"
    };

/// Of less C20 speaks.
const NOTHING: usize = 12;

impl Rule for ShortProblems {
    fn card(&self) -> Card {
        Card::warning("S22", "national/short-problems", "第五部分写得太短")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第五十条第四项")
            .why("问题和改进情况几十个字说不清楚，是敷衍塞责。")
            .years(2019, 9999)
            .option(MIN)
            .bad(
                "problems = '存在解读形式单一的问题，下一步将丰富解读形式。'",
                "第五部分只有 21 字，说不清问题和改进情况",
            )
            .good("problems = '无。'")
            .good("problems = '一是解读形式单一，图解和视频偏少，群众不易看懂；二是乡镇公开专栏更新较慢。对此，我县制作图解十二期、短视频四期，并每季度通报一次专栏更新情况，督促整改到位。'")
            .good("headings = ['一、总体情况']")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(part) = report.part(5) else { return };
        let Ok(least) = usize::try_from(MIN.of(report)) else { return };
        let mut letters = 0;
        for (_, text) in prose::paragraphs(report, |number| number == 5) {
            letters += prose::characters(text);
            if letters >= least {
                return;
            }
        }
        if letters <= NOTHING {
            return;
        }
        // Where neither problem nor measure is told C20 says so.
        if told(report).is_some_and(|told| !told.problems && (told.denied || !told.measures)) {
            return;
        }
        let found = findings.add(part.heading, format!("第五部分只有 {letters} 字，说不清问题和改进情况"));
        doubt::if_incomplete(found, report);
    }
}
