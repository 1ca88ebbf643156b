//! `gouji ledger export`: findings and decisions as a sheet that people fill in and send back.

use std::path::PathBuf;

use gouji_ledger::{Access, Line};
use gouji_render::comma;

use super::{Which, day, severity, state, workbook};
use crate::failure::Failure;
use crate::{files, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// 只要这个单位的
    #[arg(long, value_name = "单位")]
    unit: Option<String>,
    /// 也写不再有的问题
    #[arg(long)]
    all: bool,
    /// 写到这个文件：.xlsx 是带下拉选项的工作簿，其余是 CSV（默认：CSV 写到标准输出）
    #[arg(value_name = "文件", help_heading = "参数", conflicts_with = "output")]
    file: Option<PathBuf>,
    /// 同上
    #[arg(long, value_name = "文件")]
    output: Option<PathBuf>,
}

/// The columns. Those from 决定 to 有效至 are for people to fill in; the last two say what a row was, and which
/// finding it is about.
const COLUMNS: [&str; 16] = [
    "单位",
    "年度",
    "级别",
    "规则",
    "标题",
    "问题",
    "文件",
    "行",
    "状态",
    "日期",
    "决定",
    "理由",
    "决定人",
    "有效至",
    "决定号",
    "指纹",
];

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let ledger = args.which.open(Access::Read)?;
    let output = args.file.as_deref().or(args.output.as_deref());
    if let Some(file) = output.filter(|file| file.extension().is_some_and(|extension| extension == "xlsx")) {
        if args.all {
            return Err(Failure::Usage("工作簿里只有现有的问题；--all 用于 CSV".to_owned()));
        }
        let book = workbook::write(&ledger, args.unit.as_deref(), day()?)?;
        return files::write_bytes(file, &book).map(|()| 0);
    }
    let mut csv = comma::MARK.to_owned();
    comma::row(&mut csv, COLUMNS);
    ledger.lines(args.unit.as_deref(), &mut |line| {
        if args.all || matches!(line.state.as_str(), "open" | "unseen") {
            comma::row(&mut csv, fields(line).map(comma::harmless));
        }
    })?;
    match output {
        Some(file) => files::write(file, &csv)?,
        None => terminal::print(&csv)?,
    }
    Ok(0)
}

fn fields(line: Line) -> [String; 16] {
    // A decision that no longer stands is not sent out as if it did.
    let stands = line.lapsed.is_empty();
    let said = |text: String| if stands { text } else { String::new() };
    [
        line.unit,
        if line.year == 0 { String::new() } else { line.year.to_string() },
        severity(&line.severity).to_owned(),
        line.rule,
        line.title,
        line.message,
        line.path,
        if line.line == 0 { String::new() } else { line.line.to_string() },
        state(&line.state).to_owned(),
        line.since,
        said(line.decision),
        said(line.why),
        said(line.owner),
        said(line.until),
        said(line.number.map(|number| number.to_string()).unwrap_or_default()),
        line.fingerprint,
    ]
}
