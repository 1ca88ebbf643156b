//! Z06: marks of secret or internal papers.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

/// 密级标志、内部资料标记.
pub(crate) struct SecretMark;

static STAR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("★"));

/// Marks that stand alone on a line: what is said of the paper, and what is asked of its reader.
const OF_PAPER: [&str; 8] =
    ["绝密", "机密", "秘密", "内部资料", "内部文件", "内部使用", "内部材料", "内部掌握"];
const OF_READER: [&str; 14] = [
    "仅供", "注意", "保存", "保密", "请勿", "严禁", "禁止", "不得", "外传", "外泄", "公开", "传阅", "妥善",
    "保管",
];

/// Whether a line is nothing but such a mark.
fn is_mark(words: &str) -> bool {
    let mut rest = words;
    let mut of_paper = false;
    let mut asked = 0;
    while !rest.is_empty() {
        if let Some(word) = OF_PAPER.iter().find(|word| rest.starts_with(**word)) {
            of_paper = true;
            rest = &rest[word.len()..];
        } else if let Some(word) = OF_READER.iter().find(|word| rest.starts_with(**word)) {
            asked += 1;
            rest = &rest[word.len()..];
        } else {
            return false;
        }
    }
    // 不得外传, 请勿外传; 注意保存 alone says nothing.
    of_paper || (asked >= 2 && words.ends_with("外传"))
}

impl Rule for SecretMark {
    fn card(&self) -> Card {
        Card::error("Z06", "national/secret-mark", "报告上有密级或内部标记")
            .basis("政府信息公开条例第十四条、第十七条；保守国家秘密法")
            .why("年度报告要上网。带密级标志的不得公开，带“内部资料”标记的说明没有经过公开审查。")
            .bad("overview = '''机密★1年\n全年公开信息12条。'''", "“机密★”是密级标志，带密级的内容不得公开")
            .bad(
                "overview = '''（内部资料 注意保存）\n全年公开信息12条。'''",
                "“（内部资料 注意保存）”是内部标记，公开前应审查并删去",
            )
            .bad("preamble = '内部资料 请勿外传'", "“内部资料 请勿外传”是内部标记，公开前应审查并删去")
            .good("overview = '属于国家秘密、工作秘密的不予公开，机密级文件12件未公开。'")
            .good("overview = '编印内部资料12期，评为★★★级平台，秘密文件按规定管理。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for star in STAR.find_iter(report.text.as_bytes()) {
            let lead = report.text[..star].trim_end_matches([' ', '\u{3000}', '\u{a0}']);
            if let Some(level) = ["绝密", "机密", "秘密"].iter().find(|level| lead.ends_with(**level)) {
                let place = Place::from(lead.len() - level.len()..star + "★".len());
                findings.add(place, format!("“{level}★”是密级标志，带密级的内容不得公开"));
            }
        }
        for paragraph in report.paragraphs() {
            let length = paragraph.place.end.saturating_sub(paragraph.place.start);
            if !(6..=60).contains(&length) {
                continue;
            }
            let text = report.slice(paragraph.place).trim();
            if !text.starts_with([
                '绝', '机', '秘', '内', '仅', '不', '请', '严', '（', '(', '【', '［', '[', '〔',
            ]) {
                continue;
            }
            let words: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            if is_mark(&words) {
                findings
                    .add(paragraph.place, format!("“{text}”是内部标记，公开前应审查并删去"))
                    .at_most(Severity::Warning);
            }
        }
    }
}
