//! The text around the tables: paragraphs, where the page's own text ends, and the sentences that say what the report
//! covers, of how many parts it is made and whom to call.

use std::ops::Range;

use gouji_core::cell::{is_space, narrow};
use gouji_core::fixture::sub_heading;
use gouji_core::place::Place;
use gouji_core::report::{Composition, Paragraph, ParagraphKind, Period};
use memchr::memmem;

use crate::recognise::agency;
use crate::recognise::dates::{day, period, years};
use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::words::{Numeral, Style, digit};

/// What the foot of a page begins with.
const FOOT_BEGINS: &[&str] = &[
    "上一篇",
    "下一篇",
    "上一条",
    "下一条",
    "上篇",
    "下篇",
    "相关链接",
    "相关文章",
    "相关信息",
    "相关阅读",
    "相关附件",
    "网站地图",
    "关于我们",
    "联系我们",
    "主办单位",
    "主办：",
    "主办:",
    "承办单位",
    "承办：",
    "技术支持",
    "打印本页",
    "【打印",
    "[打印",
    "打印",
    "关闭",
    "【关闭",
    "[关闭",
    "分享到",
    "分享：",
    "扫一扫",
    "责任编辑",
    "返回顶部",
    "返回首页",
    "网站声明",
    "友情链接",
    "隐私声明",
    "网站标识码",
    "政府网站标识码",
    "您是第",
    "浏览次数",
    "信息来源：",
    "作者：",
    "编辑：",
    "我要纠错",
    "收藏本页",
];
/// The first characters of those.
const FOOT_FIRST: &str = "上下相网关联主承技打【[分扫责返友隐政您浏信作编我收";
/// What the foot of a page contains.
const FOOT_CONTAINS: [&str; 5] = ["版权所有", "ICP备", "公网安备", "网站标识码", "Copyright"];

/// Where the report ends: where the foot of the page begins, looked for in `pieces` behind the last heading. A foot says so
/// by its words, or is a list of links: many short lines without any punctuation.
pub(super) fn foot(text: &str, pieces: &[Piece]) -> Option<u32> {
    let contained = FOOT_CONTAINS.map(memmem::Finder::new);
    let mut links = 0;
    let mut start = 0;
    let lines = pieces.iter().filter(|piece| !piece.is_empty());
    for (index, piece) in lines.enumerate() {
        let line = piece.of(text);
        if is_foot(line, &contained) {
            return Some(if links >= FEW_LINKS { start } else { piece.start });
        }
        // The first line is the part's own, however short.
        let link =
            index > 0 && piece.kind == Kind::Paragraph && piece.len() <= 60 && !line.contains(PUNCTUATION);
        if !link {
            links = 0;
        } else {
            start = if links == 0 { piece.start } else { start };
            links += 1;
        }
        if links >= MANY_LINKS {
            return Some(start);
        }
    }
    None
}

const PUNCTUATION: [char; 9] = ['。', '，', '；', '：', '、', '（', '(', '.', '日'];
/// So many lines in a row are links.
const MANY_LINKS: usize = 10;
/// So many are links when the foot of a page follows; fewer may be the signature.
const FEW_LINKS: usize = 4;

fn is_foot(line: &str, contained: &[memmem::Finder; 5]) -> bool {
    if line.len() > 240 {
        return false;
    }
    let first = line.chars().next().unwrap_or(' ');
    let short = line.len() <= 60;
    let begins = |word: &&str| {
        line.starts_with(*word) && (short || !(word.starts_with('打') || word.starts_with("关闭")))
    };
    let begins = FOOT_FIRST.contains(first) && FOOT_BEGINS.iter().any(begins);
    (begins || contained.iter().any(|word| word.find(line.as_bytes()).is_some())) && !line.contains('。')
}

