//! M15: the parts that the preamble names, against those that the report has.

use gouji_core::prelude::*;
use gouji_core::report::part_title;

use crate::prose;

/// 开头列的各部分与正文不符.
pub(crate) struct IncompleteComposition;

/// What names each part in such a sentence. Names have 、 and 及 in them, so that they are counted by their words; of several
/// for one part the one that stands there most often counts.
const NAMES: [&[&str]; 6] = [
    &["总体情况", "基本情况", "概述", "总体工作"],
    &["主动公开"],
    &["申请情况", "依申请公开", "申请的情况", "公开申请", "处理申请"],
    &["复议", "诉讼"],
    &["问题", "改进"],
    &["其他需要", "其他事项", "需要报告", "其它"],
];

impl Rule for IncompleteComposition {
    fn card(&self) -> Card {
        Card::warning("M15", "national/incomplete-composition", "开头列出的各部分与正文不符")
            .basis("国办公开办函〔2019〕60号、〔2021〕30号")
            .why("开头说报告由哪几部分组成，就应当把正文的各部分都列上。")
            .years(2019, 9999)
            .bad(
                "preamble = '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况六个部分组成。'",
                "开头列出的组成部分里没有“六、其他需要报告的事项”，正文有这一部分",
            )
            .good("preamble = '本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。'")
            .bad(
                "preamble = '全文共6个部分,分别是主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况和其他需要报告的事项。'",
                "开头列出的组成部分里没有“一、总体情况”，正文有这一部分",
            )
            .bad(
                "preamble = '报告分为六个部分，依次是总体情况、主动公开政府信息情况、总体情况、收到和处理政府信息公开申请情况、行政复议和行政诉讼情况、存在的主要问题及改进情况、其他需要报告的事项。'",
                "开头列出的组成部分里“一、总体情况”列了两次",
            )
            .good("preamble = '报告由总体情况、主动公开、收到和处理申请、复议与诉讼、问题及改进、其他事项等六个部分组成。'")
            .good("preamble = '本报告由六个部分组成。'")
            .good("preamble = '本报告由总体情况、主动公开情况等六个部分组成。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let present = crate::structure::present(report);
        for (paragraph, text) in prose::paragraphs(report, |part| part <= 1).take(FIRST) {
            let Some((start, end)) = composition(text) else { continue };
            let listed = &text[start..end];
            let times = |part: u8| {
                let names = NAMES[usize::from(part) - 1].iter();
                names.map(|name| listed.matches(name).count()).max().unwrap_or(0)
            };
            let quoted = |part: u8| format!("“{}”", part_title(part));
            let missing: Vec<String> =
                (1..=6).filter(|&part| present & 1 << part != 0 && times(part) == 0).map(quoted).collect();
            let twice: Vec<String> = (1..=6).filter(|&part| times(part) > 1).map(quoted).collect();
            let place = prose::place(paragraph, start, end);
            if !missing.is_empty() {
                findings
                    .add(place, format!("开头列出的组成部分里没有{}，正文有这一部分", missing.join("、")));
            }
            if !twice.is_empty() {
                findings.add(place, format!("开头列出的组成部分里{}列了两次", twice.join("、")));
            }
            return;
        }
    }
}

/// A report says of what it is made in one of its first paragraphs.
const FIRST: usize = 8;

/// The sentence that names the parts of the report, or most of them.
fn composition(text: &str) -> Option<(usize, usize)> {
    const FEWEST: usize = 4;
    ["部分", "章"].iter().flat_map(|word| text.match_indices(word)).find_map(|(at, _)| {
        let (start, end) = prose::sentence(text, at);
        let sentence = &text[start..end];
        let says = ["组成", "包括", "依次", "分别", "分为", "即", "构成", "包含"]
            .iter()
            .any(|word| sentence.contains(word));
        let count = NAMES.iter().filter(|names| names.iter().any(|name| sentence.contains(name))).count();
        // 等 leaves some out, but nobody leaves out one of six.
        let whole = if sentence.contains('等') { 5 } else { FEWEST };
        (says && count >= whole).then_some((start, end))
    })
}
