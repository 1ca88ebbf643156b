//! What belongs to the words for a number though it does not stand right before it: a bracket, the noun behind the measure
//! word, the names that `两类加起来` adds up.

use crate::claims::Claim;
use crate::place::Place;
use crate::prose::walk::Item;

const MARKS: [char; 11] = ['，', ',', '；', ';', '：', ':', '。', '\n', '！', '？', '、'];
/// Further back nothing is looked for, in characters.
const FAR: usize = 60;

/// The words that name a number: those right before it, and what they go on.
pub(super) fn label(text: &str, item: &Item) -> Place {
    let place = item.label_place;
    let said = place.of(text);
    let Some(before) = text.get(..place.start as usize) else { return place };
    let start = match () {
        () if is_quiet(said) && before.trim_end().ends_with(['）', ')']) => clause_with_bracket(before),
        () if sums_names(said, before) => clause_start(before),
        () => return place,
    };
    start.map_or(place, |start| Place::new(start as u32, place.end))
}

/// 的有, 共, 为: nothing is named.
fn is_quiet(said: &str) -> bool {
    said.trim().chars().count() <= 6
        && said.chars().all(|c| " 的有共计为是约达全年总数案件申请信息本提出递交".contains(c))
}

/// 向申请人提供了信息的（予以公开）: from the beginning of the clause.
fn clause_with_bracket(before: &str) -> Option<usize> {
    let before = before.trim_end();
    let inner = before.strip_suffix(['）', ')'])?;
    let open = inner.rfind(['（', '('])?;
    let bracket = &inner[open..];
    if bracket.contains(|c: char| c.is_numeric()) || bracket.chars().count() > FAR {
        return None;
    }
    clause_start(&before[..open])
}

/// 予以公开和部分公开两类加起来有: the number of the names, and a word for their sum.
fn sums_names(said: &str, before: &str) -> bool {
    const SUMS: [&str; 8] = ["加起来", "加在一起", "合起来", "合计", "相加", "总共", "共", "之和"];
    const KINDS: [&str; 6] = ["类", "项", "种", "者", "部分", "方面"];
    let said = said.trim_start();
    SUMS.iter().any(|sum| said.starts_with(sum))
        && KINDS.iter().any(|kind| {
            before
                .strip_suffix(kind)
                .is_some_and(|rest| rest.ends_with(['两', '二', '三', '四', '2', '3', '4']))
        })
}

/// 科研机构、社会公益组织两类主体均无申请: what a denial is said of, with the names before their number.
pub(super) fn denied(text: &str, item: &Item) -> Place {
    const KINDS: [&str; 3] = ["类", "种", "者"];
    let place = item.label_place;
    let said = place.of(text).trim_start();
    let Some(before) = text.get(..place.start as usize) else { return place };
    let named = ["主体", "申请人", "申请", "组织", "机构", "情形", "情况", "均", "都"]
        .iter()
        .any(|noun| said.starts_with(noun));
    let counted = KINDS.iter().any(|kind| {
        before.strip_suffix(kind).is_some_and(|rest| rest.ends_with(['两', '二', '三', '四', '2', '3', '4']))
    });
    let start = if named && counted { clause_start(before) } else { None };
    start.map_or(place, |start| Place::new(start as u32, place.end))
}

/// Where the clause begins that `before` ends in; none where a number stands in it.
fn clause_start(before: &str) -> Option<usize> {
    let near = before.char_indices().rev().take(FAR);
    let mut start = before.len();
    for (at, c) in near {
        if MARKS.contains(&c) && c != '、' {
            break;
        }
        start = at;
    }
    let clause = &before[start..];
    (!clause.contains(|c: char| c.is_numeric())).then_some(start)
}

/// The noun behind a number, without what is said of it: 行政许可决定 of `行政许可决定已全部公示`.
pub(super) fn noun_behind(tail: &str) -> &str {
    const SAID: [&str; 14] = [
        "均",
        "都",
        "已全",
        "全部上",
        "全部办",
        "全部按",
        "全部在",
        "全部纳",
        "皆",
        "一律",
        "悉数",
        "占",
        "进行",
        "逐",
    ];
    let end = SAID.iter().filter_map(|said| tail.find(said)).min();
    end.map_or(tail, |end| &tail[..end])
}

/// What a bracket right behind a number says of it, without numbers of its own.
pub(super) fn apposition<'t>(text: &'t str, item: &Item) -> Option<&'t str> {
    if !item.tail_place.of(text).trim().is_empty() {
        return None;
    }
    let behind = text.get(item.tail_place.end as usize..)?.trim_start();
    let inner = behind.strip_prefix(['（', '('])?;
    let end = inner.char_indices().take(FAR).find(|(_, c)| matches!(c, '）' | ')'))?.0;
    let said = &inner[..end];
    let other = ["均", "不含", "除", "其中", "同比", "较", "比"].iter().any(|word| said.starts_with(word));
    (!other && !said.contains(|c: char| c.is_numeric() || "。；;".contains(c))).then_some(said)
}

/// 即“予以公开”一项: one of the rows, and no number of things.
pub(in crate::prose) fn is_word_for_one(text: &str, claim: &Claim) -> bool {
    let before = text.get(..claim.number.start as usize).unwrap_or("").trim_end();
    claim.number.of(text) == "一" && before.ends_with(['”', '"', '》', '类'])
}
