//! `gouji ledger show UNIT`: its hand-ins, its findings and what became of them, and what was decided.

use std::fmt::Write as _;

use gouji_engine::today;
use gouji_ledger::{Access, Line};
use gouji_render::printable::clean;

use super::{Which, day, severity, state, verdict};
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 单位的名称，或其中能认出它的一部分
    #[arg(value_name = "单位", help_heading = "参数")]
    unit: String,
    #[command(flatten)]
    which: Which,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let ledger = args.which.open(Access::Read)?;
    let (name, handins) = ledger.handins(&args.unit)?;
    let mut text = format!("{}\n", clean(&name));
    for (year, file) in handins {
        let year = year_of(year);
        let _ =
            writeln!(text, "  {}  {year}报告  {}  {}", file.day, verdict(&file.verdict), clean(&file.path));
    }
    let day = today::iso(day()?);
    let mut heading = None;
    ledger.lines(Some(&args.unit), &mut |line| {
        let this = (line.year, is_there(&line));
        if heading != Some(this) {
            heading = Some(this);
            let what = if this.1 { "现有的问题" } else { "不再有的问题" };
            let _ = writeln!(text, "\n{}{what}", year_of(line.year));
        }
        show(&line, &day, &mut text);
    })?;
    if heading.is_none() {
        text += "\n没有问题\n";
    }
    terminal::print(&text)?;
    Ok(0)
}

fn year_of(year: u16) -> String {
    if year == 0 { "年度不明的".to_owned() } else { format!("{year}年度") }
}

fn is_there(line: &Line) -> bool {
    matches!(line.state.as_str(), "open" | "unseen")
}

fn show(line: &Line, day: &str, text: &mut String) {
    let at = if line.line > 0 { format!("（第 {} 行）", line.line) } else { String::new() };
    let message = clean(&line.message);
    let _ = writeln!(text, "  {} {} {message}{at}", severity(&line.severity), clean(&line.rule));
    let since = match line.state.as_str() {
        "open" => format!("{} 起", line.since),
        other => format!("{} {}", line.since, state(other)),
    };
    let _ = writeln!(text, "      {since}，指纹 {}", line.fingerprint);
    if line.decision.is_empty() {
        return;
    }
    let owner = if line.owner.is_empty() { String::new() } else { format!("，{}", clean(&line.owner)) };
    let until = if line.until.is_empty() { String::new() } else { format!("，至 {}", line.until) };
    let void = match (line.lapsed.is_empty(), !line.until.is_empty() && line.until.as_str() < day) {
        (false, _) => format!("【已失效：{}】", clean(&line.lapsed)),
        (true, true) => "【已到期】".to_owned(),
        (true, false) => String::new(),
    };
    let _ = writeln!(text, "      {}：{}{owner}{until}{void}", line.decision, clean(&line.why));
}
