//! S14: 一是 without 二是, 一是 and then 三是.

use std::sync::LazyLock;

use gouji_core::prelude::*;

use crate::vocabulary::{self, Kind};
use crate::words::Words;

/// “一是、二是”不成序.
pub(crate) struct BrokenEnumeration;

/// 一是 to 十是.
pub(crate) const WORDS: [&str; 10] =
    ["一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是", "十是"];

/// What a list may begin with instead of 一是.
static OTHERWISE: LazyLock<Words> =
    LazyLock::new(|| Words::of(["首先", "第一", "一方面", "一要", "一 是", "一\n是", "一、"]));

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
            .good("overview = '（四）平台建设方面一是建设网站；二是加强维护。（五）监督保障 一是开展培训。二是加强检查。'")
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
    let text = report.text;
    for seen in vocabulary::seen(report).iter().filter(|seen| seen.part == part) {
        let Kind::Marker(number) = seen.kind else { continue };
        let (place, at) = (seen.place, seen.place.start as usize);
        let opens = opens_clause(text, at);
        if number == 1 && (opens || may_open_list(text, at)) {
            if open == lists.len() {
                lists.copy_within(1.., 0);
                open -= 1;
            }
            // Of one that follows upon words without a mark nobody knows whether it is a list.
            lists[open] = (1, if opens { place } else { Place::new(0, 0) });
            open += 1;
        }
        if number == 1 || !opens {
            continue;
        }
        let Some(level) = lists[..open].iter().rposition(|(last, _)| last + 1 == number) else {
            let printed = report.slice(place);
            let Some(&(last, _)) = lists[..open].last() else {
                let begun = OTHERWISE.any(report.part_text(part));
                let message = || format!("列举从“{printed}”开始，没有“一是”");
                return (!begun).then(|| (place, message(), true));
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
        lone = lone.or(lists[level + 1..open].iter().find_map(is_lone));
        lists[level] = (number, place);
        open = level + 1;
    }
    let last = lists[..open].iter().find_map(is_lone);
    Some((lone.or(last)?, "只有“一是”，没有“二是”".to_owned(), true))
}

/// Where a list stands that did not get beyond 一是.
fn is_lone(list: &(u8, Place)) -> Option<Place> {
    (list.0 == 1 && !list.1.is_empty()).then_some(list.1)
}

/// Behind a mark or a gap, and not 一是一.
fn opens_clause(text: &str, at: usize) -> bool {
    const MARKS: [char; 13] = ['。', '，', '；', '：', '、', '！', '？', ',', ';', ':', '.', '）', ')'];
    let rest = &text[at + "一是".len()..];
    (at == 0 || text[..at].ends_with(|c: char| MARKS.contains(&c) || c.is_whitespace()))
        && !rest.starts_with(['一', '二', '三', '非', '否'])
}

/// Not 之一是, 第一是, 统一是.
fn may_open_list(text: &str, at: usize) -> bool {
    !text[..at].ends_with(['之', '第', '统', '唯', '单', '其', '万', '十', '同', '这', '每', '逐'])
}
