//! M21: 近日 and 今年 in a report that is read in the year after.

use gouji_core::prelude::*;

use crate::vocabulary::{self, Kind};

/// 时间说得含糊.
pub(crate) struct VagueDate;

pub(crate) const WORDS: &[&str] = &["近日", "日前", "今年", "本月", "昨日", "上月"];

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
        for seen in vocabulary::seen(report).of(Kind::Vague, |part| (1..=4).contains(&part)) {
            if opens_clause(&report.text[..seen.place.start as usize]) {
                count += 1;
                first.get_or_insert((seen.place, report.slice(seen.place)));
            }
        }
        let Some((place, word)) = first else { return };
        let year = report.year.map_or("年份".to_owned(), |year| format!("“{year}年”"));
        let more = if count > 1 { format!("（共 {count} 处）") } else { String::new() };
        findings.add(place, format!("“{word}”指哪一年说不清，宜写{year}{more}"));
    }
}

fn opens_clause(before: &str) -> bool {
    const MARKS: [char; 11] = ['。', '，', '；', '：', '、', '）', ',', ';', ':', '.', '\n'];
    before.is_empty() || before.trim_end_matches([' ', '\u{3000}']).ends_with(MARKS)
}
