//! The numbers that Word puts before paragraphs: 一、（一）1. as the reader of the document sees them.

use std::collections::HashMap;

use crate::budget::Budget;
use crate::xml::{Element, Token, Xml};

/// Levels of a list.
const LEVELS: usize = 9;
/// Characters of a number at most. Word takes 255; a longer one would be written before every paragraph.
const LABEL: usize = 255;

/// Where a paragraph stands in lists, as its properties say.
#[derive(Debug, Default, Clone)]
pub(super) struct Place {
    pub(super) style: Option<String>,
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
    /// Its lines are set too low to be seen.
    pub(super) low: bool,
    /// What the paragraph is painted with.
    pub(super) ground: Option<u32>,
}

/// The lists of a document, and how far each has been counted.
#[derive(Debug, Default)]
pub(super) struct Numbering {
    /// By the number that paragraphs use.
    lists: HashMap<String, List>,
    outlines: HashMap<String, Outline>,
    styles: HashMap<String, Style>,
    /// The style that is being read.
    style: String,
}

#[derive(Debug, Default)]
struct List {
    outline: String,
    /// Levels that begin anew where the list is first used.
    restarts: [Option<u32>; LEVELS],
    used: [bool; LEVELS],
}

#[derive(Debug, Default)]
struct Outline {
    levels: [Level; LEVELS],
    counts: [Option<u32>; LEVELS],
}

#[derive(Debug, Default, Clone)]
struct Level {
    start: u32,
    format: String,
    /// `%1、`: the number of level one stands for `%1`.
    text: String,
}

/// What a style says of lists.
#[derive(Debug, Default)]
pub(super) struct Style {
    pub(super) based_on: Option<String>,
    pub(super) list: Option<String>,
    pub(super) level: Option<usize>,
}

impl Numbering {
    /// What is broken in the part costs the numbers only. What styles say of lists is told to [`Self::style`].
    pub(super) fn read(numbering: Option<&str>, budget: &Budget) -> Self {
        let mut lists = Self::default();
        if let Some(text) = numbering {
            lists.read_lists(text, budget);
        }
        lists
    }

    fn read_lists(&mut self, text: &str, budget: &Budget) {
        let mut xml = Xml::new(text, budget);
        let (mut outline, mut list, mut level) = (String::new(), None::<String>, 0);
        while let Ok(Some(token)) = xml.next() {
            let Token::Open(element) = token else { continue };
            match element.name() {
                "abstractNum" => {
                    outline = element.attribute("abstractNumId").unwrap_or_default();
                    list = None;
                }
                "num" => list = element.attribute("numId"),
                "lvl" | "lvlOverride" => level = level_of(&element, "ilvl"),
                "abstractNumId" => {
                    if let (Some(list), Some(outline)) = (&list, element.attribute("val")) {
                        self.lists.entry(list.clone()).or_default().outline = outline;
                    }
                }
                "startOverride" => {
                    if let Some(list) = &list {
                        self.lists.entry(list.clone()).or_default().restarts[level] = element.number("val");
                    }
                }
                "start" if list.is_none() => {
                    self.level(&outline, level).start = element.number("val").unwrap_or(1)
                }
                "numFmt" if list.is_none() => {
                    self.level(&outline, level).format = element.attribute("val").unwrap_or_default();
                }
                "lvlText" if list.is_none() => {
                    let text = element.attribute("val").unwrap_or_default();
                    self.level(&outline, level).text = text.chars().take(LABEL).collect();
                }
                _ => {}
            }
        }
    }

    fn level(&mut self, outline: &str, level: usize) -> &mut Level {
        &mut self.outlines.entry(outline.to_owned()).or_default().levels[level]
    }

    /// A style begins.
    pub(super) fn begin_style(&mut self, id: Option<&str>) {
        id.unwrap_or_default().clone_into(&mut self.style);
    }

    /// The style that began last.
    pub(super) fn style(&mut self) -> &mut Style {
        self.styles.entry(self.style.clone()).or_default()
    }

    /// The number before the next paragraph, which stands at `place`; empty where it has none.
    pub(super) fn label(&mut self, place: &Place) -> String {
        let (styled_list, styled_level) = self.styled(place.style.as_deref());
        // A list of number 0 takes the number away that the style would give.
        let Some(list) = place.list.clone().or(styled_list).filter(|list| list != "0") else {
            return String::new();
        };
        let level = place.level.or(styled_level).unwrap_or(0).min(LEVELS - 1);
        let Some(list) = self.lists.get_mut(&list) else { return String::new() };
        let Some(outline) = self.outlines.get_mut(&list.outline) else { return String::new() };
        let restart = list.restarts[level].filter(|_| !list.used[level]);
        list.used[level] = true;
        let start = outline.levels[level].start;
        let next = match (restart, outline.counts[level]) {
            (Some(start), _) => start,
            (None, Some(count)) => count.saturating_add(1),
            (None, None) => start,
        };
        outline.counts[level] = Some(next);
        outline.counts[level + 1..].fill(None);
        outline.label(level)
    }

    /// What a style says of lists, or the styles that it rests on.
    fn styled(&self, style: Option<&str>) -> (Option<String>, Option<usize>) {
        let (mut list, mut level) = (None, None);
        let mut next = style;
        // A style that rests on itself would go on for ever.
        for _ in 0..32 {
            let Some(style) = next.and_then(|id| self.styles.get(id)) else { break };
            list = list.or_else(|| style.list.clone());
            level = level.or(style.level);
            next = style.based_on.as_deref();
        }
        (list, level)
    }
}

