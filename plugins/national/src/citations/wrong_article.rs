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
            .good("overview = '依照《条例》第三十二条征求第三方意见。'")
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
            let end = from + "第".len() + length + "条".len();
            let printed = &report.text[from..end];
            let message = if number > ARTICLES {
                format!("条例只有五十六条，写作“{printed}”")
            } else if let Some((what, right)) = moved(number)
                && speaks_of_reports(report.text, from)
            {
                format!("年度报告的{what}在条例{right}，写作“{printed}”（旧条例的条次）")
            } else {
                continue;
            };
            findings.add(Place::from(from..end), message);
            return;
        }
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

fn speaks_of_reports(text: &str, at: usize) -> bool {
    let (start, end) = prose::sentence(text, at);
    let sentence = &text[start..end];
    ["年度报告", "年报", "编制", "本报告"].iter().any(|word| sentence.contains(word))
}
