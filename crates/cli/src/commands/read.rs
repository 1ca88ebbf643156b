//! `gouji read`: what was understood of a report, so that a finding can be traced to what was read.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use gouji_core::report::Report;
use gouji_core::wire;
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
    /// 格式：text、json、plain（默认 text；plain 为带行号的纯文本，行号即检查结果中的行号）
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
    Plain,
}

/// Exit status 3 where part of the report may have been lost.
pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let unreadable = |why: String| Failure::Unreadable { path: args.path.clone(), why };
    let limits = Limits::default();
    let bytes = bytes(&args.path, &limits).map_err(unreadable)?;
    let reading = gouji_reader::read(&bytes, &limits).map_err(|error| unreadable(error.to_string()))?;
    let encoded = wire::encode(&reading.draft);
    let report = Report::read(&encoded).map_err(|error| unreadable(error.to_string()))?;
    terminal::print(&match args.format {
        Format::Text => reading::text(&args.path, &report, terminal::width()),
        Format::Json => reading::json(&args.path, &report),
        Format::Plain => reading::plain(&report),
    })?;
    Ok(if report.troubles().any(|trouble| trouble.blocking) { 3 } else { 0 })
}

/// The file, and one byte more than the limit at most: the reader then says how large is too large.
fn bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, String> {
    if path.is_dir() {
        return Err("这是文件夹；gouji read 一次读一份报告".to_owned());
    }
    let mut bytes = Vec::new();
    let most = limits.bytes.saturating_add(1);
    let read = match path.as_os_str() == "-" {
        true => io::stdin().lock().take(most).read_to_end(&mut bytes),
        false => File::open(path).and_then(|file| file.take(most).read_to_end(&mut bytes)),
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(cause) => Err(match cause.kind() {
            io::ErrorKind::NotFound => "文件不存在".to_owned(),
            io::ErrorKind::PermissionDenied => "没有读取权限".to_owned(),
            _ => format!("读取失败（{cause}）"),
        }),
    }
}
