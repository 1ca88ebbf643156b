//! A page as its format draws it: characters, ruled lines and pictures at their places.

use crate::document::Why;

/// Left, top, right, bottom; in points from the upper left corner of the page, downwards.
pub(crate) type Area = [f32; 4];

/// How far letters reach above their line, in parts of the font size; the rest is below it.
pub(crate) const ASCENT: f32 = 0.88;
/// In points: nobody reads smaller characters.
pub(crate) const TINY: f32 = 2.5;
/// Width and height in points of a picture that may show a paragraph, or one line of it.
const LARGE: [f32; 2] = [150.0, 24.0];
const LINE: [f32; 2] = [300.0, 9.0];
/// Characters of one page that nobody sees and that are kept to look for sentences.
const LEFT_OUT: usize = 20_000;
/// Marks of one page that are kept.
const MARKS: usize = 5_000;
/// How far a filled shape may be from a line and still be one.
const THIN: f32 = 3.0;

#[derive(Debug, Default)]
pub(crate) struct Sheet {
    /// From 1.
    pub(crate) number: u32,
    pub(crate) width: f32,
    pub(crate) height: f32,
    pub(crate) glyphs: Vec<Glyph>,
    pub(crate) rulings: Vec<Ruling>,
    /// Straight lines along no axis, from one point to another.
    pub(crate) slants: Vec<[[f32; 2]; 2]>,
    pub(crate) pictures: Vec<Area>,
    /// What was painted, and so lies over what was there before.
    pub(crate) covers: Vec<Cover>,
    /// What stands on it besides characters, or instead of them.
    pub(crate) marks: Vec<Mark>,
    /// Characters that were left out since nobody sees them.
    pub(crate) unseen: usize,
    /// Characters that were left out, in the order in which they are drawn, and what there is instead.
    pub(super) left_out: Vec<(char, Area, Why)>,
    /// What of it could not be read, each a sentence: part of the report may be lost.
    pub(crate) troubles: Vec<String>,
    /// What was left out for good reason, each a sentence.
    pub(crate) notes: Vec<String>,
    /// Quarter turns clockwise that its text was turned back by to be upright.
    turned: u8,
}

/// One character.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Glyph {
    pub(crate) character: char,
    pub(crate) area: Area,
    /// Of its font, in points.
    pub(crate) size: f32,
    /// The way its line runs, in quarter turns clockwise: 0 to the right, 1 downwards, 3 upwards.
    pub(crate) quarter: u8,
    /// Why a person may see it otherwise.
    pub(crate) doubt: Option<Why>,
}

/// Something that hides the characters below it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cover {
    pub(crate) area: Area,
    /// How many characters were there before.
    pub(crate) glyphs: usize,
    pub(crate) picture: bool,
}

/// Something on a page that is no character.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Mark {
    pub(crate) area: Area,
    pub(crate) why: Why,
    /// Whether it matters outside of tables too.
    pub(crate) weighty: bool,
}

/// A straight line along an axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Ruling {
    pub(crate) horizontal: bool,
    /// Its place on the other axis.
    pub(crate) at: f32,
    pub(crate) from: f32,
    pub(crate) to: f32,
}

impl Ruling {
    /// The line from one point to another, when it runs along an axis.
    pub(crate) fn between([x, y]: [f32; 2], [x2, y2]: [f32; 2]) -> Option<Self> {
        Self::filling([x.min(x2), y.min(y2), x.max(x2), y.max(y2)])
    }

    /// The line that a thin rectangle is.
    pub(crate) fn filling([left, top, right, bottom]: Area) -> Option<Self> {
        let (width, height) = (right - left, bottom - top);
        if height <= THIN && width > height {
            return Some(Self { horizontal: true, at: (top + bottom) / 2.0, from: left, to: right });
        }
        (width <= THIN && height > width).then_some(Self {
            horizontal: false,
            at: (left + right) / 2.0,
            from: top,
            to: bottom,
        })
    }

