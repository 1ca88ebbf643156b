//! Lines of characters: which stand side by side, and where a space stands between them.

use std::ops::Range;

use super::sheet::{ASCENT, Area, Glyph, hull};
use crate::document::Why;
use crate::layout::is_of_figure;

/// Characters are on one line when their feet are no further apart than this part of their size.
const LEVEL: f32 = 0.4;

/// Characters side by side.
#[derive(Debug, Clone)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) area: Area,
    /// Of most of its characters.
    pub(super) size: f32,
    /// The width of what stands at its beginning and cannot be parted: a number, a word, one Chinese character.
    pub(super) head: f32,
    /// The stretches that wide gaps part: bytes of `text`.
    pub(super) stretches: Vec<Range<usize>>,
    /// Whether it runs to the right.
    pub(super) upright: bool,
    /// From where to where each character reaches, spaces aside.
    pub(super) spans: Vec<[f32; 2]>,
    /// Why a person may see it otherwise, and whether that matters in a paragraph.
    pub(super) doubts: Vec<(Why, bool)>,
}

/// A character as its line sees it: `across` along the line, `foot` the level that it stands on.
struct Placed {
    glyph: Glyph,
    from: f32,
    to: f32,
    foot: f32,
}

/// The lines of some characters, from above to below. Those that run another way stand behind the others.
pub(super) fn lines(glyphs: &[Glyph]) -> Vec<Line> {
    let mut lines = Vec::new();
    for quarter in 0..4 {
        let mut placed: Vec<Placed> =
            glyphs.iter().filter(|glyph| glyph.quarter == quarter).map(|&glyph| place(glyph)).collect();
        placed.sort_by(|a, b| a.foot.total_cmp(&b.foot));
        let mut rest = placed.as_mut_slice();
        while let Some(first) = rest.first() {
            let count = level(rest, first.foot);
            let (line, behind) = rest.split_at_mut(count);
            rest = behind;
            line.sort_by(|a, b| a.from.total_cmp(&b.from));
            lines.extend(compose(line));
        }
    }
    lines
}

/// How many of the characters stand on the level of the first of them.
fn level(placed: &[Placed], mut foot: f32) -> usize {
    let mut size = placed[0].glyph.size;
    let mut count = 1;
    for next in &placed[1..] {
        if next.foot - foot > LEVEL * size.max(next.glyph.size) {
            break;
        }
        // The level is that of the largest character: small ones may be raised or lowered.
        if next.glyph.size > size {
            (size, foot) = (next.glyph.size, next.foot);
        }
        count += 1;
    }
    count
}

/// Where a character stands, in the frame of its own line.
fn place(glyph: Glyph) -> Placed {
    let [left, top, right, bottom] = glyph.area;
    let (from, to, lower) = match glyph.quarter {
        1 => (top, bottom, -left),
        2 => (-right, -left, -top),
        3 => (-bottom, -top, right),
        _ => (left, right, bottom),
    };
    Placed { glyph, from, to, foot: lower - (1.0 - ASCENT) * glyph.size }
}

/// Marks that no line begins with.
fn is_closing(character: char) -> bool {
    "）》〉】〕」』”’，。、；：！？".contains(character)
}

