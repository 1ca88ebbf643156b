//! S16: headings of the items of part one with a character lost, doubled or exchanged.

use gouji_core::prelude::*;

use crate::prose;

/// 分项标题有错字.
pub(crate) struct MisspeltItem;

const ITEMS: [&str; 7] = [
    "主动公开",
    "主动公开政府信息",
    "依申请公开",
    "政府信息管理",
    "平台建设",
    "政府信息公开平台建设",
    "监督保障",
];

const LONGEST: usize = 24;

impl Rule for MisspeltItem {
    fn card(&self) -> Card {
        Card::warning("S16", "national/misspelt-item", "分项的标题漏字、多字或颠倒")
            .likely()
            .basis("国办公开办函〔2021〕30号：总体情况包括主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障")
            .why("标题漏一个字，多半是删改时碰掉的。")
            .bad(
                "overview = '''（四）府信息公开平台建设
                 更新专栏3个。'''",
                "“府信息公开平台建设”应为“政府信息公开平台建设”",
            )
            .bad("overview = '（二）依申请公公开。未收到申请。'", "“依申请公公开”应为“依申请公开”")
            .bad("overview = '（五）监保督障情况：开展培训。'", "“监保督障”应为“监督保障”")
            .bad("overview = '4.府信息公开平台建设。更新专栏3个。'", "“府信息公开平台建设”应为“政府信息公开平台建设”")
            .bad("overview = '监保督障方面，开展培训。'", "“监保督障”应为“监督保障”")
            .bad("overview = '（二）依申公开政府信息情况。收到申请3件。'", "“依申公开”应为“依申请公开”")
            .good("overview = '（二）依申请公开办理情况。收到申请3件。'")
            .good("overview = '平台建设方面，更新专栏。3个平台建设完成。2.政府信息平台建设有序推进。'")
            .good("overview = '（二）申请公开。未收到申请。'")
            .good("overview = '（三）政务信息管理。加强审核。'\nproblems = '（一）平台建设滞后。'")
            .good("overview = '（四）政府信息平台建设。更新专栏。'")
    }

    fn check(&self, report: &Report, findings: &mut Findings) {
        for paragraph in report.paragraphs_of(1) {
            let text = report.slice(paragraph.place);
            let numbered = match paragraph.kind {
                ParagraphKind::SubHeading if text.starts_with(['（', '(']) => {
                    text.find(['）', ')']).map(|at| at + text[at..].chars().next().map_or(1, char::len_utf8))
                }
                ParagraphKind::SubHeading | ParagraphKind::Prose => opening(text),
                ParagraphKind::Heading => None,
            };
            let Some(from) = numbered else { continue };
            let rest = text[from..].trim_start();
            let start = text.len() - rest.len();
            // No heading of an item has half as many characters.
            let chinese = |letter: &&[u8]| matches!(letter, [0xE4, 0xB8..=0xBF, _] | [0xE5..=0xE9, ..]);
            let end = 3 * rest.as_bytes().chunks_exact(3).take(LONGEST).take_while(chinese).count();
            if end == 3 * LONGEST {
                continue;
            }
            let Some((words, official)) = misspelt(&rest[..end]) else { continue };
            let from = paragraph.place.start as usize + start;
            findings
                .add(Place::from(from..from + words.len()), format!("“{words}”应为“{official}”"))
                .repair(words, official);
        }
    }
}

/// What headings have behind the name of their item.
const TAILS: [&str; 9] = ["情况", "方面", "工作", "办理", "政府信息", "的", "建设", "管理", "处理"];

/// The name of an item that a heading begins with, with a slip, and what it should be.
fn misspelt(heading: &str) -> Option<(&str, &'static str)> {
    let mut words = heading;
    loop {
        if ITEMS.contains(&words) {
            return None;
        }
        if let Some(official) = ITEMS.into_iter().find(|item| is_slip(words, item)) {
            return Some((words, official));
        }
        words = TAILS.iter().find_map(|tail| words.strip_suffix(tail))?;
    }
}

/// Where the words begin that open a paragraph as a heading does: `4.平台建设。`, `平台建设方面，`.
fn opening(text: &str) -> Option<usize> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let mark = text[digits..].chars().next()?;
    if (1..=2).contains(&digits) {
        return matches!(mark, '.' | '．' | '、').then_some(digits + mark.len_utf8());
    }
    let near = &text[..prose::boundary(text, text.len().min(51))];
    let end = near.find(['，', ',', '。', '：', ':'])?;
    (digits == 0 && end <= 48 && near[..end].ends_with("方面")).then_some(0)
}

/// Whether words are those of an item with one character lost, one doubled, or two neighbours exchanged.
fn is_slip(words: &str, item: &str) -> bool {
    if words.len().abs_diff(item.len()) > 3 {
        return false;
    }
    // Other wordings that are as good.
    if words == "申请公开" {
        return false;
    }
    let same = words.chars().zip(item.chars()).take_while(|(one, other)| one == other).count();
    let (mut left, mut right) = (words.chars().skip(same), item.chars().skip(same));
    match words.len().cmp(&item.len()) {
        std::cmp::Ordering::Less => {
            right.next();
            left.eq(right)
        }
        std::cmp::Ordering::Greater => {
            let more = left.next();
            let doubled = more == words.chars().nth(same.wrapping_sub(1));
            doubled && left.eq(right)
        }
        std::cmp::Ordering::Equal => {
            let (one, two) = (left.next(), left.next());
            one.is_some() && (right.next(), right.next()) == (two, one) && two.is_some() && left.eq(right)
        }
    }
}
