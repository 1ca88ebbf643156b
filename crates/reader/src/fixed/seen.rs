//! What of a page is seen: characters that something was painted over, or that a line strikes out, and what stands in the
//! cells of tables besides characters.

use super::lattice::Grid;
use super::pieces::{Cell, Item};
use super::sheet::{Area, Cover, Mark, Ruling, Sheet, centre, holds, hull};
use crate::document::Why;
use crate::layout::is_of_figure;

/// Comparisons of characters with what may lie over them. A page of a report stays far below.
const LOOKS: usize = 20_000_000;
/// Things on a page that may lie over cells.
const MARKS: usize = 4_096;
/// A picture of this share of its page is its paper.
const PAPER: f32 = 0.6;
/// Characters of a sentence.
const SENTENCE: usize = 12;
/// So many drawings on a line, so far from the first to the last in points, are words that were drawn as outlines.
const OUTLINES: usize = 15;
const WORDS: f32 = 200.0;
/// In points: the height of a drawing that may be a character.
const CHARACTER: std::ops::Range<f32> = 3.0..30.0;

/// How far a line may reach beyond the characters that it strikes out, in parts of their width.
const BEYOND: f32 = 6.0;

/// Takes out what was painted over, and marks what is struck out.
pub(super) fn settle(sheet: &mut Sheet) {
    let mut left = LOOKS;
    cover(sheet, &mut left);
    strike(sheet, &mut left);
    cross_out(sheet, &mut left);
    if left == 0 || sheet.marks.len() > MARKS {
        sheet.marks.truncate(MARKS);
        let number = sheet.number;
        sheet.troubles.push(format!("第 {number} 页的图形太多，不能确定文字是否被盖住；请重新导出后再检查"));
    }
    left_out(sheet);
    if sheet.unseen > 0 {
        let (number, count) = (sheet.number, sheet.unseen);
        sheet.notes.push(format!(
            "第 {number} 页有 {count} 个看不见的字（被盖住、裁掉或不显示），没有读；请核对原件"
        ));
    }
}

/// Marks the sentences among the characters that were left out, and the figures of which nothing is left: a cell that they
/// were left out of is not blank.
fn left_out(sheet: &mut Sheet) {
    let mut length = 0;
    let mut figures: Vec<Area> = Vec::new();
    for (character, area, why) in std::mem::take(&mut sheet.left_out) {
        length += 1;
        // What runs aslant is a watermark.
        if is_of_figure(character) && why == Why::Hidden && figures.len() < MARKS {
            match figures.last_mut() {
                Some(last) if is_beside(*last, area) => *last = hull(*last, area),
                _ => figures.push(area),
            }
        }
        if character == '。' {
            if length >= SENTENCE {
                sheet.marks.push(Mark { area, why, weighty: true });
            }
            length = 0;
        }
    }
    let kept: Vec<Area> = sheet
        .glyphs
        .iter()
        .filter(|glyph| is_of_figure(glyph.character))
        .map(|glyph| glyph.area)
        .take(if figures.is_empty() { 0 } else { usize::MAX })
        .collect();
    let left = LOOKS / kept.len().max(1);
    for area in figures.into_iter().take(left) {
        // Those of the cells beside it are further away.
        let height = area[3] - area[1];
        let beside = |glyph: &Area| {
            (glyph[1] - area[1]).abs() < 0.5 * height
                && glyph[0] - area[2] < height
                && area[0] - glyph[2] < height
        };
        if !kept.iter().any(beside) {
            sheet.marks.push(Mark { area, why: Why::Hidden, weighty: false });
        }
    }
}

/// Whether one character follows another on a line, close behind it.
fn is_beside(before: Area, after: Area) -> bool {
    let height = before[3] - before[1];
    (before[1] - after[1]).abs() < 0.3 * height && (after[0] - before[2]).abs() < 0.5 * height
}

