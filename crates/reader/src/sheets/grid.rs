//! Lays a sheet out: what stands alone in its row is a paragraph, a run of rows is a table.

use std::collections::BTreeSet;
use std::ops::Range;

use super::{Cell, Merge, OVERLAYS, Overlay, Sheet, Wrong, address, is_sentence};
use crate::document::{Source, Why};
use crate::layout::{Writer, is_of_figure};

/// A text longer than this that has a row for itself is a paragraph wherever it stands.
const LONG: usize = 40;
/// Merges that reach one row. No sheet of a report comes near; more are not looked at.
const MERGES: usize = 1024;
/// Cells that are looked at for one that is written. Only a sheet that is nearly all merged comes near.
const LOOKED_AT: usize = 64;
/// At most this many wrong formulas of a sheet are listed one by one.
const LISTED: usize = 20;

/// The cells of a row: a range of the sorted ones.
#[derive(Debug, Clone)]
struct Row {
    number: u32,
    cells: Range<usize>,
}

struct Grid<'w, 'l> {
    writer: &'w mut Writer<'l>,
    sheet: u16,
    name: String,
    cells: Vec<Cell>,
    merges: Vec<Merge>,
    /// Columns in which something stands anywhere in the sheet.
    columns: Vec<u32>,
    overlays: Vec<Overlay>,
    wrong: usize,
    looked_at: usize,
}

pub(super) fn lay(writer: &mut Writer, number: u16, sheet: Sheet) {
    let Sheet { name, mut cells, mut merges, mut overlays, .. } = sheet;
    overlays.truncate(OVERLAYS);
    overlays.sort_by_key(|overlay| overlay.rows[0]);
    cells.sort_by_key(|cell| (cell.row, cell.column));
    // Of two cells at one place programs show the last.
    cells.reverse();
    cells.dedup_by_key(|cell| (cell.row, cell.column));
    cells.reverse();
    merges.sort_by_key(|merge| (merge.rows[0], merge.columns[0]));
    let hidden = covered(&cells, &merges);
    let lost = cells.iter().zip(&hidden).any(|(cell, hidden)| *hidden && is_sentence(&cell.text));
    let mut shown = hidden.iter().map(|hidden| !hidden);
    cells.retain(|_| shown.next().unwrap_or(true));

    let columns: BTreeSet<u32> = cells.iter().map(|cell| cell.column).collect();
    let rows: Vec<Row> = cells
        .chunk_by(|one, two| one.row == two.row)
        .scan(0, |at, row| {
            let start = std::mem::replace(at, *at + row.len());
            Some(Row { number: row[0].row, cells: start..*at })
        })
        .collect();
    let runs = runs(&rows, &merges);
    let columns = columns.into_iter().collect();
    let mut grid =
        Grid { writer, sheet: number, name, cells, merges, columns, overlays, wrong: 0, looked_at: 0 };
    for run in runs {
        grid.run(&rows[run]);
    }
    grid.lie_before(u32::MAX);
    if lost {
        let message =
            format!("工作表“{}”里有句子被合并单元格遮住，没有读；请取消合并、核对后再检查", grid.name);
        grid.writer.trouble(message, true);
    }
    if grid.wrong > LISTED {
        let message =
            format!("工作表“{}”里另有 {} 个公式没有结果，没有逐一列出", grid.name, grid.wrong - LISTED);
        grid.writer.trouble(message, true);
    }
}

/// Which cells lie under a merge that begins elsewhere.
fn covered(cells: &[Cell], merges: &[Merge]) -> Vec<bool> {
    let mut open = Open::new(merges);
    let mut covered = Vec::with_capacity(cells.len());
    for row in cells.chunk_by(|one, two| one.row == two.row) {
        open.go_to(row[0].row);
        covered.extend(row.iter().map(|cell| open.covers(cell.row, cell.column)));
    }
    covered
}

/// The merges that reach a row, of rows that are asked for in order.
struct Open<'a> {
    ahead: &'a [Merge],
    open: Vec<Merge>,
}

impl<'a> Open<'a> {
    /// Of merges sorted by their first row.
    fn new(merges: &'a [Merge]) -> Self {
        Self { ahead: merges, open: Vec::new() }
    }

