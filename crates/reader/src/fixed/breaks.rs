//! Tables over page breaks: the pieces on either side are one table, their repeated head is left out, and a cell that the
//! break cuts in two is one again.

use super::pieces::{Cell, Piece};

/// How far the edges of one column may be apart on two pages.
const APART: f32 = 4.5;
/// No table of a report has so many rows, nor so many cells in one: what has is not joined, since every cell is compared.
const ROWS: usize = 2_000;
const CELLS: usize = 200;

/// Whether a piece at the top of a page goes on with the one at the foot of the page before: the same outer edges, and
/// no more edges within than both have in common or one of them has alone.
pub(super) fn goes_on(above: &Piece, below: &Piece) -> bool {
    let near = |a: f32, b: f32| (a - b).abs() <= APART;
    let wide = below.rows.first().is_some_and(|row| row.len() > CELLS);
    if above.rows.len() > ROWS || wide || above.guessed || below.guessed {
        return false;
    }
    if !near(above.area[0], below.area[0]) || !near(above.area[2], below.area[2]) {
        return false;
    }
    let (one, other) = (edges(above), edges(below));
    let within = |some: &[f32], all: &[f32]| some.iter().all(|&a| all.iter().any(|&b| near(a, b)));
    within(&one, &other) || within(&other, &one)
}

/// Adds the piece that stands on the next page.
pub(super) fn join(above: &mut Piece, mut below: Piece) {
    drop_head(above, &mut below);
    if below.rows.is_empty() {
        return;
    }
    let first = std::mem::take(&mut below.rows[0]);
    let first_row_cut = is_cut_row(above, &first);
    let head_cut = is_cut_head(above, &first);
    let mut row = Vec::new();
    for cell in first {
        let spans = cell.row_span;
        let Some((at, index)) = reaching(above, &cell) else {
            row.push(cell);
            continue;
        };
        let earlier = &mut above.rows[at][index];
        let label = !is_figure(&earlier.text) && !is_figure(&cell.text);
        let merged = cell.text.is_empty() && (earlier.row_span > 1 || spans > 1);
        if first_row_cut
            || (label && (merged || head_cut || cell.open_above || continues(&earlier.text, &cell.text)))
        {
            super::lines::append(&mut earlier.text, &cell.text, false);
            earlier.doubts.extend(&cell.doubts);
            let added = if first_row_cut { spans.saturating_sub(1) } else { spans };
            earlier.row_span = earlier.row_span.saturating_add(added);
        } else {
            row.push(cell);
        }
    }
    if !row.is_empty() {
        above.rows.push(row);
    }
    above.rows.extend(below.rows.drain(1..));
    above.area = super::sheet::hull(above.area, [below.area[0], above.area[1], below.area[2], above.area[3]]);
}

/// The column edges of a table.
pub(super) fn edges(piece: &Piece) -> Vec<f32> {
    let mut edges: Vec<f32> =
        piece.rows.iter().flatten().flat_map(|cell| [cell.area[0], cell.area[2]]).collect();
    edges.sort_by(f32::total_cmp);
    edges.dedup_by(|next, edge| *next - *edge <= APART);
    edges
}

/// Leaves out the head rows that the piece repeats: the same words as at the beginning of the table, without figures.
fn drop_head(above: &Piece, below: &mut Piece) {
    let words = |row: &[Cell]| row.iter().map(|cell| cell.text.replace(' ', "")).collect::<Vec<_>>();
    let mut same = 0;
    for (first, again) in above.rows.iter().zip(&below.rows) {
        let [first, again] = [words(first), words(again)];
        if first != again || again.iter().any(|text| is_figure(text)) || again.iter().all(String::is_empty) {
            break;
        }
        same += 1;
    }
    below.rows.drain(..same);
}

