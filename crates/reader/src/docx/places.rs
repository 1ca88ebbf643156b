//! Where paragraphs and cells stand in the XML, for whoever writes into a copy of the document.

use std::collections::HashMap;

use super::body::{Cell, Node};
use super::lay::{DEPTH, is_frame};

/// The paragraphs and cells of a document, by the numbers that [`crate::document::Source`] gives them.
#[derive(Debug, Default)]
pub struct Places {
    /// The path of the part that holds them, and its text.
    pub part: String,
    pub text: String,
    paragraphs: Vec<Option<usize>>,
    cells: HashMap<[u32; 3], usize>,
    tables: u32,
}

impl Places {
    /// Of the nodes that were read from the text behind its first `skipped` bytes.
    pub(super) fn of(part: String, text: String, nodes: &[Node], skipped: usize) -> Self {
        let mut places = Self { part, text, ..Self::default() };
        places.add(nodes, 0);
        let paragraphs = places.paragraphs.iter_mut().flatten();
        paragraphs.chain(places.cells.values_mut()).for_each(|at| *at += skipped);
        places
    }

    /// Counts as [`super::lay::write`] does.
    fn add(&mut self, nodes: &[Node], depth: usize) {
        if depth > DEPTH {
            return;
        }
        for node in nodes {
            match node {
                Node::Paragraph { at, .. } => self.paragraphs.push(*at),
                Node::Table(rows) if is_frame(rows) => {
                    for cell in rows.iter().flat_map(|row| &row.cells) {
                        self.add(&cell.nodes, depth + 1);
                    }
                }
                Node::Table(rows) => {
                    self.tables += 1;
                    for (row, cells) in (1..).zip(rows) {
                        for (number, cell) in (1..).zip(&cells.cells) {
                            self.cells.extend(first(cell).map(|at| ([self.tables, row, number], at)));
                        }
                    }
                }
                Node::Doubt { .. } | Node::Remark(_) | Node::Picture { .. } => {}
            }
        }
    }

    /// The byte of the text behind the tag that opens a paragraph, by its number from 1.
    pub fn paragraph(&self, number: u32) -> Option<usize> {
        *self.paragraphs.get((number as usize).checked_sub(1)?)?
    }

    /// That of the first paragraph of a cell, by table, row and cell from 1.
    pub fn cell(&self, cell: [u32; 3]) -> Option<usize> {
        self.cells.get(&cell).copied()
    }

    /// That of the first paragraph.
    pub fn first(&self) -> Option<usize> {
        let paragraphs = self.paragraphs.iter().flatten();
        paragraphs.chain(self.cells.values()).min().copied()
    }
}

fn first(cell: &Cell) -> Option<usize> {
    cell.nodes.iter().find_map(|node| match node {
        Node::Paragraph { at, .. } => *at,
        _ => None,
    })
}
