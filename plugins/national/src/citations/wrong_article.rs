//! D09: articles of the 条例 by the numbers of the old one, or that it does not have.

use gouji_core::prelude::*;

use super::titles;
use crate::prose;

/// 条例的条次不对.
pub(crate) struct WrongArticle;

/// The 条例 of 2019 has so many articles.
const ARTICLES: u8 = 56;

impl Rule for WrongArticle {
    fn card(&self) -> Card {
        Card::warning("D09", "national/wrong-article", "引用的条例条次不对")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》（国务院令第711号）第四十九条、第五十条，全文五十六条")
            .why("2019年修订后条次变了：年度报告的期限在第四十九条，内容在第五十条，旧条例是第三十一条、第三十二条。")
            .years(2019, 9999)
            .bad(
                "preamble = '根据《中华人民共和国政府信息公开条例》第三十二条关于年度报告的规定，编制本报告。'",
                "年度报告的内容在条例第五十条，写作“第三十二条”（旧条例的条次）",
            )
            .bad("overview = '依照《条例》第六十一条予以答复。'", "条例只有五十六条，写作“第六十一条”")
            .good("preamble = '根据《中华人民共和国政府信息公开条例》第四十九条、第五十条关于年度报告的规定，编制本报告。'")
            .bad("overview = '依照《条例》第二十条和第六十条公开。'", "条例只有五十六条，写作“第六十条”")
            .bad(
                "overview = '严格遵守《条例》第四十三条规定的20个工作日时限。'",
                "答复的期限在条例第三十三条，写作“第四十三条”",
            )
            .good("overview = '依照《条例》第三十二条征求第三方意见。'")
            .bad(
                "overview = '依照《条例》第五十条规定，告知申请人可以申请行政复议或者提起行政诉讼。'",
                "投诉举报、行政复议和诉讼在条例第五十一条，写作“第五十条”",
            )
            .good("overview = '依照《条例》第五十一条规定，告知申请人可以申请行政复议。按照《条例》第三十三条、第三十六条，二十个工作日内答复并告知可以申请行政复议。'")
            .good("overview = '落实《重大行政决策程序暂行条例》第六十一条。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for &place in titles(report).iter() {
            let title = report.slice(place);
            if title != "条例" && title != "政府信息公开条例" && title != "中华人民共和国政府信息公开条例"
            {
                continue;
            }
            let from = place.end as usize + "》".len();
            let Some(rest) = report.text.get(from..).and_then(|rest| rest.strip_prefix('第')) else {
                continue;
            };
            let Some((number, length)) = prose::small_number(rest) else { continue };
            if !rest[length..].starts_with('条') {
                continue;
            }
            if let Some((start, printed)) = joined_beyond(&rest[length + "条".len()..]) {
                let start = from + "第".len() + length + "条".len() + start;
                let message = format!("条例只有五十六条，写作“{printed}”");
                findings.add(Place::from(start..start + printed.len()), message);
                return;
            }
            let end = from + "第".len() + length + "条".len();
            let printed = &report.text[from..end];
            let message = if number > ARTICLES {
                format!("条例只有五十六条，写作“{printed}”")
            } else if let Some((what, right)) = moved(number)
                && speaks_of_reports(report.text, from)
            {
                format!("年度报告的{what}在条例{right}，写作“{printed}”（旧条例的条次）")
            } else if let Some((what, right)) = other_topic(number, report.text, from, end) {
                format!("{what}在条例第{right}条，写作“{printed}”")
            } else {
                continue;
            };
            findings.add(Place::from(from..end), message);
            return;
        }
    }
}

/// 、第三十三条和第六十条: an article that the 条例 does not have, among those named behind the first; where it starts.
fn joined_beyond(behind: &str) -> Option<(usize, &str)> {
    let mut rest = behind;
    loop {
        let next = rest.trim_start_matches(['、', '和', '及', '与', '以']);
        let numeral = next.strip_prefix('第').filter(|_| next.len() < rest.len())?;
        let (number, length) = prose::small_number(numeral)?;
        let after = numeral[length..].strip_prefix('条')?;
        if number > ARTICLES {
            return Some((behind.len() - next.len(), &next[..next.len() - after.len()]));
        }
        rest = after;
    }
}

/// Where the old articles on annual reports stand now.
fn moved(number: u8) -> Option<(&'static str, &'static str)> {
    match number {
        31 => Some(("期限", "第四十九条")),
        32 => Some(("内容", "第五十条")),
        _ => None,
    }
}

/// What an article alone is about, in the words of such reports: its number, the number as it is written, the words, and how
/// to call it. Of the 条例 of 2019.
const TOPICS: [(u8, &str, &[&str], &str); 9] = [
    (17, "十七", &["审查机制", "公开审查"], "信息公开审查机制"),
    (30, "三十", &["补正"], "补正"),
    (32, "三十二", &["征求第三方意见", "第三方意见", "第三方同意"], "征求第三方意见"),
    (33, "三十三", &["二十个工作日", "20个工作日"], "答复的期限"),
    (35, "三十五", &["超过合理范围", "不合理频次"], "数量、频次明显超过合理范围的申请"),
    (37, "三十七", &["区分处理"], "区分处理"),
    (42, "四十二", &["信息处理费"], "信息处理费"),
    (50, "五十", &["年度报告应当包括", "年度报告的内容"], "年度报告的内容"),
    (51, "五十一", &["申请行政复议", "提起行政诉讼", "申请复议", "投诉、举报"], "投诉举报、行政复议和诉讼"),
];

/// Articles that speak of more than one topic here: 26 and 33 both have twenty days, 36 names 37 and 38, 39 复议's neighbours.
const SHARED: [u8; 6] = [26, 31, 34, 36, 38, 39];

/// The topic of the clause behind a citation, where another article alone is about it and the one cited is not.
fn other_topic(number: u8, text: &str, from: usize, end: usize) -> Option<(&'static str, &'static str)> {
    /// A citation is followed by what it is cited for at once: …第五十条规定，告知申请人可以申请行政复议.
    const NEAR: usize = 120;
    // Those from 40 on are about none of these but their own.
    let known = number >= 40 || TOPICS.iter().any(|(article, ..)| *article == number);
    let (_, to) = prose::sentence(text, from);
    let told = &text[end..prose::boundary(text, to.min(end + NEAR))];
    // Several articles are cited for several things.
    if !known || SHARED.contains(&number) || told.contains('第') || told.starts_with(['、', '和', '及', '至'])
    {
        return None;
    }
    let about = |topic: &&(u8, &str, &[&str], &str)| topic.2.iter().any(|word| told.contains(word));
    let mut topics = TOPICS.iter().filter(about);
    let (article, written, _, what) = topics.next()?;
    (topics.next().is_none() && *article != number).then_some((*what, *written))
}

fn speaks_of_reports(text: &str, at: usize) -> bool {
    let (start, end) = prose::sentence(text, at);
    let sentence = &text[start..end];
    ["年度报告", "年报", "编制", "本报告"].iter().any(|word| sentence.contains(word))
}
