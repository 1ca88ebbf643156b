//! S20: 共 件, where the number is missing.

use gouji_core::prelude::*;
use memchr::memchr_iter;

use crate::prose;
use crate::typography::marks::marks;
use crate::vocabulary::{self, Kind};

/// 数字没有填.
pub(crate) struct MissingNumber;

pub(crate) const WORDS: &[&str] =
    &["共件", "共条", "共计件", "共计条", "申请件", "信息条", "有效的规范性文件。", "有效的行政规范性文件。"];

/// What is counted by these, with a space before them where the number stood.
const MEASURES: [char; 7] = ['件', '条', '次', '篇', '期', '份', '项'];
/// What makes a word with 件 or 条, so that the space is only the source's.
const JOINS: &str = "文条案附邮事稿部软硬零证要函物快急配信头每逐第一各几多有分首再本";

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
            .bad("overview = '全年共回复群众来信 件。'", "“来信 件”之间没有数字")
            .good("overview = '全年制发文 件，收到群 众来 信、公 开申 请各若 干件，办 结案 件。'")
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
        if !marks(report).any_of(b" ") {
            return;
        }
        for (paragraph, text) in prose::paragraphs(report, |_| true) {
            let mut gaps = memchr_iter(b' ', text.as_bytes()).filter_map(|at| gap(text, at));
            let Some((start, end, empty)) = gaps.next() else { continue };
            // Where there are many, the source puts spaces between characters.
            if !empty || gaps.take(2).count() == 2 {
                continue;
            }
            let place = prose::place(paragraph, start, end);
            findings.add(place, format!("“{}”之间没有数字", report.slice(place)));
            return;
        }
    }
}

/// A space between Chinese characters: where the two before it start, where the one behind it ends, and whether that is a
/// measure word at the end of its clause: `来信 件。`.
fn gap(text: &str, at: usize) -> Option<(usize, usize, bool)> {
    let chinese = |c: &char| ('\u{4e00}'..='\u{9fff}').contains(c);
    let measure = text[at + 1..].chars().next().filter(chinese)?;
    let mut before = text[..at].char_indices().rev();
    let (_, last) = before.next().filter(|(_, c)| chinese(c))?;
    let (start, first) = before.next().filter(|(_, c)| chinese(c))?;
    let end = at + 1 + measure.len_utf8();
    let joined = JOINS.contains(last) && (first, last) != ('来', '信');
    Some((start, end, MEASURES.contains(&measure) && !joined && ends_there(&text[end..])))
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