/// The cell of the piece above that reaches its foot over the same columns: its row and its index there.
fn reaching(above: &Piece, cell: &Cell) -> Option<(usize, usize)> {
    let rows = above.rows.len();
    let near = |a: f32, b: f32| (a - b).abs() <= APART;
    for (at, row) in above.rows.iter().enumerate().rev() {
        for (index, earlier) in row.iter().enumerate() {
            if near(earlier.area[0], cell.area[0])
                && near(earlier.area[2], cell.area[2])
                && at + usize::from(earlier.row_span) >= rows
            {
                return Some((at, index));
            }
        }
    }
    None
}

/// Whether the page break runs through a row: the last label of the row goes on, and no figure stands on both sides.
fn is_cut_row(above: &Piece, first: &[Cell]) -> bool {
    let mut label = None;
    let mut figures = 0;
    for cell in first {
        let Some((at, index)) = reaching(above, cell) else { return false };
        let earlier = &above.rows[at][index];
        if is_figure(&earlier.text) && is_figure(&cell.text) {
            return false;
        }
        figures += usize::from(is_figure(&earlier.text) || is_figure(&cell.text));
        let both = [&earlier.text, &cell.text];
        if !both.iter().any(|text| is_figure(text)) && both.iter().any(|text| !text.is_empty()) {
            label = Some(earlier.row_span <= 1 && cell.row_span <= 1 && continues(&earlier.text, &cell.text));
        }
    }
    figures > 0 && label == Some(true)
}

/// Whether the page break runs through the head: a row of labels only, some of which stand under none of the same width,
/// so that the others go on from above.
fn is_cut_head(above: &Piece, first: &[Cell]) -> bool {
    let begins = |cell: &Cell| !cell.text.is_empty() && reaching(above, cell).is_none();
    first.iter().any(begins) && !first.iter().any(|cell| is_figure(&cell.text))
}

/// Whether a label goes on with these words: it began with a number of its own, and they do not.
fn continues(label: &str, more: &str) -> bool {
    is_numbered(label) && !more.is_empty() && !is_numbered(more) && !is_figure(more)
}

/// `（一）`, `1.`, `2、`, `三、`.
fn is_numbered(text: &str) -> bool {
    let mut characters = text.chars().filter(|character| !character.is_whitespace());
    let Some(first) = characters.next() else { return false };
    let is_number =
        |character: char| character.is_ascii_digit() || "一二三四五六七八九十".contains(character);
    if matches!(first, '（' | '(') {
        return characters.next().is_some_and(is_number);
    }
    is_number(first)
        && characters.find(|&next| !is_number(next)).is_some_and(|next| "、.．,，）)".contains(next))
}