/// The paragraphs outside the tables. `in_table` and `part_of` are by piece; `before` is where part one begins, and only
/// whole sentences before that are the report's.
pub(super) fn paragraphs(
    text: &str,
    pieces: &[Piece],
    part_of: &[u8],
    in_table: &[bool],
    before: usize,
    title: Option<Place>,
) -> Vec<Paragraph> {
    let mut list = Vec::with_capacity(pieces.len() / 2);
    let mut goes_on = false;
    let first_item = [memmem::Finder::new("（一）"), memmem::Finder::new("(一)")];
    for (index, piece) in pieces.iter().enumerate() {
        let line = piece.of(text);
        if in_table[index] || line.is_empty() {
            continue;
        }
        let place = Place::new(piece.start, piece.end);
        let part = part_of[index];
        if piece.kind == Kind::Heading {
            list.push(Paragraph { place, part, kind: ParagraphKind::Heading, ordinal: 0 });
            continue;
        }
        if index < before {
            let below_title = title.is_none_or(|title| title.end <= piece.start);
            // A line that was broken goes on below.
            if !below_title || !(goes_on || is_preamble(line)) {
                goes_on = false;
                continue;
            }
            goes_on = !line.ends_with(['。', '；', '：', '！']);
        }
        // Short cells of other tables are no prose.
        if piece.kind == Kind::Cell && !line.contains('。') && line.chars().count() < 20 {
            continue;
        }
        if part > 0
            && piece.len() > ONE_LINE
            && first_item.iter().any(|item| item.find(line.as_bytes()).is_some())
        {
            split_at_items(text, place, part, &mut list);
        } else {
            push(text, place, part, &mut list);
        }
    }
    list
}

/// A paragraph of more bytes may be several that lost their line ends.
const ONE_LINE: usize = 90;

fn push(text: &str, place: Place, part: u8, list: &mut Vec<Paragraph>) {
    let ordinal = ordinal(place.of(text), part);
    let kind = if ordinal > 0 { ParagraphKind::SubHeading } else { ParagraphKind::Prose };
    list.push(Paragraph { place, part, kind, ordinal });
}

/// The ordinal of `（一）…`; in part one also of `1.主动公开…`.
fn ordinal(line: &str, part: u8) -> u8 {
    const ITEMS: [&str; 5] = ["主动公开", "依申请公开", "政府信息管理", "平台建设", "监督保障"];
    if line.starts_with(['（', '(']) {
        return sub_heading(line);
    }
    let Some(numeral) = Numeral::before(line).filter(|_| part == 1) else { return 0 };
    let rest = &line[numeral.len..];
    let head: String = rest.chars().take(12).collect();
    if numeral.style == Style::Arabic && ITEMS.iter().any(|item| head.contains(item)) {
        numeral.value
    } else {
        0
    }
}

/// Splits a paragraph before each `（一）`, `（二）` that goes on counting behind a full stop or white space.
fn split_at_items(text: &str, place: Place, part: u8, list: &mut Vec<Paragraph>) {
    let whole = place.of(text);
    let mut next = 1;
    let mut start = 0;
    for (at, _) in whole.match_indices(['（', '(']) {
        let edge = whole[..at].chars().next_back();
        if sub_heading(head_of(whole, at)) != next
            || edge.is_some_and(|c| !is_space(c) && !matches!(c, '。' | '；' | '！' | '：'))
        {
            continue;
        }
        next += 1;
        if at > start {
            push_trimmed(text, place, start..at, part, list);
        }
        start = at;
    }
    push_trimmed(text, place, start..whole.len(), part, list);
}

/// A few characters from byte `at` on.
fn head_of(whole: &str, at: usize) -> &str {
    let end = whole[at..].char_indices().nth(5).map_or(whole.len(), |(end, _)| at + end);
    &whole[at..end]
}

fn push_trimmed(text: &str, place: Place, range: Range<usize>, part: u8, list: &mut Vec<Paragraph>) {
    let piece = &place.of(text)[range.clone()];
    let start = range.start + piece.len() - piece.trim_start_matches(is_space).len();
    let end = range.end - (piece.len() - piece.trim_end_matches(is_space).len());
    if start < end {
        push(text, Place::new(place.start + start as u32, place.start + end as u32), part, list);
    }
}

/// A line before part one that is the report's and not the page's: a sentence.
fn is_preamble(line: &str) -> bool {
    let sentence = line.contains('。');
    (line.len() > 30 && (sentence || line.ends_with('：')))
        || (line.len() > 60 && line.contains(['，', ',']) && !line.contains(['>', '|']))
}