fn cover(sheet: &mut Sheet, left: &mut usize) {
    let mut gone = vec![false; sheet.glyphs.len()];
    for Cover { area, glyphs, picture } in &sheet.covers {
        let before = &mut sheet.glyphs[..*glyphs];
        *left = left.saturating_sub(before.len());
        if *left == 0 {
            break;
        }
        for (glyph, gone) in before.iter_mut().zip(&mut gone) {
            if holds(*area, centre(glyph.area)) && !glyph.character.is_whitespace() {
                // A picture over recognised text is the page as it was scanned.
                if *picture {
                    glyph.doubt = glyph.doubt.or(Some(Why::Faint));
                } else {
                    *gone = true;
                }
            }
        }
    }
    let count = gone.iter().filter(|gone| **gone).count();
    if count > 0 {
        for glyph in sheet
            .glyphs
            .iter()
            .zip(&gone)
            .filter(|(_, gone)| **gone)
            .map(|(glyph, _)| *glyph)
            .collect::<Vec<_>>()
        {
            sheet.leave_out(glyph.character, glyph.area, Why::Hidden);
        }
        let mut gone = gone.into_iter();
        sheet.glyphs.retain(|_| !gone.next().unwrap_or(false));
        sheet.unseen += count;
    }
}

/// Marks characters that a line runs through: not the lines of tables, which are longer and stand beside them.
fn strike(sheet: &mut Sheet, left: &mut usize) {
    let mut lines: Vec<&Ruling> = sheet.rulings.iter().filter(|line| line.horizontal).collect();
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    for glyph in sheet.glyphs.iter_mut().filter(|glyph| !glyph.character.is_whitespace()) {
        let [from, top, to, bottom] = glyph.area;
        let (height, width) = (bottom - top, to - from);
        // Dashes are lines themselves.
        if glyph.quarter % 2 != 0 || matches!(glyph.character, '-' | '—' | '－' | '一' | '_') {
            continue;
        }
        let first = lines.partition_point(|line| line.at < top + 0.35 * height);
        let within = lines[first..].iter().take_while(|line| line.at <= top + 0.75 * height);
        for line in within {
            *left = left.saturating_sub(1);
            let over = line.to.min(to) - line.from.max(from);
            if over > 0.6 * width
                && line.to - line.from < BEYOND.max(60.0 * width)
                && !is_edge(line, from, to, width)
            {
                glyph.doubt = Some(Why::Struck);
            }
        }
        if *left == 0 {
            return;
        }
    }
}

/// Marks characters that a slanted line runs through the middle of.
fn cross_out(sheet: &mut Sheet, left: &mut usize) {
    for &[[x, y], [x2, y2]] in &sheet.slants {
        let (across, down) = (x2 - x, y2 - y);
        let length = across.hypot(down);
        *left = left.saturating_sub(sheet.glyphs.len());
        if length < CHARACTER.start || *left == 0 {
            continue;
        }
        for glyph in sheet.glyphs.iter_mut().filter(|glyph| !glyph.character.is_whitespace()) {
            let [middle_x, middle_y] = centre(glyph.area);
            let share = ((middle_x - x) * across + (middle_y - y) * down) / (length * length);
            let away = ((middle_x - x) * down - (middle_y - y) * across).abs() / length;
            let height = glyph.area[3] - glyph.area[1];
            if (-0.02..=1.02).contains(&share) && away < 0.3 * height {
                glyph.doubt = Some(Why::Struck);
            }
        }
    }
}

/// Whether a line reaches far beyond a character on both sides, as the edge of a row does that is set too narrow.
fn is_edge(line: &Ruling, from: f32, to: f32, width: f32) -> bool {
    from - line.from > 12.0 * width && line.to - to > 12.0 * width
}

/// By cell of a grid: why a person may see something else in it.
pub(super) type CellDoubts = Vec<Vec<Why>>;

