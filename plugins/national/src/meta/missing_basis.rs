//! M20: nothing says by which law the report was made.

use gouji_core::prelude::*;

use crate::vocabulary::{self, Kind};

/// 没有写编制依据.
pub(crate) struct MissingBasis;

pub(crate) const WORDS: &[&str] = &["条例"];

impl Rule for MissingBasis {
    fn card(&self) -> Card {
        Card::info("M20", "national/missing-basis", "没有写编制依据")
            .basis("《中华人民共和国政府信息公开条例》第四十九条、第五十条；各地编制通知")
            .why("报告依条例编制，宜在开头写明。")
            .source("统一格式没有规定，是各地的做法")
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'\npreamble = '现公布某某县2023年政府信息公开工作年度报告。'",
                "开头没有写编制依据，宜写明依据《中华人民共和国政府信息公开条例》编制",
            )
            .good("title = '某某县2023年政府信息公开工作年度报告'\npreamble = '本报告依据《中华人民共和国政府信息公开条例》编制。'")
            .good("title = '某某县2023年政府信息公开工作年度报告'\noverview = '2023年，我县认真贯彻《条例》。'")
            .good("overview = '2023年，我县主动公开政府信息812条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(title) = report.title() else { return };
        if vocabulary::seen(report).of(Kind::Basis, |part| part <= 1).next().is_some() {
            return;
        }
        let preamble =
            report.paragraphs().next().filter(|first| first.part == 0 && first.kind == ParagraphKind::Prose);
        findings.add(
            preamble.map_or(title, |first| first.place),
            "开头没有写编制依据，宜写明依据《中华人民共和国政府信息公开条例》编制",
        );
    }
}
