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
            .bad(
                "overview = '全年主动公开政府信息320条,编发雨情快报期,回复群众来信6件。'",
                "“快报期”没有写数",
            )
            .bad("overview = '公开企业资质条、施工许可76条。'", "“资质条”没有写数")
            .bad("overview = '制发8件；年内废止行政规范性文件件。'", "“文件件”没有写数")
            .good("overview = '公开信息320条，做到件件有回音、条条有落实，逐项登记、分期公布，公开各类事项、办结案件，发布到期、定期，回复来信，组织一次。'")
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
        if let Some(place) = uncounted(report) {
            findings.add(place, format!("“{}”没有写数", report.slice(place)));
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

/// Measure words that end a clause right behind what should be counted, among others that have their numbers: 企业资质条、
/// 施工许可证76条.
fn uncounted(report: &Report) -> Option<Place> {
    prose::paragraphs(report, |part| part > 0).find_map(|(paragraph, text)| {
        let marks = text
            .char_indices()
            .filter(|(_, c)| matches!(c, '，' | '。' | '；' | '、' | ',' | ';' | '）' | ')'));
        let (start, end) = marks.map(|(at, _)| at).find_map(|at| uncounted_before(text, at))?;
        Some(prose::place(paragraph, start, end))
    })
}

/// The noun and the measure word before a mark, where no number stands between them.
fn uncounted_before(text: &str, at: usize) -> Option<(usize, usize)> {
    let before = &text[..at];
    let mut back = before.char_indices().rev();
    let (end, measure) = back.next().filter(|(_, c)| MEASURES.contains(c))?;
    let (_, last) = back.next().filter(|(_, c)| is_chinese(*c))?;
    let (start, first) = back.next().filter(|(_, c)| is_chinese(*c))?;
    // 文件件 has one 件 too many for a word.
    let own = makes_word(measure, last) || (measure == last && !makes_word(measure, first));
    let counted = [measure, '条', '件'].iter().any(|measure| counts_such(text, at, *measure));
    (!own && counted && names_things(before, end)).then_some((start, end + measure.len_utf8()))
}

/// Whether a measure word makes a word with the character before it, or is counted by it: 事项, 定期, 各项, 三次.
fn makes_word(measure: char, last: char) -> bool {
    let joins = match measure {
        '件' => "文条案附邮事稿部软硬零证要函物快急配信来办收退送组插课原备密",
        '条' => "头信链线教萧词面回便凭欠苗条",
        '次' => "层依逐再首多档批频名梯班场人版其初本此上下屡历轮按年月季届次",
        '篇' => "本长开诗首名通全",
        '期' => "定日时近长短中前后初末同到逾延分预按学周任工汛假限首效渡峰键宽质示验产孕早晚过如间当往期",
        '份' => "月年身股省部成每县辈",
        _ => "事各专单多选立款逐强弱奖每杂子分大小进义项",
    };
    joins.contains(last)
        || "每逐第一各几多有分首再本二三四五六七八九十百千万两数若半整这那该某余亿〇此单".contains(last)
}

/// Whether the text around counts other things by a measure word.
fn counts_such(text: &str, at: usize, measure: char) -> bool {
    const NEAR: usize = 240;
    let from = prose::boundary(text, at.saturating_sub(NEAR));
    let to = prose::boundary(text, (at + NEAR).min(text.len()));
    let around = &text[from..to];
    around
        .match_indices(measure)
        .any(|(found, _)| around[..found].trim_end().ends_with(|c: char| c.is_ascii_digit()))
}

/// Whether what stands before the measure word is told as done, so that its number is missed.
fn names_things(before: &str, end: usize) -> bool {
    const VERBS: [&str; 30] = [
        "公开", "发布", "编发", "回复", "制发", "收到", "办理", "办结", "废止", "印发", "刊发", "刊登",
        "推送", "更新", "答复", "受理", "清理", "公示", "制作", "开展", "举办", "召开", "组织", "登载",
        "解读", "回应", "发出", "转载", "审查", "编印",
    ];
    let from = before.rfind(['，', '。', '；', '：', ',', ';', ':']).unwrap_or(0);
    VERBS.iter().any(|verb| before[from..end].contains(verb))
}

fn is_chinese(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
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
