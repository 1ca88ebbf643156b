//! `gouji profiles`: what there is to be given to `--profile`, and which reports are checked by which of themselves.

use std::fmt::Write;
use std::path::{Path, PathBuf};

use gouji_core::card::Severity;
use gouji_core::form::Level;
use gouji_core::report::Draft;
use gouji_engine::choice::Fit;
use gouji_engine::profile::{DEFAULT, Profile, RuleSettings, Setting, Waiver};
use gouji_engine::today;
use gouji_render::printable::clean;

use super::{packs, read};
use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 说明这份报告自动用哪些配置，不用哪些，为什么
    #[arg(long = "for", value_name = "报告")]
    report: Option<PathBuf>,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    if let Some(path) = &args.report {
        return explain(path, global);
    }
    let session = installation::open(global, None)?;
    let mut out = String::new();
    for set in session.rulesets() {
        describe(&mut out, &set.profile, set.rules.len(), global.verbose > 0);
    }
    terminal::print(&out)?;
    Ok(packs::say_lost(&session))
}

/// Which profiles are for a report, and why the others of its place are not.
fn explain(path: &Path, global: &Global) -> Result<u8, Failure> {
    let unreadable = |why| Failure::Unreadable { path: path.to_owned(), why };
    let session = installation::on_demand(global, None)?;
    let input = read::input(path).map_err(unreadable)?;
    let (reading, _) = gouji_engine::read(&input, &session.limits).map_err(unreadable)?;
    let Draft { agency, year, .. } = &reading.draft;
    let mut out = subject(&agency.name, &agency.division, agency.level.map(Level::title), *year);
    let mut others = Vec::new();
    for (profile, fit) in session.fits(agency, *year) {
        let name = clean(&profile.name);
        // Writing to a string does not fail.
        let _ = match fit {
            Fit::Here(_) => writeln!(out, "用    {name}  {}", clean(&profile.title)),
            Fit::Not(why) => writeln!(out, "不用  {name}  {}：{}", clean(&profile.title), clean(&why)),
            Fit::Elsewhere => {
                others.push(name.into_owned());
                Ok(())
            }
        };
    }
    if !others.is_empty() {
        let _ = writeln!(out, "其余的用于别处，或只在 --profile 指定时用：{}", others.join("、"));
    }
    terminal::print(&out)?;
    Ok(packs::say_lost(&session))
}

/// `溆浦县人民政府，县级政府，区划代码 431224，2023年度`, in a line.
pub(crate) fn subject(name: &str, division: &str, level: Option<&str>, year: Option<u16>) -> String {
    let or = |text: &str, unknown: &str| if text.is_empty() { unknown.to_owned() } else { text.to_owned() };
    let division = if division.is_empty() { String::new() } else { format!("区划代码 {division}") };
    let year = year.map_or_else(|| "年度不明".to_owned(), |year| format!("{year}年度"));
    let words = [
        or(name, "机关不明"),
        or(level.unwrap_or_default(), "层级不明"),
        or(&division, "区划代码不明"),
        year,
    ];
    clean(&words.join("，")).into_owned() + "\n"
}

/// Writing to a string does not fail, so nothing is done about it.
fn describe(out: &mut String, profile: &Profile, rules: usize, verbose: bool) {
    let packs: Vec<&str> = profile.packs.iter().map(|pack| pack.value.as_str()).collect();
    let _ = writeln!(out, "{}  {}", clean(&profile.name), clean(&profile.title));
    let _ = writeln!(out, "    规则包：{}（{rules} 条规则）", clean(&packs.join("、")));
    let _ = writeln!(out, "    自动用于：{}", applies(profile, verbose));
    if !profile.extends.is_empty() {
        let bases: Vec<&str> = profile.extends.iter().map(|base| base.value.as_str()).collect();
        let _ = writeln!(out, "    以此为基础：{}", clean(&bases.join("、")));
    }
    let changed: Vec<String> = profile.rules.iter().map(|rule| clean(&change(rule)).into_owned()).collect();
    if !changed.is_empty() {
        let _ = writeln!(out, "    改动：{}", changed.join("；"));
    }
    if !profile.waivers.is_empty() {
        let _ = writeln!(out, "    豁免：{} 条", profile.waivers.len());
        for waiver in profile.waivers.iter().filter(|_| verbose) {
            let Waiver { reason, owner, expires, .. } = waiver;
            let line = format!("{}：{reason}（{owner}，至 {}）", waiver.subject(), today::iso(*expires));
            let _ = writeln!(out, "        {}", clean(&line));
        }
    }
    if verbose {
        let _ = writeln!(out, "    文件：{}", profile.path.display());
    }
}

/// `S21 改为警告，max = 800`.
fn change(settings: &RuleSettings) -> String {
    let level = settings.level.map(|level| match level {
        Setting::Off => "停用".to_owned(),
        Setting::Level(severity) => format!("改为{}", Severity::title(severity)),
    });
    let options = settings.options.iter().map(|option| {
        let value = option.value.value.map_or_else(String::new, |value| value.to_string());
        format!("{} = {value}", option.key.value)
    });
    let changes: Vec<String> = level.into_iter().chain(options).collect();
    format!("{} {}", settings.rule.value, changes.join("，"))
}

/// The names of agencies are many: the first of them will do, unless all are asked for.
const NAMES: usize = 4;

fn applies(profile: &Profile, verbose: bool) -> String {
    let applies = &profile.applies;
    let mut parts = Vec::new();
    if !applies.places.is_empty() {
        parts.push(format!("区划代码 {} 开头", applies.places.join("、")));
    }
    if !applies.agencies.is_empty() {
        let names = &applies.agencies;
        let shown = if verbose { names.len() } else { NAMES.min(names.len()) };
        let more = match names.len() - shown {
            0 => String::new(),
            _ => format!("等 {} 个名称之一（用 -v 列出）", names.len()),
        };
        parts.push(format!("区划不明而名称含“{}”{more}", names[..shown].join("”“")));
    }
    if parts.is_empty() {
        let others = if profile.name == DEFAULT {
            "没有其他配置可用的报告"
        } else {
            "只在用 --profile 指定时"
        };
        return others.to_owned();
    }
    let mut text = clean(&parts.join("；或")).into_owned();
    if !applies.levels.is_empty() {
        let levels: Vec<&str> = applies.levels.iter().map(|level| level.title()).collect();
        text = format!("{text}；{}", levels.join("、"));
    }
    match applies.years {
        Some((from, to)) if from == to => format!("{text}；{from}年度"),
        Some((from, to)) => format!("{text}；{from}—{to}年度"),
        None => text,
    }
}
