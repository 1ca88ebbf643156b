//! Tables by their ruled lines: a grid of all lines that touch, whose boxes are joined where no line parts them.

use super::sheet::{Area, Ruling};

/// Lines nearer than this are one: double borders, corners that were drawn apart.
const NEAR: f32 = 2.5;
/// How far the end of a line may be from the line that it meets.
const REACH: f32 = 3.5;
/// Shorter lines are ornaments, or corners.
const SHORT: f32 = 4.0;
/// How much of a box's side a line must cover to part it from the next.
const COVERS: f32 = 0.6;
/// Boxes of one grid at most.
const BOXES: usize = 60_000;
/// Lines of one page at most, after joining.
const LINES: usize = 6_000;

/// The grid of a table.
#[derive(Debug)]
pub(super) struct Grid {
    /// Places of its columns' edges, and of its rows'.
    pub(super) xs: Vec<f32>,
    pub(super) ys: Vec<f32>,
    /// From above to below, then from left to right.
    pub(super) cells: Vec<Region>,
    /// By box, row after row: its cell.
    owners: Vec<u32>,
}

/// A cell: some boxes of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub(super) top: usize,
    pub(super) left: usize,
    /// Behind its last row and column.
    pub(super) bottom: usize,
    pub(super) right: usize,
    /// Whether it stands at the left or right of the grid where no line closes it, so that it may be no cell at all.
    pub(super) open: bool,
    /// Whether it stands at the top of the grid and no line closes it there: it may go on from the page before.
    pub(super) open_above: bool,
}

impl Grid {
    pub(super) fn area(&self) -> Area {
        let end = |edges: &[f32]| edges.last().copied().unwrap_or_default();
        [self.xs[0], self.ys[0], end(&self.xs), end(&self.ys)]
    }

    pub(super) fn area_of(&self, cell: &Region) -> Area {
        [self.xs[cell.left], self.ys[cell.top], self.xs[cell.right], self.ys[cell.bottom]]
    }

    /// The index of the cell that holds a point.
    pub(super) fn cell_at(&self, [x, y]: [f32; 2]) -> Option<usize> {
        let column = self.xs.partition_point(|&edge| edge <= x).checked_sub(1)?;
        let row = self.ys.partition_point(|&edge| edge <= y).checked_sub(1)?;
        if column + 1 >= self.xs.len() || row + 1 >= self.ys.len() {
            return None;
        }
        self.owners.get(row * (self.xs.len() - 1) + column).map(|&owner| owner as usize)
    }
}

/// The tables that these lines rule. A frame around text is none.
///
/// # Errors
/// When there are more lines than any report has.
pub(super) fn tables(rulings: &[Ruling]) -> Result<Vec<Grid>, &'static str> {
    let across = joined(rulings, true);
    let down = joined(rulings, false);
    if across.len() + down.len() > LINES {
        return Err("线条过多");
    }
    let mut grids = Vec::new();
    for (across, down) in touching(&across, &down) {
        if let Some(grid) = grid(across, down)? {
            grids.push(grid);
        }
    }
    Ok(grids)
}

/// The lines of one direction, with those that continue one another joined. By place.
fn joined(rulings: &[Ruling], horizontal: bool) -> Vec<Ruling> {
    let mut lines: Vec<Ruling> =
        rulings.iter().copied().filter(|line| line.horizontal == horizontal).collect();
    lines.sort_by(|a, b| a.at.total_cmp(&b.at));
    let mut all = Vec::new();
    let mut rest = lines.as_mut_slice();
    while let Some(first) = rest.first() {
        let start = first.at;
        let (near, behind) = rest.split_at_mut(rest.partition_point(|line| line.at - start <= NEAR));
        rest = behind;
        near.sort_by(|a, b| a.from.total_cmp(&b.from));
        // The place of the longest of them: short ones stick out.
        let longest = near.iter().max_by(|a, b| (a.to - a.from).total_cmp(&(b.to - b.from)));
        let at = longest.map_or(start, |line| line.at);
        let begin = all.len();
        for line in near {
            match all[begin..].last_mut() {
                Some(Ruling { to, .. }) if line.from <= *to + REACH => *to = to.max(line.to),
                _ => all.push(Ruling { at, ..*line }),
            }
        }
    }
    all.retain(|line| line.to - line.from >= SHORT);
    all
}

