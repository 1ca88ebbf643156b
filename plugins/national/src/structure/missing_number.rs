//! S20: 共 件, where the number is missing.

use gouji_core::prelude::*;

use crate::prose;
use crate::vocabulary::{self, Kind};

/// 数字没有填.
pub(crate) struct MissingNumber;

pub(crate) const WORDS: &[&str] = &[
    "共件",
    "共条",
    "共计件",
    "共计条",
    "共 件",
    "共 条",
    "共计 件",
    "共计 条",
    "申请件",
    "申请 件",
    "信息条",
    "信息 条",
    "办结 件",
    "答复 件",
    "收到 件",
    "受理 件",
    "公开 条",
    "发布 条",
    "公开 件",
    "申请　件",
    "信息　条",
    "共　件",
    "共　条",
    "有效的规范性文件。",
    "有效的行政规范性文件。",
    "有效规范性文件件",
];

impl Rule for MissingNumber {
    fn card(&self) -> Card {
        Card::error("S20", "national/missing-number", "数字没有填")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("“共 件”中间的数字没有填，或者在编辑时丢了。")
            .bad("overview = '全年共收到政府信息公开申请 件，均已按时答复。'", "“申请 件”之间没有数字")
            .bad("overview = '全年主动公开政府信息条。'", "“信息条”之间没有数字")
            .bad(
                "overview = '全年制发文件3件，现行有效的行政规范性文件。'",
                "“有效的行政规范性文件”没有写件数",
            )
            .good("overview = '全年共收到政府信息公开申请3件，申请件均已归档，信息条目清晰，公共条件改善，共件件落实。'")
            .good("overview = '全年清理并公布了全部现行有效的行政规范性文件。'")
            .good("overview = '全年公开 条例解读12篇，答复 件件有回音。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for seen in vocabulary::seen(report).of(Kind::NoNumber, |_| true) {
            let Place { start, end } = seen.place;
            let word = report.slice(seen.place);
            let document = word.ends_with('。');
            let wrong = match document {
                true => stands_alone(report.text, start as usize),
                false => ends_there(&report.text[end as usize..]),
            };
            if !wrong {
                continue;
            }
            let word = word.trim_end_matches('。');
            let what = if document { "没有写件数" } else { "之间没有数字" };
            findings.add(Place::new(start, start + word.len() as u32), format!("“{word}”{what}"));
            return;
        }
    }
}

fn ends_there(rest: &str) -> bool {
    rest.is_empty() || rest.starts_with(['\n', '，', '。', '；', '、', '（', ',', ';'])
}

/// `，现行有效的规范性文件。`, a clause that counts and names no number.
fn stands_alone(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end_matches("现行");
    before.ends_with(['，', '；', '。', ',', ';']) && {
        let (start, _) = prose::sentence(text, at);
        // Among other counts only: 制发文件3件，现行有效的规范性文件。
        text[start..at].contains("件，")
    }
}