/// The prose as claims are taken from it: a paragraph that the source broke in mid-sentence is one.
pub(super) fn spans(text: &str, paragraphs: &[Paragraph]) -> Vec<Range<u32>> {
    let mut spans: Vec<Range<u32>> = Vec::with_capacity(paragraphs.len());
    let mut above: Option<&Paragraph> = None;
    for paragraph in paragraphs {
        if paragraph.kind == ParagraphKind::Heading {
            above = None;
            continue;
        }
        let place = paragraph.place;
        let continues = above.is_some_and(|above| {
            paragraph.kind == ParagraphKind::Prose
                && above.part == paragraph.part
                && is_broken(above.place.of(text))
                && Place::new(above.place.end, place.start).of(text).chars().all(is_space)
        });
        match spans.last_mut().filter(|_| continues) {
            Some(span) => span.end = place.end,
            None => spans.push(place.start..place.end),
        }
        above = Some(paragraph);
    }
    spans
}

/// Whether a line ends in mid-sentence: behind a comma, or as long as a line and without a full stop.
fn is_broken(line: &str) -> bool {
    let closed = ['。', '；', ';', '：', ':', '！', '？', '”', '）'];
    line.ends_with(['，', ',', '、']) || (line.len() >= 60 && !line.ends_with(closed))
}

/// What the prose says about the report itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) period: Option<Period>,
    pub(super) composition: Option<Composition>,
    pub(super) contact: Option<Place>,
    /// The year that more than half of all years named are.
    pub(super) year: Option<u16>,
    /// The date under the text.
    pub(super) signed: Option<gouji_core::report::Date>,
}

pub(super) fn facts(text: &str, paragraphs: &[Paragraph]) -> Facts {
    let mut facts = Facts::default();
    let mut counts: Vec<(u16, u32)> = Vec::new();
    let contact = Contact::new();
    for paragraph in paragraphs {
        let line = paragraph.place.of(text);
        for (year, ..) in years(line) {
            match counts.iter_mut().find(|(known, _)| *known == year) {
                Some((_, count)) => *count += 1,
                None => counts.push((year, 1)),
            }
        }
        if paragraph.kind == ParagraphKind::Heading {
            continue;
        }
        if paragraph.part <= 1 {
            facts.period = facts.period.or_else(|| period(text, paragraph.place));
            facts.composition = facts.composition.or_else(|| composition(text, paragraph.place));
        }
        if facts.contact.is_none() && matches!(paragraph.part, 0 | 1 | 6) {
            facts.contact = contact.find(text, paragraph.place);
        }
    }
    // A report without a preamble may have them in its last part.
    for paragraph in paragraphs.iter().filter(|paragraph| paragraph.part == 6) {
        facts.period = facts.period.or_else(|| period(text, paragraph.place));
    }
    let all: u32 = counts.iter().map(|(_, count)| count).sum();
    let most = counts.iter().max_by_key(|(year, count)| (*count, *year));
    facts.year = most.filter(|(_, count)| count * 2 > all).map(|(year, _)| *year);
    let last = paragraphs.iter().rev().take(2).find_map(|paragraph| {
        let line = paragraph.place.of(text);
        day(line).filter(|(_, len)| *len == line.len()).map(|(day, _)| day)
    });
    facts.signed = last;
    facts
}

/// 由六个部分组成.
fn composition(text: &str, place: Place) -> Option<Composition> {
    let whole = place.of(text);
    memmem::find_iter(whole.as_bytes(), "部分").find_map(|at| {
        let before = whole[..at].trim_end_matches(is_space);
        let before = before.strip_suffix(['个', '大']).unwrap_or(before).trim_end_matches(is_space);
        let last = before.chars().next_back()?;
        let parts = if narrow(last).is_ascii_digit() {
            let digits = before.trim_end_matches(|c: char| narrow(c).is_ascii_digit());
            before[digits.len()..]
                .chars()
                .fold(0_u32, |sum, c| sum.saturating_mul(10) + (narrow(c) as u32 - u32::from('0')))
        } else {
            u32::from(digit(last)?)
        };
        // 第三部分 is one part, not three.
        let words = before.trim_end_matches(|c: char| digit(c).is_some() || narrow(c).is_ascii_digit());
        let sentence = sentence(whole, at);
        let of_report = ["组成", "包括", "包含", "分为", "构成", "内容"];
        let told = of_report.iter().any(|word| whole[sentence.clone()].contains(word));
        let fits = !words.ends_with('第') && (1..=20).contains(&parts) && told;
        let place = Place::new(place.start + sentence.start as u32, place.start + sentence.end as u32);
        fits.then_some(Composition { place, parts: parts as u8 })
    })
}

