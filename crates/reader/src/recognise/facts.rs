//! What the prose says about the report: the days it covers, of how many parts it is made, whom to call, and the year and
//! the place that it names most.

use std::ops::Range;

use gouji_core::cell::{is_space, narrow};
use gouji_core::place::Place;
use gouji_core::report::{Composition, Date, Paragraph, ParagraphKind, Period};
use memchr::memmem;

use crate::recognise::agency;
use crate::recognise::dates::{day, period, years};
use crate::recognise::words::digit;

/// What the prose says about the report itself.
#[derive(Debug, Default)]
pub(super) struct Facts {
    pub(super) period: Option<Period>,
    pub(super) composition: Option<Composition>,
    pub(super) contact: Option<Place>,
    /// The year that more than half of all years named are.
    pub(super) year: Option<u16>,
    /// The date under the text.
    pub(super) signed: Option<Date>,
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

/// 由六个部分组成, 分五章.
fn composition(text: &str, place: Place) -> Option<Composition> {
    let whole = place.of(text);
    memmem::find_iter(whole.as_bytes(), "部分")
        .chain(memmem::find_iter(whole.as_bytes(), "章"))
        .find_map(|at| composed_at(whole, at, place))
}

/// The number of parts that stands before the word at a byte, in a sentence that says what the report is made of.
fn composed_at(whole: &str, at: usize, place: Place) -> Option<Composition> {
    let before = whole[..at].trim_end_matches(is_space);
    let before = before.strip_suffix(['个', '大']).unwrap_or(before).trim_end_matches(is_space);
    let last = before.chars().next_back()?;
    let parts = if narrow(last).is_ascii_digit() {
        let digits = before.trim_end_matches(|c: char| narrow(c).is_ascii_digit());
        before[digits.len()..].chars().fold(0_u32, |sum, c| {
            sum.saturating_mul(10).saturating_add(u32::from(narrow(c)) - u32::from('0'))
        })
    } else {
        u32::from(digit(last)?)
    };
    // 第三部分 is one part, not three.
    let words = before.trim_end_matches(|c: char| digit(c).is_some() || narrow(c).is_ascii_digit());
    let sentence = sentence(whole, at);
    let of_report = ["组成", "包括", "包含", "分为", "构成", "内容", "报告分", "报告共", "全文共", "正文共"];
    let told = of_report.iter().any(|word| whole[sentence.clone()].contains(word));
    // 上述三部分构成了全年的62条: the parts of a list.
    let listed = ["上述", "以上", "前述"].iter().any(|word| words.ends_with(word));
    let fits = !listed && !words.ends_with('第') && (1..=20).contains(&parts) && told;
    let place = Place::new(place.start + sentence.start as u32, place.start + sentence.end as u32);
    fits.then_some(Composition { place, parts: parts as u8 })
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
struct Contact([memmem::Finder<'static>; 8]);

impl Contact {
    fn new() -> Self {
        Self(
            ["电话", "邮编", "邮政编码", "邮箱", "联系方式", "地址", "拨打", "致电"].map(memmem::Finder::new),
        )
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
                "区", "进", "按", "一", "个", "每", "几", "多", "其", "等", "和", "及", "与", "在", "为",
                "于", "从",
            ];
            let likely = bounded
                && (3..=6).contains(&characters)
                && !general.iter().any(|word| name.starts_with(word));
            if likely && agency::describe(name).level.is_some() {
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
