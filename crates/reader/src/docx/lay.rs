//! Writes the tree of a Word document out, block by block.

use std::borrow::Cow;

use super::body::{Cell, Merge, Node, Row};
use crate::document::{Source, Why};
use crate::layout::{Writer, is_of_figure};

/// Tables inside tables are read so far; deeper ones are lost, and said.
pub(super) const DEPTH: usize = 16;

/// Numbers of the blocks, as a person counts them.
#[derive(Default)]
struct Count {
    paragraphs: u32,
    tables: u32,
}

pub(super) fn write(writer: &mut Writer, nodes: &[Node]) {
    blocks(writer, nodes, &mut Count::default(), 0);
}

fn blocks(writer: &mut Writer, nodes: &[Node], count: &mut Count, depth: usize) {
    if depth > DEPTH {
        writer.trouble(format!("表格嵌套超过 {DEPTH} 层，更深的表格没有读；请核对这些表格"), true);
        return;
    }
    for node in nodes {
        match node {
            Node::Paragraph { text, label, .. } => {
                count.paragraphs += 1;
                let text = labelled(label, text);
                // A line that the author ended by hand reads like a paragraph.
                text.split('\n').for_each(|line| writer.paragraph(line, Source::Paragraph(count.paragraphs)));
            }
            Node::Doubt { why, weighty } => writer.doubt(*why, *weighty),
            Node::Remark(remark) => writer.remark(&remark.message, &remark.words),
            Node::Picture { size } => writer.picture(*size, Source::Paragraph(count.paragraphs)),
            Node::Table(rows) if is_frame(rows) => {
                for cell in rows.iter().flat_map(|row| &row.cells) {
                    blocks(writer, &cell.nodes, count, depth + 1);
                }
            }
            Node::Table(rows) => {
                count.tables += 1;
                table(writer, rows, count.tables);
            }
        }
    }
}

/// A paragraph with its number before it: parted from it where both are figures.
fn labelled<'t>(label: &str, text: &'t str) -> Cow<'t, str> {
    if label.is_empty() {
        return Cow::Borrowed(text);
    }
    let parted = label.ends_with(is_of_figure) && text.starts_with(is_of_figure);
    Cow::Owned(format!("{label}{}{text}", if parted { " " } else { "" }))
}

/// Whether a table only frames text or other tables: one column, or tables inside.
pub(super) fn is_frame(rows: &[Row]) -> bool {
    let holds_table = |cell: &Cell| cell.nodes.iter().any(|node| matches!(node, Node::Table(_)));
    rows.iter().all(|row| row.cells.len() <= 1) || rows.iter().flat_map(|row| &row.cells).any(holds_table)
}

fn table(writer: &mut Writer, rows: &[Row], table: u32) {
    let spans = row_spans(rows);
    writer.begin_table();
    let mut text = String::new();
    for (at, row) in rows.iter().enumerate() {
        writer.row();
        for (cell_at, cell) in row.cells.iter().enumerate() {
            let row_span = spans[at][cell_at];
            if row_span == 0 {
                continue;
            }
            text.clear();
            let source = Source::Cell { table, row: at as u32 + 1, cell: cell_at as u32 + 1 };
            let (mut doubts, mut remarks) = (Vec::new(), Vec::new());
            for node in &cell.nodes {
                match node {
                    Node::Paragraph { text: more, label, .. } => {
                        if !text.is_empty() {
                            text.push('\n');
                        }
                        if label.contains(is_of_figure) && more.trim_start().starts_with(is_of_figure) {
                            doubts.push((Why::Generated, false));
                        }
                        text.push_str(&labelled(label, more));
                    }
                    Node::Doubt { why, weighty } => doubts.push((*why, *weighty)),
                    Node::Remark(remark) => remarks.push(remark),
                    Node::Picture { size } => writer.picture(*size, source),
                    Node::Table(_) => {}
                }
            }
            writer.cell(&text, [row_span, cell.col_span], source);
            for (why, weighty) in doubts {
                writer.doubt(why, weighty);
            }
            for remark in remarks {
                writer.remark(&remark.message, &remark.words);
            }
        }
    }
    writer.end_table();
}

/// How many rows each cell spans; 0 for one that continues the cell above.
fn row_spans(rows: &[Row]) -> Vec<Vec<u16>> {
    let mut spans: Vec<Vec<u16>> = rows.iter().map(|row| vec![1; row.cells.len()]).collect();
    // By column of the grid where it begins: the cell whose merge is open.
    let mut open: Vec<(usize, (usize, usize))> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let mut column = row.before;
        let mut still_open = Vec::new();
        for (cell_at, cell) in row.cells.iter().enumerate() {
            let above = open.iter().find(|(start, _)| *start == column).map(|(_, cell)| *cell);
            match (cell.merge, above) {
                (Merge::Further, Some((row, first))) => {
                    spans[row][first] = spans[row][first].saturating_add(1);
                    spans[at][cell_at] = 0;
                    still_open.push((column, (row, first)));
                }
                (Merge::First | Merge::Further, _) => still_open.push((column, (at, cell_at))),
                (Merge::None, _) => {}
            }
            column += usize::from(cell.col_span);
        }
        open = still_open;
    }
    spans
}