/// What stands in each cell of each grid besides characters; the rest of the marks.
pub(super) fn in_cells(sheet: &Sheet, grids: &[Grid]) -> (Vec<CellDoubts>, Vec<(Area, Why, bool)>) {
    let mut doubts: Vec<CellDoubts> = grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
    let mut outside = Vec::new();
    let page = sheet.width * sheet.height;
    for mark in sheet.marks.iter().take(MARKS) {
        let mut used = false;
        for (grid, doubts) in grids.iter().zip(&mut doubts) {
            if extent(common(grid.area(), mark.area)) <= 0.0 {
                continue;
            }
            for (cell, doubts) in grid.cells.iter().zip(doubts) {
                let cell = grid.area_of(cell);
                let both = extent(common(cell, mark.area));
                // Of the mark, or of the cell; a picture of the whole page is its paper.
                let lies = both >= 0.3 * extent(mark.area) || both >= 0.5 * extent(cell);
                if both > 0.0 && lies && extent(mark.area) < PAPER * page {
                    used = true;
                    if !doubts.contains(&mark.why) {
                        doubts.push(mark.why);
                    }
                }
            }
        }
        if !used {
            outside.push((mark.area, mark.why, mark.weighty && extent(mark.area) < PAPER * page));
        }
    }
    outside.extend(outlined(&outside));
    (doubts, outside)
}

/// Where small drawings stand in a line, as the characters of a sentence do that were turned into outlines.
fn outlined(marks: &[(Area, Why, bool)]) -> Vec<(Area, Why, bool)> {
    let small = |(area, why, weighty): &&(Area, Why, bool)| {
        *why == Why::Object && !weighty && CHARACTER.contains(&(area[3] - area[1]))
    };
    let mut shapes: Vec<Area> = marks.iter().filter(small).map(|(area, ..)| *area).collect();
    shapes.sort_by(|a, b| a[3].total_cmp(&b[3]));
    let on_one_line = |a: &Area, b: &Area| b[3] - a[3] < CHARACTER.start;
    shapes
        .chunk_by(on_one_line)
        .filter(|line| line.len() >= OUTLINES)
        .filter_map(|line| line.iter().copied().reduce(hull))
        .filter(|area| area[2] - area[0] >= WORDS)
        .map(|area| (area, Why::Object, true))
        .collect()
}

/// The doubts about the lines of a page, and what stands between them.
pub(super) fn of_lines(items: &[Item]) -> Vec<(Area, Why)> {
    let mut doubts = Vec::new();
    for item in items {
        match item {
            Item::Line(line) => doubts.extend(line.doubts.iter().map(|(why, _)| (line.area, *why))),
            Item::Doubt(area, why, _) => doubts.push((*area, *why)),
            Item::Table(_) | Item::Picture(_) => {}
        }
    }
    doubts
}

/// Of a table without lines nobody knows which cell it is that a doubt is about: it is about the whole row.
pub(super) fn in_guessed_rows(items: &mut [Item], doubts: &[(Area, Why)]) {
    let guessed = items.iter_mut().filter_map(|item| match item {
        Item::Table(piece) if piece.guessed => Some(piece),
        _ => None,
    });
    for piece in guessed {
        for (area, why) in
            doubts.iter().filter(|(area, _)| extent(common(piece.area, *area)) > 0.0).take(MARKS)
        {
            let beside = |cell: &&mut Cell| cell.area[1] < area[3] && area[1] < cell.area[3];
            for cell in piece.rows.iter_mut().flatten().filter(beside) {
                if !cell.doubts.contains(why) {
                    cell.doubts.push(*why);
                }
            }
        }
    }
}

fn common(one: Area, other: Area) -> Area {
    [one[0].max(other[0]), one[1].max(other[1]), one[2].min(other[2]), one[3].min(other[3])]
}

fn extent(area: Area) -> f32 {
    (area[2] - area[0]).max(0.0) * (area[3] - area[1]).max(0.0)
}
