//! What stands on one page: its tables with their texts, and the lines of text between them.

use super::lattice::{self, Grid};
use super::lines::{self, Line};
use super::seen;
use super::sheet::{Area, Glyph, Sheet, centre, holds};
use crate::budget::Budget;
use crate::document::Why;

/// As much of a table as stands on one page.
#[derive(Debug, Clone)]
pub(super) struct Piece {
    pub(super) area: Area,
    /// From above to below, then from left to right.
    pub(super) rows: Vec<Vec<Cell>>,
    /// Put together by the places of its figures, without lines.
    pub(super) guessed: bool,
}

#[derive(Debug, Clone)]
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) area: Area,
    pub(super) row_span: u16,
    /// Whether no line closes it above, at the top of its piece.
    pub(super) open_above: bool,
    /// Of a table without lines: whether it is a label and no figure.
    pub(super) label: bool,
    /// Where it is shown: page and area.
    pub(super) page: u32,
    pub(super) shown: [i32; 4],
    /// Why a person may see something else in it.
    pub(super) doubts: Vec<Why>,
}

pub(super) enum Item {
    Line(Line),
    Table(Piece),
    Picture(Area),
    Doubt(Area, Why, bool),
}

impl Item {
    pub(super) fn area(&self) -> Area {
        match self {
            Self::Line(line) => line.area,
            Self::Table(piece) => piece.area,
            Self::Picture(area) | Self::Doubt(area, ..) => *area,
        }
    }
}

/// What stands on a page, from above to below.
pub(super) fn items(sheet: &mut Sheet, budget: &Budget) -> Vec<Item> {
    if budget.is_spent() {
        return Vec::new();
    }
    seen::settle(sheet);
    sheet.make_upright();
    let grids = match lattice::tables(&sheet.rulings) {
        Ok(grids) => grids,
        Err(why) => {
            sheet.troubles.push(format!("第 {} 页的{why}，表格没有读成表格；请核对这一页", sheet.number));
            Vec::new()
        }
    };
    // The smallest table that holds a character is its table: one may stand inside another's cell.
    let mut order: Vec<usize> = (0..grids.len()).collect();
    let extent = |area: Area| (area[2] - area[0]) * (area[3] - area[1]);
    order.sort_by(|&a, &b| extent(grids[a].area()).total_cmp(&extent(grids[b].area())));
    let mut inside: Vec<Vec<Vec<Glyph>>> =
        grids.iter().map(|grid| vec![Vec::new(); grid.cells.len()]).collect();
    let mut outside = Vec::new();
    for &glyph in &sheet.glyphs {
        if budget.is_spent() {
            break;
        }
        let point = centre(glyph.area);
        let place = order.iter().find_map(|&table| {
            holds(grids[table].area(), point)
                .then(|| grids[table].cell_at(point))
                .flatten()
                .map(|cell| (table, cell))
        });
        match place {
            Some((table, cell)) => inside[table][cell].push(glyph),
            None => outside.push(glyph),
        }
    }
    let mut items: Vec<Item> = lines::lines(&outside).into_iter().map(Item::Line).collect();
    let (mut doubts, marks) = seen::in_cells(sheet, &grids);
    items.extend(marks.into_iter().map(|(area, why, weighty)| Item::Doubt(area, why, weighty)));
    for ((grid, glyphs), doubts) in grids.iter().zip(&inside).zip(&mut doubts) {
        // Lines around nothing, such as those of a form to be filled in by hand, or of a drawing.
        if glyphs.iter().any(|cell| !cell.is_empty()) {
            items.push(Item::Table(piece(sheet, grid, glyphs, doubts)));
        }
    }
    items.extend(sheet.pictures.iter().map(|&area| Item::Picture(area)));
    items.sort_by(|a, b| {
        let [a, b] = [a.area(), b.area()];
        a[1].total_cmp(&b[1]).then(a[0].total_cmp(&b[0]))
    });
    items
}

fn piece(sheet: &Sheet, grid: &Grid, glyphs: &[Vec<Glyph>], doubts: &mut [Vec<Why>]) -> Piece {
    let rows = grid.ys.len() - 1;
    let mut by_row: Vec<Vec<Cell>> = vec![Vec::new(); rows];
    // Rows of the grid in which a cell begins: others are only where lines stick out.
    let mut begins = vec![false; rows];
    let kept: Vec<_> = grid
        .cells
        .iter()
        .zip(glyphs)
        .zip(doubts)
        .filter(|((region, glyphs), doubts)| {
            let blank = glyphs.iter().all(|glyph| glyph.character.is_whitespace()) && doubts.is_empty();
            !(region.open && blank)
        })
        .collect();
    for ((region, _), _) in &kept {
        begins[region.top] = true;
    }
    for ((region, glyphs), doubts) in kept {
        let text = {
            let area = grid.area_of(region);
            lines::cell_text(glyphs, area[2] - area[0], doubts)
        };
        let area = grid.area_of(region);
        let row_span = begins[region.top..region.bottom].iter().filter(|&&begins| begins).count();
        by_row[region.top].push(Cell {
            text,
            area,
            row_span: row_span.max(1) as u16,
            open_above: region.open_above,
            label: false,
            page: sheet.number,
            shown: sheet.shown(area),
            doubts: std::mem::take(doubts),
        });
    }
    by_row.retain(|row| !row.is_empty());
    for row in &mut by_row {
        row.sort_by(|a, b| a.area[0].total_cmp(&b.area[0]));
    }
    Piece { area: grid.area(), rows: by_row, guessed: false }
}
