//! U06: a mark right behind a mark.

use gouji_core::prelude::*;

use super::marks::marks;
use crate::dated::clause;
use crate::prose;

/// 标点重叠.
pub(crate) struct CrowdedMarks;

impl Rule for CrowdedMarks {
    fn card(&self) -> Card {
        Card::info("U06", "national/crowded-marks", "标点重叠")
            .basis("标点符号用法（GB/T 15834—2011）")
            .why("两个点号连用，必有一个多余，或者中间漏了内容。")
            .bad(
                "overview = '全年公开信息12条。。解读3件，、回应1次。'",
                "“。。”两个标点连用，应去掉一个；正文这样的有 2 处，这里是第一处",
            )
            .bad("overview = '全年公开信息12条；。'", "“；。”两个标点连用，应去掉一个")
            .bad("overview = '对网友的评论、做到有问必答。'", "“做到”前面应为“，”，不是“、”")
            .good("overview = '对各类留言做到有问必答、做到件件回应，做到应公开、尽公开。'")
            .good("overview = '全年公开信息12条……都作了解读——包括图解。'")
            .good("overview = '做到“应公开、尽公开。”，（一）、（二）两项都已办结（共2件）。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        if let Some(place) = pause_before_verb(report) {
            findings.add(place, format!("“{}”前面应为“，”，不是“、”", &report.slice(place)["、".len()..]));
        }
        let marks = marks(report);
        let Some(first) = marks.crowded.first else { return };
        let mut message = format!("“{}”两个标点连用，应去掉一个", report.slice(first));
        if marks.crowded.count > 1 {
            message += &format!("；正文这样的有 {} 处，这里是第一处", marks.crowded.count);
        }
        findings.add(first, message);
    }
}

/// 对网友的评论、做到有问必答: a pause between what is acted on and the act.
fn pause_before_verb(report: &Report) -> Option<Place> {
    const VERBS: [&str; 4] = ["、做到", "、确保", "、实现", "、达到"];
    prose::paragraphs(report, |part| (1..=6).contains(&part)).find_map(|(paragraph, text)| {
        VERBS.iter().find_map(|verb| {
            let at = text.find(verb)?;
            let (start, _) = clause(text, at);
            let before = text[start..at].trim();
            let acted_on = before.starts_with('对') || before.starts_with("针对");
            let verbless = !before.contains(&verb["、".len()..]) && !before.contains('、');
            (acted_on && verbless).then(|| prose::place(paragraph, at, at + verb.len()))
        })
    })
}