pub(super) fn level_of(element: &Element, name: &str) -> usize {
    element.number(name).unwrap_or(0).min(LEVELS - 1)
}

impl Outline {
    fn label(&self, level: usize) -> String {
        let own = &self.levels[level];
        if own.format == "bullet" || own.format == "none" {
            return String::new();
        }
        let mut label = String::new();
        let mut characters = own.text.chars().peekable();
        while let Some(character) = characters.next() {
            let named = characters.peek().and_then(|digit| digit.to_digit(10)).filter(|_| character == '%');
            let Some(number) = named.filter(|number| (1..=LEVELS as u32).contains(number)) else {
                label.push(character);
                continue;
            };
            characters.next();
            let other = number as usize - 1;
            let count = self.counts[other].unwrap_or(self.levels[other].start);
            label.push_str(&formatted(count, &self.levels[other].format));
        }
        label
    }
}

/// A number as Word writes it.
fn formatted(number: u32, format: &str) -> String {
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "japaneseCounting"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "ideographDigital"
        | "koreanDigital2" => chinese(number),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => match number {
            1..=20 => char::from_u32('①' as u32 + number - 1).map(String::from).unwrap_or_default(),
            _ => number.to_string(),
        },
        "decimalZero" => format!("{number:02}"),
        "upperLetter" => letters(number, b'A'),
        "lowerLetter" => letters(number, b'a'),
        "upperRoman" => roman(number),
        "lowerRoman" => roman(number).to_lowercase(),
        _ => number.to_string(),
    }
}

/// 一 to 九千九百九十九; larger numbers in digits.
fn chinese(number: u32) -> String {
    const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    if number == 0 || number > 9999 {
        return if number == 0 { "〇".to_owned() } else { number.to_string() };
    }
    let mut written = String::new();
    let mut gap = false;
    for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = (number / unit % 10) as usize;
        if digit == 0 {
            gap = !written.is_empty();
            continue;
        }
        if std::mem::take(&mut gap) {
            written.push('零');
        }
        // 十二, not 一十二.
        if !(unit == 10 && digit == 1 && written.is_empty()) {
            written.push(DIGITS[digit]);
        }
        written.push_str(name);
    }
    written
}

/// A to Z, then AA to ZZ.
fn letters(number: u32, first: u8) -> String {
    let (Some(index), times) = (number.checked_sub(1), number.saturating_sub(1) / 26 + 1) else {
        return String::new();
    };
    let letter = char::from(first + (index % 26) as u8);
    std::iter::repeat_n(letter, times.min(8) as usize).collect()
}

fn roman(number: u32) -> String {
    const SIGNS: [(u32, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut written = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            written.push_str(sign);
            left -= value;
        }
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(format: &str, expected: &[(u32, &str)]) {
        for (number, written) in expected {
            assert_eq!(formatted(*number, format), *written);
        }
    }

    #[test]
    fn numbers_as_word_writes_them() {
        check(
            "chineseCounting",
            &[(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (26, "二十六"), (101, "一百零一")],
        );
        check("chineseCountingThousand", &[(110, "一百一十"), (1005, "一千零五"), (12000, "12000")]);
        check("decimal", &[(1, "1"), (30, "30")]);
        check("upperLetter", &[(1, "A"), (26, "Z"), (27, "AA")]);
        check("lowerRoman", &[(4, "iv"), (19, "xix")]);
        check("decimalEnclosedCircle", &[(1, "①"), (20, "⑳"), (21, "21")]);
    }

    #[test]
    fn lists_count_and_restart() {
        let lists = "<numbering><abstractNum abstractNumId='7'>
            <lvl ilvl='0'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='%1、'/></lvl>
            <lvl ilvl='1'><start val='1'/><numFmt val='chineseCounting'/><lvlText val='（%2）'/></lvl>
            <lvl ilvl='2'><start val='1'/><numFmt val='decimal'/><lvlText val='%1.%3'/></lvl></abstractNum>
            <num numId='3'><abstractNumId val='7'/></num>
            <num numId='4'><abstractNumId val='7'/><lvlOverride ilvl='0'><startOverride val='1'/></lvlOverride></num>
            </numbering>";
        let styles = "<styles><style styleId='a'><pPr><numPr><numId val='3'/></numPr></pPr></style>
            <style styleId='b'><basedOn val='a'/></style></styles>";
        let limits = crate::source::Limits::default();
        let budget = Budget::new(&limits);
        let mut numbering = Numbering::read(Some(lists), &budget);
        crate::docx::styles::Styles::read(Some(styles), &mut numbering, &budget);
        let at = |list: Option<&str>, level: usize, style: Option<&str>| Place {
            list: list.map(str::to_owned),
            level: (level > 0).then_some(level),
            style: style.map(str::to_owned),
            low: false,
            ground: None,
        };
        let labels: Vec<String> = [
            at(Some("3"), 0, None),
            at(Some("3"), 1, None),
            at(Some("3"), 1, None),
            at(None, 0, Some("b")),
            at(Some("3"), 1, None),
            at(Some("3"), 2, None),
            at(Some("4"), 0, None),
            at(Some("0"), 0, Some("a")),
            at(None, 0, None),
        ]
        .iter()
        .map(|place| numbering.label(place))
        .collect();
        assert_eq!(labels, ["一、", "（一）", "（二）", "二、", "（一）", "二.1", "一、", "", ""]);
    }
}
