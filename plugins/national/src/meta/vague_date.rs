//! M21: 近日 and 今年 in a report that is read in the year after.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::prose;
use crate::words::Words;

/// 时间说得含糊.
pub(crate) struct VagueDate;

static VAGUE: LazyLock<Words> = LazyLock::new(|| Words::of(["近日", "日前", "今年", "本月", "昨日", "上月"]));

impl Rule for VagueDate {
    fn card(&self) -> Card {
        Card::info("M21", "national/vague-date", "“今年”“近日”说不清是哪一年")
            .possible()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("报告写的是上一年，发布在下一年。“今年”会被读成发布的那一年，宜写出年份或“本年度”。")
            .bad(
                "overview = '今年，我局主动公开政府信息812条。近日，开展了培训。'",
                "“今年”指哪一年说不清，宜写“2023年”（共 2 处）",
            )
            .good("overview = '2023年，我局主动公开政府信息812条。截至目前，专栏运行正常。'")
            .good("problems = '下一步，今年将加强培训。'")
            .good("overview = '开设“我们的今年”专栏，学习《今年怎么看》。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        let mut first: Option<(Place, &str)> = None;
        let mut count = 0;
        for (paragraph, text) in prose::paragraphs(report, |part| (1..=4).contains(&part)) {
            for hit in VAGUE.hits(text).filter(|hit| opens_clause(&text[..hit.at])) {
                count += 1;
                first.get_or_insert((prose::place(paragraph, hit.at, hit.end()), hit.word));
            }
        }
        let Some((place, word)) = first else { return };
        let year = report.year.map_or("年份".to_owned(), |year| format!("“{year}年”"));
        let more = if count > 1 { format!("（共 {count} 处）") } else { String::new() };
        findings.add(place, format!("“{word}”指哪一年说不清，宜写{year}{more}"));
    }
}

fn opens_clause(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty() || before.ends_with(['。', '，', '；', '：', '、', '）', ',', ';', ':', '.'])
}
