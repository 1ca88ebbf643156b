//! `gouji ledger stats`: counts by county, rule, level or year.

use std::fmt::Write as _;

use clap::ValueEnum;
use gouji_core::form::Level;
use gouji_ledger::{Access, By, Count};
use gouji_render::comma;
use gouji_render::printable::clean;

use super::{Format, Which, day, json};
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// 按什么统计：county 县区（区划代码）、rule 规则、level 层级、year 年度（默认 rule）
    #[arg(
        long,
        value_name = "什么",
        default_value = "rule",
        hide_default_value = true,
        hide_possible_values = true
    )]
    by: What,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum What {
    County,
    Rule,
    Level,
    Year,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let by = match args.by {
        What::County => By::County,
        What::Rule => By::Rule,
        What::Level => By::Level,
        What::Year => By::Year,
    };
    let counts = args.which.open(Access::Read)?.count(by, day()?)?;
    terminal::print(&match args.format {
        Format::Text => text(by, &counts),
        Format::Csv => csv(by, &counts),
        Format::Json => json(&counts),
    })?;
    Ok(0)
}

fn title(by: By) -> &'static str {
    match by {
        By::County => "县区",
        By::Rule => "规则",
        By::Level => "层级",
        By::Year => "年度",
    }
}

/// What a key is called.
fn name(by: By, count: &Count) -> String {
    let level = || Level::ALL.into_iter().find(|level| level.key() == count.key).map(Level::title);
    match (by, count.key.as_str(), count.name.as_str()) {
        (_, "", _) => "不明".to_owned(),
        (By::Level, key, _) => level().unwrap_or(key).to_owned(),
        (_, key, "") => key.to_owned(),
        (_, key, name) => format!("{key} {name}"),
    }
}

fn text(by: By, counts: &[Count]) -> String {
    if counts.is_empty() {
        return "台账里还没有报告\n".to_owned();
    }
    let mut text = String::new();
    for count in counts {
        let Count { reports, errors, warnings, infos, settled, mended, .. } = count;
        let _ = writeln!(
            text,
            "{}：{reports} 份报告，错误 {errors}，警告 {warnings}，提示 {infos}，已处理 {settled}，已改 {mended}",
            clean(&name(by, count))
        );
    }
    text
}

fn csv(by: By, counts: &[Count]) -> String {
    let mut csv = comma::MARK.to_owned();
    comma::row(&mut csv, [title(by), "名称", "报告", "错误", "警告", "提示", "已处理", "已改"]);
    for count in counts {
        let Count { key, name, reports, errors, warnings, infos, settled, mended } = count;
        let numbers = [reports, errors, warnings, infos, settled, mended].map(u32::to_string);
        let fields = [key.clone(), name.clone()].into_iter().chain(numbers);
        comma::row(&mut csv, fields.map(comma::harmless));
    }
    csv
}