/// The lines by table: those that touch one another, directly or through others.
fn touching(across: &[Ruling], down: &[Ruling]) -> Vec<(Vec<Ruling>, Vec<Ruling>)> {
    let mut groups = Groups::new(across.len() + down.len());
    for (row, line) in across.iter().enumerate() {
        let first = down.partition_point(|other| other.at < line.from - REACH);
        for (column, other) in down.iter().enumerate().skip(first) {
            if other.at > line.to + REACH {
                break;
            }
            if (other.from - REACH..=other.to + REACH).contains(&line.at) {
                groups.join(row, across.len() + column);
            }
        }
    }
    let mut tables: Vec<(Vec<Ruling>, Vec<Ruling>)> = Vec::new();
    let mut table_of = vec![usize::MAX; across.len() + down.len()];
    for at in 0..across.len() + down.len() {
        let root = groups.root(at);
        if table_of[root] == usize::MAX {
            table_of[root] = tables.len();
            tables.push(Default::default());
        }
        let table = &mut tables[table_of[root]];
        match across.get(at) {
            Some(line) => table.0.push(*line),
            None => table.1.push(down[at - across.len()]),
        }
    }
    tables.retain(|(across, down)| across.len() >= 2 && !down.is_empty());
    tables
}

fn grid(mut across: Vec<Ruling>, mut down: Vec<Ruling>) -> Result<Option<Grid>, &'static str> {
    close(&mut down, &across);
    close(&mut across, &down);
    let (xs, ys) = (places(&down), places(&across));
    let (columns, rows) = (xs.len().saturating_sub(1), ys.len().saturating_sub(1));
    // One column, or one box: a frame.
    if columns < 2 || rows == 0 {
        return Ok(None);
    }
    if columns * rows > BOXES {
        return Err("表格线过多");
    }
    let down = Sides::new(&xs, &down);
    let across = Sides::new(&ys, &across);
    let mut groups = Groups::new(columns * rows);
    for row in 0..rows {
        for column in 0..columns {
            let here = row * columns + column;
            if column + 1 < columns && !down.covers(column + 1, ys[row], ys[row + 1]) {
                groups.join(here, here + 1);
            }
            if row + 1 < rows && !across.covers(row + 1, xs[column], xs[column + 1]) {
                groups.join(here, here + columns);
            }
        }
    }
    let mut owners = vec![u32::MAX; columns * rows];
    let mut cells: Vec<Region> = Vec::new();
    for start in 0..columns * rows {
        if owners[start] != u32::MAX {
            continue;
        }
        let (top, left) = (start / columns, start % columns);
        let root = groups.root(start);
        let mut free = |row: usize, column: usize, owners: &[u32]| {
            let at = row * columns + column;
            owners[at] == u32::MAX && groups.root(at) == root
        };
        // The largest rectangle of its boxes from here on: what is no rectangle becomes several.
        let right = (left + 1..columns).find(|&column| !free(top, column, &owners)).unwrap_or(columns);
        let whole = |row: usize, owners: &[u32], free: &mut dyn FnMut(usize, usize, &[u32]) -> bool| {
            (left..right).all(|column| free(row, column, owners))
        };
        let bottom = (top + 1..rows).find(|&row| !whole(row, &owners, &mut free)).unwrap_or(rows);
        for row in top..bottom {
            owners[row * columns + left..row * columns + right].fill(cells.len() as u32);
        }
        let open = (left == 0 && !down.covers(0, ys[top], ys[bottom]))
            || (right == columns && !down.covers(columns, ys[top], ys[bottom]));
        let open_above = top == 0 && !across.covers(0, xs[left], xs[right]);
        cells.push(Region { top, left, bottom, right, open, open_above });
    }
    let one_column = cells.iter().all(|cell| cell.left == 0 && cell.right == columns);
    Ok((!one_column).then_some(Grid { xs, ys, cells, owners }))
}

/// Adds the sides that a table leaves open, where the `others` reach beyond the outermost of these lines.
fn close(lines: &mut Vec<Ruling>, others: &[Ruling]) {
    let (mut from, mut to) = (f32::MAX, f32::MIN);
    for line in others {
        (from, to) = (from.min(line.from), to.max(line.to));
    }
    let (mut start, mut end) = (f32::MAX, f32::MIN);
    for other in others {
        (start, end) = (start.min(other.at), end.max(other.at));
    }
    let first = lines.iter().map(|line| line.at).fold(f32::MAX, f32::min);
    let last = lines.iter().map(|line| line.at).fold(f32::MIN, f32::max);
    let horizontal = others.first().is_some_and(|other| !other.horizontal);
    let mut add = |at| lines.push(Ruling { horizontal, at, from: start, to: end });
    let reach = |place: f32, end: fn(&Ruling) -> f32| {
        others.iter().filter(|other| (end(other) - place).abs() <= REACH).count() >= 2
    };
    if first - from > 2.0 * REACH && reach(from, |line| line.from) {
        add(from);
    }
    if to - last > 2.0 * REACH && reach(to, |line| line.to) {
        add(to);
    }
}

