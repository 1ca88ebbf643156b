//! How a report was recognised, for `gouji read --trace`.

use std::fmt::Write;
use std::path::Path;

use gouji_core::trace::{CellTrace, How, RowTrace, TableTrace, Trace};
use gouji_core::verdict::At;
use serde::Serialize;

use crate::place::in_file;
use crate::printable::clean;

/// Characters of a stretch that are shown.
const SHOWN: usize = 40;

/// For people: the stages, every row with the source of its cells, and what nothing used.
pub fn trace_text(path: &Path, trace: &Trace<At>) -> String {
    let mut out = String::new();
    let mut line = |text: String| {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}", text.trim_end());
    };
    line(format!("{}：怎样读出来的", clean(&path.to_string_lossy())));
    for (number, step) in (1..).zip(&trace.stages) {
        line(format!("\n{number}. {}", step.stage.title()));
        if step.found.is_empty() {
            line("   没有".to_owned());
        }
        for found in &step.found {
            line(format!("   {}  {}  {}", place(&found.at), clean(&found.what), quoted(&found.at)));
        }
    }
    for table in &trace.tables {
        line(format!("\n{}", heading(table)));
        for row in &table.rows {
            line(format!("   {}", row_text(row)));
        }
    }
    line(format!("\n没有用到的：{} 处", trace.unused.len()));
    for unused in &trace.unused {
        let (stage, at) = (unused.stage.title(), &unused.at);
        line(format!("   {}  {}  {stage}：{}", place(at), quoted(at), unused.why));
    }
    out
}

/// For programs, as `gouji.trace/1`.
pub fn trace_json(path: &Path, trace: &Trace<At>) -> String {
    #[derive(Serialize)]
    struct Out<'a> {
        schema: &'static str,
        path: String,
        #[serde(flatten)]
        trace: &'a Trace<At>,
    }
    let out = Out { schema: "gouji.trace/1", path: path.to_string_lossy().into_owned(), trace };
    serde_json::to_string_pretty(&out).expect("text and numbers under text keys make JSON") + "\n"
}

fn heading(table: &TableTrace<At>) -> String {
    match &table.at {
        Some(at) => {
            let guessed = if table.inferred { "，按推断读的" } else { "" };
            format!("{}：从{}起{guessed}", table.title, place(at))
        }
        None => format!("{}：没有", table.title),
    }
}

fn row_text(row: &RowTrace<At>) -> String {
    let used = match row.values {
        values if !row.used && values > 0 => format!("，{values} 格没有放进表"),
        _ => String::new(),
    };
    let cells: Vec<String> = row.cells.iter().map(|cell| cell_text(cell, &row.at)).collect();
    let by = match (row.how, row.cells.iter().filter(|cell| cell.column.is_some()).count()) {
        (_, _) if row.cells.is_empty() => "",
        (How::ByColumn, _) => "；各格按列名",
        (_, 0) => "；各格按顺序",
        (_, named) if named == row.cells.len() => "；各格按列名",
        _ => "；各格按列名和顺序",
    };
    let title = clean(&row.title);
    let title = if title.trim().is_empty() { "（没有行名）" } else { title.trim() };
    let cells = if cells.is_empty() { String::new() } else { format!("：{}", cells.join("、")) };
    format!("{}  {title}（{}{used}{by}）{cells}", place(&row.at), row.how.title())
}

/// `自然人 27`, with its own place where that is not the row's.
fn cell_text(cell: &CellTrace<At>, row: &At) -> String {
    let raw = if cell.at.excerpt.is_empty() { "（空）" } else { &cell.at.excerpt };
    let own = place(&cell.at);
    let own = if own == place(row) { String::new() } else { format!("@{own}") };
    format!("{} {}{own}", cell.title, clean(raw))
}

fn place(at: &At) -> String {
    in_file(&at.origin).unwrap_or_else(|| format!("第{}行", at.line))
}

fn quoted(at: &At) -> String {
    let words: String = at.excerpt.chars().take(SHOWN).collect();
    let more = if at.excerpt.chars().count() > SHOWN { "…" } else { "" };
    if words.is_empty() { String::new() } else { format!("“{}{more}”", clean(&words)) }
}
