//! `gouji ledger units`: who handed in, who did not, and what is wrong.

use std::fmt::Write as _;

use gouji_ledger::{Access, File, State, Unit};
use gouji_render::comma;
use gouji_render::printable::clean;
use serde::Serialize;

use super::{Format, Which, day, json, verdict, year_of};
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// 哪个年度的报告（默认：报送最多的年度）
    #[arg(long, value_name = "年度")]
    year: Option<u16>,
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

#[derive(Serialize)]
struct Listed {
    year: u16,
    units: Vec<Unit>,
    /// Files of which nobody knows whose they are.
    nobodys: Vec<File>,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let ledger = args.which.open(Access::Read)?;
    let Some(year) = year_of(&ledger, args.year)? else { return Ok(0) };
    let (units, nobodys) = ledger.units(year, day()?)?;
    let listed = Listed { year, units, nobodys };
    terminal::print(&match args.format {
        Format::Text => text(&listed),
        Format::Csv => csv(&listed),
        Format::Json => json(&listed),
    })?;
    Ok(0)
}

const STATES: [State; 4] = [State::Missing, State::WrongYear, State::Several, State::HandedIn];

fn text(listed: &Listed) -> String {
    let Listed { year, units, nobodys } = listed;
    let roster = units.iter().any(|unit| unit.listed);
    let of = |state| units.iter().filter(move |unit| unit.state == state);
    let counts = STATES.iter().rev().map(|&state| (state.title(), of(state).count()));
    let counts: Vec<String> =
        counts.filter(|(_, count)| *count > 0).map(|(title, count)| format!("{title} {count}")).collect();
    let mut text = format!("{year}年度，{} 个单位：{}\n", units.len(), counts.join("，"));
    for state in STATES {
        if of(state).next().is_some() {
            let _ = writeln!(text, "\n{}（{}）", state.title(), of(state).count());
        }
        of(state).for_each(|unit| lines(unit, roster && !unit.listed, &mut text));
    }
    if !nobodys.is_empty() {
        let _ = writeln!(text, "\n看不出是哪个单位的文件（{}）", nobodys.len());
        for file in nobodys {
            let _ = writeln!(text, "  {}  {}", clean(&file.path), verdict(&file.verdict));
        }
    }
    if !roster {
        text += "\n没有名册，看不出谁没有报送；用 gouji ledger roster 名册.csv 载入\n";
    }
    text
}

fn lines(unit: &Unit, stranger: bool, text: &mut String) {
    let name = format!("{}{}", clean(&unit.name), if stranger { "（不在名册里）" } else { "" });
    match unit.state {
        State::Missing => drop(writeln!(text, "  {name}")),
        State::WrongYear => {
            let others = unit.other_years.iter().map(|(year, path)| match year {
                Some(year) => format!("{year}年度 {}", clean(path)),
                None => format!("年度不明 {}", clean(path)),
            });
            let _ = writeln!(text, "  {name}：交的是 {}", others.collect::<Vec<_>>().join("、"));
        }
        State::Several => {
            let _ = writeln!(text, "  {name}  {}", counts(unit));
            for (at, file) in unit.files.iter().enumerate() {
                let stands = if at + 1 == unit.files.len() { "  ← 以这份为准" } else { "" };
                let _ = writeln!(text, "    {}{stands}", one(file));
            }
        }
        State::HandedIn => {
            let file = unit.files.first().map(one).unwrap_or_default();
            let _ = writeln!(text, "  {name}  {}  {file}", counts(unit));
        }
    }
}

fn one(file: &File) -> String {
    let printed = file.printed.as_ref().map(|name| format!("（署名 {}）", clean(name))).unwrap_or_default();
    format!("{}  {}{}{printed}", file.day, verdict(&file.verdict), format_args!("  {}", clean(&file.path)))
}

fn counts(unit: &Unit) -> String {
    let counts = [
        ("错误", unit.errors),
        ("警告", unit.warnings),
        ("提示", unit.infos),
        ("已处理", unit.settled),
        ("已改", unit.mended),
    ];
    let counts = counts.iter().filter(|(_, count)| *count > 0);
    let counts: Vec<String> = counts.map(|(title, count)| format!("{title} {count}")).collect();
    let times = if unit.handed_in > 1 { format!("，报送 {} 次", unit.handed_in) } else { String::new() };
    match counts.is_empty() {
        true => format!("没有问题{times}"),
        false => counts.join(" ") + &times,
    }
}

fn csv(listed: &Listed) -> String {
    let mut csv = comma::MARK.to_owned();
    let head = [
        "单位",
        "层级",
        "区划",
        "年度",
        "报送",
        "结论",
        "错误",
        "警告",
        "提示",
        "已处理",
        "已改",
        "报送次数",
        "文件",
        "日期",
        "署名",
        "别的年度",
    ];
    comma::row(&mut csv, head);
    for unit in &listed.units {
        let file = unit.files.last();
        let others: Vec<&str> = unit.other_years.iter().map(|(_, path)| path.as_str()).collect();
        let fields = [
            unit.name.clone(),
            unit.level.clone().unwrap_or_default(),
            unit.division.clone().unwrap_or_default(),
            listed.year.to_string(),
            unit.state.title().to_owned(),
            file.map(|file| verdict(&file.verdict).to_owned()).unwrap_or_default(),
            unit.errors.to_string(),
            unit.warnings.to_string(),
            unit.infos.to_string(),
            unit.settled.to_string(),
            unit.mended.to_string(),
            unit.handed_in.to_string(),
            unit.files.iter().map(|file| file.path.as_str()).collect::<Vec<_>>().join("；"),
            file.map(|file| file.day.clone()).unwrap_or_default(),
            file.and_then(|file| file.printed.clone()).unwrap_or_default(),
            others.join("；"),
        ];
        comma::row(&mut csv, fields.map(comma::harmless));
    }
    csv
}
