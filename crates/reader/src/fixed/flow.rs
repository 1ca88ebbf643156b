//! Lines to paragraphs, by where they begin and end, as Chinese text is set: a paragraph begins two characters further in,
//! and a line that ends short ends it.

use super::lines::{Line, append};
use super::sheet::{Area, hull};

/// The column that running text fills on a page: left and right.
#[derive(Debug, Clone, Copy)]
pub(super) struct Column {
    pub(super) left: f32,
    pub(super) right: f32,
}

/// A paragraph being put together.
#[derive(Debug)]
pub(super) struct Paragraph {
    pub(super) text: String,
    /// The page that it begins on, and its area there.
    pub(super) page: u32,
    pub(super) area: Area,
    /// Lines of it that are rows of a table that has no lines.
    pub(super) unruled_rows: u32,
    last: Line,
    last_page: u32,
    column: Column,
}

/// The column of running text among the lines of a page; `None` where they are too few to tell.
pub(super) fn column<'l>(lines: impl Iterator<Item = &'l Line>) -> Option<Column> {
    let lines: Vec<&Line> = lines.collect();
    let widest = lines.iter().map(|line| line.area[2] - line.area[0]).fold(0.0, f32::max);
    let long = lines.iter().filter(|line| {
        let width = line.area[2] - line.area[0];
        width >= 0.8 * widest && width >= 12.0 * line.size
    });
    let mut column: Option<Column> = None;
    let mut count = 0;
    for line in long {
        let [left, _, right, _] = line.area;
        column = Some(column.map_or(Column { left, right }, |it| Column {
            left: it.left.min(left),
            right: it.right.max(right),
        }));
        count += 1;
    }
    column.filter(|_| count >= 3)
}

impl Paragraph {
    pub(super) fn new(line: Line, page: u32, column: Column) -> Self {
        let text = line.text.clone();
        Self { text, page, area: line.area, unruled_rows: 0, last: line, last_page: page, column }
    }

    /// Whether this line goes on with the paragraph.
    pub(super) fn goes_on(&self, line: &Line, page: u32, column: Column) -> bool {
        let last = &self.last;
        let size = last.size.max(line.size);
        // Headings and notes are set larger or smaller.
        if (last.size - line.size).abs() > 0.15 * size {
            return false;
        }
        if page == self.last_page {
            let beside = line.area[1] < last.area[3] - 0.5 * size;
            if beside || line.area[1] - last.area[3] > 1.9 * size {
                return false;
            }
        }
        // Columns that gaps part are rows of a table that has no lines.
        let [above, here] = [last.stretches.len(), line.stretches.len()];
        if above.max(here) > 2 || above.min(here) > 1 {
            return false;
        }
        let indented = line.area[0] > column.left + 1.3 * size;
        // What could not be parted had no room.
        let short = last.area[2] + line.head + 0.6 * size < self.column.right;
        !indented && !short
    }

    pub(super) fn add(&mut self, line: Line, page: u32, column: Column) {
        // Programs may be told to break numbers at the end of a line.
        let full = self.last.area[2] + 0.6 * self.last.size > self.column.right;
        append(&mut self.text, &line.text, full);
        if page == self.page {
            self.area = hull(self.area, line.area);
        }
        (self.last, self.last_page, self.column) = (line, page, column);
    }
}
