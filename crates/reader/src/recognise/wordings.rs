//! The words of the headings: those of the forms, others that are met, and mistakes.

use std::sync::LazyLock;

use gouji_core::form::PARTS;
use gouji_core::report::Fit;
use strsim::levenshtein;

use crate::recognise::words::{Words, prefix, tolerance};

/// Wordings besides the official ones of [`PARTS`]. `Variant`: nobody objects. `Own`: of older forms, or loose.
const WORDINGS: &[(u8, &str, Fit)] = &[
    (1, "总体概述", Fit::Variant),
    (1, "概述", Fit::Own),
    (1, "概况", Fit::Own),
    (1, "工作概述", Fit::Own),
    (1, "基本情况", Fit::Own),
    (1, "总体工作情况", Fit::Own),
    (1, "政府信息公开总体情况", Fit::Own),
    (1, "政府信息公开工作总体情况", Fit::Own),
    (1, "政府信息公开工作的总体情况", Fit::Own),
    (2, "主动公开政府信息的情况", Fit::Variant),
    (2, "政府信息主动公开情况", Fit::Variant),
    (2, "主动公开情况", Fit::Own),
    (3, "收到和处理政府信息公开申请的情况", Fit::Variant),
    (3, "收到和处理政府信息公开申请", Fit::Own),
    (3, "依申请公开政府信息情况", Fit::Own),
    (3, "政府信息依申请公开情况", Fit::Own),
    (3, "依申请公开情况", Fit::Own),
    (4, "政府信息公开行政复议及行政诉讼情况", Fit::Variant),
    (4, "政府信息公开行政复议和行政诉讼情况", Fit::Variant),
    (4, "政府信息公开行政复议、提起行政诉讼情况", Fit::Variant),
    (4, "政府信息公开行政复议和提起行政诉讼情况", Fit::Variant),
    (4, "因政府信息公开工作被申请行政复议、提起行政诉讼情况", Fit::Variant),
    (4, "因政府信息公开工作被申请行政复议、提起行政诉讼的情况", Fit::Variant),
    (4, "因政府信息公开申请行政复议、提起行政诉讼情况", Fit::Own),
    (4, "行政复议、行政诉讼情况", Fit::Own),
    (5, "政府信息公开工作存在的主要问题及改进情况", Fit::Variant),
    (5, "存在问题及改进情况", Fit::Variant),
    (5, "存在的问题及改进情况", Fit::Variant),
    (5, "存在的主要问题和改进情况", Fit::Variant),
    (5, "存在的主要问题及改进措施", Fit::Variant),
    (5, "存在的主要问题和改进措施", Fit::Own),
    (5, "存在的问题及改进措施", Fit::Own),
    (6, "其他需要报告事项", Fit::Variant),
    (6, "其他需要报告的情况", Fit::Own),
    (6, "需要报告的其他事项", Fit::Own),
];

/// Words that tell a part in a heading of the report's own wording, strongest first.
pub(super) const KEYWORDS: &[(u8, &str)] = &[
    (4, "复议"),
    (4, "诉讼"),
    (5, "问题"),
    (5, "不足"),
    (5, "改进"),
    (6, "需要报告"),
    (6, "需要说明"),
    (3, "依申请"),
    (3, "申请"),
    (2, "主动公开"),
    (1, "总体情况"),
    (1, "概述"),
    (1, "概况"),
    (1, "基本情况"),
];

/// All wordings with their first character, by which most lines are told to be no heading.
static SPELLINGS: LazyLock<Vec<(char, u8, &str, Fit)>> = LazyLock::new(|| {
    let official = (1_u8..).zip(&PARTS).map(|(number, part)| (number, part.heading, Fit::Official));
    let all = official.chain(WORDINGS.iter().copied());
    all.filter_map(|(number, words, fit)| Some((words.chars().next()?, number, words, fit))).collect()
});

/// The part whose heading `text` begins with, the longest wording first; its length.
pub(super) fn spelt(text: &str) -> Option<(u8, Fit, usize)> {
    let head = text.chars().next()?;
    let mut best: Option<(u8, Fit, usize)> = None;
    for &(_, number, words, fit) in SPELLINGS.iter().filter(|spelling| spelling.0 == head) {
        if best.is_none_or(|best| words.len() > best.2)
            && let Some(len) = prefix(text, words)
        {
            best = Some((number, fit, len));
        }
    }
    best
}

/// The part whose official heading differs by a small mistake.
pub(super) fn misspelt(key: &str) -> Option<u8> {
    let characters = key.chars().count();
    let mut words = Words::default();
    let mut best = None;
    for (number, heading) in (1_u8..).zip(PARTS.iter().map(|part| part.heading)) {
        words.read(heading);
        let length = words.key.chars().count();
        let allowed = tolerance(length).max(1);
        if length.abs_diff(characters) > allowed {
            continue;
        }
        let distance = levenshtein(&words.key, key);
        if distance <= allowed && best.is_none_or(|(nearest, _)| distance < nearest) {
            best = Some((distance, number));
        }
    }
    best.map(|(_, number)| number)
}

/// The same at the head of running text: the length of the heading of part `number` with up to two mistakes.
pub(super) fn misspelt_prefix(text: &str, number: u8) -> Option<usize> {
    let heading = PARTS.get(usize::from(number).wrapping_sub(1))?.heading;
    let length = heading.chars().count();
    if length < 9 || text.chars().next() != heading.chars().next() {
        return None;
    }
    let cut = |characters: usize| text.char_indices().nth(characters).map_or(text.len(), |(at, _)| at);
    // The end of a heading is 情况 or 事项: cut there.
    let last: String = heading.chars().skip(length - 2).collect();
    (length - 2..=length + 2)
        .map(cut)
        .filter(|&end| text[..end].ends_with(&last))
        .find(|&end| levenshtein(&text[..end], heading) <= 2)
}
