//! `gouji profiles`: what there is to be given to `--profile`, and which reports are checked by which of themselves.

use std::fmt::Write;

use gouji_core::card::Severity;
use gouji_engine::profile::{DEFAULT, Profile, Setting};
use gouji_render::printable::clean;

use crate::args::Global;
use crate::failure::Failure;
use crate::{installation, terminal};

pub(crate) fn run(global: &Global) -> Result<u8, Failure> {
    let session = installation::open(global, None)?;
    let mut out = String::new();
    for set in session.rulesets() {
        describe(&mut out, &set.profile, set.rules.len(), global.verbose > 0);
    }
    terminal::print(&out)?;
    Ok(0)
}

/// Writing to a string does not fail, so nothing is done about it.
fn describe(out: &mut String, profile: &Profile, rules: usize, verbose: bool) {
    let packs: Vec<&str> = profile.packs.iter().map(|pack| pack.value.as_str()).collect();
    let _ = writeln!(out, "{}  {}", clean(&profile.name), clean(&profile.title));
    let _ = writeln!(out, "    规则包：{}（{rules} 条规则）", clean(&packs.join("、")));
    let _ = writeln!(out, "    自动用于：{}", applies(profile, verbose));
    let changed: Vec<String> = profile
        .rules
        .iter()
        .map(|(rule, setting)| match setting.value {
            Setting::Off => format!("{} 停用", clean(rule)),
            Setting::Level(severity) => format!("{} 改为{}", clean(rule), Severity::title(severity)),
        })
        .collect();
    if !changed.is_empty() {
        let _ = writeln!(out, "    改级：{}", changed.join("，"));
    }
    if verbose {
        let _ = writeln!(out, "    文件：{}", profile.path.display());
    }
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