/// Whether a text is a figure, or what stands for one.
fn is_figure(text: &str) -> bool {
    !text.is_empty()
        && text.chars().all(|character| {
            character.is_ascii_digit()
                || matches!(character, '.' | ',' | '，' | '-' | '—' | '－' | '/' | '%' | ' ')
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    const EDGES: [f32; 4] = [0.0, 50.0, 100.0, 150.0];

    /// A piece of rows of cells: first and last edge, rows spanned, text.
    fn piece(rows: &[&[(usize, usize, u16, &str)]]) -> Piece {
        let cell = |&(left, right, row_span, text): &(usize, usize, u16, &str)| Cell {
            text: text.to_owned(),
            area: [EDGES[left], 0.0, EDGES[right], 10.0],
            row_span,
            open_above: false,
            label: false,
            page: 1,
            shown: [0; 4],
            doubts: Vec::new(),
        };
        Piece {
            area: [0.0, 0.0, 150.0, 10.0],
            rows: rows.iter().map(|row| row.iter().map(cell).collect()).collect(),
            guessed: false,
        }
    }

    #[track_caller]
    fn check(
        above: &[&[(usize, usize, u16, &str)]],
        below: &[&[(usize, usize, u16, &str)]],
        expected: &[&str],
    ) {
        let mut above = piece(above);
        let below = piece(below);
        assert!(goes_on(&above, &below));
        join(&mut above, below);
        let rows: Vec<String> = above
            .rows
            .iter()
            .map(|row| {
                let cells: Vec<String> =
                    row.iter().map(|cell| format!("{}x{}", cell.text, cell.row_span)).collect();
                cells.join(" ")
            })
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_label_that_spans_rows_is_joined_again() {
        check(
            &[&[(0, 1, 1, "（四）无"), (1, 2, 1, "1.甲"), (2, 3, 1, "7")]],
            &[
                &[(0, 1, 2, "法提供"), (1, 2, 1, "2.乙"), (2, 3, 1, "8")],
                &[(1, 2, 1, "3.丙"), (2, 3, 1, "9")],
            ],
            &["（四）无法提供x3 1.甲x1 7x1", "2.乙x1 8x1", "3.丙x1 9x1"],
        );
        check(
            &[
                &[(0, 1, 2, "三、结果"), (1, 2, 1, "1.甲"), (2, 3, 1, "7")],
                &[(1, 2, 1, "2.乙"), (2, 3, 1, "8")],
            ],
            &[&[(0, 1, 1, ""), (1, 2, 1, "3.丙"), (2, 3, 1, "9")]],
            &["三、结果x3 1.甲x1 7x1", "2.乙x1 8x1", "3.丙x1 9x1"],
        );
    }

    #[test]
    fn a_row_that_the_break_runs_through_is_one() {
        check(
            &[&[(0, 2, 1, "2.逾期未按通知"), (2, 3, 1, "")]],
            &[&[(0, 2, 1, "缴纳费用"), (2, 3, 1, "6")], &[(0, 2, 1, "3.其他"), (2, 3, 1, "1")]],
            &["2.逾期未按通知缴纳费用x1 6x1", "3.其他x1 1x1"],
        );
    }

    #[test]
    fn a_head_that_the_break_runs_through() {
        check(
            &[&[(0, 1, 1, "结果维"), (1, 3, 1, "行政诉讼")]],
            &[
                &[(0, 1, 1, "持"), (1, 2, 1, "结果维持"), (2, 3, 1, "总计")],
                &[(0, 1, 1, "3"), (1, 2, 1, "1")],
            ],
            &["结果维持x2 行政诉讼x1", "结果维持x1 总计x1", "3x1 1x1"],
        );
        // Rows of an empty form are rows.
        check(
            &[&[(0, 2, 1, "规章"), (2, 3, 1, "")]],
            &[&[(0, 2, 1, "文件"), (2, 3, 1, "")]],
            &["规章x1 x1", "文件x1 x1"],
        );
    }

    #[test]
    fn rows_that_end_with_the_page_stay() {
        check(
            &[&[(0, 2, 1, "行政许可"), (2, 3, 1, "5")]],
            &[&[(0, 2, 1, "行政处罚"), (2, 3, 1, "")]],
            &["行政许可x1 5x1", "行政处罚x1 x1"],
        );
        check(
            &[&[(0, 2, 1, "信息内容"), (2, 3, 1, "数量")], &[(0, 2, 1, "1.许可"), (2, 3, 1, "5")]],
            &[&[(0, 2, 1, "信息内容"), (2, 3, 1, "数量")], &[(0, 2, 1, "2.处罚"), (2, 3, 1, "")]],
            &["信息内容x1 数量x1", "1.许可x1 5x1", "2.处罚x1 x1"],
        );
    }

    #[test]
    fn tables_with_other_columns_are_others() {
        let two = piece(&[&[(0, 1, 1, "甲"), (1, 3, 1, "乙")]]);
        let other = piece(&[&[(0, 2, 1, "甲"), (2, 3, 1, "乙")]]);
        assert!(!goes_on(&two, &other));
        // A row over all columns says nothing against it.
        assert!(goes_on(&two, &piece(&[&[(0, 3, 1, "第二十条第（八）项")]])));
    }
}
