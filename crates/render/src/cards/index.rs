//! The index of rules as a Markdown document, a heading and a table a family.

use super::page::{escaped, file_name};
use super::words::level;
use super::{Listed, families, line};
use crate::printable::clean;

/// Where the index leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Links<'a> {
    None,
    /// The pages of the rules are in this folder, as a link has it: empty for the folder of the index itself.
    Pages(&'a str),
}

/// The index of rules.
pub fn markdown(rules: &[Listed], links: Links) -> String {
    let mut out = String::from("# 规则索引\n\n由 `gouji rules` 生成，请勿手工修改。");
    let families = families(rules);
    line(&mut out, format_args!("共 {} 条规则。", rules.len()));
    for family in families {
        line(&mut out, format_args!("\n## {}（{} 条）\n", escaped(&family.title()), family.rules.len()));
        line(&mut out, "| 代码 | 级别 | 缺陷 | 名称 | 依据 |");
        line(&mut out, "| --- | --- | --- | --- | --- |");
        for rule in &family.rules {
            let code = match links {
                Links::None => escaped(&rule.card.code),
                Links::Pages(folder) => {
                    let gap = if folder.is_empty() || folder.ends_with('/') { "" } else { "/" };
                    format!("[{}]({folder}{gap}{})", escaped(&rule.card.code), file_name(&rule.card.code))
                }
            };
            let (title, basis) = (escaped(&rule.card.title), escaped(&rule.card.basis));
            let name = clean(&rule.card.name).replace('|', "\\|");
            line(
                &mut out,
                format_args!("| {code} | {} | {title} | `{name}` | {basis} |", level(rule.severity)),
            );
        }
    }
    out
}
