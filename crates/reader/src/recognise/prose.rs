//! The text around the tables: paragraphs, where the page's own text ends, and the sentences that say what the report
//! covers, of how many parts it is made and whom to call.

use std::ops::Range;

use gouji_core::cell::{is_space, narrow};
use gouji_core::form::sub_heading;
use gouji_core::place::Place;
use gouji_core::report::{Paragraph, ParagraphKind};
use memchr::memmem;

use crate::recognise::pieces::{Kind, Piece};
use crate::recognise::words::{Numeral, Style};

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
    let below =
        title.and_then(|title| pieces.iter().position(|piece| piece.start >= title.end && !piece.is_empty()));
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
            let caption = below == Some(index) && is_caption(line);
            if !below_title || !(goes_on || caption || is_preamble(line)) {
                goes_on = false;
                continue;
            }
            goes_on = !caption && !line.ends_with(['。', '；', '：', '！']);
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
    line.contains("统计期限")
        || (line.len() > 30 && (sentence || line.ends_with(['：', ':'])))
        || (line.len() > 60 && line.contains(['，', ',']) && !line.contains(['>', '|']))
}

/// A few words right below the title that are the report's and not the page's: （征求意见稿）, 内部资料. Pages put dates,
/// sources and their own choices there.
fn is_caption(line: &str) -> bool {
    const OF_PAGE: [&str; 12] =
        ["字体", "字号", "打印", "分享", "关闭", "来源", "作者", "浏览", "发布", "编辑", "朗读", "下载"];
    line.len() <= 90
        && !line.contains([':', '：', '>', '|', '【', '['])
        && !line.contains(|c: char| narrow(c).is_ascii_alphanumeric())
        && !OF_PAGE.iter().any(|word| line.contains(word))
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
