//! `gouji explain`: the page of one rule.

use gouji_engine::nearest::{hint, nearest};
use gouji_render::cards::{self, Listed};

use crate::args::Global;
use crate::commands::rules;
use crate::failure::Failure;
use crate::{installation, terminal};

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 规则的代码（如 T3-02）或名称（如 national/broken-result-total）
    #[arg(value_name = "规则", help_heading = "参数")]
    rule: String,
    /// 级别和选项按这一配置（名称或文件）
    #[arg(long, value_name = "配置")]
    profile: Option<String>,
}

pub(crate) fn run(args: &Args, global: &Global) -> Result<u8, Failure> {
    let session = installation::open(global, args.profile.as_deref())?;
    let rules = match args.profile {
        Some(_) => rules::of_profile(&session),
        None => rules::all(&session),
    };
    let asked = args.rule.trim();
    let Some(rule) = rules.iter().find(|rule| is_called(rule, asked)) else {
        return Err(Failure::Usage(unknown(&rules, asked)));
    };
    terminal::print(&cards::page(rule, &rules))?;
    Ok(0)
}

fn is_called(rule: &Listed, name: &str) -> bool {
    rule.card.code.eq_ignore_ascii_case(name) || rule.card.name.eq_ignore_ascii_case(name)
}

fn unknown(rules: &[Listed], asked: &str) -> String {
    let names = rules.iter().flat_map(|rule| [rule.card.code.as_str(), rule.card.name.as_str()]);
    let hint = hint(nearest(asked, names).as_deref());
    format!("没有代码或名称为“{asked}”的规则{hint}\n用 gouji rules 列出全部规则")
}

#[cfg(test)]
mod tests {
    use gouji_core::card::Card;

    use super::*;

    #[test]
    fn a_slip_of_the_pen_is_helped() {
        let cards = ["T3-01", "T3-02"].map(|code| Card::error(code, "national/broken-total", "不等"));
        let rules =
            cards.each_ref().map(|card| Listed { pack: "national", severity: None, set: Vec::new(), card });
        assert!(is_called(&rules[0], "t3-01"));
        assert!(is_called(&rules[0], "national/broken-total"));
        assert!(unknown(&rules, "T3-2").contains("您是否想写“T3-02”？"));
        assert!(unknown(&rules, "national/broken-totl").contains("“national/broken-total”"));
        assert!(!unknown(&rules, "随便").contains("您是否"));
    }
}