fn compose(placed: &[Placed]) -> Option<Line> {
    let mut text = String::new();
    let mut area: Option<Area> = None;
    let mut last: Option<&Placed> = None;
    let mut spaced = false;
    let mut head = (f32::MAX, f32::MIN, true);
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut sizes: Vec<f32> = Vec::with_capacity(placed.len());
    let mut spans: Vec<[f32; 2]> = Vec::with_capacity(placed.len());
    let mut doubts: Vec<(Why, bool)> = Vec::new();
    let mut doubt = |why: Why, weighty: bool| match doubts.iter_mut().find(|(known, _)| *known == why) {
        Some((_, known)) => *known |= weighty,
        None => doubts.push((why, weighty)),
    };
    for next in placed {
        let character = next.glyph.character;
        if character.is_whitespace() {
            // Some programs place a space of no width beside every character.
            spaced |= next.to - next.from > 0.1 * next.glyph.size;
            continue;
        }
        if let Some(before) = last {
            if is_doubled(before, next) {
                continue;
            }
            // A small figure behind a large one is the mark of a note.
            if is_raised(next, before) {
                doubt(Why::Raised, false);
                continue;
            }
            if is_raised(before, next) {
                doubt(Why::Raised, true);
            }
            let gap = gap(before, next, spaced);
            text.extend(std::iter::repeat_n(' ', gap));
            if gap > 1 {
                let at = text.len();
                stretches.push(at..at);
            }
            // What may not begin a line stays with what is before it.
            head.2 &=
                gap == 0 && (is_closing(character) || !(parts(before.glyph.character) || parts(character)));
        } else {
            stretches.push(0..0);
        }
        if head.2 {
            head = (head.0.min(next.from), head.1.max(next.to), true);
        }
        if let Some(why) = next.glyph.doubt {
            doubt(why, is_of_figure(character));
        }
        // What is struck out is not what is meant.
        if next.glyph.doubt != Some(Why::Struck) {
            text.push(character);
        }
        spans.push([next.from, next.to]);
        if let Some(stretch) = stretches.last_mut() {
            stretch.end = text.len();
        }
        area = Some(area.map_or(next.glyph.area, |area| hull(area, next.glyph.area)));
        sizes.push(next.glyph.size);
        (last, spaced) = (Some(next), false);
    }
    let middle = sizes.len() / 2;
    sizes.sort_by(f32::total_cmp);
    let size = sizes.get(middle).copied()?;
    let upright = placed.first().is_some_and(|first| first.glyph.quarter == 0);
    Some(Line { text, area: area?, size, head: head.1 - head.0, stretches, upright, spans, doubts })
}

/// Whether a figure is smaller than the one beside it, and stands higher or lower.
fn is_raised(small: &Placed, large: &Placed) -> bool {
    let size = large.glyph.size;
    let away = (small.foot - large.foot).abs();
    is_of_figure(small.glyph.character)
        && is_of_figure(large.glyph.character)
        && (small.glyph.size < 0.8 * size && away > 0.05 * size
            || small.glyph.size < 0.7 * size
            || small.glyph.size <= size && away > 0.2 * size)
}

/// Bold by printing twice.
fn is_doubled(before: &Placed, next: &Placed) -> bool {
    let width = next.to - next.from;
    before.glyph.character == next.glyph.character
        && (next.from - before.from).abs() < 0.25 * width
        && (next.foot - before.foot).abs() < 0.25 * next.glyph.size
}

/// How many spaces stand between two characters; several for a gap that parts columns.
fn gap(before: &Placed, next: &Placed, spaced: bool) -> usize {
    let size = before.glyph.size.max(next.glyph.size);
    let gap = next.from - before.to;
    if gap > 1.6 * size {
        return (gap / (0.5 * size)).clamp(3.0, 60.0) as usize;
    }
    if spaced {
        return usize::from(gap > 0.1 * size);
    }
    let [a, b] = [before.glyph.character, next.glyph.character];
    let least = match () {
        () if a.is_ascii_digit() && b.is_ascii_digit() => 0.6,
        () if a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() => 0.2,
        // Justified Chinese is drawn apart.
        () => 1.0,
    };
    usize::from(gap > least * size)
}

/// Whether a line may end beside this character.
fn parts(character: char) -> bool {
    character >= '\u{2E80}'
}

/// Adds the next line of a paragraph or cell. Only words of letters and numbers are parted by a space.
pub(super) fn append(text: &mut String, line: &str, number_goes_on: bool) {
    let before = text.chars().next_back();
    let after = line.chars().next();
    if let (Some(before), Some(after)) = (before, after) {
        let word = |character: char| character.is_ascii_alphanumeric();
        let numbers = before.is_ascii_digit() && after.is_ascii_digit();
        if word(before) && word(after) && !(numbers && number_goes_on) {
            text.push(' ');
        }
    }
    text.push_str(line);
}