/// The sentence around byte `at`, its full stop included.
fn sentence(text: &str, at: usize) -> Range<usize> {
    let ends = |c: char| matches!(c, '。' | '！' | '？' | '；');
    let start =
        text[..at].rfind(ends).map_or(0, |end| end + text[end..].chars().next().map_or(0, char::len_utf8));
    let start = start + text[start..].len() - text[start..].trim_start_matches(is_space).len();
    let end = text[at..]
        .char_indices()
        .find(|(_, c)| ends(*c))
        .map_or(text.len(), |(end, c)| at + end + c.len_utf8());
    start.min(at)..end
}

/// Looks for the sentence with address, telephone or e-mail.
struct Contact([memmem::Finder<'static>; 6]);

impl Contact {
    fn new() -> Self {
        Self(["电话", "邮编", "邮政编码", "邮箱", "联系方式", "地址"].map(memmem::Finder::new))
    }

    fn find(&self, text: &str, place: Place) -> Option<Place> {
        let whole = place.of(text);
        self.0.iter().find_map(|finder| {
            let at = finder.find(whole.as_bytes())?;
            let sentence = sentence(whole, at);
            let words = &whole[sentence.clone()];
            // 公布咨询电话 without a number is no contact.
            let numbered = words.contains('@') || digits_in_a_row(words) >= 6;
            numbered
                .then(|| Place::new(place.start + sentence.start as u32, place.start + sentence.end as u32))
        })
    }
}

/// The longest run of digits, hyphens aside.
fn digits_in_a_row(text: &str) -> usize {
    let mut longest = 0;
    let mut run = 0;
    for c in text.chars() {
        match narrow(c) {
            c if c.is_ascii_digit() => run += 1,
            '-' | ' ' => {}
            _ => run = 0,
        }
        longest = longest.max(run);
    }
    longest
}

/// The county, city or district that the prose names most often: `永善县` where a boundary stands before it.
pub(super) fn place_named_most(text: &str, paragraphs: &[Paragraph]) -> Option<String> {
    let mut counts: Vec<(&str, u32)> = Vec::new();
    for paragraph in paragraphs {
        let line = paragraph.place.of(text);
        for (at, suffix) in line.match_indices(['县', '市', '区', '镇', '乡', '旗']) {
            let before = &line[..at];
            let name_len: usize = before
                .chars()
                .rev()
                .take_while(|&c| {
                    ('\u{4e00}'..='\u{9fff}').contains(&c) && !matches!(c, '年' | '月' | '日' | '度')
                })
                .take(6)
                .map(char::len_utf8)
                .sum();
            let name = &line[at - name_len..at + suffix.len()];
            let characters = name.chars().count();
            let bounded = characters < 7;
            let general = [
                "全", "各", "我", "本", "该", "两", "辖", "外", "所", "向", "对", "省", "州", "市", "县",
                "区", "进", "按", "一",
            ];
            let level = bounded && agency::describe(name).level.is_some();
            if level && (3..=6).contains(&characters) && !general.iter().any(|word| name.starts_with(word)) {
                match counts.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((name, 1)),
                }
            }
        }
    }
    let most = counts.iter().max_by_key(|(_, count)| *count)?;
    let second =
        counts.iter().filter(|(name, _)| name != &most.0).map(|(_, count)| *count).max().unwrap_or(0);
    (most.1 >= 2 && most.1 > second).then(|| most.0.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_foot_is_found_by_its_first_character() {
        for word in FOOT_BEGINS {
            assert!(FOOT_FIRST.contains(word.chars().next().unwrap_or(' ')), "{word}");
        }
    }
}
