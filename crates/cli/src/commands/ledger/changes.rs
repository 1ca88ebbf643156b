//! `gouji ledger changes --since DAY`: what happened since, unit by unit.

use std::fmt::Write as _;

use gouji_core::report::Date;
use gouji_engine::today;
use gouji_ledger::{Access, Change};
use gouji_render::comma;
use gouji_render::printable::clean;

use super::{Format, Which, json};
use crate::failure::Failure;
use crate::{subjects, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// 从这一天起，如 2027-03-01
    #[arg(long, value_name = "日期", value_parser = subjects::day)]
    since: Date,
    /// 格式：text、csv、json（默认 text）
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let changes = args.which.open(Access::Read)?.changes(args.since)?;
    terminal::print(&match args.format {
        Format::Text => text(&changes, args.since),
        Format::Csv => csv(&changes),
        Format::Json => json(&changes),
    })?;
    Ok(0)
}

fn text(changes: &[Change], since: Date) -> String {
    let since = today::iso(since);
    if changes.is_empty() {
        return format!("{since} 以来没有变化\n");
    }
    let mut text = format!("{since} 以来有变化的 {} 个单位\n", changes.len());
    for change in changes {
        let year = if change.year == 0 { String::new() } else { format!(" {}年度", change.year) };
        let _ = writeln!(text, "\n{}{year}：{}", clean(&change.unit), said(change));
        for (day, path) in &change.files {
            let _ = writeln!(text, "  {day} 报送 {}", clean(path));
        }
    }
    text
}

/// `已改 3，未改 1，新增 0`, and what else there is.
fn said(change: &Change) -> String {
    let Change { first, mended, left, changed, new, back, dropped, .. } = *change;
    if first && mended + changed + back + dropped == 0 {
        return format!("首次报送，{new} 条问题");
    }
    let mut said = format!("已改 {mended}，未改 {left}，新增 {new}");
    for (what, count) in [("改后仍有问题", changed), ("再次出现", back), ("规则变了不再报", dropped)]
    {
        if count > 0 {
            let _ = write!(said, "，{what} {count}");
        }
    }
    said
}

fn csv(changes: &[Change]) -> String {
    let mut csv = comma::MARK.to_owned();
    comma::row(
        &mut csv,
        ["单位", "年度", "首次报送", "已改", "未改", "改后仍有问题", "新增", "再次出现", "不再报", "报送"],
    );
    for change in changes {
        let files: Vec<String> = change.files.iter().map(|(day, path)| format!("{day} {path}")).collect();
        let fields = [
            change.unit.clone(),
            change.year.to_string(),
            if change.first { "是" } else { "" }.to_owned(),
            change.mended.to_string(),
            change.left.to_string(),
            change.changed.to_string(),
            change.new.to_string(),
            change.back.to_string(),
            change.dropped.to_string(),
            files.join("；"),
        ];
        comma::row(&mut csv, fields.map(comma::harmless));
    }
    csv
}
