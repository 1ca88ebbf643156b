//! Slogans that say how many things they stand for: “三个到位”, and two that are 到位; “四统一”, and three that are 统一.

use crate::prose;

/// A slogan whose list has another number of members.
pub(super) struct Told {
    /// The slogan within its quotation marks.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) count: u8,
    pub(super) listed: u8,
}

/// The list behind a slogan is no longer, in bytes.
const FAR: usize = 900;
/// Names of programmes: what stands for them is told elsewhere.
const KNOWN: [&str; 12] = [
    "五公开",
    "两微",
    "两会",
    "三公",
    "六稳",
    "六保",
    "两个维护",
    "两个确立",
    "四个意识",
    "四个自信",
    "三农",
    "三安全",
];

/// All of a text that do not agree with their lists.
pub(super) fn wrong(text: &str) -> Vec<Told> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(open) = text[at..].find('“') {
        let start = at + open + '“'.len_utf8();
        at = start;
        let Some(length) = text[start..prose::boundary(text, (start + 30).min(text.len()))].find('”')
        else {
            continue;
        };
        let end = start + length;
        at = end;
        found.extend(judge(text, start, end));
    }
    found
}

fn judge(text: &str, start: usize, end: usize) -> Option<Told> {
    let slogan = &text[start..end];
    if KNOWN.iter().any(|known| slogan.contains(known)) {
        return None;
    }
    let (count, length) = prose::small_number(slogan).filter(|(count, _)| (2..=10).contains(count))?;
    let word = slogan[length..].trim_start_matches(['个', '大', '项', '类', '种']);
    let word_length = word.chars().count();
    if !(2..=3).contains(&word_length) {
        return None;
    }
    let rest = &text[end + '”'.len_utf8()..];
    let rest = &rest[..prose::boundary(rest, rest.len().min(FAR))];
    let stop = rest.find(['。', '\n', '“']).unwrap_or(rest.len());
    let sentence = &rest[..stop];
    let listed = in_bracket(sentence).or_else(|| repeated(sentence, word))?;
    (listed != count && listed >= 2).then_some(Told { start, end, count, listed })
}

/// （采集、审核、发布）: names and nothing else.
fn in_bracket(rest: &str) -> Option<u8> {
    let inner = rest.strip_prefix(['（', '('])?;
    let list = &inner[..inner.find(['）', ')'])?];
    let names: Vec<&str> = list.split('、').collect();
    let plain = names.iter().all(|name| (2..=12).contains(&name.chars().count()))
        && !list.contains(|c: char| c.is_ascii_digit() || "，；：,;:等和与及".contains(c));
    (plain && names.len() >= 2).then(|| u8::try_from(names.len()).ok()).flatten()
}

/// 即责任落实到位、审查把关到位: every member has the word of the slogan, at its beginning or at its end.
fn repeated(rest: &str, word: &str) -> Option<u8> {
    let list = rest.trim_start_matches(['，', ',', '：', ':']);
    if list.len() == rest.len() {
        return None;
    }
    let list = ["即", "就是", "分别是", "分别为", "具体为", "也就是", "包括"]
        .iter()
        .find_map(|lead| list.strip_prefix(lead))
        .unwrap_or(list)
        .trim_start_matches(['：', ':']);
    if list.contains(['等', '其']) && list.contains("等") {
        return None;
    }
    let mark = ['；', ';', '、', '，', ','].into_iter().find(|mark| list.contains(*mark))?;
    let members = |mark: char| list.split(mark).map(str::trim).filter(|member| !member.is_empty());
    let has = |member: &&str| member.starts_with(word) || member.ends_with(word);
    let with = members(mark).take_while(has).count();
    let all = members(mark).count();
    // 、 lists are followed by what was achieved: 做到…到位、…到位，成效明显.
    let whole = with == all || matches!(mark, '、' | '，' | ',') && with >= 2 && with + 1 >= all;
    // Members of two words each: 统一标准和流程.
    let joined = list.contains(['和', '与', '及']) && with < all;
    (whole && with >= 2 && !joined).then(|| u8::try_from(count(list, word, mark, with)).ok()).flatten()
}

/// The last member of a 、 list may be followed by a comma and more.
fn count(list: &str, word: &str, mark: char, with: usize) -> usize {
    if mark != '、' {
        return with;
    }
    let last = list.rsplit('、').next().unwrap_or("");
    let cut = last.split(['，', ',']).next().unwrap_or("").trim();
    let complete = cut.starts_with(word) || cut.ends_with(word);
    let counted = list
        .split('、')
        .take_while(|member| member.trim().starts_with(word) || member.trim().ends_with(word))
        .count();
    if complete && counted + 1 == list.split('、').count() { counted + 1 } else { with }
}
