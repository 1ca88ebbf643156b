//! M13: the letter to the superior published as the report.

use gouji_core::prelude::*;

use crate::prose;
use crate::vocabulary::{self, Kind};

/// 写成了给上级的函.
pub(crate) struct LetterForm;

pub(crate) const WORDS: &[&str] = &[
    "特此报告",
    "特此函",
    "专此报告",
    "妥否，请",
    "妥否,请",
    "当否，请",
    "当否,请",
    "请予审阅",
    "请审阅",
    "请审示",
    "根据贵办",
    "根据贵局",
    "根据贵委",
    "按照贵办",
    "按照贵局",
    "按照贵委",
    "贵单位",
];

impl Rule for LetterForm {
    fn card(&self) -> Card {
        Card::warning("M13", "national/letter-form", "写成了给上级的函或报告")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第四十九条：向社会公布")
            .why("年度报告是写给公众的。抬头、“特此报告”、“根据贵办要求”是给上级的公文用语，应删去。")
            .bad(
                "preamble = '某某市人民政府办公室：'\noverview = '根据贵办要求，现报告如下。'\nother = '特此报告。'",
                "抬头“某某市人民政府办公室：”是给上级的公文用语，年度报告写给公众，应删去（另有“根据贵办”“特此报告”）",
            )
            .bad("other = '以上报告，妥否，请批示。'", "“妥否，请”是给上级的公文用语，年度报告写给公众，应删去")
            .good("preamble = '现将某某县2023年政府信息公开工作年度报告公布如下：'")
            .good("preamble = '现将我局2023年度政府信息公开工作情况报告如下：'")
            .good("preamble = '联系机构：某某县人民政府办公室'")
            .good("overview = '2023年，我局根据贵州省有关经验，加强公开。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut first: Option<(Place, &str, bool)> = None;
        let mut more: Vec<&str> = Vec::new();
        for (paragraph, text) in prose::paragraphs(report, |part| part == 0) {
            if is_salutation(text) {
                first = Some((paragraph.place, text.trim(), true));
                break;
            }
        }
        for seen in vocabulary::seen(report).of(Kind::Letter, |part| matches!(part, 0 | 1 | 6)) {
            let word = report.slice(seen.place);
            match first {
                None => first = Some((seen.place, word, false)),
                Some(_) if !more.contains(&word) => more.push(word),
                Some(_) => {}
            }
        }
        let Some((place, words, salutation)) = first else { return };
        let what = if salutation { "抬头" } else { "" };
        let also: String = more.iter().map(|words| format!("“{words}”")).collect();
        let also = if also.is_empty() { also } else { format!("（另有{also}）") };
        findings.add(place, format!("{what}“{words}”是给上级的公文用语，年度报告写给公众，应删去{also}"));
    }
}

/// `某某市人民政府办公室：`, alone on its line.
fn is_salutation(text: &str) -> bool {
    let Some(name) = text.trim().strip_suffix(['：', ':']) else { return false };
    name.chars().count() <= 24
        && !name.contains(['，', '。', '、', '：', ':', ' ', '为', '如', '关'])
        && ["政府", "办公室", "办公厅", "局", "委员会"].iter().any(|end| name.ends_with(end))
        && !["机构", "机关", "单位", "部门", "主体", "来源"].iter().any(|word| name.contains(word))
}
