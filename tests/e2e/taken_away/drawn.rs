//! A report laid out on one large page: where its texts and lines stand, for the formats that draw.

use super::{Line, Place};

/// A text, its beginning and the box that is its own: left, top, right, bottom, in points from the upper left corner.
pub(super) struct Text {
    pub(super) text: String,
    /// On its base line.
    pub(super) at: [i32; 2],
    pub(super) room: [i32; 4],
    pub(super) place: Place,
}

pub(super) struct Page {
    pub(super) size: [i32; 2],
    pub(super) texts: Vec<Text>,
    /// From a point to a point.
    pub(super) lines: Vec<[i32; 4]>,
}

pub(super) const SIZE: i32 = 8;
const WIDTH: i32 = 1_100;
const LEFT: i32 = 40;
const RIGHT: i32 = WIDTH - 40;
const ROW: i32 = 18;
const PARAGRAPH: i32 = 28;
/// Of a column of figures.
const COLUMN: i32 = 40;

pub(super) fn page(lines: &[Line]) -> Page {
    let mut page = Page { size: [WIDTH, 0], texts: Vec::new(), lines: Vec::new() };
    let mut top = 40;
    let mut in_table = false;
    for (at, line) in lines.iter().enumerate() {
        if line.len() == 1 {
            in_table = false;
            let room = [LEFT, top + 4, RIGHT, top + PARAGRAPH - 4];
            page.texts.push(Text { text: line[0].clone(), at: [LEFT, top + 17], room, place: (at, 0) });
            top += PARAGRAPH;
            continue;
        }
        if !in_table {
            page.lines.push([LEFT, top, RIGHT, top]);
            in_table = true;
        }
        let edges = edges(line);
        for (cell, sides) in edges.windows(2).enumerate() {
            let room = [sides[0], top, sides[1], top + ROW];
            let at_text = [sides[0] + 4, top + 13];
            page.texts.push(Text { text: line[cell].clone(), at: at_text, room, place: (at, cell) });
        }
        page.lines.extend(edges.iter().map(|&x| [x, top, x, top + ROW]));
        top += ROW;
        page.lines.push([LEFT, top, RIGHT, top]);
    }
    page.size[1] = top + 40;
    page
}

/// The sides of the cells of a row: the columns of figures are narrow, what is left is for the words.
fn edges(line: &Line) -> Vec<i32> {
    let is_word = |text: &String| !text.is_ascii();
    let words = line.iter().filter(|text| is_word(text)).count() as i32;
    let figures = line.len() as i32 - words;
    let (word, figure) = match (words, figures) {
        (0, figures) => (0, (RIGHT - LEFT) / figures),
        (words, figures) => ((RIGHT - LEFT - figures * COLUMN) / words, COLUMN),
    };
    let mut edges = vec![LEFT];
    for text in line {
        edges.push(edges[edges.len() - 1] + if is_word(text) { word } else { figure });
    }
    *edges.last_mut().unwrap() = RIGHT;
    edges
}
