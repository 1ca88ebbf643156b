//! Tables of fixed pages without lines, whose cells were told apart by their places alone: what rests on them is at most a
//! warning, and it is said whether they could be read whole.

use gouji_core::form::{Edition, Table};
use gouji_core::place::Place;
use gouji_core::report::{CellState, Fit, GridDraft, Line, Part, TroubleDraft};

use crate::document::Document;
use crate::recognise::pieces::{Kind, Piece};

/// Marks the tables that stand in such stretches; `form` is the one that the report follows.
pub(super) fn mark(
    document: &Document,
    grids: &mut [GridDraft; 3],
    parts: &[Part],
    form: Edition,
) -> Vec<TroubleDraft> {
    let mut troubles = Vec::new();
    let mut of_tables = vec![false; document.unruled.len()];
    for table in Table::ALL {
        let grid = &mut grids[table as usize];
        let Some(place) = grid.place else { continue };
        let mut pages: Vec<String> = Vec::new();
        for (stretch, of_table) in document.unruled.iter().zip(&mut of_tables) {
            if stretch.span.start < place.end && place.start < stretch.span.end {
                *of_table = true;
                let page = stretch.page.to_string();
                if pages.last() != Some(&page) {
                    pages.push(page);
                }
            }
        }
        if pages.is_empty() {
            continue;
        }
        grid.inferred = true;
        let pages = pages.join("、");
        let unread = unread(table, grid, form);
        let message = match unread.first() {
            None => format!(
                "第 {pages} 页的{}没有完整的表格线，是按各列的位置读出的；由它得出的结论最多算警告，请对照原表核对",
                table.title()
            ),
            Some(&row) => format!(
                "第 {pages} 页的{}没有完整的表格线，按各列的位置有 {} 行没有读出（“{}”等）；请核对原表，或改用 Word 文件",
                table.title(),
                unread.len(),
                table.rows()[usize::from(row)].title
            ),
        };
        // That rows are missing is our doing, not the report's.
        for &row in &unread {
            let found = table.expected_columns(form, row).len() as u16;
            let label = Place::new(place.start, place.start);
            let line = &mut grid.lines[usize::from(row)];
            if !line.present {
                *line = Line { present: true, whole: place, label, found, fit: Fit::Official };
            }
        }
        troubles.push(TroubleDraft { message, place, blocking: !unread.is_empty() });
    }
    let others = document.unruled.iter().zip(&of_tables).filter(|(_, of_table)| !**of_table);
    let others: Vec<_> = others.map(|(stretch, _)| stretch).collect();
    for page in others.chunk_by(|one, two| one.page == two.page) {
        let place = Place::new(page[0].span.start, page[page.len() - 1].span.end);
        let behind = parts.partition_point(|part| part.heading.start <= place.start);
        let of_tables = behind.checked_sub(1).is_none_or(|at| matches!(parts[at].number, 2..=4));
        // One line of figures is a sentence with gaps.
        if page.len() < 2 && page[0].rows < 2 {
            continue;
        }
        let message = format!(
            "第 {} 页有不带表格线的表格，只能按空白猜测各格；请核对这些数字，或改用 Word 文件",
            page[0].page
        );
        troubles.push(TroubleDraft { message, place, blocking: of_tables });
    }
    troubles
}

/// Marks the lines between a part's heading and its table as the table's own: its head, which is no prose.
pub(super) fn mark_heads(
    text: &str,
    pieces: &[Piece],
    part_of: &[u8],
    grids: &[GridDraft; 3],
    in_table: &mut [bool],
) {
    for (index, piece) in pieces.iter().enumerate() {
        let Some(table) = Table::ALL.into_iter().find(|table| table.part() == part_of[index]) else {
            continue;
        };
        let before = grids[table as usize].place.is_some_and(|place| piece.end <= place.start);
        in_table[index] |= before && piece.kind == Kind::Paragraph && !piece.of(text).contains(['。', '；']);
    }
}

/// The rows of the form that are not there, or not whole.
fn unread(table: Table, grid: &GridDraft, form: Edition) -> Vec<u8> {
    let width = table.columns().len();
    let is_read = |row: &u8| {
        let cells = &grid.cells[usize::from(*row) * width..];
        grid.lines[usize::from(*row)].present
            && table
                .expected_columns(form, *row)
                .iter()
                .all(|&column| cells[usize::from(column)].state != CellState::Missing)
    };
    (0..table.rows().len() as u8)
        .filter(|&row| !table.expected_columns(form, row).is_empty())
        .filter(|row| !is_read(row))
        .collect()
}
