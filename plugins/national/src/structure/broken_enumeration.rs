//! S14: 一是 without 二是, 一是 and then 三是.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::prose;
use crate::words::Words;

/// “一是、二是”不成序.
pub(crate) struct BrokenEnumeration;

static MARKERS: LazyLock<Words> = LazyLock::new(|| {
    Words::of(["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是"])
});

const NUMERALS: [&str; 10] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"];

impl Rule for BrokenEnumeration {
    fn card(&self) -> Card {
        Card::warning("S14", "national/broken-enumeration", "“一是、二是、三是”不成序")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("列举跳了号、重了号，或者只有“一是”，多半是删改以后没有重编。")
            .bad(
                "problems = '存在的问题：一是解读不多；三是更新不快。'",
                "“一是”之后是“三是”，缺“二是”",
            )
            .bad(
                "overview = '一是加强公开；二是加强解读；二是加强回应。'",
                "有两个“二是”，后一个应为“三是”",
            )
            .bad("overview = '主要做法：一是加强公开。全年公开信息12条。'", "只有“一是”，没有“二是”")
            .bad("problems = '改进措施：二是加强培训；三是加快更新。'", "列举从“二是”开始，没有“一是”")
            .good("overview = '一是加强公开。二是加强解读。三是加强回应。'\nproblems = '问题：一是少；二是慢。措施：一是多；二是快。'")
            .good("overview = '一是加强公开，包括：一是网站，二是新媒体；二是加强解读。'")
            .good("overview = '工作中一是一、二是二，公开方式之一是网站，首先加强公开，其次是解读。'")
            .good(
                "overview = '''一是加强公开。
                 （二）依申请公开。
                 二是加强解读。'''",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for part in [1, 5, 6] {
            if let Some((place, message, doubtful)) = broken(report, part) {
                let found = findings.add(place, message);
                if doubtful {
                    found.at_most(Severity::Info);
                }
            }
        }
    }
}

/// The first thing wrong with the lists of a part: where, what, and whether it may be meant so.
fn broken(report: &Report, part: u8) -> Option<(Place, String, bool)> {
    // The last number of each list that may go on, the innermost last, and where it stands.
    let mut lists: [(u8, Place); 8] = [(0, Place::new(0, 0)); 8];
    let mut open = 0;
    let mut lone: Option<Place> = None;
    for (paragraph, text) in prose::paragraphs(report, |number| number == part) {
        for hit in MARKERS.hits(text).filter(|hit| opens_clause(text, hit.at)) {
            let number = NUMERALS.iter().position(|numeral| hit.word.starts_with(numeral))? as u8 + 1;
            let place = prose::place(paragraph, hit.at, hit.end());
            if number == 1 {
                if open == lists.len() {
                    lists.copy_within(1.., 0);
                    open -= 1;
                }
                lists[open] = (1, place);
                open += 1;
                continue;
            }
            let Some(at) = lists[..open].iter().rposition(|(last, _)| last + 1 == number) else {
                let printed = hit.word;
                let Some(&(last, _)) = lists[..open].last() else {
                    let message = format!("列举从“{printed}”开始，没有“一是”");
                    return Some((place, message, true));
                };
                let (above, due) = (NUMERALS[usize::from(last) - 1], NUMERALS[usize::from(last).min(9)]);
                let message = if last == number {
                    format!("有两个“{printed}”，后一个应为“{due}是”")
                } else {
                    format!("“{above}是”之后是“{printed}”，缺“{due}是”")
                };
                return Some((place, message, false));
            };
            // Lists inside of it are over.
            lone = lone.or(lists[at + 1..open].iter().find(|(last, _)| *last == 1).map(|(_, place)| *place));
            lists[at] = (number, place);
            open = at + 1;
        }
    }
    let last = lists[..open].iter().find(|(last, _)| *last == 1).map(|(_, place)| *place);
    Some((lone.or(last)?, "只有“一是”，没有“二是”".to_owned(), true))
}

/// Not 之一是, 第一是, 一是一.
fn opens_clause(text: &str, at: usize) -> bool {
    let before = text[..at].trim_end();
    let rest = &text[at + "一是".len()..];
    (before.is_empty()
        || before.ends_with(['。', '，', '；', '：', '、', '！', ',', ';', ':', '）', ')', '，']))
        && !rest.starts_with(['一', '二', '三', '非', '否'])
}