    fn go_to(&mut self, row: u32) {
        self.open.retain(|merge| merge.rows[1] >= row);
        let begun = self.ahead.partition_point(|merge| merge.rows[0] <= row);
        let (begun, ahead) = self.ahead.split_at(begun);
        self.ahead = ahead;
        let reaching = begun.iter().copied().filter(|merge| merge.rows[1] >= row);
        let room = MERGES.saturating_sub(self.open.len());
        self.open.extend(reaching.take(room));
    }

    /// The merge that a cell of the row belongs to.
    fn at(&self, column: u32) -> Option<&Merge> {
        self.open.iter().find(|merge| (merge.columns[0]..=merge.columns[1]).contains(&column))
    }

    fn covers(&self, row: u32, column: u32) -> bool {
        self.at(column).is_some_and(|merge| (merge.rows[0], merge.columns[0]) != (row, column))
    }
}

/// Rows one below the other. One that a merge only reaches into does not part them.
fn runs(rows: &[Row], merges: &[Merge]) -> Vec<Range<usize>> {
    let mut runs = Vec::new();
    let mut open = Open::new(merges);
    let (mut start, mut reach) = (0, 0);
    for (at, row) in rows.iter().enumerate() {
        if at > start && row.number > u32::saturating_add(reach, 1) {
            runs.push(start..at);
            start = at;
        }
        open.go_to(row.number);
        let merged = open.open.iter().map(|merge| merge.rows[1]).max().unwrap_or(0);
        reach = row.number.max(merged);
    }
    if start < rows.len() {
        runs.push(start..rows.len());
    }
    runs
}

impl Grid<'_, '_> {
    /// Writes a run of rows: tables, and the paragraphs before, between and behind them.
    fn run(&mut self, rows: &[Row]) {
        let width = self.columns_of(rows).len();
        let last = rows.iter().rposition(|row| row.cells.len() > 1).map_or(0, |at| at + 1);
        let mut table = 0..0;
        for (at, row) in rows.iter().enumerate() {
            if !self.writer.has_room() {
                break;
            }
            if table.is_empty() {
                self.lie_before(row.number);
            }
            let outside = table.is_empty() || at >= last;
            if self.is_paragraph(row, width, outside, table.is_empty()) {
                self.table(&rows[std::mem::replace(&mut table, at + 1..at + 1)]);
                self.paragraph(row);
            } else if table.is_empty() {
                table = at..at + 1;
            } else {
                table.end = at + 1;
            }
        }
        self.table(&rows[table]);
    }

    /// Says what lies over the sheet above a row and over no cell that was written.
    fn lie_before(&mut self, row: u32) {
        if self.overlays.iter().all(|overlay| overlay.rows[1] >= row) {
            return;
        }
        let (above, rest): (Vec<Overlay>, Vec<Overlay>) =
            std::mem::take(&mut self.overlays).into_iter().partition(|overlay| overlay.rows[1] < row);
        self.overlays = rest;
        for overlay in above.iter().filter(|overlay| overlay.weighty) {
            let (name, what) = (&self.name, overlay.why.phrase());
            let message =
                format!("工作表“{name}”上有{what}，没有读；如其中有报告的文字或数字，请写在格里后再检查");
            self.writer.trouble(message, true);
        }
    }

    /// Whether a row is one text that is no cell of a table: a heading above one, a note below, a long text.
    fn is_paragraph(&self, row: &Row, width: usize, outside: bool, first: bool) -> bool {
        let [cell] = &self.cells[row.cells.clone()] else { return false };
        if width <= 1 {
            return true;
        }
        if cell.wrong.is_some() || !cell.text.chars().any(char::is_alphabetic) {
            return false;
        }
        let merge = self.merges.iter().find(|merge| {
            (merge.rows[0], merge.columns[0]) == (row.number, cell.column) && merge.rows[1] == row.number
        });
        let merged = merge.map_or(1, |merge| {
            let under = |column: &&u32| (merge.columns[0]..=merge.columns[1]).contains(column);
            self.columns.iter().filter(under).count()
        });
        let wide = merged * 2 > width;
        let numbered = cell.text.trim_start().split_once('、').is_some_and(|(number, _)| {
            !number.is_empty() && number.chars().all(|c| "一二三四五六七八九十".contains(c))
        });
        first || cell.text.chars().count() > LONG || wide && (outside || numbered)
    }

