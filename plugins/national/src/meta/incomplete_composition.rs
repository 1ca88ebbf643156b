//! M15: the parts that the preamble names, against those that the report has.

use gouji_core::prelude::*;
use gouji_core::report::part_title;

use crate::prose;
use crate::vocabulary::{self, Kind};

/// 开头列的各部分与正文不符.
pub(crate) struct IncompleteComposition;

/// What names each part in such a sentence.
const NAMES: [&[&str]; 6] = [
    &["总体情况", "基本情况", "概述", "总体"],
    &["主动公开"],
    &["申请"],
    &["复议", "诉讼"],
    &["问题", "改进"],
    &["其他", "需要报告"],
];

impl Rule for IncompleteComposition {
    fn card(&self) -> Card {
        Card::info("M15", "national/incomplete-composition", "开头列出的各部分与正文不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号")
            .why("开头说报告由哪几部分组成，就应当把正文的各部分都列上。")
            .years(2019, 9999)
            .bad(
                "preamble = '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况六个部分组成。'",
                "开头列出的组成部分里没有“六、其他需要报告的事项”，正文有这一部分",
            )
            .good("preamble = '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。'")
            .good("preamble = '本报告由六个部分组成。'")
            .good("preamble = '本报告由总体情况、主动公开情况等六个部分组成。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let first = vocabulary::seen(report).of(Kind::MadeOf, |part| part <= 1).next();
        let Some(at) = first.map(|seen| seen.place.start) else { return };
        let Some((paragraph, at)) = prose::within(report, &[at]).next() else { return };
        let text = report.slice(paragraph.place);
        let (start, end) = prose::sentence(text, at);
        let listed = &text[start..at];
        let named = |part: u8| NAMES[usize::from(part) - 1].iter().any(|name| listed.contains(name));
        let count = (1..=6).filter(|&part| named(part)).count();
        // 等 leaves some out; a few names are no list.
        if count < 3 || listed.contains('等') {
            return;
        }
        let present = crate::structure::present(report);
        let missing: Vec<String> = (1..=6)
            .filter(|&part| present & 1 << part != 0 && !named(part))
            .map(|part| format!("“{}”", part_title(part)))
            .collect();
        if !missing.is_empty() {
            findings.add(
                prose::place(paragraph, start, end),
                format!("开头列出的组成部分里没有{}，正文有这一部分", missing.join("、")),
            );
        }
    }
}