    /// The borders of a box: what is between two rectangles, one in the other, where that is thin.
    pub(crate) fn between_boxes(one: Area, other: Area) -> impl Iterator<Item = Self> {
        let is_within = |outer: Area, inner: Area| hull(outer, inner) == outer;
        let (outer, inner) = if is_within(one, other) { (one, other) } else { (other, one) };
        let ([left, top, right, bottom], [from, upper, to, lower]) = (outer, inner);
        let sides = [
            [left, top, right, upper],
            [left, lower, right, bottom],
            [left, top, from, bottom],
            [to, top, right, bottom],
        ];
        // A side without a border has no thickness.
        let drawn = |side: &Area| (side[2] - side[0]).min(side[3] - side[1]) > 0.05;
        let nested = is_within(outer, inner);
        sides.into_iter().filter(move |side| nested && drawn(side)).filter_map(Self::filling)
    }

    /// The four sides of a rectangle.
    #[cfg(test)]
    pub(super) fn around([left, top, right, bottom]: Area) -> [Self; 4] {
        let across = |at| Self { horizontal: true, at, from: left, to: right };
        let down = |at| Self { horizontal: false, at, from: top, to: bottom };
        [across(top), across(bottom), down(left), down(right)]
    }
}

impl Sheet {
    pub(crate) fn new(number: u32, width: f32, height: f32) -> Self {
        Self { number, width, height, ..Self::default() }
    }

    /// Something stands here that is no character. Alone, only what is large matters.
    pub(crate) fn mark(&mut self, area: Area, why: Why) {
        let is_as = |[width, height]: [f32; 2]| area[2] - area[0] >= width && area[3] - area[1] >= height;
        let weighty = is_as(LARGE) || is_as(LINE);
        if self.marks.len() < MARKS {
            self.marks.push(Mark { area, why, weighty });
        }
    }

    /// A line is drawn: along an axis it is a ruling.
    pub(crate) fn line(&mut self, from: [f32; 2], to: [f32; 2]) {
        match Ruling::between(from, to) {
            Some(line) => self.rulings.push(line),
            None if self.slants.len() < MARKS => self.slants.push([from, to]),
            None => {}
        }
    }

    /// A character is drawn and not read. Where these are sentences, that matters.
    pub(crate) fn leave_out(&mut self, character: char, area: Area, why: Why) {
        if self.left_out.len() < LEFT_OUT && !character.is_whitespace() {
            let area = if area.iter().all(|place| place.is_finite()) { area } else { [0.0; 4] };
            self.left_out.push((character, area, why));
        }
    }

    /// Turns the page so that most of its text runs to the right.
    pub(super) fn make_upright(&mut self) {
        let mut counts = [0_usize; 4];
        for glyph in &self.glyphs {
            counts[usize::from(glyph.quarter & 3)] += 1;
        }
        let Some(quarter) = (1..4_u8).find(|&quarter| counts[usize::from(quarter)] * 2 > self.glyphs.len())
        else {
            return;
        };
        // Chinese that is set downwards is upright as it is.
        if quarter == 1 && self.width < self.height && self.rulings.is_empty() {
            return;
        }
        let size = [self.width, self.height];
        for glyph in &mut self.glyphs {
            glyph.area = turn(glyph.area, size, quarter);
            glyph.quarter = (glyph.quarter + 4 - quarter) & 3;
        }
        for ruling in &mut self.rulings {
            let Ruling { horizontal, at, from, to } = *ruling;
            let area = if horizontal { [from, at, to, at] } else { [at, from, at, to] };
            let area = turn(area, size, quarter);
            if let Some(turned) = Ruling::filling(area) {
                *ruling = turned;
            }
        }
        for point in self.slants.iter_mut().flatten() {
            let [x, y] = *point;
            let [x, y, ..] = turn([x, y, x, y], size, quarter);
            *point = [x, y];
        }
        for picture in &mut self.pictures {
            *picture = turn(*picture, size, quarter);
        }
        for mark in &mut self.marks {
            mark.area = turn(mark.area, size, quarter);
        }
        if quarter != 2 {
            self.width = size[1];
            self.height = size[0];
        }
        self.turned = quarter;
    }

