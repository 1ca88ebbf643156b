//! Z06: marks of secret or internal papers.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

/// 密级标志、内部资料标记.
pub(crate) struct SecretMark;

static STAR: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("★"));

/// Marks that stand alone on a line.
const ALONE: [&str; 12] = [
    "绝密",
    "机密",
    "秘密",
    "内部资料",
    "内部文件",
    "内部使用",
    "仅供内部使用",
    "内部资料注意保存",
    "内部资料注意保密",
    "内部文件注意保存",
    "不得外传",
    "内部资料不得外传",
];

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
            if !text.starts_with(['绝', '机', '秘', '内', '仅', '不', '（', '(', '【', '［', '[', '〔'])
            {
                continue;
            }
            let words: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
            if ALONE.contains(&words.as_str()) {
                findings
                    .add(paragraph.place, format!("“{text}”是内部标记，公开前应审查并删去"))
                    .at_most(Severity::Warning);
            }
        }
    }
}