    /// The columns that rows take up.
    fn columns_of(&self, rows: &[Row]) -> &[u32] {
        let cells = rows.iter().flat_map(|row| &self.cells[row.cells.clone()]);
        let (first, last) =
            cells.fold((u32::MAX, 0), |(first, last), cell| (first.min(cell.column), last.max(cell.column)));
        let start = self.columns.partition_point(|&column| column < first);
        let end = self.columns.partition_point(|&column| column <= last);
        self.columns.get(start..end).unwrap_or_default()
    }

    fn paragraph(&mut self, row: &Row) {
        for at in row.cells.clone() {
            let Cell { row, column, .. } = self.cells[at];
            let source = Source::Sheet { sheet: self.sheet, row, column };
            // A line that the author ended by hand reads like a paragraph.
            self.cells[at].text.split('\n').for_each(|line| self.writer.paragraph(line, source));
            let matters = self.cells[at].text.contains(is_of_figure) || is_sentence(&self.cells[at].text);
            if let Some(why) = self.cells[at].doubt {
                self.writer.doubt_beside(why, matters);
            }
            for overlay in self.overlays.iter().filter(|overlay| overlay.look && overlay.holds(row, column)) {
                self.writer.doubt_beside(overlay.why, matters);
            }
            self.complain(at);
        }
    }

    fn table(&mut self, rows: &[Row]) {
        if rows.is_empty() {
            return;
        }
        let columns = self.columns_of(rows).to_vec();
        let merges = std::mem::take(&mut self.merges);
        let mut open = Open::new(&merges);
        self.writer.begin_table();
        for row in rows {
            open.go_to(row.number);
            self.writer.row();
            self.row(row, &columns, &open);
        }
        self.writer.end_table();
        self.merges = merges;
    }

    fn row(&mut self, row: &Row, columns: &[u32], open: &Open) {
        let mut filled = row.cells.clone().peekable();
        for &column in columns {
            self.looked_at += 1;
            let most = LOOKED_AT * self.cells.len() + (1 << 20);
            if self.looked_at == most {
                let message =
                    format!("工作表“{}”的合并单元格太多，从这里起没有读完；请只检查年度报告本身", self.name);
                self.writer.trouble(message, true);
            }
            if !self.writer.has_room() || self.looked_at >= most {
                return;
            }
            let at = filled.next_if(|&at| self.cells[at].column == column);
            let merge = open.at(column);
            let begins = merge.is_none_or(|merge| (merge.rows[0], merge.columns[0]) == (row.number, column));
            if !begins && at.is_none() {
                continue;
            }
            let spans = merge.map_or([1, 1], |merge| {
                [merge.rows, merge.columns]
                    .map(|[first, last]| u16::try_from(last - first + 1).unwrap_or(u16::MAX))
            });
            let text = at.map_or("", |at| self.cells[at].text.as_str());
            let source = Source::Sheet { sheet: self.sheet, row: row.number, column };
            self.writer.cell(text, spans, source);
            for overlay in self.overlays.iter().filter(|overlay| overlay.holds(row.number, column)) {
                self.writer.doubt(overlay.why, overlay.weighty);
            }
            if let Some(why) = at.and_then(|at| self.cells[at].doubt) {
                self.writer.doubt(why, false);
            }
            // What a formula yields is not blank because nobody has worked it out.
            if at.is_some_and(|at| matches!(self.cells[at].wrong, Some(Wrong::NotComputed))) {
                self.writer.doubt(Why::Formula, false);
            }
            if let Some(at) = at {
                self.complain(at);
            }
        }
    }

    /// Says what is wrong with a cell that has been written.
    fn complain(&mut self, at: usize) {
        let cell = &self.cells[at];
        let Some(wrong) = cell.wrong else { return };
        self.wrong += 1;
        if self.wrong > LISTED {
            return;
        }
        let place = format!("工作表“{}”的 {} ", self.name, address(cell.row, cell.column));
        let message = match wrong {
            Wrong::NotComputed => {
                format!("{place}是公式，但没有计算结果，没有读；请用 Excel 或 WPS 打开并保存后再检查")
            }
            Wrong::Error => format!("{place}的公式出错（{}），应为数字；请改正公式后再检查", cell.text),
        };
        self.writer.trouble(message, true);
    }
}