    /// An area of the upright page, as the page shows it.
    pub(super) fn shown(&self, area: Area) -> [i32; 4] {
        let [left, top, right, bottom] = match self.turned {
            0 => area,
            quarter => turn(area, [self.width, self.height], 4 - quarter),
        };
        [left.floor() as i32, top.floor() as i32, right.ceil() as i32, bottom.ceil() as i32]
    }
}

/// An area of a page of this size, after turning the page back by some quarter turns.
fn turn([left, top, right, bottom]: Area, [width, height]: [f32; 2], quarter: u8) -> Area {
    match quarter & 3 {
        // What ran downwards runs to the right; what was on the right is at the top.
        1 => [top, width - right, bottom, width - left],
        2 => [width - right, height - bottom, width - left, height - top],
        3 => [height - bottom, left, height - top, right],
        _ => [left, top, right, bottom],
    }
}

/// Which way a line runs: quarter turns clockwise; `None` where it is slanted.
pub(crate) fn quarter([x, y]: [f32; 2]) -> Option<u8> {
    let slanted = x.abs().min(y.abs()) > 0.1 * x.abs().max(y.abs());
    if slanted {
        return None;
    }
    // The sheet counts downwards.
    Some(match () {
        () if x.abs() >= y.abs() && x >= 0.0 => 0,
        () if x.abs() >= y.abs() => 2,
        () if y > 0.0 => 1,
        () => 3,
    })
}

/// The area that holds both.
pub(crate) fn hull(one: Area, other: Area) -> Area {
    [one[0].min(other[0]), one[1].min(other[1]), one[2].max(other[2]), one[3].max(other[3])]
}

pub(super) fn centre(area: Area) -> [f32; 2] {
    [(area[0] + area[2]) / 2.0, (area[1] + area[3]) / 2.0]
}

pub(crate) fn holds(area: Area, [x, y]: [f32; 2]) -> bool {
    area[0] <= x && x <= area[2] && area[1] <= y && y <= area[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turning_there_and_back() {
        let area = [10.0, 20.0, 30.0, 25.0];
        for quarter in 0..4 {
            let size = if quarter % 2 == 0 { [100.0, 200.0] } else { [200.0, 100.0] };
            let there = turn(area, [100.0, 200.0], quarter);
            assert_eq!(turn(there, size, 4 - quarter), area, "{quarter}");
        }
    }

    #[test]
    fn what_is_between_two_boxes_is_their_border() {
        let lines = |one, other| Ruling::between_boxes(one, other).collect::<Vec<_>>();
        let (outer, inner) = ([10.0, 10.0, 90.0, 50.0], [11.0, 11.0, 89.0, 49.0]);
        assert_eq!(
            lines(outer, inner),
            Ruling::around([10.5, 10.5, 89.5, 49.5]).map(|line| reach(line, 0.5))
        );
        assert_eq!(lines(inner, outer), lines(outer, inner));
        // No border on the left; thick ones; boxes beside each other.
        assert_eq!(lines(outer, [10.0, 11.0, 89.0, 49.0]).len(), 3);
        assert_eq!(lines(outer, [20.0, 20.0, 80.0, 40.0]), []);
        assert_eq!(lines(outer, [90.0, 10.0, 170.0, 50.0]), []);
    }

    fn reach(line: Ruling, by: f32) -> Ruling {
        Ruling { from: line.from - by, to: line.to + by, ..line }
    }

    #[test]
    fn thin_shapes_are_lines() {
        assert_eq!(
            Ruling::filling([10.0, 5.0, 90.0, 6.0]),
            Some(Ruling { horizontal: true, at: 5.5, from: 10.0, to: 90.0 })
        );
        assert_eq!(Ruling::filling([10.0, 5.0, 90.0, 60.0]), None);
        assert_eq!(Ruling::between([10.0, 50.0], [90.0, 5.0]), None);
    }
}