/// The places of lines, each once.
fn places(lines: &[Ruling]) -> Vec<f32> {
    let mut places: Vec<f32> = lines.iter().map(|line| line.at).collect();
    places.sort_by(f32::total_cmp);
    places.dedup_by(|next, place| *next - *place <= NEAR);
    places
}

/// By edge of the grid: the stretches that are ruled.
struct Sides(Vec<Vec<(f32, f32)>>);

impl Sides {
    fn new(places: &[f32], lines: &[Ruling]) -> Self {
        let mut sides = vec![Vec::new(); places.len()];
        for line in lines {
            let at = places.partition_point(|&place| place <= line.at).saturating_sub(1);
            sides[at].push((line.from, line.to));
        }
        Self(sides)
    }

    /// Whether a line runs along this edge between two places.
    fn covers(&self, edge: usize, from: f32, to: f32) -> bool {
        let ruled: f32 =
            self.0[edge].iter().map(|&(start, end)| (end.min(to) - start.max(from)).max(0.0)).sum();
        ruled >= COVERS * (to - from)
    }
}

/// Disjoint sets.
struct Groups(Vec<usize>);

impl Groups {
    fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        self.0[one.max(other)] = one.min(other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn across(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { horizontal: true, at, from, to }
    }

    fn down(at: f32, from: f32, to: f32) -> Ruling {
        Ruling { horizontal: false, at, from, to }
    }

    /// Left, top, right, bottom of each cell in columns and rows.
    #[track_caller]
    fn check(rulings: &[Ruling], expected: &[&[[usize; 4]]]) {
        let grids = tables(rulings).unwrap();
        let cells: Vec<Vec<[usize; 4]>> = grids
            .iter()
            .map(|grid| {
                grid.cells.iter().map(|cell| [cell.left, cell.top, cell.right, cell.bottom]).collect()
            })
            .collect();
        assert_eq!(cells, expected);
    }

    #[test]
    fn cells_and_merged_cells() {
        // A head over two columns, beside a cell over two rows.
        let lines = [
            across(0.0, 0.0, 300.0),
            across(20.0, 0.0, 200.0),
            across(40.0, 0.0, 300.0),
            down(0.0, 0.0, 40.0),
            down(100.0, 20.0, 40.0),
            down(200.0, 0.0, 40.0),
            down(300.0, 0.0, 40.0),
        ];
        check(&lines, &[&[[0, 0, 2, 1], [2, 0, 3, 2], [0, 1, 1, 2], [1, 1, 2, 2]]]);
    }

    #[test]
    fn sides_that_are_not_drawn() {
        // Open at the left and the right, and at the foot, as at a page break.
        let lines = [
            across(0.0, 0.0, 300.0),
            across(20.0, 0.0, 300.0),
            down(100.0, 0.0, 50.0),
            down(200.0, 0.0, 50.0),
        ];
        let row = |row| [[0, row, 1, row + 1], [1, row, 2, row + 1], [2, row, 3, row + 1]];
        check(&lines, &[&[row(0), row(1)].concat()]);
    }

    #[test]
    fn lines_in_pieces_and_double_lines() {
        let lines = [
            across(0.0, 0.0, 50.0),
            across(0.2, 51.0, 100.0),
            across(1.8, 0.0, 100.0),
            across(20.0, 0.0, 100.0),
            down(0.0, 0.0, 20.0),
            down(50.0, 1.0, 9.0),
            down(50.3, 10.0, 20.0),
            down(100.0, 0.0, 20.0),
        ];
        check(&lines, &[&[[0, 0, 1, 1], [1, 0, 2, 1]]]);
    }

    #[test]
    fn frames_and_underlines_are_no_tables() {
        check(&[across(0.0, 0.0, 100.0), across(9.0, 0.0, 100.0)], &[]);
        check(&Ruling::around([0.0, 0.0, 100.0, 50.0]), &[]);
        check(
            &[Ruling::around([0.0, 0.0, 100.0, 50.0]), Ruling::around([0.0, 50.0, 100.0, 90.0])].concat(),
            &[],
        );
    }
}
