//! `gouji ledger decisions` and `gouji ledger rename`: what was decided, and that it goes on.

use std::fmt::Write as _;

use gouji_ledger::{Access, Effect, Ruled};
use gouji_render::printable::clean;

use super::{Format, Which, day, json};
use crate::failure::Failure;
use crate::terminal;

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    #[command(flatten)]
    which: Which,
    /// 只列出没有对应问题的决定：规则没有了、换了代码，或是从别处导入的
    #[arg(long)]
    orphans: bool,
    /// 格式：text、json（默认 text）
    #[arg(
        long,
        value_name = "格式",
        default_value = "text",
        hide_default_value = true,
        hide_possible_values = true
    )]
    format: Format,
}

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Rename {
    /// 原来的规则代码
    #[arg(value_name = "原代码", help_heading = "参数")]
    old: String,
    /// 现在的规则代码
    #[arg(value_name = "新代码", help_heading = "参数")]
    new: String,
    #[command(flatten)]
    which: Which,
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let mut decisions = args.which.open(Access::Read)?.decisions(day()?)?;
    decisions.retain(|ruled| !args.orphans || ruled.effect == Effect::Orphan);
    terminal::print(&match args.format {
        Format::Json => json(&decisions),
        Format::Text | Format::Csv => text(&decisions),
    })?;
    Ok(0)
}

fn text(decisions: &[Ruled]) -> String {
    if decisions.is_empty() {
        return "没有决定\n".to_owned();
    }
    let mut text = String::new();
    for ruled in decisions {
        let Ruled { decision, day, effect, .. } = ruled;
        let [unit, rule, why] = [&ruled.unit, &ruled.rule, &ruled.why].map(|text| clean(text));
        let owner =
            if ruled.owner.is_empty() { String::new() } else { format!("，{}", clean(&ruled.owner)) };
        let until = if ruled.until.is_empty() { String::new() } else { format!("，至 {}", ruled.until) };
        let lapsed =
            if ruled.lapsed.is_empty() { String::new() } else { format!("：{}", clean(&ruled.lapsed)) };
        let _ = writeln!(
            text,
            "{unit} {rule} {decision}：{why}（{day}{owner}{until}）【{}{lapsed}】指纹 {}",
            effect.title(),
            ruled.fingerprint
        );
    }
    text
}

pub(crate) fn rename(args: &Rename) -> Result<u8, Failure> {
    let (old, new) = (args.old.trim(), args.new.trim());
    if old.is_empty() || new.is_empty() || old == new {
        return Err(Failure::Usage("要写两个不同的规则代码：原来的和现在的".to_owned()));
    }
    args.which.open(Access::Write)?.rename(old, new)?;
    terminal::say(format_args!("已记下：规则 {old} 现在是 {new}；下次检查时，对它的决定转到 {new}"));
    Ok(0)
}
