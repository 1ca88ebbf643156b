//! `gouji decide`: what people say about findings, one by one or many at once.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use gouji_core::report::Date;
use gouji_ledger::{Access, As, Chosen, Wanted};
use gouji_render::printable::clean;

use super::ledger::{Which, day};
use crate::failure::Failure;
use crate::{subjects, terminal};

pub(crate) const EXAMPLES: &str = "\
例子：
  gouji decide 1f0c9a7be3d24c58 --as 退回 --why 请补齐合计
      一个问题；指纹用 gouji ledger show <单位> 查看
  gouji decide --rule P01 --unit 青石县教育局 --as 已说明 --why 原件如此 --by 李四 --until 2027-12-31
      一个单位、一条规则的全部问题，到期后重新计入
  gouji decide --rule W06 --as 不是问题 --why 本省规定这样写
      所有单位的这条规则

退回、待定：问题照样计入。已说明、不是问题：不再计入结论和退出码，重新检查、重新报送后仍然有效；
内容改了而仍有问题的，决定失效，gouji ledger show 会说出来。错误不能“已说明”，除非配置里写了 explain_errors = true。
";

#[derive(Debug, clap::Args)]
#[command(next_help_heading = "选项")]
pub(crate) struct Args {
    /// 问题的指纹
    #[arg(value_name = "指纹", help_heading = "参数")]
    fingerprints: Vec<String>,
    /// 决定：退回、已说明、不是问题、待定
    #[arg(long = "as", value_name = "决定", hide_possible_values = true, value_parser = decisions())]
    decision: As,
    /// 理由
    #[arg(long, value_name = "理由", default_value = "", hide_default_value = true)]
    why: String,
    /// 谁决定的
    #[arg(long, value_name = "姓名", default_value = "", hide_default_value = true)]
    by: String,
    /// 有效到哪一天，如 2027-12-31（默认：一直有效）
    #[arg(long, value_name = "日期", value_parser = subjects::day)]
    until: Option<Date>,
    /// 这条规则的问题；可以写多次
    #[arg(long, value_name = "规则")]
    rule: Vec<String>,
    /// 这个单位的问题；可以写多次
    #[arg(long, value_name = "单位")]
    unit: Vec<String>,
    /// 这个文件夹里的报告的问题，写法同检查时；可以写多次
    #[arg(long, value_name = "文件夹")]
    folder: Vec<String>,
    /// 这个年度的问题
    #[arg(long, value_name = "年度")]
    year: Option<u16>,
    #[command(flatten)]
    which: Which,
}

pub(crate) fn decisions() -> impl TypedValueParser<Value = As> {
    PossibleValuesParser::new(As::ALL.map(As::title))
        .map(|title| As::named(&title).expect("only the names of decisions are let through"))
}

pub(crate) fn run(args: &Args) -> Result<u8, Failure> {
    let wanted = Wanted {
        fingerprints: args.fingerprints.iter().map(|text| text.trim().to_ascii_lowercase()).collect(),
        rules: args.rule.clone(),
        units: args.unit.clone(),
        folders: args.folder.clone(),
        year: args.year,
    };
    let Wanted { fingerprints, rules, units, folders, .. } = &wanted;
    if fingerprints.is_empty() && rules.is_empty() && units.is_empty() && folders.is_empty() {
        return Err(Failure::Usage("没有写对哪些问题作决定：指纹，或 --rule、--unit、--folder".to_owned()));
    }
    if args.decision.settles() && args.why.trim().is_empty() {
        return Err(Failure::Usage(format!("“{}”要写明理由（--why）", args.decision.title())));
    }
    let chosen = Chosen {
        decision: args.decision,
        why: args.why.trim().to_owned(),
        owner: args.by.trim().to_owned(),
        day: day()?,
        until: args.until,
    };
    let decided = args.which.open(Access::Write)?.decide(&wanted, &chosen)?;
    let (title, count) = (args.decision.title(), decided.findings);
    if count > 0 {
        terminal::say(format_args!("{} 个单位的 {count} 个问题记为“{title}”", decided.units));
    }
    if decided.refused.is_empty() {
        return Ok(0);
    }
    let shown: Vec<String> = decided.refused.iter().take(5).map(|one| clean(one).into_owned()).collect();
    Err(Failure::Usage(format!(
        "{} 个问题是错误，不能记为“{title}”，没有改动：{}{}；应退回改正，确是误报的记为“不是问题”；配置里写 explain_errors = true 的除外",
        decided.refused.len(),
        shown.join("、"),
        if decided.refused.len() > shown.len() { "等" } else { "" }
    )))
}
