//! Places on a page: transformations of the plane.

/// `[a b c d e f]` as PDF and OFD write it: x' = ax + cy + e, y' = bx + dy + f.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix(pub(crate) [f32; 6]);

impl Matrix {
    pub(crate) const IDENTITY: Self = Self([1.0, 0.0, 0.0, 1.0, 0.0, 0.0]);

    pub(crate) const fn translation(x: f32, y: f32) -> Self {
        Self([1.0, 0.0, 0.0, 1.0, x, y])
    }

    /// This first, then the other.
    pub(crate) fn then(self, other: Self) -> Self {
        let [a, b, c, d, e, f] = self.0;
        let [x, y] = other.apply([e, f]);
        let [p, q, r, s, ..] = other.0;
        Self([a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, x, y])
    }

    pub(crate) fn apply(self, [x, y]: [f32; 2]) -> [f32; 2] {
        let [a, b, c, d, e, f] = self.0;
        [a * x + c * y + e, b * x + d * y + f]
    }

    /// A direction, which has no place.
    pub(crate) fn turn(self, [x, y]: [f32; 2]) -> [f32; 2] {
        let [a, b, c, d, ..] = self.0;
        [a * x + c * y, b * x + d * y]
    }

    /// The area of a rectangle, whichever way it is turned.
    pub(crate) fn area(self, [left, top, right, bottom]: [f32; 4]) -> [f32; 4] {
        let corners = [[left, top], [right, top], [left, bottom], [right, bottom]].map(|it| self.apply(it));
        let mut area = [f32::MAX, f32::MAX, f32::MIN, f32::MIN];
        for [x, y] in corners {
            area = [area[0].min(x), area[1].min(y), area[2].max(x), area[3].max(y)];
        }
        area
    }
}
