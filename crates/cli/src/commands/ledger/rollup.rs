//! `gouji ledger rollup`: governments beside the sums of what is below them.

use std::fmt::Write as _;

use gouji_ledger::{Access, Rolled, Rollup, Scope};
use gouji_render::comma;
use gouji_render::printable::clean;

use super::{Format, Which, json, year_of};
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 一级政府的名称，或其中能认出它的一部分（默认：台账里有下级报告的各级政府）
    #[arg(value_name = "单位", help_heading = "参数")]
    unit: Option<String>,
    #[command(flatten)]
    which: Which,
    /// 哪个年度的报告（默认：报送最多的年度）
    #[arg(long, value_name = "年度")]
    year: Option<u16>,
    /// 格式：text 只列不符的，csv、json 逐格（默认 text）
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
    let ledger = args.which.open(Access::Read)?;
    let Some(year) = year_of(&ledger, args.year)? else { return Ok(0) };
    let scope = args.unit.as_deref().map_or(Scope::All, Scope::Unit);
    let (mut all, mut printed) = (Vec::new(), Ok(()));
    if matches!(args.format, Format::Csv) {
        terminal::print(&head())?;
    }
    ledger.roll_up(scope, year, &mut |rollup| match args.format {
        Format::Json => all.push(rollup),
        Format::Csv if printed.is_ok() => printed = terminal::print(&csv(&rollup)),
        Format::Text if printed.is_ok() => printed = terminal::print(&text(&rollup)),
        _ => {}
    })?;
    printed?;
    if matches!(args.format, Format::Json) {
        terminal::print(&json(&all))?;
    }
    Ok(0)
}

fn text(rollup: &Rollup) -> String {
    let Rollup { unit, year, without_own, bodies, missing, cells, causes } = rollup;
    let below = bodies.len() + missing.len();
    let mut text =
        format!("{} {year}年度：下级和所属部门 {below} 个，汇总了 {} 个\n", clean(unit), bodies.len());
    if let Some(why) = without_own {
        let _ = writeln!(text, "  没有可比的本级报告：{}", clean(why));
    }
    for (name, why) in missing {
        let _ = writeln!(text, "  没有汇总 {}：{}", clean(name), clean(why));
    }
    for body in bodies.iter().filter(|body| body.files > 1) {
        let (name, path) = (clean(&body.name), clean(&body.path));
        let _ = writeln!(text, "  {name} 有 {} 份，按最后收到的 {path} 汇总", body.files);
    }
    let differing: Vec<&Rolled> = cells.iter().filter(|cell| cell.more.is_some()).collect();
    let unknown = cells.iter().filter(|cell| cell.own.is_none() || cell.sum.is_none()).count();
    if without_own.is_none() && !bodies.is_empty() {
        let alike = cells.len() - differing.len() - unknown;
        let _ = writeln!(text, "  相符 {alike} 格，不符 {} 格，没有数可比的 {unknown} 格", differing.len());
    }
    for cell in differing {
        let Rolled { table, row, column, .. } = cell;
        let [own, sum] = [&cell.own, &cell.sum].map(|figure| figure.as_deref().unwrap_or_default());
        let _ =
            writeln!(text, "    {table} {row}·{column}：本级 {own}，下级合计 {sum}，{}", difference(cell));
    }
    for (table, why) in causes {
        let _ = writeln!(text, "    {table}：{}", clean(why));
    }
    text + "\n"
}

/// `少 77`, as the government's own figure is held against the sum.
fn difference(cell: &Rolled) -> String {
    let more = cell.more.as_deref().unwrap_or_default();
    more.strip_prefix('-').map_or_else(|| format!("多 {more}"), |less| format!("少 {less}"))
}

fn head() -> String {
    let mut csv = comma::MARK.to_owned();
    comma::row(&mut csv, ["单位", "年度", "表", "行", "列", "本级", "下级合计", "差", "没有数的下级"]);
    csv
}

fn csv(rollup: &Rollup) -> String {
    let mut csv = String::new();
    for cell in &rollup.cells {
        let figure = |figure: &Option<String>| figure.clone().unwrap_or_default();
        let both = cell.own.is_some() && cell.sum.is_some();
        let more = cell.more.clone().unwrap_or_else(|| if both { "0".to_owned() } else { String::new() });
        let fields = [
            rollup.unit.clone(),
            rollup.year.to_string(),
            cell.table.clone(),
            cell.row.clone(),
            cell.column.clone(),
            figure(&cell.own),
            figure(&cell.sum),
            more,
            cell.unknown.join("、"),
        ];
        comma::row(&mut csv, fields.map(comma::harmless));
    }
    csv
}
