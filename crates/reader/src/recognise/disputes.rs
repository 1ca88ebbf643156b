//! 表四: one row of fifteen values, a labelled row for each block, or one value a line.

use gouji_core::form::{DisputeKind, DisputeResult, Table};
use gouji_core::place::Place;
use gouji_core::report::{Fit, GridDraft, Line};

use crate::recognise::fill::{cell_of, whole};
use crate::recognise::found::{Column, Row, Scan, Value};
use crate::recognise::pick::{Masks, count, is_filled, pick, spread};

const BLOCKS: usize = DisputeKind::ALL.len();
const RESULTS: usize = DisputeResult::ALL.len();

/// What became of the values behind a header of 表四.
pub(super) enum Outcome {
    Filled,
    /// The grid has values for that already.
    Again,
    /// It is not sure which blocks they belong to.
    Unclear,
}

/// Puts the values behind a header of 表四 into its grid.
pub(super) fn fill(
    grid: &mut GridDraft,
    scan: &Scan,
    row: &Row,
    values: &[Value],
    masks: &Masks,
    text: &str,
) -> Outcome {
    let blocks = &scan.blocks[row.blocks.clone()];
    let header = &scan.columns[row.header.clone()];
    if !values.iter().any(is_filled) && grid.lines.iter().any(|line| line.present) {
        return Outcome::Filled;
    }
    let apart = spread(text, values, BLOCKS * RESULTS);
    let values = apart.as_deref().unwrap_or(values);
    let printed = count(values, BLOCKS * RESULTS);
    let targets: Vec<u8> = match (blocks.len(), row.block) {
        (BLOCKS, _) => blocks.to_vec(),
        (2, _) if printed == 2 * RESULTS => blocks.to_vec(),
        // A header that repeats its five columns is the whole one, even where the names of the blocks are lost.
        _ if header.len() > RESULTS || printed == BLOCKS * RESULTS => (0..BLOCKS as u8).collect(),
        (_, Some(block)) => vec![block],
        (_, None) => return if printed == 0 { Outcome::Filled } else { Outcome::Unclear },
    };
    if let ([block], [column]) = (targets.as_slice(), header)
        && let Some(column) = column.id
        && let Some(picked) = pick(values, 1, masks)
    {
        let fresh = one(grid, row, *block, column, &values[picked[0]]);
        return if fresh { Outcome::Filled } else { Outcome::Again };
    }
    // Names that were displaced say nothing of where the values belong.
    if !targets.is_sorted_by(|one, two| one < two) {
        return Outcome::Unclear;
    }
    if header.first().is_some_and(|first| has_lawsuits_first(text, first.place.start as usize)) {
        return Outcome::Unclear;
    }
    if targets.iter().any(|&block| grid.lines[usize::from(block)].found > 0) {
        return Outcome::Again;
    }
    let place = whole(row, &scan.values);
    let width = targets.len() * RESULTS;
    let picked = pick(values, width, masks);
    let Some(results) = order(header, width) else { return Outcome::Unclear };
    for (at, &block) in targets.iter().enumerate() {
        let from = at * RESULTS;
        let left = count(values, width).saturating_sub(from);
        let found = match (&picked, at + 1 == targets.len()) {
            (Some(_), _) => RESULTS,
            (None, false) => left.min(RESULTS),
            (None, true) => left,
        };
        let label = header.first().map_or(row.label, |column| column.place);
        grid.lines[usize::from(block)] =
            Line { present: true, whole: place, label, found: found as u16, fit: Fit::Official };
        let Some(picked) = &picked else { continue };
        for (&value, &result) in picked[from..from + RESULTS].iter().zip(&results[from..]) {
            grid.cells[usize::from(block) * RESULTS + usize::from(result)] = cell_of(&values[value]);
        }
    }
    Outcome::Filled
}

/// Whether the line of a table above its columns has 行政诉讼 before 行政复议, so that the columns are those of the other.
fn has_lawsuits_first(text: &str, columns: usize) -> bool {
    let above = text.get(..columns).unwrap_or("");
    let named = |line: &&str| line.contains("行政复议") && line.contains("行政诉讼");
    let line = above.rsplit('\n').take(LINES).find(named);
    line.is_some_and(|line| {
        let is_heading = line.contains("情况") || line.chars().count() > 60;
        !is_heading && line.find("行政诉讼") < line.find("行政复议")
    })
}

/// Lines above the columns that may name the groups.
const LINES: usize = 4;

/// A value with a line of its own.
fn one(grid: &mut GridDraft, row: &Row, block: u8, column: u8, value: &Value) -> bool {
    let cell = &mut grid.cells[usize::from(block) * RESULTS + usize::from(column)];
    if cell.place != Place::default() {
        return false;
    }
    *cell = cell_of(value);
    let line = &mut grid.lines[usize::from(block)];
    let whole = row.label.to(value.place);
    *line = Line {
        present: true,
        whole: if line.present { line.whole.to(whole) } else { whole },
        label: if line.present { line.label } else { row.label },
        found: line.found + 1,
        fit: Fit::Official,
    };
    true
}

/// The result that each value is, as the header prints them where it does so fully, else as the form does. `None` where the
/// header has them in another order and not in one row, so that its words may have been displaced.
fn order(header: &[Column], width: usize) -> Option<Vec<u8>> {
    let official = || (0..RESULTS as u8).cycle().take(width).collect::<Vec<u8>>();
    let printed: Vec<u8> = header.iter().filter_map(|column| column.id).collect();
    let whole = |block: &[u8]| (0..RESULTS as u8).all(|result| block.contains(&result));
    let full = printed.len() == header.len() && printed.chunks(RESULTS).all(whole);
    if !full || (printed.len() != width && printed.len() != RESULTS) {
        // Part of a header in the form's order says nothing else; in another order, what is left of it cannot be told.
        let turns = printed.windows(2).filter(|two| two[1] < two[0]).count();
        return (turns < BLOCKS).then(official);
    }
    let printed = if printed.len() == width { printed } else { printed.repeat(width / RESULTS) };
    let in_rows = header.chunks(RESULTS).all(|block| block.iter().all(|column| column.row == block[0].row));
    (printed == official() || in_rows).then_some(printed)
}

const _: () = assert!(Table::Disputes.rows().len() == BLOCKS && Table::Disputes.columns().len() == RESULTS);
