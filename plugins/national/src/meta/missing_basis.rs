//! M20: nothing says by which law the report was made.

use gouji_core::prelude::*;

use crate::prose;
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
            .bad(
                "title = '某某县2023年政府信息公开工作年度报告'\npreamble = '统计期限为全年。'\noverview = '2023年，我县认真贯彻《条例》，按照《条例》答复申请。'",
                "开头没有写编制依据，宜写明依据《中华人民共和国政府信息公开条例》编制",
            )
            .good("title = '某某县2023年政府信息公开工作年度报告'\noverview = '根据《条例》要求，现将2023年情况报告如下。'")
            .good("overview = '2023年，我县主动公开政府信息812条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let Some(title) = report.title() else { return };
        let named: Vec<u32> =
            vocabulary::seen(report).of(Kind::Basis, |part| part <= 1).map(|seen| seen.place.start).collect();
        if prose::within(report, &named).any(|(paragraph, at)| is_basis(report.slice(paragraph.place), at)) {
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

/// Whether a sentence names the law as that by which the report was made, not as what was carried out: 根据《条例》编制.
fn is_basis(text: &str, at: usize) -> bool {
    let (start, end) = prose::sentence(text, at);
    let led =
        ["根据", "依据", "依照", "按照", "遵照", "按"].iter().any(|word| text[start..at].contains(word));
    let made = ["编制", "编写", "撰写", "报告如下", "公布", "本报告", "年度报告", "形成", "情况报告"];
    led && made.iter().any(|word| text[start..end].contains(word))
}