/// The text of a cell of this width, and the doubts about it.
pub(super) fn cell_text(glyphs: &[Glyph], width: f32, doubts: &mut Vec<Why>) -> String {
    let mut text = String::new();
    for (at, line) in lines(glyphs).iter().enumerate() {
        doubts.extend(line.doubts.iter().map(|(why, _)| why));
        // A number is only broken where it fills the cell.
        let taken = line.area[2] - line.area[0];
        if at == 0 {
            text.push_str(line.text.trim());
        } else {
            let fills = width - taken < 1.6 * line.size + 11.0;
            // Two figures one below the other are not one.
            if !fills && text.ends_with(is_of_figure) && line.text.trim_start().starts_with(is_of_figure) {
                doubts.push(Why::Lines);
            }
            append(&mut text, &collapse(&line.text), fills);
        }
    }
    collapse(&text)
}

/// Gaps within a cell mean nothing: letters are drawn apart to fill it.
fn collapse(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(text: &str, mut left: f32, top: f32, size: f32, step: f32) -> Vec<Glyph> {
        let mut glyphs = Vec::new();
        for character in text.chars() {
            let width = if character.is_ascii() { size / 2.0 } else { size };
            let area = [left, top, left + width, top + size];
            glyphs.push(Glyph { character, area, size, quarter: 0, doubt: None });
            left += width + step;
        }
        glyphs
    }

    #[track_caller]
    fn check(glyphs: &[Glyph], expected: &[&str]) {
        let lines = lines(glyphs);
        let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn lines_are_told_apart_and_put_in_order() {
        let second = glyphs("丙丁", 50.0, 30.0, 10.0, 0.0);
        let first = glyphs("甲乙", 50.0, 10.0, 10.0, 0.0);
        check(&[second, first].concat(), &["甲乙", "丙丁"]);
        // Smaller letters on the same level.
        let small = glyphs("12", 70.0, 13.6, 6.0, 0.0);
        check(&[small, glyphs("甲乙", 50.0, 10.0, 10.0, 0.0)].concat(), &["甲乙12"]);
    }

    #[test]
    fn spaces() {
        check(&glyphs("号，邮编", 0.0, 0.0, 10.0, 6.0), &["号，邮编"]);
        check(&glyphs("2024 年", 0.0, 0.0, 10.0, 0.0), &["2024 年"]);
        check(&[glyphs("ab", 0.0, 0.0, 10.0, 0.0), glyphs("cd", 13.0, 0.0, 10.0, 0.0)].concat(), &["ab cd"]);
        check(
            &[glyphs("1", 0.0, 0.0, 10.0, 0.0), glyphs("0", 55.0, 0.0, 10.0, 0.0)].concat(),
            &["1          0"],
        );
    }

    #[test]
    fn bold_by_printing_twice() {
        check(
            &[glyphs("甲11", 0.0, 0.0, 10.0, 0.0), glyphs("甲11", 0.4, 0.0, 10.0, 0.0)].concat(),
            &["甲11"],
        );
    }

    #[test]
    fn turned_text() {
        let mut column = Vec::new();
        for (at, character) in "三、结果".chars().enumerate() {
            let top = 10.0 * at as f32;
            column.push(Glyph {
                character,
                area: [5.0, top, 15.0, top + 10.0],
                size: 10.0,
                quarter: 1,
                doubt: None,
            });
        }
        check(&column, &["三、结果"]);
    }

    #[test]
    fn cells() {
        let text = |glyphs: &[Glyph], width: f32| cell_text(glyphs, width, &mut Vec::new());
        let two = |first: &str, second: &str| {
            [glyphs(first, 0.0, 0.0, 10.0, 0.0), glyphs(second, 0.0, 12.0, 10.0, 0.0)].concat()
        };
        assert_eq!(text(&two("社会", "公益"), 40.0), "社会公益");
        assert_eq!(text(&two("39857", "58"), 32.0), "3985758");
        assert_eq!(text(&two("12", "58"), 80.0), "12 58");
        assert_eq!(text(&glyphs("总计", 0.0, 0.0, 10.0, 18.0), 80.0), "总 计");
    }
}
