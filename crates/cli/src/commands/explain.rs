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
    /// 规则的代码（如 T3-02）、名称（如 national/broken-result-total），或一个词（如 勾稽）：列出说到它的规则
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
    if let Some(rule) = rules.iter().find(|rule| is_called(rule, asked)) {
        terminal::print(&cards::page(rule, &rules))?;
        return Ok(0);
    }
    let speaking = speaking_of(&rules, asked);
    if speaking.is_empty() {
        return Err(Failure::Usage(unknown(&rules, asked)));
    }
    let count = speaking.len();
    terminal::print(&format!("说到“{asked}”的规则有 {count} 条：\n\n{}", cards::table(&speaking)))?;
    Ok(0)
}

/// The rules whose cards speak of a word: in title, reason, basis, or in what they say of an example.
fn speaking_of<'a>(rules: &[Listed<'a>], word: &str) -> Vec<Listed<'a>> {
    let chinese = |c: char| !c.is_ascii();
    if word.chars().filter(|c| chinese(*c)).count() < 2 {
        return Vec::new();
    }
    let speaks = |rule: &&Listed| {
        let card = rule.card;
        let texts = [&card.title, &card.why, &card.basis, &card.source];
        texts.iter().any(|text| text.contains(word))
            || card.bad.iter().any(|example| example.finds.contains(word))
    };
    rules.iter().filter(speaks).cloned().collect()
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

    #[test]
    fn a_word_finds_the_rules_that_speak_of_it() {
        let cards = [("T3-01", "勾稽关系不成立"), ("T3-02", "总计不等")].map(|(code, title)| {
            Card::error(code, "national/broken-total", title).why("每一件申请都有结果。")
        });
        let rules =
            cards.each_ref().map(|card| Listed { pack: "national", severity: None, set: Vec::new(), card });
        let found = |word: &str| -> Vec<String> {
            speaking_of(&rules, word).iter().map(|rule| rule.card.code.clone()).collect()
        };
        assert_eq!(found("勾稽"), ["T3-01"]);
        assert_eq!(found("结果"), ["T3-01", "T3-02"]);
        assert_eq!(found("印章"), [""; 0]);
        assert_eq!(found("T"), [""; 0]);
    }
}
