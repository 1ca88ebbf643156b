//! S13: “以下五个方面”, and four of them.

use std::sync::LazyLock;

use gouji_core::prelude::*;
use memchr::memmem::Finder;

use crate::prose;

/// 所说的条数与所列的不符.
pub(crate) struct WrongAnnouncedCount;

static FOLLOWING: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new("以下"));

impl Rule for WrongAnnouncedCount {
    fn card(&self) -> Card {
        Card::warning("S13", "national/wrong-announced-count", "说有几个方面，列出的不是这么多")
            .likely()
            .basis("《中华人民共和国政府信息公开条例》第六条：及时、准确地公开政府信息")
            .why("前面说“以下三个方面”，后面就应当列出三个。")
            .bad(
                "problems = '主要存在以下三个方面的问题：一是解读不多；二是更新不快。下一步将逐项改进。'",
                "说“以下三个方面”，只列出 2 个",
            )
            .bad(
                "problems = '''下一步从以下两个方面改进：
                 （一）加强培训。
                 （二）加快更新。
                 （三）改进解读。'''",
                "说“以下两个方面”，却列出 3 个",
            )
            .good("problems = '主要存在以下两个问题：一是解读不多；二是更新不快。下一步从以下方面改进。'")
            .good("problems = '下一步从以下三个方面改进，加强培训、加快更新、改进解读。'")
            .good(
                "problems = '''主要存在以下两个问题：
                 （一）解读不多。
                 （二）更新不快。
                 下一步，从以下两个方面改进：
                 （一）加强培训。一是多讲；二是多练；三是多问。
                 （二）加快更新。'''",
            )
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for number in [1, 5] {
            let Some(part) = report.part(number) else { continue };
            let text = report.slice(part.body);
            let mut from = 0;
            while let Some(at) = text.get(from..).and_then(|rest| FOLLOWING.find(rest.as_bytes())) {
                let at = from + at;
                from = at + "以下".len();
                let Some((count, length)) = prose::small_number(&text[from..]) else { continue };
                let behind = &text[from + length..];
                let Some(what) =
                    ["个方面", "方面", "个问题", "个突出问题", "个主要问题", "点", "项", "条", "类问题"]
                        .into_iter()
                        .find(|what| behind.starts_with(what))
                else {
                    continue;
                };
                let end = from + length + what.len();
                let listed = count_items(&text[end..]);
                if count < 2 || listed < 2 || listed == count {
                    continue;
                }
                let only = if listed < count { "只列出" } else { "却列出" };
                let start = part.body.start as usize;
                findings.add(
                    Place::from(start + at..start + end),
                    format!("说“{}”，{only} {listed} 个", &text[at..end]),
                );
            }
        }
    }
}

/// How the items of a list are numbered.
const STYLES: [fn(u8) -> Option<String>; 6] = [
    |at| numeral(at).map(|numeral| format!("（{numeral}）")),
    |at| numeral(at).map(|numeral| format!("({numeral})")),
    |at| numeral(at).map(|numeral| format!("{numeral}是")),
    |at| numeral(at).map(|numeral| format!("第{numeral}，")),
    |at| Some(format!("\n{at}.")),
    |at| Some(format!("\n{at}、")),
];

fn numeral(at: u8) -> Option<&'static str> {
    ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十"].get(usize::from(at).wrapping_sub(1)).copied()
}

/// The number of items that are listed first behind an announcement, up to the next one.
fn count_items(text: &str) -> u8 {
    // Lists are shorter than that, and a long text full of announcements is soon done.
    let text = &text[..prose::boundary(text, text.len().min(12_000))];
    let end = FOLLOWING.find(text.as_bytes()).unwrap_or(text.len());
    let text = &text[..end];
    let first = STYLES
        .into_iter()
        .filter_map(|style| Some((text.find(&style(1)?)?, style)))
        .min_by_key(|(at, _)| *at);
    let Some((mut at, style)) = first else { return 0 };
    // Where the numbers begin again, another list does.
    let again =
        style(1).and_then(|marker| Some(at + marker.len() + text[at + marker.len()..].find(&marker)?));
    let text = &text[..again.unwrap_or(text.len())];
    let mut count = 1;
    while let Some(next) = style(count + 1).and_then(|marker| text[at..].find(&marker)) {
        at += next;
        count += 1;
    }
    count
}
