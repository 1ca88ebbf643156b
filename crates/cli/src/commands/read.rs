//! `gouji read`: what was understood of a report, so that a finding can be traced to what was read.

use std::path::{Path, PathBuf};

use clap::ValueEnum;
use gouji_core::report::Report;
use gouji_core::wire;
use gouji_engine::{Input, inputs};
use gouji_reader::source::Limits;
use gouji_render::reading;

use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 一份报告；- 表示标准输入
    #[arg(value_name = "路径", help_heading = "参数")]
    path: PathBuf,
    /// 与同一份报告的另一个文件（如发布前的 Word 稿）比较：它是甲，路径是乙；有不同时退出码为 1
    #[arg(long, value_name = "文件", conflicts_with = "format")]
    diff: Option<PathBuf>,
    /// 说出怎样读出来的：每张表的每一行、每一格来自文件的哪里，行名怎样认出，还有哪些文字没有用到；格式为 text 或 json
    #[arg(long, conflicts_with = "diff")]
    trace: bool,
    /// 格式：text、json、csv（三张表）、html、plain（默认 text；plain 为带行号的纯文本，行号即检查结果中的行号）
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
enum Format {
    Text,
    Json,
    Csv,
    Html,
    Plain,
}

/// Exit status 3 where part of the report may have been lost.
pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    if args.trace {
        return trace(args);
    }
    let encoded = encoded(&args.path)?;
    let report = view(&args.path, &encoded)?;
    let lost = |report: &Report| report.troubles().any(|trouble| trouble.blocking);
    if let Some(other) = &args.diff {
        let encoded = self::encoded(other)?;
        let before = view(other, &encoded)?;
        let diff = reading::diff((other, &before), (&args.path, &report));
        terminal::print(&diff.text)?;
        // Two reports that were not read whole may differ where nobody looked.
        return Ok(match diff.count {
            0 if lost(&before) || lost(&report) => 3,
            0 => 0,
            _ => 1,
        });
    }
    terminal::print(&match args.format {
        Format::Text => reading::text(&args.path, &report, terminal::width()),
        Format::Json => reading::json(&args.path, &report),
        Format::Csv => reading::csv(&report),
        Format::Html => reading::html(&args.path, &report),
        Format::Plain => reading::plain(&report),
    })?;
    Ok(if lost(&report) { 3 } else { 0 })
}

fn trace(args: &Args) -> Result<u8, Failure> {
    if !matches!(args.format, Format::Text | Format::Json) {
        return Err(Failure::Usage("--trace 的格式为 text 或 json".to_owned()));
    }
    let input = input(&args.path).map_err(|why| unreadable(&args.path, why))?;
    let trace = gouji_engine::trace(&input, &Limits::default()).map_err(|why| unreadable(&args.path, why))?;
    terminal::print(&match args.format {
        Format::Json => reading::trace_json(&args.path, &trace),
        _ => reading::trace_text(&args.path, &trace),
    })?;
    Ok(0)
}

fn unreadable(path: &Path, why: String) -> Failure {
    Failure::Unreadable { path: path.to_owned(), why }
}

/// The report in a file, as rules are given it.
fn encoded(path: &Path) -> Result<Vec<u8>, Failure> {
    let input = input(path).map_err(|why| unreadable(path, why))?;
    let (reading, _) = gouji_engine::read(&input, &Limits::default()).map_err(|why| unreadable(path, why))?;
    Ok(wire::encode(&reading.draft))
}

fn view<'e>(path: &Path, encoded: &'e [u8]) -> Result<Report<'e>, Failure> {
    Report::read(encoded).map_err(|error| unreadable(path, error.to_string()))
}

/// The one report that a path stands for.
pub(crate) fn input(path: &Path) -> Result<Input, String> {
    if path.is_dir() {
        return Err("这是文件夹；gouji read 一次读一份报告".to_owned());
    }
    let (mut inputs, _) = inputs(&[path.to_owned()]);
    match inputs.len() {
        1 => inputs.pop().ok_or_else(String::new),
        count => {
            let first = inputs.first().map(|input| input.path().display().to_string());
            let first = first.unwrap_or_default();
            Err(format!("这是压缩包，里面有 {count} 个文件；gouji read 一次读一份，如 {first}"))
        }
    }
}
