//! Looking through the prose: paragraphs, sentences, years.

use gouji_core::prelude::*;
use memchr::memmem;

/// The paragraphs of the parts that `wanted` picks, with their text; headings of parts are none.
pub(crate) fn paragraphs<'a>(
    report: &Report<'a>,
    wanted: impl Fn(u8) -> bool,
) -> impl Iterator<Item = (Paragraph, &'a str)> {
    let report = *report;
    report
        .paragraphs()
        .filter(move |paragraph| paragraph.kind != ParagraphKind::Heading && wanted(paragraph.part))
        .map(move |paragraph| (paragraph, report.slice(paragraph.place)))
}

/// The paragraph of each of some places, which stand in reading order and in prose, and where in its text it is.
pub(crate) fn within(report: &Report, places: &[u32]) -> impl Iterator<Item = (Paragraph, usize)> {
    let mut paragraphs = report.paragraphs().filter(|paragraph| paragraph.kind != ParagraphKind::Heading);
    let mut current: Option<Paragraph> = None;
    places.iter().filter_map(move |&at| {
        let holds = |paragraph: &Paragraph| paragraph.place.start <= at && at < paragraph.place.end;
        if !current.as_ref().is_some_and(holds) {
            current = paragraphs.find(holds);
        }
        current.map(|paragraph| (paragraph, (at - paragraph.place.start) as usize))
    })
}

/// Whether a part has no words at all.
pub(crate) fn is_empty(report: &Report, part: u8) -> bool {
    paragraphs(report, |number| number == part).all(|(_, text)| !has_letters(text, 1))
}

/// The number of characters that are neither white space nor punctuation.
pub(crate) fn letters(text: &str) -> usize {
    text.chars().filter(|c| is_letter(*c)).count()
}

fn is_letter(c: char) -> bool {
    match c {
        '\u{4E00}'..='\u{9FFF}' => true,
        '\0'..='\u{7F}' => c.is_ascii_alphanumeric(),
        // Marks that every report has. The tables of Unicode are asked only about what is neither.
        '\u{2000}'..='\u{206F}' | '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{3020}' => false,
        '\u{FF01}'..='\u{FF0F}' | '\u{FF1A}'..='\u{FF20}' => false,
        _ => c.is_alphanumeric(),
    }
}

/// The number of [`letters`] of a text, counted up to `enough`.
pub(crate) fn letters_up_to(text: &str, enough: usize) -> usize {
    text.chars().filter(|c| is_letter(*c)).take(enough).count()
}

/// Whether a text has so many [`letters`]: looks no further than these.
pub(crate) fn has_letters(text: &str, enough: usize) -> bool {
    letters_up_to(text, enough) == enough
}

/// The number of Chinese characters, Latin letters and digits: nearly [`letters`], and many times quicker.
pub(crate) fn characters(text: &str) -> usize {
    // What begins a character of the CJK block in UTF-8; marks begin otherwise.
    text.bytes().filter(|byte| matches!(byte, 0xE4..=0xE9) || byte.is_ascii_alphanumeric()).count()
}

/// The place of a span of a paragraph's text.
pub(crate) fn place(paragraph: Paragraph, start: usize, end: usize) -> Place {
    let from = paragraph.place.start as usize;
    Place::from(from + start..from + end)
}

/// The part that a place stands in.
pub(crate) fn part_of(report: &Report, place: Place) -> Option<u8> {
    report.paragraphs().find(|paragraph| paragraph.place.contains(place)).map(|paragraph| paragraph.part)
}

/// The number of letters of a part, counted up to `enough`.
pub(crate) fn letters_of(report: &Report, part: u8, enough: usize) -> usize {
    let mut count = 0;
    for (_, text) in paragraphs(report, |number| number == part) {
        count += letters_up_to(text, enough - count);
        if count == enough {
            break;
        }
    }
    count
}

/// The sentence around a byte of a text: its start and end, without the mark that ends it.
pub(crate) fn sentence(text: &str, at: usize) -> (usize, usize) {
    const ENDS: [char; 6] = ['。', '；', '！', '？', ';', '\n'];
    // A text without marks is looked at only so far, or many hits in a long one would cost its square.
    const FAR: usize = 1500;
    let at = boundary(text, at.min(text.len()));
    let from = boundary(text, at.saturating_sub(FAR));
    let to = boundary(text, at.saturating_add(FAR).min(text.len()));
    let before = &text[from..at];
    let start = before
        .rfind(ENDS)
        .map_or(from, |end| from + end + before[end..].chars().next().map_or(1, char::len_utf8));
    let end = text[at..to].find(ENDS).map_or(to, |end| at + end);
    (start, end)
}

/// The start of the character that a byte belongs to.
pub(crate) fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// A year in a text: `2023年`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Year {
    pub(crate) year: u16,
    pub(crate) at: usize,
    /// Behind 年.
    pub(crate) end: usize,
}

