//! `gouji ledger`: what the ledger of a season tells, and what is kept in it besides results.

mod changes;
mod decisions;
mod export;
mod import;
mod letters;
mod rollup;
mod roster;
mod score;
mod show;
mod stats;
mod units;
mod workbook;

use std::path::PathBuf;

use clap::{Subcommand, ValueEnum};
use gouji_core::report::Date;
use gouji_engine::today;
use gouji_ledger::{Access, EXTENSION, Ledger};

use crate::args::TEMPLATE;
use crate::failure::Failure;
use crate::{subjects, terminal};

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// 各单位：未报送、年度不对、有多份、已报送，各有多少问题
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger units [选项]")]
    Units(units::Args),
    /// 一个单位：每次报送，现有和已改的问题，决定
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger show [选项] <单位>")]
    Show(show::Args),
    /// 从某天起的变化：谁报送了，问题改了几条、没改几条、新增几条
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger changes [选项] --since <日期>")]
    Changes(changes::Args),
    /// 统计：按县区、规则、层级或年度
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger stats [选项]")]
    Stats(stats::Args),
    /// 汇总：各级政府的数与下级和所属部门之和逐格比对，谁没有汇总、差额是谁的
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger rollup [选项] [单位]")]
    Rollup(rollup::Args),
    /// 评分：按评分办法（TOML）给每个单位打分，每一分都列出依据
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger score [选项] <评分办法>")]
    Score(score::Args),
    /// 载入名册：哪些单位应当报送，各有什么别名
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger roster [选项] <名册>")]
    Roster(roster::Args),
    /// 导出全部问题和决定（工作簿或 CSV），可以分发填写
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger export [选项] [文件]")]
    Export(export::Args),
    /// 把填好的表里的决定导入台账；也能导入基线和配置里的豁免
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger import [选项] <文件>...")]
    Import(import::Args),
    /// 写退回意见书：每个单位一份 DOCX，按可以自己改的模板
    #[command(
        help_template = TEMPLATE,
        override_usage = "gouji ledger letters [选项] --output <文件夹>",
        after_help = letters::EXAMPLES
    )]
    Letters(letters::Args),
    /// 列出全部决定：有效、到期、失效、问题已改、没有对应的问题
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger decisions [选项]")]
    Decisions(decisions::Args),
    /// 规则换了代码：对它的决定转到新代码
    #[command(help_template = TEMPLATE, override_usage = "gouji ledger rename [选项] <原代码> <新代码>")]
    Rename(decisions::Rename),
}

pub(crate) fn run(command: &Command) -> Result<u8, Failure> {
    match command {
        Command::Units(args) => units::run(args),
        Command::Show(args) => show::run(args),
        Command::Changes(args) => changes::run(args),
        Command::Stats(args) => stats::run(args),
        Command::Rollup(args) => rollup::run(args),
        Command::Score(args) => score::run(args),
        Command::Roster(args) => roster::run(args),
        Command::Import(args) => import::run(args),
        Command::Letters(args) => letters::run(args),
        Command::Decisions(args) => decisions::run(args),
        Command::Rename(args) => decisions::rename(args),
        Command::Export(args) => export::run(args),
    }
}

/// Which ledger.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Which {
    /// 台账（默认：当前文件夹里唯一的 .gouji 文件）
    #[arg(long, value_name = "文件")]
    ledger: Option<PathBuf>,
}

impl Which {
    pub(crate) fn open(&self, access: Access) -> Result<Ledger, Failure> {
        let file = match &self.ledger {
            Some(file) => file.clone(),
            None => the_only_one()?,
        };
        Ok(Ledger::open(&file, access)?)
    }
}

fn the_only_one() -> Result<PathBuf, Failure> {
    let here = std::fs::read_dir(".").into_iter().flatten().flatten().map(|entry| entry.path());
    let mut here: Vec<PathBuf> = here
        .filter(|path| path.extension().is_some_and(|extension| extension == EXTENSION))
        .map(|path| path.strip_prefix(".").map(PathBuf::from).unwrap_or(path))
        .collect();
    here.sort();
    match &here[..] {
        [file] => Ok(file.clone()),
        [] => Err(Failure::Usage(
            "当前文件夹里没有台账（.gouji 文件）；用 --ledger 指定，或用 gouji check <文件夹> --ledger 台账.gouji 建立".to_owned(),
        )),
        several => {
            let names: Vec<String> = several.iter().map(|path| path.display().to_string()).collect();
            Err(Failure::Usage(format!("当前文件夹里有几个台账（{}），请用 --ledger 指定一个", names.join("、"))))
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    Text,
    Csv,
    Json,
}

/// The day that it is, as `gouji check` has it.
pub(crate) fn day() -> Result<Date, Failure> {
    Ok(subjects::day_said()?.unwrap_or_else(today::today))
}

/// The year that is asked for, or else the one that most reports of a ledger are of; where it has none, says so.
fn year_of(ledger: &Ledger, asked: Option<u16>) -> Result<Option<u16>, Failure> {
    let year = match asked {
        Some(year) => Some(year),
        None => ledger.season()?,
    };
    if year.is_none() {
        terminal::print("台账里还没有报告\n")?;
    }
    Ok(year)
}

/// A value as JSON for programs.
fn json<T: serde::Serialize>(value: &T) -> String {
    serde_json::to_string_pretty(value).expect("text and numbers make JSON") + "\n"
}

/// As the ledger writes it, in Chinese.
fn severity(key: &str) -> &'static str {
    match key {
        "error" => "错误",
        "warning" => "警告",
        _ => "提示",
    }
}

/// As the ledger writes it, in Chinese.
fn verdict(key: &str) -> &'static str {
    match key {
        "pass" => "通过",
        "warn" => "有警告",
        "fail" => "有错误",
        "incomplete" => "检查不完整",
        _ => "无法读取",
    }
}

/// As the ledger writes it, in Chinese.
fn state(key: &str) -> &'static str {
    match key {
        "open" => "未改",
        "unseen" => "未能复查",
        "mended" => "已改",
        "changed" => "改后仍有问题",
        _ => "不再报（规则变了）",
    }
}
