//! U07: brackets and quotation marks without their partners.

use gouji_core::prelude::*;

use super::marks::{Bracket, marks};
use crate::doubt;

/// 括号、书名号、引号不成对.
pub(crate) struct UnbalancedBrackets;

/// How many places one finding names.
const NAMED: usize = 5;

impl Rule for UnbalancedBrackets {
    fn card(&self) -> Card {
        Card::warning("U07", "national/unbalanced-brackets", "括号、书名号或引号不成对")
            .likely()
            .basis("标点符号用法（GB/T 15834—2011）")
            .why("括号、书名号、引号成对使用，缺了一半，内容的起止就不清楚。")
            .bad("overview = '按照《政府信息公开条例的要求，公开信息12条。'", "“《”没有对应的“》”")
            .bad("overview = '公开信息12条（含解读3件，都已归档。'", "“（”没有对应的“）”")
            .bad(
                "overview = '''公开信息12条，含解读3件），都已归档。\n回应〔2件。'''",
                "“）”没有对应的“（”；正文这样的有 2 处，这里是第一处",
            )
            .good("overview = '（一）公开信息12条(含解读3件），按照《〈条例〉办法》办理。'")
            .good("overview = '分三步：1）清理；2）公布；3）归档。'")
            .good("overview = '''公开信息12条（含解读3件，\n都已归档）。'''")
            .good("overview = '落实”放管服”改革要求。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let marks = marks(report);
        let Some(first) = marks.lonely.first() else { return };
        let printed = report.slice(first.place);
        let mut message = format!("“{printed}”没有对应的“{}”", first.kind.mark(!first.opens));
        if marks.lonely.len() > 1 {
            message += &format!("；正文这样的有 {} 处，这里是第一处", marks.lonely.len());
        }
        let found = findings.add(first.place, message);
        for other in marks.lonely.iter().skip(1).take(NAMED - 1) {
            let printed = report.slice(other.place);
            found.evidence(other.place, format!("“{printed}”没有对应的“{}”", other.kind.mark(!other.opens)));
        }
        if marks.lonely.iter().all(|lonely| lonely.kind == Bracket::Quote) {
            found.at_most(Severity::Info);
        }
        doubt::if_incomplete(found, report);
    }
}