/// The years of this century that a text names with 年.
pub(crate) fn years(text: &str) -> impl Iterator<Item = Year> + '_ {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'2', bytes).filter_map(move |at| {
        // Word puts a space between.
        let end = at + 4 + usize::from(bytes.get(at + 4) == Some(&b' '));
        bytes.get(end..)?.starts_with("年".as_bytes()).then(|| year_before(text, end)).flatten()
    })
}

/// The year of this century that is named by the 年 at a byte.
pub(crate) fn year_before(text: &str, nian: usize) -> Option<Year> {
    let before = text[..nian].strip_suffix(' ').unwrap_or(&text[..nian]);
    let (lead, digits) = before.as_bytes().split_last_chunk::<4>()?;
    let is_year = digits.starts_with(b"20") && digits.iter().all(u8::is_ascii_digit);
    let alone = !lead.last().is_some_and(u8::is_ascii_digit);
    (is_year && alone).then(|| Year {
        year: digits.iter().fold(0, |year, digit| year * 10 + u16::from(digit - b'0')),
        at: lead.len(),
        end: nian + "年".len(),
    })
}

/// The only year that a text names, with or without 年.
pub(crate) fn only_year(text: &str) -> Option<u16> {
    let mut runs =
        text.split(|c: char| !c.is_ascii_digit()).filter(|run| run.len() == 4 && run.starts_with("20"));
    let year = runs.next()?;
    runs.all(|other| other == year).then(|| year.parse().ok()).flatten()
}

/// A Chinese number from 一 to 二十, or one or two digits, at the start of a text: its value and length in bytes.
pub(crate) fn small_number(text: &str) -> Option<(u8, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 {
        return (digits < 3).then(|| text[..digits].parse().ok()).flatten().map(|value| (value, digits));
    }
    let one = |text: &str| {
        let c = text.chars().next()?;
        let at = "一二三四五六七八九".chars().position(|digit| digit == c);
        Some(match c {
            '两' => 2,
            _ => at? as u8 + 1,
        })
    };
    let ten = |text: &str| text.starts_with('十');
    match (one(text), ten(text)) {
        (None, true) => Some(one(&text[3..]).map_or((10, 3), |unit| (10 + unit, 6))),
        (Some(tens), _) if ten(&text[3..]) => {
            Some(one(&text[6..]).map_or((tens * 10, 6), |unit| (tens * 10 + unit, 9)))
        }
        (Some(value), _) => Some((value, 3)),
        _ => None,
    }
}

/// The first place of a word in the paragraphs of the parts that `wanted` picks.
pub(crate) fn find(report: &Report, word: &memmem::Finder, wanted: impl Fn(u8) -> bool) -> Option<Place> {
    paragraphs(report, wanted).find_map(|(paragraph, text)| {
        word.find(text.as_bytes()).map(|at| place(paragraph, at, at + word.needle().len()))
    })
}

/// At most forty characters of a text, for a message.
pub(crate) fn shortened(text: &str) -> String {
    let text = text.trim();
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}……", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_are_what_unicode_says() {
        for c in ('\0'..='\u{FFFF}').filter(|c| !('\u{4E00}'..='\u{9FFF}').contains(c)) {
            assert_eq!(is_letter(c), c.is_alphanumeric(), "{c:?}");
        }
        assert_eq!((letters("甲，乙 2。"), letters_up_to("甲，乙 2。", 2)), (3, 2));
        assert!(has_letters("甲，乙", 2) && !has_letters("甲，乙", 3) && has_letters("", 0));
    }

    #[track_caller]
    fn check_number(text: &str, expected: Option<(u8, usize)>) {
        assert_eq!(small_number(text), expected, "{text}");
    }

    #[test]
    fn small_numbers() {
        check_number("五个", Some((5, 3)));
        check_number("两个", Some((2, 3)));
        check_number("十个", Some((10, 3)));
        check_number("十二个", Some((12, 6)));
        check_number("二十六个", Some((26, 9)));
        check_number("6个", Some((6, 1)));
        check_number("2023年", None);
        check_number("几个", None);
        check_number("", None);
    }

    #[test]
    fn years_are_those_before_nian() {
        let found: Vec<_> = years("2023年，12022年，2021号，2019 年，20").map(|year| year.year).collect();
        assert_eq!(found, [2023, 2019]);
        assert_eq!(only_year("某县2023年政府信息公开工作年度报告"), Some(2023));
        assert_eq!(only_year("2022—2023年"), None);
        assert_eq!(only_year("年度报告"), None);
    }

    #[test]
    fn sentences_end_at_their_marks() {
        let text = "第一句。第二句，还有；第三句";
        let at = text.find("还有").unwrap();
        let (start, end) = sentence(text, at);
        assert_eq!(&text[start..end], "第二句，还有");
    }
}
